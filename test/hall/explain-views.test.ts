/** What windows and the manager's floor say of the order: the profile that is followed, and whom it helps now. */
import { describe, expect, it } from 'vitest'
import type { WorkProfile } from '../../hall/profile.ts'
import { floorView } from '../../hall/views/floor.ts'
import { counterView } from '../../hall/views/window.ts'
import { manager } from '../kit/actors.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'
import { given, opened, type Past, taken, told, windowOpened } from '../kit/story.ts'

const narrow: WorkProfile = {
  id: 'narrow',
  name: '专办登记',
  own: ['A'],
  help: [],
  order: 'own-first',
  helpWhen: [{ theme: 'B', overWaiting: 9, whenIdle: false, first: true, untilWaiting: 0 }],
}
const catalogue = { ...smallCatalogue, profiles: [narrow] }

const switched = (): Past =>
  given(
    opened(catalogue),
    windowOpened('2'),
    taken('b', 'B-01'),
    told({ type: 'SwitchProfile', counter: '2', profile: 'narrow', reason: '人手调整' }, manager),
  ).past

const themesAt = (past: Past): readonly (readonly [string, boolean])[] | undefined =>
  counterView(past.hall, '2')?.themes.map(({ id, help }) => [id, help])

describe('what screens say of a work profile', () => {
  it('Q11 a window shows the themes that it takes now, with its profile’s name', () => {
    const { past } = given(opened(catalogue), windowOpened('2'))
    expect(themesAt(past)).toEqual([
      ['A', false],
      ['B', true],
    ])
    expect(counterView(past.hall, '2')).not.toHaveProperty('profileName')
    const after = switched()
    expect(themesAt(after)).toEqual([['A', false]])
    expect(counterView(after.hall, '2')).toMatchObject({ profileName: '专办登记', relieves: [], waiting: 0 })
  })

  it('Q13 while it helps a theme out of turn, the window and the floor say so', () => {
    const past = switched()
    told({ type: 'SwitchHelp', counter: '2', theme: 'B', on: true, reason: '等候的人多' }, manager)(past)
    expect(counterView(past.hall, '2')).toMatchObject({ relieves: ['B'], next: { why: { rule: 'relief' } } })
    expect(themesAt(past)).toEqual([
      ['A', false],
      ['B', true],
    ])
    const card = floorView(past.hall).counters.find(({ id }) => id === '2')
    expect(card).toMatchObject({
      profile: { id: 'narrow', name: '专办登记' },
      switched: { by: 'hand' },
      helping: [{ theme: 'B', by: 'hand' }],
    })
    expect(floorView(past.hall).counters.find(({ id }) => id === '1')).toMatchObject({ helping: [] })
  })
})

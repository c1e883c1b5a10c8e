/** That no switch, no help and no publish in mid-day leaves a service to nobody (Q12), whatever was switched by hand before. */
import { describe, expect, it } from 'vitest'
import type { Catalogue } from '../../hall/catalogue.ts'
import { decide } from '../../hall/decide.ts'
import type { WorkProfile } from '../../hall/profile.ts'
import { tiersAt } from '../../hall/takes.ts'
import { manager } from '../kit/actors.ts'
import { hours } from '../kit/hand-clock.ts'
import { type Deed, given, later, opened, type Past, taken, told, windowOpened } from '../kit/story.ts'
import { profiled, withWindow } from '../kit/tide-catalogue.ts'

const permits: WorkProfile = { id: 'permits', name: '许可', own: ['B'], help: [], order: 'own-first', helpWhen: [] }

/** Windows 1 and 2 have theme A as their own and may help B; nobody else takes A. */
const two: Catalogue = withWindow(
  '4',
  { help: [], services: ['C-01'] },
  withWindow('1', { help: ['B'] }, { ...profiled, profiles: [permits] }),
)
const helps = (counter: string): Deed => told({ type: 'SwitchHelp', counter, theme: 'B', on: true, reason: '人多' })
const switched = (counter: string, profile: string): Deed =>
  told({ type: 'SwitchProfile', counter, profile, reason: '人多' })
const morning = [opened(two), ...['1', '2', '3'].map(windowOpened), taken('b1', 'B-01'), taken('b2', 'B-01')]
const ask = ({ hall, now }: Past, intent: Parameters<typeof told>[0]) => {
  const decision = decide({ ...intent, id: 'asked' }, hall, {
    now,
    actor: manager,
    secret: 'unused',
    workingDay: () => '2026-03-02',
  })
  return decision.ok ? 'done' : decision.refusal
}
const publish = (catalogue: Catalogue) => ({ type: 'PublishCatalogue', catalogue }) as const
/** Window 1 turns to theme C, so that window 2 is the last to have theme A. */
const without1 = withWindow('1', { own: ['C'] }, two)

describe('Q12 in mid-day', () => {
  it('Q12 Q13 two windows do not both help first by hand where they alone call a theme', () => {
    const { past } = given(...morning, helps('1'), helps('2'))
    expect(past.hall.helping.map(({ counter, first }) => [counter, first])).toEqual([
      ['1', true],
      ['2', false],
    ])
    expect(tiersAt(past.hall, '2')[0]?.themes).toEqual(['A'])
  })

  it('Q12 a window that still calls a theme first is not switched away while the other helps first', () => {
    const { past } = given(...morning, helps('1'))
    const away = { type: 'SwitchProfile', counter: '2', profile: 'permits', reason: '人多' } as const
    expect(ask(past, away)).toEqual({ code: 'service-left', service: 'A-01' })
    told({ type: 'SwitchHelp', counter: '1', theme: 'B', on: false, reason: '先办本窗口的' })(past)
    expect(ask(past, away)).toBe('done')
  })

  it('Q12 Q14 a publish that would leave a theme to a window switched away by hand is refused', () => {
    const { past } = given(...morning, switched('2', 'permits'))
    expect(ask(past, publish(without1))).toEqual({ code: 'service-left', service: 'A-01' })
    expect(ask(past, publish(two))).toBe('done')
    told({ type: 'SwitchProfile', counter: '2', profile: null, reason: '人多' })(past)
    expect(ask(past, publish(without1))).toBe('done')
  })

  it('Q12 Q13 so is one that leaves it to a window that helps another theme first', () => {
    const { past } = given(...morning, helps('2'))
    expect(ask(past, publish(without1))).toEqual({ code: 'service-left', service: 'A-01' })
    expect(ask(past, publish(two))).toBe('done')
  })

  it('Q12 Q13 Q14 so is one whose plan leaves it later to a window that helps another theme first', () => {
    const { past } = given(...morning, helps('2'))
    const other: WorkProfile = { ...permits, id: 'other', name: '社保', own: ['C'] }
    const own = { ...two, profiles: [permits, other] }
    const list = withWindow('1', { own: ['A', 'C'], plan: [{ from: '15:00', profile: 'other' }] }, own)
    expect(ask(past, publish(list))).toEqual({ code: 'service-left', service: 'A-01' })
    told({ type: 'SwitchHelp', counter: '2', theme: 'B', on: false, reason: '先办本窗口的' })(past)
    expect(ask(past, publish(list))).toBe('done')
  })

  it('Q12 Q14 a switch by hand that the new plan has ended, or that belongs to a day that is over, stops no publish', () => {
    const { past } = given(...morning, switched('2', 'permits'), later(hours(1)))
    const all: WorkProfile = { ...permits, id: 'all', name: '登记', own: ['A'] }
    const planned = { ...without1, profiles: [permits, all] }
    expect(ask(past, publish(withWindow('2', { plan: [{ from: '09:30', profile: 'all' }] }, planned)))).toBe('done')
    // Until eleven it would be left.
    const late = withWindow('2', { plan: [{ from: '11:00', profile: 'all' }] }, planned)
    expect(ask(past, publish(late))).toEqual({ code: 'service-left', service: 'A-01' })
    told({ type: 'CloseHall' })(past)
    expect(ask(past, publish(late))).toBe('done')
  })
})

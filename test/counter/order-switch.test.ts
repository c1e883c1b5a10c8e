/** What a window can be switched to in the manager's page. */
import { describe, expect, it } from 'vitest'
import { catalogue } from '../../client/catalogue.ts'
import { followsText } from '../../counter/manager-windows.tsx'
import { choicesOf } from '../../counter/order-switch.tsx'
import { floorView } from '../../hall/views/floor.ts'
import { given, opened, taken, told, windowOpened } from '../kit/story.ts'
import { FLOOD, narrow, profiled, tide } from '../kit/tide-catalogue.ts'

describe('switching a window', () => {
  it('Q11 S003-22 offers no profile whose themes, or whose help, its list does not name', () => {
    const beyond = { ...narrow, id: 'beyond', helpWhen: [{ ...FLOOD, theme: 'C' }] }
    const hall = { ...profiled, profiles: [tide, beyond, { ...tide, id: 'elsewhere', own: ['C'], helpWhen: [] }] }
    catalogue.value = hall
    const window = floorView(given(opened(hall)).past.hall).counters.find(({ id }) => id === '2')
    const offered = window && choicesOf(window).map(({ key }) => key)
    expect(offered).toEqual(['profile tide'])
  })

  it('Q13 a window that is not open is not said to help anybody now', () => {
    catalogue.value = profiled
    const help = told({ type: 'SwitchHelp', counter: '2', theme: 'B', on: true, reason: '人多' })
    const { past } = given(opened(profiled), windowOpened('2'), taken('b', 'B-01'), help)
    const said = () => floorView(past.hall).counters.flatMap((one) => (one.id === '2' ? [followsText(one)] : []))
    expect(said()).toEqual(['正在帮忙：经营许可'])
    told({ type: 'CloseCounter', counter: '2' })(past)
    expect(said()).toEqual([''])
  })
})

import { describe, expect, it } from 'vitest'
import { DEVICE_KINDS, deviceOf, kindOf, pageOf, pairingAddress } from '../../counter/device-kind.ts'
import { actsOf, figuresOf, minutesInState, satisfaction, type WindowAct, windowStateOf } from '../../counter/floor.ts'
import type { Intent } from '../../hall/commands.ts'
import { type FloorCounter, floorView } from '../../hall/views/floor.ts'
import { manager } from '../kit/actors.ts'
import { minutes } from '../kit/hand-clock.ts'
import {
  calledNext,
  completed,
  type Deed,
  type Given,
  given,
  later,
  opened,
  published,
  started,
  taken,
  told,
  windowOpened,
} from '../kit/story.ts'

const counterIn = ({ past }: Given, id = '1'): FloorCounter => {
  const found = floorView(past.hall).counters.find((counter) => counter.id === id)
  if (!found) throw new Error(`The small hall has no window ${id}.`)
  return found
}
const openWith = (...deeds: readonly Deed[]) => given(opened(), windowOpened('1'), ...deeds)

const STATES = {
  closed: () => given(opened()),
  paused: () => openWith(told({ type: 'PauseCounter', counter: '1', reason: 'meal' })),
  free: () => openWith(),
  called: () => openWith(taken('t1', 'A-01'), calledNext('1')),
  serving: () => openWith(taken('t1', 'A-01'), calledNext('1'), started('1')),
}

const intentOf = (act: WindowAct): Intent => {
  switch (act) {
    case 'open':
    case 'resume':
      return { type: 'OpenCounter', counter: '1' }
    case 'pause':
      return { type: 'PauseCounter', counter: '1', reason: 'meeting' }
    case 'close':
      return { type: 'CloseCounter', counter: '1' }
  }
}

describe('the manager’s floor', () => {
  it('M1 the figures on top are those of the hall now', () => {
    const story = openWith(
      taken('t1', 'A-01'),
      taken('t2', 'A-01'),
      taken('t3', 'B-01'),
      calledNext('1'),
      started('1'),
      completed('1'),
      later(minutes(12)),
    )
    expect(figuresOf(floorView(story.past.hall), story.past.now)).toEqual({
      waiting: 2,
      longest: 12,
      pace: 'amber',
      open: 1,
      // The guide desk calls nobody and is not counted.
      total: 4,
      issued: 3,
      served: 1,
      missed: 0,
    })
  })

  it('M1 nobody waiting is no wait, not a wait of no minutes', () => {
    const story = given(opened())
    expect(figuresOf(floorView(story.past.hall), story.past.now)).toMatchObject({ longest: null, pace: 'calm' })
  })

  it('M1 every state of a window has its word and its minutes', () => {
    for (const [state, tell] of Object.entries(STATES)) expect(windowStateOf(counterIn(tell()))).toBe(state)
    const story = openWith(taken('t1', 'A-01'), calledNext('1'), later(minutes(4)))
    expect(minutesInState(counterIn(story), story.past.now)).toBe(4)
  })

  it.each(Object.entries(STATES))(
    'M2 what the manager may do to a %s window the hall accepts from a manager',
    (_, tell) => {
      const offered = actsOf(counterIn(tell()), true)
      for (const act of offered) expect(tell().decides(intentOf(act), manager)).toMatchObject({ ok: true })
    },
  )

  it('M2 nothing is offered while somebody is at the window, nor in a closed hall', () => {
    expect(actsOf(counterIn(STATES.called()), true)).toEqual([])
    expect(actsOf(counterIn(STATES.serving()), true)).toEqual([])
    expect(actsOf(counterIn(given(published())), false)).toEqual([])
    expect(STATES.serving().decides(intentOf('close'), manager)).toMatchObject({ ok: false })
  })

  it('M3 silence is not satisfaction: only rated visits count, and none is no share at all', () => {
    const none = { 'very-satisfied': 0, satisfied: 0, 'fairly-satisfied': 0, dissatisfied: 0, 'very-dissatisfied': 0 }
    expect(satisfaction(none)).toEqual({ rated: 0, share: null })
    expect(satisfaction({ ...none, 'fairly-satisfied': 3, 'very-dissatisfied': 1 })).toEqual({ rated: 4, share: 0.75 })
  })
})

describe('devices', () => {
  it('M4 every kind of device is made with its role and its place, and read back as the same kind', () => {
    const chosen = { counter: '3', zone: 'z1', printer: 'p1' }
    const made = DEVICE_KINDS.map((kind) => [kind, deviceOf(kind, 'x', chosen)])
    expect(Object.fromEntries(made)).toEqual({
      kiosk: { name: 'x', role: 'kiosk', printer: 'p1' },
      board: { name: 'x', role: 'display', zone: 'z1' },
      strip: { name: 'x', role: 'display', counter: '3' },
      window: { name: 'x', role: 'counter', counter: '3' },
      pad: { name: 'x', role: 'pad', counter: '3' },
    })
    for (const kind of DEVICE_KINDS) expect(kindOf(deviceOf(kind, 'x', chosen))).toBe(kind)
  })

  it('M4 a board of all zones and a kiosk on the usual printer name neither', () => {
    const nowhere = { counter: '', zone: '', printer: '' }
    expect(deviceOf('board', 'x', nowhere)).toEqual({ name: 'x', role: 'display' })
    expect(deviceOf('kiosk', 'x', nowhere)).toEqual({ name: 'x', role: 'kiosk' })
  })

  it('M4 a code opens the page of its kind and pairs it there', () => {
    expect(pageOf('window')).toBe('/window')
    expect(pairingAddress('kiosk', 'ABCD2345')).toBe('/kiosk?pair=ABCD2345')
  })
})

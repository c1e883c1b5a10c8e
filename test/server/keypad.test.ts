/** What each key of a keypad means, in a hall as a story: the same as the panel’s buttons (E5). */
import { describe, expect, it } from 'vitest'
import { KEYPAD_KEYS, type KeypadKey } from '../../hall/peripheral.ts'
import { keyAct } from '../../server/edge/keypad.ts'
import { seconds } from '../kit/hand-clock.ts'
import { richCatalogue, smallCatalogue, withRules } from '../kit/small-catalogue.ts'
import {
  calledNext,
  completed,
  type Deed,
  given,
  later,
  opened,
  parked,
  started,
  taken,
  told,
  windowOpened,
} from '../kit/story.ts'

const { window } = smallCatalogue.rules
const onePress = opened(withRules({ window: { ...window, confirmArrival: false } }, richCatalogue))
const at1 = [onePress, windowOpened('1')]
const called = [...at1, taken('t1', 'A-01'), taken('t2', 'A-01'), calledNext('1')]

const means = (key: KeypadKey, ...deeds: readonly Deed[]) => {
  const { past } = given(...deeds)
  return keyAct(key, past.hall, '1', past.now)
}

describe('呼叫', () => {
  it('E5 calls when nobody is in front, and finishes and calls when somebody is', () => {
    expect(means('call', ...at1)).toEqual({ intent: { type: 'CallNext', counter: '1' } })
    const usual = { type: 'CompleteTicket', counter: '1', ticket: 't1', outcome: 'promised', thenCall: true }
    expect(means('call', ...called, later(seconds(5)))).toEqual({ intent: usual })
    expect(means('call', ...called, started('1'))).toEqual({ intent: usual })
  })

  it('E5 a press just after a call is the same press made twice', () => {
    expect(means('call', ...called)).toEqual({ refused: 'too-soon' })
    expect(means('call', ...called, later(1_999))).toEqual({ refused: 'too-soon' })
    expect(means('call', ...called, later(2_000))).toHaveProperty('intent')
  })

  it('E5 says that the visitor is here where the hall wants that pressed', () => {
    const both = [opened(richCatalogue), windowOpened('1'), taken('t1', 'A-01'), calledNext('1'), later(seconds(5))]
    expect(means('call', ...both)).toEqual({ intent: { type: 'StartServing', counter: '1', ticket: 't1' } })
  })

  it('E5 ends a pause first', () => {
    const away = told({ type: 'PauseCounter', counter: '1', reason: 'meal' })
    expect(means('call', ...at1, away)).toEqual({ intent: { type: 'OpenCounter', counter: '1' } })
  })
})

describe('the other keys', () => {
  it.each([
    ['recall', { type: 'RecallTicket', counter: '1', ticket: 't1' }],
    ['give-up', { type: 'MarkNoShow', counter: '1', ticket: 't1' }],
    ['hold', { type: 'ParkTicket', counter: '1', ticket: 't1', reason: '呼叫器挂起' }],
  ] as const)('E5 %s is about the number in hand, and nothing without one', (key, intent) => {
    expect(means(key, ...called)).toEqual({ intent })
    expect(means(key, ...at1)).toEqual({ refused: 'nobody-called' })
  })

  it('E5 call-back calls whom this window put aside first', () => {
    const aside = [...called, started('1'), parked('1'), later(seconds(9)), calledNext('1'), started('1'), parked('1')]
    expect(means('call-back', ...aside)).toEqual({ intent: { type: 'CallTicket', counter: '1', ticket: 't1' } })
    expect(means('call-back', ...called)).toEqual({ refused: 'nobody-parked' })
  })

  it('E5 pause pauses without handing anybody over, and ends the pause', () => {
    const pause = { type: 'PauseCounter', counter: '1', reason: 'away' } as const
    expect(means('pause', ...called)).toEqual({ intent: pause })
    expect(means('pause', ...at1, told(pause))).toEqual({ intent: { type: 'OpenCounter', counter: '1' } })
  })

  it('E5 rate asks whoever was just served, and transfer needs the panel', () => {
    expect(means('rate', ...called)).toEqual({ refused: 'nothing-to-rate' })
    expect(means('rate', ...called, completed('1', 'promised'))).toEqual({ act: 'ask-rating' })
    expect(means('transfer', ...called)).toEqual({ refused: 'target-needed' })
  })

  it('E5 at a closed window no key does anything', () => {
    for (const key of KEYPAD_KEYS) expect(means(key, onePress), key).toEqual({ refused: 'counter-closed' })
  })
})

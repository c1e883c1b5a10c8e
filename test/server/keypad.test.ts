/** What each key of a keypad means, in a hall as a story: the same as the panel’s buttons (E5). */
import { describe, expect, it } from 'vitest'
import { KEYPAD_KEYS, type KeypadKey } from '../../hall/peripheral.ts'
import { CLOCK_SLACK_MS, keyAct, RATE_WITHIN_MS } from '../../server/edge/keypad.ts'
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
    expect(means('call', ...called, started('1'), later(seconds(5)))).toEqual({ intent: usual })
  })

  it('E5 a press just after a call is the same press made twice', () => {
    expect(means('call', ...called)).toEqual({ refused: 'too-soon' })
    expect(means('call', ...called, later(1_999))).toEqual({ refused: 'too-soon' })
    expect(means('call', ...called, later(2_000))).toHaveProperty('intent')
  })

  it('E5 a press just after 到场 is the same press made twice, and ends no visit that has just begun', () => {
    const here = [opened(richCatalogue), windowOpened('1'), taken('t1', 'A-01'), calledNext('1'), started('1')]
    expect(means('call', ...here, later(1_999))).toEqual({ refused: 'too-soon' })
    expect(means('call', ...here, later(2_000))).toHaveProperty('intent.type', 'CompleteTicket')
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

  it('E6 a press of before the window’s last act is none, whatever the key: it was meant for who was there then', () => {
    const { past } = given(...called, later(seconds(5)), completed('1', 'promised'), calledNext('1'))
    const { at } = past.hall
    for (const key of KEYPAD_KEYS)
      expect(keyAct(key, past.hall, '1', at - CLOCK_SLACK_MS - 1), key).toEqual({ refused: 'too-late' })
    // An edge is never quite sure of the hall's clock.
    expect(keyAct('hold', past.hall, '1', at - CLOCK_SLACK_MS)).toHaveProperty('intent.ticket', 't2')
  })

  it('I13 where the time of a press cannot be told no key is held up', () => {
    const { past } = given(...called)
    expect(keyAct('call', past.hall, '1', undefined)).toHaveProperty('intent.type', 'CompleteTicket')
    expect(keyAct('recall', past.hall, '1', undefined)).toHaveProperty('intent')
    const done = given(...called, completed('1', 'promised')).past.hall
    expect(keyAct('rate', done, '1', undefined)).toEqual({ act: 'ask-rating' })
  })

  it('E16 nobody is asked for a rating a minute after the visit', () => {
    const done = [...called, completed('1', 'promised')]
    expect(means('rate', ...done, later(RATE_WITHIN_MS))).toEqual({ act: 'ask-rating' })
    expect(means('rate', ...done, later(RATE_WITHIN_MS + 1))).toEqual({ refused: 'nothing-to-rate' })
  })

  it('E5 at a closed window no key does anything', () => {
    for (const key of KEYPAD_KEYS) expect(means(key, onePress), key).toEqual({ refused: 'counter-closed' })
  })
})

import { describe, expect, it } from 'vitest'
import {
  type Ending,
  intentsOf,
  outcomeBeside,
  paceOf,
  primaryOf,
  type SideKind,
  servingPace,
  sidesOf,
} from '../../counter/acts.ts'
import type { Intent } from '../../hall/commands.ts'
import { type CounterView, counterView } from '../../hall/views/window.ts'
import { hours, minutes, seconds } from '../kit/hand-clock.ts'
import {
  calledNext,
  completed,
  type Given,
  given,
  later,
  missed,
  opened,
  parked,
  published,
  recalled,
  started,
  taken,
  told,
  windowOpened,
} from '../kit/story.ts'

const viewIn = ({ past }: Given, counter = '1'): CounterView => {
  const view = counterView(past.hall, counter)
  if (!view) throw new Error(`The small hall has no window ${counter}.`)
  return view
}
const USUAL: Ending = { outcome: 'immediate', reason: '' }
const paused = told({ type: 'PauseCounter', counter: '1', reason: 'meal' })

/** Every state that a window can be in, as a story. */
const STATES = {
  'a hall that is closed': () => given(published()),
  'a closed window': () => given(opened()),
  'a paused window': () => given(opened(), windowOpened('1'), paused),
  'a free window and nobody waiting': () => given(opened(), windowOpened('1')),
  'a free window and somebody waiting': () => given(opened(), windowOpened('1'), taken('t1', 'A-01')),
  'a ticket just called': () => given(opened(), windowOpened('1'), taken('t1', 'A-01'), calledNext('1')),
  'a ticket called once, long ago': () =>
    given(opened(), windowOpened('1'), taken('t1', 'A-01'), calledNext('1'), later(seconds(20))),
  'a ticket called three times, the last just now': () =>
    given(
      opened(),
      windowOpened('1'),
      taken('t1', 'A-01'),
      calledNext('1'),
      later(seconds(20)),
      recalled('1'),
      later(seconds(20)),
      recalled('1'),
    ),
  'a ticket called three times, long ago': () =>
    given(
      opened(),
      windowOpened('1'),
      taken('t1', 'A-01'),
      calledNext('1'),
      later(seconds(20)),
      recalled('1'),
      later(seconds(20)),
      recalled('1'),
      later(hours(1)),
    ),
  'somebody being served, and nobody behind': () =>
    given(opened(), windowOpened('1'), taken('t1', 'A-01'), calledNext('1'), started('1')),
  'somebody being served, and another waiting': () =>
    given(opened(), windowOpened('1'), taken('t1', 'A-01'), taken('t2', 'A-02'), calledNext('1'), started('1')),
  'a window after a visit': () =>
    given(opened(), windowOpened('1'), taken('t1', 'A-01'), calledNext('1'), started('1'), completed('1')),
  'a window that put somebody aside': () =>
    given(opened(), windowOpened('1'), taken('t1', 'A-01'), calledNext('1'), parked('1')),
  'a window that passed somebody over': () =>
    given(opened(), windowOpened('1'), taken('t1', 'A-01'), calledNext('1'), missed('1')),
}

const sideIntent = (kind: SideKind, view: CounterView): Intent => {
  const { counter } = view
  const ticket = view.ticket?.id ?? 'nobody'
  switch (kind) {
    case 'recall':
      return { type: 'RecallTicket', counter, ticket }
    case 'no-show':
      return { type: 'MarkNoShow', counter, ticket }
    case 'transfer':
      return { type: 'TransferTicket', ticket, service: 'C-01', reason: '取错事项' }
    case 'park':
      return { type: 'ParkTicket', counter, ticket, reason: '去拍照' }
    case 'complete':
      return { type: 'CompleteTicket', counter, ticket, outcome: 'immediate' }
    case 'pause':
      return view.status === 'paused'
        ? { type: 'OpenCounter', counter }
        : { type: 'PauseCounter', counter, reason: 'meal' }
  }
}

describe('the big button of a window', () => {
  it('W1 it follows the state of the window', () => {
    const kinds = Object.entries(STATES).map(([state, tell]) => [state, primaryOf(viewIn(tell()), USUAL).kind])
    expect(Object.fromEntries(kinds)).toEqual({
      'a hall that is closed': 'open',
      'a closed window': 'open',
      'a paused window': 'resume',
      'a free window and nobody waiting': 'call',
      'a free window and somebody waiting': 'call',
      'a ticket just called': 'start',
      'a ticket called once, long ago': 'start',
      'a ticket called three times, the last just now': 'start',
      'a ticket called three times, long ago': 'start',
      'somebody being served, and nobody behind': 'complete',
      'somebody being served, and another waiting': 'complete-and-call',
      'a window after a visit': 'call',
      'a window that put somebody aside': 'call',
      'a window that passed somebody over': 'call',
    })
  })

  it.each(Object.entries(STATES))(
    'W2 with %s, what it allows the hall accepts and what it blocks the hall refuses',
    (_, tell) => {
      const story = tell()
      const view = viewIn(story)
      const { kind, blocked } = primaryOf(view, USUAL)
      const first = intentsOf(kind, view, USUAL)[0]
      if (!first) throw new Error('The big button always asks for something.')
      expect(story.decides(first).ok).toBe(blocked === undefined)
    },
  )

  it('W1 completing and calling asks for the one, then the other', () => {
    const view = viewIn(STATES['somebody being served, and another waiting']())
    expect(intentsOf('complete-and-call', view, USUAL).map((intent) => intent.type)).toEqual([
      'CompleteTicket',
      'CallNext',
    ])
  })

  it('W2 a window without themes does not offer to call', () => {
    const view = viewIn(given(opened(), windowOpened('desk')), 'desk')
    expect(primaryOf(view)).toEqual({ kind: 'call', blocked: 'no-queue' })
  })
})

describe('the buttons beside it', () => {
  it.each(Object.entries(STATES))('W2 with %s, each is allowed exactly when the hall would accept it', (_, tell) => {
    const story = tell()
    const view = viewIn(story)
    const sides = sidesOf(view, story.past.now, USUAL)
    for (const kind of Object.keys(sides) as SideKind[]) {
      const decision = story.decides(sideIntent(kind, view), {
        role: 'window',
        id: 'w1',
        name: '窗口员',
        counter: '1',
      })
      expect({ kind, allowed: sides[kind].blocked === undefined }).toEqual({ kind, allowed: decision.ok })
    }
  })

  it('W2 the countdown on a button is the one the hall answers with', () => {
    const story = given(opened(), windowOpened('1'), taken('t1', 'A-01'), calledNext('1'), later(seconds(7)))
    const { recall } = sidesOf(viewIn(story), story.past.now)
    expect(recall).toEqual({ blocked: 'too-soon', waitMs: seconds(13) })
    expect(story.decides({ type: 'RecallTicket', counter: '1', ticket: 't1' })).toEqual({
      ok: false,
      refusal: { code: 'too-soon', waitMs: seconds(13) },
    })
  })
})

describe('how a visit ends', () => {
  const view = () => viewIn(STATES['somebody being served, and another waiting']())

  it.each(['returned', 'supplement', 'refused'] as const)(
    'W3 %s waits for its reason, and a blank is none',
    (outcome) => {
      for (const reason of ['', '  ']) {
        expect(primaryOf(view(), { outcome, reason })).toEqual({ kind: 'complete-and-call', blocked: 'reason-needed' })
        expect(sidesOf(view(), 0, { outcome, reason }).complete).toEqual({ blocked: 'reason-needed' })
      }
      expect(primaryOf(view(), { outcome, reason: '材料不齐' })).toEqual({ kind: 'complete-and-call' })
      expect(intentsOf('complete', view(), { outcome, reason: ' 材料不齐 ' })).toEqual([
        { type: 'CompleteTicket', counter: '1', ticket: 't1', outcome, reason: '材料不齐' },
      ])
    },
  )

  it('W3 any other outcome is completed without a word', () => {
    expect(intentsOf('complete', view(), { outcome: 'promised', reason: '' })).toEqual([
      { type: 'CompleteTicket', counter: '1', ticket: 't1', outcome: 'promised' },
    ])
  })

  it('W3 the arrow keys go along the row and around its ends', () => {
    expect(outcomeBeside('immediate', 1)).toBe('promised')
    expect(outcomeBeside('immediate', -1)).toBe('collected')
    expect(outcomeBeside('collected', 1)).toBe('immediate')
  })
})

describe('running times', () => {
  it('W7 a wait turns amber and red at the minutes of the catalogue, a visit at its expected minutes and twice of them', () => {
    expect([9.99, 10, 14.99, 15].map((at) => paceOf(minutes(at), 10, 15))).toEqual(['calm', 'amber', 'amber', 'red'])
    expect([11.99, 12, 23.99, 24].map((at) => servingPace(minutes(at), 12))).toEqual(['calm', 'amber', 'amber', 'red'])
  })
})

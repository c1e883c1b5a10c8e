import { describe, expect, it } from 'vitest'
import {
  acceptsLacking,
  calledPace,
  type Ending,
  intentsOf,
  missingOf,
  needsReason,
  outcomeBeside,
  paceOf,
  primaryOf,
  type SideKind,
  servingPace,
  sidesOf,
  standInOf,
  undoUntil,
} from '../../counter/acts.ts'
import type { Catalogue } from '../../hall/catalogue.ts'
import type { Intent } from '../../hall/commands.ts'
import { UNDO_WITHIN_MS } from '../../hall/undo.ts'
import { type CounterView, counterView } from '../../hall/views/window.ts'
import { staffAt } from '../kit/actors.ts'
import { hours, minutes, seconds } from '../kit/hand-clock.ts'
import { smallCatalogue, withRules } from '../kit/small-catalogue.ts'
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

/** The small hall, where nobody presses 到场. */
const NO_ARRIVAL = withRules({ window: { ...smallCatalogue.rules.window, confirmArrival: false } })
/** The same, where a number that does not come is void after one call. */
const VOID_AT_ONCE = withRules({ noShow: { ...smallCatalogue.rules.noShow, mode: 'void' } }, NO_ARRIVAL)

const seated = (catalogue: Catalogue = smallCatalogue) =>
  [opened(catalogue), windowOpened('1'), taken('t1', 'A-01'), taken('t2', 'A-02'), calledNext('1')] as const

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
  'a ticket just called where nobody presses 到场': () => given(...seated(NO_ARRIVAL)),
  'a ticket called once, long ago, where one call is enough': () => given(...seated(VOID_AT_ONCE), later(seconds(20))),
  'a ticket called and nobody behind, where nobody presses 到场': () =>
    given(opened(NO_ARRIVAL), windowOpened('1'), taken('t1', 'A-01'), calledNext('1')),
  'a window after a visit': () =>
    given(opened(), windowOpened('1'), taken('t1', 'A-01'), calledNext('1'), started('1'), completed('1')),
  'a window that put somebody aside': () =>
    given(opened(), windowOpened('1'), taken('t1', 'A-01'), calledNext('1'), parked('1')),
  'a window that passed somebody over': () =>
    given(opened(), windowOpened('1'), taken('t1', 'A-01'), calledNext('1'), missed('1')),
}

/** What a button asks of the hall, at least: some ask for more in their sheet. 更多 asks for nothing itself. */
const sideIntent = (kind: Exclude<SideKind, 'more'>, view: CounterView): Intent => {
  const { counter } = view
  const ticket = view.ticket?.id ?? 'nobody'
  switch (kind) {
    case 'recall':
      return { type: 'RecallTicket', counter, ticket }
    case 'no-show':
      return { type: 'MarkNoShow', counter, ticket }
    case 'transfer':
      return { type: 'TransferTicket', ticket, service: 'C-01', reason: 'wrong-service' }
    case 'arrive':
      return { type: 'StartServing', counter, ticket }
    case 'checklist':
      return { type: 'CheckMaterials', ticket, materials: { present: ['居民身份证'], missing: [] } }
    case 'park':
      return { type: 'ParkTicket', counter, ticket, reason: '去拍照' }
    case 'complete':
      return { type: 'CompleteTicket', counter, ticket, outcome: 'immediate' }
    case 'pause':
      return view.status === 'paused'
        ? { type: 'OpenCounter', counter }
        : { type: 'PauseCounter', counter, reason: 'meal', ...(view.ticket ? { handOver: true } : {}) }
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
      'a ticket just called where nobody presses 到场': 'complete-and-call',
      'a ticket called once, long ago, where one call is enough': 'complete-and-call',
      'a ticket called and nobody behind, where nobody presses 到场': 'complete',
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

  it('W1 completing and calling is one command', () => {
    const view = viewIn(STATES['somebody being served, and another waiting']())
    expect(intentsOf('complete-and-call', view, USUAL)).toMatchObject([{ type: 'CompleteTicket', thenCall: true }])
    expect(intentsOf('complete', view, USUAL)[0]).not.toHaveProperty('thenCall')
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
      if (kind === 'more') continue
      const decision = story.decides(sideIntent(kind, view), staffAt('1'))
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

describe('a visit that lacks papers', () => {
  const lacking = () =>
    given(
      ...seated(NO_ARRIVAL),
      told({ type: 'CheckMaterials', ticket: 't1', materials: { present: [], missing: ['居民身份证'] } }, staffAt('1')),
    )

  it.each(['immediate', 'promised', 'collected'] as const)(
    'W3 ending it as %s wants the reason of 容缺受理',
    (outcome) => {
      const story = lacking()
      const view = viewIn(story)
      expect(missingOf(view)).toEqual(['居民身份证'])
      expect(acceptsLacking({ outcome, reason: '' }, missingOf(view))).toBe(true)
      for (const reason of ['', '容缺受理，限期补齐']) {
        const { blocked } = primaryOf(view, { outcome, reason })
        expect(blocked).toBe(reason === '' ? 'reason-needed' : undefined)
        const [complete] = intentsOf('complete', view, { outcome, reason })
        expect(complete && story.decides(complete).ok).toBe(blocked === undefined)
      }
    },
  )

  it('W3 its list is the reason of 补办, and 不受理 still says why', () => {
    const story = lacking()
    const view = viewIn(story)
    expect(needsReason({ outcome: 'supplement', reason: '' }, missingOf(view))).toBe(false)
    expect(needsReason({ outcome: 'refused', reason: '' }, missingOf(view))).toBe(true)
    const [complete] = intentsOf('complete', view, { outcome: 'supplement', reason: '' })
    expect(complete && story.decides(complete).ok).toBe(true)
  })
})

describe('pieces of work', () => {
  it('W3 several pieces for one visitor are told, a single one is not', () => {
    const view = viewIn(STATES['somebody being served, and another waiting']())
    expect(intentsOf('complete', view, { ...USUAL, cases: 3 })[0]).toMatchObject({ cases: 3 })
    expect(intentsOf('complete', view, { ...USUAL, cases: 1 })[0]).not.toHaveProperty('cases')
  })
})

describe('taking back', () => {
  it('W12 the last act is offered for as long as the hall takes it back, and no longer', () => {
    for (const passed of [0, UNDO_WITHIN_MS, UNDO_WITHIN_MS + 1]) {
      const story = given(...seated(), later(passed))
      const offered = undoUntil(viewIn(story), story.past.now) !== undefined
      expect({ passed, offered }).toEqual({ passed, offered: passed <= UNDO_WITHIN_MS })
      expect(story.decides({ type: 'UndoAct', counter: '1' }).ok).toBe(offered)
    }
  })

  it('W12 a window that did nothing yet offers nothing', () => {
    const story = given(opened())
    expect(undoUntil(viewIn(story), story.past.now)).toBeUndefined()
  })

  it('W12 completing and calling is taken back in two steps, the call first', () => {
    const story = given(...seated(NO_ARRIVAL), completed('1'), calledNext('1'))
    expect(viewIn(story).undo).toMatchObject({ act: 'TicketCalled', number: 'A002' })
    story.when({ type: 'UndoAct', counter: '1' })
    expect(viewIn(story).undo).toMatchObject({ act: 'TicketCompleted', number: 'A001' })
  })
})

describe('standing in', () => {
  const backed: Catalogue = {
    ...smallCatalogue,
    counters: smallCatalogue.counters.map((row) => {
      if (row.id === '1') return { ...row, backups: ['3', '2'] }
      return row.id === '4' ? { ...row, backups: ['2'] } : row
    }),
  }
  const away = (counter: string) => told({ type: 'PauseCounter', counter, reason: 'meeting' })

  it('W11 the key takes the window whose earlier B岗 are not there before one that another should take', () => {
    const open = ['1', '2', '3', '4'].map(windowOpened)
    const story = given(opened(backed), ...open, away('1'))
    expect(standInOf(viewIn(story, '2'))).toMatchObject({ from: '1', first: false })
    const both = given(opened(backed), ...open, away('1'), away('4'))
    expect(viewIn(both, '2').standIns.map(({ from, first }) => [from, first])).toEqual([
      ['1', false],
      ['4', true],
    ])
    expect(standInOf(viewIn(both, '2'))?.from).toBe('4')
    expect(both.decides({ type: 'TakeOver', counter: '2', from: '4' }).ok).toBe(true)
  })

  it('W11 where somebody else already stands in, nothing is offered', () => {
    const story = given(
      opened(backed),
      windowOpened('1'),
      windowOpened('2'),
      windowOpened('3'),
      away('1'),
      told({ type: 'TakeOver', counter: '3', from: '1' }),
    )
    expect(standInOf(viewIn(story, '2'))).toBeUndefined()
  })

  it('W10 with somebody in front a pause hands them over, and the one who stands in has them in front', () => {
    const story = given(opened(backed), windowOpened('1'), windowOpened('3'), taken('t1', 'A-01'), calledNext('1'))
    expect(sidesOf(viewIn(story), story.past.now).pause).toEqual({})
    story.when({ type: 'PauseCounter', counter: '1', reason: 'meeting', note: '等复印件', handOver: true })
    expect(standInOf(viewIn(story, '3'))).toMatchObject({ from: '1', parked: 1, note: '等复印件' })
    story.when({ type: 'TakeOver', counter: '3', from: '1' })
    expect(viewIn(story, '3').ticket?.id).toBe('t1')
  })
})

describe('running times', () => {
  it('W7 a wait turns amber and red at the minutes of the catalogue, a visit at its expected minutes and twice of them', () => {
    expect([9.99, 10, 14.99, 15].map((at) => paceOf(minutes(at), 10, 15))).toEqual(['calm', 'amber', 'amber', 'red'])
    expect([11.99, 12, 23.99, 24].map((at) => servingPace(minutes(at), 12))).toEqual(['calm', 'amber', 'amber', 'red'])
  })

  it('W7 where nobody presses 到场 the visit runs from the call; where somebody does, it has not begun', () => {
    const paces = (confirmArrival: boolean, expected: number | undefined) =>
      [11.99, 12, 24].map((at) => calledPace({ calledAt: 0 }, expected, confirmArrival, minutes(at)))
    expect(paces(false, 12)).toEqual(['calm', 'amber', 'red'])
    expect(paces(true, 12)).toEqual(['calm', 'calm', 'calm'])
    expect(paces(false, undefined)).toEqual(['calm', 'calm', 'calm'])
  })
})

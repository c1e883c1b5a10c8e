/** Taking back: undo ∘ act is the hall as it was. */
import { describe, expect, it } from 'vitest'
import type { Intent } from '../../hall/commands.ts'
import type { Hall, Standing } from '../../hall/hall.ts'
import type { Line } from '../../hall/line.ts'
import { UNDOABLE } from '../../hall/undo.ts'
import { verify } from '../../hall/verify.ts'
import { counterView } from '../../hall/views/window.ts'
import { guide } from '../kit/actors.ts'
import { stateOf } from '../kit/hall-state.ts'
import { minutes, seconds } from '../kit/hand-clock.ts'
import { richCatalogue } from '../kit/small-catalogue.ts'
import {
  calledNext,
  completed,
  type Deed,
  given,
  later,
  missed,
  opened,
  recalled,
  started,
  taken,
  told,
  windowOpened,
} from '../kit/story.ts'

const rich = opened(richCatalogue)
const morning = [
  rich,
  windowOpened('1'),
  windowOpened('2'),
  windowOpened('5'),
  taken('t0', 'A-01'),
  calledNext('1'),
  started('1'),
  later(minutes(4)),
  completed('1', 'promised'),
  taken('t1', 'A-01'),
  taken('t2', 'A-01'),
  taken('t3', 'A-02'),
]
const here = { counter: '1', ticket: 't1' } as const
const called = [...morning, calledNext('1')]
const serving = [...called, started('1'), later(minutes(2))]
const spent = [...called, later(seconds(20)), recalled('1'), later(seconds(20)), recalled('1'), later(seconds(20))]

/** Every act that may be taken back, after a morning in which something is to be spoilt. */
const ACTS: readonly (readonly [string, readonly Deed[], Intent])[] = [
  ['TicketCalled', morning, { type: 'CallNext', counter: '1' }],
  ['ServingStarted', called, { type: 'StartServing', ...here }],
  ['TicketCompleted', serving, { type: 'CompleteTicket', ...here, outcome: 'promised', cases: 3 }],
  ['NoShowMarked', spent, { type: 'MarkNoShow', ...here }],
  ['TicketParked', serving, { type: 'ParkTicket', ...here, reason: '取材料' }],
  ['TicketRequeued', serving, { type: 'RequeueTicket', ...here, reason: '等人' }],
  [
    'TicketTransferred',
    serving,
    { type: 'TransferTicket', ticket: 't1', service: 'B-01', reason: 'wrong-theme', front: true, comeBack: true },
  ],
  ['CounterPaused', morning, { type: 'PauseCounter', counter: '1', reason: 'meal', destination: '二楼' }],
  ['CounterPaused', serving, { type: 'PauseCounter', counter: '1', reason: 'away', handOver: true }],
]

/** Everything but how far the ledger is, what time it is, and what can still be taken back. */
const bare = (hall: Hall): string =>
  stateOf({
    ...hall,
    position: 0,
    at: 0,
    acts: new Map(),
    lines: linesIn(hall.lines),
    boundLines: linesIn(hall.boundLines),
  })

/** The lines in which somebody stands, whatever room is left before their heads. */
const linesIn = (lines: Hall['lines']): Hall['lines'] =>
  new Map(
    [...lines].flatMap(([id, { ordinary, priority, appointment }]) => {
      const bared = ({ places, head }: Line): Line => ({ places: places.slice(head), head: 0 })
      const standing = ({ placed, arrived, ready }: Standing): Standing => ({
        placed: bared(placed),
        arrived: bared(arrived),
        ready: bared(ready),
      })
      const all = {
        ordinary: standing(ordinary),
        priority: standing(priority),
        appointment: standing(appointment),
      }
      return Object.values(all).some(({ placed }) => placed.places.length > 0) ? [[id, all] as const] : []
    }),
  )

describe('taking back', () => {
  it('C11 every act that may be taken back is tried here', () => {
    expect([...new Set(ACTS.map(([type]) => type))].sort()).toEqual([...UNDOABLE].sort())
  })

  for (const [type, deeds, intent] of ACTS) {
    const what = `${type} from ${deeds === morning ? 'an empty window' : deeds === serving ? 'serving' : 'called'}`
    it(`C11 undo after ${what} is the hall as it was`, () => {
      const { past } = given(...deeds)
      const before = bare(past.hall)
      told(intent, { role: 'window', id: 'w1', name: '窗口员', counter: '1' })(past)
      expect(bare(past.hall)).not.toBe(before)
      later(seconds(3))(past)
      told({ type: 'UndoAct', counter: '1' })(past)
      expect(bare(past.hall)).toBe(before)
    })
  }

  it('C11 after an undo the same act may be done again, and counts once', () => {
    const { past } = given(...serving)
    for (const intent of [
      { type: 'CompleteTicket', ...here, outcome: 'promised' },
      { type: 'UndoAct', counter: '1' },
      { type: 'CompleteTicket', ...here, outcome: 'immediate' },
    ] as const)
      told(intent)(past)
    expect(past.hall.counters.get('1')?.completed).toBe(2)
    expect(past.hall.tickets.get('t1')?.served).toHaveLength(1)
    expect(past.hall.staffToday.get('w1')).toMatchObject({ completed: 2, cases: 2 })
  })

  it('C11 two presses are taken back one after the other, newest first', () => {
    const { past } = given(...serving, completed('1'), calledNext('1'))
    told({ type: 'UndoAct', counter: '1' })(past)
    expect(past.hall.tickets.get('t2')?.status).toBe('waiting')
    expect(counterView(past.hall, '1')?.undo).toMatchObject({ act: 'TicketCompleted', number: 'A002' })
    told({ type: 'UndoAct', counter: '1' })(past)
    expect(past.hall.tickets.get('t1')?.status).toBe('serving')
    expect(past.hall.counters.get('1')?.ticket).toBe('t1')
  })

  it('C24 办结并呼叫下一位 is one press: one command, and one thing to take back', () => {
    const { past } = given(...serving)
    const before = bare(past.hall)
    told({ type: 'CompleteTicket', ...here, outcome: 'immediate', thenCall: true })(past)
    expect(past.hall.counters.get('1')?.ticket).toBe('t2')
    expect(new Set(past.events.slice(-2).map(({ command }) => command)).size).toBe(1)
    told({ type: 'UndoAct', counter: '1' })(past)
    expect(bare(past.hall)).toBe(before)
  })

  it('I8 verify knows that one press may complete and call, at one window', () => {
    const { past } = given(...serving)
    told({ type: 'CompleteTicket', ...here, outcome: 'immediate', thenCall: true })(past)
    expect(verify(past.events, past.hall.id)).toMatchObject({ ok: true })
    const torn = past.events.map((recorded) =>
      recorded === past.events.at(-1) && recorded.event.type === 'TicketCalled'
        ? { ...recorded, event: { ...recorded.event, counter: '2' } }
        : recorded,
    )
    const verdict = verify(torn, past.hall.id)
    expect(verdict.ok ? [] : verdict.findings.map((finding) => finding.rule)).toContain('I8')
  })

  it('C24 and nobody waiting is no reason to refuse it', () => {
    const { past } = given(rich, windowOpened('1'), taken('t1', 'A-02'), calledNext('1'), started('1'))
    told({ type: 'CompleteTicket', ...here, outcome: 'immediate', thenCall: true })(past)
    expect(past.hall.tickets.get('t1')?.served).toHaveLength(1)
    expect(past.hall.counters.get('1')?.ticket).toBeUndefined()
  })

  it('C11 a visit of one leg that was sent there and back is one of one leg again', () => {
    const { past } = given(rich, windowOpened('3'), taken('t1', 'B-02'), calledNext('3'), started('3'))
    const back = { type: 'TransferTicket', ticket: 't1', service: 'A-01', reason: 'expert', comeBack: true } as const
    told(back, { role: 'window', id: 'w3', name: '窗口员', counter: '3' })(past)
    expect([...past.hall.manyLegs]).toEqual(['t1'])
    told({ type: 'UndoAct', counter: '3' })(past)
    expect([...past.hall.manyLegs]).toEqual([])
  })

  it('C11 T9 a visit of several legs is shown to who led it until it is over, and again once its end is taken back', () => {
    const { past } = given(
      rich,
      windowOpened('1'),
      windowOpened('4'),
      taken('t1', 'A-02'),
      calledNext('1'),
      started('1'),
    )
    const led = () => counterView(past.hall, '1')?.leading.map(({ number }) => number)
    for (const deed of [completed('1'), calledNext('4'), started('4')]) deed(past)
    expect(led()).toEqual(['A001'])
    completed('4')(past)
    expect([led(), [...past.hall.manyLegs]]).toEqual([[], []])
    told({ type: 'UndoAct', counter: '4' })(past)
    expect(led()).toEqual(['A001'])
  })

  it('C11 what another window did meanwhile stays', () => {
    const { past } = given(...morning, windowOpened('3'), taken('b1', 'B-01'), calledNext('1'), calledNext('3'))
    told({ type: 'UndoAct', counter: '1' })(past)
    expect(past.hall.counters.get('3')?.ticket).toBe('b1')
    expect(past.hall.calls.map((call) => call.ticket)).toEqual(['t0', 'b1'])
  })

  it('C11 a number that was made stays made, and nothing before it is taken back', () => {
    given(...morning, told({ type: 'ServeDirectly', counter: '1', ticket: 'direct', service: 'A-01', reason: '补交' }))
      .when({ type: 'UndoAct', counter: '1' })
      .isRefused({ code: 'nothing-to-undo' })
  })

  it('C11 what the guide desk does is not the window’s to take back', () => {
    given(...called, told({ type: 'TransferTicket', ticket: 't2', service: 'B-01', reason: 'load' }, guide))
      .when({ type: 'UndoAct', counter: '1' })
      .leaves((hall) => {
        expect(hall.tickets.get('t1')?.status).toBe('waiting')
        expect(hall.tickets.get('t2')?.service).toBe('B-01')
      })
  })

  it('C11 a no-show that was taken back may be called again and missed again', () => {
    const { past } = given(...called, missed('1'), told({ type: 'UndoAct', counter: '1' }))
    expect(past.hall.tickets.get('t1')).toMatchObject({ status: 'called', calls: 3 })
    expect(past.hall.missed).toEqual([])
  })
})

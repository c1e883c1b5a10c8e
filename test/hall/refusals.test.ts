/** Every reason for which the hall says no, from every command that can give it. A code without a story fails the suite. */
import { describe, expect, it } from 'vitest'
import type { Actor } from '../../hall/actor.ts'
import type { Intent } from '../../hall/commands.ts'
import { TICKETS_PER_DAY_MAX } from '../../hall/limits.ts'
import type { Refusal, RefusalCode } from '../../hall/refusal.ts'
import { memoryLedger } from '../../server/ledger/memory.ts'
import { openLiveHall } from '../../server/live-hall.ts'
import { silentLog } from '../../server/log.ts'
import { display, guide, holderOf, kiosk, manager, padAt, staffAt } from '../kit/actors.ts'
import { crowdedHall } from '../kit/crowd.ts'
import { handClock, hours, minutes, seconds } from '../kit/hand-clock.ts'
import { smallCatalogue, withoutCounter, withoutService, withRules } from '../kit/small-catalogue.ts'
import {
  calledNext,
  completed,
  type Deed,
  given,
  givenHall,
  later,
  missed,
  opened,
  parked,
  published,
  recalled,
  secretOf,
  started,
  taken,
  told,
  wasRecorded,
  windowOpened,
} from '../kit/story.ts'
import { refusalCodesInSource } from '../kit/words.ts'
import { type Case, DAY_REFUSALS, type DayRefusal } from './refusals-of-the-day.ts'

const issue: Intent = { type: 'IssueTicket', ticket: 't1', service: 'A-01' }
const next: Intent = { type: 'CallNext', counter: '1' }
const oneWaits = [opened(), windowOpened('1'), taken('t1', 'A-01')]
const oneCalled = [...oneWaits, calledNext('1')]
const oneServing = [...oneCalled, started('1')]
const oneDone = [...oneServing, completed('1')]
const oneMissed = [...oneCalled, missed('1')]
const cancelled: Deed = told({ type: 'CancelTicket', ticket: 't1', reason: '不办了' })

const at = (type: 'RecallTicket' | 'StartServing' | 'MarkNoShow', counter = '1', ticket = 't1'): Intent => ({
  type,
  counter,
  ticket,
})
const park = (counter = '1', ticket = 't1'): Intent => ({ type: 'ParkTicket', counter, ticket, reason: '取材料' })
const complete = (counter = '1', ticket = 't1'): Intent => ({
  type: 'CompleteTicket',
  counter,
  ticket,
  outcome: 'immediate',
})
const choose = (counter = '1', ticket = 't1', reason?: string): Intent => ({
  type: 'CallTicket',
  counter,
  ticket,
  ...(reason === undefined ? {} : { reason }),
})
const transfer = (service: string, ticket = 't1'): Intent => ({
  type: 'TransferTicket',
  ticket,
  service,
  reason: 'wrong-service',
})
const rate = (secret: string): Intent => ({ type: 'RateVisit', ticket: 't1', secret, grade: 'satisfied' })

/** A service that is in the catalogue while no window takes it; the check would not publish it, so it is only recorded. */
const nobodyTakesB: Deed = wasRecorded(
  {
    type: 'CataloguePublished',
    revision: 2,
    catalogue: withoutCounter('2', withoutCounter('3')),
  },
  manager,
)

/** Codes whose story needs more than a row. */
const SHUT = ['issuing-stopped', 'read-only', 'quarantined', 'deposed'] as const
const TOLD_BELOW = ['catalogue-invalid', 'hall-full', 'command-reused', 'storage-failed', ...SHUT] as const

const FIRST_CASES: Record<Exclude<RefusalCode, (typeof TOLD_BELOW)[number] | DayRefusal>, readonly Case[]> = {
  'no-catalogue': [{ name: 'H1 a hall without a catalogue cannot open', given: [], when: { type: 'OpenHall' } }],
  'hall-open': [{ name: 'H1 an open day is not opened again', given: [opened()], when: { type: 'OpenHall' } }],
  'hall-closed': [
    { name: 'T1 no number before opening', given: [published()], when: issue },
    { name: 'H4 a closed hall is not closed again', given: [published()], when: { type: 'CloseHall' } },
    { name: 'H5 no number past midnight', given: [opened(), later(hours(15))], when: issue },
    { name: 'C2 no call before opening', given: [published()], when: next },
    { name: 'C1 no window opens in a closed hall', given: [published()], when: { type: 'OpenCounter', counter: '1' } },
    { name: 'T4 no transfer in a closed hall', given: [published()], when: transfer('B-01') },
    { name: 'T5 no return in a closed hall', given: [published()], when: { type: 'ReturnTicket', ticket: 't1' } },
    { name: 'T7 no reprint in a closed hall', given: [published()], when: { type: 'ReprintTicket', ticket: 't1' } },
    {
      name: 'T6 no cancelling in a closed hall',
      given: [published()],
      when: { type: 'CancelTicket', ticket: 't1', reason: '不办了' },
    },
  ],
  'still-serving': [
    {
      name: 'H4 the hall does not close over somebody being served',
      given: oneServing,
      when: { type: 'CloseHall' },
      saying: { counters: ['1'] },
    },
    {
      name: 'H4 nor over somebody just called',
      given: oneCalled,
      when: { type: 'CloseHall' },
      saying: { counters: ['1'] },
    },
  ],
  'unknown-service': [
    {
      name: 'T1 no number for a service that is not there',
      given: [opened()],
      when: { type: 'IssueTicket', ticket: 't1', service: 'X-01' },
      saying: { service: 'X-01' },
    },
    { name: 'T4 no transfer to one either', given: oneWaits, when: transfer('X-01'), saying: { service: 'X-01' } },
    {
      name: 'K17 no guide to what is not handled here',
      given: [opened()],
      when: { type: 'GiveNotice', kind: 'service', service: 'out-1' },
      by: kiosk,
      saying: { service: 'out-1' },
    },
    {
      name: 'K17 nobody is sent elsewhere with what is handled here',
      given: [opened()],
      when: { type: 'GiveNotice', kind: 'elsewhere', service: 'A-01' },
      by: kiosk,
      saying: { service: 'A-01' },
    },
  ],
  'service-closed': [
    {
      name: 'T1 no number for a service that no window takes',
      given: [opened(), nobodyTakesB],
      when: { type: 'IssueTicket', ticket: 't1', service: 'B-01' },
      saying: { service: 'B-01' },
    },
    {
      name: 'T4 no transfer to one either',
      given: [...oneWaits, nobodyTakesB],
      when: transfer('B-01'),
      saying: { service: 'B-01' },
    },
  ],
  'quota-used': [
    {
      name: 'T3 a service gives out its quota and no more',
      given: [opened(), taken('q1', 'B-02'), taken('q2', 'B-02'), taken('q3', 'B-02')],
      when: { type: 'IssueTicket', ticket: 't1', service: 'B-02' },
      saying: { service: 'B-02', limit: 3 },
    },
    {
      name: 'T3 a cancelled ticket frees no place in the quota',
      given: [opened(), taken('q1', 'B-02'), taken('q2', 'B-02'), taken('t1', 'B-02'), cancelled],
      when: { type: 'IssueTicket', ticket: 't2', service: 'B-02' },
      saying: { service: 'B-02', limit: 3 },
    },
  ],
  'ticket-exists': [
    { name: 'T1 one identity is issued once', given: oneWaits, when: issue, saying: { ticket: 't1' } },
    { name: 'T1 even after it was cancelled', given: [...oneWaits, cancelled], when: issue, saying: { ticket: 't1' } },
  ],
  'ground-needed': [
    {
      name: 'T1 precedence needs a ground',
      given: [opened()],
      when: { type: 'IssueTicket', ticket: 't1', service: 'A-01', class: 'priority' },
    },
  ],
  'slot-needed': [
    {
      name: 'T1 an appointment needs its time',
      given: [opened()],
      when: { type: 'IssueTicket', ticket: 't1', service: 'A-01', class: 'appointment' },
    },
  ],
  'unknown-counter': [
    { name: 'C2 no call to a window that is not there', given: [opened()], when: { type: 'CallNext', counter: '77' } },
    { name: 'C1 nor an opening of it', given: [opened()], when: { type: 'OpenCounter', counter: '77' } },
  ].map((row) => ({ ...row, saying: { counter: '77' } }) as Case),
  'unknown-ticket': [
    { name: 'C3 a ticket that is not there is not called', given: [opened(), windowOpened('1')], when: choose() },
    { name: 'C4 nor recalled', given: [opened()], when: at('RecallTicket') },
    { name: 'C6 nor served', given: [opened()], when: at('StartServing') },
    { name: 'C6 nor completed', given: [opened()], when: complete() },
    { name: 'C5 nor missed', given: [opened()], when: at('MarkNoShow') },
    { name: 'C7 nor parked', given: [opened()], when: park() },
    { name: 'T4 nor transferred', given: [opened()], when: transfer('B-01') },
    { name: 'T5 nor returned', given: [opened()], when: { type: 'ReturnTicket', ticket: 't1' } },
    { name: 'T6 nor cancelled', given: [opened()], when: { type: 'CancelTicket', ticket: 't1', reason: '不办了' } },
    { name: 'T7 nor printed again', given: [opened()], when: { type: 'ReprintTicket', ticket: 't1' } },
    { name: 'T8 nor rated', given: [opened()], when: rate('any') },
  ].map((row) => ({ ...row, saying: { ticket: 't1' } }) as Case),
  'counter-closed': [
    { name: 'C2 a closed window does not call', given: [opened(), taken('t1', 'A-01')], when: next },
    { name: 'C3 nor choose', given: [opened(), taken('t1', 'A-01')], when: choose('1', 't1', '等急了') },
    { name: 'C1 nor pause', given: [opened()], when: { type: 'PauseCounter', counter: '1', reason: 'meal' } },
  ].map((row) => ({ ...row, saying: { counter: '1' } }) as Case),
  'counter-paused': [
    {
      name: 'C2 a paused window does not call',
      given: [...oneWaits, told({ type: 'PauseCounter', counter: '1', reason: 'meal' })],
      when: next,
      saying: { counter: '1' },
    },
    {
      name: 'C3 nor choose',
      given: [...oneWaits, told({ type: 'PauseCounter', counter: '1', reason: 'meal' })],
      when: choose('1', 't1', '等急了'),
      saying: { counter: '1' },
    },
  ],
  'counter-busy': [
    { name: 'I2 a window with a called ticket calls no second', given: oneCalled, when: next },
    { name: 'I2 nor one with a ticket being served', given: oneServing, when: next },
    {
      name: 'C3 nor does it choose one',
      given: [...oneCalled, taken('t2', 'A-01')],
      when: choose('1', 't2', '等急了'),
    },
    { name: 'C1 nor pause', given: oneServing, when: { type: 'PauseCounter', counter: '1', reason: 'meal' } as const },
    { name: 'C1 nor close', given: oneCalled, when: { type: 'CloseCounter', counter: '1' } as const },
  ].map((row) => ({ ...row, saying: { counter: '1', ticket: 't1' } })),
  'counter-without-queue': [
    {
      name: 'C2 the guide desk has no queue to call from',
      given: [opened(), windowOpened('desk')],
      when: { type: 'CallNext', counter: 'desk' },
      saying: { counter: 'desk' },
    },
    {
      name: 'C3 nor to choose from',
      given: [...oneWaits, windowOpened('desk')],
      when: choose('desk', 't1', '等急了'),
      saying: { counter: 'desk' },
    },
  ],
  'nobody-waiting': [
    { name: 'C2 nobody waits', given: [opened(), windowOpened('1')], when: next },
    {
      name: 'C2 nobody waits for what this window takes',
      given: [opened(), windowOpened('1'), taken('t1', 'B-01')],
      when: next,
    },
    {
      name: 'C2 a service outside the window’s list is not its to call (S003-22)',
      given: [opened(), windowOpened('4'), taken('t1', 'A-02')],
      when: { type: 'CallNext', counter: '4' },
    },
    { name: 'C7 a parked ticket is not next', given: [...oneCalled, parked('1')], when: next },
  ],
  'wrong-status': [
    { name: 'C4 a waiting ticket is not recalled', given: oneWaits, when: at('RecallTicket'), status: 'waiting' },
    { name: 'C4 nor one being served', given: oneServing, when: at('RecallTicket'), status: 'serving' },
    { name: 'C6 a waiting ticket is not served', given: oneWaits, when: at('StartServing'), status: 'waiting' },
    { name: 'C6 serving does not start twice', given: oneServing, when: at('StartServing'), status: 'serving' },
    { name: 'C6 a called ticket is not completed unserved', given: oneCalled, when: complete(), status: 'called' },
    { name: 'C6 a visit ends once', given: oneDone, when: complete(), status: 'completed' },
    { name: 'C5 who is being served is not missed', given: oneServing, when: at('MarkNoShow'), status: 'serving' },
    { name: 'C7 a waiting ticket is not parked', given: oneWaits, when: park(), status: 'waiting' },
    {
      name: 'C7 a parked ticket is not parked again',
      given: [...oneCalled, parked('1')],
      when: park(),
      status: 'parked',
    },
    {
      name: 'C3 a missed ticket is called only after it came back',
      given: oneMissed,
      when: choose(),
      status: 'no-show',
    },
    {
      name: 'C3 a completed ticket is not called',
      given: oneDone,
      when: choose('1', 't1', '回来了'),
      status: 'completed',
    },
    { name: 'T4 a completed ticket is not transferred', given: oneDone, when: transfer('B-01'), status: 'completed' },
    { name: 'T4 nor a missed one', given: oneMissed, when: transfer('B-01'), status: 'no-show' },
    {
      name: 'T5 only a missed ticket comes back',
      given: oneWaits,
      when: { type: 'ReturnTicket', ticket: 't1' } as const,
      status: 'waiting',
    },
    {
      name: 'T6 a ticket being served is not cancelled',
      given: oneServing,
      when: { type: 'CancelTicket', ticket: 't1', reason: '不办了' } as const,
      status: 'serving',
    },
    {
      name: 'T6 nor a completed one',
      given: oneDone,
      when: { type: 'CancelTicket', ticket: 't1', reason: '不办了' } as const,
      status: 'completed',
    },
    {
      name: 'T7 a completed ticket is not printed again',
      given: oneDone,
      when: { type: 'ReprintTicket', ticket: 't1' } as const,
      status: 'completed',
    },
    {
      name: 'T7 nor a cancelled one',
      given: [...oneWaits, cancelled],
      when: { type: 'ReprintTicket', ticket: 't1' } as const,
      status: 'cancelled',
    },
    {
      name: 'T7 nor an expired one',
      given: [...oneWaits, told({ type: 'CloseHall' }), told({ type: 'OpenHall' })],
      when: { type: 'ReprintTicket', ticket: 't1' } as const,
      status: 'expired',
    },
    { name: 'T8 a visit is rated after it', given: oneServing, when: rate(secretOf('t1')), status: 'serving' },
  ].map(({ status, ...row }) => ({ ...row, saying: { ticket: 't1', status } })),
  elsewhere: [at('RecallTicket', '2'), at('MarkNoShow', '2'), at('StartServing', '2'), park('2'), complete('2')].map(
    (when) => ({
      name: `C8 ${when.type} is for the ticket's own window`,
      given: [...(when.type === 'CompleteTicket' ? oneServing : oneCalled), windowOpened('2')],
      when,
      saying: { ticket: 't1', counter: '1' },
    }),
  ),
  'not-authorised': [
    {
      name: 'C3 a window chooses only from its themes (S003-22)',
      given: [opened(), windowOpened('1'), taken('t1', 'B-01')],
      when: choose('1', 't1', '等急了'),
      saying: { counter: '1', service: 'B-01' },
    },
    {
      name: 'C3 and only from its list where it has one',
      given: [opened(), windowOpened('4'), taken('t1', 'A-02')],
      when: choose('4', 't1', '等急了'),
      saying: { counter: '4', service: 'A-02' },
    },
    {
      name: 'C3 nor does it resume what another window’s theme parked',
      given: [...oneCalled, parked('1'), windowOpened('3')],
      when: choose('3', 't1'),
      saying: { counter: '3', service: 'A-01' },
    },
  ],
  'same-service': [
    {
      name: 'T4 a transfer goes to another service',
      given: oneWaits,
      when: transfer('A-01'),
      saying: { service: 'A-01' },
    },
  ],
  'reason-needed': [
    { name: 'C3 choosing from the queue needs a reason', given: oneWaits, when: choose() },
    { name: 'C3 and an empty one is none', given: oneWaits, when: choose('1', 't1', '') },
    ...(['returned', 'supplement', 'refused'] as const).map((outcome) => ({
      name: `C6 an outcome ${outcome} needs a reason (S004-03, S004-32)`,
      given: oneServing,
      when: { type: 'CompleteTicket', counter: '1', ticket: 't1', outcome } as const,
    })),
  ],
  'too-soon': [
    {
      name: 'C4 a recall waits for its gap',
      given: [...oneCalled, later(seconds(20) - 1)],
      when: at('RecallTicket'),
      saying: { waitMs: 1 },
    },
    {
      name: 'C4 the gap counts from the last call',
      given: [...oneCalled, later(seconds(20)), recalled('1'), later(seconds(5))],
      when: at('RecallTicket'),
      saying: { waitMs: seconds(15) },
    },
    {
      name: 'C5 passing over waits for the gap after the last call',
      given: [...oneCalled, later(seconds(20)), recalled('1'), later(seconds(20)), recalled('1'), later(seconds(19))],
      when: at('MarkNoShow'),
      saying: { waitMs: seconds(1) },
    },
  ],
  'calls-spent': [
    {
      name: 'C4 a ticket is called three times and no more',
      given: [...oneCalled, later(seconds(20)), recalled('1'), later(seconds(20)), recalled('1'), later(hours(1))],
      when: at('RecallTicket'),
      saying: { limit: 3 },
    },
  ],
  'calls-missing': [
    {
      name: 'C5 nobody is passed over before all calls are made',
      given: [...oneCalled, later(seconds(20)), recalled('1'), later(hours(1))],
      when: at('MarkNoShow'),
      saying: { calls: 2, limit: 3 },
    },
  ],
  'return-too-late': [
    {
      name: 'T5 half an hour later a missed ticket stays missed',
      given: [...oneMissed, later(minutes(30) + 1)],
      when: { type: 'ReturnTicket', ticket: 't1' },
      saying: { minutes: 30 },
    },
  ],
  'returns-spent': [
    {
      name: 'T5 a ticket comes back once',
      given: [...oneMissed, told({ type: 'ReturnTicket', ticket: 't1' }), calledNext('1'), missed('1')],
      when: { type: 'ReturnTicket', ticket: 't1' },
      saying: { times: 1 },
    },
    {
      name: 'T5 or never, where the hall says so',
      given: [
        opened(withRules({ noShow: { mode: 'keep', returnMinutes: 30, placesDown: 3, times: 0 } })),
        windowOpened('1'),
        taken('t1', 'A-01'),
        calledNext('1'),
        missed('1'),
      ],
      when: { type: 'ReturnTicket', ticket: 't1' },
      saying: { times: 0 },
    },
  ],
  'already-rated': [
    { name: 'T8 a visit is rated once', given: [...oneDone, told(rate(secretOf('t1')))], when: rate(secretOf('t1')) },
    {
      name: 'I15 and not once more on the pad',
      given: [...oneDone, told(rate(secretOf('t1')))],
      when: rate(secretOf('t1')),
      by: padAt('1'),
    },
  ],
  'wrong-secret': [
    { name: 'T8 a rating needs the secret of its ticket', given: oneDone, when: rate('guess') },
    { name: 'T8 and the secret is asked before anything else is told', given: oneWaits, when: rate('guess') },
  ],
  'live-ticket-orphaned': [
    {
      name: 'H6 a service is not removed while somebody waits for it',
      given: oneWaits,
      when: { type: 'PublishCatalogue', catalogue: withoutService('A-01') } as const,
      tickets: 1,
    },
    {
      name: 'H6 nor while somebody is served',
      given: oneServing,
      when: { type: 'PublishCatalogue', catalogue: withoutService('A-01') } as const,
      tickets: 1,
    },
    {
      name: 'H6 nor while somebody is parked',
      given: [...oneCalled, parked('1'), taken('t2', 'A-01')],
      when: { type: 'PublishCatalogue', catalogue: withoutService('A-01') } as const,
      tickets: 2,
    },
    {
      name: 'H6 nor while a missed ticket may still come back',
      given: oneMissed,
      when: { type: 'PublishCatalogue', catalogue: withoutService('A-01') } as const,
      tickets: 1,
    },
  ].map(({ tickets, ...row }) => ({ ...row, saying: { tickets, services: ['A-01'] } })),
  'counter-in-use': [
    {
      name: 'H6 an open window is not removed',
      given: [opened(), windowOpened('1')],
      when: { type: 'PublishCatalogue', catalogue: withoutCounter('1') },
      saying: { counter: '1' },
    },
    {
      name: 'H6 nor a paused one',
      given: [opened(), windowOpened('1'), told({ type: 'PauseCounter', counter: '1', reason: 'meal' })],
      when: { type: 'PublishCatalogue', catalogue: withoutCounter('1') },
      saying: { counter: '1' },
    },
  ],
  'not-permitted': [
    { name: 'A3 a display only listens', given: [opened()], when: issue, by: display },
    {
      name: 'A12 a kiosk gives no precedence on a ground that the hall keeps to its desk',
      given: [opened()],
      when: { ...issue, class: 'priority', ground: 'martyr-family' },
      by: kiosk,
    },
    { name: 'C8 a person acts at their own window', given: oneWaits, when: next, by: staffAt('2') },
    { name: 'A3 a guide does not open the hall', given: [published()], when: { type: 'OpenHall' }, by: guide },
    { name: 'T8 nobody rates another’s visit', given: oneDone, when: rate(secretOf('t1')), by: holderOf('t2') },
    { name: 'I15 a window never rates', given: oneDone, when: rate(secretOf('t1')), by: staffAt('1') },
    { name: 'A3 the right is asked first: a stranger learns nothing', given: [], when: issue, by: display },
  ],
}

const CASES = { ...FIRST_CASES, ...DAY_REFUSALS }

describe('every refusal', () => {
  it('I9 every code of hall/refusal.ts has a story here', () => {
    const told = [...Object.keys(CASES), ...TOLD_BELOW].sort()
    expect(told).toEqual(refusalCodesInSource())
  })

  for (const [code, cases] of Object.entries(CASES)) {
    for (const { name, given: deeds, when, by, saying } of cases) {
      it(`${name} (${code})`, () => {
        const refusal = { code, ...saying } as Refusal
        given(...deeds)
          .when(when, ...(by ? [by] : []))
          .isRefused(refusal)
      })
    }
  }

  it('H6 a catalogue with faults is refused with every fault (catalogue-invalid)', () => {
    const faulty = { ...smallCatalogue, hours: { ...smallCatalogue.hours, open: '18:00' }, zones: [] }
    const decision = given(opened()).decides({ type: 'PublishCatalogue', catalogue: faulty })
    expect(decision).toMatchObject({ ok: false, refusal: { code: 'catalogue-invalid' } })
    const problems = !decision.ok && decision.refusal.code === 'catalogue-invalid' ? decision.refusal.problems : []
    expect(problems.map((problem) => problem.code)).toEqual(
      expect.arrayContaining(['hours', 'no-zones', 'unknown-zone']),
    )
  })

  it('T1 a hall that issued its 50,000 issues no more (hall-full)', () => {
    const hall = crowdedHall(smallCatalogue, TICKETS_PER_DAY_MAX)
    const decision = givenHall(hall).decides({ type: 'IssueTicket', ticket: 'one-more', service: 'A-01' })
    expect(decision).toEqual({ ok: false, refusal: { code: 'hall-full', limit: TICKETS_PER_DAY_MAX } })
  })

  it('I8 the same id with another content is refused (command-reused)', async () => {
    const live = openLiveHall({ id: 'small', ledger: memoryLedger(), clock: handClock(), log: silentLog })
    const ask = (intent: Intent, id: string, actor: Actor) => live.submit({ ...intent, id }, actor)
    await ask({ type: 'PublishCatalogue', catalogue: smallCatalogue }, 'c1', manager)
    await ask({ type: 'OpenHall' }, 'c2', manager)
    expect(await ask(issue, 'c3', kiosk)).toMatchObject({ ok: true, number: 'A001' })
    expect(await ask({ ...issue, service: 'A-02' }, 'c3', kiosk)).toEqual({ ok: false, code: 'command-reused' })
    expect(live.hall().tickets.size).toBe(1)
  })

  it('Z17 Z18 Z33 whatever shuts the door is said as it is, and passes with its cause', async () => {
    let shut: (typeof SHUT)[number] | undefined
    const live = openLiveHall({
      id: 'small',
      ledger: memoryLedger(),
      clock: handClock(),
      log: silentLog,
      gate: () => shut,
    })
    const publish = { id: 'c1', type: 'PublishCatalogue', catalogue: smallCatalogue } as const
    for (const code of SHUT) {
      shut = code
      expect(await live.submit(publish, manager)).toEqual({ ok: false, code })
    }
    expect(live.hall().catalogue).toBeNull()
    shut = undefined
    const first = await live.submit(publish, manager)
    expect(first).toMatchObject({ ok: true, position: 1 })
    // What was acknowledged is answered again through a shut door, except by a server that another has followed.
    shut = 'issuing-stopped'
    expect(await live.submit(publish, manager)).toEqual(first)
    shut = 'deposed'
    expect(await live.submit(publish, manager)).toEqual({ ok: false, code: 'deposed' })
  })

  it('L6 what could not be written is refused and may be sent again (storage-failed)', async () => {
    const ledger = memoryLedger()
    let full = true
    const live = openLiveHall({
      id: 'small',
      ledger: {
        ...ledger,
        append: (...group) => {
          if (full) throw new Error('the disk is full')
          ledger.append(...group)
        },
      },
      clock: handClock(),
      log: silentLog,
    })
    const publish = { id: 'c1', type: 'PublishCatalogue', catalogue: smallCatalogue } as const
    expect(await live.submit(publish, manager)).toEqual({ ok: false, code: 'storage-failed' })
    expect(live.hall().catalogue).toBeNull()
    full = false
    expect(await live.submit(publish, manager)).toEqual({ ok: true, position: 1 })
  })
})

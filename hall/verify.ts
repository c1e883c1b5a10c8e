/**
 * Whether a ledger keeps its promises: one pass over the events of one hall that asks every rule of `SPEC.md` §1 that can
 * be seen in events (`verify/coverage.ts` says which those are, and who looks after the others). It says yes with figures,
 * or names the first counter-example of each rule broken.
 */
import type { EventOf, Recorded } from './events.ts'
import { evolve } from './evolve.ts'
import { emptyHall, type Hall } from './hall.ts'
import type { HallId } from './ids.ts'
import { dayStandsAlone } from './verify/fresh.ts'
import { legalTransitions } from './verify/legal.ts'
import { noLegLost } from './verify/legs.ts'
import { numbersDiffer, numbersFollow } from './verify/numbers.ts'
import { callsDecidedAgain, nobodyStarves } from './verify/order.ts'
import { actorsPermitted } from './verify/permitted.ts'
import { noFullNumber } from './verify/personal.ts'
import { nobodyLost, nothingLeftBehind, oneTicketOneWindow, publishKeepsTickets } from './verify/places.ts'
import { ratedOnce } from './verify/rated.ts'
import { type Check, type Complaint, RULE_NAMES, type Rule, type RuleId } from './verify/rule.ts'
import { commandsActOnce, issuedOnItsDay, positionsDense, timeForward } from './verify/sequence.ts'
import { undoneNeverWas } from './verify/undo.ts'
import { waitsNeverRestart } from './verify/waits.ts'

export { RULE_NAMES, type RuleId } from './verify/rule.ts'

export type Finding = {
  readonly rule: RuleId
  readonly position: number
  /** The rule in Chinese, for the manager. */
  readonly zh: string
  /** What is wrong at this position. */
  readonly sentence: string
}

export type Verdict =
  | { readonly ok: true; readonly events: number; readonly days: number; readonly tickets: number }
  | { readonly ok: false; readonly findings: readonly Finding[] }

const rulesFor = (hall: HallId): readonly Rule[] => [
  numbersDiffer,
  oneTicketOneWindow,
  callsDecidedAgain,
  numbersFollow,
  commandsActOnce,
  legalTransitions,
  nobodyLost,
  dayStandsAlone,
  positionsDense(hall),
  timeForward,
  actorsPermitted,
  ratedOnce,
  noFullNumber,
  nobodyStarves,
  waitsNeverRestart,
  publishKeepsTickets,
  nothingLeftBehind,
  issuedOnItsDay,
  noLegLost,
  undoneNeverWas,
]

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** A hall on the evening before an opening, as far as the opening itself tells. */
const eveningBefore = (hallId: HallId, { revision, catalogue, owed = [] }: EventOf<'HallOpened'>): Hall => ({
  ...emptyHall(hallId),
  revision,
  catalogue,
  owed: new Map(owed.map((question) => [question.id, question])),
})

export type Looking = {
  /** How an event changes the hall; tests pass a broken one to see it found. */
  readonly apply?: typeof evolve
  /** The position before the first event: that of a day's first opening, where the days before are not looked at. */
  readonly after?: number
}

/**
 * Checks the events of one hall in steps of one event. After an event that cannot be applied, the questions that need the
 * hall rest until the next business day opens, which starts from nothing; the others are asked to the end.
 */
export function* verifying(
  events: Iterable<Recorded>,
  hallId: HallId,
  { apply = evolve, after = 0 }: Looking = {},
): Generator<undefined, Verdict> {
  const checks = rulesFor(hallId).map((rule): [RuleId, Check] => [rule.id, rule.begin(after)])
  const findings = new Map<RuleId, Finding>()
  const figures = { events: 0, days: 0, tickets: 0 }
  let hall: Hall | undefined = after === 0 ? emptyHall(hallId) : undefined
  let previous: Recorded | undefined
  let day = ''

  const note = (rule: RuleId, position: number, sentence: Complaint): void => {
    if (sentence !== undefined && !findings.has(rule))
      findings.set(rule, { rule, position, zh: RULE_NAMES[rule], sentence })
  }

  for (const recorded of events) {
    yield undefined
    const { event, position } = recorded
    figures.events += 1
    if (event.type === 'TicketIssued') figures.tickets += 1
    if (event.type === 'HallOpened' && event.day !== day) {
      figures.days += 1
      day = event.day
      hall ??= eveningBefore(hallId, event)
    }
    for (const [rule, check] of checks) note(rule, position, check.alone?.(recorded, previous))
    previous = recorded
    if (!hall) continue
    for (const [rule, check] of checks) note(rule, position, check.before?.(recorded, hall))
    try {
      apply(hall, recorded)
    } catch (error) {
      note('I9', position, messageOf(error))
      hall = undefined
      continue
    }
    for (const [rule, check] of checks) note(rule, position, check.after?.(recorded, hall))
  }

  if (findings.size === 0) return { ok: true, ...figures }
  return { ok: false, findings: [...findings.values()].sort((a, b) => a.position - b.position) }
}

/** All of it at once. */
export const verify = (events: Iterable<Recorded>, hallId: HallId, apply: typeof evolve = evolve): Verdict => {
  const work = verifying(events, hallId, { apply })
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

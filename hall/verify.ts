/**
 * Whether a ledger keeps its promises: one pass over the events of one hall that asks every rule of `SPEC.md` §1 that can
 * be seen in events. It says yes with figures, or names the first counter-example of each rule broken.
 */
import type { Recorded } from './events.ts'
import { evolve } from './evolve.ts'
import { emptyHall, type Hall } from './hall.ts'
import type { HallId } from './ids.ts'
import { legalTransitions } from './verify/legal.ts'
import { noLegLost } from './verify/legs.ts'
import { numbersDiffer, numbersFollow } from './verify/numbers.ts'
import { callsDecidedAgain, nobodyStarves } from './verify/order.ts'
import { actorsPermitted } from './verify/permitted.ts'
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
  positionsDense(hall),
  timeForward,
  actorsPermitted,
  ratedOnce,
  nobodyStarves,
  waitsNeverRestart,
  publishKeepsTickets,
  nothingLeftBehind,
  issuedOnItsDay,
  noLegLost,
  undoneNeverWas,
]

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/**
 * Checks all the events of one hall, from the first. After an event that cannot be applied, the questions that need the
 * hall rest until the next business day opens, which starts from nothing; the others are asked to the end.
 * @param apply how an event changes the hall; tests pass a broken one to see it found.
 */
export const verify = (events: Iterable<Recorded>, hallId: HallId, apply: typeof evolve = evolve): Verdict => {
  const checks = rulesFor(hallId).map((rule): [RuleId, Check] => [rule.id, rule.begin()])
  const findings = new Map<RuleId, Finding>()
  const figures = { events: 0, days: 0, tickets: 0 }
  let hall: Hall | undefined = emptyHall(hallId)
  let previous: Recorded | undefined
  let day = ''

  const note = (rule: RuleId, position: number, sentence: Complaint): void => {
    if (sentence !== undefined && !findings.has(rule))
      findings.set(rule, { rule, position, zh: RULE_NAMES[rule], sentence })
  }

  for (const recorded of events) {
    const { event, position } = recorded
    const newDay = event.type === 'HallOpened' && event.day !== day
    figures.events += 1
    if (event.type === 'TicketIssued') figures.tickets += 1
    if (event.type === 'HallOpened' && newDay) {
      figures.days += 1
      day = event.day
      hall ??= { ...emptyHall(hallId), revision: event.revision, catalogue: event.catalogue }
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

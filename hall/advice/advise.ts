/**
 * What will go wrong within the hour, and what would help: who will wait longer than the hall's limit, and up to three acts
 * that spare somebody that, each with what it gains. Nothing is advised where nothing helps.
 */
import { type Hall, ticketText } from '../hall.ts'
import type { CounterId, Instant, ServiceId, ThemeId, TicketId } from '../ids.ts'
import { type Known, type Present, presentOf } from '../simulate/present.ts'
import { type Staffing, staffingOf } from '../simulate/staffing.ts'
import { type PossibleAct, possibleActs } from './acts.ts'
import type { ActKind, AdvisedIntent } from './advised.ts'
import { type Looked, lookAhead, type Measured, meanOf, minutesAt, sortedShare } from './ways.ts'

const MINUTE = 60_000
/** Futures to tell what is likely, to choose which acts are worth a closer look, and for that look. */
const FUTURES = 120
const FUTURES_TO_CHOOSE = 20
const LOOKED_CLOSER = 6
/** More waiting than this is reckoned with by nobody; a hall that full needs no advice to see it. */
const WAITING_MOST = 3_000
/** Somebody will be late who is in half of the futures; below one person in all nobody is troubled. */
const LIKELY = 0.5
/** Acts are thought of for the themes of services for which so many are late. */
const POSSIBLE = 0.2
const WORTH_PEOPLE = 1
/** An act that spares nobody must save as much as so many people wait up to the limit. */
const WORTH_LIMITS = 2
const ADVICE_MOST = 3
const NAMED_MOST = 40
/** A gain is believed when it is more than twice its own uncertainty. */
const SURE = 2
/** A window that opens needs somebody who sits there; one that comes back cuts a pause short. A judgement. */
const EASE: Readonly<Record<ActKind, number>> = { help: 1, profile: 1, resume: 0.8, open: 0.6 }

/** Somebody who will wait longer than the limit, if nothing is done. */
export type AtRisk = {
  readonly ticket: TicketId
  readonly number: string
  readonly service: ServiceId
  readonly theme: ThemeId
  /** Since when it waits; the limit is passed `limitMs` later. */
  readonly readyAt: Instant
  /** In how many of all futures, 0 to 1. */
  readonly chance: number
  /** Half of the futures call it within, four in five within, ms from now. */
  readonly p50Ms: number
  readonly p80Ms: number
}

export type Advised = {
  readonly kind: ActKind
  readonly counter: CounterId
  readonly intent: AdvisedIntent
  /** How many fewer pass the limit within the hour, in the mean. */
  readonly spared: number
  /** How much less all wait together, ms: in the mean, and at least so much in four futures of five. */
  readonly savedMs: number
  readonly savedAtLeastMs: number
  /** Four in five wait no longer than so many minutes then. */
  readonly p80Minutes: number
}

export type Advice = {
  readonly at: Instant
  readonly limitMinutes: number
  /** `full`: too many wait to reckon with. */
  readonly state: 'closed' | 'full' | 'ready'
  /** How many have waited longer than the limit already. */
  readonly late: number
  /** How many of those who wait now will pass it, and the first of them by the moment at which they do. */
  readonly likely: number
  readonly atRisk: readonly AtRisk[]
  /** How many will pass it within the hour, those who are still to come among them, in the mean. */
  readonly willBeLate: number
  /** Four in five wait no longer than so many minutes as things stand. */
  readonly p80Minutes: number
  readonly acts: readonly Advised[]
}

const nothing = (at: Instant, limitMinutes: number, state: Advice['state']): Advice => ({
  at,
  limitMinutes,
  state,
  late: 0,
  likely: 0,
  atRisk: [],
  willBeLate: 0,
  p80Minutes: 0,
  acts: [],
})

const riskOf = (hall: Hall, { ticket: id, readyAt }: Known, times: Float64Array, chance: number): AtRisk[] => {
  const ticket = hall.tickets.get(id)
  if (!ticket) return []
  times.sort()
  const theme = hall.lookup.services.get(ticket.service)?.theme ?? ''
  const p50Ms = sortedShare(times, 0.5)
  const p80Ms = sortedShare(times, 0.8)
  return [{ ticket: id, number: ticketText(ticket), service: ticket.service, theme, readyAt, chance, p50Ms, p80Ms }]
}

/** Those who wait now and will be late, the first to be so first. */
function* atRiskIn(hall: Hall, { waiting }: Present, { waited }: Looked): Generator<undefined, AtRisk[]> {
  const futures = waited.untilCalledMs.length
  const times = new Float64Array(futures)
  const found: AtRisk[] = []
  for (const [index, known] of waiting.entries()) {
    const chance = (waited.late[index] ?? 0) / futures
    if (chance < LIKELY) continue
    for (let future = 0; future < futures; future += 1) times[future] = waited.untilCalledMs[future]?.[index] ?? 0
    found.push(...riskOf(hall, known, times, chance))
    yield
  }
  return found.sort((a, b) => a.readyAt - b.readyAt)
}

const differences = (base: Float64Array, other: Float64Array): Float64Array =>
  base.map((value, index) => value - (other[index] ?? 0))

/** Whether the mean of these is more than nothing, beyond what chance makes of it. */
const isSure = (gains: Float64Array): boolean => {
  const mean = meanOf(gains)
  const variance = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / Math.max(1, gains.length - 1)
  return mean > SURE * Math.sqrt(variance / gains.length)
}

const gainOf = (
  { kind, counter, intent }: PossibleAct,
  base: Measured,
  then: Measured,
  limitMs: number,
): Advised | undefined => {
  const spared = differences(base.late, then.late)
  const saved = differences(base.waitedMs, then.waitedMs)
  const spares = meanOf(spared) >= WORTH_PEOPLE / 2 && isSure(spared)
  // Where everybody is late anyway, time saved is what is left to gain.
  const shortens = meanOf(spared) >= 0 && meanOf(saved) >= WORTH_LIMITS * limitMs
  if (!isSure(saved) || !(spares || shortens)) return undefined
  return {
    kind,
    counter,
    intent,
    spared: meanOf(spared),
    savedMs: meanOf(saved),
    savedAtLeastMs: sortedShare(saved.toSorted(), 0.2),
    p80Minutes: minutesAt(then, 0.8),
  }
}

/** Somebody spared counts as much as the limit itself in minutes saved; what asks more of people must be worth more. */
const worthOf = ({ kind, spared, savedMs }: Advised, limitMs: number): number =>
  (spared * limitMs + savedMs) * EASE[kind]

/** Looks ahead from one present under several ways of staffing it. */
type Look = (ways: readonly Staffing[], futures: number, seed: number) => Generator<undefined, Looked>

/** The acts that a short look finds best. */
function* chosen(
  acts: readonly PossibleAct[],
  base: Staffing,
  look: Look,
  seed: number,
): Generator<undefined, readonly PossibleAct[]> {
  if (acts.length <= LOOKED_CLOSER) return acts
  const looked = yield* look([base, ...acts.map(({ staffing }) => staffing)], FUTURES_TO_CHOOSE, seed)
  const worth = acts.map((act, index) => {
    const measured = looked.ways[index + 1]
    return { act, late: measured ? meanOf(measured.late) : 0, waited: measured ? meanOf(measured.waitedMs) : 0 }
  })
  return worth
    .sort((a, b) => a.late - b.late || a.waited - b.waited)
    .slice(0, LOOKED_CLOSER)
    .map(({ act }) => act)
}

/** What is worth doing for these themes. */
function* worthDoing(
  hall: Hall,
  now: Instant,
  themes: readonly ThemeId[],
  base: Staffing,
  look: Look,
  limitMs: number,
  seed: number,
  revision: number,
): Generator<undefined, readonly Advised[]> {
  const possible = yield* possibleActs(hall, themes, now)
  // Windows of another catalogue cannot be laid beside those of the base; the next look will be at them.
  if (hall.revision !== revision) return []
  const acts = yield* chosen(possible, base, look, seed + FUTURES)
  const looked = yield* look([base, ...acts.map(({ staffing }) => staffing)], FUTURES, seed)
  const [before, ...then] = looked.ways
  const advised = acts.flatMap((act, index) => {
    const measured = then[index]
    const gain = before && measured ? gainOf(act, before, measured, limitMs) : undefined
    return gain ? [gain] : []
  })
  return advised.sort((a, b) => worthOf(b, limitMs) - worthOf(a, limitMs)).slice(0, ADVICE_MOST)
}

/**
 * Advice for now, yielding often. The hall may change between two steps: who waits and who serves is read in the first.
 * @param seed the same hall and seed give the same advice
 */
export function* advise(hall: Hall, now: Instant, seed: number): Generator<undefined, Advice> {
  const limitMinutes = hall.catalogue?.rules.waitRedMinutes ?? 0
  const { revision } = hall
  const base = hall.open ? staffingOf(hall, now) : undefined
  if (!base) return nothing(now, limitMinutes, 'closed')
  if (hall.counts.waiting > WAITING_MOST) return nothing(now, limitMinutes, 'full')
  const limitMs = limitMinutes * MINUTE
  yield
  const present = presentOf(hall, now, base)
  yield
  const services = [...hall.lookup.services.keys()]
  const look: Look = (ways, futures, from) => lookAhead(services, present, ways, limitMs, futures, from)
  const looked = yield* look([base], FUTURES, seed)
  const [asItIs] = looked.ways
  if (!asItIs) throw new Error('How things stand is always looked at.')
  const likely = yield* atRiskIn(hall, present, looked)
  const late = present.waiting.filter(({ readyAt }) => now - readyAt > limitMs)
  const willBeLate = meanOf(asItIs.late)
  const themes = [...hall.lookup.servicesOfTheme].flatMap(([theme, ids]) =>
    ids.some((id) => (looked.lateFor.get(id) ?? 0) >= POSSIBLE) ? [theme] : [],
  )
  return {
    at: now,
    limitMinutes,
    state: 'ready',
    late: late.length,
    likely: likely.length,
    atRisk: likely.slice(0, NAMED_MOST),
    willBeLate,
    p80Minutes: minutesAt(asItIs, 0.8),
    acts:
      willBeLate + late.length < WORTH_PEOPLE
        ? []
        : yield* worthDoing(hall, now, themes, base, look, limitMs, seed, revision),
  }
}

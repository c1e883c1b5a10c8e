/**
 * The wait of one ticket by a formula that is cheap enough for every screen (F1). Whoever the order would call before it,
 * at each window that takes it, is work for that window; a service that several windows take is shared among them. The wait
 * is how long the windows need for that work, with those who will still come and go before it.
 */
import { TICKET_CLASSES, type TicketClass } from '../catalogue.ts'
import type { Hall } from '../hall.ts'
import type { Instant, ServiceId } from '../ids.ts'
import type { Bound } from '../legs.ts'
import { before as comesBefore, leading, lineSize } from '../line.ts'
import { creditMs, laterAllowed, scoreOf, sinceFor } from '../score.ts'
import { arrivalRate, priorityShare } from './arrivals.ts'
import { type Server, type Stand, standOf, windowsIn } from './stand.ts'

/** Why nothing honest can be said (F4). */
export type UnknownWhy =
  /** No window that takes it is open, or has said when it will be. */
  | 'no-window'
  /** Nothing was measured, and the catalogue expects nothing. */
  | 'no-measure'
  /** So far away that the day will be another by then. */
  | 'too-far'

/** A wait from now on, ms. */
export type Forecast =
  | {
      readonly known: true
      readonly meanMs: number
      readonly p50Ms: number
      readonly p80Ms: number
      readonly windows: number
    }
  | { readonly known: false; readonly why: UnknownWhy }

/** Somebody's place in the order, or that of whoever takes a number now. */
export type Standing = {
  readonly service: ServiceId
  readonly class: TicketClass
  readonly key: number
  readonly rank: number
  readonly bound?: Bound
}

const MINUTE = 60_000
/** Longer waits than this are not forecast: nobody knows which windows will be open then. */
const FARTHEST_MS = 5 * 60 * MINUTE
/** Those who will come and go before somebody take at most this share of a window. */
const OVERTAKEN_MOST = 0.85
/** What the formula itself leaves out, as a share of the wait: staff who go, visits of another kind. */
const OWN_SPREAD = 0.12
/** The standard normal at four in five. */
const Z80 = 0.8416

/** The place of whoever takes a number of this service now. */
export const newcomer = (hall: Hall, service: ServiceId, name: TicketClass = 'ordinary'): Standing => ({
  service,
  class: name,
  key: hall.at - (hall.catalogue ? creditMs(hall.catalogue.rules, name) : 0),
  rank: Number.POSITIVE_INFINITY,
})

/** The quantiles of a gamma distribution by mean and variance (Wilson and Hilferty 1931). */
const quantiles = (mean: number, variance: number): readonly [half: number, most: number] => {
  if (mean <= 0 || variance <= 0) return [mean, mean]
  const shape = (mean * mean) / variance
  const at = (z: number): number => mean * Math.max(0, 1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape))) ** 3
  return [at(0), at(Z80)]
}

/**
 * Work before somebody, ms, and the sum of its variances; at which servers anybody is before them; and what each server has
 * to do before it turns to their tier at all, ms.
 */
type Work = { ms: number; square: number; readonly at: Uint8Array; readonly first: Float64Array }

const add = (
  work: Pick<Work, 'ms' | 'square'>,
  count: number,
  { meanMs, cv }: { meanMs: number; cv: number },
): void => {
  work.ms += count * meanMs
  work.square += count * (meanMs * cv) ** 2
}

/** The work that the order puts before a place, at the windows that take it; a line shared with others brings its share. */
const workBefore = (hall: Hall, stand: Stand, place: Standing, mine: Int8Array): Work => {
  const work = { ms: 0, square: 0, at: new Uint8Array(mine.length), first: new Float64Array(mine.length) }
  const alike = placesAlike(hall, place)
  for (const [service, lines] of stand.lines) {
    const theirs = stand.ranks(service)
    let shared = 0
    let before = 0
    for (let server = 0; server < mine.length; server += 1) {
      const [me, them] = [mine[server] ?? -1, theirs[server] ?? -1]
      if (me >= 0 && them === me) shared += 1
      if (them >= 0 && them < me) before += 1
    }
    const keeps = shared + before > 0 ? stand.keeps(service) : undefined
    if (!keeps) continue
    const windows = windowsIn(theirs)
    let [all, ahead] = [0, 0]
    for (const [name, line] of lines) {
      all += lineSize(line)
      if (shared > 0) ahead += leading(line, (other) => comesBefore(other, alike[name]))
    }
    add(work, (shared * ahead) / windows, keeps)
    for (let server = 0; server < mine.length; server += 1) {
      const [me, them] = [mine[server] ?? -1, theirs[server] ?? -1]
      if (me < 0 || them < 0 || them > me || (them === me && ahead === 0)) continue
      work.at[server] = 1
      if (them < me) work.first[server] = (work.first[server] ?? 0) + (all * keeps.meanMs) / windows
    }
  }
  for (const ticket of stand.bound) {
    const keeps = stand.keeps(ticket.service)
    const at = stand.servers.findIndex((server) => stand.callsAlone(server, ticket))
    if (!keeps || (mine[at] ?? -1) < 0 || ticket.rank === place.rank || !comesBefore(ticket, place)) continue
    add(work, 1, keeps)
    work.at[at] = 1
  }
  return work
}

/**
 * The place in each class's line that scores as somebody does now. Where all classes gain alike it is their own place, for
 * good; otherwise it moves, and what is counted is who is before them at this moment.
 */
const placesAlike = (hall: Hall, place: Standing): Readonly<Record<TicketClass, Pick<Standing, 'key' | 'rank'>>> => {
  const rules = hall.catalogue?.rules
  if (!rules?.rate) return { ordinary: place, priority: place, appointment: place }
  const score = scoreOf(rules, place.class, place.key + creditMs(rules, place.class), hall.at)
  const alike = (name: TicketClass) =>
    name === place.class
      ? place
      : { key: sinceFor(rules, name, score, hall.at) - creditMs(rules, name), rank: place.rank }
  return { ordinary: alike('ordinary'), priority: alike('priority'), appointment: alike('appointment') }
}

/** For how long from now on somebody may still come who is called first, if the wait is so long; ms. */
const overtakenFor = (hall: Hall, place: Standing, waitMs: number): number => {
  const rules = hall.catalogue?.rules
  if (!rules) return 0
  const waited = Math.max(0, hall.at - place.key - creditMs(rules, place.class))
  const passed = { class: place.class, waited: waited + waitMs }
  return Math.max(0, ...TICKET_CLASSES.map((name) => laterAllowed(rules, name, passed) - waited))
}

/** The work that those with precedence will bring to the windows of somebody for each ms in which they still may overtake. */
const overtaking = (hall: Hall, stand: Stand, mine: Int8Array): number => {
  let rate = 0
  for (const { id } of hall.catalogue?.themes ?? []) {
    const share = priorityShare(hall, id)
    const service = share > 0 ? stand.speaker(id) : undefined
    const keeps = service === undefined ? undefined : stand.keeps(service)
    if (service === undefined || !keeps) continue
    const theirs = stand.ranks(service)
    let shared = 0
    for (let server = 0; server < mine.length; server += 1)
      if ((mine[server] ?? -1) >= 0 && theirs[server] === mine[server]) shared += 1
    rate += (arrivalRate(hall, id, hall.at) * share * keeps.meanMs * shared) / windowsIn(theirs)
  }
  return rate
}

/** How much of itself each window has for a service: themes that it takes before will keep coming. */
const sharesFor = (hall: Hall, stand: Stand, mine: Int8Array): number[] =>
  stand.servers.map((_, server) => {
    const me = mine[server] ?? -1
    if (me < 0) return 0
    let taken = 0
    for (const { id } of me > 0 ? (hall.catalogue?.themes ?? []) : []) {
      const service = stand.speaker(id)
      const them = service === undefined ? -1 : (stand.ranks(service)[server] ?? -1)
      if (them >= 0 && them < me) taken += stand.load(id)
    }
    return 1 - Math.min(taken, OVERTAKEN_MOST)
  })

/** When these windows, as much of each as is free, have done so much work; Infinity when they never do. */
const whenDone = (
  servers: readonly Server[],
  shares: readonly number[],
  { first }: Pick<Work, 'first'>,
  work: number,
  now: Instant,
): number => {
  const changes: (readonly [at: Instant, by: number])[] = []
  let capacity = 0
  servers.forEach(({ from, breaks }, index) => {
    const share = shares[index] ?? 0
    if (share === 0) return
    let begins = from + (first[index] ?? 0) / share
    for (const [start, end] of breaks) {
      // Whoever has not begun yet takes nothing away by a break, but begins so much later.
      if (start <= begins) begins += Math.max(0, end - Math.max(start, from))
      else changes.push([start, -share], [end, share])
    }
    if (begins <= now) capacity += share
    else changes.push([begins, share])
  })
  changes.sort(([a], [b]) => a - b)
  let [at, left] = [now, work]
  for (const [moment, by] of changes) {
    const done = capacity * (moment - at)
    if (capacity > 0 && left <= done) break
    left -= Math.max(0, done)
    at = moment
    capacity += by
  }
  return capacity > 0 ? at - now + left / capacity : Number.POSITIVE_INFINITY
}

const boundForecast = (stand: Stand, place: Standing): Int8Array =>
  Int8Array.from(stand.servers, (server) => (stand.callsAlone(server, place) ? 0 : -1))

/** The wait of somebody at a place in the order. */
export const forecastOf = (hall: Hall, place: Standing): Forecast => {
  const stand = standOf(hall)
  const mine = place.bound ? boundForecast(stand, place) : stand.ranks(place.service)
  const windows = windowsIn(mine)
  if (windows === 0) return { known: false, why: 'no-window' }
  const keeps = stand.keeps(place.service)
  if (!keeps) return { known: false, why: 'no-measure' }
  const shares = sharesFor(hall, stand, mine)
  const work = workBefore(hall, stand, place, mine)
  const free = stand.servers.flatMap(({ idle, from, breaks }, index) =>
    (mine[index] ?? -1) >= 0 && idle && from <= hall.at && !breaks.some(([start]) => start <= hall.at) ? [index] : [],
  )
  if (free.some((index) => work.at[index] === 0)) return { known: true, meanMs: 0, p50Ms: 0, p80Ms: 0, windows }
  // Somebody is in front of every window: the first of them to be done makes the first place.
  if (free.length === 0) add(work, 1, { meanMs: keeps.meanMs * ((1 + keeps.cv ** 2) / 2), cv: 1 })
  const rate = overtaking(hall, stand, mine)
  let meanMs = whenDone(stand.servers, shares, work, work.ms, hall.at)
  for (let turn = 0; turn < 3 && rate > 0 && Number.isFinite(meanMs); turn += 1)
    meanMs = whenDone(
      stand.servers,
      shares,
      work,
      work.ms + rate * Math.min(meanMs, overtakenFor(hall, place, meanMs)),
      hall.at,
    )
  if (meanMs > FARTHEST_MS) return { known: false, why: Number.isFinite(meanMs) ? 'too-far' : 'no-window' }
  // As many windows as the work was really shared by.
  const capacity = Math.max(0.1, work.ms / Math.max(1, meanMs))
  const [half, most] = quantiles(meanMs, work.square / capacity ** 2 + (OWN_SPREAD * meanMs) ** 2)
  const { half: byHalf, most: byMost } = hall.learned?.correction ?? { half: 1, most: 1 }
  const p50Ms = Math.round(half * byHalf)
  return { known: true, meanMs: Math.round(meanMs), p50Ms, p80Ms: Math.max(p50Ms, Math.round(most * byMost)), windows }
}

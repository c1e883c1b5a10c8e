/**
 * How good the hall's forecasts are (F9): every wait that was told beside the wait that came. The day's measure is made from
 * the tickets of the hall alone, so the ledger gives it again at any time.
 */
import { type Hall, themeOf } from '../hall.ts'
import type { BusinessDay, Instant, ServiceId, TicketId } from '../ids.ts'
import type { Ticket } from '../ticket.ts'
import { minuteOfDay } from './day-clock.ts'

/** A wait that was told, and the wait that came. */
export type Told = {
  readonly service: ServiceId
  /** Hour of the day in which it was told. */
  readonly hour: number
  readonly p50Ms: number
  readonly p80Ms: number
  readonly waitMs: number
}

/** Errors are of the median; a negative bias means that people waited longer than they were told. */
export type Measure = {
  /** How many waits were told and have come. */
  readonly n: number
  /** Share of them that were no longer than the P80: right at four in five. */
  readonly within: number
  /** Mean absolute error, ms. */
  readonly maeMs: number
  /** Mean of told − came, ms. */
  readonly biasMs: number
  /** Mean wait that came, ms: what the error is to be seen beside. */
  readonly waitMs: number
}

export type DayMeasure = Measure & { readonly day: BusinessDay }

/** When a ticket was first called, whatever became of it since; undefined for whoever still waits for that. */
const firstCall = (ticket: Ticket): Instant | undefined => ticket.served[0]?.calledAt ?? ticket.firstCalledAt

/** When somebody went uncalled after the P80 had passed: a miss for certain. Whoever left before it says nothing of it. */
const leftLate = (ticket: Ticket): Instant | undefined => {
  if ((ticket.status !== 'cancelled' && ticket.status !== 'expired') || !ticket.quote) return undefined
  return ticket.endedAt - ticket.quote.at > ticket.quote.p80Ms ? ticket.endedAt : undefined
}

/** What became of the wait that a ticket was told; undefined while it is still to come. */
const toldOf = (hall: Hall, id: TicketId): Told | 'open' | undefined => {
  const ticket = hall.tickets.get(id)
  if (!ticket?.quote) return undefined
  const calledAt = firstCall(ticket) ?? leftLate(ticket)
  if (calledAt === undefined) return ticket.status === 'waiting' ? 'open' : undefined
  // Whoever missed a call and came back, or was sent elsewhere before it, waited for something else than was told.
  if (ticket.returns > 0 || (ticket.served.length === 0 && ticket.transfers > 0)) return undefined
  const { at, p50Ms, p80Ms } = ticket.quote
  const service = ticket.served[0]?.service ?? ticket.service
  const hour = Math.floor(minuteOfDay(hall, at) / 60)
  return { service, hour, p50Ms, p80Ms, waitMs: Math.max(0, calledAt - at) }
}

/** The waits told today that have come, in order of issue. */
export const toldWaits = (hall: Hall): readonly Told[] =>
  hall.issued.flatMap((id) => {
    const told = toldOf(hall, id)
    return told === undefined || told === 'open' ? [] : [told]
  })

const meanOf = (told: readonly Told[], value: (one: Told) => number): number =>
  told.length === 0 ? 0 : told.reduce((sum, one) => sum + value(one), 0) / told.length

/** Nobody feels a shorter wait; a window that was said to be free at once may take so long to call. */
const NO_WAIT_MS = 60_000

/** Sums up told waits; zeros where there are none. */
export const measureOf = (told: readonly Told[]): Measure => ({
  n: told.length,
  within: meanOf(told, ({ waitMs, p80Ms }) => (waitMs <= Math.max(p80Ms, NO_WAIT_MS) ? 1 : 0)),
  maeMs: Math.round(meanOf(told, ({ waitMs, p50Ms }) => Math.abs(waitMs - p50Ms))),
  biasMs: Math.round(meanOf(told, ({ waitMs, p50Ms }) => p50Ms - waitMs)),
  waitMs: Math.round(meanOf(told, ({ waitMs }) => waitMs)),
})

export type MeasureRow<K> = Measure & { readonly of: K }

const rowsBy = <K>(told: readonly Told[], keyOf: (one: Told) => K): MeasureRow<K>[] => {
  const groups = new Map<K, Told[]>()
  for (const one of told) {
    const key = keyOf(one)
    const group = groups.get(key)
    if (group) group.push(one)
    else groups.set(key, [one])
  }
  return [...groups].map(([of, some]) => ({ of, ...measureOf(some) }))
}

/** What the page 预测 shows of a hall: the day, its services and its hours, and the days before. */
export type ForecastMeasures = {
  readonly day: BusinessDay | null
  readonly today: Measure
  /** Waits told to people who still wait. */
  readonly open: number
  readonly services: readonly (MeasureRow<ServiceId> & { readonly name: string; readonly theme: string })[]
  readonly hours: readonly MeasureRow<number>[]
  readonly days: readonly DayMeasure[]
}

/** Tickets looked at in one step. */
const STEP = 200

/** Services with the most told waits first; hours in order. In steps, since a day may have twenty thousand tickets (F11). */
export function* forecastMeasures(hall: Hall): Generator<undefined, ForecastMeasures> {
  const told: Told[] = []
  let open = 0
  for (let index = 0; index < hall.issued.length; index += 1) {
    if (index % STEP === STEP - 1) yield
    const one = toldOf(hall, hall.issued[index] ?? '')
    if (one === 'open') open += 1
    else if (one) told.push(one)
  }
  return {
    day: hall.day,
    today: measureOf(told),
    open,
    services: rowsBy(told, ({ service }) => service)
      .sort((a, b) => b.n - a.n)
      .map((row) => ({
        ...row,
        name: hall.lookup.services.get(row.of)?.name ?? row.of,
        theme: themeOf(hall, row.of)?.name ?? '',
      })),
    hours: rowsBy(told, ({ hour }) => hour).sort((a, b) => a.of - b.of),
    days: hall.learned?.measured ?? [],
  }
}

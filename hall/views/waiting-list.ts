/**
 * Who waits, in calling order, and who stands where: what staff go on with from paper when the server is dead for good
 * (Z20). Numbers only: nothing of a person is in it.
 */
import { instantOf } from '../calendar.ts'
import type { TicketClass } from '../catalogue.ts'
import { eachLine, type Hall, ticketText } from '../hall.ts'
import type { BusinessDay, Instant, ServiceId, TicketId } from '../ids.ts'
import type { Bound } from '../legs.ts'
import { WAITING_LIST_MAX } from '../limits.ts'
import { scoreAt } from '../queue.ts'

export type ListedTicket = {
  readonly number: string
  readonly class: TicketClass
  /** What waiting is measured from. */
  readonly since: Instant
  /** Waits for this window alone. */
  readonly only?: string
}

export type WaitingList = {
  readonly position: number
  readonly at: Instant
  readonly day: BusinessDay | null
  readonly open: boolean
  /** The end of its day: past it the list is thrown away. */
  readonly goodUntil: Instant
  readonly name: string
  readonly nameEn: string
  readonly hotline: string
  readonly timeZone: string
  readonly themes: readonly {
    readonly letter: string
    readonly name: string
    readonly nameEn: string
    readonly waiting: readonly ListedTicket[]
  }[]
  readonly windows: readonly {
    readonly name: string
    readonly number: string
    readonly status: 'called' | 'serving'
    readonly since: Instant
  }[]
  readonly parked: readonly { readonly number: string; readonly window: string }[]
  /** How many more wait than the list holds. */
  readonly more: number
}

const nameOf = (hall: Hall, counter: string): string => hall.lookup.counters.get(counter)?.name ?? counter

/** The window of somebody who is waited for, where they sit at one. */
const onlyAt = (hall: Hall, bound: Bound): string => {
  if ('counter' in bound) return nameOf(hall, bound.counter)
  for (const state of hall.counters.values())
    if (state.status !== 'closed' && state.staffId === bound.staff) return nameOf(hall, state.id)
  return '?'
}

type Standing = ListedTicket & { readonly score: number; readonly rank: number }

const waitingFor = (hall: Hall, services: readonly ServiceId[], now: Instant): ListedTicket[] => {
  const ids: TicketId[] = []
  for (const [, { placed }] of eachLine(hall, services))
    for (const { ticket } of placed.places.slice(placed.head)) ids.push(ticket)
  for (const id of hall.bound) ids.push(id)
  const rows = ids.flatMap((id): Standing[] => {
    const ticket = hall.tickets.get(id)
    if (ticket?.status !== 'waiting' || !services.includes(ticket.service)) return []
    return [
      {
        number: ticketText(ticket),
        class: ticket.class,
        since: ticket.readyAt,
        ...(ticket.bound ? { only: onlyAt(hall, ticket.bound) } : {}),
        score: scoreAt(hall, ticket.class, ticket.key, now),
        rank: ticket.rank,
      },
    ]
  })
  return rows
    .sort((a, b) => b.score - a.score || a.rank - b.rank)
    .map(({ score: _score, rank: _rank, ...listed }) => listed)
}

const nextDay = (day: BusinessDay): BusinessDay =>
  new Date(Date.parse(`${day}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10)

/** The whole list as of a moment, cut at `WAITING_LIST_MAX` so that no hall can make it endless. */
export const waitingList = (hall: Hall, now: Instant): WaitingList => {
  const { catalogue, day } = hall
  const timeZone = catalogue?.hall.timeZone ?? 'Asia/Shanghai'
  let room = WAITING_LIST_MAX
  let more = 0
  const themes = (catalogue?.themes ?? []).map(({ id, letter, name, nameEn }) => {
    const waiting = waitingFor(hall, hall.lookup.servicesOfTheme.get(id) ?? [], now)
    const listed = waiting.slice(0, room)
    room -= listed.length
    more += waiting.length - listed.length
    return { letter, name, nameEn, waiting: listed }
  })
  return {
    position: hall.position,
    at: now,
    day,
    open: hall.open,
    goodUntil: day === null ? now : instantOf(nextDay(day), '00:00', timeZone),
    name: catalogue?.hall.name ?? '',
    nameEn: catalogue?.hall.nameEn ?? '',
    hotline: catalogue?.hall.hotline ?? '',
    timeZone,
    themes,
    windows: [...hall.counters.values()].flatMap(({ id, ...state }) => {
      const held = 'ticket' in state && state.ticket !== undefined ? hall.tickets.get(state.ticket) : undefined
      if (held?.status !== 'called' && held?.status !== 'serving') return []
      const since = held.status === 'serving' ? held.startedAt : held.calledAt
      return [{ name: nameOf(hall, id), number: ticketText(held), status: held.status, since }]
    }),
    parked: [...hall.parked].slice(0, WAITING_LIST_MAX).flatMap((id) => {
      const ticket = hall.tickets.get(id)
      return ticket?.status === 'parked' ? [{ number: ticketText(ticket), window: nameOf(hall, ticket.counter) }] : []
    }),
    more,
  }
}

/** What the public sees: kiosk, hall board, window strip, the phone's ticket page. No names, no ticket ids, no secrets. */

import { BAD_GRADES, type PauseReason } from '../commands.ts'
import type { Estimate } from '../estimate.ts'
import type { UnknownWhy } from '../forecast/closed-form.ts'
import { type RoseWhy, shownTo } from '../forecast/range.ts'
import { type Hall, themeOf, ticketText } from '../hall.ts'
import type { CounterId, Instant, ServiceId, ThemeId, TicketId } from '../ids.ts'
import { aheadOf } from '../queue.ts'
import { coverOf } from '../seating.ts'
import type { Status, Ticket } from '../ticket.ts'
import { type LegCard, legCards } from './card.ts'
import { type HallSign, hallSign } from './hall-sign.ts'
import { type ThemeRow, themeRows } from './theme-row.ts'

export { type BoardCall, type BoardView, type BoardZone, boardView, CALLS_TOLD_MAX } from './board.ts'
export { closesAt, hallSign } from './hall-sign.ts'

export type KioskView = HallSign & {
  readonly themes: readonly ThemeRow[]
  /** Services with a quota: how many numbers are left today. */
  readonly left: readonly { readonly service: ServiceId; readonly left: number }[]
  /** Services that no window of the hall takes. */
  readonly untaken: readonly ServiceId[]
}

export const kioskView = (hall: Hall): KioskView => ({
  ...hallSign(hall),
  themes: themeRows(hall),
  left: hall.lookup.limited.map(({ id, dailyQuota = 0 }) => ({
    service: id,
    left: Math.max(0, dailyQuota - (hall.issuedOf.get(id) ?? 0)),
  })),
  untaken: hall.lookup.untaken,
})

export type StripView = HallSign & {
  readonly counter: CounterId
  readonly counterName: string
  readonly zoneName: string
  readonly themes: readonly string[]
  readonly themesEn: readonly string[]
  readonly status: 'closed' | 'open' | 'paused'
  readonly staff: string
  readonly reason?: PauseReason
  /** 去向告知: where its staff went, back when, and which window serves meanwhile (S004-39). */
  readonly destination?: string
  readonly backAt?: Instant
  readonly coveredBy?: string
  readonly number?: string
  readonly ticketStatus?: Status
  /** Position of the call, so that a strip flashes on a new call and on a recall, not on a reload. */
  readonly calledPosition?: number
}

export const stripView = (hall: Hall, id: CounterId): StripView | undefined => {
  const setting = hall.lookup.counters.get(id)
  const counter = hall.counters.get(id)
  if (!setting || !counter) return undefined
  const ticket = counter.ticket === undefined ? undefined : hall.tickets.get(counter.ticket)
  const themes = setting.own.map((theme: ThemeId) => hall.lookup.themes.get(theme))
  const cover = counter.status === 'open' ? undefined : coverOf(hall, id)
  return {
    ...hallSign(hall),
    counter: id,
    counterName: setting.name,
    zoneName: hall.catalogue?.zones.find((zone) => zone.id === setting.zone)?.name ?? '',
    themes: themes.map((theme) => theme?.name ?? ''),
    themesEn: themes.map((theme) => theme?.nameEn ?? ''),
    status: counter.status,
    staff: counter.status === 'closed' ? '' : counter.staff,
    ...(counter.status === 'paused' ? { reason: counter.reason } : {}),
    ...(counter.status === 'paused' && counter.destination !== undefined ? { destination: counter.destination } : {}),
    ...(counter.status === 'paused' && counter.backAt !== undefined ? { backAt: counter.backAt } : {}),
    ...(cover ? { coveredBy: hall.lookup.counters.get(cover.id)?.name ?? cover.id } : {}),
    ...(ticket ? { number: ticketText(ticket), ticketStatus: ticket.status, calledPosition: ticket.changed } : {}),
  }
}

export type VisitorView = HallSign & {
  readonly ticket: TicketId
  readonly number: string
  readonly serviceName: string
  readonly serviceNameEn: string
  readonly status: Status
  readonly ahead: number
  /** Null for whoever does not wait, and where nothing honest can be said: then why. */
  readonly estimate: Estimate | null
  readonly unknown?: UnknownWhy
  /** Why it is longer than the paper said (F6). */
  readonly rose?: RoseWhy
  readonly counterName?: string
  readonly direction: string
  readonly issuedAt: Instant
  /** The legs done so far that may be rated, oldest first; each once. */
  readonly ratings: readonly VisitorRating[]
  /** All legs in order, where there is more than one. */
  readonly legs: readonly LegCard[]
}

export type VisitorRating = {
  readonly leg: number
  readonly serviceName: string
  readonly counterName: string
  readonly staff: string
  /** `grade`: not rated yet; `why`: rated badly and not explained; `done`. */
  readonly asks: 'grade' | 'why' | 'done'
}

const visitorRatings = (hall: Hall, ticket: Ticket): VisitorRating[] =>
  ticket.served.map(({ service, counter, staff, grade, complaints }, leg): VisitorRating => {
    const bad = grade !== undefined && BAD_GRADES.includes(grade) && complaints === undefined
    return {
      leg,
      serviceName: hall.lookup.services.get(service)?.name ?? service,
      counterName: hall.lookup.counters.get(counter)?.name ?? counter,
      staff,
      asks: grade === undefined ? 'grade' : bad ? 'why' : 'done',
    }
  })

/** The ticket as the phone that holds its secret sees it. */
export const visitorView = (hall: Hall, id: TicketId): VisitorView | undefined => {
  const ticket = hall.tickets.get(id)
  if (!ticket) return undefined
  const service = hall.lookup.services.get(ticket.service)
  const theme = themeOf(hall, ticket.service)
  const counter = 'counter' in ticket ? hall.lookup.counters.get(ticket.counter) : undefined
  const ahead = ticket.status === 'waiting' ? aheadOf(hall, ticket) : 0
  const place = hall.catalogue?.zones.find((zone) => zone.id === (counter?.zone ?? theme?.zone))
  return {
    ...hallSign(hall),
    ticket: id,
    number: ticketText(ticket),
    serviceName: service?.name ?? '',
    serviceNameEn: service?.nameEn ?? '',
    status: ticket.status,
    ahead,
    ...(ticket.status === 'waiting' ? shownTo(hall, ticket) : { estimate: null }),
    direction: place ? `${place.name}，${place.direction}` : '',
    issuedAt: ticket.issuedAt,
    ratings: visitorRatings(hall, ticket),
    legs: legCards(hall, ticket).length > 1 ? legCards(hall, ticket) : [],
    ...(counter ? { counterName: counter.name } : {}),
  }
}

/** What the public sees: kiosk, hall board, window strip, the phone's ticket page. No names, no ticket ids, no secrets. */
import type { TicketClass } from '../catalogue.ts'
import { BAD_GRADES, type PauseReason } from '../commands.ts'
import { type Estimate, estimateWait } from '../estimate.ts'
import { type Call, type Hall, themeOf, ticketText, zoneOfCounter } from '../hall.ts'
import type { BusinessDay, CounterId, Instant, ThemeId, TicketId, ZoneId } from '../ids.ts'
import { ANNOUNCE_WITHIN_MS, BOARD_CALLS_MAX } from '../limits.ts'
import { aheadOf } from '../queue.ts'
import { coverOf } from '../seating.ts'
import type { Status, Ticket } from '../ticket.ts'
import { type LegCard, legCards } from './card.ts'
import { type ThemeRow, themeRows } from './theme-row.ts'

type HallSign = {
  readonly name: string
  readonly nameEn: string
  readonly hotline: string
  readonly timeZone: string
  readonly open: boolean
  readonly day: BusinessDay | null
  readonly hours: string
  /** Catalogue revision: a screen fetches the catalogue again when it changes. */
  readonly revision: number
}

export const hallSign = (hall: Hall): HallSign => {
  const { catalogue } = hall
  return {
    name: catalogue?.hall.name ?? '',
    nameEn: catalogue?.hall.nameEn ?? '',
    hotline: catalogue?.hall.hotline ?? '',
    timeZone: catalogue?.hall.timeZone ?? 'Asia/Shanghai',
    open: hall.open,
    day: hall.day,
    hours: catalogue ? `${catalogue.hours.open}–${catalogue.hours.close}` : '',
    revision: hall.revision,
  }
}

export type KioskView = HallSign & { readonly themes: readonly ThemeRow[] }

export const kioskView = (hall: Hall): KioskView => ({ ...hallSign(hall), themes: themeRows(hall) })

export type BoardCall = {
  readonly position: number
  readonly number: string
  readonly class: TicketClass
  readonly counter: CounterId
  readonly counterName: string
  readonly zoneName: string
  readonly at: Instant
  readonly recall: boolean
  /** Still called there: what is no longer live is shown but not announced. */
  readonly live: boolean
}

export type BoardView = HallSign & {
  readonly zone: ZoneId | 'all'
  readonly zoneName: string
  /** Newest first: the last call of each window, and every live call of the last minute so that no announcement is lost. */
  readonly calls: readonly BoardCall[]
  readonly themes: readonly ThemeRow[]
  readonly notices: readonly string[]
  readonly servedToday: number
}

/** The most calls a board is told: a minute of forty windows, each calling once and calling again. */
export const CALLS_TOLD_MAX = 80

const boardCall = (hall: Hall, call: Call): BoardCall | undefined => {
  const ticket = hall.tickets.get(call.ticket)
  if (!ticket) return undefined
  const counter = hall.lookup.counters.get(call.counter)
  return {
    position: call.position,
    number: ticketText(ticket),
    class: ticket.class,
    counter: call.counter,
    counterName: counter?.name ?? call.counter,
    zoneName: hall.catalogue?.zones.find((zone) => zone.id === counter?.zone)?.name ?? '',
    at: call.at,
    recall: call.recall,
    live: ticket.status === 'called' && ticket.counter === call.counter,
  }
}

/** The board of one zone, or of the whole hall for `all`. */
export const boardView = (hall: Hall, zone: ZoneId | 'all'): BoardView => {
  const calls: BoardCall[] = []
  const seen = new Set<CounterId>()
  for (let index = hall.calls.length - 1; index >= 0 && calls.length < CALLS_TOLD_MAX; index -= 1) {
    const call = hall.calls[index]
    if (!call || (zone !== 'all' && zoneOfCounter(hall, call.counter) !== zone)) continue
    const row = !seen.has(call.counter) && seen.size < BOARD_CALLS_MAX
    const fresh = call.at > hall.at - ANNOUNCE_WITHIN_MS
    if (row) seen.add(call.counter)
    const shown = row || fresh ? boardCall(hall, call) : undefined
    // What is neither a window's row nor still called there would be passed over by every board.
    if (shown && (row || shown.live)) calls.push(shown)
  }
  const themes = themeRows(hall)
  return {
    ...hallSign(hall),
    zone,
    zoneName: hall.catalogue?.zones.find((other) => other.id === zone)?.name ?? '',
    calls,
    themes: zone === 'all' ? themes : themes.filter((theme) => theme.zone === zone),
    notices: hall.catalogue?.notices ?? [],
    servedToday: hall.counts.completed,
  }
}

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
  readonly estimate: Estimate | null
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
    estimate: theme && ticket.status === 'waiting' ? estimateWait(hall, theme.id, ahead) : null,
    direction: place ? `${place.name}，${place.direction}` : '',
    issuedAt: ticket.issuedAt,
    ratings: visitorRatings(hall, ticket),
    legs: legCards(hall, ticket).length > 1 ? legCards(hall, ticket) : [],
    ...(counter ? { counterName: counter.name } : {}),
  }
}

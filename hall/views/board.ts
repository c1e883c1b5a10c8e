/** What the hall board sees: who goes where now, how long others wait, where the zones lie, the figures of the day. */
import type { BoardSettings, PlanBox } from '../board-settings.ts'
import type { TicketClass } from '../catalogue.ts'
import { type Call, type Hall, ticketText, zoneOfCounter } from '../hall.ts'
import type { CounterId, Instant, ZoneId } from '../ids.ts'
import { ANNOUNCE_WITHIN_MS, BOARD_CALLS_MAX } from '../limits.ts'
import { type DayFigures, dayFigures } from './day-figures.ts'
import { type HallSign, hallSign } from './hall-sign.ts'
import { type ThemeRow, themeRows } from './theme-row.ts'

export type BoardCall = {
  readonly position: number
  readonly number: string
  readonly class: TicketClass
  readonly counter: CounterId
  readonly counterName: string
  readonly zoneName: string
  readonly floor: number
  readonly at: Instant
  readonly recall: boolean
  /** Only where the hall wants masked names. */
  readonly maskedName?: string
  /** Still called there: what is no longer live is shown but not announced. */
  readonly live: boolean
}

/** A zone as the board at the entrance shows it. */
export type BoardZone = {
  readonly id: ZoneId
  readonly name: string
  readonly nameEn: string
  readonly floor: number
  /** How to get there from the door. */
  readonly direction: string
  /** Where it lies on its floor; absent: in the order of the catalogue. */
  readonly plan?: PlanBox
  /** Windows of the zone that are open now. */
  readonly openCounters: number
}

export type BoardView = HallSign & {
  readonly zone: ZoneId | 'all'
  readonly zoneName: string
  /** Its own zone, or all of them. */
  readonly zones: readonly BoardZone[]
  /** What its columns must have room for whoever is called: names of windows, and what stands before the digits. */
  readonly widest: {
    readonly windows: readonly string[]
    readonly letters: readonly string[]
    readonly prefixes: readonly string[]
  }
  /** Newest first: the last call of each window, and every live call of the last minute so that no announcement is lost. */
  readonly calls: readonly BoardCall[]
  readonly themes: readonly ThemeRow[]
  readonly notices: readonly string[]
  readonly boards: BoardSettings
  readonly figures: DayFigures
}

/** The most calls a board is told: a minute of forty windows, each calling once and calling again. */
export const CALLS_TOLD_MAX = 80

const boardCall = (hall: Hall, call: Call): BoardCall | undefined => {
  const ticket = hall.tickets.get(call.ticket)
  if (!ticket) return undefined
  const counter = hall.lookup.counters.get(call.counter)
  const zone = hall.catalogue?.zones.find((other) => other.id === counter?.zone)
  return {
    position: call.position,
    number: ticketText(ticket),
    class: ticket.class,
    counter: call.counter,
    counterName: counter?.name ?? call.counter,
    zoneName: zone?.name ?? '',
    floor: zone?.floor ?? 0,
    at: call.at,
    recall: call.recall,
    ...(ticket.maskedName !== undefined && hall.catalogue?.rules.maskedNames ? { maskedName: ticket.maskedName } : {}),
    live: ticket.status === 'called' && ticket.counter === call.counter,
  }
}

const boardZones = (hall: Hall, zone: ZoneId | 'all'): BoardZone[] => {
  const open = [...hall.counters.values()].filter(({ status }) => status === 'open')
  return (hall.catalogue?.zones ?? [])
    .filter(({ id }) => zone === 'all' || id === zone)
    .map(({ id, name, nameEn, floor, direction, plan }) => ({
      id,
      name,
      nameEn,
      floor,
      direction,
      openCounters: open.filter((counter) => zoneOfCounter(hall, counter.id) === id).length,
      ...(plan ? { plan } : {}),
    }))
}

const widest = (hall: Hall, zone: ZoneId | 'all'): BoardView['widest'] => {
  const { counters = [], themes = [], rules } = hall.catalogue ?? {}
  const calling = counters.filter((counter) => counter.own.length > 0 && (zone === 'all' || counter.zone === zone))
  return {
    windows: [...new Set(calling.map(({ name }) => name))],
    letters: themes.map(({ letter }) => letter),
    prefixes: rules ? [...new Set(Object.values(rules.classPrefix))] : [],
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
    zones: boardZones(hall, zone),
    widest: widest(hall, zone),
    calls,
    themes: zone === 'all' ? themes : themes.filter((theme) => theme.zone === zone),
    notices: hall.catalogue?.notices ?? [],
    boards: hall.catalogue?.boards ?? { rules: [], playlist: [] },
    figures: dayFigures(hall),
  }
}

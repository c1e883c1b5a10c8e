/** Why a ticket stands where it stands, from what its card tells: what moved it, and whom it waits for. Pure. */
import type { Rules, TicketClass } from '../hall/catalogue.ts'
import type { Instant } from '../hall/ids.ts'
import type { Bound } from '../hall/legs.ts'
import type { TicketCard } from '../hall/views/card.ts'

export type PlaceGround =
  /** By its arrival and nothing else. */
  | { readonly why: 'arrival' }
  | { readonly why: 'slot'; readonly at: Instant }
  /** Its class takes these minutes off. */
  | { readonly why: 'class'; readonly class: TicketClass; readonly minutes: number }
  | { readonly why: 'front' }
  | { readonly why: 'returned'; readonly times: number; readonly places: number }
  /** An earlier leg is done; the place of the first arrival is kept. */
  | { readonly why: 'next-leg' }
  | { readonly why: 'bound'; readonly bound: Bound }
  | { readonly why: 'later'; readonly until: Instant }

/** The card, and whether a transfer moved it to the front. */
export type Placed = TicketCard & { readonly fronted?: boolean }

const moved = (ticket: Placed, rules: Pick<Rules, 'creditMinutes' | 'noShow'>): PlaceGround[] => {
  const grounds: PlaceGround[] = []
  if (ticket.slot !== undefined) grounds.push({ why: 'slot', at: ticket.slot })
  const minutes = rules.creditMinutes[ticket.class]
  if (minutes > 0) grounds.push({ why: 'class', class: ticket.class, minutes })
  if (ticket.fronted) grounds.push({ why: 'front' })
  if (ticket.returns > 0) grounds.push({ why: 'returned', times: ticket.returns, places: rules.noShow.placesDown })
  return grounds
}

/** Everything that made its place, the order of the hall first; empty for a ticket that does not wait. */
export const placeOf = (ticket: Placed, rules: Pick<Rules, 'creditMinutes' | 'noShow'>): readonly PlaceGround[] => {
  if (ticket.status === 'parked' && ticket.thenWaits && ticket.until !== undefined)
    return [{ why: 'later', until: ticket.until }]
  if (ticket.status !== 'waiting') return []
  const grounds = moved(ticket, rules)
  if (grounds.length === 0) grounds.push({ why: 'arrival' })
  if (ticket.legs?.some((leg) => leg.state === 'done')) grounds.push({ why: 'next-leg' })
  if (ticket.bound) grounds.push({ why: 'bound', bound: ticket.bound })
  return grounds
}

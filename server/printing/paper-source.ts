/** What every paper is made from: the event that asks for it, the hall after it, and who gives it where. */
import type { Actor } from '../../hall/actor.ts'
import type { Catalogue, Service } from '../../hall/catalogue.ts'
import type { Recorded } from '../../hall/events.ts'
import { rangeOf, type Shown, shownTo } from '../../hall/forecast/range.ts'
import { type Hall, ticketText } from '../../hall/hall.ts'
import type { CounterId, TicketId } from '../../hall/ids.ts'
import type { SlipKind } from '../../hall/slip-template.ts'
import type { Ticket } from '../../hall/ticket.ts'
import type { Slip } from '../../printer/slip.ts'
import type { Office } from '../../printer/slips/parts.ts'
import { counterName } from './places.ts'
import type { DayEnd } from './staff-slips.ts'

export type Paperwork = {
  /** The same paper asked for twice is the same job; what is done again after an undo is another event, and another paper. */
  readonly id: string
  /** Only on the ticket itself, whose copies are counted: other papers are known by their id. */
  readonly ticket?: TicketId
  readonly template: SlipKind
  readonly copy: number
  readonly slip: Slip
  /** At which window it is handed over; absent for what comes out where it was asked for. */
  readonly counter?: CounterId
}

export type PaperContext = {
  readonly hall: Hall
  /** The machine or desk that asked, by the name on its label; empty when it has none. */
  readonly machine: string
  /** The address a phone opens for a ticket's secret. */
  readonly linkTo: (secret: string) => string
  /** The address a phone opens for a service, or for what is not handled here. */
  readonly guideLinkTo: (id: string) => string
  /** The day as the ledger has it at this event, for the sheet at its end; absent where no ledger is at hand. */
  readonly dayEnd?: (recorded: Recorded) => DayEnd
  /** The wait that was rolled out for the ticket just issued, ms; absent where the closed form has to do (F2). */
  readonly quoted?: { readonly p50Ms: number; readonly p80Ms: number }
}

export type Source = PaperContext & { readonly recorded: Recorded; readonly catalogue: Catalogue }

export const nameOf = (actor: Actor): string => ('name' in actor ? actor.name : '')

/** The window somebody sits at, if they sit at one. */
export const windowOf = (actor: Actor): CounterId | undefined => (actor.role === 'window' ? actor.counter : undefined)

/** Where a paper is handed over, in the words of its sign: a window, the desk a guide has taken, or the machine used. */
export const placeOf = ({ hall, machine, recorded: { actor } }: Source): string => {
  const id = windowOf(actor) ?? hall.posts.get(actor.id)?.desk
  return id === undefined ? machine : counterName(hall, id)
}

export const atCounter = (counter: CounterId | undefined) => (counter === undefined ? {} : { counter })

/** A paper other than the ticket: known by the ledger position of what it speaks of. */
export const paper = (
  { recorded }: Source,
  template: SlipKind,
  slip: Slip,
  counter = windowOf(recorded.actor),
): Paperwork => {
  const { event, position } = recorded
  const about = 'ticket' in event && event.ticket !== undefined ? event.ticket : 'desk'
  return { id: `${about}.${template}.${position}`, template, copy: 1, slip, ...atCounter(counter) }
}

/** The wait that a paper names: what was reckoned for this very paper, else what a screen shows of it now. */
export const shownOn = ({ hall, quoted }: Source, ticket: Ticket): Shown | undefined => {
  if (ticket.status !== 'waiting') return undefined
  return quoted ? { estimate: rangeOf(quoted) } : shownTo(hall, ticket)
}

/** The same as facts of a paper. */
export const estimateOn = (source: Source, ticket: Ticket) => {
  const estimate = shownOn(source, ticket)?.estimate
  return estimate ? { estimate: { fromMinutes: estimate.from, toMinutes: estimate.to } } : {}
}

/** Who gives a paper about this matter, and to whom it may lead back. */
export const officeOf = (source: Source, service: Service, ticket: Ticket | undefined): Office => {
  const { catalogue, linkTo, recorded } = source
  const department = catalogue.departments.find(({ id }) => id === service.department)
  return {
    hall: catalogue.hall,
    service: service.name,
    department: department?.name ?? '',
    phone: department?.phone ?? '',
    counter: placeOf(source),
    staff: nameOf(recorded.actor),
    at: recorded.at,
    ...(ticket ? { number: ticketText(ticket), link: linkTo(ticket.secret) } : {}),
  }
}

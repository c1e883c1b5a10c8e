/** Opening and closing the day, and putting a catalogue in force. */
import { businessDay } from './calendar.ts'
import { type Catalogue, noShowRule } from './catalogue.ts'
import { checkCatalogue } from './catalogue-check.ts'
import type { CommandOf, HallCommand } from './commands.ts'
import type { Context } from './context.ts'
import { leftByPublish } from './decide-profile.ts'
import type { HallEvent } from './events.ts'
import { learnFrom } from './forecast/learn.ts'
import { type Hall, themeOf } from './hall.ts'
import type { ServiceId } from './ids.ts'
import { PROBLEMS_MAX } from './limits.ts'
import { lookupOf } from './lookup.ts'
import { accept, type Decision, refuse } from './refusal.ts'
import type { Ticket } from './ticket.ts'

/**
 * Opens today. A yesterday that nobody closed is closed first, whether or not the server was up at midnight. Where a new
 * time zone puts today before the last day, that day goes on: its numbers are given, and days never run backwards (I13).
 */
const openHall = (hall: Hall, { now }: Context): Decision => {
  const { catalogue, revision } = hall
  if (!catalogue) return refuse({ code: 'no-catalogue' })
  const today = businessDay(now, catalogue.hall.timeZone)
  const day = hall.day !== null && today < hall.day ? hall.day : today
  // What is still owed goes over into the new day with its opening, so that the day explains itself alone (I11).
  const owed = day !== hall.day && hall.owed.size > 0 ? { owed: [...hall.owed.values()] } : {}
  const learned = day === hall.day ? null : learnFrom(hall)
  const opened: HallEvent = { type: 'HallOpened', day, revision, catalogue, ...owed, ...(learned ? { learned } : {}) }
  if (!hall.open) return accept(opened)
  return hall.day === day ? refuse({ code: 'hall-open' }) : accept({ type: 'HallClosed' }, opened)
}

const closeHall = (command: CommandOf<'CloseHall'>, hall: Hall): Decision => {
  if (!hall.open) return refuse({ code: 'hall-closed' })
  const counters = [...hall.counters.values()]
    .filter((counter) => counter.ticket !== undefined)
    .map((counter) => counter.id)
  if (counters.length > 0 && !command.force) return refuse({ code: 'still-serving', counters })
  return accept({ type: 'HallClosed' })
}

/** How often a missed ticket may come back by hand. */
const returnsOf = (ticket: Ticket, hall: Hall): number => {
  const rules = hall.catalogue?.rules
  const rule = rules && noShowRule(themeOf(hall, ticket.service), rules)
  return rule?.mode === 'keep' ? rule.times : 0
}

/** Whether a ticket is in the hall, or missed its call and may still come back (T5). */
const mayStillBeServed = (ticket: Ticket, hall: Hall): boolean =>
  ticket.status === 'no-show'
    ? hall.open && ticket.returns < returnsOf(ticket, hall)
    : ['waiting', 'called', 'serving', 'parked'].includes(ticket.status)

/** Services that live tickets wait for, and that the next catalogue would leave without any window (I20). */
const orphaned = (hall: Hall, next: Catalogue): { tickets: number; services: ServiceId[] } => {
  const lookup = lookupOf(next)
  const taken = new Set([...lookup.takes.values()].flatMap((takes) => [...takes.own, ...takes.help]))
  const services = new Set<ServiceId>()
  let tickets = 0
  for (const ticket of hall.tickets.values()) {
    const lost = mayStillBeServed(ticket, hall)
      ? [ticket, ...ticket.legs].map((leg) => leg.service).filter((service) => !taken.has(service))
      : []
    if (lost.length === 0) continue
    tickets += 1
    for (const service of lost) services.add(service)
  }
  return { tickets, services: [...services] }
}

const publishCatalogue = ({ catalogue }: CommandOf<'PublishCatalogue'>, hall: Hall, { now }: Context): Decision => {
  const problems = checkCatalogue(catalogue)
  if (problems.length > 0) return refuse({ code: 'catalogue-invalid', problems: problems.slice(0, PROBLEMS_MAX) })
  const lost = orphaned(hall, catalogue)
  if (lost.tickets > 0) return refuse({ code: 'live-ticket-orphaned', ...lost })
  const kept = new Set(catalogue.counters.map((counter) => counter.id))
  const removed = [...hall.counters.values()].find((counter) => counter.status !== 'closed' && !kept.has(counter.id))
  if (removed) return refuse({ code: 'counter-in-use', counter: removed.id })
  const left = leftByPublish(hall, catalogue, now)
  if (left !== undefined) return refuse({ code: 'service-left', service: left })
  return accept({ type: 'CataloguePublished', revision: hall.revision + 1, catalogue })
}

export const decideHall = (command: HallCommand, hall: Hall, context: Context): Decision => {
  switch (command.type) {
    case 'OpenHall':
      return openHall(hall, context)
    case 'CloseHall':
      return closeHall(command, hall)
    case 'PublishCatalogue':
      return publishCatalogue(command, hall, context)
    case 'MoveHall': {
      const { epoch, server, why, chain } = command
      return accept({ type: 'HallMoved', epoch, server, why, chain })
    }
  }
}

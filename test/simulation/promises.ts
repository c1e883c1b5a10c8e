/** What must be plain to anybody who looks at a ticket before and after: written from the promises, not from the code. */
import { NOT_ACCEPTED } from '../../hall/catalogue.ts'
import type { HallEvent, Recorded } from '../../hall/events.ts'
import type { Hall } from '../../hall/hall.ts'
import type { Ticket } from '../../hall/ticket.ts'

type Say = (rule: string, what: string) => void

/** Everything of a visit: what is done, what is in hand, what is to come. */
const wholeOf = (ticket: Ticket): string[] => {
  const inHand = ticket.status === 'completed' ? [] : [ticket]
  return [...ticket.served, ...inHand, ...ticket.legs].map(({ service }) => service).sort()
}

/** What is in one list and not in the other, counting. */
const missingFrom = (list: readonly string[], other: readonly string[]): string[] => {
  const left = [...other]
  return list.filter((each) => {
    const at = left.indexOf(each)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

/** T10: a matter that was turned away takes with it what hangs on it alone; nothing else goes, and nothing comes by itself. */
const legsKept = (event: HallEvent, was: Ticket, now: Ticket, say: Say): void => {
  const lost = missingFrom(wholeOf(was), wholeOf(now))
  const won = missingFrom(wholeOf(now), wholeOf(was))
  const turnedAway = event.type === 'TicketCompleted' && NOT_ACCEPTED.includes(event.outcome)
  const hung = turnedAway
    ? was.legs.filter(({ of }) => of?.every((matter) => matter === was.service)).map(({ service }) => service)
    : []
  if (event.type === 'TicketTransferred' || event.type === 'ServiceCorrected' || event.type === 'ActUndone') return
  if (missingFrom(lost, hung).length > 0 || missingFrom(hung, lost).length > 0)
    say('T10', `${event.type} of ${was.id} lost “${lost}”, and “${hung}” hung on what was turned away`)
  if (won.length > 0 && event.type !== 'MatterAdded') say('T10', `${event.type} gave ${was.id} “${won}”`)
}

/** I19: nothing but the end of a leg starts a wait anew; no transfer worsens a place, no return betters one. */
const waitKept = ({ event, at }: Recorded, was: Ticket, now: Ticket, say: Say): void => {
  if (now.arrivedAt !== was.arrivedAt) say('I19', `${event.type} moved the arrival of ${was.id}`)
  const legEnded = event.type === 'TicketCompleted' && now.status !== 'completed'
  if (now.readyAt !== (legEnded ? at : was.readyAt)) say('I19', `${event.type} restarted the wait of ${was.id}`)
  const better = now.key < was.key
  const worse = now.key > was.key
  const mayWorsen = ['NoShowMarked', 'TicketReturned', 'ClassChanged'].includes(event.type)
  const mayBetter = ['TicketTransferred', 'ClassChanged'].includes(event.type)
  if ((worse && !mayWorsen) || (better && !mayBetter))
    say('I19', `${event.type} moved ${was.id} from ${was.key} to ${now.key}`)
}

/** I2: nobody is in front of two windows, or in front of one and put aside at another, or at one that is stood in for. */
const oneWindow = (hall: Hall, say: Say): void => {
  const seats = new Map<string, string>()
  for (const { id, ticket } of hall.counters.values()) {
    if (ticket === undefined) continue
    if (seats.has(ticket)) say('I2', `${ticket} is at window ${seats.get(ticket)} and at window ${id}`)
    seats.set(ticket, id)
  }
  for (const ticket of hall.tickets.values()) {
    const seat = seats.get(ticket.id)
    const there = ticket.status === 'called' || ticket.status === 'serving' ? ticket.counter : undefined
    if (seat !== there) say('I2', `${ticket.id} is ${ticket.status} at ${there}, and window ${seat} has it`)
  }
  for (const by of hall.counters.values())
    for (const away of by.status === 'closed' ? [] : by.covers) {
      if (hall.counters.get(away)?.status === 'open') say('I2', `${by.id} stands in for ${away}, which is open`)
      const left = [...hall.tickets.values()].find(
        (ticket) => ticket.status === 'parked' && !ticket.thenWaits && ticket.counter === away,
      )
      if (left) say('I2', `${left.id} is put aside at ${away}, for which ${by.id} stands in`)
    }
}

/** T14: nobody waits for a window that is closed, or for who sits nowhere. */
const nobodyForsaken = (hall: Hall, say: Say): void => {
  const open = [...hall.counters.values()].filter((counter) => counter.status !== 'closed')
  for (const { id, status, bound } of hall.tickets.values()) {
    if (status !== 'waiting' || !bound) continue
    const there = open.some((one) => ('counter' in bound ? one.id === bound.counter : one.staffId === bound.staff))
    if (!there) say('T14', `${id} waits for ${JSON.stringify(bound)}, who is not there`)
  }
}

/** Holds one event against the promises: the ticket before it, and the hall after it. */
export const checkPromises = (recorded: Recorded, was: Ticket | undefined, hall: Hall, say: Say): void => {
  const now = was && hall.tickets.get(was.id)
  if (was && now) {
    legsKept(recorded.event, was, now, say)
    waitKept(recorded, was, now, say)
  }
  oneWindow(hall, say)
  nobodyForsaken(hall, say)
}

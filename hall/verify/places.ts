/** Where tickets are: at windows, in statuses, and nowhere once the doors are closed. */
import type { EventOf } from '../events.ts'
import type { Hall } from '../hall.ts'
import type { CounterId } from '../ids.ts'
import { STATUSES, type Status } from '../ticket.ts'
import type { Complaint, Rule } from './rule.ts'

const LIVE: readonly Status[] = ['waiting', 'called', 'serving', 'parked']

const calledTwice = ({ ticket, counter }: EventOf<'TicketCalled' | 'VisitorSeated'>, hall: Hall): Complaint => {
  const known = hall.tickets.get(ticket)
  if (known?.status === 'called' || known?.status === 'serving')
    return `Ticket ${ticket} is ${known.status} at window ${known.counter} and is called to window ${counter} as well.`
  const seated = hall.counters.get(counter)?.ticket
  return seated === undefined ? undefined : `Window ${counter} has ticket ${seated} and calls ${ticket} as well.`
}

const leftAlone = (id: CounterId, hall: Hall): Complaint => {
  const ticket = hall.counters.get(id)?.ticket
  return ticket === undefined ? undefined : `Window ${id} is left while it has ticket ${ticket}.`
}

/** One window stands in for another that is away, and looks after all that it had put aside. */
const coveredTwice = (hall: Hall): Complaint => {
  const covers = [...hall.counters.values()].flatMap((counter) =>
    counter.status === 'closed' ? [] : counter.covers.map((away) => ({ away, by: counter.id })),
  )
  if (covers.length === 0) return undefined
  const seen = new Map<CounterId, CounterId>()
  for (const { away, by } of covers) {
    const other = seen.get(away)
    if (other !== undefined) return `Windows ${other} and ${by} both stand in for window ${away}.`
    seen.set(away, by)
    if (hall.counters.get(away)?.status === 'open') return `Window ${by} stands in for window ${away}, which is open.`
  }
  for (const id of hall.parked) {
    const ticket = hall.tickets.get(id)
    const by = ticket?.status === 'parked' && !ticket.thenWaits ? seen.get(ticket.counter) : undefined
    if (ticket && by !== undefined) return `Ticket ${id} is still put aside at a window for which ${by} stands in.`
  }
  return undefined
}

/** Windows and tickets agree on who is where. */
const disagreement = (hall: Hall): Complaint => {
  let seated = 0
  for (const { id, ticket } of hall.counters.values()) {
    if (ticket === undefined) continue
    seated += 1
    const known = hall.tickets.get(ticket)
    if ((known?.status !== 'called' && known?.status !== 'serving') || known.counter !== id)
      return `Window ${id} has ticket ${ticket}, which is ${known?.status ?? 'unknown'} elsewhere.`
  }
  const called = hall.counts.called + hall.counts.serving
  return seated === called ? undefined : `${called} tickets are called or served, but ${seated} windows have one.`
}

/** I2: a ticket is at one window at most, and a window has one ticket called or serving at most. */
export const oneTicketOneWindow: Rule = {
  id: 'I2',
  begin: () => ({
    before: ({ event }, hall) =>
      event.type === 'TicketCalled' || event.type === 'VisitorSeated'
        ? calledTwice(event, hall)
        : event.type === 'CounterClosed' || event.type === 'CounterPaused'
          ? leftAlone(event.counter, hall)
          : undefined,
    after: (_recorded, hall) => disagreement(hall) ?? coveredTwice(hall),
  }),
}

/** Counting every ticket again is dear, so it is done now and then and at every closing. */
const RECOUNT_EVERY = 1024

const recounted = (hall: Hall): Complaint => {
  const counts = new Map<Status, number>()
  for (const { status } of hall.tickets.values()) counts.set(status, (counts.get(status) ?? 0) + 1)
  for (const status of STATUSES) {
    const found = counts.get(status) ?? 0
    if (found !== hall.counts[status]) return `${found} tickets are ${status}, but ${hall.counts[status]} are counted.`
  }
  return undefined
}

/** I10: issued = waiting + called + serving + parked + completed + no-show + cancelled + expired, at every prefix. */
export const nobodyLost: Rule = {
  id: 'I10',
  begin: () => {
    let day = ''
    let issued = 0
    return {
      after: ({ event, position }, hall) => {
        if (event.type === 'HallOpened' && event.day !== day) {
          day = event.day
          issued = 0
        }
        if (event.type === 'TicketIssued') issued += 1
        const sum = STATUSES.reduce((total, status) => total + hall.counts[status], 0)
        if (sum !== issued) return `${issued} tickets were issued today, but the statuses add up to ${sum}.`
        return event.type === 'HallClosed' || position % RECOUNT_EVERY === 0 ? recounted(hall) : undefined
      },
    }
  },
}

/** H4: nothing is live once the hall is closed, and every window is. */
export const nothingLeftBehind: Rule = {
  id: 'H4',
  begin: () => ({
    after: ({ event }, hall) => {
      if (event.type !== 'HallClosed') return undefined
      for (const { id, status } of hall.tickets.values())
        if (LIVE.includes(status)) return `The hall closed, but ticket ${id} is ${status}.`
      for (const { id, status } of hall.counters.values())
        if (status !== 'closed') return `The hall closed, but window ${id} is ${status}.`
      return hall.posts.size > 0 ? `The hall closed, but ${hall.posts.size} guides are on duty.` : undefined
    },
  }),
}

/** I20: a publish keeps every live ticket as it was, with a window that takes it. */
export const publishKeepsTickets: Rule = {
  id: 'I20',
  begin: () => {
    const live = new Map<string, Status>()
    return {
      before: ({ event }, hall) => {
        live.clear()
        if (event.type !== 'CataloguePublished') return undefined
        for (const { id, status } of hall.tickets.values()) if (LIVE.includes(status)) live.set(id, status)
        const kept = new Set(event.catalogue.counters.map((counter) => counter.id))
        for (const { id, status } of hall.counters.values())
          if (status !== 'closed' && !kept.has(id)) return `The catalogue removes window ${id} while it is ${status}.`
        return undefined
      },
      after: (_recorded, hall) => {
        if (live.size === 0) return undefined
        const taken = new Set([...hall.lookup.takes.values()].flatMap(({ own, help }) => [...own, ...help]))
        for (const [id, status] of live) {
          const ticket = hall.tickets.get(id)
          if (ticket?.status !== status) return `Ticket ${id} was ${status} and is ${ticket?.status ?? 'gone'}.`
          const lost = [ticket, ...ticket.legs].find((leg) => !taken.has(leg.service))
          if (lost) return `Ticket ${id} waits for ${lost.service}, which no window takes now.`
        }
        return undefined
      },
    }
  },
}

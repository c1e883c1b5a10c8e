/**
 * A past day told as it happened. Whoever watches hears of a number when it is taken and of its call when that minute has
 * come, so that nothing can be learnt from a wait before it has ended.
 */
import type { PastDay, PastTicket } from './tickets.ts'

export type Arrival = Omit<PastTicket, 'calledAt'>

/** `Standing` is whatever the watcher wants to be handed again when the number is called. */
export type Watcher<Standing> = {
  readonly begin: () => void
  readonly join: (arrival: Arrival) => Standing
  readonly call: (standing: Standing, at: number) => void
}

/** Tells a day to a watcher; returns what it made of each ticket, in the order of the tickets. */
export const replay = <Standing>({ tickets }: PastDay, watcher: Watcher<Standing>): readonly Standing[] => {
  const standings = new Map<PastTicket, Standing>()
  const call = (ticket: PastTicket): void => {
    const standing = standings.get(ticket)
    if (standing === undefined) throw new Error(`called at ${ticket.calledAt} before it was taken at ${ticket.at}`)
    watcher.call(standing, ticket.calledAt)
  }
  const calls = tickets.filter(({ at, calledAt }) => calledAt > at).sort((one, other) => one.calledAt - other.calledAt)
  let next = 0
  const callUntil = (now: number): void => {
    for (let ticket = calls[next]; ticket !== undefined && ticket.calledAt <= now; ticket = calls[++next]) call(ticket)
  }

  watcher.begin()
  for (const ticket of tickets) {
    callUntil(ticket.at)
    const { queue, at, announced } = ticket
    standings.set(ticket, watcher.join({ queue, at, announced }))
    if (ticket.calledAt === ticket.at) call(ticket)
  }
  callUntil(Number.POSITIVE_INFINITY)
  return [...standings.values()]
}

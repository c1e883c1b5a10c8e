/** What the manager is warned of about the order (Q18): too much precedence, a very long ordinary wait, a bound to be broken. */
import { TICKET_CLASSES, type TicketClass } from '../catalogue.ts'
import { explainCall } from '../explain.ts'
import { eachLine, type Hall, ticketText } from '../hall.ts'
import type { Instant, TicketId } from '../ids.ts'
import { GUIDE_LIST_MAX } from '../limits.ts'
import { firstOf } from '../line.ts'
import { pickNext } from '../queue.ts'
import { creditMs, rateOf } from '../score.ts'

/** The share of precedence is that of so many numbers taken last: it tells of now, and costs the same all day. */
const LATEST = GUIDE_LIST_MAX
/** Of fewer numbers a share says nothing. */
const LATEST_LEAST = 15

export type Fairness = {
  /** Of the numbers taken last, how many have precedence; null while there are too few to say. */
  readonly precedence: { readonly count: number; readonly of: number } | null
  /** The ordinary number that has waited longest. */
  readonly ordinary: { readonly number: string; readonly serviceName: string; readonly since: Instant } | null
  /** Windows whose next call would go before an earlier number by more than its class may. */
  readonly breaking: readonly {
    readonly counterName: string
    readonly number: string
    readonly passed: string
    readonly earlierMs: number
    readonly boundMs: number
  }[]
}

/** The classes that the rules put before ordinary numbers. */
const preceding = (hall: Hall): ReadonlySet<TicketClass> => {
  const rules = hall.catalogue?.rules
  return new Set(
    rules
      ? TICKET_CLASSES.filter(
          (name) =>
            creditMs(rules, name) > creditMs(rules, 'ordinary') || rateOf(rules, name) > rateOf(rules, 'ordinary'),
        )
      : [],
  )
}

const precedenceOf = (hall: Hall): Fairness['precedence'] => {
  const latest = hall.issued.slice(-LATEST)
  if (latest.length < LATEST_LEAST) return null
  const classes = preceding(hall)
  const count = latest.filter((id) => classes.has(hall.tickets.get(id)?.class ?? 'ordinary')).length
  return { count, of: latest.length }
}

const longestOrdinary = (hall: Hall): Fairness['ordinary'] => {
  let since = Number.POSITIVE_INFINITY
  let found: TicketId | undefined
  const consider = (ready: Instant, ticket: TicketId): void => {
    if (ready >= since) return
    since = ready
    found = ticket
  }
  for (const [name, { ready }] of eachLine(hall, hall.catalogue?.services.map(({ id }) => id) ?? [])) {
    const first = name === 'ordinary' ? firstOf(ready) : undefined
    if (first) consider(first.key, first.ticket)
  }
  for (const id of hall.bound) {
    const bound = hall.tickets.get(id)
    if (bound?.class === 'ordinary') consider(bound.readyAt, id)
  }
  const ticket = found === undefined ? undefined : hall.tickets.get(found)
  if (!ticket) return null
  const serviceName = hall.lookup.services.get(ticket.service)?.name ?? ticket.service
  return { number: ticketText(ticket), serviceName, since }
}

const breakingNow = (hall: Hall): Fairness['breaking'] =>
  [...hall.counters.values()].flatMap((counter) => {
    const pick = counter.status === 'open' ? pickNext(hall, counter.id, hall.at) : undefined
    if (!pick?.why.overtook) return []
    const { counterName, called, whom } = explainCall(hall, { ...pick, counter: counter.id }, hall.at)
    const worst = whom.find(({ beyond }) => beyond)
    return worst
      ? [
          {
            counterName,
            number: called.number,
            passed: worst.number,
            earlierMs: worst.earlierMs,
            boundMs: worst.boundMs ?? 0,
          },
        ]
      : []
  })

export const fairnessOf = (hall: Hall): Fairness => ({
  precedence: precedenceOf(hall),
  ordinary: longestOrdinary(hall),
  breaking: breakingNow(hall),
})

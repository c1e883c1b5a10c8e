/** Where a visit goes on, for somebody who leaves a window with the same number: the next stop, to pay, or to collect. */
import { NOT_ACCEPTED } from '../../hall/catalogue.ts'
import { type Hall, ticketText } from '../../hall/hall.ts'
import type { CounterId, Instant } from '../../hall/ids.ts'
import type { Leg } from '../../hall/legs.ts'
import { aheadOf } from '../../hall/queue.ts'
import type { Ticket } from '../../hall/ticket.ts'
import { collectionSlip, feeSlip, type NextFacts, nextSlip } from '../../printer/slips/next.ts'
import { estimateOn, type Paperwork, paper, type Source } from './paper-source.ts'
import { counterName, rolesOf, stopOf, stopsOf } from './places.ts'

type Onward = { readonly counter: CounterId; readonly reason?: string; readonly until?: Instant }
type To = Pick<Leg, 'service' | 'bound' | 'of'>

/** What somebody pays or collects for: the matters this leg belongs to, or itself where nobody knows of any. */
const mattersOf = (hall: Hall, { service, of = [service] }: To): readonly { name: string; fee: string }[] =>
  of.flatMap((id) => hall.lookup.services.get(id) ?? [])

/** The day from which all of it can be collected; what was not promised for a day is made on the spot. */
export const readyDay = ({ served }: Pick<Ticket, 'served'>, matters: readonly string[]): string => {
  const days = served
    .filter(({ service, outcome }) => matters.includes(service) && !NOT_ACCEPTED.includes(outcome))
    .flatMap(({ promised }) => promised ?? [])
  const last = days.toSorted().at(-1)
  return last === undefined ? '叫到号即可领取' : `${last} 起`
}

/** 下一站, or 缴费通知单 and 取件通知单 where only windows of that kind take the leg. */
export const onwardPaper = (
  source: Source,
  ticket: Ticket,
  to: To,
  further: readonly Leg[],
  { counter, ...onward }: Onward,
): readonly Paperwork[] => {
  const { hall, catalogue, recorded, linkTo } = source
  const stop = stopOf(hall, to)
  if (!stop) return []
  const ahead = ticket.status === 'waiting' ? aheadOf(hall, ticket) : undefined
  const facts: NextFacts = {
    hall: catalogue.hall,
    number: ticketText(ticket),
    stop,
    further: stopsOf(hall, further),
    counter: counterName(hall, counter),
    at: recorded.at,
    ...onward,
    ...(ahead === undefined ? {} : { ahead, ...estimateOn(source, ticket) }),
    // Who was served without a number has nothing else in their hand.
    ...(ticket.channel === 'window' ? { link: linkTo(ticket.secret) } : {}),
  }
  const roles = rolesOf(hall, to)
  const only = (role: 'fee' | 'collect'): boolean => roles.length > 0 && roles.every((other) => other === role)
  const matters = mattersOf(hall, to)
  if (only('fee')) {
    const fees = matters.map(({ name, fee }) => ({ service: name, fee }))
    return [paper(source, 'fee', feeSlip({ ...facts, fees }, catalogue.slips), counter)]
  }
  if (only('collect')) {
    const collection = { ...facts, matters: matters.map(({ name }) => name), ready: readyDay(ticket, to.of ?? []) }
    return [paper(source, 'collection', collectionSlip(collection, catalogue.slips), counter)]
  }
  return [paper(source, 'next', nextSlip(facts, catalogue.slips), counter)]
}

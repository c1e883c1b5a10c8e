/** 办理流程单: every leg of a visit in order, what was done and what is to come, each with its windows (S004-34). */
import { type Hall, ticketText } from '../../hall/hall.ts'
import type { ServiceId } from '../../hall/ids.ts'
import type { Leg } from '../../hall/legs.ts'
import { aheadOf } from '../../hall/queue.ts'
import type { FactsOf } from '../../hall/slip-facts.ts'
import type { SlipTemplates } from '../../hall/slip-template.ts'
import type { Served, Ticket } from '../../hall/ticket.ts'
import type { Slip } from '../../printer/slip.ts'
import { slipOf } from '../../printer/slips/fill.ts'
import { hallFacts, type Office, officeFacts, stopText } from '../../printer/slips/parts.ts'
import { clockTime } from '../../printer/slips/time.ts'
import { outcomeWord, windowsText } from '../../printer/slips/words.ts'
import { counterName, stopOf } from './places.ts'

type Row = Omit<FactsOf<'journey'>['legs'][number], 'index'>

const nameOf = (hall: Hall, id: ServiceId): string => hall.lookup.services.get(id)?.name ?? id

const doneRow = (hall: Hall, { service, counter, completedAt, outcome, promised }: Served, timeZone: string): Row => {
  const due = promised === undefined ? '' : `，${promised} 前办结`
  return {
    service: nameOf(hall, service),
    state: `已办 ${clockTime(completedAt, timeZone)}`,
    stop: windowsText([counterName(hall, counter)]),
    note: `${outcomeWord(outcome)}${due}`,
  }
}

const stateNow = (hall: Hall, ticket: Ticket): string => {
  switch (ticket.status) {
    case 'waiting': {
      const ahead = aheadOf(hall, ticket)
      return ahead === 0 ? '等候中，前面无人' : `等候中，前面 ${ahead} 人`
    }
    case 'called':
      return '已叫号'
    case 'serving':
      return '办理中'
    case 'parked':
      return '暂时挂起'
    case 'no-show':
      return '已过号'
    case 'cancelled':
      return '已取消'
    case 'expired':
      return '已作废'
    case 'completed':
      return '已办'
  }
}

/** Where a leg is served; of one that a window has called already, that window. */
const placeNow = (hall: Hall, ticket: Ticket): string => {
  if (ticket.status === 'called' || ticket.status === 'serving') return windowsText([counterName(hall, ticket.counter)])
  return stopTextOf(hall, ticket)
}

const stopTextOf = (hall: Hall, leg: Pick<Leg, 'service' | 'bound'>): string => {
  const stop = stopOf(hall, leg)
  return stop ? stopText(stop) : ''
}

const rowsOf = (hall: Hall, ticket: Ticket, timeZone: string): readonly Row[] => {
  const done = ticket.served.map((leg) => doneRow(hall, leg, timeZone))
  // A visit that is over has nothing in hand: its ticket still names the service of its last leg.
  if (ticket.status === 'completed') return done
  const now = { service: nameOf(hall, ticket.service), state: stateNow(hall, ticket), stop: placeNow(hall, ticket) }
  const goesOn = ticket.status !== 'cancelled' && ticket.status !== 'expired'
  const toCome = ticket.legs.map((leg) => ({
    service: nameOf(hall, leg.service),
    state: goesOn ? '待办' : '不再办理',
    stop: stopTextOf(hall, leg),
    note: '',
  }))
  return [...done, { ...now, note: '' }, ...toCome]
}

/** What the template of 办理流程单 may name. */
export const journeyFacts = (hall: Hall, ticket: Ticket, office: Office): FactsOf<'journey'> => {
  const { by, at, link } = officeFacts(office)
  const rows = rowsOf(hall, ticket, office.hall.timeZone)
  return {
    ...hallFacts(office.hall),
    ...{ number: ticketText(ticket), by, at, link },
    legCount: String(rows.length),
    doneCount: String(ticket.served.length),
    legs: rows.map((row, index) => ({ index: String(index + 1), ...row })),
  }
}

/** Builds the slip. Throws, in the layout, when the link is too long for a QR code that a phone can read. */
export const journeySlip = (hall: Hall, ticket: Ticket, office: Office, templates?: SlipTemplates): Slip =>
  slipOf('journey', `办理流程单 ${ticketText(ticket)}`, journeyFacts(hall, ticket, office), templates)

/**
 * One business day that is over, as far as it still matters: the visits that may be rated, who was sent away for want of
 * something, and the ratings that came that day for still earlier ones. Its events are folded as they were that day, so a
 * visit reads here as it read then.
 */
import { BAD_GRADES } from '../hall/commands.ts'
import type { Recorded } from '../hall/events.ts'
import { evolve } from '../hall/evolve.ts'
import { emptyHall, type Hall, ticketText } from '../hall/hall.ts'
import type { BusinessDay, HallId, Instant, PersonKey, ServiceId, TicketId, TicketSecret } from '../hall/ids.ts'
import type { PastLeg, PastVisit } from '../hall/past-visit.ts'
import type { Ticket } from '../hall/ticket.ts'
import type { EarlierNotice } from '../hall/wire.ts'

/** A leg with the words that the phone shows of it; the catalogue may be another one by now. */
export type KeptLeg = PastLeg & {
  readonly serviceName: string
  readonly serviceNameEn: string
  readonly counterName: string
}
export type KeptVisit = Omit<PastVisit, 'legs'> & { readonly issuedAt: Instant; readonly legs: readonly KeptLeg[] }

/** A rating, or the explanation of one, that came on a later day than its visit. */
export type LateWord = { readonly ticket: TicketId; readonly leg: number; readonly bad?: boolean }

export type PastDay = {
  readonly day: BusinessDay
  readonly visits: Map<TicketId, KeptVisit>
  /** Which visit a secret opens: the ticket's own, and the one made for each leg. */
  readonly secrets: ReadonlyMap<TicketSecret, TicketId>
  readonly notices: ReadonlyMap<string, readonly EarlierNotice[]>
  /** What was said that day of visits of earlier days. */
  readonly late: readonly LateWord[]
}

/** Person and service as one word. Neither can hold a space. */
export const noticeKey = (person: PersonKey, service: ServiceId): string => `${person} ${service}`

/** What sends somebody away with a list, and brings them back. */
const SENT_AWAY: readonly string[] = ['supplement', 'returned']

const counterName = (hall: Hall, id: string): string => hall.lookup.counters.get(id)?.name ?? id

/** The times a ticket was sent away, with the service each was about. */
export const noticesOf = (
  hall: Hall,
  ticket: Ticket,
  day: BusinessDay,
): readonly (readonly [service: ServiceId, notice: EarlierNotice])[] =>
  ticket.served
    .filter(({ outcome }) => SENT_AWAY.includes(outcome))
    .map((leg) => [
      leg.service,
      {
        day,
        number: ticketText(ticket),
        outcome: leg.outcome,
        counterName: counterName(hall, leg.counter),
        staff: leg.staff,
        missing: leg.missing ?? [],
        ...(leg.reason === undefined ? {} : { reason: leg.reason }),
      },
    ])

/** What somebody was told at the guide desk before any number was given; undefined for every other event. */
export const noticeAtDesk = (
  hall: Hall,
  { event, actor, day }: Recorded,
): readonly [key: string, notice: EarlierNotice] | undefined => {
  if (event.type !== 'NoticeGiven' || event.kind !== 'supplement' || event.person === undefined) return undefined
  const ticket = event.ticket === undefined ? undefined : hall.tickets.get(event.ticket)
  const desk = hall.posts.get(actor.id)?.desk ?? ('counter' in actor ? actor.counter : undefined)
  return [
    noticeKey(event.person, event.service),
    {
      day,
      number: ticket ? ticketText(ticket) : '',
      outcome: 'supplement',
      counterName: desk === undefined ? '' : counterName(hall, desk),
      staff: 'name' in actor ? actor.name : '',
      missing: event.materials?.missing ?? [],
    },
  ]
}

const keptVisit = (hall: Hall, ticket: Ticket, day: BusinessDay): KeptVisit => ({
  ticket: ticket.id,
  secret: ticket.secret,
  day,
  number: ticketText(ticket),
  issuedAt: ticket.issuedAt,
  ...(ticket.person === undefined ? {} : { person: ticket.person }),
  legs: ticket.served.map(({ service, counter, staff, staffId, outcome, rating, grade, complaints, ...leg }) => ({
    service,
    counter,
    staff,
    staffId,
    outcome,
    rating,
    bad: grade !== undefined && BAD_GRADES.includes(grade),
    rated: grade !== undefined,
    explained: complaints !== undefined,
    serviceName: hall.lookup.services.get(service)?.name ?? service,
    serviceNameEn: hall.lookup.services.get(service)?.nameEn ?? service,
    counterName: counterName(hall, counter),
    ...(leg.reason === undefined ? {} : { reason: leg.reason }),
    ...(leg.missing === undefined ? {} : { missing: leg.missing }),
  })),
})

/** What was said on this hall's day of visits of earlier days. */
export const lateWordsOf = (hall: Hall): LateWord[] => {
  const graded = hall.ratings.flatMap(({ ticket, leg, grade, day }) =>
    day === undefined ? [] : [{ ticket, leg, bad: BAD_GRADES.includes(grade) }],
  )
  const explained = [...hall.lateRatings].flatMap((word) => {
    const found = /^(.+):(\d+)\?$/.exec(word)
    return found ? [{ ticket: found[1] ?? '', leg: Number(found[2]) }] : []
  })
  return [...graded, ...explained]
}

/** A day that is being read, event after event. */
export type DayFold = {
  /** Throws when the event does not fit what was read before it. */
  readonly add: (recorded: Recorded) => void
  readonly done: () => PastDay
}

export const foldDay = (id: HallId, day: BusinessDay): DayFold => {
  const hall = emptyHall(id)
  const notices = new Map<string, EarlierNotice[]>()
  const remember = (key: string, notice: EarlierNotice): void => {
    notices.set(key, [...(notices.get(key) ?? []), notice])
  }
  return {
    add: (recorded) => {
      evolve(hall, recorded)
      const atDesk = noticeAtDesk(hall, recorded)
      if (atDesk) remember(...atDesk)
    },
    done: () => {
      const visits = new Map<TicketId, KeptVisit>()
      const secrets = new Map<TicketSecret, TicketId>()
      for (const ticket of hall.tickets.values()) {
        if (ticket.served.length === 0) continue
        visits.set(ticket.id, keptVisit(hall, ticket, day))
        secrets.set(ticket.secret, ticket.id)
        for (const { rating } of ticket.served) secrets.set(rating, ticket.id)
        if (ticket.person === undefined) continue
        for (const [service, notice] of noticesOf(hall, ticket, day))
          remember(noticeKey(ticket.person, service), notice)
      }
      return { day, visits, secrets, notices, late: lateWordsOf(hall) }
    },
  }
}

/** What the guide desk sees: the themes, the newest tickets, and those who missed their call. */
import type { Hall } from '../hall.ts'
import type { CounterId, Instant, ServiceId } from '../ids.ts'
import { GUIDE_LIST_MAX, OWED_SHOWN_MAX, SIDE_LIST_MAX } from '../limits.ts'
import type { OwedQuestion } from '../question.ts'
import { waitingAt } from '../queue.ts'
import type { Status } from '../ticket.ts'
import { cardsOf, type TicketCard } from './card.ts'
import { type Duty, dutyRows } from './duty.ts'
import { hallSign } from './public.ts'
import { type ThemeRow, themeRows } from './theme-row.ts'

type Sign = ReturnType<typeof hallSign>

export type GuideView = Sign & {
  readonly themes: readonly ThemeRow[]
  readonly counts: Readonly<Record<Status, number>>
  /** Newest first. */
  readonly recent: readonly TicketCard[]
  readonly missed: readonly TicketCard[]
  /** What is asked for most today, most first. */
  readonly popular: readonly ServiceId[]
  /** 空岗 now. */
  readonly vacant: readonly VacantRow[]
  /** Bad ratings of today that somebody should go and hear about; not whose. */
  readonly lowRatings: readonly { readonly number: string; readonly counterName: string; readonly at: Instant }[]
  /** Live tickets that were sent on more than twice (S001-16). */
  readonly sentOnTooOften: readonly TicketCard[]
  readonly duty: readonly Duty[]
  readonly owed: readonly OwedQuestion[]
  /** Served without queueing: questions answered at once, and notices given at the door. */
  readonly answered: number
  readonly noticesGiven: number
  readonly amberMinutes: number
  readonly redMinutes: number
}

export type VacantRow = {
  readonly counter: CounterId
  readonly name: string
  readonly staff: string
  readonly since: Instant
  readonly waiting: number
}

export const vacantRows = (hall: Hall): VacantRow[] =>
  [...hall.counters.values()].flatMap((counter) =>
    counter.status === 'open' && counter.vacantSince !== undefined
      ? [
          {
            counter: counter.id,
            name: hall.lookup.counters.get(counter.id)?.name ?? counter.id,
            staff: counter.staff,
            since: counter.vacantSince,
            waiting: waitingAt(hall, counter.id),
          },
        ]
      : [],
  )

/** What the eight big buttons of the desk hold. */
export const POPULAR_MAX = 8

const popularServices = (hall: Hall): ServiceId[] =>
  [...hall.issuedOf]
    .filter(([id]) => hall.lookup.services.has(id))
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, POPULAR_MAX)
    .map(([id]) => id)

const lowRatingRows = (hall: Hall): GuideView['lowRatings'] =>
  hall.badRatings
    .filter((rating) => rating.day === undefined)
    .slice(-SIDE_LIST_MAX)
    .reverse()
    .map(({ number, counter, at }) => ({ number, counterName: hall.lookup.counters.get(counter)?.name ?? counter, at }))

const sentOnTooOften = (hall: Hall): TicketCard[] =>
  cardsOf(
    hall,
    [...hall.sentOn].filter((id) =>
      ['waiting', 'called', 'serving', 'parked'].includes(hall.tickets.get(id)?.status ?? ''),
    ),
  ).slice(-SIDE_LIST_MAX)

export const guideView = (hall: Hall): GuideView => ({
  ...hallSign(hall),
  themes: themeRows(hall),
  counts: { ...hall.counts },
  recent: cardsOf(hall, hall.issued.slice(-GUIDE_LIST_MAX).reverse()),
  missed: cardsOf(
    hall,
    hall.missed
      .filter((id) => hall.tickets.get(id)?.status === 'no-show')
      .slice(-SIDE_LIST_MAX)
      .reverse(),
  ),
  popular: popularServices(hall),
  vacant: vacantRows(hall),
  lowRatings: lowRatingRows(hall),
  sentOnTooOften: sentOnTooOften(hall),
  duty: dutyRows(hall),
  owed: [...hall.owed.values()].slice(0, OWED_SHOWN_MAX),
  answered: hall.answered,
  noticesGiven: [...hall.notices.values()].reduce((sum, count) => sum + count, 0),
  amberMinutes: hall.catalogue?.rules.waitAmberMinutes ?? 10,
  redMinutes: hall.catalogue?.rules.waitRedMinutes ?? 15,
})

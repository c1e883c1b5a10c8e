/**
 * The visits of earlier days: for the phone that rates on one of the next days (T21), and for the window that has somebody
 * in front who was sent away before (S004-02). They are read back from the ledger a day at a time, newest first, in small
 * pieces after a start and after each opening; nobody waits for more than the days that their question is about.
 */
import type { Actor } from '../hall/actor.ts'
import { businessDay, daysBetween } from '../hall/calendar.ts'
import { BAD_GRADES } from '../hall/commands.ts'
import type { Recorded } from '../hall/events.ts'
import type { Hall } from '../hall/hall.ts'
import type { BusinessDay, CounterId, PersonKey, ServiceId, TicketId, TicketSecret } from '../hall/ids.ts'
import type { PastVisit } from '../hall/past-visit.ts'
import type { VisitorView } from '../hall/views/public.ts'
import type { EarlierNotice } from '../hall/wire.ts'
import type { Clock } from './clock.ts'
import type { Ledger } from './ledger/ledger.ts'
import type { LiveHall } from './live-hall.ts'
import { type Log, reasonOf } from './log.ts'
import {
  type DayFold,
  foldDay,
  type KeptLeg,
  type KeptVisit,
  type LateWord,
  lateWordsOf,
  noticeAtDesk,
  noticeKey,
  noticesOf,
  type PastDay,
} from './past-day.ts'
import { pastView } from './past-view.ts'

/** How long a notice is told to whoever comes again (S004-02, 多次往返). Nothing is kept at hand longer. */
export const NOTICE_DAYS = 30
/** Earlier notices told at once; whoever was sent away more often needs somebody to talk to, not a longer list. */
const NOTICES_SHOWN = 5
/** Read in the background at once, and the pause after it, ms: commands that arrive meanwhile come first. */
const EVENTS_AT_ONCE = 200
const READ_EVERY_MS = 20
/** What a secret can look like; anything else is not looked for. */
const SECRET = /^[\w-]{16,64}$/

export type PastVisits = {
  /** The ticket of an earlier day that a secret opens, also when it can no longer be rated. */
  readonly holderOf: (secret: TicketSecret) => TicketId | undefined
  /** The earlier visit that this actor comes to rate; whether its days are over is for the hall to say. */
  readonly ratingOf: (actor: Actor, ticket: TicketId | undefined) => PastVisit | undefined
  /** What the phone shows of an earlier visit, as long as it may be rated. */
  readonly viewOf: (hall: Hall, secret: TicketSecret) => VisitorView | undefined
  /** What the person in front of a window was told before about the same service, newest first. */
  readonly earlierAt: (hall: Hall, counter: CounterId) => readonly EarlierNotice[]
  readonly close: () => void
}

const daysBefore = (day: BusinessDay, days: number): BusinessDay =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)

const emptyDay = (day: BusinessDay): PastDay => ({
  day,
  visits: new Map(),
  secrets: new Map(),
  notices: new Map(),
  late: [],
})

const said = (leg: KeptLeg, { bad }: LateWord): KeptLeg =>
  bad === undefined ? { ...leg, explained: true } : { ...leg, rated: true, bad }

/** Enters what came later into a visit, if it is one of this day. */
const enter = ({ visits }: PastDay, word: LateWord): void => {
  const visit = visits.get(word.ticket)
  if (!visit) return
  visits.set(word.ticket, {
    ...visit,
    legs: visit.legs.map((leg, index) => (index === word.leg ? said(leg, word) : leg)),
  })
}

/** Who was here today by their key, and what was told at the desks. */
type Here = {
  readonly day: BusinessDay | null
  readonly tickets: Map<PersonKey, Set<TicketId>>
  readonly atDesk: Map<string, EarlierNotice[]>
}

const note = <K, V>(into: Map<K, V[]>, key: K, value: V): void => {
  const known = into.get(key)
  if (known) known.push(value)
  else into.set(key, [value])
}

const met = ({ tickets }: Here, person: PersonKey, ticket: TicketId): void => {
  const known = tickets.get(person)
  if (known) known.add(ticket)
  else tickets.set(person, new Set([ticket]))
}

const follow = (here: Here, hall: Hall, recorded: Recorded): void => {
  const { event } = recorded
  if ((event.type === 'TicketIssued' || event.type === 'VisitorNamed') && event.person !== undefined)
    met(here, event.person, event.ticket)
  const told = noticeAtDesk(hall, recorded)
  if (told) note(here.atDesk, ...told)
}

export type PastVisitsOptions = {
  readonly live: LiveHall
  readonly ledger: Pick<Ledger, 'read' | 'readDay'>
  readonly clock: Clock
  readonly log: Log
}

export const openPastVisits = ({ live, ledger, clock, log }: PastVisitsOptions): PastVisits => {
  const days = new Map<BusinessDay, PastDay>()
  let reading: { readonly day: BusinessDay; readonly fold: DayFold; last: number } | undefined
  let here: Here | undefined
  let stopped = false
  let cancel = () => {}

  /** The calendar's day, which may be later than the hall's while it is closed. */
  const todayIn = (hall: Hall): BusinessDay => {
    const today = businessDay(clock.now(), hall.catalogue?.hall.timeZone ?? 'Asia/Shanghai')
    return hall.day !== null && hall.day > today ? hall.day : today
  }
  const ratingDaysOf = (hall: Hall): number => hall.catalogue?.rules.ratingDays ?? 1
  const mayRate = (hall: Hall, day: BusinessDay): boolean => daysBetween(day, todayIn(hall)) < ratingDaysOf(hall)

  /** The days before the hall's own that are at most so many days ago, newest first. */
  const daysBack = (hall: Hall, most: number): BusinessDay[] => {
    const { day } = hall
    if (day === null) return []
    const today = todayIn(hall)
    return Array.from({ length: Math.min(most, NOTICE_DAYS) }, (_, ago) => daysBefore(today, ago + 1)).filter(
      (past) => past < day,
    )
  }

  /** Reads on in a day, at most so many events. A reader that stops lets go of the ledger, so others may write between. */
  const readSome = (hall: Hall, day: BusinessDay, most: number): PastDay | undefined => {
    const under = reading?.day === day ? reading : { day, fold: foldDay(hall.id, day), last: 0 }
    reading = under
    try {
      let count = 0
      for (const recorded of under.last === 0 ? ledger.readDay(hall.id, day) : ledger.read(hall.id, under.last)) {
        if (recorded.day > day) break
        if (count === most) return undefined
        under.fold.add(recorded)
        under.last = recorded.position
        count += 1
      }
      return under.fold.done()
    } catch (error) {
      // A day that another release wrote, or that is damaged: it is missed here, and `verify` says why.
      log('error', 'past-day-not-readable', { day, reason: reasonOf(error) })
      return emptyDay(day)
    }
  }

  /** Has a day at hand, or reads on in it. Newer days are at hand before it, so what was said later of its visits is known. */
  const load = (hall: Hall, day: BusinessDay, most = Number.POSITIVE_INFINITY): void => {
    const fresh = days.has(day) ? undefined : readSome(hall, day, most)
    if (!fresh) return
    reading = undefined
    for (const { late } of days.values()) for (const word of late) enter(fresh, word)
    for (const word of lateWordsOf(hall)) enter(fresh, word)
    for (const other of days.values()) for (const word of fresh.late) enter(other, word)
    days.set(day, fresh)
  }

  /** Lets go of what is no longer asked for. */
  const forget = (hall: Hall): void => {
    const today = todayIn(hall)
    for (const day of days.keys()) if (daysBetween(day, today) > NOTICE_DAYS) days.delete(day)
  }

  /** Has at hand all the days whose visits may still be rated. */
  const atHand = (hall: Hall): void => {
    forget(hall)
    for (const day of daysBack(hall, ratingDaysOf(hall) - 1)) load(hall, day)
  }

  const readOn = (): void => {
    const hall = live.hall()
    forget(hall)
    const next = daysBack(hall, NOTICE_DAYS).find((day) => !days.has(day))
    if (stopped || next === undefined) return
    load(hall, next, EVENTS_AT_ONCE)
    cancel = clock.after(READ_EVERY_MS, readOn)
  }

  const begin = (): void => {
    cancel()
    cancel = clock.after(READ_EVERY_MS, readOn)
  }

  const hereNow = (hall: Hall): Here => {
    if (here && here.day === hall.day) return here
    const made: Here = { day: hall.day, tickets: new Map(), atDesk: new Map() }
    for (const { person, id } of hall.tickets.values()) if (person !== undefined) met(made, person, id)
    // What was told at a desk is in no ticket: it is read again only where there was any before this server began.
    if (hall.day !== null && (hall.notices.get('supplement') ?? 0) > 0)
      try {
        for (const recorded of ledger.readDay(hall.id, hall.day)) {
          const told = noticeAtDesk(hall, recorded)
          if (told) note(made.atDesk, ...told)
        }
      } catch (error) {
        // A disk that cannot be read now costs a window this line, and never the hall its screens (I21).
        log('error', 'past-day-not-readable', { day: hall.day, reason: reasonOf(error) })
      }
    here = made
    return made
  }

  const earlier = (hall: Hall, person: PersonKey, service: ServiceId, but: TicketId): EarlierNotice[] => {
    const key = noticeKey(person, service)
    const { tickets, atDesk } = hereNow(hall)
    const today = [...(tickets.get(person) ?? [])].flatMap((id) => {
      const ticket = id === but ? undefined : hall.tickets.get(id)
      if (!ticket || ticket.person !== person) return []
      const told = noticesOf(hall, ticket, hall.day ?? '')
      return told.flatMap(([about, notice]) => (about === service ? [notice] : []))
    })
    const before = daysBack(hall, NOTICE_DAYS).flatMap((day) => [...(days.get(day)?.notices.get(key) ?? [])].reverse())
    return [...today.reverse(), ...(atDesk.get(key) ?? []).toReversed(), ...before].slice(0, NOTICES_SHOWN)
  }

  const stopListening = live.listen((events, hall) => {
    for (const recorded of events) {
      const { event } = recorded
      if (event.type === 'HallOpened') begin()
      if (here && here.day === hall.day) follow(here, hall, recorded)
      if (event.type !== 'VisitRated' && event.type !== 'RatingExplained') continue
      if (event.day === undefined || event.day === recorded.day) continue
      const { ticket, leg } = event
      const bad = event.type === 'VisitRated' ? { bad: BAD_GRADES.includes(event.grade) } : {}
      for (const day of days.values()) enter(day, { ticket, leg, ...bad })
    }
  })
  begin()

  const visitOf = (hall: Hall, ticket: TicketId): KeptVisit | undefined => {
    atHand(hall)
    for (const { visits } of days.values()) {
      const visit = visits.get(ticket)
      if (visit) return visit
    }
    return undefined
  }

  const holderOf = (secret: TicketSecret): TicketId | undefined => {
    if (!SECRET.test(secret)) return undefined
    atHand(live.hall())
    for (const { secrets } of days.values()) {
      const ticket = secrets.get(secret)
      if (ticket !== undefined) return ticket
    }
    return undefined
  }

  return {
    holderOf,
    ratingOf: (actor, ticket) => {
      if (ticket === undefined || actor.role !== 'visitor' || actor.id !== ticket) return undefined
      const hall = live.hall()
      return hall.tickets.has(ticket) ? undefined : visitOf(hall, ticket)
    },
    viewOf: (hall, secret) => {
      const ticket = holderOf(secret)
      const visit = ticket === undefined ? undefined : visitOf(hall, ticket)
      return visit && mayRate(hall, visit.day) ? pastView(hall, visit, secret) : undefined
    },
    earlierAt: (hall, counter) => {
      const id = hall.counters.get(counter)?.ticket
      const ticket = id === undefined ? undefined : hall.tickets.get(id)
      return ticket?.person === undefined ? [] : earlier(hall, ticket.person, ticket.service, ticket.id)
    },
    close: () => {
      stopped = true
      cancel()
      stopListening()
    },
  }
}

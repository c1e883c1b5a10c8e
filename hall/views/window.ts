/** What a window's staff see: the ticket in front of them, who is next and why, and what waits beside. */
import type { CounterRole, Outcome } from '../catalogue.ts'
import type { PauseReason } from '../commands.ts'
import type { CounterState } from '../counter.ts'
import { putAsideAt } from '../decide-counter.ts'
import { callsNeeded } from '../decide-visit.ts'
import type { EventType, Why } from '../events.ts'
import { countersOwning, type Hall, ticketText } from '../hall.ts'
import type { CounterId, Instant, ServiceId, ThemeId } from '../ids.ts'
import { QUEUE_HEAD_MAX, SIDE_LIST_MAX } from '../limits.ts'
import { longestSinceAt } from '../longest.ts'
import { headAt, pickNext, waitingAt, waitingInTheme } from '../queue.ts'
import { coverOf } from '../seating.ts'
import { profileOf, tiersAt } from '../takes.ts'
import type { Status } from '../ticket.ts'
import { lastAct, UNDO_WITHIN_MS } from '../undo.ts'
import { cardOf, cardsOf, type LegCard, legCards, type TicketCard } from './card.ts'
import { hallSign } from './public.ts'

type Sign = ReturnType<typeof hallSign>

export type CounterView = Sign & {
  readonly counter: CounterId
  readonly counterName: string
  readonly zoneName: string
  readonly role: CounterRole
  readonly status: CounterState['status']
  readonly staff: string
  readonly since: Instant
  readonly reason?: PauseReason
  readonly destination?: string
  readonly backAt?: Instant
  readonly note?: string
  readonly wrapUpSince?: Instant
  readonly vacantSince?: Instant
  /** What can still be taken back, and until when. */
  readonly undo: {
    readonly act: EventType
    readonly number?: string
    /** The visit that the same press completed. */
    readonly completed?: string
    readonly until: Instant
  } | null
  /** The windows it stands in for. */
  readonly covers: readonly { readonly counter: CounterId; readonly name: string }[]
  /** The windows whose staff are away and whose B岗 this is: first those who have nobody earlier on their list. */
  readonly standIns: readonly StandIn[]
  /** The other windows of the zone whose staff are away, so that neighbours can say where and when. */
  readonly away: readonly Away[]
  /** Visits of several legs that this window led or began and that still go on elsewhere (S000-18). */
  readonly leading: readonly { readonly number: string; readonly status: Status; readonly legs: readonly LegCard[] }[]
  /** What whoever sits here has done today, at whatever window. */
  readonly mine: {
    readonly cases: number
    readonly completed: number
    readonly servedMs: number
    readonly rated: number
  }
  readonly confirmArrival: boolean
  readonly mayChoose: boolean
  readonly mayOverride: boolean
  /** Cases done here today, and what a window is expected to do (S003-14). */
  readonly completed: number
  readonly casesPerCounter: number
  readonly themes: readonly {
    readonly id: ThemeId
    readonly name: string
    readonly waiting: number
    readonly help: boolean
    /** Cases of the theme today, and what its windows are expected to do: windows × 25 (S003-14). */
    readonly cases: number
    readonly casesExpected: number
  }[]
  /** The work profile it follows, and the themes that it helps now beyond it (潮汐窗口). */
  readonly profileName?: string
  readonly relieves: readonly ThemeId[]
  /** The ticket in front of the window. */
  readonly ticket: TicketCard | null
  /** How a visit for its service ends as a rule: chosen in advance, and never another because a page lacks the catalogue. */
  readonly usual?: Outcome
  /** Who would be called now, and why. */
  readonly next: { readonly card: TicketCard; readonly why: Why } | null
  readonly waiting: number
  readonly longestSince: Instant | null
  /** The first of the queue in calling order. */
  readonly head: readonly TicketCard[]
  /** Those that this window looks after first. */
  readonly parked: readonly TicketCard[]
  readonly missed: readonly TicketCard[]
  /** `needed`: so often the ticket in front must have been called before it is missed. */
  readonly calls: { readonly limit: number; readonly gapSeconds: number; readonly needed: number }
  readonly amberMinutes: number
  readonly redMinutes: number
  /** Only whether the last visit was rated, never how (requirements §3.7). */
  readonly lastCompleted: { readonly number: string; readonly rated: boolean } | null
}

export type StandIn = {
  readonly from: CounterId
  readonly name: string
  readonly staff: string
  readonly parked: number
  readonly waiting: number
  /** Nobody before this window on the list is there to do it. */
  readonly first: boolean
  readonly destination?: string
  readonly backAt?: Instant
  readonly note?: string
}

export type Away = {
  readonly counter: CounterId
  readonly name: string
  readonly staff: string
  readonly reason: PauseReason
  readonly destination?: string
  readonly backAt?: Instant
  readonly coveredBy?: string
}

type Paused = Extract<CounterState, { status: 'paused' }>
const whereTo = ({ destination, backAt }: Paused) => ({
  ...(destination === undefined ? {} : { destination }),
  ...(backAt === undefined ? {} : { backAt }),
})

const nameOf = (hall: Hall, id: CounterId): string => hall.lookup.counters.get(id)?.name ?? id

const standInsFor = (hall: Hall, id: CounterId): StandIn[] =>
  [...hall.lookup.counters.values()].flatMap((setting) => {
    const away = hall.counters.get(setting.id)
    const place = setting.backups?.indexOf(id) ?? -1
    if (place < 0 || away?.status !== 'paused' || coverOf(hall, setting.id)) return []
    const earlier = setting.backups?.slice(0, place) ?? []
    return [
      {
        from: setting.id,
        name: setting.name,
        staff: away.staff,
        parked: putAsideAt(hall, setting.id).length,
        waiting: waitingAt(hall, setting.id),
        first: !earlier.some((other) => hall.counters.get(other)?.status === 'open'),
        ...whereTo(away),
        ...(away.note === undefined ? {} : { note: away.note }),
      },
    ]
  })

const awayBeside = (hall: Hall, id: CounterId): Away[] =>
  [...hall.counters.values()].flatMap((counter) => {
    const here = hall.lookup.counters.get(id)?.zone === hall.lookup.counters.get(counter.id)?.zone
    if (counter.id === id || counter.status !== 'paused' || !here) return []
    const cover = coverOf(hall, counter.id)
    const { staff, reason } = counter
    const by = cover ? { coveredBy: nameOf(hall, cover.id) } : {}
    return [{ counter: counter.id, name: nameOf(hall, counter.id), staff, reason, ...whereTo(counter), ...by }]
  })

const leadingAt = (hall: Hall, id: CounterId): CounterView['leading'] => {
  const found: CounterView['leading'][number][] = []
  for (const ticketId of hall.manyLegs) {
    const ticket = hall.tickets.get(ticketId)
    const live = ticket && !['completed', 'cancelled', 'expired', 'no-show'].includes(ticket.status)
    if (!live || ticket.served[0]?.counter !== id) continue
    found.push({ number: ticketText(ticket), status: ticket.status, legs: legCards(hall, ticket) })
  }
  return found.slice(-SIDE_LIST_MAX)
}

const undoAt = (hall: Hall, id: CounterId): CounterView['undo'] => {
  const [act, ...more] = lastAct(hall.acts, id)
  if (!act) return null
  const number = act.ticket ? { number: ticketText(act.ticket.before) } : {}
  const done = more.find((other) => other.type === 'TicketCompleted')?.ticket
  const completed = done ? { completed: ticketText(done.before) } : {}
  return { act: act.type, ...number, ...completed, until: act.at + UNDO_WITHIN_MS }
}

export const counterView = (hall: Hall, id: CounterId): CounterView | undefined => {
  const setting = hall.lookup.counters.get(id)
  const counter = hall.counters.get(id)
  const takes = hall.lookup.takes.get(id)
  const rules = hall.catalogue?.rules
  if (!setting || !counter || !takes || !rules) return undefined
  const pick = pickNext(hall, id, hall.at)
  const next = pick && hall.tickets.get(pick.ticket)
  const ticket = counter.ticket === undefined ? undefined : hall.tickets.get(counter.ticket)
  const usual = ticket && hall.lookup.services.get(ticket.service)?.caseType
  const last = hall.lastServed.get(id)
  const lastTicket = last && hall.tickets.get(last.ticket)
  const missed = hall.missed.filter((other) => hall.tickets.get(other)?.status === 'no-show').slice(-SIDE_LIST_MAX)
  const aside = [...hall.parked].flatMap((other) => {
    const known = hall.tickets.get(other)
    const here = known?.status === 'parked' && known.counter === id
    const takesIt = known && (takes.own.includes(known.service) || takes.help.includes(known.service))
    return known && (here || takesIt) ? [{ id: other, here }] : []
  })
  const parked = [...aside.filter((row) => row.here), ...aside.filter((row) => !row.here)].map((row) => row.id)
  const tiers = tiersAt(hall, id)
  const themesIn = (services: readonly ServiceId[]): readonly ThemeId[] => [
    ...new Set(services.map((service) => hall.lookup.services.get(service)?.theme ?? '')),
  ]
  const ownThemes = themesIn(
    tiers.flatMap(({ rule, services }) => (rule === 'own' || rule === 'longest' ? services : [])),
  )
  const helped = themesIn(tiers.flatMap(({ services }) => services)).filter((theme) => !ownThemes.includes(theme))
  const profile = profileOf(hall, id)
  const mine = counter.status === 'closed' ? undefined : hall.staffToday.get(counter.staffId)
  return {
    ...hallSign(hall),
    counter: id,
    counterName: setting.name,
    zoneName: hall.catalogue?.zones.find((zone) => zone.id === setting.zone)?.name ?? '',
    role: setting.role,
    status: counter.status,
    staff: counter.status === 'closed' ? '' : counter.staff,
    since: counter.since,
    completed: counter.completed,
    casesPerCounter: rules.casesPerCounter,
    themes: [...ownThemes, ...helped].map((theme) => ({
      id: theme,
      name: hall.lookup.themes.get(theme)?.name ?? '',
      waiting: waitingInTheme(hall, theme),
      help: helped.includes(theme),
      cases: hall.today.get(theme)?.cases ?? 0,
      casesExpected: countersOwning(hall, theme) * rules.casesPerCounter,
    })),
    ...(profile ? { profileName: profile.name } : {}),
    relieves: hall.helping.filter(({ counter: at }) => at === id).map(({ theme }) => theme),
    ticket: ticket ? cardOf(hall, ticket) : null,
    ...(usual === undefined ? {} : { usual }),
    next: pick && next ? { card: cardOf(hall, next), why: pick.why } : null,
    waiting: waitingAt(hall, id),
    longestSince: longestSinceAt(hall, id),
    head: cardsOf(
      hall,
      headAt(hall, id, QUEUE_HEAD_MAX).map((place) => place.ticket),
    ),
    parked: cardsOf(hall, parked.slice(0, SIDE_LIST_MAX)),
    missed: cardsOf(hall, missed.reverse()),
    calls: { ...rules.calls, needed: ticket ? callsNeeded(hall, ticket) : rules.calls.limit },
    amberMinutes: rules.waitAmberMinutes,
    redMinutes: rules.waitRedMinutes,
    lastCompleted:
      last && lastTicket
        ? { number: ticketText(lastTicket), rated: lastTicket.served[last.leg]?.grade !== undefined }
        : null,
    undo: undoAt(hall, id),
    covers:
      counter.status === 'closed' ? [] : counter.covers.map((other) => ({ counter: other, name: nameOf(hall, other) })),
    standIns: counter.status === 'open' ? standInsFor(hall, id) : [],
    away: awayBeside(hall, id),
    leading: leadingAt(hall, id),
    mine: {
      cases: mine?.cases ?? 0,
      completed: mine?.completed ?? 0,
      servedMs: mine?.servedMs ?? 0,
      rated: mine?.rated ?? 0,
    },
    confirmArrival: rules.window.confirmArrival,
    mayChoose: rules.window.choose,
    mayOverride: rules.window.override,
    ...(counter.status === 'paused' ? { reason: counter.reason, ...whereTo(counter) } : {}),
    ...(counter.status === 'paused' && counter.note !== undefined ? { note: counter.note } : {}),
    ...(counter.status === 'open' && counter.wrapUpSince !== undefined ? { wrapUpSince: counter.wrapUpSince } : {}),
    ...(counter.status === 'open' && counter.vacantSince !== undefined ? { vacantSince: counter.vacantSince } : {}),
  }
}

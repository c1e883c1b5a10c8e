/**
 * The people with a number. What somebody will do was drawn when they came and is kept here; they hear what happens to
 * their ticket as everybody does, and act on it with commands like everybody's.
 */
import type { Actor } from '../../hall/actor.ts'
import { BAD_GRADES } from '../../hall/commands.ts'
import type { EventOf, HallEvent } from '../../hall/events.ts'
import type { CounterId, PersonKey, ServiceId, TicketId, TicketSecret } from '../../hall/ids.ts'
import { padView } from '../../hall/views/pad.ts'
import type { LiveHall } from '../live-hall.ts'
import type { Ask } from './ask.ts'
import type { Cast } from './cast.ts'
import type { Chance } from './chance.ts'
import { type Citizen, drawCitizen, drawComplaints, drawGrade, drawPerson, type Snag } from './habits.ts'
import type { Pace } from './pace.ts'

const SECOND = 1_000
const MINUTE = 60_000

export type Citizens = {
  /** Somebody took a number. */
  readonly came: (ticket: TicketId, secret: TicketSecret) => void
  /** Whether the holder of a ticket comes after so many calls. Strangers, whose ticket no simulated person took, come at once. */
  readonly comesAfter: (ticket: TicketId, calls: number) => boolean
  readonly snagOf: (ticket: TicketId) => Snag
  /** The window dealt with the snag: the rest of the visit is plain. */
  readonly snagDone: (ticket: TicketId) => void
  /** Whether somebody who was sent to fetch a paper is here again. */
  readonly isBack: (ticket: TicketId) => boolean
  /** The key under which somebody shows a document at the window; undefined for who shows none. */
  readonly shows: (ticket: TicketId) => PersonKey | undefined
  /** The key of somebody who takes no number. */
  readonly personKey: () => PersonKey
  /** Another service than the one a ticket waits for; undefined where there is none. */
  readonly otherService: (service: ServiceId) => ServiceId | undefined
  readonly stop: () => void
}

export type Parts = {
  readonly live: LiveHall
  readonly ask: Ask
  readonly cast: Cast
  readonly chance: Chance
  readonly pace: Pace
}

export const openCitizens = ({ live, ask, cast, chance, pace }: Parts): Citizens => {
  const citizens = new Map<TicketId, Citizen>()
  const pads = new Map(cast.posts.map((post) => [post.counter, post.pad]))

  const otherService = (service: ServiceId): ServiceId | undefined => {
    const { lookup, catalogue } = live.hall()
    const theme = lookup.services.get(service)?.theme
    const near = (lookup.servicesOfTheme.get(theme ?? '') ?? []).filter((other) => other !== service)
    // As often the right theme and the wrong service as quite another theme.
    if (near.length > 0 && chance.happens(0.5)) return chance.pick(near)
    const far = (catalogue?.services ?? []).filter(
      (other) => other.theme !== theme && lookup.themes.get(other.theme)?.kind === 'comprehensive',
    )
    return far.length > 0 ? chance.pick(far).id : undefined
  }

  /** Who a phone is that read the QR of a ticket: what the server makes of its secret. */
  const phoneOf = (secret: TicketSecret): Actor | undefined => {
    const ticket = live.hall().bySecret.get(secret)
    return ticket === undefined ? undefined : { role: 'visitor', id: ticket }
  }

  /** Does what somebody had in mind, if they still wait when the time has come. */
  const followWhim = async (ticket: TicketId, { whim, secret }: Citizen): Promise<void> => {
    const held = live.hall().tickets.get(ticket)
    if (held?.status !== 'waiting') return
    if (whim === 'leaves') await ask(phoneOf(secret), { type: 'CancelTicket', ticket, reason: '不等了，改天再来' })
    if (whim === 'loses-paper') await ask(await cast.guide(), { type: 'ReprintTicket', ticket })
    const service = whim === 'wrong-theme' ? otherService(held.service) : undefined
    if (service !== undefined)
      await ask(await cast.guide(), { type: 'TransferTicket', ticket, service, reason: 'wrong-theme' })
  }

  /** Gives a grade, and after a bad one often says why. */
  const rate = async (who: () => Promise<Actor | undefined>, ticket: TicketId, secret: TicketSecret): Promise<void> => {
    const grade = drawGrade(chance)
    const reply = await ask(await who(), { type: 'RateVisit', ticket, secret, grade })
    const complaints = reply?.ok && BAD_GRADES.includes(grade) ? drawComplaints(chance) : []
    if (complaints.length === 0) return
    pace.after(chance.between(5, 20) * SECOND, async () => {
      await ask(await who(), { type: 'ExplainRating', ticket, secret, complaints })
    })
  }

  /** At the pad of the window, while it still offers that visit. */
  const rateOnPad = async (ticket: TicketId, counter: CounterId): Promise<void> => {
    const offered = padView(live.hall(), counter)?.rateable
    const pad = pads.get(counter)
    if (offered?.ticket === ticket && offered.asks === 'grade' && pad) await rate(pad, ticket, offered.secret)
  }

  const served = ({ ticket, counter, legs }: EventOf<'TicketCompleted'>): void => {
    const citizen = citizens.get(ticket)
    // With another leg to come they go on to the next window; each leg is rated where it was served.
    if (legs === undefined) citizens.delete(ticket)
    // At a window that the visitor plays, the pad is the visitor's too.
    if (!citizen || !pads.has(counter)) return
    if (citizen.rates === 'pad') pace.after(chance.between(10, 40) * SECOND, () => rateOnPad(ticket, counter))
    if (citizen.rates === 'phone' && legs === undefined)
      pace.after(chance.between(5, 40) * MINUTE, () =>
        rate(async () => phoneOf(citizen.secret), ticket, citizen.secret),
      )
  }

  const missed = (ticket: TicketId): void => {
    const citizen = citizens.get(ticket)
    if (citizen?.habit !== 'late') {
      citizens.delete(ticket)
      return
    }
    // Comes back once, and listens then.
    citizen.habit = 'prompt'
    pace.after(chance.between(2, 8) * MINUTE, async () => {
      const status = live.hall().tickets.get(ticket)?.status
      if (status === 'no-show') await ask(await cast.guide(), { type: 'ReturnTicket', ticket })
    })
  }

  const parked = (ticket: TicketId): void =>
    pace.after(chance.between(5, 15) * MINUTE, () => {
      const citizen = citizens.get(ticket)
      if (citizen) citizen.back = true
    })

  const heard = (event: HallEvent): void => {
    if (event.type === 'TicketCompleted') served(event)
    else if (event.type === 'NoShowMarked') missed(event.ticket)
    else if (event.type === 'TicketParked') parked(event.ticket)
    else if (event.type === 'TicketCancelled') citizens.delete(event.ticket)
    else if (event.type === 'HallClosed') citizens.clear()
  }
  const stop = live.listen((events) => {
    for (const { event } of events) heard(event)
  })

  return {
    came: (ticket, secret) => {
      const citizen = drawCitizen(chance, secret)
      citizens.set(ticket, citizen)
      if (citizen.whim !== 'none') pace.after(chance.between(2, 15) * MINUTE, () => followWhim(ticket, citizen))
    },
    comesAfter: (ticket, calls) => {
      const habit = citizens.get(ticket)?.habit ?? 'prompt'
      return habit === 'prompt' || (habit === 'slow' && calls > 1)
    },
    snagOf: (ticket) => citizens.get(ticket)?.snag ?? 'none',
    snagDone: (ticket) => {
      const citizen = citizens.get(ticket)
      if (citizen) citizen.snag = 'none'
    },
    shows: (ticket) => citizens.get(ticket)?.shows,
    personKey: () => drawPerson(chance),
    isBack: (ticket) => citizens.get(ticket)?.back ?? true,
    otherService,
    stop,
  }
}

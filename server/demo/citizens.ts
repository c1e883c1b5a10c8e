/**
 * The people of the demonstration: when they come, what for, and what they do besides waiting. What somebody will do is
 * drawn when they come and kept here; how they do it is a command like everybody's.
 */
import type { Theme } from '../../hall/catalogue.ts'
import { GRADES, type Grade, PRIORITY_GROUNDS, type PriorityGround } from '../../hall/commands.ts'
import type { Hall } from '../../hall/hall.ts'
import type { CounterId, ServiceId, TicketId, TicketSecret } from '../../hall/ids.ts'
import { waitingInTheme } from '../../hall/queue.ts'
import { padView } from '../../hall/views/staff.ts'
import type { LiveHall } from '../live-hall.ts'
import type { Ask } from './ask.ts'
import type { Cast } from './cast.ts'
import type { Chance } from './chance.ts'
import { minuteOf } from '../../hall/calendar.ts'
import { busyAt, PEAK } from './day-shape.ts'
import type { Pace } from './pace.ts'

const SECOND = 1_000
const MINUTE = 60_000

/** Nobody joins a queue that long; it also keeps a demonstration whose windows were closed from growing for ever. */
const WAITING_MAX = 40

/** After how many calls somebody comes; a `late` one misses them all and returns, a `gone` one left without a word. */
type Habit = 'prompt' | 'slow' | 'late' | 'gone'

/** What turns up at the window: nothing, a missing paper to be fetched, or a matter for another window. */
export type Snag = 'none' | 'fetch' | 'elsewhere'

type Citizen = {
  readonly secret: TicketSecret
  habit: Habit
  snag: Snag
  /** True once the missing paper is here. */
  back: boolean
  readonly rates: 'pad' | 'phone' | 'not'
}

const HABITS = [
  ['prompt', 84],
  ['slow', 8],
  ['late', 4],
  ['gone', 4],
] as const
const SNAGS = [
  ['none', 90],
  ['fetch', 5],
  ['elsewhere', 5],
] as const
const RATES = [
  ['pad', 78],
  ['phone', 7],
  ['not', 15],
] as const
const GRADE_WEIGHTS: readonly (readonly [Grade, number])[] = GRADES.map((grade, worse) => [
  grade,
  [720, 220, 40, 14, 6][worse] ?? 0,
])
const GROUND_WEIGHTS: readonly (readonly [PriorityGround, number])[] = PRIORITY_GROUNDS.map((ground) => [
  ground,
  ground === 'elderly' ? 12 : 1,
])
/** How a ticket comes about; the rest of the queue's life hangs on it. */
const WAYS = [
  ['kiosk', 88],
  ['priority', 8],
  ['appointment', 4],
] as const
/** What somebody does while waiting. */
const WHILE_WAITING = [
  ['nothing', 90],
  ['leaves', 4],
  ['loses-paper', 3],
  ['wrong-theme', 3],
] as const

export type Citizens = {
  /** Lets people of every theme come from now on. */
  readonly begin: () => void
  /** Lets this many come at once, spread over the themes as on any day. */
  readonly crowd: (people: number) => Promise<void>
  /** After how many calls the holder of a ticket comes; undefined for never. Strangers come at once. */
  readonly answersAfter: (ticket: TicketId, calls: number) => number | undefined
  readonly snagOf: (ticket: TicketId) => Snag
  /** The window dealt with the snag: the next visit is plain. */
  readonly snagDone: (ticket: TicketId) => void
  readonly isBack: (ticket: TicketId) => boolean
  /** Another service than the one a ticket waits for. */
  readonly otherService: (service: ServiceId) => ServiceId | undefined
  readonly stop: () => void
}

export type CitizenParts = {
  readonly live: LiveHall
  readonly ask: Ask
  readonly cast: Cast
  readonly chance: Chance
  readonly pace: Pace
}

export const openCitizens = ({ live, ask, cast, chance, pace }: CitizenParts): Citizens => {
  const citizens = new Map<TicketId, Citizen>()
  const pads = new Map(cast.posts.map((post) => [post.counter, post.pad]))

  const draw = (secret: TicketSecret): Citizen => ({
    secret,
    habit: chance.weighted(HABITS),
    snag: chance.weighted(SNAGS),
    back: false,
    rates: chance.weighted(RATES),
  })

  /** Services a theme's windows can take, of those in force now. */
  const servicesOf = (hall: Hall, theme: string): readonly ServiceId[] => hall.lookup.servicesOfTheme.get(theme) ?? []

  const otherService = (service: ServiceId): ServiceId | undefined => {
    const hall = live.hall()
    const theme = hall.lookup.services.get(service)?.theme
    // Mostly the neighbour's window, sometimes quite another theme.
    const near = servicesOf(hall, theme ?? '').filter((other) => other !== service)
    if (near.length > 0 && chance.happens(0.5)) return chance.pick(near)
    const far = (hall.catalogue?.themes ?? []).filter((other) => other.id !== theme && other.kind === 'comprehensive')
    const services = far.length > 0 ? servicesOf(hall, chance.pick(far).id) : []
    return services.length > 0 ? chance.pick(services) : undefined
  }

  const stillWaiting = (ticket: TicketId): boolean => live.hall().tickets.get(ticket)?.status === 'waiting'

  /** Acts of the waiting, if they still wait when the time has come. */
  const whileWaiting = (ticket: TicketId, secret: TicketSecret): void => {
    const does = chance.weighted(WHILE_WAITING)
    if (does === 'nothing') return
    pace.after(chance.between(2, 15) * MINUTE, async () => {
      const held = live.hall().tickets.get(ticket)
      if (!held || !stillWaiting(ticket)) return
      if (does === 'loses-paper') await ask(await cast.guide(), { type: 'ReprintTicket', ticket })
      if (does === 'leaves') await ask(phoneOf(secret), { type: 'CancelTicket', ticket, reason: '不等了，改天再来' })
      const service = does === 'wrong-theme' ? otherService(held.service) : undefined
      if (service !== undefined)
        await ask(await cast.guide(), { type: 'TransferTicket', ticket, service, reason: '取错号，导办台改号' })
    })
  }

  /** Who a phone is that read the QR of a ticket: the same as the server makes of its secret. */
  const phoneOf = (secret: TicketSecret) => {
    const ticket = live.hall().bySecret.get(secret)
    return ticket === undefined ? undefined : ({ role: 'visitor', id: ticket } as const)
  }

  /** Takes a number: most at a kiosk, with a ground or an appointment at the guide desk. */
  const arrive = async (theme: Theme): Promise<void> => {
    const hall = live.hall()
    const services = servicesOf(hall, theme.id)
    if (!hall.open || services.length === 0 || waitingInTheme(hall, theme.id) >= WAITING_MAX) return
    const ticket = chance.id()
    const service = chance.pick(services)
    const way = chance.weighted(WAYS)
    const wish = { type: 'IssueTicket', ticket, service } as const
    const at = chance.pick(cast.kiosks)
    const ground = chance.weighted(GROUND_WEIGHTS)
    const slot = Math.round(hall.at + chance.between(0, 10) * (MINUTE / pace.speed()))
    const reply =
      way === 'kiosk'
        ? await ask(await at(), wish)
        : await ask(
            await cast.guide(),
            way === 'priority' ? { ...wish, class: 'priority', ground } : { ...wish, class: 'appointment', slot },
          )
    if (!reply?.ok || reply.secret === undefined) return
    citizens.set(ticket, draw(reply.secret))
    whileWaiting(ticket, reply.secret)
  }

  /** Which part of its working day the demo hall is in; it goes through one day after another. */
  const partOfDay = (): number => {
    const hours = live.hall().catalogue?.hours
    if (!hours) return 0
    return pace.now() / ((minuteOf(hours.close) - minuteOf(hours.open)) * MINUTE)
  }

  /** The next of a theme: a Poisson process at the busiest rate, of which quieter parts of the day let fewer in. */
  const expect = (id: string): void => {
    const theme = live.hall().lookup.themes.get(id)
    const hours = live.hall().catalogue?.hours
    if (!theme || !hours || theme.dailyCases === 0) return
    const dayMs = (minuteOf(hours.close) - minuteOf(hours.open)) * MINUTE
    pace.after(chance.gap(dayMs / (theme.dailyCases * PEAK)), async () => {
      if (chance.next() * PEAK < busyAt(partOfDay())) await arrive(theme)
      expect(id)
    })
  }

  /** At the pad of the window, while it still shows that visit. */
  const ratesOnPad = async (ticket: TicketId, counter: CounterId): Promise<void> => {
    const open = padView(live.hall(), counter)?.rateable
    const pad = pads.get(counter)
    if (open?.ticket !== ticket || !pad) return
    await ask(await pad(), { type: 'RateVisit', ticket, secret: open.secret, grade: chance.weighted(GRADE_WEIGHTS) })
  }

  const ratesByPhone = async (ticket: TicketId, secret: TicketSecret): Promise<void> => {
    await ask(phoneOf(secret), { type: 'RateVisit', ticket, secret, grade: chance.weighted(GRADE_WEIGHTS) })
  }

  const served = (ticket: TicketId, counter: CounterId): void => {
    const citizen = citizens.get(ticket)
    citizens.delete(ticket)
    // At a window that the visitor plays, the pad is the visitor's too.
    if (!citizen || !pads.has(counter)) return
    if (citizen.rates === 'pad') pace.after(chance.between(10, 40) * SECOND, () => ratesOnPad(ticket, counter))
    if (citizen.rates === 'phone')
      pace.after(chance.between(5, 40) * MINUTE, () => ratesByPhone(ticket, citizen.secret))
  }

  const missed = (ticket: TicketId): void => {
    const citizen = citizens.get(ticket)
    if (citizen?.habit !== 'late') {
      citizens.delete(ticket)
      return
    }
    // Comes back once, and is awake then.
    citizen.habit = 'prompt'
    pace.after(chance.between(2, 8) * MINUTE, async () => void (await ask(await cast.guide(), { type: 'ReturnTicket', ticket })))
  }

  const stop = live.listen((events) => {
    for (const { event } of events) {
      if (event.type === 'TicketCompleted') served(event.ticket, event.counter)
      if (event.type === 'NoShowMarked') missed(event.ticket)
      if (event.type === 'TicketCancelled') citizens.delete(event.ticket)
      if (event.type === 'HallClosed') citizens.clear()
      if (event.type !== 'TicketParked') continue
      const { ticket } = event
      pace.after(chance.between(5, 15) * MINUTE, () => {
        const citizen = citizens.get(ticket)
        if (citizen) citizen.back = true
      })
    }
  })

  return {
    begin: () => {
      for (const id of live.hall().lookup.themes.keys()) expect(id)
    },
    crowd: async (people) => {
      const themes = (live.hall().catalogue?.themes ?? []).map((theme) => [theme, theme.dailyCases] as const)
      for (let came = 0; came < people && themes.length > 0; came += 1) await arrive(chance.weighted(themes))
    },
    answersAfter: (ticket, calls) => {
      const habit = citizens.get(ticket)?.habit ?? 'prompt'
      if (habit === 'prompt') return calls
      return habit === 'slow' ? Math.max(2, calls) : undefined
    },
    snagOf: (ticket) => citizens.get(ticket)?.snag ?? 'none',
    snagDone: (ticket) => {
      const citizen = citizens.get(ticket)
      if (citizen) citizen.snag = 'none'
    },
    isBack: (ticket) => citizens.get(ticket)?.back ?? true,
    otherService,
    stop,
  }
}

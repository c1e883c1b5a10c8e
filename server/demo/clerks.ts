/**
 * The people behind the windows. Each looks at the hall as it is now and does one thing after another, so a visitor may
 * move a ticket or close a window under their hands at any time.
 */
import type { Service } from '../../hall/catalogue.ts'
import type { CounterCommand } from '../../hall/commands.ts'
import { matterRefused } from '../../hall/decide-issue.ts'
import type { Hall } from '../../hall/hall.ts'
import type { CounterId, TicketId } from '../../hall/ids.ts'
import { headOfServices, waitingAt } from '../../hall/queue.ts'
import type { Reply } from '../../hall/reply.ts'
import { coverOf } from '../../hall/seating.ts'
import { mayTake } from '../../hall/takes.ts'
import type { TicketAs } from '../../hall/ticket.ts'
import type { Post } from './cast.ts'
import type { Citizens, Parts } from './citizens.ts'
import { allThere } from './habits.ts'
import { drawEnd, drawLeaving, drawSentOn } from './window-draws.ts'

const SECOND = 1_000
const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** How often after a visit a clerk leaves the window for a while, and calls somebody out of turn. */
const PAUSES = 0.03
const CHOOSES = 0.04
/** How often a clerk is called away from a visit, or just leaves without a word. */
const CALLED_AWAY = 0.01
const VANISHES = 0.02
/** How often somebody is served without a number, or lets others go first. */
const DIRECTLY = 0.004
const LETS_PASS = 0.015
/** How often 到场 is pressed too soon and taken back, and not pressed at all where the hall does not ask for it. */
const TOO_SOON = 0.015
const UNPRESSED = 0.3
/** A visit without 到场 looks idle to the hall (空岗), so only one that is over before it could. */
const UNPRESSED_MOST_MS = 2 * MINUTE
const TICKS_LIST = 0.15
/** How often a clerk who is free looks after a neighbour's window at a look. */
const STANDS_IN = 0.5
/** How much service times scatter around the catalogue's minutes: their standard deviation over their mean. */
const SPREAD = 0.5
/** A visit is never shorter or longer than these parts of the catalogue's minutes. */
const SHORTEST = 0.25
const LONGEST = 3

/** Lets a clerk work at a window from now on; the answer ends it. */
export const putToWork = (post: Post, { live, ask, chance, pace }: Parts, citizens: Citizens): (() => void) => {
  const { counter } = post
  /** What the clerk left the window as; where it is otherwise, somebody else has taken it in hand. */
  let left: 'closed' | 'open' | 'paused' = 'closed'
  let shiftEndsAt = pace.now() + chance.between(1, 4) * HOUR
  let pausedUntil = 0
  let restless = false

  const does = async (command: CounterCommand): Promise<Reply | undefined> => ask(await post.clerk(), command)
  const lookAgain = (fromSeconds: number, toSeconds: number): void =>
    pace.after(chance.between(fromSeconds, toSeconds) * SECOND, look)

  /** The hall's moment that lies so many ms of demo time ahead. */
  const inDemo = (ms: number): number => Math.round(live.hall().at + 1_000 + ms / pace.speed())

  const open = async (): Promise<void> => {
    const reply = await does({ type: 'OpenCounter', counter })
    if (reply?.ok) left = 'open'
    lookAgain(10, 40)
  }

  /** Goes home and lets a colleague take over, who opens the window again after a while. */
  const endShift = async (): Promise<void> => {
    const reply = await does({ type: 'CloseCounter', counter })
    if (reply?.ok) {
      left = 'closed'
      shiftEndsAt = pace.now() + chance.between(2, 5) * HOUR
      await post.handOver()
    }
    lookAgain(60, 180)
  }

  /** Leaves for a while, saying where to; whoever is in front goes on with the B岗. */
  const pause = async (handOver = false): Promise<void> => {
    restless = false
    const ms = chance.between(4, 12) * MINUTE
    const leaving = drawLeaving(chance, inDemo(ms))
    const reply = await does({ type: 'PauseCounter', counter, ...leaving, ...(handOver ? { handOver } : {}) })
    if (reply?.ok) {
      left = 'paused'
      pausedUntil = pace.now() + ms
    }
    lookAgain(60, 120)
  }

  /** Leaves the window open and does nothing for longer than the hall puts up with (空岗). */
  const vanish = (): void => {
    const idleMs = (live.hall().catalogue?.rules.window.idleMinutes ?? 0) * MINUTE
    pace.afterReal(idleMs + chance.between(5, 20) * SECOND, look)
  }

  /** A window beside whose staff is away, whose people wait, and whose B岗 this one is. */
  const whoIsAway = (hall: Hall): CounterId | undefined =>
    [...hall.lookup.counters.values()].find(
      ({ id, backups }) =>
        backups?.includes(counter) &&
        hall.counters.get(id)?.status === 'paused' &&
        !coverOf(hall, id) &&
        waitingAt(hall, id) > 0,
    )?.id

  /** Somebody who cannot take a number is served at once. */
  const serveDirectly = async (hall: Hall): Promise<boolean> => {
    const services = (hall.lookup.takes.get(counter)?.own ?? []).filter((service) => !matterRefused(hall, service))
    if (services.length === 0) return false
    const ticket = chance.id()
    const service = chance.pick(services)
    const reply = await does({ type: 'ServeDirectly', counter, ticket, service, reason: '老人不会取号' })
    if (reply?.ok && reply.secret !== undefined) citizens.came(ticket, reply.secret)
    return reply?.ok ?? false
  }

  /** Somebody who was sent to fetch a paper and is here again. */
  const whoIsBack = (hall: Hall): TicketId | undefined =>
    [...hall.parked].find((id) => {
      const ticket = hall.tickets.get(id)
      return ticket?.status === 'parked' && ticket.counter === counter && citizens.isBack(id)
    })

  /** Calls whoever is back, else the next; once in a while somebody further down, for a reason. */
  const callSomebody = async (hall: Hall): Promise<void> => {
    const back = whoIsBack(hall)
    const takes = hall.lookup.takes.get(counter)
    if (back === undefined && chance.happens(DIRECTLY) && (await serveDirectly(hall))) return attend()
    if (back === undefined && waitingAt(hall, counter) === 0) {
      lookAgain(15, 40)
      return
    }
    const second = takes && chance.happens(CHOOSES) ? headOfServices(hall, takes.own, 2)[1]?.ticket : undefined
    if (back !== undefined) await does({ type: 'CallTicket', counter, ticket: back })
    else if (second !== undefined)
      await does({ type: 'CallTicket', counter, ticket: second, reason: '带婴儿，前面的群众同意' })
    else await does({ type: 'CallNext', counter })
    attend()
  }

  /** The ticket in front of the window, if it is still in this state. */
  const here = <S extends 'called' | 'serving'>(id: TicketId, status: S): TicketAs<S> | undefined => {
    const ticket = live.hall().tickets.get(id)
    return ticket?.status === status && 'counter' in ticket && ticket.counter === counter
      ? (ticket as TicketAs<S>)
      : undefined
  }

  const inFront = (id: TicketId): TicketAs<'called' | 'serving'> | undefined =>
    here(id, 'called') ?? here(id, 'serving')

  /** Somebody stands at the window: 到场 is pressed, now and then too soon, or not at all. */
  const receive = async ({ id, service }: TicketAs<'called'>): Promise<void> => {
    if (!here(id, 'called')) return attend()
    if (chance.happens(LETS_PASS)) {
      await does({ type: 'RequeueTicket', counter, ticket: id, reason: '等家人到齐，让后面的先办' })
      lookAgain(10, 30)
      return
    }
    const { services } = live.hall().lookup
    const longestMs = (LONGEST * (services.get(service)?.expectedMinutes ?? 0) * MINUTE) / pace.speed()
    const mayLeaveOut = !live.hall().catalogue?.rules.window.confirmArrival && longestMs < UNPRESSED_MOST_MS
    const ticket = here(id, 'called')
    if (ticket && mayLeaveOut && chance.happens(UNPRESSED)) return serve(ticket)
    await does({ type: 'StartServing', counter, ticket: id })
    if (!chance.happens(TOO_SOON)) return attend()
    pace.afterReal(chance.between(800, 2_500), async () => {
      if (here(id, 'serving')) await does({ type: 'UndoAct', counter })
      attend()
    })
  }

  const awaitCitizen = (ticket: TicketAs<'called'>): void => {
    const { id } = ticket
    if (citizens.comesAfter(id, ticket.calls)) {
      pace.after(chance.between(40, 120) * SECOND, () => receive(ticket))
      return
    }
    const rule = live.hall().catalogue?.rules.calls
    const spent = ticket.calls >= (rule?.limit ?? 1)
    // Nobody presses in the very moment the button wakes up.
    pace.afterReal((rule?.gapSeconds ?? 0) * SECOND + chance.between(300, 1_500), async () => {
      if (here(id, 'called')) await does({ type: spent ? 'MarkNoShow' : 'RecallTicket', counter, ticket: id })
      attend()
    })
  }

  /** What the window finds out to be another matter: served at once where it may, else sent on. */
  const redirect = async (ticket: TicketAs<'called' | 'serving'>, service: string): Promise<void> => {
    if (mayTake(live.hall(), counter, service) && !ticket.legs.some((leg) => leg.service === service)) {
      await does({ type: 'CorrectService', counter, ticket: ticket.id, service })
      return attend()
    }
    const how = drawSentOn(chance, inDemo)
    await ask(await post.clerk(), { type: 'TransferTicket', ticket: ticket.id, service, ...how })
    lookAgain(10, 40)
  }

  /** Looks at the document and the papers, and writes down how it ended. */
  const complete = async (ticket: TicketAs<'called' | 'serving'>, service: Service): Promise<void> => {
    const { id } = ticket
    const person = citizens.shows(id)
    if (person !== undefined && ticket.person === undefined)
      await ask(await post.clerk(), { type: 'NameVisitor', ticket: id, person })
    if (service.checklist.length > 0 && chance.happens(TICKS_LIST))
      await ask(await post.clerk(), { type: 'CheckMaterials', ticket: id, materials: allThere(service) })
    await does({ type: 'CompleteTicket', counter, ticket: id, ...drawEnd(chance, service) })
  }

  const finish = async (ticket: TicketAs<'called' | 'serving'>, service: Service): Promise<void> => {
    const { id } = ticket
    const snag = citizens.snagOf(id)
    citizens.snagDone(id)
    const other = snag === 'elsewhere' ? citizens.otherService(ticket.service) : undefined
    if (other !== undefined) return redirect(ticket, other)
    if (chance.happens(CALLED_AWAY)) return pause(true)
    if (snag === 'fetch') await does({ type: 'ParkTicket', counter, ticket: id, reason: '回去取复印件' })
    else await complete(ticket, service)
    restless = chance.happens(PAUSES)
    // Where nobody waits, nobody would notice.
    if (chance.happens(VANISHES) && waitingAt(live.hall(), counter) > 0) vanish()
    else lookAgain(10, 40)
  }

  const serve = ({ id, service: serviceId }: TicketAs<'called' | 'serving'>): void => {
    const service = live.hall().lookup.services.get(serviceId)
    if (!service) {
      lookAgain(30, 60)
      return
    }
    const part = Math.min(LONGEST, Math.max(SHORTEST, chance.around(1, SPREAD)))
    pace.after(part * service.expectedMinutes * MINUTE, async () => {
      const ticket = inFront(id)
      if (ticket) await finish(ticket, service)
      else lookAgain(10, 40)
    })
  }

  /** Goes on with whoever is in front of the window. */
  const attend = (): void => {
    const ticket = live.hall().tickets.get(live.hall().counters.get(counter)?.ticket ?? '')
    if (ticket?.status === 'called') awaitCitizen(ticket)
    else if (ticket?.status === 'serving') serve(ticket)
    else lookAgain(5, 20)
  }

  const look = async (): Promise<void> => {
    const hall = live.hall()
    const state = hall.counters.get(counter)
    if (!hall.open) left = 'closed'
    if (!hall.open || !state) return lookAgain(60, 90)
    if (state.ticket !== undefined) return attend()
    if (state.status === 'open') {
      left = 'open'
      if (pace.now() >= shiftEndsAt) return endShift()
      const away = chance.happens(STANDS_IN) ? whoIsAway(hall) : undefined
      if (away !== undefined) {
        await does({ type: 'TakeOver', counter, from: away })
        return attend()
      }
      return restless ? pause() : callSomebody(hall)
    }
    // Where a manager closed or paused the window it stays so, until somebody opens it or the hall opens anew.
    const mine = state.status === left && (left === 'closed' || pace.now() >= pausedUntil)
    return mine ? open() : lookAgain(30, 60)
  }

  // They do not all sit down in the same moment.
  lookAgain(0, 240)
  return live.listen((events) => {
    if (events.some(({ event }) => event.type === 'HallOpened')) left = 'closed'
  })
}

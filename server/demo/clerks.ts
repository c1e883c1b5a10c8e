/**
 * The people behind the windows. Each looks at the hall as it is now and does one thing after another, so a visitor may
 * move a ticket or close a window under their hands at any time.
 */
import { OUTCOMES_WITH_REASON, type Outcome, type Service } from '../../hall/catalogue.ts'
import { type CounterCommand, PAUSE_REASONS } from '../../hall/commands.ts'
import type { Hall } from '../../hall/hall.ts'
import type { TicketId } from '../../hall/ids.ts'
import { headOfServices, waitingOf } from '../../hall/queue.ts'
import type { Reply } from '../../hall/reply.ts'
import type { TicketAs } from '../../hall/ticket.ts'
import type { Post } from './cast.ts'
import type { Chance } from './chance.ts'
import type { Citizens, Parts } from './citizens.ts'

const SECOND = 1_000
const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** How often after a visit a clerk leaves the window for a while, and calls somebody out of turn. */
const PAUSES = 0.03
const CHOOSES = 0.04
/** How much service times scatter around the catalogue's minutes: their standard deviation over their mean. */
const SPREAD = 0.5
/** A visit is never shorter or longer than these parts of the catalogue's minutes. */
const SHORTEST = 0.25
const LONGEST = 3

const OTHERWISE: readonly (readonly [Outcome | 'as-usual', number])[] = [
  ['as-usual', 88],
  ['supplement', 7],
  ['returned', 3],
  ['refused', 2],
]

/** How a visit ends: mostly as its kind of service does, sometimes with a paper missing. */
const drawOutcome = (chance: Chance, service: Service): { outcome: Outcome; reason?: string } => {
  const drawn = chance.weighted(OTHERWISE)
  const outcome = drawn === 'as-usual' || service.checklist.length === 0 ? service.caseType : drawn
  if (!OUTCOMES_WITH_REASON.includes(outcome)) return { outcome }
  const paper = service.checklist.length > 0 ? chance.pick(service.checklist).name : ''
  if (outcome === 'supplement') return { outcome, reason: `需补：${paper}` }
  return { outcome, reason: outcome === 'returned' ? `申请人撤回，${paper}不符合要求` : '不属于本厅受理范围' }
}

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

  const pause = async (): Promise<void> => {
    restless = false
    const reply = await does({ type: 'PauseCounter', counter, reason: chance.pick(PAUSE_REASONS) })
    if (reply?.ok) {
      left = 'paused'
      pausedUntil = pace.now() + chance.between(4, 12) * MINUTE
    }
    lookAgain(60, 120)
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
    if (back === undefined && (!takes || waitingOf(hall, [...takes.own, ...takes.help]) === 0)) {
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

  const awaitCitizen = (ticket: TicketAs<'called'>): void => {
    const { id } = ticket
    if (citizens.comesAfter(id, ticket.calls)) {
      pace.after(chance.between(40, 120) * SECOND, async () => {
        if (here(id, 'called')) await does({ type: 'StartServing', counter, ticket: id })
        attend()
      })
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

  const finish = async ({ id, service: was }: TicketAs<'serving'>, service: Service): Promise<void> => {
    const snag = citizens.snagOf(id)
    citizens.snagDone(id)
    const other = snag === 'elsewhere' ? citizens.otherService(was) : undefined
    if (other !== undefined)
      await ask(await post.clerk(), { type: 'TransferTicket', ticket: id, service: other, reason: '应由其他窗口办理' })
    else if (snag === 'fetch') await does({ type: 'ParkTicket', counter, ticket: id, reason: '回去取复印件' })
    else await does({ type: 'CompleteTicket', counter, ticket: id, ...drawOutcome(chance, service) })
    restless = chance.happens(PAUSES)
    lookAgain(10, 40)
  }

  const serve = ({ id, service: serviceId }: TicketAs<'serving'>): void => {
    const service = live.hall().lookup.services.get(serviceId)
    if (!service) {
      lookAgain(30, 60)
      return
    }
    const part = Math.min(LONGEST, Math.max(SHORTEST, chance.around(1, SPREAD)))
    pace.after(part * service.expectedMinutes * MINUTE, async () => {
      const ticket = here(id, 'serving')
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

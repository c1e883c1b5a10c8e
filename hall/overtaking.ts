/** 超号报告: every call of a day that went before somebody who had come earlier, with whom, by how much and on which ground. */
import type { EventOf, Recorded } from './events.ts'
import { evolve } from './evolve.ts'
import { type CallMade, type ExplainedCall, explainCall, type PassedOver } from './explain.ts'
import { emptyHall, type Hall } from './hall.ts'
import type { BusinessDay, HallId, TicketId } from './ids.ts'

/** A call that overtook somebody; of whom, only what the report says: a big hall has thousands of such rows. */
export type Overtaking = Omit<ExplainedCall, 'whom'> & {
  readonly whom: readonly Pick<PassedOver, 'number' | 'earlierMs' | 'boundMs' | 'beyond'>[]
}

export type OvertakingReport = {
  readonly day: BusinessDay
  readonly timeZone: string
  /** All calls of the day. */
  readonly calls: number
  /** Those that overtook somebody, in the order in which they were made. */
  readonly rows: readonly Overtaking[]
}

type Call = EventOf<'TicketCalled'> | EventOf<'VisitorSeated'>

const callIn = ({ event }: Recorded): Call | undefined =>
  event.type === 'TicketCalled' || event.type === 'VisitorSeated' ? event : undefined

const madeBy = ({ ticket, counter, why, reason }: Call): CallMade => ({
  ticket,
  counter,
  why,
  ...(reason === undefined ? {} : { reason }),
})

const rowOf = ({ whom, ...call }: ExplainedCall): Overtaking => ({
  ...call,
  whom: whom.map(({ number, earlierMs, boundMs, beyond }) => ({ number, earlierMs, boundMs, beyond })),
})

const zoneOf = (hall: Hall): string => hall.catalogue?.hall.timeZone ?? 'Asia/Shanghai'

/**
 * The report of one day, in steps of one event, since a day may have tens of thousands.
 * @param events of that day, from its first opening on; they are folded beside, so every call is seen as it was made
 */
export function* overtakingOf(
  id: HallId,
  day: BusinessDay,
  events: Iterable<Recorded>,
): Generator<undefined, OvertakingReport> {
  const hall = emptyHall(id)
  const rows: Overtaking[] = []
  let calls = 0
  for (const recorded of events) {
    const call = callIn(recorded)
    if (call) calls += 1
    if (call && call.why.overtook > 0) rows.push(rowOf(explainCall(hall, madeBy(call), recorded.at)))
    evolve(hall, recorded)
    yield undefined
  }
  return { day, timeZone: zoneOf(hall), calls, rows }
}

/** Every call of one ticket that day, oldest first, each explained. In steps of one event. */
export function* callsOfTicket(
  id: HallId,
  ticket: TicketId,
  events: Iterable<Recorded>,
): Generator<undefined, readonly ExplainedCall[]> {
  const hall = emptyHall(id)
  const rows: ExplainedCall[] = []
  for (const recorded of events) {
    const call = callIn(recorded)
    if (call?.ticket === ticket) rows.push(explainCall(hall, madeBy(call), recorded.at))
    evolve(hall, recorded)
    yield undefined
  }
  return rows
}

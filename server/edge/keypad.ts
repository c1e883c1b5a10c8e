/**
 * A key of a caller keypad as the act of the window panel it stands for (E5). 呼叫 is the panel's one big button: whoever
 * sits there with a keypad alone must get through a day with it.
 */
import type { Intent } from '../../hall/commands.ts'
import { putAsideAt } from '../../hall/decide-counter.ts'
import type { Hall } from '../../hall/hall.ts'
import type { CounterId, Instant } from '../../hall/ids.ts'
import type { KeypadKey } from '../../hall/peripheral.ts'
import { rateableAt } from '../../hall/views/pad.ts'

/** Sooner than this after a call, or after 到场, the next press is the same press, made twice: as at the panel, ms. */
const CALL_RESTS_MS = 2_000
/** How far off an edge may say when it was pressed: it knows the hall's clock as of the last word it heard, ms. */
export const CLOCK_SLACK_MS = 500
/** A visit that ended longer ago is not rated at a pad: that visitor has left, and somebody else stands there, ms. */
export const RATE_WITHIN_MS = 60_000
/** What the ledger says of a visit that a keypad put aside. */
const ASIDE = '呼叫器挂起'

export type KeyRefusal =
  | 'counter-closed'
  | 'nobody-called'
  | 'nobody-parked'
  | 'nothing-to-rate'
  | 'too-soon'
  /** The window went on since the press, at the panel or by another key: it was meant for what was there before. */
  | 'too-late'
  /** A keypad has no way to say where to. */
  | 'target-needed'

/** What a key asks of the hall; `ask-rating` is no command, since a completed visit may be rated anyway. */
export type KeyAct = { readonly intent: Intent } | { readonly act: 'ask-rating' } | { readonly refused: KeyRefusal }

const refused = (code: KeyRefusal): KeyAct => ({ refused: code })

/**
 * The visit that a grade told at this moment is about: the one just completed here, or none (E16).
 * @param pressedAt the hall's time of the press, ms; undefined where it cannot be told
 */
export const gradedAt = (
  hall: Hall,
  counter: CounterId,
  pressedAt: Instant | undefined,
): ReturnType<typeof rateableAt> => {
  const visit = rateableAt(hall, counter)
  if (visit?.asks !== 'grade') return null
  if (pressedAt === undefined) return visit
  const age = pressedAt - visit.completedAt
  return age >= -CLOCK_SLACK_MS && age <= RATE_WITHIN_MS ? visit : null
}

const callAct = (hall: Hall, counter: CounterId, pressedAt: Instant | undefined): KeyAct => {
  const isSamePress = (at: Instant): boolean => pressedAt !== undefined && pressedAt - at < CALL_RESTS_MS
  const here = hall.counters.get(counter)
  if (here?.status === 'paused') return { intent: { type: 'OpenCounter', counter } }
  const ticket = here?.ticket === undefined ? undefined : hall.tickets.get(here.ticket)
  if (!ticket) return { intent: { type: 'CallNext', counter } }
  if (ticket.status === 'called') {
    if (isSamePress(ticket.calledAt)) return refused('too-soon')
    if (hall.catalogue?.rules.window.confirmArrival)
      return { intent: { type: 'StartServing', counter, ticket: ticket.id } }
  }
  if (ticket.status === 'serving' && isSamePress(ticket.startedAt)) return refused('too-soon')
  const outcome = hall.lookup.services.get(ticket.service)?.caseType ?? 'immediate'
  // An outcome that must say why is refused by the hall, and the clerk ends that visit at the panel.
  return { intent: { type: 'CompleteTicket', counter, ticket: ticket.id, outcome, thenCall: true } }
}

/**
 * What a key means at this window now.
 * @param pressedAt the hall's time of the press, ms; undefined where it cannot be told
 */
export const keyAct = (key: KeypadKey, hall: Hall, counter: CounterId, pressedAt: Instant | undefined): KeyAct => {
  const here = hall.counters.get(counter)
  if (!here || here.status === 'closed') return refused('counter-closed')
  if (pressedAt !== undefined && pressedAt < here.actedAt - CLOCK_SLACK_MS) return refused('too-late')
  const { ticket } = here
  switch (key) {
    case 'call':
      return callAct(hall, counter, pressedAt)
    case 'recall':
      return ticket === undefined ? refused('nobody-called') : { intent: { type: 'RecallTicket', counter, ticket } }
    case 'give-up':
      return ticket === undefined ? refused('nobody-called') : { intent: { type: 'MarkNoShow', counter, ticket } }
    case 'hold':
      return ticket === undefined
        ? refused('nobody-called')
        : { intent: { type: 'ParkTicket', counter, ticket, reason: ASIDE } }
    case 'call-back': {
      const oldest = putAsideAt(hall, counter)[0]
      return oldest ? { intent: { type: 'CallTicket', counter, ticket: oldest.id } } : refused('nobody-parked')
    }
    case 'pause':
      return here.status === 'paused'
        ? { intent: { type: 'OpenCounter', counter } }
        : { intent: { type: 'PauseCounter', counter, reason: 'away' } }
    case 'rate':
      return gradedAt(hall, counter, pressedAt) ? { act: 'ask-rating' } : refused('nothing-to-rate')
    case 'transfer':
      return refused('target-needed')
  }
}

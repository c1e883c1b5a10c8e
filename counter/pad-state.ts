/**
 * What the rating pad shows. Nothing is chosen in advance and nothing is recorded for silence (requirements §3.7): a
 * visit that nobody rates stays unrated, and the QR on the ticket stays open.
 */
import type { Instant, TicketId } from '../hall/ids.ts'
import type { PadView } from '../hall/views/pad.ts'

/** How long a pad asks (ms). */
export const ASK_MS = 30_000
/** A visit that ended longer ago is not asked about: the citizen has left (ms). */
export const ASK_WITHIN_MS = 60_000
/** How long it says thank you (ms). */
export const THANKS_MS = 4_000
/** A touch this soon after the question appeared was meant for what was there before (ms). */
export const TOUCH_AFTER_MS = 500

/** The visit this pad has asked about last: when it began to ask, and whether it is over. Kept across a reload. */
export type Asked = { readonly ticket: TicketId; readonly since: Instant; readonly over: boolean }
/** What became of the last rating that was sent from here. */
export type Told = { readonly what: 'thanks' | 'already' | 'failed'; readonly at: Instant }

export type PadState =
  | { readonly show: 'idle' }
  | { readonly show: 'ask'; readonly visit: NonNullable<PadView['rateable']>; readonly leftMs: number }
  | { readonly show: 'told'; readonly what: Told['what'] }

const IDLE: PadState = { show: 'idle' }

/** The note to keep about the visit that can be rated now: the one there is, or a new one when it is another visit. */
export const noteOf = (rateable: PadView['rateable'], asked: Asked | undefined, now: Instant): Asked | undefined =>
  rateable === null || asked?.ticket === rateable.ticket
    ? asked
    : { ticket: rateable.ticket, since: now, over: now - rateable.completedAt > ASK_WITHIN_MS }

/** Idle, asking, or telling what became of the answer. */
export const padState = (
  rateable: PadView['rateable'],
  asked: Asked | undefined,
  told: Told | undefined,
  now: Instant,
): PadState => {
  if (told && now - told.at < THANKS_MS) return { show: 'told', what: told.what }
  if (!rateable || asked?.ticket !== rateable.ticket || asked.over) return IDLE
  const until = Math.min(asked.since + ASK_MS, rateable.completedAt + ASK_WITHIN_MS)
  return now < until ? { show: 'ask', visit: rateable, leftMs: Math.min(ASK_MS, until - now) } : IDLE
}

/** Reads a kept note; anything else than a note is no note. */
export const readAsked = (text: string | undefined): Asked | undefined => {
  if (text === undefined) return undefined
  const [ticket = '', since = '', over = ''] = text.split(' ')
  return ticket !== '' && Number(since) > 0 ? { ticket, since: Number(since), over: over === 'over' } : undefined
}

export const writeAsked = ({ ticket, since, over }: Asked): string => `${ticket} ${since} ${over ? 'over' : 'open'}`

/**
 * What the rating pad shows. Nothing is chosen in advance and nothing is recorded for silence (requirements §3.7): a
 * visit that nobody rates stays unrated, and the QR on the ticket stays open. A bad grade is saved before anybody asks why.
 */
import type { Instant } from '../hall/ids.ts'
import type { PadView } from '../hall/views/pad.ts'

/** How long a pad asks for the grade (ms). */
export const ASK_MS = 30_000
/** A visit that ended longer ago is not asked about: the citizen has left (ms). */
export const ASK_WITHIN_MS = 60_000
/** How long it asks why, counted anew from every touch and from 再等 20 秒 (ux §5, ms). */
export const WHY_MS = 20_000
/** However often it is extended: by then the next person stands there (ms). */
export const WHY_AT_MOST_MS = 120_000
/** How long it says thank you (ms). */
export const THANKS_MS = 4_000
/** A touch this soon after the question appeared was meant for what was there before (ms). */
export const TOUCH_AFTER_MS = 500

export type Visit = NonNullable<PadView['rateable']>

/** The visit this pad asks about, how far it has come and until when it asks. Kept across a reload. */
export type Asked = {
  readonly visit: string
  /** `why` begins when the hall has accepted a bad grade from this pad. */
  readonly step: 'grade' | 'why' | 'over'
  readonly since: Instant
  readonly until: Instant
}
/** What became of what was sent from here last. `unexplained`: the grade is saved, its reasons are not. */
export type Told = { readonly what: 'thanks' | 'already' | 'failed' | 'unexplained'; readonly at: Instant }

export type PadState =
  | { readonly show: 'idle' }
  | { readonly show: 'ask' | 'why'; readonly visit: Visit; readonly leftMs: number }
  | { readonly show: 'told'; readonly what: Told['what'] }

const IDLE: PadState = { show: 'idle' }

/** One name for one leg at this window: a ticket may come back to it for another matter. */
export const nameOf = ({ ticket, completedAt }: Visit): string => `${ticket}@${completedAt}`

/** The note to keep about the visit that can be rated now: the one there is, or a new one when it is another visit. */
export const noteOf = (rateable: PadView['rateable'], asked: Asked | undefined, now: Instant): Asked | undefined =>
  rateable === null || asked?.visit === nameOf(rateable)
    ? asked
    : {
        visit: nameOf(rateable),
        step: 'grade',
        since: now,
        until: Math.min(now + ASK_MS, rateable.completedAt + ASK_WITHIN_MS),
      }

/** The note once the hall has accepted a bad grade. */
export const whyNote = (asked: Asked, now: Instant): Asked => ({
  ...asked,
  step: 'why',
  since: now,
  until: now + WHY_MS,
})

/** The note after a touch, or a wish for more time, on the page that asks why. Time that is left is never taken away. */
export const extended = (asked: Asked, now: Instant): Asked =>
  asked.step === 'why'
    ? { ...asked, until: Math.max(asked.until, Math.min(now + WHY_MS, asked.since + WHY_AT_MOST_MS)) }
    : asked

/** Idle, asking for the grade, asking why, or telling what became of the answer. `sending`: an answer is on its way. */
export const padState = (
  rateable: PadView['rateable'],
  asked: Asked | undefined,
  told: Told | undefined,
  now: Instant,
  sending = false,
): PadState => {
  if (told && now - told.at < THANKS_MS) return { show: 'told', what: told.what }
  if (!rateable || asked?.visit !== nameOf(rateable) || asked.step === 'over') return IDLE
  const leftMs = asked.until - now
  if (leftMs <= 0 && !sending) return IDLE
  // Rated elsewhere, on the phone: then it is the phone that asks why.
  if (asked.step === 'grade' && rateable.asks === 'why' && !sending) return IDLE
  const show = asked.step === 'why' && rateable.asks === 'why' ? 'why' : 'ask'
  // The clock of the screen ticks once a second, so it may be behind the touch that gave more time.
  return { show, visit: rateable, leftMs: Math.max(0, Math.min(leftMs, show === 'why' ? WHY_MS : ASK_MS)) }
}

/** Whether 大字 is on: chosen during this very visit, and gone with it (R6). `wanted`: the visit it was chosen in. */
export const isLarge = (wanted: string | undefined, asked: Asked | undefined, { show }: PadState): boolean =>
  wanted !== undefined && wanted === asked?.visit && show !== 'idle'

const STEPS: readonly Asked['step'][] = ['grade', 'why', 'over']

/** Reads a kept note; anything else than a note is no note. */
export const readAsked = (text: string | undefined): Asked | undefined => {
  const [visit = '', word = '', since = '', until = ''] = (text ?? '').split(' ')
  const step = STEPS.find((other) => other === word)
  const times = { since: Number(since), until: Number(until) }
  return visit !== '' && step && times.since > 0 && times.until > 0 ? { visit, step, ...times } : undefined
}

export const writeAsked = ({ visit, step, since, until }: Asked): string => `${visit} ${step} ${since} ${until}`

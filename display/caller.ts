/**
 * From what the board hears to what its loudspeaker says: each call once, in order, while it is fresh and its turn. It
 * advances whether or not this screen speaks, so that one that takes over repeats nothing (S13).
 */
import type { Instant } from '../hall/ids.ts'
import { STALE_AFTER_MS } from '../hall/limits.ts'
import type { ViewMessage } from '../hall/wire.ts'
import { type AnnounceState, announce, beginAnnouncing } from './announce.ts'
import { stillWanted } from './fifo.ts'
import { createSpeaker, type SpeakerParts } from './speaker.ts'

export type CallerParts = Omit<SpeakerParts, 'wanted'> & {
  /** The server's time, ms. */
  readonly now: () => Instant
  /** When this screen began, on the server's clock; asked at the first word of the server. */
  readonly loadedAt: () => Instant
  /** Whether this screen speaks now. */
  readonly speaks: () => boolean
}

export type Caller = { readonly hear: (message: ViewMessage<'board'>) => void }

export const createCaller = ({ now, loadedAt, speaks, ...parts }: CallerParts): Caller => {
  let state: AnnounceState | undefined
  let newest: ViewMessage<'board'> | undefined
  /** What was called before is past: the board slept, or was cut off. */
  let deafUntil = Number.NEGATIVE_INFINITY
  const speaker = createSpeaker({
    ...parts,
    // What a board last heard before it slept is no reason to speak when it wakes (V12).
    wanted: (item) =>
      speaks() &&
      newest !== undefined &&
      item.at >= deafUntil &&
      now() - newest.now <= STALE_AFTER_MS &&
      stillWanted(item, newest.view, now()),
  })
  return {
    hear: (message) => {
      // A whole line is never silent for this long: the board slept or was cut off, and what is past stays unspoken (B27).
      if (newest && message.now - newest.now > STALE_AFTER_MS) deafUntil = message.now
      state ??= beginAnnouncing(loadedAt())
      newest = message
      const heard = announce(state, message.view, now())
      state = heard.state
      if (speaks()) speaker.hear(heard.say)
    },
  }
}

/** Joins what the board hears to the loudspeaker: every new view is asked what to call out. */
import { effect, signal } from '@preact/signals'
import type { Live } from '../client/live-view.ts'
import { nowHere } from '../client/time.ts'
import { type Announcement, type AnnounceState, announce, beginAnnouncing } from './announce.ts'
import { stillWanted } from './fifo.ts'
import { createSpeaker } from './speaker.ts'
import { chime, hush, speakWith, startVoice, type VoiceOptions } from './voice.ts'

/** What the loudspeaker says at this moment, for the screen to show. */
export const speaking = signal<Announcement | undefined>(undefined)

/** Announces the calls of one board until the returned function is called. */
export const startAnnouncer = (live: Live<'board'>, options: VoiceOptions): (() => void) => {
  let state: AnnounceState | undefined
  const speaker = createSpeaker({
    chime,
    speak: speakWith(options),
    hush,
    wanted: (item) => {
      const view = live.peek()?.view
      return view !== undefined && stillWanted(item, view, nowHere())
    },
    saying: (item) => {
      speaking.value = item
    },
  })
  startVoice(options)
  return effect(() => {
    const message = live.value
    if (!message) return
    // The first message brings the server's clock; the page itself knows how long ago it was opened.
    state ??= beginAnnouncing(nowHere() - performance.now())
    const heard = announce(state, message.view, nowHere())
    state = heard.state
    if (options.on && heard.say.length > 0) speaker.hear(heard.say)
  })
}

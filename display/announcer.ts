/** Joins what the board hears to the loudspeaker, and says how it is heard (S12). */
import { computed, effect, signal } from '@preact/signals'
import { catalogue, needCatalogue } from '../client/catalogue.ts'
import type { Live } from '../client/live-view.ts'
import { mySettings, tellHealth } from '../client/report.ts'
import { device } from '../client/session.ts'
import { nowHere } from '../client/time.ts'
import type { Sound } from '../hall/screen.ts'
import { voiceOf } from '../hall/voice.ts'
import type { Announcement } from './announce.ts'
import { createCaller } from './caller.ts'
import { chimeFor, hush, soundWished, speakWith, startVoice, type VoiceOptions, voiceCondition } from './voice.ts'

/** What the loudspeaker says at this moment, for the screen to show. */
export const speaking = signal<Announcement | undefined>(undefined)

/** Announces the calls of one board until the returned function is called. */
export const startAnnouncer = (live: Live<'board'>, { on }: VoiceOptions): (() => void) => {
  const zone = device.value?.identity.zone ?? 'all'
  const voice = computed(() => catalogue.value && voiceOf(catalogue.value.voice, zone))
  const turn = computed(() => mySettings.value?.speaks === true)
  const sound = computed((): Sound => {
    switch (voiceCondition.value) {
      case 'off':
        // A page that was opened without sound must not hold the turn of one that can be heard.
        return on ? 'silent' : 'broken'
      case 'blocked':
        // Said by every screen that might speak, so that whoever chooses one passes over those that cannot.
        return 'blocked'
      case 'chime-only':
        return turn.value ? 'broken' : 'silent'
      case 'ready':
        return turn.value ? 'on' : 'silent'
    }
  })
  const caller = createCaller({
    now: nowHere,
    // The first message brings the server's clock; the page itself knows how long ago it was opened.
    loadedAt: () => nowHere() - performance.now(),
    speaks: () => turn.peek() && soundWished.peek(),
    chime: chimeFor(zone, () => voice.peek()),
    speak: speakWith({ zone, voice: () => voice.peek(), said: ({ position }) => tellHealth({ spoken: position }) }),
    hush,
    languages: () => voice.peek()?.languages.length ?? 1,
    saying: (item) => {
      speaking.value = item
    },
  })
  startVoice()
  const stops = [
    effect(() => {
      // A silent zone is known from the catalogue alone: until it is here nothing sounds (V10).
      const silent = voice.value?.silent ?? voice.value === undefined
      soundWished.value = on && !silent && mySettings.value?.settings.voice !== 'off'
    }),
    effect(() => tellHealth({ sound: sound.value })),
    // Whoever loses the turn stops in the middle of a word rather than speak over the next.
    effect(() => {
      if (!turn.value || !soundWished.value) hush()
    }),
    effect(() => {
      const message = live.value
      if (!message) return
      void needCatalogue(message.view.revision)
      caller.hear(message)
    }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

/** What the middle of a strip says, by the state of its window. Pure but for the language. */
import { fill, say } from '../client/language.ts'
import { windowText } from '../client/phrases.ts'
import { clock } from '../client/time.ts'
import { PAUSE_WORDS } from '../client/words.ts'
import type { Instant } from '../hall/ids.ts'
import type { StripView } from '../hall/views/public.ts'
import { LINE_WIDTH, lineWidth, partNow } from './strip-lines.ts'
import { AWAY } from './strip-words.ts'
import { W } from './words.ts'

export type Face = {
  readonly look: string
  readonly big: string
  /** Under it, each no longer than an LED bar takes. */
  readonly lines: readonly string[]
  readonly number?: string
}

/** 去向告知 (S004-39): where, back when (while that is still to come), and who serves meanwhile. */
const awayLines = (view: StripView, now: Instant): readonly string[] => {
  const lines: string[] = []
  if (view.destination !== undefined) {
    const head = say(AWAY.destination)
    lines.push(head + partNow(view.destination, now, LINE_WIDTH - lineWidth(head)))
  }
  if (view.backAt !== undefined && view.backAt > now)
    lines.push(fill(AWAY.back, { time: clock(view.backAt, view.timeZone) }))
  if (view.coveredBy !== undefined) lines.push(partNow(fill(AWAY.cover, { window: windowText(view.coveredBy) }), now))
  return lines
}

/** `flashing`: a call that has just come. */
export const faceOf = (view: StripView, flashing: boolean, now: Instant): Face => {
  const elsewhere = say(AWAY.elsewhere)
  if (!view.open) return { look: 'is-closed', big: say(W.hallClosed), lines: [view.hours] }
  if (view.number !== undefined && view.ticketStatus === 'called') {
    const look = flashing ? 'is-called is-flashing' : 'is-called'
    return { look, big: say(W.calledHere), lines: [], number: view.number }
  }
  if (view.number !== undefined) return { look: 'is-serving', big: say(W.serving), lines: [], number: view.number }
  switch (view.status) {
    case 'closed': {
      const away = awayLines(view, now)
      return { look: 'is-closed', big: say(W.closed), lines: away.length > 0 ? away : [elsewhere] }
    }
    case 'paused': {
      const away = awayLines(view, now)
      const why = view.reason ? `${say(W.paused)} · ${say(PAUSE_WORDS[view.reason])}` : say(W.paused)
      return {
        look: away.length > 0 ? 'is-paused is-away' : 'is-paused',
        // The reason stands beside it where there is room; the lines under it matter more.
        big: away.length > 0 && lineWidth(why) <= LINE_WIDTH ? why : say(W.paused),
        lines: view.coveredBy === undefined ? [...away, elsewhere] : away,
      }
    }
    case 'open':
      return { look: 'is-free', big: say(W.welcome), lines: [say(W.welcomeHint)] }
  }
}

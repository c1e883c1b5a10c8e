/** A ticket as the window sees it: its number, what for, with which right, and how long it has been. */

import { GROUND_WORDS } from '../client/ground-words.ts'
import { fill, say } from '../client/language.ts'
import { clock, elapsed, minutesSince, tick } from '../client/time.ts'
import { CLASS_WORDS } from '../client/words.ts'
import type { TicketCard } from '../hall/views/card.ts'
import type { CounterView } from '../hall/views/window.ts'
import { calledPace, type Pace, paceOf, servingPace } from './acts.ts'
import { serviceOf } from './window-state.ts'
import { PACE_CLASS, W } from './window-words.ts'

/** 优先 with its ground, 预约 with its time; an ordinary ticket has no chip. */
export const ClassChip = ({ card, timeZone }: { readonly card: TicketCard; readonly timeZone: string }) => {
  if (card.class === 'ordinary') return null
  const ground = card.ground && say(GROUND_WORDS[card.ground])
  const slot = card.slot === undefined ? undefined : fill(W.slot, { time: clock(card.slot, timeZone) })
  return (
    <span class={`chip ${card.class}`}>
      {card.class === 'appointment' && slot ? slot : say(CLASS_WORDS[card.class])}
      {ground && ` · ${ground}`}
    </span>
  )
}

type TimerProps = { readonly label: string; readonly text: string; readonly pace: Pace; readonly note?: string }

const Timer = ({ label, text, pace, note }: TimerProps) => (
  <div class={`timer ${PACE_CLASS[pace]}`}>
    <span class="timer-label">{label}</span>
    <b class="timer-text">{text}</b>
    {note && <span class="timer-note">{note}</span>}
  </div>
)

const Waited = ({ card, view }: { readonly card: TicketCard; readonly view: CounterView }) => {
  const until = card.calledAt ?? tick.value
  const ms = Math.max(0, until - card.readyAt)
  return (
    <Timer
      label={say(W.waited)}
      text={fill(W.minutes, { count: minutesSince(card.readyAt, until) })}
      pace={paceOf(ms, view.amberMinutes, view.redMinutes)}
    />
  )
}

/** 整理: how long ago the visit before was done. */
export const WrapUp = ({ since }: { readonly since: number }) => (
  <Timer label={say(W.wrapUp)} text={elapsed(tick.value - since)} pace="calm" />
)

const Serving = ({ card, startedAt }: { readonly card: TicketCard; readonly startedAt: number }) => {
  const expected = serviceOf(card.service)?.expectedMinutes
  const ms = tick.value - startedAt
  const pace = expected === undefined ? 'calm' : servingPace(ms, expected)
  const over = Math.floor(ms / 60_000) - (expected ?? 0)
  const words: Record<Pace, string> = {
    calm: fill(W.expected, { count: expected ?? '' }),
    amber: fill(W.over, { count: over }),
    red: say(W.wayOver),
  }
  return (
    <Timer
      label={say(W.servingFor)}
      text={elapsed(ms)}
      pace={pace}
      {...(expected === undefined ? {} : { note: words[pace] })}
    />
  )
}

/** The running times of the ticket in front of the window. */
export const Timers = ({ card, view }: { readonly card: TicketCard; readonly view: CounterView }) => (
  <div class="timers">
    <Waited card={card} view={view} />
    {card.status === 'called' && card.calledAt !== undefined && (
      <Timer
        label={say(W.calledFor)}
        text={elapsed(tick.value - card.calledAt)}
        pace={calledPace(card, serviceOf(card.service)?.expectedMinutes, view.confirmArrival, tick.value)}
        note={fill(W.callCount, { calls: card.calls ?? 1, limit: view.calls.limit })}
      />
    )}
    {card.startedAt !== undefined && card.status === 'serving' && <Serving card={card} startedAt={card.startedAt} />}
  </div>
)

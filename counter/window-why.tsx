/** Why this one is next, in words a citizen could be told; and the way to the whole reason. */
import { fill, say } from '../client/language.ts'
import { minutesSince, tick } from '../client/time.ts'
import type { Why } from '../hall/events.ts'
import type { TicketCard } from '../hall/views/card.ts'
import type { CounterView } from '../hall/views/window.ts'
import { paceOf } from './acts.ts'
import { themeNamed } from './names.ts'
import { WHY } from './why-words.ts'
import { ClassChip } from './window-card.tsx'
import { sheet } from './window-state.ts'
import { V } from './window-visit-words.ts'
import { PACE_CLASS, W } from './window-words.ts'

/** `counter` where the number still waits and is that window's next. */
export const WhyAct = ({ number, counter }: { readonly number: string; readonly counter?: string }) => (
  <button
    type="button"
    class="row-act"
    onClick={() => {
      sheet.value = { kind: 'why', number, ...(counter === undefined ? {} : { counter }) }
    }}
  >
    {say(WHY.ask)}
  </button>
)

const ruleText = ({ rule }: Why, theme: string): string => {
  switch (rule) {
    case 'own':
      return say(V.own)
    case 'help':
    case 'relief':
      return fill(V.help, { theme })
    case 'longest':
      return say(V.inOrder)
    // Nobody is next by a hand's choice: those are rules of calls that were made.
    case 'chosen':
    case 'override':
    case 'resumed':
    case 'direct':
      return ''
  }
}

type Props = { readonly card: TicketCard; readonly why: Why; readonly view: CounterView }

export const WhyChips = ({ card, why, view }: Props) => {
  const theme = view.themes.find((row) => row.id === card.theme)
  const ms = tick.value - card.readyAt
  const helps = why.rule === 'help' || why.rule === 'relief'
  return (
    <div class="chips">
      <ClassChip card={card} timeZone={view.timeZone} />
      <span class={helps ? 'chip help' : 'chip'}>{ruleText(why, themeNamed(card.theme, theme?.name ?? ''))}</span>
      <span class={`chip ${PACE_CLASS[paceOf(ms, view.amberMinutes, view.redMinutes)]}`}>
        {say(W.waited)} {fill(W.minutes, { count: minutesSince(card.readyAt, tick.value) })}
      </span>
      {card.bound && <span class="chip">{say(V.bound)}</span>}
      {why.overtook > 0 && <span class="chip">{fill(V.overtook, { count: why.overtook })}</span>}
      <WhyAct number={card.number} counter={view.counter} />
    </div>
  )
}

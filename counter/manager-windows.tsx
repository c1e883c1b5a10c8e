/** The windows: state in words and colour, who sits there, for whom, for how long. */
import { useSignal } from '@preact/signals'
import { fill, say } from '../client/language.ts'
import { windowText } from '../client/phrases.ts'
import { clock, tick } from '../client/time.ts'
import { PAUSE_WORDS } from '../client/words.ts'
import { PAUSE_REASONS } from '../hall/commands.ts'
import type { FloorCounter } from '../hall/views/floor.ts'
import { busy, trouble } from './acting.ts'
import { actsOf, minutesInState, type WindowAct, type WindowState, windowStateOf } from './floor.ts'
import { mayAct } from './manager-ask.ts'
import type { TabProps } from './manager-floor-type.ts'
import { ACT_WORDS, FLOOR, STATE_WORDS } from './manager-words.ts'
import { themeNamed } from './names.ts'
import { Sheet } from './sheet.tsx'
import { TroubleLine } from './trouble-line.tsx'

const TONE: Record<WindowState, string> = { closed: '', paused: 'warn', free: 'good', called: 'info', serving: 'info' }

type CardProps = {
  readonly counter: FloorCounter
  readonly open: boolean
  readonly goal: number
  readonly timeZone: string
  readonly onAct: (act: WindowAct) => void
}

/** 去向: where its staff went, when they are back, and who stands in. */
const awayText = ({ destination, backAt, coveredBy }: FloorCounter, timeZone: string): string =>
  [
    destination === undefined ? '' : fill(FLOOR.gone, { destination }),
    backAt === undefined ? '' : fill(FLOOR.back, { time: clock(backAt, timeZone) }),
    coveredBy === undefined ? '' : fill(FLOOR.cover, { window: windowText(coveredBy) }),
  ]
    .filter((text) => text !== '')
    .join(' · ')

const Card = ({ counter, open, goal, timeZone, onAct }: CardProps) => {
  const away = awayText(counter, timeZone)
  const state = windowStateOf(counter)
  const minutes = minutesInState(counter, tick.value)
  const line =
    counter.number === undefined
      ? state === 'closed'
        ? ''
        : fill(FLOOR.since, { minutes })
      : fill(FLOOR.now, { number: counter.number, minutes })
  return (
    <li class={`window-card ${state}`}>
      <div class="card-head">
        <b>{windowText(counter.name)}</b>
        {counter.vacantSince === undefined ? (
          <span class={`badge ${TONE[state]}`}>
            {say(STATE_WORDS[state])}
            {counter.reason && ` · ${say(PAUSE_WORDS[counter.reason])}`}
          </span>
        ) : (
          <span class="badge bad">{say(FLOOR.vacant)}</span>
        )}
      </div>
      <p class="card-themes">
        {counter.themes.length === 0 ? say(FLOOR.noQueue) : counter.themes.map((id) => themeNamed(id, id)).join('、')}
      </p>
      <p class="card-line">
        <span>{counter.staff || '—'}</span>
        <b class="card-now">{line}</b>
      </p>
      {away !== '' && <p class="card-away">{away}</p>}
      <div class="card-foot">
        <span class="bar" style={`--share:${Math.min(1, counter.completed / goal)}`} />
        <small>{fill(FLOOR.cases, { done: counter.completed, goal })}</small>
      </div>
      {mayAct() && (
        <div class="card-acts">
          {actsOf(counter, open).map((act) => (
            <button
              key={act}
              type="button"
              class="row-act"
              disabled={busy.value !== undefined}
              onClick={() => onAct(act)}
            >
              {say(ACT_WORDS[act])}
            </button>
          ))}
        </div>
      )}
    </li>
  )
}

export const WindowCards = ({ floor: { view, does } }: TabProps) => {
  const pausing = useSignal<FloorCounter | undefined>(undefined)
  const act = (counter: FloorCounter, what: WindowAct): void => {
    if (what === 'pause') pausing.value = counter
    else void does(what, { type: what === 'close' ? 'CloseCounter' : 'OpenCounter', counter: counter.id })
  }
  const close = (): void => {
    pausing.value = undefined
  }
  const one = pausing.value
  return (
    <section class="windows" aria-label={say(FLOOR.windows)}>
      <ul class="window-cards">
        {view.counters.map((counter) => (
          <Card
            key={counter.id}
            counter={counter}
            open={view.open}
            goal={view.casesPerCounter}
            timeZone={view.timeZone}
            onAct={(what) => act(counter, what)}
          />
        ))}
      </ul>
      {one && (
        <Sheet title={fill(FLOOR.pauseTitle, { name: windowText(one.name) })} onClose={close}>
          <div class="choices two">
            {PAUSE_REASONS.map((reason, index) => (
              <button
                key={reason}
                type="button"
                class="choice"
                data-digit={index + 1}
                disabled={busy.value !== undefined}
                onClick={() =>
                  void does('pause', { type: 'PauseCounter', counter: one.id, reason }).then((outcome) => {
                    if (outcome?.ok) close()
                  })
                }
              >
                <kbd>{index + 1}</kbd>
                {say(PAUSE_WORDS[reason])}
              </button>
            ))}
          </div>
          <TroubleLine problem={trouble.value} unconfirmed={busy.value?.unconfirmed ?? false} />
        </Sheet>
      )}
    </section>
  )
}

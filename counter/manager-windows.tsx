/** The windows: state in words and colour, who sits there, for whom, for how long. */
import { useSignal } from '@preact/signals'
import { catalogue } from '../client/catalogue.ts'
import { fill, say } from '../client/language.ts'
import { windowText } from '../client/phrases.ts'
import { clock, tick } from '../client/time.ts'
import { PAUSE_WORDS } from '../client/words.ts'
import { PAUSE_REASONS } from '../hall/commands.ts'
import type { FloorCounter } from '../hall/views/floor.ts'
import { busy, trouble } from './acting.ts'
import { afterwards } from './afterwards.ts'
import { actsOf, minutesInState, type WindowAct, type WindowState, windowStateOf } from './floor.ts'
import { mayAct } from './manager-ask.ts'
import type { TabProps } from './manager-floor-type.ts'
import { ACT_WORDS, FLOOR, STATE_WORDS } from './manager-words.ts'
import { themeNamed } from './names.ts'
import { Sheet } from './sheet.tsx'
import { TroubleLine } from './trouble-line.tsx'
import { WHY } from './why-words.ts'

const switchPart = afterwards(() => import('./order-switch.tsx'))
const whyPart = afterwards(() => import('./why-sheet.tsx'))

const TONE: Record<WindowState, string> = { closed: '', paused: 'warn', free: 'good', called: 'info', serving: 'info' }

type CardProps = {
  readonly counter: FloorCounter
  readonly open: boolean
  readonly goal: number
  readonly timeZone: string
  readonly onAct: (act: WindowAct) => void
  readonly onWhy: (number: string) => void
  readonly onSwitch: () => void
}

/** What it follows and whom it helps, where that is not simply its own list. A window that is not open helps nobody now. */
export const followsText = ({ profile, helping, status }: FloorCounter): string =>
  [
    profile ? fill(FLOOR.profile, { name: profile.name }) : '',
    helping.length === 0 || status !== 'open'
      ? ''
      : fill(FLOOR.helping, { themes: helping.map(({ theme }) => themeNamed(theme, theme)).join('、') }),
  ]
    .filter((text) => text !== '')
    .join(' · ')

/** 去向: where its staff went, when they are back, and who stands in. */
const awayText = ({ destination, backAt, coveredBy }: FloorCounter, timeZone: string): string =>
  [
    destination === undefined ? '' : fill(FLOOR.gone, { destination }),
    backAt === undefined ? '' : fill(FLOOR.back, { time: clock(backAt, timeZone) }),
    coveredBy === undefined ? '' : fill(FLOOR.cover, { window: windowText(coveredBy) }),
  ]
    .filter((text) => text !== '')
    .join(' · ')

/** Whether there is anything else that it could call by. */
const maySwitch = ({ id, status }: FloorCounter): boolean => {
  const setting = catalogue.value?.counters.find((one) => one.id === id)
  const themes = setting ? setting.own.length + setting.help.length : 0
  return status !== 'closed' && themes > 0 && (themes > 1 || (catalogue.value?.profiles ?? []).length > 0)
}

const Card = ({ counter, open, goal, timeZone, onAct, onWhy, onSwitch }: CardProps) => {
  const { number } = counter
  const follows = followsText(counter)
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
      {follows !== '' && <p class="card-follows">{follows}</p>}
      <p class="card-line">
        <span>{counter.staff || '—'}</span>
        {number === undefined ? (
          <b class="card-now">{line}</b>
        ) : (
          <button type="button" class="card-now asks" title={say(WHY.ask)} onClick={() => onWhy(number)}>
            {line}
          </button>
        )}
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
          {maySwitch(counter) && (
            <button type="button" class="row-act" disabled={busy.value !== undefined} onClick={onSwitch}>
              {say(FLOOR.switchProfile)}
            </button>
          )}
        </div>
      )}
    </li>
  )
}

export const WindowCards = ({ floor }: TabProps) => {
  const { view, does } = floor
  const asked = useSignal<string | undefined>(undefined)
  const switching = useSignal<FloorCounter | undefined>(undefined)
  const Why = whyPart.value?.WhySheet
  const Switch = switchPart.value?.SwitchSheet
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
            onWhy={(number) => {
              asked.value = number
            }}
            onSwitch={() => {
              switching.value = counter
            }}
          />
        ))}
      </ul>
      {asked.value !== undefined && Why && (
        <Why
          number={asked.value}
          onClose={() => {
            asked.value = undefined
          }}
        />
      )}
      {switching.value && Switch && (
        <Switch
          floor={floor}
          counter={switching.value}
          onClose={() => {
            switching.value = undefined
          }}
        />
      )}
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

/** One screen: all that is known of it, how it is set, and how its computer starts it. */
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import type { Problem } from '../client/ask.ts'
import { fill, say, type Word } from '../client/language.ts'
import type { ScreenSettings } from '../hall/screen.ts'
import { type DeviceKind, kindOf } from './device-kind.ts'
import { heardText } from './machine-table.tsx'
import { askHall, mayAct } from './manager-ask.ts'
import { KIND_WORDS } from './manager-words.ts'
import { ConditionBadge } from './screens-card.tsx'
import { type Screen, shownText, voiceWord } from './screens-list.ts'
import { CONDITION_HINTS, SCREENS, SOUND_WORDS, TROUBLE_WORDS } from './screens-words.ts'
import { Sheet } from './sheet.tsx'
import { TroubleLine } from './trouble-line.tsx'

type Props = {
  readonly screen: Screen
  readonly place: string
  readonly now: number
  readonly timeZone: string
  readonly onProvision: () => void
  readonly onSaved: () => void
  readonly onClose: () => void
}

const Fact = ({ word, children }: { readonly word: Word; readonly children: ComponentChildren }) => (
  <>
    <dt>{say(word)}</dt>
    <dd>{children}</dd>
  </>
)

const Facts = ({ screen, place, now, timeZone }: Pick<Props, 'screen' | 'place' | 'now' | 'timeZone'>) => {
  const { health } = screen
  const voice = voiceWord(screen)
  const trouble = health?.trouble === undefined ? undefined : TROUBLE_WORDS[health.trouble]
  return (
    <dl class="screen-list">
      <Fact word={SCREENS.place}>{`${place} · ${say(KIND_WORDS[kindOf(screen)])}`}</Fact>
      <Fact word={SCREENS.lastSeen}>{heardText(screen.online ? 'now' : screen.seenAt, now, timeZone)}</Fact>
      {health && <Fact word={SCREENS.shows}>{trouble ? say(trouble) : shownText(screen)}</Fact>}
      {health && voice && (
        <Fact word={SCREENS.sound}>
          {say(SOUND_WORDS[health.sound])} · {say(voice)}
        </Fact>
      )}
      {health && (
        <Fact word={SCREENS.resolution}>
          {fill(SCREENS.pixels, {
            width: Math.round(health.width * health.density),
            height: Math.round(health.height * health.density),
          })}
        </Fact>
      )}
      {health && <Fact word={SCREENS.secure}>{say(health.secure ? SCREENS.yes : SCREENS.no)}</Fact>}
    </dl>
  )
}

type NumberField = 'inches' | 'metres' | 'lowerEdge'
const RANGES: Readonly<Record<NumberField, { readonly min: number; readonly max: number; readonly step: number }>> = {
  inches: { min: 5, max: 200, step: 0.1 },
  metres: { min: 0.3, max: 50, step: 0.1 },
  lowerEdge: { min: 0, max: 2_500, step: 1 },
}
const fieldsOf = (kind: DeviceKind): readonly NumberField[] =>
  kind === 'kiosk' ? ['inches', 'lowerEdge'] : ['inches', 'metres']

/** What the form says; an empty field is as is usual. */
const settingsIn = (form: HTMLFormElement): ScreenSettings => {
  const data = new FormData(form)
  const text = (name: string): string => String(data.get(name) ?? '')
  const numbers = Object.fromEntries(
    Object.keys(RANGES).flatMap((name) => (text(name) === '' ? [] : [[name, Number(text(name))]])),
  )
  return {
    ...numbers,
    ...(text('face') === 'entrance' ? { face: 'entrance' } : {}),
    ...(text('voice') === 'off' ? { voice: 'off' } : {}),
  }
}

type SelectProps = {
  readonly name: 'face' | 'voice'
  readonly word: Word
  readonly value: string | undefined
  readonly options: readonly (readonly [value: string, word: Word])[]
}
const Select = ({ name, word, value, options }: SelectProps) => (
  <label class="field">
    <span>{say(word)}</span>
    <select name={name}>
      {options.map(([option, text]) => (
        <option key={option} value={option} selected={option === (value ?? options[0]?.[0])}>
          {say(text)}
        </option>
      ))}
    </select>
  </label>
)

const Settings = ({ screen, onSaved }: Pick<Props, 'screen' | 'onSaved'>) => {
  const problem = useSignal<Problem | undefined>(undefined)
  const saved = useSignal(false)
  const kind = kindOf(screen)
  // As it was when the sheet was opened: the list is asked for again every two seconds and must not change what is typed.
  const settings = useSignal(screen.screen ?? {}).value
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (!(event.currentTarget instanceof HTMLFormElement)) return
    saved.value = false
    const body = { screen: settingsIn(event.currentTarget) }
    const answer = await askHall(`devices/${screen.id}`, { method: 'PATCH', body })
    problem.value = answer.ok ? undefined : answer
    saved.value = answer.ok
    if (answer.ok) onSaved()
  }
  return (
    <form class="form" onSubmit={submit}>
      <h3>{say(SCREENS.settings)}</h3>
      <div class="screen-fields">
        {fieldsOf(kind).map((name) => (
          <label key={name} class="field">
            <span>{say(SCREENS[name])}</span>
            <input name={name} type="number" {...RANGES[name]} defaultValue={settings[name] ?? ''} />
          </label>
        ))}
        {kind === 'board' && (
          <Select
            name="face"
            word={SCREENS.face}
            value={settings.face}
            options={[
              ['calls', SCREENS.calls],
              ['entrance', SCREENS.entrance],
            ]}
          />
        )}
        {kind === 'board' && (
          <Select
            name="voice"
            word={SCREENS.voice}
            value={settings.voice}
            options={[
              ['auto', SCREENS.voiceAuto],
              ['off', SCREENS.voiceOff],
            ]}
          />
        )}
      </div>
      <p class="hint">{say(SCREENS.usual)}</p>
      <div class="row">
        <button type="submit" class="action">
          {say(SCREENS.save)}
        </button>
        {saved.value && (
          <p class="good" role="status">
            {say(SCREENS.saved)}
          </p>
        )}
        <TroubleLine problem={problem.value} />
      </div>
    </form>
  )
}

export const ScreenSheet = ({ onProvision, onSaved, onClose, ...about }: Props) => {
  const { screen } = about
  const hint = CONDITION_HINTS[screen.condition]
  return (
    <Sheet wide title={screen.name} onClose={onClose}>
      <div class="row">
        <ConditionBadge screen={screen} />
        {hint && <span>{say(hint)}</span>}
        <span class="spring" />
        {mayAct('system') && (
          <button type="button" class="row-act" onClick={onProvision}>
            {say(SCREENS.provision)}
          </button>
        )}
      </div>
      <Facts {...about} />
      {mayAct('system') && <Settings screen={screen} onSaved={onSaved} />}
    </Sheet>
  )
}

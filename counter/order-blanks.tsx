/** The fields inside a sentence: a number, a choice, a time, and themes that are put in and taken out. */
import { fill, language, say, type Word } from '../client/language.ts'
import type { CatalogueProblem } from '../hall/catalogue-problem.ts'
import type { ThemeId } from '../hall/ids.ts'
import { Icon } from './icons.tsx'
import { named } from './names.ts'
import { numberIn, textOf } from './order-state.ts'
import { O } from './order-words.ts'

type NumberProps = {
  readonly label: string
  readonly value: number
  readonly least?: number
  readonly most?: number
  /** Whole numbers unless said otherwise. */
  readonly step?: number
  readonly onChange: (value: number) => void
}

export const NumberBlank = ({ label, value, least = 0, most = 1_440, step = 1, onChange }: NumberProps) => (
  <input
    class="blank number-blank"
    type="number"
    aria-label={label}
    min={least}
    max={most}
    step={step}
    value={textOf(value)}
    onInput={({ currentTarget }) => onChange(numberIn(currentTarget.value))}
  />
)

type Choice<T extends string> = { readonly value: T; readonly text: string }
type ChoiceProps<T extends string> = {
  readonly label: string
  readonly value: T
  readonly choices: readonly Choice<T>[]
  readonly onChange: (value: T) => void
}

export const ChoiceBlank = <T extends string>({ label, value, choices, onChange }: ChoiceProps<T>) => (
  <select
    class="blank"
    aria-label={label}
    value={value}
    onChange={({ currentTarget }) => {
      const found = choices.find((one) => one.value === currentTarget.value)
      if (found) onChange(found.value)
    }}
  >
    {choices.map((one) => (
      <option key={one.value} value={one.value}>
        {one.text}
      </option>
    ))}
  </select>
)

type TimeProps = { readonly label: Word; readonly value: string; readonly onChange: (value: string) => void }

export const TimeBlank = ({ label, value, onChange }: TimeProps) => (
  <input
    class="blank time-blank"
    type="time"
    aria-label={say(label)}
    value={value}
    onInput={({ currentTarget }) => onChange(currentTarget.value)}
  />
)

type Theme = { readonly id: ThemeId; readonly name: string; readonly nameEn: string }
type ThemesProps = {
  readonly label: Word
  readonly chosen: readonly ThemeId[]
  readonly themes: readonly Theme[]
  readonly onAdd: (theme: ThemeId) => void
  readonly onDrop: (theme: ThemeId) => void
}

const nameIn = (themes: readonly Theme[], id: ThemeId): string => {
  const theme = themes.find((one) => one.id === id)
  return theme ? named(theme) : id
}

/** Themes as chips in the sentence: each can be taken out, and the list at the end puts another in. */
export const ThemesBlank = ({ label, chosen, themes, onAdd, onDrop }: ThemesProps) => (
  <span class="themes-blank">
    {chosen.length === 0 && <span class="none">{say(O.none)}</span>}
    {chosen.map((id) => (
      <span key={id} class="theme-chip">
        {nameIn(themes, id)}
        <button type="button" aria-label={fill(O.dropTheme, { name: nameIn(themes, id) })} onClick={() => onDrop(id)}>
          <Icon name="cross" />
        </button>
      </span>
    ))}
    <select
      class="blank add-blank"
      aria-label={`${say(label)} ${say(O.addTheme)}`}
      value=""
      onChange={({ currentTarget }) => {
        if (currentTarget.value !== '') onAdd(currentTarget.value)
        currentTarget.value = ''
      }}
    >
      <option value="">{say(O.addTheme)}</option>
      {themes
        .filter(({ id }) => !chosen.includes(id))
        .map((theme) => (
          <option key={theme.id} value={theme.id}>
            {named(theme)}
          </option>
        ))}
    </select>
  </span>
)

/** What cannot be meant, said below the sentence it is in. */
export const Wrong = ({ problems }: { readonly problems: readonly CatalogueProblem[] }) =>
  problems.length === 0 ? null : (
    <ul class="wrong" role="alert">
      {problems.map(({ where, code, zh, en }) => (
        <li key={`${where} ${code} ${en}`}>{language.value === 'zh' ? zh : en}</li>
      ))}
    </ul>
  )

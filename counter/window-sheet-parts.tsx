/** What the sheets of the window panel share: closing, what went wrong, and rows of choices of which one holds. */
import { say, type Word } from '../client/language.ts'
import { busy, trouble } from './acting.ts'
import { TroubleLine } from './trouble-line.tsx'
import { sheet } from './window-state.ts'

export const closeSheet = (): void => {
  sheet.value = undefined
}

export const closeIf = (done: boolean): void => {
  if (done) closeSheet()
}

export const SheetTrouble = () => <TroubleLine problem={trouble.value} unconfirmed={busy.value?.unconfirmed ?? false} />

/** So many minutes, as a choice. */
export const minutesWord = (count: number): Word => [`${count} 分钟`, `${count} min`]

type Option<T> = { readonly value: T; readonly word: Word }

type OptionsProps<T> = {
  readonly label: Word
  readonly options: readonly Option<T>[]
  readonly chosen: T | undefined
  readonly onChoose: (value: T) => void
  /** Digits from 1 choose them too; one row of a sheet may have them. */
  readonly digits?: boolean
}

export const Options = <T extends string | number | undefined>(props: OptionsProps<T>) => (
  <fieldset class="options">
    <legend>{say(props.label)}</legend>
    {props.options.map(({ value, word }, index) => (
      <button
        key={word[0]}
        type="button"
        class="choice"
        aria-pressed={value === props.chosen}
        {...(props.digits ? { 'data-digit': index + 1 } : {})}
        onClick={() => props.onChoose(value)}
      >
        {props.digits && <kbd>{index + 1}</kbd>}
        {say(word)}
      </button>
    ))}
  </fieldset>
)

type TextProps = {
  readonly label: Word
  readonly value: string
  readonly max: number
  readonly onText: (text: string) => void
  readonly needed?: boolean
}

export const TextField = ({ label, value, max, onText, needed = false }: TextProps) => (
  <label class="field">
    <span>{say(label)}</span>
    <input
      value={value}
      maxLength={max}
      autocomplete="off"
      {...(needed ? { 'data-needed': '' } : {})}
      onInput={(event) => onText(event.currentTarget.value)}
    />
  </label>
)

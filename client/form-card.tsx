/** A small form in the middle of the screen: pairing, signing in, the first manager. */
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import type { Answer } from './ask.ts'
import { language, say, speak, type Word } from './language.ts'
import { problemText } from './words.ts'

type Field = { readonly name: string; readonly label: Word; readonly secret?: boolean; readonly upper?: boolean }

type CardProps = {
  /** Below the button: another way. */
  readonly children?: ComponentChildren
  readonly title: Word
  /** A sentence with its gaps filled, or a word. */
  readonly hint?: Word | string
  readonly fields: readonly Field[]
  readonly action: Word
  readonly onSubmit: (values: Record<string, string>) => Promise<Answer<object>>
}

/** A small form in the middle of the screen; what goes wrong is said under it. */
export const FormCard = ({ title, hint, fields, action, onSubmit, children }: CardProps) => {
  const trouble = useSignal('')
  const busy = useSignal(false)
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (busy.value || !(event.currentTarget instanceof HTMLFormElement)) return
    const values: Record<string, string> = {}
    for (const [name, value] of new FormData(event.currentTarget)) if (typeof value === 'string') values[name] = value
    busy.value = true
    const answer = await onSubmit(values)
    busy.value = false
    trouble.value = answer.ok ? '' : problemText(answer)
  }
  return (
    <main class="gate">
      <form class="gate-card" onSubmit={submit}>
        <h1>{say(title)}</h1>
        {hint && <p class="gate-hint">{typeof hint === 'string' ? hint : say(hint)}</p>}
        {fields.map((field) => (
          <label key={field.name} class="gate-field" for={`gate-${field.name}`}>
            <span>{say(field.label)}</span>
            {field.secret ? (
              <input
                id={`gate-${field.name}`}
                name={field.name}
                type="password"
                autocomplete="current-password"
                required
              />
            ) : (
              <input
                id={`gate-${field.name}`}
                name={field.name}
                class={field.upper ? 'gate-code' : ''}
                autocomplete="off"
                required
              />
            )}
          </label>
        ))}
        <p class="gate-trouble" role="alert">
          {trouble.value}
        </p>
        <button class="gate-action" type="submit" disabled={busy.value}>
          {say(action)}
        </button>
        {children}
        <button class="gate-language" type="button" onClick={() => speak(language.value === 'zh' ? 'en' : 'zh')}>
          {language.value === 'zh' ? 'English' : '中文'}
        </button>
      </form>
    </main>
  )
}

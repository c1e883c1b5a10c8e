/** A small form in the middle of the screen: pairing, signing in, the code after a password, the first manager. */
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import type { Answer } from './ask.ts'
import { language, say, speak, type Word } from './language.ts'
import { signInWithCode } from './sign-in.ts'
import { problemText } from './words.ts'
import './security-words.ts'

const CODE = {
  title: ['动态口令', 'One-time code'],
  hint: [
    '请输入手机上的 6 位动态口令。手机不在，可输入一个恢复码',
    'Six digits from your telephone, or a recovery code',
  ],
  code: ['动态口令或恢复码', 'One-time or recovery code'],
  go: ['登录', 'Sign in'],
  back: ['返回', 'Back'],
} satisfies Record<string, Word>

/** `once`: a code that is good this once. */
type Field = {
  readonly name: string
  readonly label: Word
  readonly secret?: boolean
  readonly upper?: boolean
  readonly once?: boolean
}

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

/** What was typed into a form, by the names of its fields. */
export const valuesOf = (form: HTMLFormElement): Record<string, string> => {
  const values: Record<string, string> = {}
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') values[name] = value
  return values
}

/** A small form in the middle of the screen; what goes wrong is said under it. */
export const FormCard = ({ title, hint, fields, action, onSubmit, children }: CardProps) => {
  const trouble = useSignal('')
  const busy = useSignal(false)
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (busy.value || !(event.currentTarget instanceof HTMLFormElement)) return
    const values = valuesOf(event.currentTarget)
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
                autocomplete={field.once ? 'one-time-code' : 'off'}
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

type CodeProps = {
  /** What the hall gave for the right password. */
  readonly ticket: string
  /** A new password that is to be theirs with it. */
  readonly wanted?: string
  readonly onIn: () => void
  readonly onBack: () => void
}

/** The code after the password, of the telephone or of paper (X30). */
export const CodeForm = ({ ticket, wanted, onIn, onBack }: CodeProps) => (
  <FormCard
    key="code"
    title={CODE.title}
    hint={CODE.hint}
    fields={[{ name: 'code', label: CODE.code, upper: true, once: true }]}
    action={CODE.go}
    onSubmit={async ({ code = '' }) => {
      const answer = await signInWithCode(ticket, code, wanted)
      if (answer.ok) onIn()
      return answer
    }}
  >
    <button type="button" class="gate-other" onClick={onBack}>
      {say(CODE.back)}
    </button>
  </FormCard>
)

/** What a screen shows before it may show anything: pairing of the machine, then signing in of the person. */
import { useSignal } from '@preact/signals'
import { type ComponentChildren, render } from 'preact'
import type { Answer } from './ask.ts'
import { language, say, speak, type Word } from './language.ts'
import { reconnect } from './live-view.ts'
import { beScreen, device, pair, person, type Screen, signIn } from './session.ts'
import { problemText } from './words.ts'

const W = {
  pairTitle: ['配对这台设备', 'Pair this device'],
  pairHint: [
    '请在管理页“设备”里添加本机，把显示的配对码填在这里',
    'Add this machine under “Devices” on the manager page and enter its code here',
  ],
  code: ['配对码', 'Pairing code'],
  pair: ['配对', 'Pair'],
  signIn: ['登录', 'Sign in'],
  name: ['姓名', 'Name'],
  password: ['密码', 'Password'],
} satisfies Record<string, Word>

type Field = { readonly name: string; readonly label: Word; readonly secret?: boolean; readonly upper?: boolean }

type CardProps = {
  readonly title: Word
  readonly hint?: Word
  readonly fields: readonly Field[]
  readonly action: Word
  readonly onSubmit: (values: Record<string, string>) => Promise<Answer<object>>
}

/** A small form in the middle of the screen; what goes wrong is said under it. */
export const FormCard = ({ title, hint, fields, action, onSubmit }: CardProps) => {
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
        {hint && <p class="gate-hint">{say(hint)}</p>}
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
        <button class="gate-language" type="button" onClick={() => speak(language.value === 'zh' ? 'en' : 'zh')}>
          {language.value === 'zh' ? 'English' : '中文'}
        </button>
      </form>
    </main>
  )
}

/** The code in the address, which a provisioned machine or a link of the manager page opens the screen with. */
const offered = new URLSearchParams(location.search).get('pair')

const Pairing = () => {
  return (
    <FormCard
      title={W.pairTitle}
      hint={W.pairHint}
      fields={[{ name: 'code', label: W.code, upper: true }]}
      action={W.pair}
      onSubmit={async ({ code = '' }) => {
        const answer = await pair(code)
        reconnect()
        return answer
      }}
    />
  )
}

const SigningIn = () => (
  <FormCard
    title={W.signIn}
    fields={[
      { name: 'name', label: W.name },
      { name: 'password', label: W.password, secret: true },
    ]}
    action={W.signIn}
    onSubmit={async ({ name = '', password = '' }) => {
      const answer = await signIn(name, password)
      if (answer.ok) reconnect()
      return answer
    }}
  />
)

type GateProps = { readonly needs: 'device' | 'person' | 'both'; readonly children: ComponentChildren }

const Gate = ({ needs, children }: GateProps) => {
  if (needs !== 'person' && !device.value) return <Pairing />
  if (needs !== 'device' && !person.value) return <SigningIn />
  return <>{children}</>
}

/** A code in the address makes this page a new machine, whatever it was before; without one it stays what it was. */
const pairOffered = async (): Promise<void> => {
  if (offered === null) return
  const answer = await pair(offered)
  // The code works once: out of the address with it, so that a reload does not try it again.
  if (!answer.ok) history.replaceState(null, '', location.pathname)
}

/** Starts a screen: says which one it is and shows it once it may be shown. */
export const startScreen = (screen: Screen, needs: GateProps['needs'], App: () => ComponentChildren): void => {
  beScreen(screen)
  speak(language.value, false)
  const root = document.getElementById('app')
  if (!root) throw new Error('The page has no element #app to show the screen in.')
  const show = (): void =>
    render(
      <Gate needs={needs}>
        <App />
      </Gate>,
      root,
    )
  void pairOffered().then(show)
}

/** The forms before a screen: pairing of the machine, signing in of the person. Fetched by the few pages that show them. */
import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { ask } from './ask.ts'
import { FormCard } from './form-card.tsx'
import { fill, say, type Word } from './language.ts'
import { reconnect } from './live-view.ts'
import { pair } from './session.ts'
import { changePassword, signIn, signInWithTicket } from './sign-in.ts'
import { problemText } from './words.ts'
import './security-words.ts'

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
  choose: ['换新密码', 'Choose a new password'],
  chooseHint: ['{name}，密码到期或由别人设置，请换成只有您知道的', '{name}, choose one that only you know'],
  wanted: ['新密码', 'New password'],
  chooseDo: ['保存并登录', 'Save and sign in'],
  sso: ['单点登录', 'Single sign-on'],
} satisfies Record<string, Word>

export const Pairing = () => {
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

/** Whose password must be changed before they are let in, with the one they just gave. */
const choosing = signal<{ readonly name: string; readonly password: string } | undefined>(undefined)
/** Whether the hall has a single sign-on, and what came of the last way there. */
const hasSso = signal(false)
const ssoTrouble = signal('')

const Choosing = ({ name, password }: { readonly name: string; readonly password: string }) => (
  <FormCard
    title={W.choose}
    hint={fill(W.chooseHint, { name })}
    fields={[{ name: 'wanted', label: W.wanted, secret: true }]}
    action={W.chooseDo}
    onSubmit={async ({ wanted = '' }) => {
      const answer = await changePassword(name, password, wanted)
      if (!answer.ok) return answer
      choosing.value = undefined
      reconnect()
      return answer
    }}
  />
)

/** Back from the single sign-on, the address carries a ticket that is good once for a minute, behind the `#`. */
const TICKET = /^#sso=([\w-]{1,128})$/

/** Goes to the sign-on and comes back to this very page. */
const leaveForSso = (): void => {
  location.assign(`/api/sso/start?${new URLSearchParams({ page: location.pathname + location.search })}`)
}

const useSso = (): void => {
  useEffect(() => {
    void ask<{ sso: boolean }>('/api/sso').then((answer) => {
      hasSso.value = answer.ok && answer.sso
    })
    const ticket = TICKET.exec(location.hash)?.[1]
    if (ticket === undefined) return
    history.replaceState(null, '', location.pathname + location.search)
    void signInWithTicket(ticket).then((answer) => {
      if (answer.ok) reconnect()
      else ssoTrouble.value = problemText(answer)
    })
  }, [])
}

export const SigningIn = () => {
  useSso()
  if (choosing.value) return <Choosing {...choosing.value} />
  return (
    <FormCard
      title={W.signIn}
      {...(ssoTrouble.value === '' ? {} : { hint: ssoTrouble.value })}
      fields={[
        { name: 'name', label: W.name },
        { name: 'password', label: W.password, secret: true },
      ]}
      action={W.signIn}
      onSubmit={async ({ name = '', password = '' }) => {
        const answer = await signIn(name, password)
        if (answer.ok) reconnect()
        else if (answer.code === 'password-old') choosing.value = { name, password }
        return answer
      }}
    >
      {hasSso.value && (
        <button type="button" class="gate-other" onClick={leaveForSso}>
          {say(W.sso)}
        </button>
      )}
    </FormCard>
  )
}

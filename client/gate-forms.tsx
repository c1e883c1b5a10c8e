/** The forms before a screen: pairing of the machine, signing in of the person. Fetched by the few pages that show them. */
import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { ask } from './ask.ts'
import { CodeForm, FormCard } from './form-card.tsx'
import { fill, say, type Word } from './language.ts'
import { reconnect } from './live-view.ts'
import { pair } from './session.ts'
import { changePassword, signIn, signInWithTicket, speakOn, ticketIn } from './sign-in.ts'
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
  change: ['换密码', 'Change password'],
  changeHint: ['先填现在的密码，再填新的', 'First the present password, then the new one'],
  present: ['现在的密码', 'Present password'],
  back: ['返回登录', 'Back to sign in'],
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
/** Somebody wants another password of their own accord (ASVS V6.2.2). */
const changing = signal(false)
const wantToChange = (wants: boolean): void => {
  changing.value = wants
}
/** Whether the hall has a single sign-on, and what came of the last way there. */
const hasSso = signal(false)
const ssoTrouble = signal('')

/** Whose password was right and whose code is to follow, with the new password where they chose one. */
const coding = signal<{ readonly ticket: string; readonly wanted?: string } | undefined>(undefined)

type OtherProps = { readonly label: Word; readonly onClick: () => void }

/** Another way than the form's own. */
const Other = ({ label, onClick }: OtherProps) => (
  <button type="button" class="gate-other" onClick={onClick}>
    {say(label)}
  </button>
)

const Choosing = ({ name, password }: { readonly name: string; readonly password: string }) => (
  <FormCard
    title={W.choose}
    hint={fill(W.chooseHint, { name })}
    fields={[{ name: 'wanted', label: W.wanted, secret: true }]}
    action={W.chooseDo}
    onSubmit={async ({ wanted = '' }) => {
      const answer = await changePassword(name, password, wanted)
      const ticket = ticketIn(answer)
      if (ticket !== undefined) coding.value = { ticket, wanted }
      if (!answer.ok) return answer
      choosing.value = undefined
      speakOn()
      return answer
    }}
  />
)

const Changing = () => (
  <FormCard
    title={W.change}
    hint={W.changeHint}
    fields={[
      { name: 'name', label: W.name },
      { name: 'password', label: W.present, secret: true },
      { name: 'wanted', label: W.wanted, secret: true },
    ]}
    action={W.chooseDo}
    onSubmit={async ({ name = '', password = '', wanted = '' }) => {
      const answer = await changePassword(name, password, wanted)
      const ticket = ticketIn(answer)
      if (ticket !== undefined) coding.value = { ticket, wanted }
      if (!answer.ok) return answer
      changing.value = false
      speakOn()
      return answer
    }}
  >
    <Other label={W.back} onClick={() => wantToChange(false)} />
  </FormCard>
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
      if (answer.ok) speakOn()
      else ssoTrouble.value = problemText(answer)
    })
  }, [])
}

export const SigningIn = () => {
  useSso()
  if (coding.value)
    return (
      <CodeForm
        {...coding.value}
        onIn={() => {
          coding.value = undefined
          choosing.value = undefined
          changing.value = false
          speakOn()
        }}
        onBack={() => {
          coding.value = undefined
        }}
      />
    )
  if (choosing.value) return <Choosing {...choosing.value} />
  if (changing.value) return <Changing />
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
        const ticket = ticketIn(answer)
        if (ticket !== undefined) coding.value = { ticket }
        if (answer.ok) speakOn()
        else if (answer.code === 'password-old') choosing.value = { name, password }
        return answer
      }}
    >
      {hasSso.value && <Other label={W.sso} onClick={leaveForSso} />}
      <Other label={W.change} onClick={() => wantToChange(true)} />
    </FormCard>
  )
}

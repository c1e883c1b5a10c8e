/** The forms before a screen: pairing of the machine, signing in of the person. Fetched by the few pages that show them. */
import { FormCard } from './form-card.tsx'
import type { Word } from './language.ts'
import { reconnect } from './live-view.ts'
import { pair, signIn } from './session.ts'

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

export const SigningIn = () => (
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

/** What a proposal changes, line by line, so that whoever agrees knows exactly to what (X32). */
import { fill, say, type Word } from '../client/language.ts'
import { PROFILES, type Profile } from '../hall/duty.ts'
import { FACTORS } from './factor-words.ts'
import { DETAIL_VALUES, PROFILE_WORDS, SECURITY } from './security-words.ts'
import type { ACTS, STATES } from './two-people-words.ts'

export type Proposal = {
  readonly id: string
  readonly act: keyof typeof ACTS
  readonly data: Readonly<Record<string, unknown>>
  readonly was: Readonly<Record<string, unknown>>
  readonly state: keyof typeof STATES
  readonly at: number
  readonly until: number
  readonly ended: number | null
  readonly askerName: string
  readonly aboutName?: string
  readonly secondName?: string
  readonly word: string | null
  readonly code: string | null
  readonly mine: boolean
  /** Why whoever looks cannot agree. */
  readonly against: string | null
  readonly for: readonly string[]
}

const L = {
  change: ['{name}：{was} → {next}', '{name}: {was} → {next}'],
  fourEyes: ['双人复核', 'Four eyes'],
  yes: ['启用', 'on'],
  no: ['停用', 'off'],
  newAccount: [
    '新账号 {name}，角色：{role}；初始密码由提出人设定',
    'New account {name}, {role}; whoever asks set its password',
  ],
  role: ['角色', 'Role'],
  disabled: ['停用账号，不能再登录', 'The account is disabled and can no longer sign in'],
  enabled: ['启用账号，可以登录', 'The account is enabled and can sign in'],
  password: ['换成提出人设定的新密码', 'A new password that whoever asks has set'],
  linked: ['关联单点登录：{subject}', 'Linked to the sign-on {subject}'],
  unlinked: ['取消单点登录关联', 'The sign-on is unlinked'],
  card: ['公示资料一并更改', 'The public card is changed as well'],
  factor: ['停用动态口令，只凭密码登录，直到重新设置', 'No second factor until another is set up'],
  newStandby: [
    '添加备机“{name}”：它会复制全部台账和密钥，并可以接管大厅',
    'Add the standby “{name}”: it copies the whole ledger and the keys, and may take the hall over',
  ],
  code: [
    '新的配对码：用它配对的机器会复制全部台账和密钥，原来的机器失效',
    'A new code: the machine paired with it copies the whole ledger and the keys, and the one before is out',
  ],
  end: ['停用后不再复制台账，也不能接管', 'It no longer follows the ledger and cannot take over'],
} satisfies Record<string, Word>

const NAMES: Readonly<Record<string, Word>> = {
  profile: SECURITY.profile,
  idleMinutes: SECURITY.idle,
  sessionsMax: SECURITY.sessionsMax,
  passwordLength: SECURITY.passwordLength,
  fourEyes: L.fourEyes,
  secondFactor: FACTORS.ask,
}
const VALUES: Readonly<Record<string, Word>> = {
  true: L.yes,
  false: L.no,
  offered: FACTORS.offered,
  administrators: FACTORS.administrators,
  everybody: FACTORS.everybody,
}

const isProfile = (value: unknown): value is Profile => PROFILES.some((profile) => profile === value)
/** What has no word is shown as it is, so that nothing is left out. */
const valueText = (value: unknown): string => {
  if (isProfile(value)) return say(PROFILE_WORDS[value][0])
  const word = VALUES[String(value)] ?? DETAIL_VALUES[String(value)]
  return word ? say(word) : String(value)
}
const partOf = (data: Proposal['data'], name: string): Readonly<Record<string, unknown>> => {
  const part = data[name]
  return typeof part === 'object' && part !== null ? (part as Record<string, unknown>) : {}
}
const changed = (name: string, was: unknown, next: unknown): string =>
  fill(L.change, { name, was: valueText(was), next: valueText(next) })

const accountLines = ({ data, was }: Proposal): readonly string[] => {
  const { role, disabled, subject, ...card } = partOf(data, 'change')
  return [
    ...(role === undefined || role === was.role ? [] : [changed(say(L.role), was.role, role)]),
    ...(disabled === undefined || disabled === was.disabled ? [] : [say(disabled === true ? L.disabled : L.enabled)]),
    ...(data.password === true ? [say(L.password)] : []),
    ...(subject === undefined
      ? []
      : [subject === null ? say(L.unlinked) : fill(L.linked, { subject: String(subject) })]),
    ...(Object.keys(card).length === 0 ? [] : [say(L.card)]),
  ]
}

export const linesOf = (proposal: Proposal): readonly string[] => {
  const { act, data, was } = proposal
  switch (act) {
    case 'policy':
      return Object.entries(partOf(data, 'change')).map(([name, next]) => {
        const word = NAMES[name]
        return changed(word ? say(word) : name, was[name], next)
      })
    case 'account-new':
      return [fill(L.newAccount, { name: String(data.name), role: valueText(data.role) })]
    case 'account':
      return accountLines(proposal)
    case 'factor-end':
      return [say(L.factor)]
    case 'standby-new':
      return [fill(L.newStandby, { name: String(partOf(data, 'machine').name) })]
    case 'standby-code':
      return [say(L.code)]
    case 'standby-end':
      return [say(L.end)]
  }
}

/** 个人信息: how many numbers are kept encrypted, until when, and who looked at one and why (X20). For whoever audits. */
import { fill, say, type Word } from '../client/language.ts'
import { businessDay } from '../hall/calendar.ts'
import type { Ask } from '../hall/personal-data.ts'
import { useAsked } from './manager-ask.ts'
import type { TabProps } from './manager-floor-type.ts'
import { Table } from './manager-table.tsx'
import { TroubleLine } from './trouble-line.tsx'
import { ASK_WORDS } from './vault-words.ts'

const REFRESH_MS = 10_000

const C = {
  title: ['个人信息保险箱', 'Vault of personal data'],
  hint: [
    '电话和证件号码加密存放在台账之外，到期自动删除。备份里只有密文，密钥 vault.key 不进备份，请另行保管一份。',
    'Telephone and document numbers lie encrypted outside the ledger and go at their time. Backups hold ciphertext alone: keep a copy of vault.key apart.',
  ],
  what: ['种类', 'What'],
  count: ['留存', 'Kept'],
  next: ['最早一条保存到', 'The first goes after'],
  nothing: ['现在没有留存任何号码', 'Nothing is kept now'],
  looks: ['最近的查看', 'Latest looks'],
  at: ['时间', 'When'],
  who: ['人员', 'Who'],
  did: ['操作', 'What'],
  reason: ['理由', 'Reason'],
  noLooks: ['还没有人查看过', 'Nobody has looked'],
  looked: ['查看{what}', 'Looked: {what}'],
  refused: ['查看过多，已拒绝', 'Too many looks: refused'],
  removed: ['删除', 'Removed'],
} satisfies Record<string, Word>

type Answered = {
  readonly keeps: readonly { readonly ask: Ask; readonly count: number; readonly nextGoes: number }[]
  readonly looks: readonly {
    readonly at: number
    readonly type: string
    readonly outcome: string
    readonly name: string
    readonly entry: string
    readonly reason: string
    readonly ask: Ask | ''
  }[]
}
type LookRow = Answered['looks'][number]

const deedOf = ({ type, outcome, ask }: LookRow): string => {
  if (type === 'vault-removed') return say(C.removed)
  if (outcome !== 'ok') return say(C.refused)
  return fill(C.looked, { what: ask === '' ? '' : say(ASK_WORDS[ask]) })
}

export const SecurityVaultCard = ({ floor: { view } }: TabProps) => {
  const { value, problem } = useAsked<Answered>('vault', REFRESH_MS)
  const time = (at: number): string =>
    new Intl.DateTimeFormat('zh-CN', {
      timeZone: view.timeZone,
      dateStyle: 'short',
      timeStyle: 'medium',
      hourCycle: 'h23',
    }).format(at)
  return (
    <section class="panel">
      <h2>{say(C.title)}</h2>
      <p class="hint">{say(C.hint)}</p>
      {problem && <TroubleLine problem={problem} />}
      <Table
        rows={value?.keeps ?? []}
        keyOf={({ ask }) => ask}
        empty={C.nothing}
        columns={[
          { head: C.what, cell: ({ ask }) => say(ASK_WORDS[ask]) },
          { head: C.count, cell: ({ count }) => count },
          { head: C.next, cell: ({ nextGoes }) => businessDay(nextGoes - 1, view.timeZone) },
        ]}
      />
      <h3>{say(C.looks)}</h3>
      <Table
        rows={value?.looks ?? []}
        keyOf={({ at, entry, name, type }) => `${at} ${entry} ${name} ${type}`}
        empty={C.noLooks}
        columns={[
          { head: C.at, cell: ({ at }) => time(at) },
          { head: C.who, cell: ({ name }) => name },
          { head: C.did, cell: deedOf, tone: ({ outcome }) => (outcome === 'ok' ? '' : 'amber') },
          { head: C.reason, cell: ({ reason }) => reason },
        ]}
      />
    </section>
  )
}

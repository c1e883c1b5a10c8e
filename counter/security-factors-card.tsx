/** 动态口令: who has a second factor, who lacks one that is asked, and what to do for a lost telephone (X30). */
import { useSignal } from '@preact/signals'
import type { Problem } from '../client/ask.ts'
import { fill, say, type Word } from '../client/language.ts'
import { person } from '../client/session.ts'
import type { StaffRole } from '../hall/actor.ts'
import { ConfirmSheet } from './confirm-sheet.tsx'
import { FACTOR, FACTORS } from './factor-words.ts'
import { askHall, mayAct, useAsked } from './manager-ask.ts'
import { Table } from './manager-table.tsx'
import { COMMON, ROLE_WORDS } from './manager-words.ts'
import { SECURITY } from './security-words.ts'
import { TroubleLine } from './trouble-line.tsx'

const REFRESH_MS = 15_000

type Somebody = {
  readonly id: string
  readonly name: string
  readonly role: StaffRole
  readonly asked: boolean
  readonly linked: boolean
  /** When it was set up; absent where there is none. */
  readonly at?: number
  readonly recoveryLeft?: number
}

const lacks = ({ at, asked, linked }: Somebody): boolean => asked && at === undefined && !linked

const stateOf = (one: Somebody): readonly [word: Word, tone: string] => {
  if (one.role === 'window') return [FACTORS.paired, 'badge']
  if (one.at !== undefined) return [FACTOR.on, 'badge good']
  return lacks(one) ? [FACTORS.lacking, 'badge warn'] : [FACTOR.off, 'badge']
}

export const SecurityFactorsCard = () => {
  const list = useAsked<{ people: readonly Somebody[] }>('security/factors', REFRESH_MS)
  const losing = useSignal<Somebody | undefined>(undefined)
  const problem = useSignal<Problem | undefined>(undefined)
  const take = async ({ id }: Somebody): Promise<void> => {
    const answer = await askHall(`staff/${id}/factor`, { method: 'DELETE' })
    problem.value = answer.ok ? undefined : answer
    list.reload()
  }
  const people = list.value?.people ?? []
  // Whoever lacks what is asked comes first.
  const rows = [...people].sort((one, other) => Number(lacks(other)) - Number(lacks(one)))
  const set = people.filter(({ at }) => at !== undefined).length
  const own = person.value?.identity.id
  const mayTake = ({ id, at }: Somebody): boolean => mayAct('security') && at !== undefined && id !== own
  return (
    <section class="panel">
      <h2>{say(FACTORS.title)}</h2>
      <p class="hint">
        {list.value && fill(FACTORS.counts, { set, lacking: people.filter(lacks).length })}
        {list.value && ' · '}
        {say(FACTORS.hint)}
      </p>
      <TroubleLine problem={problem.value ?? list.problem} />
      <Table
        rows={rows}
        keyOf={({ id }) => id}
        empty={COMMON.loading}
        columns={[
          { head: SECURITY.person, cell: ({ name }) => name },
          { head: SECURITY.role, cell: ({ role }) => say(ROLE_WORDS[role]) },
          {
            head: FACTORS.state,
            cell: (one) => {
              const [word, tone] = stateOf(one)
              return <span class={tone}>{say(word)}</span>
            },
          },
          { head: FACTORS.left, cell: ({ recoveryLeft }) => recoveryLeft ?? '' },
          {
            head: SECURITY.act,
            tone: (one) => (mayTake(one) ? 'acts' : ''),
            cell: (one) =>
              mayTake(one) ? (
                <button
                  type="button"
                  class="row-act bad"
                  onClick={() => {
                    losing.value = one
                  }}
                >
                  {say(FACTORS.lost)}
                </button>
              ) : null,
          },
        ]}
      />
      {losing.value && (
        <ConfirmSheet
          title={`${say(FACTORS.lost)} · ${losing.value.name}`}
          text={fill(FACTORS.lostSure, { name: losing.value.name })}
          action={say(FACTORS.take)}
          danger
          onConfirm={() => {
            const one = losing.value
            losing.value = undefined
            if (one) void take(one)
          }}
          onClose={() => {
            losing.value = undefined
          }}
        />
      )}
    </section>
  )
}

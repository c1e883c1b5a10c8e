/** 在线会话: who is signed in where, and how to end it (X16). */
import { useSignal } from '@preact/signals'
import type { Problem } from '../client/ask.ts'
import { fill, say } from '../client/language.ts'
import { clock } from '../client/time.ts'
import type { StaffRole } from '../hall/actor.ts'
import { ConfirmSheet } from './confirm-sheet.tsx'
import { askHall, useAsked } from './manager-ask.ts'
import { Table } from './manager-table.tsx'
import { COMMON, ROLE_WORDS } from './manager-words.ts'
import { SECURITY } from './security-words.ts'
import { TroubleLine } from './trouble-line.tsx'

const REFRESH_MS = 5_000

type Session = {
  readonly id: string
  readonly staff: string
  readonly name: string
  readonly role: StaffRole
  readonly machine: string
  readonly place: string
  readonly began: number
  readonly seen: number
  readonly until: number
}

export const SecuritySessionsCard = ({ timeZone }: { readonly timeZone: string }) => {
  const list = useAsked<{ sessions: readonly Session[] }>('security/sessions', REFRESH_MS)
  const ending = useSignal<Session | undefined>(undefined)
  const problem = useSignal<Problem | undefined>(undefined)
  const end = async ({ staff }: Session): Promise<void> => {
    const answer = await askHall(`staff/${staff}/sessions`, { method: 'DELETE' })
    problem.value = answer.ok ? undefined : answer
    list.reload()
  }
  return (
    <section class="panel">
      <h2>{say(SECURITY.sessions)}</h2>
      <TroubleLine problem={problem.value ?? list.problem} />
      <Table
        rows={list.value?.sessions ?? []}
        keyOf={({ id }) => id}
        empty={list.value ? SECURITY.nobody : COMMON.loading}
        columns={[
          { head: SECURITY.person, cell: ({ name }) => name },
          { head: SECURITY.role, cell: ({ role }) => say(ROLE_WORDS[role]) },
          { head: SECURITY.place, cell: ({ machine, place }) => [machine, place].filter(Boolean).join(' · ') },
          { head: SECURITY.since, cell: ({ began }) => clock(began, timeZone) },
          { head: SECURITY.seen, cell: ({ seen }) => clock(seen, timeZone) },
          { head: SECURITY.ends, cell: ({ until }) => clock(until, timeZone) },
          {
            head: SECURITY.act,
            tone: () => 'acts',
            cell: (session) => (
              <button
                type="button"
                class="row-act bad"
                onClick={() => {
                  ending.value = session
                }}
              >
                {say(SECURITY.end)}
              </button>
            ),
          },
        ]}
      />
      {ending.value && (
        <ConfirmSheet
          title={`${say(SECURITY.end)} · ${ending.value.name}`}
          text={fill(SECURITY.endSure, { name: ending.value.name })}
          action={say(SECURITY.end)}
          danger
          onConfirm={() => {
            const session = ending.value
            ending.value = undefined
            if (session) void end(session)
          }}
          onClose={() => {
            ending.value = undefined
          }}
        />
      )}
    </section>
  )
}

/** 台账校验码: the head of the chain at the end of each day, to be kept where nobody who could edit the ledger can reach (X37). */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Problem } from '../client/ask.ts'
import { fill, say } from '../client/language.ts'
import { csvOf } from '../hall/csv.ts'
import { saveAs } from './audit-csv.ts'
import { Span } from './audit-span.tsx'
import { A } from './audit-words.ts'
import { askHall } from './manager-ask.ts'
import type { TabProps } from './manager-floor-type.ts'
import { Table } from './manager-table.tsx'
import { TroubleLine } from './trouble-line.tsx'

type Head = { readonly day: string; readonly position: number; readonly head: string; readonly closed: boolean }
type Heads = { readonly hall: string; readonly madeAt: number; readonly heads: readonly Head[] }

const stateOf = ({ closed }: Head): string => say(closed ? A.closed : A.stillOpen)

const headsCsv = (heads: readonly Head[]): string =>
  csvOf([
    [A.day, A.position, A.head, A.state].map(say),
    ...heads.map((each) => [each.day, each.position, each.head, stateOf(each)]),
  ])

export const AuditHeads = ({ floor: { view } }: TabProps) => {
  const today = view.day ?? ''
  const from = useSignal(today)
  const to = useSignal(today)
  const found = useSignal<Heads | undefined>(undefined)
  const problem = useSignal<Problem | undefined>(undefined)
  const asked = `chain?from=${encodeURIComponent(from.value)}&to=${encodeURIComponent(to.value)}`
  const latest = useSignal(asked)
  latest.value = asked
  const load = async (): Promise<void> => {
    const answer = await askHall<Heads>(asked)
    if (latest.value !== asked) return
    problem.value = answer.ok ? undefined : answer
    found.value = answer.ok ? { hall: answer.hall, madeAt: answer.madeAt, heads: answer.heads } : undefined
  }
  useEffect(() => {
    if (from.value !== '' && to.value !== '') void load()
  }, [asked])
  const heads = found.value?.heads ?? []
  const name = fill(A.headsFile, { from: from.value, to: to.value })
  return (
    <section class="panel screen-only">
      <div class="row">
        <h2>{say(A.chainTitle)}</h2>
        <span class="spring" />
        <Span from={from} to={to} today={today} />
        <button
          type="button"
          class="action soft"
          disabled={heads.length === 0}
          onClick={() => saveAs(`${name}.json`, `${JSON.stringify(found.value, null, 2)}\n`, 'application/json')}
        >
          {say(A.json)}
        </button>
        <button
          type="button"
          class="action soft"
          disabled={heads.length === 0}
          onClick={() => saveAs(`${name}.csv`, headsCsv(heads), 'text/csv')}
        >
          {say(A.csv)}
        </button>
      </div>
      <p class="hint">{say(A.chainHint)}</p>
      <TroubleLine problem={problem.value} />
      <Table
        rows={heads}
        keyOf={({ day }) => day}
        empty={A.noDays}
        columns={[
          { head: A.day, cell: ({ day }) => day },
          { head: A.position, cell: ({ position }) => position },
          { head: A.head, cell: ({ head }) => <code class="audit-head">{head}</code> },
          { head: A.state, cell: stateOf },
        ]}
      />
    </section>
  )
}

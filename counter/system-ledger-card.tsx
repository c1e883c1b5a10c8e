/** 台账自证: when the ledger was held against its rules, what was found, and what was looked at for each rule (Z1, Z2). */
import { useSignal } from '@preact/signals'
import type { Problem } from '../client/ask.ts'
import { fill, language, say, type Word } from '../client/language.ts'
import { person } from '../client/session.ts'
import { clock, dateText } from '../client/time.ts'
import { V } from './audit-words.ts'
import { askHall, useAsked } from './manager-ask.ts'
import type { TabProps } from './manager-floor-type.ts'
import { Table } from './manager-table.tsx'
import { TroubleLine } from './trouble-line.tsx'
import './audit.css'

type Finding = { readonly rule: string; readonly position: number; readonly sentence: string }
type Ruling = {
  readonly id: string
  readonly zh: string
  readonly en: string
  readonly shown: boolean
  readonly file: boolean
  readonly elsewhere: readonly string[]
  readonly ok: boolean | null
}
type Verdict = {
  readonly at: number
  readonly ok: boolean
  readonly tookMs: number
  readonly events: number
  readonly findings: readonly Finding[]
  readonly rules?: readonly Ruling[]
}
type Verdicts = { readonly today?: Verdict; readonly all?: Verdict; readonly running: boolean }

const REFRESH_MS = 5_000

type LookProps = { readonly name: Word; readonly verdict: Verdict | undefined; readonly timeZone: string }

const Look = ({ name, verdict, timeZone }: LookProps) => (
  <>
    <b>{say(name)}</b>
    {verdict ? (
      <span class={verdict.ok ? 'badge good' : 'badge bad'}>
        {verdict.ok ? say(V.good) : fill(V.bad, { count: verdict.findings.length })}
      </span>
    ) : (
      <span class="badge">{say(V.never)}</span>
    )}
    <span class="hint">
      {verdict &&
        fill(V.looked, {
          when: `${dateText(verdict.at, timeZone, language.value)} ${clock(verdict.at, timeZone)}`,
          events: verdict.events,
          seconds: Math.max(0.1, Math.round(verdict.tookMs / 100) / 10),
        })}
    </span>
  </>
)

const resultOf = ({ ok }: Ruling): string => (ok === null ? say(V.unseen) : say(ok ? V.ok : V.broken))

const Rules = ({ rules }: { readonly rules: readonly Ruling[] }) => (
  <details class="ledger-rules">
    <summary>{say(V.rules)}</summary>
    <Table
      rows={rules}
      keyOf={({ id }) => id}
      empty={V.never}
      columns={[
        { head: V.rule, cell: ({ id, zh, en }) => `${id} ${language.value === 'zh' ? zh : en}` },
        { head: V.result, cell: resultOf, tone: ({ ok }) => (ok === false ? 'red' : '') },
        { head: V.inEvents, cell: ({ shown }) => say(shown ? V.yes : V.no) },
        { head: V.inFiles, cell: ({ file }) => say(file ? V.yes : V.no) },
        { head: V.elsewhere, cell: ({ elsewhere }) => elsewhere.join('、') || say(V.no) },
      ]}
    />
  </details>
)

export const LedgerCard = ({ floor: { view } }: TabProps) => {
  const { value, problem, reload } = useAsked<Verdicts>('verdicts', REFRESH_MS)
  const refused = useSignal<Problem | undefined>(undefined)
  const look = async (): Promise<void> => {
    const answer = await askHall('verdicts', { method: 'POST', body: {} })
    refused.value = answer.ok ? undefined : answer
    reload()
  }
  const findings = [...(value?.today?.findings ?? []), ...(value?.all?.findings ?? [])]
  return (
    <section class="panel">
      <div class="row">
        <h2>{say(V.title)}</h2>
        <span class="spring" />
        {person.value?.identity.role !== 'inspector' && (
          <button type="button" class="action soft" disabled={value?.running !== false} onClick={() => void look()}>
            {say(value?.running ? V.running : V.now)}
          </button>
        )}
      </div>
      <p class="hint">{say(V.hint)}</p>
      <TroubleLine problem={refused.value ?? problem} />
      {value && (
        <div class="ledger-looks">
          <Look name={V.today} verdict={value.today} timeZone={view.timeZone} />
          <Look name={V.all} verdict={value.all} timeZone={view.timeZone} />
        </div>
      )}
      {findings.length > 0 && (
        <>
          <p class="bad">{say(V.whatToDo)}</p>
          <Table
            rows={findings}
            keyOf={({ rule, position, sentence }) => `${rule} ${position} ${sentence}`}
            empty={V.good}
            columns={[
              { head: V.rule, cell: ({ rule }) => rule },
              { head: V.where, cell: ({ position }) => (position === 0 ? '—' : position) },
              { head: V.sentence, cell: ({ sentence }) => sentence },
            ]}
          />
        </>
      )}
      {value?.all?.rules && <Rules rules={value.all.rules} />}
    </section>
  )
}

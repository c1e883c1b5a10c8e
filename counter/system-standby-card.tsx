/** 备机: who follows the ledger and how far, and what is on this server alone once another has taken the hall over. */
import { useSignal } from '@preact/signals'
import { fill, language, say } from '../client/language.ts'
import { clock, dateText } from '../client/time.ts'
import { csvOf } from '../hall/csv.ts'
import type { EventType } from '../hall/events.ts'
import { saveAs } from './audit-csv.ts'
import { useAsked } from './manager-ask.ts'
import type { TabProps } from './manager-floor-type.ts'
import { type Column, Table } from './manager-table.tsx'
import { EVENT_WORDS } from './system-event-words.ts'
import './system-standby.css'
import { B, STANDBY_STATES } from './system-standby-words.ts'
import { TroubleLine } from './trouble-line.tsx'

type StandbyRow = {
  readonly id: string
  readonly name: string
  readonly state: keyof typeof STANDBY_STATES
  readonly behind?: number
  readonly seenAt?: number
  readonly filesAt?: number
}
type TailRow = {
  readonly position: number
  readonly at: number
  readonly type: EventType
  readonly number?: string
  readonly counter?: string
}
type Tail = {
  readonly after: number
  readonly until: number
  readonly certain: boolean
  readonly rows: readonly TailRow[]
  readonly numbers: readonly string[]
}
type StandbyAnswer = {
  readonly epoch: number
  readonly standbys: readonly StandbyRow[]
  readonly deposed: Tail | null
}

const REFRESH_MS = 2_000

type When = (at: number) => string

const columnsFor = (when: When): readonly Column<StandbyRow>[] => [
  { head: B.name, cell: ({ name }) => name },
  {
    head: B.state,
    cell: ({ state }) => say(STANDBY_STATES[state]),
    tone: ({ state }) => (state === 'following' ? '' : state === 'behind' || state === 'never' ? 'amber' : 'red'),
  },
  {
    head: B.behind,
    cell: ({ behind }) =>
      behind === undefined ? '—' : behind > 0 ? fill(B.behindCount, { count: behind }) : say(B.upToDate),
  },
  { head: B.seen, cell: ({ seenAt }) => (seenAt === undefined ? '—' : when(seenAt)) },
  { head: B.files, cell: ({ filesAt }) => (filesAt === undefined ? '—' : when(filesAt)) },
]

const tailColumns = (when: When): readonly Column<TailRow>[] => [
  { head: B.position, cell: ({ position }) => position },
  { head: B.at, cell: ({ at }) => when(at) },
  { head: B.number, cell: ({ number }) => number ?? '—' },
  { head: B.window, cell: ({ counter }) => counter ?? '—' },
  { head: B.event, cell: ({ type }) => say(EVENT_WORDS[type]) },
]

const save = ({ rows }: Tail, when: When): void => {
  const head = [B.position, B.at, B.number, B.window, B.event].map((word) => say(word))
  const cells = rows.map(({ position, at, number, counter, type }) => [
    position,
    when(at),
    number ?? '',
    counter ?? '',
    say(EVENT_WORDS[type]),
  ])
  saveAs(`unshipped-${rows[0]?.position ?? 0}.csv`, csvOf([head, ...cells]), 'text/csv')
}

const TailNote = ({ tail, when }: { readonly tail: Tail; readonly when: When }) => {
  const open = useSignal(false)
  const { after, until, certain, rows, numbers } = tail
  const printAll = (): void => {
    open.value = true
    // The table stands before the page goes to paper.
    setTimeout(() => print())
  }
  return (
    <div class="standby-tail">
      <p>
        <strong>{say(B.deposed)}</strong>
      </p>
      <p>{say(B.deposedDo)}</p>
      {!certain && <p>{fill(B.tailUncertain, { from: after + 1 })}</p>}
      {until === after ? (
        <p>{say(B.tailNone)}</p>
      ) : (
        <>
          <p>{fill(B.tail, { from: after + 1, to: until })}</p>
          {numbers.length === 0 ? (
            <p>{say(B.tailOther)}</p>
          ) : (
            <ul class="standby-numbers">
              {numbers.map((number) => (
                <li key={number}>{number}</li>
              ))}
            </ul>
          )}
          <div class="row">
            <button type="button" class="action soft" onClick={printAll}>
              {say(B.print)}
            </button>
            <button type="button" class="action soft" onClick={() => save(tail, when)}>
              {say(B.save)}
            </button>
          </div>
          <details open={open.value}>
            <summary>{fill(B.tailRows, { count: rows.length })}</summary>
            <Table
              columns={tailColumns(when)}
              rows={rows}
              keyOf={({ position }) => String(position)}
              empty={B.tailNone}
              tight
            />
          </details>
        </>
      )}
    </div>
  )
}

export const StandbyCard = ({ floor: { view } }: TabProps) => {
  const { value, problem } = useAsked<StandbyAnswer>('standby', REFRESH_MS)
  const when: When = (at) => `${dateText(at, view.timeZone, language.value)} ${clock(at, view.timeZone)}`
  return (
    <section class="panel">
      <h2>{say(B.title)}</h2>
      <p class="hint">{say(B.hint)}</p>
      <TroubleLine problem={problem} />
      {value?.deposed && <TailNote tail={value.deposed} when={when} />}
      {value && value.deposed === null && (
        <Table columns={columnsFor(when)} rows={value.standbys} keyOf={({ id }) => id} empty={B.none} />
      )}
      {value && value.deposed === null && value.epoch > 0 && (
        <p class="hint">{fill(B.moved, { epoch: value.epoch })}</p>
      )}
    </section>
  )
}

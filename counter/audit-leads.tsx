/** 异常线索: what passed by hand, by whom and at which window, with every reason; to read, to print and to keep (X36). */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Problem } from '../client/ask.ts'
import { fill, say } from '../client/language.ts'
import { either, windowText } from '../client/phrases.ts'
import { clock } from '../client/time.ts'
import { type AnomalyReport, type AnomalyRow, LEAD_LEAST, LEAD_TIMES } from '../hall/anomaly.ts'
import { leadsCsv, measureText, nameOf, reasonText, saveAs, shareText } from './audit-csv.ts'
import { Span } from './audit-span.tsx'
import { A, KIND_WORDS } from './audit-words.ts'
import { Icon } from './icons.tsx'
import { askHall } from './manager-ask.ts'
import type { TabProps } from './manager-floor-type.ts'
import { COMMON, ROLE_WORDS } from './manager-words.ts'
import { TroubleLine } from './trouble-line.tsx'

const keyOf = ({ kind, id, role }: AnomalyRow): string => `${role ?? 'window'} ${id} ${kind}`

const Acts = ({ row, timeZone }: { readonly row: AnomalyRow; readonly timeZone: string }) => (
  <>
    {row.acts.length === 0 && <p class="hint">{say(A.ratingsInSum)}</p>}
    <ol class="audit-acts">
      {row.acts.map((act) => (
        <li key={act.position}>
          <span>{`${act.day} ${clock(act.at, timeZone, true)}`}</span>
          <b>{act.number}</b>
          <span>{act.counterName === undefined ? '' : windowText(act.counterName)}</span>
          <span>{reasonText(act)}</span>
          <span class="hint">{`#${act.position}`}</span>
        </li>
      ))}
    </ol>
    {row.acts.length > 0 && row.count > row.acts.length && (
      <p class="hint">{fill(A.more, { count: row.count - row.acts.length })}</p>
    )}
  </>
)

type RowProps = {
  readonly row: AnomalyRow
  readonly timeZone: string
  readonly isOpen: boolean
  readonly onTurn: () => void
}

const Row = ({ row, timeZone, isOpen, onTurn }: RowProps) => (
  <>
    <tr>
      <th scope="row">{nameOf(row)}</th>
      <td>{row.role === undefined ? '' : say(ROLE_WORDS[row.role])}</td>
      <td>{say(KIND_WORDS[row.kind])}</td>
      <td class="audit-figure">{row.count}</td>
      <td class="audit-figure">{row.of ? fill(A.of, { share: shareText(row), count: row.count, of: row.of }) : '—'}</td>
      <td class="audit-figure">{row.median === null ? say(A.fewColleagues) : measureText(row.median, row)}</td>
      <td>{row.lead && <span class="badge warn">{say(A.lead)}</span>}</td>
      <td class="acts screen-only">
        <button type="button" class="row-act" aria-expanded={isOpen} onClick={onTurn}>
          {say(isOpen ? A.close : A.details)}
        </button>
      </td>
    </tr>
    {isOpen && (
      <tr class="audit-detail">
        <td colSpan={8}>
          <Acts row={row} timeZone={timeZone} />
        </td>
      </tr>
    )}
  </>
)

const Rows = ({ rows, timeZone }: { readonly rows: readonly AnomalyRow[]; readonly timeZone: string }) => {
  // A lead is opened by itself, so that a printed page has its reasons.
  const turned = useSignal<ReadonlySet<string>>(new Set())
  if (rows.length === 0) return <p class="hint">{say(A.none)}</p>
  return (
    <table class="grid audit-leads">
      <thead>
        <tr>
          {[A.who, A.post, A.kind, A.count, A.share, A.median, A.lead].map((head) => (
            <th key={head[1]} scope="col">
              {say(head)}
            </th>
          ))}
          <td class="screen-only" />
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const key = keyOf(row)
          return (
            <Row
              key={key}
              row={row}
              timeZone={timeZone}
              isOpen={row.lead !== turned.value.has(key)}
              onTurn={() => {
                const next = new Set(turned.value)
                if (!next.delete(key)) next.add(key)
                turned.value = next
              }}
            />
          )
        })}
      </tbody>
    </table>
  )
}

export const AuditLeads = ({ floor: { view } }: TabProps) => {
  const today = view.day ?? ''
  const from = useSignal(today)
  const to = useSignal(today)
  const by = useSignal<'staff' | 'windows'>('staff')
  const report = useSignal<AnomalyReport | undefined>(undefined)
  const problem = useSignal<Problem | undefined>(undefined)
  const asked = `anomalies?from=${encodeURIComponent(from.value)}&to=${encodeURIComponent(to.value)}`
  const load = async (): Promise<void> => {
    const answer = await askHall<AnomalyReport>(asked)
    // Whoever has asked for other days meanwhile is not shown these.
    if (answer.ok && (answer.from !== from.value || answer.to !== to.value)) return
    problem.value = answer.ok ? undefined : answer
    report.value = answer.ok ? answer : undefined
  }
  useEffect(() => {
    if (from.value !== '' && to.value !== '') void load()
  }, [asked])
  const found = report.value
  const rows = found?.[by.value] ?? []
  const name = fill(A.printed, { hall: either(view.name, view.nameEn), from: from.value, to: to.value })
  return (
    <section class="panel audit-report">
      <div class="row">
        <h2>{say(A.title)}</h2>
        <div class="row">
          {(['staff', 'windows'] as const).map((each) => (
            <button
              key={each}
              type="button"
              class="tab-button"
              aria-pressed={by.value === each}
              onClick={() => {
                by.value = each
              }}
            >
              {say(A[each])}
            </button>
          ))}
        </div>
        <span class="spring" />
        <Span from={from} to={to} today={today} />
        <button
          type="button"
          class="action soft"
          disabled={!found}
          onClick={() => found && saveAs(`${name}.csv`, leadsCsv(found), 'text/csv')}
        >
          {say(A.csv)}
        </button>
        <button type="button" class="action soft" disabled={!found} onClick={() => print()}>
          <Icon name="printer" />
          {say(A.print)}
        </button>
      </div>
      <h1 class="paper-only">{name}</h1>
      <p class="hint">
        {say(A.hint)} {fill(A.rule, { least: LEAD_LEAST, times: LEAD_TIMES })}
      </p>
      <TroubleLine problem={problem.value} />
      {!found && !problem.value && <p class="hint">{say(COMMON.loading)}</p>}
      {found && (
        <>
          <p class="lead">{fill(A.summary, { days: found.days, leads: rows.filter(({ lead }) => lead).length })}</p>
          <Rows key={by.value} rows={rows} timeZone={found.timeZone} />
        </>
      )}
    </section>
  )
}

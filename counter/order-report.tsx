/** 超号报告: the calls of a day that went before somebody who had come earlier, to read, to print and to keep. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Problem } from '../client/ask.ts'
import { fill, language, say } from '../client/language.ts'
import { either, windowText } from '../client/phrases.ts'
import { clock } from '../client/time.ts'
import { CLASS_WORDS } from '../client/words.ts'
import type { Overtaking, OvertakingReport } from '../hall/overtaking.ts'
import { Icon } from './icons.tsx'
import { askHall } from './manager-ask.ts'
import type { TabProps } from './manager-floor-type.ts'
import { Table } from './manager-table.tsx'
import { COMMON } from './manager-words.ts'
import { boundMinutes, csvOf, earlierMinutes, isBeyond } from './order-csv.ts'
import { GROUND_NAMES, O, RULE_WORDS } from './order-words.ts'
import { TroubleLine } from './trouble-line.tsx'

/** Named in the table; the file has all that the ledger names. */
const SHOWN_MAX = 4

const whomText = ({ whom, overtook }: Overtaking): string => {
  const shown = whom
    .slice(0, SHOWN_MAX)
    .map((other) => fill(O.each, { number: other.number, minutes: earlierMinutes(other) }))
  return `${shown.join('、')}${overtook > shown.length ? say(O.more) : ''}`
}

const boundText = (call: Overtaking): string => {
  const minutes = boundMinutes(call)
  return minutes === undefined ? say(O.unbounded) : fill(O.boundMinutes, { minutes })
}

const save = (report: OvertakingReport): void => {
  const url = URL.createObjectURL(new Blob([csvOf(report)], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `${say(O.report)} ${report.day}.csv`
  link.click()
  URL.revokeObjectURL(url)
}

const Rows = ({ report }: { readonly report: OvertakingReport }) => (
  <Table
    rows={report.rows}
    keyOf={({ at, called, counter }) => `${at} ${called.ticket} ${counter}`}
    empty={report.calls === 0 ? O.noCalls : O.noneOvertook}
    columns={[
      { head: O.time, cell: ({ at }) => clock(at, report.timeZone) },
      { head: O.window, cell: ({ counterName }) => windowText(counterName), tone: () => 'short' },
      { head: O.number, cell: ({ called }) => <b>{called.number}</b>, tone: () => 'short' },
      { head: O.class, cell: ({ called }) => say(CLASS_WORDS[called.class]), tone: () => 'short' },
      { head: O.rule, cell: ({ rule }) => say(RULE_WORDS[rule]), tone: () => 'short' },
      {
        head: O.ground,
        cell: (call) => (
          <span title={language.value === 'zh' ? call.zh : call.en}>
            {say(GROUND_NAMES[call.ground])}
            {call.reason && `：${call.reason}`}
          </span>
        ),
      },
      { head: O.overtook, cell: ({ overtook }) => fill(O.people, { count: overtook }), tone: () => 'short' },
      { head: O.whom, cell: whomText },
      {
        head: O.bound,
        cell: (call) => (isBeyond(call) ? `${boundText(call)} · ${say(O.beyond)}` : boundText(call)),
        tone: (call) => (isBeyond(call) ? 'red short' : 'short'),
      },
    ]}
  />
)

export const OrderReport = ({ floor: { view } }: TabProps) => {
  const day = useSignal(view.day ?? '')
  const report = useSignal<OvertakingReport | undefined>(undefined)
  const problem = useSignal<Problem | undefined>(undefined)
  const wanted = day.value
  const load = async (): Promise<void> => {
    const answer = await askHall<OvertakingReport>(`overtaking?day=${encodeURIComponent(wanted)}`)
    if (day.value !== wanted) return
    problem.value = answer.ok ? undefined : answer
    report.value = answer.ok ? answer : undefined
  }
  useEffect(() => {
    if (wanted !== '') void load()
  }, [wanted])
  const found = report.value
  return (
    <section class="panel order-report">
      <div class="row">
        <h2>{say(O.reportTitle)}</h2>
        <span class="spring" />
        <label class="row">
          {say(O.day)}
          <input
            class="blank"
            type="date"
            value={day.value}
            max={view.day ?? ''}
            onInput={({ currentTarget }) => {
              day.value = currentTarget.value
            }}
          />
        </label>
        <button type="button" class="action soft" disabled={!found?.rows.length} onClick={() => found && save(found)}>
          {say(O.csv)}
        </button>
        <button type="button" class="action soft" disabled={!found} onClick={() => print()}>
          <Icon name="printer" />
          {say(O.print)}
        </button>
      </div>
      <p class="hint screen-only">{say(O.reportHint)}</p>
      <h1 class="paper-only">{fill(O.printed, { hall: either(view.name, view.nameEn), day: wanted })}</h1>
      <TroubleLine problem={problem.value} />
      {!found && !problem.value && <p class="hint">{say(COMMON.loading)}</p>}
      {found && <p class="lead">{fill(O.calls, { calls: found.calls, rows: found.rows.length })}</p>}
      {found && <Rows report={found} />}
    </section>
  )
}

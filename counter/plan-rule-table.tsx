/** The seed's rule beside Erlang C from 25 to 2,000 cases a day, to be opened by whoever wants to see it whole. */
import { say } from '../client/language.ts'
import { seedTable, TABLE_DAY, type TableRow } from '../hall/plan/seed-rule.ts'
import { type Column, Table } from './manager-table.tsx'
import { percent } from './plan-figures.ts'
import { PLAN } from './plan-words.ts'

const tone = (within: number): string => (within < TABLE_DAY.target.share ? 'red' : '')

const COLUMNS: readonly Column<TableRow>[] = [
  { head: PLAN.tableCases, cell: ({ cases }) => cases },
  { head: PLAN.tableRule, cell: ({ pooled }) => `${pooled.rule.windows} / ${pooled.rule.staff}` },
  { head: PLAN.tableFlat, cell: ({ pooled }) => pooled.flat },
  { head: PLAN.tablePeak, cell: ({ pooled }) => pooled.peak },
  {
    head: PLAN.tableWithin,
    cell: ({ pooled }) => `${percent(pooled.within)}%`,
    tone: ({ pooled }) => tone(pooled.within),
  },
  { head: PLAN.tableSix, cell: ({ six }) => `${six.rule.windows} / ${six.rule.staff}` },
  { head: PLAN.tableSixFlat, cell: ({ six }) => six.flat },
  { head: [PLAN.tableSixPeak[0], `${PLAN.tableSixPeak[1]} (six)`], cell: ({ six }) => six.peak },
  {
    head: [PLAN.tableSixWithin[0], `${PLAN.tableSixWithin[1]} (six)`],
    cell: ({ six }) => `${percent(six.within)}%`,
    tone: ({ six }) => tone(six.within),
  },
]

export const RuleTable = () => (
  <details class="panel plan-rule-table">
    <summary>{say(PLAN.table)}</summary>
    <p class="hint">{say(PLAN.tableHint)}</p>
    <Table columns={COLUMNS} rows={seedTable()} keyOf={({ cases }) => String(cases)} empty={PLAN.nothing} tight />
  </details>
)

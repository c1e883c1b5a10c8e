/** What a simulation found, as lines for a terminal. Waits in minutes. */
import type { Comparison, Ran } from '../../hall/simulate/compare.ts'
import type { ManyDays } from '../../hall/simulate/many-days.ts'
import type { TallyFigures } from '../../hall/simulate/tally.ts'

const MINUTE = 60_000

/** So many columns a text takes in a terminal, where a Chinese character takes two. */
const widthOf = (text: string): number =>
  [...text].reduce((width, one) => width + (/[\u2e80-\u9fff\uff00-\uff60]/.test(one) ? 2 : 1), 0)

/** Rows in columns: the first to the left, figures to the right. */
export const table = (rows: readonly (readonly string[])[]): string[] => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ''))))
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const room = ' '.repeat((widths[column] ?? 0) - widthOf(cell))
        return column === 0 ? cell + room : room + cell
      })
      .join('  ')
      .trimEnd(),
  )
}

export const oneDecimal = (value: number): string => value.toFixed(1)
export const percent = (share: number): string => `${(share * 100).toFixed(1)}%`

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

const tallyRow = (name: string, figures: TallyFigures): string[] => {
  const { called, uncalled, mean, plusMinus, p50, p80, p90, p99, longest, within15 } = figures
  const spread = plusMinus === null ? '' : `±${plusMinus.toFixed(2)}`
  const waits = [p50, p80, p90, p99, longest].map(oneDecimal)
  return [name, String(called), String(uncalled), mean.toFixed(2), spread, ...waits, percent(within15)]
}

export const linesOfDays = (ran: ManyDays): string[] => {
  const head = ['', 'called', 'uncalled', 'mean', '95%', 'P50', 'P80', 'P90', 'P99', 'max', '<=15 min']
  const busy = ran.busy.reduce((sum, share) => sum + share, 0) / Math.max(1, ran.busy.length)
  return [
    `${ran.days} days, seed ${ran.seed}; waits in minutes`,
    '',
    ...table([
      head,
      tallyRow('all', ran.all),
      ...ran.classes.map((row) => tallyRow(row.name, row)),
      ...ran.themes.map((row) => tallyRow(row.name, row)),
    ]),
    '',
    ...table([
      ['from', 'mean wait', 'waiting'],
      ...ran.halfHours.map(({ from, wait, waiting }) => [
        clock(from),
        wait === null ? '-' : oneDecimal(wait),
        oneDecimal(waiting),
      ]),
    ]),
    '',
    `windows were taken ${percent(busy)} of their time`,
  ]
}

const minutes = (ms: number): string => oneDecimal(ms / MINUTE)

const ranRow = (name: string, { all, classes, served, left, unserved }: Ran): string[] => [
  name,
  ...[all.meanMs, all.p50Ms, all.p90Ms, all.mostMs].map(minutes),
  percent(all.soon),
  minutes(classes.ordinary.meanMs),
  minutes(classes.priority.meanMs),
  minutes(classes.appointment.meanMs),
  String(served),
  String(left),
  String(unserved),
]

/** @param changes whether the day was run under a change at all */
export const linesOfComparison = (day: string, comparison: Comparison, changes: boolean): string[] => {
  const { happened, base, changed, offMs, gain, shorter, longer, same } = comparison
  const head = [
    '',
    'mean',
    'P50',
    'P90',
    'max',
    '<=15 min',
    'ordinary',
    'priority',
    'slot',
    'called',
    'left',
    'unserved',
  ]
  const spread = `eight runs in ten between ${minutes(gain.lowMs)} and ${minutes(gain.highMs)}`
  return [
    `${day}: ${happened.all.count} waits in minutes`,
    '',
    ...table([
      head,
      ranRow('as it happened', happened),
      ranRow('run again', base),
      ...(changes ? [ranRow('with the change', changed)] : []),
    ]),
    '',
    `run again, a wait differs from what happened by ${minutes(offMs)} min on average`,
    ...(changes
      ? [
          `waits with the change: ${shorter} shorter, ${longer} longer, ${same} the same (within a minute)`,
          `the change moves the mean wait by ${minutes(gain.meanMs)} min over ${gain.runs} runs; ${spread}`,
        ]
      : []),
  ]
}

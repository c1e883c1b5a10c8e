/** What `npm run predict` does with its arguments, as a value. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Measured, measure, SCORED_NAMES, splitOf } from './measure.ts'
import { readTickets } from './tickets.ts'

/** Where real days may lie beside the project; without them `--data` is needed. */
export const KNOWN_DAYS = '../shared/data/warsaw/tickets.csv.gz'
const USAGE = 'npm run predict -- --data <tickets.csv.gz> [--json]'

export type Answer = { readonly code: 0 | 2; readonly out: string; readonly notes: readonly string[] }

const MEANING: Readonly<Record<(typeof SCORED_NAMES)[number], string>> = {
  announced: 'what the hall announced',
  les: 'wait of the last one called',
  hol: 'wait so far of the first in line',
  naive: '10 min for each one ahead',
  hour: 'mean of the queue at this hour',
  table: 'mean of the queue, as many ahead',
  ours: 'ours, from the history alone',
}

const daysSaid = (days: readonly string[]): string => {
  if (days.length < 2) return days[0] ?? 'no day'
  return `${days.length} days (${days[0]} to ${days.at(-1)})`
}

const tableOf = (measured: Measured): string =>
  [
    `Learnt from ${daysSaid(measured.split.learnt)}, scored on ${daysSaid(measured.split.scored)}: ${measured.split.why}.`,
    'Learning goes on while scoring, from each wait once it has ended. Minutes; numbers with somebody ahead.',
    `${measured.rows} numbers`.padEnd(48).concat('MAE    RMSE    bias  within 5'),
    ...SCORED_NAMES.map((name) => {
      const { mae, rmse, bias, within5 } = measured[name]
      const figures = [mae, rmse, bias].map((value) => value.toFixed(2).padStart(8)).join('')
      return `${name.padEnd(10)}${MEANING[name].padEnd(33)}${figures}${within5.toFixed(3).padStart(10)}`
    }),
    `Four in five: ${(measured.ours.coverage80 * 100).toFixed(1)} % of waits stayed below (aim 78 to 82).`,
  ].join('\n')

const measured = (args: readonly string[], knownDays: string): Answer => {
  const { values } = parseArgs({ args: [...args], options: { data: { type: 'string' }, json: { type: 'boolean' } } })
  const known = resolve(knownDays)
  const file = resolve(values.data ?? known)
  if (!existsSync(file))
    return { code: 2, out: '', notes: [`There is no file ${file}. Give the tickets of past days: ${USAGE}`] }
  const given = readTickets(file)
  if (given.days.length === 0)
    return {
      code: 2,
      out: '',
      notes: [`${file} has no number that was called. Give the tickets of past days: ${USAGE}`],
    }
  const before = file !== known && existsSync(known) ? readTickets(known).days : []
  const figures = measure(splitOf(given.days, before))
  return {
    code: 0,
    out: values.json ? JSON.stringify(figures) : tableOf(figures),
    notes: given.uncalled > 0 ? [`${given.uncalled} lines without called_min are left out.`] : [],
  }
}

/** Reads, measures and says; what is wrong with the arguments or a file is a note. `knownDays`: days before all others. */
export const predict = (args: readonly string[], knownDays: string): Answer => {
  try {
    return measured(args, knownDays)
  } catch (error) {
    return { code: 2, out: '', notes: [`${error instanceof Error ? error.message : error}. ${USAGE}`] }
  }
}

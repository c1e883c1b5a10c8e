/** `npm run bench [-- --json] [--quick] [--only <part>]`: what this machine gives, beside what it could give. */
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, cpus } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { measureBoards } from './board.ts'
import type { Figures } from './figures.ts'
import { measureForecast } from './forecast.ts'
import { measureGrowth } from './growth.ts'
import { measureIssue } from './issue.ts'
import { weighPages } from './kilobytes.ts'
import { measurePaper } from './paper.ts'
import { FULL_PLAN, QUICK_PLAN, type Run } from './plan.ts'
import { measureReckoning } from './reckoning.ts'
import { rowsOf, tableOf } from './report.ts'
import { measureRestart } from './restart.ts'
import { measureSimulate } from './simulate.ts'

const PARTS = [
  'issue',
  'board',
  'reckoning',
  'growth',
  'restart',
  'paper',
  'simulate',
  'forecast',
  'kilobytes',
] as const
type Part = (typeof PARTS)[number]

const BUILD = fileURLToPath(new URL('../..', import.meta.url))

const USAGE = `npm run bench [-- options]
  --json            one JSON object on standard output and nothing else (npm run --silent bench -- --json)
  --quick           short, for a first look; its figures scatter
  --only <part>     ${PARTS.join(' | ')}
  --profile <dir>   leaves CPU profiles of the hall and its twin there
`

const FOOT = [
  'The hall is the real server with the shipped catalogue, without limits on pace; only the paper part',
  'has a printer, a virtual one behind a socket. The twin is the least a durable hall can be (POST, SQLite FULL in groups, one message to all),',
  'in the same run, by turns, with messages of the same content. All of it shares this machine and its loopback, so',
  'compare ratios rather than figures. A board is painted when its bytes came and its rows are made; the same bytes are',
  'parsed once for all screens, as each would be a machine of its own.',
]

const measure = async (wanted: (part: Part) => boolean, quick: boolean, run: Run): Promise<Figures> => {
  const plan = quick ? QUICK_PLAN : FULL_PLAN
  const say = (part: Part): void => void process.stderr.write(`  measuring ${part} …\n`)
  let figures: Figures = {}
  if (wanted('issue')) {
    say('issue')
    const { issue, ceiling } = await measureIssue(plan.issue, run)
    figures = { ...figures, issue, ceiling: { issue: ceiling } }
  }
  if (wanted('board')) {
    say('board')
    const { callToBoard, ceiling } = await measureBoards(plan.board, run)
    figures = { ...figures, callToBoard, ceiling: { ...figures.ceiling, callToBoard: ceiling } }
  }
  if (wanted('reckoning')) {
    say('reckoning')
    figures = { ...figures, reckoning: await measureReckoning(plan.reckoning, run) }
  }
  if (wanted('growth')) {
    say('growth')
    figures = { ...figures, growth: await measureGrowth(plan.growth, run) }
  }
  if (wanted('restart')) {
    say('restart')
    figures = { ...figures, restartMs: await measureRestart(plan.restart, run) }
  }
  if (wanted('paper')) {
    say('paper')
    figures = { ...figures, paper: await measurePaper(plan.paper, run) }
  }
  if (wanted('simulate')) {
    say('simulate')
    figures = { ...figures, simulate: measureSimulate(plan.simulate) }
  }
  if (wanted('forecast')) {
    say('forecast')
    figures = { ...figures, forecast: measureForecast(plan.forecast) }
  }
  return figures
}

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      profile: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  const only = PARTS.find((part) => part === values.only)
  if (values.help || (values.only !== undefined && only === undefined)) {
    process.stderr.write(USAGE)
    process.exitCode = values.help ? 0 : 2
    return
  }
  const wanted = (part: Part): boolean => only === undefined || only === part
  const folder = mkdtempSync(join(BUILD, 'bench-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  // Ended by hand, it still leaves through the exit above; its processes end when they are left alone.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
  const newFolder = (): string => mkdtempSync(join(folder, 'data-'))
  let figures = await measure(wanted, values.quick, {
    newFolder,
    ...(values.profile === undefined ? {} : { profileDir: values.profile }),
  })
  if (wanted('kilobytes')) {
    const weighed = weighPages(join(BUILD, 'web'))
    if (weighed.ok) figures = { ...figures, kilobytes: weighed.kilobytes }
    else {
      process.stderr.write(`\n  ${weighed.why}\n`)
      process.exitCode = 1
    }
  }
  if (values.json) {
    process.stdout.write(`${JSON.stringify(figures)}\n`)
    return
  }
  const machine = `Node ${process.versions.node}, ${availableParallelism()} cores, ${cpus()[0]?.model ?? 'unknown processor'}`
  const lines = [
    machine,
    values.quick ? 'A quick run: its figures scatter, and its day has 500 tickets instead of 5,000.' : '',
    '',
    tableOf(rowsOf(figures)),
    '',
  ]
  process.stdout.write(`\n${[...lines, ...FOOT].join('\n')}\n\n`)
}

await main()

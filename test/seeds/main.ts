/** `npm run seeds [-- options]`: whole days of the hall from seeds, with every trouble, and then the planted bugs. */
import { parseArgs } from 'node:util'
import { live } from './life.ts'
import { plantAll, runLives } from './lives.ts'
import { isClean, reportOf, tableOf } from './report.ts'

const USAGE = `npm run seeds [-- options]
  --seeds <n>   how many lives (5000)
  --from <n>    the first seed (chosen at random)
  --seed <n>    lives this one alone, twice, and prints what happened in it
  --json        one JSON object on standard output and nothing else (npm run --silent seeds -- --json)
`

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '5000' },
    from: { type: 'string' },
    seed: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
const whole = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : undefined
const seeds = whole(values.seeds)
const from = values.from === undefined ? Math.floor(Math.random() * 1_000_000_000) : whole(values.from)
const seed = whole(values.seed)

const liveOne = async (one: number): Promise<void> => {
  try {
    const [first, second] = [await live(one), await live(one)]
    const { counted, ...rest } = first
    process.stdout.write(`${JSON.stringify({ ...rest, again: second.trace, counted: Object.fromEntries(counted) })}\n`)
    process.exitCode = first.trace === second.trace ? 0 : 1
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}

const liveMany = async (count: number, first: number): Promise<void> => {
  let saidAt = 0
  const lives = await runLives({ from: first, to: first + count }, (sum) => {
    if (sum.lives - saidAt < 2_000) return
    saidAt = sum.lives
    process.stderr.write(`  ${sum.lives} of ${count} lived\n`)
  })
  const report = reportOf(first, lives, lives.broken ? [] : await plantAll())
  process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : `${tableOf(report)}\n`)
  process.exitCode = isClean(report) ? 0 : 1
}

if (values.help || seeds === undefined || from === undefined || (values.seed !== undefined && seed === undefined)) {
  process.stderr.write(USAGE)
  process.exitCode = values.help ? 0 : 2
} else if (seed !== undefined) await liveOne(seed)
else await liveMany(seeds, from)

/**
 * `npm run chaos [-- --rounds N --seed N --json]`: kills the server under load again and again and looks for anything that
 * was acknowledged and is gone, or was done twice; then plants bugs and insists on finding each.
 */
import { parseArgs } from 'node:util'
import { PLANTED_BUGS, type PlantedBug } from './planted-bugs.ts'
import { isClean, type Report, reportOf, roundLine, tableOf } from './report.ts'
import { runRounds } from './rounds.ts'

/** A planted bug that this many crashes do not show is missed. */
const PLANTED_ROUNDS = 8

const whole = (name: string, text: string, least: number, most: number): number => {
  const value = Number(text)
  if (!Number.isInteger(value) || value < least || value > most)
    throw new Error(`--${name} is a whole number from ${least} to ${most}, not "${text}".`)
  return value
}

const run = async (): Promise<boolean> => {
  const { values } = parseArgs({
    options: { json: { type: 'boolean' }, rounds: { type: 'string' }, seed: { type: 'string' } },
  })
  const rounds = whole('rounds', values.rounds ?? '30', 1, 10_000)
  const seed = whole('seed', values.seed ?? String(Date.now() % 2 ** 31), 0, 2 ** 32 - 1)
  const say = (line: string): void => void (values.json ? process.stderr : process.stdout).write(`${line}\n`)

  say(`seed ${seed}`)
  const clean = await runRounds({ rounds, seed, onRound: (round) => say(roundLine(round)) })
  const planted: Partial<Record<PlantedBug, 'caught' | 'missed'>> = {}
  for (const bug of PLANTED_BUGS) {
    const last = (await runRounds({ rounds: PLANTED_ROUNDS, seed, bug })).at(-1)
    planted[bug] = last && last.broken.length > 0 ? 'caught' : 'missed'
    const by = [...new Set(last?.broken.map(({ rule }) => rule))].join(' ')
    say(`planted ${bug.padEnd(16)} ${planted[bug]}${by ? ` in round ${last?.round} by ${by}` : ''}`)
  }
  const report = reportOf(clean, planted as Report['planted'], seed)
  process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : `\n${tableOf(report)}\n`)
  return isClean(report)
}

run().then(
  (clean) => {
    process.exitCode = clean ? 0 : 1
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  },
)

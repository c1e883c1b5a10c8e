/**
 * `npm run chaos [-- --tier a,b --rounds N --seed N --no-plants --json --report FILE.md]`: breaks the hall in every way
 * this machine allows, looks for anything that was acknowledged and is gone or was done twice, then plants bugs and insists
 * on finding each. `--rounds` are kills; the other tiers have as many rounds as they need, or this many where they alone
 * are named.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { everyTier } from './every-tier.ts'
import { isClean, pageOf, reportOf, type TierReport, tableOf } from './report.ts'
import { runTier } from './run-tier.ts'
import { TIERS, type Tier } from './tier.ts'

const whole = (name: string, text: string, least: number, most: number): number => {
  const value = Number(text)
  if (!Number.isInteger(value) || value < least || value > most)
    throw new Error(`--${name} is a whole number from ${least} to ${most}, not "${text}".`)
  return value
}

const tiersNamed = (names: string | undefined): readonly Tier[] => {
  if (names === undefined) return everyTier
  return names.split(',').map((name) => {
    const found = everyTier.find((tier) => tier.name === name)
    if (!found) throw new Error(`There is no tier "${name}". They are: ${TIERS.join(', ')}.`)
    return found
  })
}

const run = async (): Promise<boolean> => {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean' },
      'no-plants': { type: 'boolean' },
      rounds: { type: 'string' },
      seed: { type: 'string' },
      tier: { type: 'string' },
      report: { type: 'string' },
    },
  })
  const rounds = values.rounds === undefined ? undefined : whole('rounds', values.rounds, 1, 100_000)
  const seed = whole('seed', values.seed ?? String(Date.now() % 2 ** 31), 0, 2 ** 32 - 1)
  const say = (line: string): void => void (values.json ? process.stderr : process.stdout).write(`${line}\n`)
  const chosen = tiersNamed(values.tier)

  say(`seed ${seed}`)
  const tiers: Record<string, TierReport> = {}
  const recoveries: number[] = []
  for (const tier of chosen) {
    const mine = chosen.length === 1 || tier.name === 'kill' ? rounds : undefined
    const { report, recoveriesMs } = await runTier(tier, { seed, rounds: mine, plants: !values['no-plants'], say })
    tiers[tier.name] = report
    recoveries.push(...recoveriesMs)
  }
  const report = reportOf(tiers, recoveries, seed)
  if (values.report !== undefined) writeFileSync(values.report, pageOf(report, new Date().toISOString().slice(0, 10)))
  process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : `\n${tableOf(report)}\n`)
  return isClean(report)
}

// Said and then ended outright: Node waits for ever for the pipes of children that were killed while it wrote to them.
const end = (stream: NodeJS.WriteStream, last: string, status: number): void =>
  void stream.write(last, () => process.exit(status))
run().then(
  (clean) => end(process.stdout, '', clean ? 0 : 1),
  (error: unknown) => end(process.stderr, `${error instanceof Error ? error.message : String(error)}\n`, 1),
)

import { beforeAll, describe, expect, it } from 'vitest'
import { chanceFrom } from './chance.ts'
import { everyTier } from './every-tier.ts'
import { kill } from './kill.ts'
import { PLANTED_IN, type PlantedBug } from './planted-bugs.ts'
import { isClean, pageOf, type Report, reportOf, skippedReport, tableOf, tierReport } from './report.ts'
import { runTier } from './run-tier.ts'
import { builtModule } from './server-process.ts'
import { type Outcome, TIERS } from './tier.ts'

const SEED = 20260302
/** As many as a nightly run would do elsewhere; `npm run chaos -- --tier kill --rounds 3000` is for a release. */
const ROUNDS = 30
const TRIES = 10
const quiet = { seed: SEED, say: () => undefined }

describe('kill -9', () => {
  beforeAll(() => void builtModule('hall-process'))

  it('Z5 I3 I8 nothing acknowledged is lost, changed or done twice when the server is killed under load', async () => {
    const outcome = await kill.run({ ...quiet, rounds: ROUNDS })
    expect(outcome.broken).toEqual([])
    expect(outcome.rounds).toBe(ROUNDS)
    // A run in which nobody was served, or nobody was cut off, would show nothing.
    expect(outcome.acknowledged).toBeGreaterThan(10 * ROUNDS)
    expect(outcome.resent).toBeGreaterThan(ROUNDS)
  }, 600_000)

  it('Z14 a server that acknowledges before it commits is caught', async () => {
    // A kill has to fall into the moment between the answer and the commit: it is tried until one does.
    const rules: string[] = []
    for (let seed = SEED; !rules.includes('I3') && seed < SEED + TRIES; seed += 1) {
      const outcome = await kill.run({ ...quiet, seed, rounds: 8, bug: 'ackFirst' })
      rules.push(...outcome.broken.map(({ rule }) => rule))
    }
    expect(rules).toContain('I3')
  }, 600_000)
})

describe('the tiers', () => {
  it('Z14 every planted bug is planted in a tier, and every tier but the parent has one', () => {
    const planted = new Set(everyTier.flatMap((tier) => tier.planted.map(({ bug }) => bug)))
    const all: readonly PlantedBug[] = [...(Object.keys(PLANTED_IN) as PlantedBug[]), 'shallowCheck']
    expect(all.filter((bug) => !planted.has(bug))).toEqual([])
    const without = everyTier.filter((tier) => tier.planted.length === 0).map(({ name }) => name)
    expect(without).toEqual(['full', 'parent'])
    expect(everyTier.map(({ name }) => name).sort()).toEqual([...TIERS].sort())
  })

  it('Z14 a tier that is blind to a bug by its nature does not count as one that missed it', async () => {
    const seen: (PlantedBug | undefined)[] = []
    const tier = {
      ...kill,
      run: async ({ bug }: { readonly bug?: PlantedBug | undefined }): Promise<Outcome> => {
        seen.push(bug)
        const broken = bug === 'ackFirst' ? [{ kind: 'lost', rule: 'I3', sentence: 'It is gone.' } as const] : []
        return { rounds: 1, acknowledged: 1, resent: 0, recoveriesMs: [5], broken, figures: {} }
      },
      planted: [
        { bug: 'ackFirst', rounds: 1 },
        { bug: 'lifo', rounds: 1 },
      ],
      blindTo: [{ bug: 'syncNormal', rounds: 1 }],
    } as const
    const { report } = await runTier(tier, quiet)
    expect(seen).toEqual([undefined, 'ackFirst', 'lifo', 'syncNormal'])
    expect(report.planted).toEqual({ ackFirst: 'caught', lifo: 'missed', syncNormal: 'unseen' })
    expect(reportOf({ kill: report }, [5], 1).planted).toEqual({ ackFirst: 'caught', lifo: 'missed' })
  })

  it('Z15 what a machine cannot try is not run, says why, and stands so in the report', async () => {
    const said: string[] = []
    const tier = {
      ...kill,
      lacks: () => 'strace is not installed',
      run: () => Promise.reject(new Error('It was run.')),
    }
    const { report } = await runTier(tier, { seed: 1, say: (line) => void said.push(line) })
    expect(said).toEqual(['kill: SKIPPED: strace is not installed'])
    const all = reportOf({ points: report }, [], 1)
    expect(all.skipped).toEqual({ points: 'strace is not installed' })
    expect(tableOf(all)).toContain('SKIPPED: strace is not installed')
    expect(pageOf(all, '2026-03-02')).toContain('SKIPPED: strace is not installed')
    // A run in which nothing could be tried proves nothing.
    expect(isClean(all)).toBe(false)
  })
})

describe('the report', () => {
  const outcome: Outcome = {
    rounds: 1,
    acknowledged: 10,
    resent: 2,
    recoveriesMs: [300],
    broken: [],
    figures: { 'slowest number ms': 12 },
  }
  const report = (more: Partial<Outcome> = {}, planted: Report['planted'] = { ackFirst: 'caught' }): Report =>
    reportOf({ kill: tierReport(kill, { ...outcome, ...more }, planted, 1) }, more.recoveriesMs ?? [300], 7)

  it('Z14 I3 is clean only without anything broken or late and with every planted bug caught', () => {
    expect(isClean(report())).toBe(true)
    expect(isClean(report({}, { ackFirst: 'caught', noReceipt: 'missed' }))).toBe(false)
    for (const kind of ['lost', 'duplicate', 'finding', 'late'] as const)
      expect(isClean(report({ broken: [{ kind, rule: 'I3', sentence: 'x' }] }))).toBe(false)
  })

  it('Z5 tells the sums of all tiers, the median and the longest recovery', () => {
    const times = [500, 100, 300]
    const both = reportOf({ kill: tierReport(kill, outcome, {}, 1), power: tierReport(kill, outcome, {}, 1) }, times, 7)
    expect(both).toMatchObject({
      rounds: 2,
      acknowledged: 20,
      resent: 4,
      lost: 0,
      duplicates: 0,
      recoveryMs: { p50: 300, max: 500 },
      seed: 7,
    })
  })

  it('Z5 is a page that says what was done, how often, what was lost, and what was planted', () => {
    const page = pageOf(report({ broken: [{ kind: 'lost', rule: 'I3', sentence: 'A001 is gone.' }] }), '2026-03-02')
    expect(page).toContain(
      '| kill -9 under load (`kill`) | Z5 I1 I3 I8 | 1 | 10 | 2 | 1 | 0 | 0 | 0 | 300 ms, 300 ms | 1 |',
    )
    expect(page).toContain('- I3: A001 is gone.')
    expect(page).toContain('- `kill`: ackFirst caught')
    expect(page).toContain('slowest number ms 12')
    expect(pageOf(reportOf({ rot: skippedReport(kill, 'no disk') }, [], 1), '2026-03-02')).toContain('SKIPPED: no disk')
  })

  it('Z5 the same seed chooses the same moments', () => {
    const moments = (seed: number): number[] => {
      const chance = chanceFrom(seed)
      return Array.from({ length: 200 }, () => chance.between(50, 450))
    }
    expect(moments(5)).toEqual(moments(5))
    expect(moments(5)).not.toEqual(moments(6))
    expect(Math.min(...moments(5))).toBeGreaterThanOrEqual(50)
    expect(Math.max(...moments(5))).toBeLessThanOrEqual(450)
  })
})

import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { chanceFrom } from './chance.ts'
import { isClean, reportOf } from './report.ts'
import { runRounds } from './rounds.ts'

const SEED = 20260302
const planted = {
  ackBeforeCommit: 'caught',
  noReceipts: 'caught',
  tornGroup: 'caught',
  otherNumber: 'caught',
  editedHistory: 'caught',
} as const

describe('kill -9', () => {
  beforeAll(() => {
    const built = fileURLToPath(new URL('../../build/test/chaos/hall-process.js', import.meta.url))
    if (!existsSync(built))
      throw new Error('The server to kill is not built: run npm run build, or npm test, which does.')
  })

  it('I3 I8 nothing acknowledged is lost, changed or done twice when the server is killed under load', async () => {
    const rounds = await runRounds({ rounds: 3, seed: SEED })
    expect(rounds.flatMap(({ broken }) => broken)).toEqual([])
    expect(rounds).toHaveLength(3)
    // A run in which nobody was served, or nobody was cut off, would show nothing.
    const report = reportOf(rounds, planted, SEED)
    expect(report.acknowledged).toBeGreaterThan(20)
    expect(report.resent).toBeGreaterThan(3)
  }, 90_000)

  it('I3 a server that acknowledges before it commits is caught', async () => {
    const rounds = await runRounds({ rounds: 8, seed: SEED, bug: 'ackBeforeCommit' })
    expect(rounds.at(-1)?.broken.map(({ rule }) => rule)).toContain('I3')
  }, 90_000)
})

describe('the report', () => {
  const round = { round: 1, loadMs: 100, acknowledged: 10, resent: 2, recoveryMs: 300, broken: [] }

  it('I3 is clean only without anything broken and with every planted bug caught', () => {
    expect(isClean(reportOf([round], planted, 1))).toBe(true)
    expect(isClean(reportOf([round], { ...planted, noReceipts: 'missed' }, 1))).toBe(false)
    for (const kind of ['lost', 'duplicate', 'finding'] as const)
      expect(isClean(reportOf([round, { ...round, broken: [{ kind, rule: 'I3', sentence: 'x' }] }], planted, 1))).toBe(
        false,
      )
  })

  it('I3 tells the median and the longest recovery', () => {
    const rounds = [500, 100, 300].map((recoveryMs) => ({ ...round, recoveryMs }))
    expect(reportOf(rounds, planted, 7)).toMatchObject({
      rounds: 3,
      acknowledged: 30,
      recoveryMs: { p50: 300, max: 500 },
      seed: 7,
    })
  })

  it('I3 the same seed chooses the same moments', () => {
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

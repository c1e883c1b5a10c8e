/** Runs one tier and plants its bugs, or says why this machine cannot. */
import { type BugEnd, skippedReport, type TierReport, tierReport } from './report.ts'
import type { Outcome, Tier } from './tier.ts'

export type RunTier = {
  readonly seed: number
  /** Rounds, where they are not the usual ones. */
  readonly rounds?: number | undefined
  /** False leaves the planted bugs out. */
  readonly plants?: boolean
  readonly say: (line: string) => void
}

const seconds = (since: number): number => Math.round((performance.now() - since) / 100) / 10

/** What a planted bug did to a tier, and by which rules it was seen. */
const plantedEnd = (outcome: Outcome, mustBeSeen: boolean): { readonly end: BugEnd; readonly by: string } => {
  const seen = outcome.broken.length > 0
  return {
    end: mustBeSeen ? (seen ? 'caught' : 'missed') : seen ? 'caught' : 'unseen',
    by: [...new Set(outcome.broken.map(({ rule }) => rule))].join(' '),
  }
}

export const runTier = async (
  tier: Tier,
  { seed, rounds = tier.rounds, plants = true, say }: RunTier,
): Promise<{ readonly report: TierReport; readonly recoveriesMs: readonly number[] }> => {
  const lacks = tier.lacks()
  if (lacks !== undefined) {
    say(`${tier.name}: SKIPPED: ${lacks}`)
    return { report: skippedReport(tier, lacks), recoveriesMs: [] }
  }
  const since = performance.now()
  say(`${tier.name}: ${tier.title}`)
  const outcome = await tier.run({ rounds, seed, say })
  const planted: Record<string, BugEnd> = {}
  const plant = async (bugs: Tier['planted'], mustBeSeen: boolean): Promise<void> => {
    for (const { bug, rounds: most } of bugs) {
      const { end, by } = plantedEnd(await tier.run({ rounds: most, seed, bug, say: () => undefined }), mustBeSeen)
      planted[bug] = end
      say(`      planted ${bug.padEnd(18)}${end}${by === '' ? '' : ` by ${by}`}`)
    }
  }
  if (plants) {
    await plant(tier.planted, true)
    await plant(tier.blindTo ?? [], false)
  }
  return { report: tierReport(tier, outcome, planted, seconds(since)), recoveriesMs: outcome.recoveriesMs }
}

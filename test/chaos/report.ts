/** The figures of a run, and the words for them. */
import type { Broken } from './check.ts'
import type { PlantedBug } from './planted-bugs.ts'
import type { Round } from './rounds.ts'

export type Report = {
  readonly rounds: number
  readonly acknowledged: number
  readonly resent: number
  readonly lost: number
  readonly duplicates: number
  /** What `verify` found, in the ledgers of clean rounds. */
  readonly findings: number
  readonly recoveryMs: { readonly p50: number; readonly max: number }
  readonly planted: Readonly<Record<PlantedBug, 'caught' | 'missed'>>
  readonly seed: number
}

const countOf = (broken: readonly Broken[], kind: Broken['kind']): number =>
  broken.filter((one) => one.kind === kind).length

export const reportOf = (rounds: readonly Round[], planted: Report['planted'], seed: number): Report => {
  const broken = rounds.flatMap((round) => round.broken)
  const recoveries = rounds.map((round) => round.recoveryMs).sort((a, b) => a - b)
  return {
    rounds: rounds.length,
    acknowledged: rounds.reduce((sum, round) => sum + round.acknowledged, 0),
    resent: rounds.reduce((sum, round) => sum + round.resent, 0),
    lost: countOf(broken, 'lost'),
    duplicates: countOf(broken, 'duplicate'),
    findings: countOf(broken, 'finding'),
    recoveryMs: { p50: recoveries[Math.floor((recoveries.length - 1) / 2)] ?? 0, max: recoveries.at(-1) ?? 0 },
    planted,
    seed,
  }
}

/** Whether nothing was lost, doubled or found, and every planted bug was caught. */
export const isClean = ({ lost, duplicates, findings, planted }: Report): boolean =>
  lost + duplicates + findings === 0 && Object.values(planted).every((end) => end === 'caught')

export const roundLine = ({ round, loadMs, acknowledged, resent, recoveryMs, broken }: Round): string =>
  [
    `round ${String(round).padStart(3)}`,
    `killed after ${String(loadMs).padStart(3)} ms`,
    `${String(acknowledged).padStart(4)} acknowledged`,
    `${String(resent).padStart(2)} sent again`,
    `back after ${String(recoveryMs).padStart(4)} ms`,
    ...(broken.length === 0 ? [] : [`${broken.length} BROKEN: ${broken[0]?.rule} ${broken[0]?.sentence}`]),
  ].join('   ')

export const tableOf = (report: Report): string => {
  const rows: (readonly [string, string | number])[] = [
    ['rounds of kill -9', report.rounds],
    ['acknowledged', report.acknowledged],
    ['unanswered, sent again', report.resent],
    ['lost or changed', report.lost],
    ['duplicates', report.duplicates],
    ['findings of verify', report.findings],
    ['back after, median', `${report.recoveryMs.p50} ms`],
    ['back after, longest', `${report.recoveryMs.max} ms`],
    ...Object.entries(report.planted).map(([bug, end]) => [`planted ${bug}`, end] as const),
    ['seed', report.seed],
  ]
  return rows.map(([name, value]) => `${name.padEnd(26)}${String(value).padStart(10)}`).join('\n')
}

/** The figures of a run, and the words for them. */
import { cpus, release, totalmem } from 'node:os'
import type { Broken } from './check.ts'
import type { PlantedBug } from './planted-bugs.ts'
import type { Outcome, Tier, TierName } from './tier.ts'

/** What became of a bug: `caught` where it had to be seen, `unseen` where a tier is blind to it, `missed` else. */
export type BugEnd = 'caught' | 'missed' | 'unseen'

export type TierReport = {
  readonly title: string
  readonly proves: string
  readonly tookS: number
  /** Why it could not be tried here; nothing else is said then. */
  readonly skipped?: string
  readonly rounds: number
  readonly acknowledged: number
  readonly resent: number
  readonly lost: number
  readonly duplicates: number
  /** Rules broken that are neither: what `verify` and the tier itself found. */
  readonly findings: number
  /** Bounds of time that were passed. */
  readonly late: number
  readonly recoveryMs: { readonly p50: number; readonly max: number }
  readonly figures: Readonly<Record<string, number>>
  readonly broken: readonly Broken[]
  readonly planted: Readonly<Partial<Record<PlantedBug, BugEnd>>>
}

/** All tiers together, and each. */
export type Report = Omit<TierReport, 'title' | 'proves' | 'tookS' | 'skipped' | 'figures' | 'broken' | 'planted'> & {
  readonly planted: Readonly<Partial<Record<PlantedBug, 'caught' | 'missed'>>>
  readonly skipped: Readonly<Partial<Record<TierName, string>>>
  readonly tiers: Readonly<Partial<Record<TierName, TierReport>>>
  readonly seed: number
}

/** Sentences kept of what was broken; the numbers tell how many there were. */
const BROKEN_KEPT = 10

const countOf = (broken: readonly Broken[], kind: Broken['kind']): number =>
  broken.filter((one) => one.kind === kind).length

const recoveryOf = (times: readonly number[]): TierReport['recoveryMs'] => {
  const sorted = [...times].sort((a, b) => a - b)
  return { p50: sorted[Math.floor((sorted.length - 1) / 2)] ?? 0, max: sorted.at(-1) ?? 0 }
}

/** Counts what became of a tier. */
export const tierReport = (
  { title, proves }: Pick<Tier, 'title' | 'proves'>,
  { rounds, acknowledged, resent, recoveriesMs, broken, figures }: Outcome,
  planted: TierReport['planted'],
  tookS: number,
): TierReport => ({
  title,
  proves,
  tookS,
  rounds,
  acknowledged,
  resent,
  lost: countOf(broken, 'lost'),
  duplicates: countOf(broken, 'duplicate'),
  findings: countOf(broken, 'finding'),
  late: countOf(broken, 'late'),
  recoveryMs: recoveryOf(recoveriesMs),
  figures,
  broken: broken.slice(0, BROKEN_KEPT),
  planted,
})

export const skippedReport = ({ title, proves }: Pick<Tier, 'title' | 'proves'>, why: string): TierReport => ({
  ...tierReport(
    { title, proves },
    { rounds: 0, acknowledged: 0, resent: 0, recoveriesMs: [], broken: [], figures: {} },
    {},
    0,
  ),
  skipped: why,
})

/** All tiers in one. `recoveriesMs` are those of every round of every tier. */
export const reportOf = (tiers: Report['tiers'], recoveriesMs: readonly number[], seed: number): Report => {
  const each = Object.entries(tiers)
  const sum = (what: 'rounds' | 'acknowledged' | 'resent' | 'lost' | 'duplicates' | 'findings' | 'late'): number =>
    each.reduce((total, [, tier]) => total + tier[what], 0)
  const ends = each.flatMap(([, tier]) => Object.entries(tier.planted)).filter(([, end]) => end !== 'unseen')
  const missed = new Set(ends.filter(([, end]) => end === 'missed').map(([bug]) => bug))
  return {
    rounds: sum('rounds'),
    acknowledged: sum('acknowledged'),
    resent: sum('resent'),
    lost: sum('lost'),
    duplicates: sum('duplicates'),
    findings: sum('findings'),
    late: sum('late'),
    recoveryMs: recoveryOf(recoveriesMs),
    planted: Object.fromEntries(ends.map(([bug]) => [bug, missed.has(bug) ? 'missed' : 'caught'])),
    skipped: Object.fromEntries(
      each.flatMap(([name, { skipped }]) => (skipped === undefined ? [] : [[name, skipped]])),
    ),
    tiers,
    seed,
  }
}

/** Whether nothing was lost, doubled, found or late, something was tried, and every planted bug was caught. */
export const isClean = ({ rounds, lost, duplicates, findings, late, planted }: Report): boolean =>
  rounds > 0 && lost + duplicates + findings + late === 0 && Object.values(planted).every((end) => end === 'caught')

const bugsOf = ({ planted }: TierReport): string =>
  Object.entries(planted)
    .map(([bug, end]) => `${bug} ${end}`)
    .join(', ')

const figuresOf = ({ figures }: TierReport): string =>
  Object.entries(figures)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`

/** The report as a page that can be published. */
export const pageOf = (report: Report, when: string): string => {
  const tiers = Object.entries(report.tiers)
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'processor'}, ${Math.round(totalmem() / 2 ** 30)} GB, Linux ${release()}, Node ${process.version}`
  const heads = ['Broken by', 'Rules', 'Rounds', 'Acknowledged', 'Sent again', 'Lost', 'Duplicates', 'Findings', 'Late']
  return [
    '# Broken on purpose',
    '',
    `Written by \`npm run chaos -- --report\` on ${when}: ${machine}, seed ${report.seed}.`,
    'Every command that was answered in any round is looked for in the ledger afterwards, asked for again under its id,',
    'and the whole ledger is verified. Zero failures in n rounds bound the rate of failure below 3/n with 95 % confidence.',
    '',
    row([...heads, 'Back after (median, longest)', 's']),
    row([...heads, '', ''].map(() => '---')),
    ...tiers.map(([name, tier]) =>
      tier.skipped === undefined
        ? row([
            `${tier.title} (\`${name}\`)`,
            tier.proves,
            tier.rounds,
            tier.acknowledged,
            tier.resent,
            tier.lost,
            tier.duplicates,
            tier.findings,
            tier.late,
            tier.recoveryMs.max === 0 ? '' : `${tier.recoveryMs.p50} ms, ${tier.recoveryMs.max} ms`,
            tier.tookS,
          ])
        : row([`${tier.title} (\`${name}\`)`, tier.proves, `SKIPPED: ${tier.skipped}`, ...Array(8).fill('')]),
    ),
    '',
    '## Measured beside it',
    '',
    ...tiers.filter(([, tier]) => figuresOf(tier) !== '').map(([name, tier]) => `- \`${name}\`: ${figuresOf(tier)}`),
    '',
    '## Planted bugs',
    '',
    'A tier that is green with a planted bug proves nothing. *Unseen* marks what a tier cannot see by its nature.',
    '',
    ...tiers.filter(([, tier]) => bugsOf(tier) !== '').map(([name, tier]) => `- \`${name}\`: ${bugsOf(tier)}`),
    ...tiers.flatMap(([name, { broken }]) =>
      broken.length === 0
        ? []
        : ['', `## Broken in \`${name}\``, '', ...broken.map(({ rule, sentence }) => `- ${rule}: ${sentence}`)],
    ),
    '',
  ].join('\n')
}

/** The report as lines for a terminal. */
export const tableOf = (report: Report): string => {
  const columns = (cells: readonly (string | number)[]): string =>
    cells.map((cell, index) => (index === 0 ? String(cell).padEnd(10) : String(cell).padStart(13))).join('')
  const heads = ['', 'rounds', 'acknowledged', 'sent again', 'lost', 'duplicates', 'findings', 'late', 'back p50 ms']
  const line = (name: string, of: Omit<TierReport, 'title' | 'proves' | 'tookS' | 'figures' | 'broken' | 'planted'>) =>
    columns([
      name,
      of.rounds,
      of.acknowledged,
      of.resent,
      of.lost,
      of.duplicates,
      of.findings,
      of.late,
      of.recoveryMs.p50,
      of.recoveryMs.max,
    ])
  const tiers = Object.entries(report.tiers)
  return [
    columns([...heads, 'max ms']),
    ...tiers.map(([name, tier]) =>
      tier.skipped === undefined ? line(name, tier) : `${name.padEnd(10)}   SKIPPED: ${tier.skipped}`,
    ),
    line('together', { ...report, skipped: '' }),
    '',
    ...tiers.flatMap(([name, tier]) => [
      ...(figuresOf(tier) === '' ? [] : [`${name.padEnd(10)}${figuresOf(tier)}`]),
      ...(bugsOf(tier) === '' ? [] : [`${name.padEnd(10)}planted: ${bugsOf(tier)}`]),
      ...tier.broken.map(({ rule, sentence }) => `${name.padEnd(10)}BROKEN ${rule}: ${sentence}`),
    ]),
  ].join('\n')
}

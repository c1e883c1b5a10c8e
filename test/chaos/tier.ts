/** What a tier of chaos is: one way to break the hall, tried again and again, with the bugs that it must catch. */
import type { Broken } from './check.ts'
import type { PlantedBug } from './planted-bugs.ts'

export const TIERS = ['kill', 'points', 'errors', 'power', 'full', 'rot', 'line', 'clock', 'printer', 'parent'] as const
export type TierName = (typeof TIERS)[number]

export type Outcome = {
  /** How often the hall was broken. */
  readonly rounds: number
  /** Commands that were answered, and so may never be lost. */
  readonly acknowledged: number
  /** Commands that were unanswered and sent again. */
  readonly resent: number
  /** From each break to the first command answered again, ms. */
  readonly recoveriesMs: readonly number[]
  readonly broken: readonly Broken[]
  /** What else was measured, by name with its unit. */
  readonly figures: Readonly<Record<string, number>>
}

export type HowToRun = {
  readonly rounds: number
  readonly seed: number
  readonly bug?: PlantedBug | undefined
  /** Hears one line about each round. */
  readonly say: (line: string) => void
}

export type Tier = {
  readonly name: TierName
  /** What is done to the hall, for the report. */
  readonly title: string
  /** The rules of SPEC that it proves. */
  readonly proves: string
  /** Rounds of an ordinary run. */
  readonly rounds: number
  /** What this machine lacks for it; undefined where it can be tried (Z15). */
  readonly lacks: () => string | undefined
  readonly run: (how: HowToRun) => Promise<Outcome>
  /** The bugs that it must catch, and within how many rounds. */
  readonly planted: readonly Planted[]
  /** Bugs that it cannot see by its nature, which shows why another tier is needed. */
  readonly blindTo?: readonly Planted[]
}

export type Planted = { readonly bug: PlantedBug; readonly rounds: number }

/** Outcomes one after another, as one. */
export const together = (outcomes: readonly Outcome[]): Outcome => ({
  rounds: outcomes.reduce((sum, { rounds }) => sum + rounds, 0),
  acknowledged: outcomes.reduce((sum, { acknowledged }) => sum + acknowledged, 0),
  resent: outcomes.reduce((sum, { resent }) => sum + resent, 0),
  recoveriesMs: outcomes.flatMap(({ recoveriesMs }) => recoveriesMs),
  broken: outcomes.flatMap(({ broken }) => broken),
  figures: Object.assign({}, ...outcomes.map(({ figures }) => figures)) as Outcome['figures'],
})

/** One line of a round, for whoever watches. */
export const roundLine = (round: number, what: string, broken: readonly Broken[]): string =>
  [
    `${String(round).padStart(5)}`,
    what,
    ...(broken.length === 0 ? [] : [`${broken.length} BROKEN: ${broken[0]?.rule} ${broken[0]?.sentence}`]),
  ].join('   ')

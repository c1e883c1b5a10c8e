/** What can be wrong with a catalogue, as a value: where, what, and what to do, in both languages. */

export const PROBLEM_CODES = [
  // Said by the schema or the draft file, before meaning can be looked at.
  'file-unreadable',
  'wrong-shape',
  'unknown-key',
  'out-of-bounds',
  'more-problems',
  // Said by the check.
  'no-zones',
  'no-departments',
  'no-themes',
  'no-services',
  'no-counters',
  'bad-id',
  'duplicate-id',
  'empty-text',
  'bad-letter',
  'duplicate-letter',
  'duplicate-counter-name',
  'unknown-zone',
  'unknown-department',
  'unknown-theme',
  'unknown-service',
  'department-outside-theme',
  'service-without-counter',
  'service-outside-counter',
  'own-and-help',
  'unknown-backup',
  'backup-cannot-call',
  'backup-repeated',
  'unknown-profile',
  'profile-outside-list',
  'profile-empty',
  'plan-order',
  'help-without-threshold',
  'help-flickers',
  'help-repeated',
  'service-left',
  'stage-repeated',
  'stage-circle',
  'special-without-name',
  'basis-missing',
  'vague-words',
  'copies',
  'working-days',
  'promise-after-law',
  'expected-minutes',
  'daily-quota',
  'daily-cases',
  'time-zone',
  'hours',
  'weekdays',
  'printer-address',
  'printer-paper',
  'unknown-model',
  'failover',
  'unknown-edge',
  'unknown-counter',
  'peripheral-address',
  'bridge-elsewhere',
  'reports-missing',
  'bad-frame',
  'line-shared',
  'rule-out-of-range',
  'red-before-amber',
  'bad-prefix',
  'bad-plan',
  'bad-voice',
  'bad-wording',
  'bad-reading',
  'bad-media',
  // Of the hall's own papers.
  'empty-slip',
  'unknown-fact',
  'must-be-on-paper',
  'bad-code',
] as const
export type ProblemCode = (typeof PROBLEM_CODES)[number]

/** `where` is a path of ids, `services/A-01/checklist/2`; rows without an id are counted from 1, as on the page. */
export type CatalogueProblem = {
  readonly where: string
  readonly code: ProblemCode
  readonly zh: string
  readonly en: string
}
export type Problems = Iterable<CatalogueProblem>

export const problem = (where: string, code: ProblemCode, zh: string, en: string): CatalogueProblem => ({
  where,
  code,
  zh,
  en,
})

/** Whole numbers in a range; NaN and infinities are never in it. */
export const within = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most

/**
 * Where each invariant of `SPEC.md` §1 is looked at: in the events themselves, in the other files of a data folder, or by
 * tests and tiers that break the running system on purpose. A check of a ledger claims nothing that it did not look at.
 */
import { RULE_NAMES, type RuleId } from './rule.ts'

export type Invariant = {
  readonly id: string
  /** The rule in Chinese, for the manager. */
  readonly zh: string
  readonly en: string
  /** The rules of the verifier that stand for it; none where events cannot show it. */
  readonly events: readonly RuleId[]
  /** What else is looked at in the data folder, by the name of the finding's rule. */
  readonly files: readonly FileRule[]
  /** What proves the part that no ledger shows: test files and npm commands. */
  readonly elsewhere: readonly string[]
}

/**
 * What a data folder shows beyond its events: `chain` each row's digest and the file itself · `tables` numbers and receipts ·
 * `papers` what was printed · `texts` every text of every database and of the catalogue.
 */
export const FILE_RULES = ['chain', 'tables', 'papers', 'texts'] as const
export type FileRule = (typeof FILE_RULES)[number]

const inEvents = (id: RuleId, en: string, more: Partial<Invariant> = {}): Invariant => ({
  id,
  zh: RULE_NAMES[id],
  en,
  events: [id],
  files: [],
  elsewhere: [],
  ...more,
})

/** I1 to I21, in order. */
export const INVARIANTS: readonly Invariant[] = [
  inEvents('I1', 'No two numbers of a day are alike', { files: ['tables'] }),
  inEvents('I2', 'One ticket at one window'),
  {
    id: 'I3',
    zh: '确认过的一条不丢',
    en: 'What was acknowledged is not lost',
    events: [],
    files: [],
    elsewhere: ['npm run chaos', 'npm run seeds', 'test/chaos/chaos.test.ts'],
  },
  inEvents('I4', 'First come, first served, or a recorded rule'),
  {
    id: 'I5',
    zh: '印出、显示、播报的都在流水里',
    en: 'What is printed, shown or spoken is in the ledger',
    events: [],
    files: ['papers'],
    elsewhere: ['npm run seeds', 'test/browser/journey.test.ts'],
  },
  inEvents('I6', 'Numbers follow without a gap', { files: ['tables'] }),
  {
    id: 'I7',
    zh: '屏幕与流水一致，断线十秒内说明',
    en: 'Screens show the ledger, or say that they do not',
    events: [],
    files: [],
    elsewhere: ['npm run seeds', 'test/server/gateway.test.ts', 'test/browser/journey.test.ts'],
  },
  inEvents('I8', 'A command acts once', { files: ['tables'] }),
  inEvents('I9', 'Only legal changes'),
  inEvents('I10', 'Numbers given equal the sum of all states'),
  inEvents('I11', 'A day folded alone is the same day', {
    elsewhere: ['test/simulation/simulation.test.ts', 'test/server/live-hall.test.ts'],
  }),
  inEvents('I12', 'Append-only, dense, chained', { files: ['chain'] }),
  inEvents('I13', 'Time never runs backwards'),
  inEvents('I14', 'Permitted actors; overrides with reasons'),
  inEvents('I15', 'One rating for each leg, by the visitor'),
  {
    id: 'I16',
    zh: '每次叫号在每个区域播报一次',
    en: 'Each call is announced once in each zone',
    events: [],
    files: [],
    elsewhere: ['npm run seeds', 'test/display/announce-day.test.ts'],
  },
  inEvents('I17', 'No full number of a person', {
    files: ['texts'],
    elsewhere: ['test/server/visitors.test.ts', 'test/server/people.test.ts'],
  }),
  inEvents('I18', 'Nobody starves'),
  inEvents('I19', 'A wait never restarts'),
  inEvents('I20', 'A publish keeps every live ticket'),
  {
    id: 'I21',
    zh: '坏的设备只害自己',
    en: 'A bad peer harms itself alone',
    events: [],
    files: [],
    elsewhere: ['npm run chaos', 'test/simulation/fuzz.test.ts', 'test/server/gateway.test.ts'],
  },
]

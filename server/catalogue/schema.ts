/**
 * The catalogue as it may arrive from outside: a request body or a file that somebody edited. The schema bounds and
 * shapes it and refuses every key it does not know; then the hall's own check looks at what it means.
 */
import { z } from 'zod'
import { type Catalogue, NO_SHOW_MODES, OUTCOMES, PRINTER_KINDS } from '../../hall/catalogue.ts'
import { type CatalogueProblem, checkCatalogue, problem } from '../../hall/catalogue-check.ts'
import { PRIORITY_GROUNDS } from '../../hall/commands.ts'
import { ASKS } from '../../hall/personal-data.ts'
import { CALL_ORDERS } from '../../hall/profile.ts'
import { problemsOf } from './issue-words.ts'
import { edge, peripheral } from './schema-devices.ts'
import { boards, elsewhere, plan, voice } from './schema-public.ts'
import { slipTemplates } from './schema-slips.ts'
import { clock, count, id, ids, line, name, nameEn, text } from './schema-words.ts'

const material = z.strictObject({
  name: line,
  copies: count,
  form: z.enum(['original', 'copy', 'original-and-copy', 'electronic']),
  basis: line,
  condition: line.exactOptional(),
  sample: line.exactOptional(),
})

const service = z.strictObject({
  id,
  theme: id,
  department: id,
  name,
  nameEn,
  audience: z.enum(['person', 'company', 'both']),
  caseType: z.enum(OUTCOMES),
  promisedWorkingDays: count,
  statutoryWorkingDays: count,
  expectedMinutes: z.number().min(0).max(1_000),
  fee: line,
  checklist: z.array(material).max(60),
  keywords: z.array(name).max(30).exactOptional(),
  dailyQuota: count.exactOptional(),
  preconditions: line.exactOptional(),
  procedure: line.exactOptional(),
  special: z.strictObject({ name: line, workingDays: count }).exactOptional(),
  stages: ids(10).exactOptional(),
  assists: ids(10).exactOptional(),
  basis: line.exactOptional(),
  quantity: line.exactOptional(),
  handler: line.exactOptional(),
  identity: z.literal(true).exactOptional(),
  asks: z.array(z.enum(ASKS)).max(ASKS.length).exactOptional(),
})

const noShow = z.strictObject({
  mode: z.enum(NO_SHOW_MODES),
  returnMinutes: count,
  placesDown: count,
  times: count,
})

const theme = z.strictObject({
  id,
  letter: text(1),
  name,
  nameEn,
  hint: line,
  kind: z.enum(['comprehensive', 'functional']),
  staffedBy: z.enum(['centre', 'department']),
  departments: ids(60),
  zone: id,
  dailyCases: count,
  noShow: noShow.exactOptional(),
})

const counter = z.strictObject({
  id,
  name: text(20),
  zone: id,
  role: z.enum(['comprehensive', 'guide', 'consult', 'dispatch', 'fee', 'collect', 'complaint']),
  own: ids(22),
  help: ids(22),
  services: ids(1_000).exactOptional(),
  backups: ids(20).exactOptional(),
  profile: id.exactOptional(),
  plan: z
    .array(z.strictObject({ from: clock, profile: id }))
    .max(48)
    .exactOptional(),
  breaks: z
    .array(z.strictObject({ from: clock, to: clock }))
    .max(10)
    .exactOptional(),
})

const printer = z.strictObject({
  id,
  name,
  kind: z.enum(PRINTER_KINDS),
  host: text(253).exactOptional(),
  port: count.exactOptional(),
  path: line.exactOptional(),
  baud: count.exactOptional(),
  queue: name.exactOptional(),
  paper: z.literal([80, 58, 210]),
  model: id.exactOptional(),
  mode: z.enum(['text', 'raster']).exactOptional(),
  blind: z.boolean().exactOptional(),
  edge: id.exactOptional(),
  failover: id.exactOptional(),
  place: line.exactOptional(),
})

const byClass = <T extends z.ZodType>(value: T) =>
  z.strictObject({ ordinary: value, priority: value, appointment: value })

const profile = z.strictObject({
  id,
  name,
  own: ids(22),
  help: ids(22),
  services: ids(1_000).exactOptional(),
  order: z.enum(CALL_ORDERS),
  helpWhen: z
    .array(
      z.strictObject({
        theme: id,
        overMinutes: count.exactOptional(),
        overWaiting: count.exactOptional(),
        whenIdle: z.boolean(),
        first: z.boolean(),
        untilWaiting: count,
      }),
    )
    .max(22),
})

const rules = z.strictObject({
  creditMinutes: byClass(count),
  rate: byClass(z.number().min(0).max(100)).exactOptional(),
  calls: z.strictObject({ limit: count, gapSeconds: count }),
  noShow,
  window: z.strictObject({
    confirmArrival: z.boolean(),
    choose: z.boolean(),
    override: z.boolean(),
    idleMinutes: count,
  }),
  guidesPerFloor: count,
  ratingDays: count,
  casesPerCounter: count,
  waitAmberMinutes: count,
  waitRedMinutes: count,
  classPrefix: byClass(text(2)),
  kioskGrounds: z.array(z.enum(PRIORITY_GROUNDS)).max(PRIORITY_GROUNDS.length).exactOptional(),
  maskedNames: z.boolean().exactOptional(),
  offlineNumbers: count.exactOptional(),
  keep: z.strictObject({ phone: count, document: count }).exactOptional(),
})

/** Strict at every level. Letters are 22 at most (A–Z without I, O, Q, Z), and so are themes. */
export const catalogueSchema = z.strictObject({
  hall: z.strictObject({ id, name, nameEn, hotline: text(40), address: line, timeZone: text(60) }),
  sample: text(1_000).exactOptional(),
  zones: z
    .array(
      z.strictObject({
        id,
        name,
        nameEn,
        floor: z.int().min(-20).max(200),
        direction: line,
        plan: plan.exactOptional(),
      }),
    )
    .max(40),
  departments: z.array(z.strictObject({ id, name, phone: text(40) })).max(200),
  themes: z.array(theme).max(22),
  services: z.array(service).max(1_000),
  counters: z.array(counter).max(200),
  profiles: z.array(profile).max(100).exactOptional(),
  printers: z.array(printer).max(60),
  edges: z.array(edge).max(200).exactOptional(),
  peripherals: z.array(peripheral).max(1_000).exactOptional(),
  slips: slipTemplates.exactOptional(),
  elsewhere: z.array(elsewhere).max(200).exactOptional(),
  boards: boards.exactOptional(),
  voice: voice.exactOptional(),
  hours: z.strictObject({ weekdays: z.array(z.int()).max(7), open: text(5), close: text(5) }),
  rules,
  notices: z.array(line).max(20),
}) satisfies z.ZodType<Catalogue>

export type ParsedCatalogue =
  | { readonly ok: true; readonly catalogue: Catalogue }
  /** `catalogue` is there when only its meaning is wrong, so that a page can go on editing it. */
  | { readonly ok: false; readonly problems: readonly CatalogueProblem[]; readonly catalogue?: Catalogue }

/** A bad file may be wrong in every row; nobody reads further than this. */
const PROBLEMS_MAX = 200

const bounded = (problems: readonly CatalogueProblem[]): readonly CatalogueProblem[] => {
  const more = problems.length - PROBLEMS_MAX
  if (more <= 0) return problems
  return [
    ...problems.slice(0, PROBLEMS_MAX),
    problem(
      '',
      'more-problems',
      `还有 ${more} 处问题，请先改正以上各处`,
      `${more} more problems. Correct these first.`,
    ),
  ]
}

/** A JSON value as a catalogue that may be published, or everything that must be put right first. */
export const parseCatalogue = (value: unknown): ParsedCatalogue => {
  const parsed = catalogueSchema.safeParse(value)
  if (!parsed.success) return { ok: false, problems: bounded(problemsOf(parsed.error.issues, value)) }
  const catalogue: Catalogue = parsed.data
  const problems = checkCatalogue(catalogue)
  return problems.length === 0 ? { ok: true, catalogue } : { ok: false, problems: bounded(problems), catalogue }
}

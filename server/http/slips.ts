/** The hall's papers at the manager's page: what each knows, how it would look, and the draft's own in place of the shipped. */
import type { Context, Hono } from 'hono'
import { z } from 'zod'
import type { PrinterSetting } from '../../hall/catalogue.ts'
import { checkSlip } from '../../hall/catalogue-check-slips.ts'
import type { CatalogueProblem } from '../../hall/catalogue-problem.ts'
import { SLIP_FACTS } from '../../hall/slip-facts.ts'
import { SLIP_KINDS, type SlipKind, type SlipTemplate, type SlipTemplates } from '../../hall/slip-template.ts'
import { render } from '../../printer/compose.ts'
import { modelFor } from '../../printer/models.ts'
import { readPaper } from '../../printer/paper.ts'
import type { Slip } from '../../printer/slip.ts'
import { slipOf } from '../../printer/slips/fill.ts'
import { SHIPPED } from '../../printer/slips/shipped.ts'
import { problemsOf } from '../catalogue/issue-words.ts'
import { slipTemplate, slipTemplates } from '../catalogue/schema-slips.ts'
import { type SampleFacts, sampleFacts } from '../printing/sample-facts.ts'
import { draftAnswer } from './draft.ts'
import { problem } from './problem.ts'
import { read } from './read.ts'
import { allowDuty, type Shell } from './shell.ts'

/** A paper of sixty blocks takes a tenth of it. */
const SLIP_BYTES_MAX = 64 * 1024

export const previewSchema = z.strictObject({
  kind: z.enum(SLIP_KINDS),
  template: slipTemplate,
  paper: z.literal([80, 58, 210]),
  mode: z.enum(['text', 'raster']),
})
export const ownSlipSchema = z.strictObject({ template: slipTemplate.nullable() })

/** A request around a template of any shape: what is wrong inside is told as in a catalogue, with its place, in both languages. */
const around = { template: z.json() }
const previewBody = previewSchema.extend(around)
const ownSlipBody = ownSlipSchema.extend(around)

const wholeSchema = z.strictObject({ slips: slipTemplates })

type Judged =
  | { readonly ok: true; readonly template: SlipTemplate }
  | { readonly ok: false; readonly problems: readonly CatalogueProblem[] }

/** A template that may be printed, or everything that must be put right first. */
const judged = (kind: SlipKind, value: unknown): Judged => {
  const whole = { slips: { [kind]: value } }
  const parsed = wholeSchema.safeParse(whole)
  if (!parsed.success) return { ok: false, problems: problemsOf(parsed.error.issues, whole) }
  const found = parsed.data.slips[kind] ?? []
  const problems = [...checkSlip(kind, found)]
  return problems.length === 0 ? { ok: true, template: found } : { ok: false, problems }
}

const wrong = (c: Context, problems: readonly CatalogueProblem[]): Response =>
  problem(c, 422, 'slip-invalid', 'This paper cannot be printed like that: mend what is listed under `problems`.', {
    problems,
  })

const SAMPLE_LENGTH_MAX = 60

/** A fact with what it says on the sample, cut where a list of facts has no room for it. */
const factOf = (name: string, value: unknown) => ({
  name,
  sample: typeof value === 'string' ? value.slice(0, SAMPLE_LENGTH_MAX) : '',
})

const rowOf = (kind: SlipKind, own: SlipTemplates, samples: SampleFacts | undefined) => {
  const facts: Readonly<Record<string, unknown>> = samples?.[kind]() ?? {}
  const known: { readonly lists: Readonly<Record<string, readonly string[]>> } = SLIP_FACTS[kind]
  return {
    kind,
    template: own[kind] ?? SHIPPED[kind],
    own: own[kind] !== undefined,
    facts: SLIP_FACTS[kind].facts.map((name) => factOf(name, facts[name])),
    lists: Object.entries(known.lists).map(([name, names]) => {
      const rows = facts[name]
      const first: Readonly<Record<string, unknown>> = Array.isArray(rows) ? (rows[0] ?? {}) : {}
      return { name, facts: names.map((inner) => factOf(inner, first[inner])) }
    }),
    must: SLIP_FACTS[kind].must,
  }
}

const sampleSlip = <K extends SlipKind>(kind: K, own: SlipTemplate, samples: SampleFacts): Slip =>
  slipOf(kind, kind, samples[kind](), { [kind]: own })

/** As long as the secrets that are minted. */
const SAMPLE_SECRET = '7f3kq9x2m8wv4c6hj5n1p0'

export const slipRoutes = (app: Hono, shell: Shell): void => {
  const { live, draft } = shell
  const samplesFor = (c: Context, paper?: PrinterSetting['paper']): SampleFacts | undefined => {
    const hall = live.hall()
    return sampleFacts(hall, hall.at, `${new URL(c.req.url).origin}/t/${SAMPLE_SECRET}`, paper)
  }
  app.get('/api/halls/:hall/slips', async (c) => {
    const allowed = allowDuty(c, shell, 'read', 'system')
    if (!allowed.ok) return allowed.response
    const found = await draft.read()
    // A draft whose meaning is wrong elsewhere is still edited here; one that is no catalogue at all has no papers.
    const own = found.catalogue?.slips ?? {}
    const samples = samplesFor(c)
    return c.json({ ok: true, slips: SLIP_KINDS.map((kind) => rowOf(kind, own, samples)) })
  })

  app.post('/api/halls/:hall/slips/preview', async (c) => {
    const allowed = allowDuty(c, shell, 'read', 'system')
    if (!allowed.ok) return allowed.response
    const asked = await read(c, previewBody, SLIP_BYTES_MAX)
    if (!asked.ok) return asked.response
    const { kind, paper, mode } = asked.value
    const checked = judged(kind, asked.value.template)
    if (!checked.ok) return wrong(c, checked.problems)
    const samples = samplesFor(c, paper)
    if (!samples) return problem(c, 409, 'no-catalogue', 'No catalogue with a service is in force yet.')
    const model = modelFor({ paper, mode })
    const { bytes, missing } = render(sampleSlip(kind, checked.template, samples), model)
    const { dots, rows } = readPaper(bytes, model.dots)
    return c.json({ ok: true, dots, rows, missing, bytes: bytes.length })
  })

  app.put('/api/halls/:hall/draft/slips/:kind', async (c) => {
    const allowed = allowDuty(c, shell, 'system')
    if (!allowed.ok) return allowed.response
    const kind = SLIP_KINDS.find((known) => known === c.req.param('kind'))
    if (!kind) return problem(c, 404, 'not-found', `No such paper: there are ${SLIP_KINDS.join(', ')}.`)
    const asked = await read(c, ownSlipBody, SLIP_BYTES_MAX)
    if (!asked.ok) return asked.response
    const wanted = asked.value.template
    const checked = wanted === null ? undefined : judged(kind, wanted)
    if (checked?.ok === false) return wrong(c, checked.problems)
    const after = await draft.edit((catalogue) => {
      const { slips = {}, ...rest } = catalogue
      const { [kind]: _old, ...others } = slips
      const own = checked ? { ...others, [kind]: checked.template } : others
      return Object.keys(own).length === 0 ? rest : { ...rest, slips: own }
    })
    return draftAnswer(c, after)
  })
}

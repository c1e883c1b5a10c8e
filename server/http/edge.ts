/** What edges say: how their printers, peripherals and jobs are, and what was pressed, laid down or scanned there. */
import type { Context, Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { z } from 'zod'
import type { Actor } from '../../hall/actor.ts'
import { GRADES } from '../../hall/commands.ts'
import type { EdgeId } from '../../hall/ids.ts'
import { COMMAND_BYTES_MAX, ID_LENGTH_MAX } from '../../hall/limits.ts'
import { KEYPAD_KEYS } from '../../hall/peripheral.ts'
import { TROUBLES } from '../../printer/status.ts'
import { NOT_SENT_REASONS, SILENCES, UNKNOWN_REASONS } from '../../printer/transport.ts'
import type { EdgeInput, EdgeReport } from '../edge/report.ts'
import { problem } from './problem.ts'
import { read } from './read.ts'
import { allowOnly, notPermitted, type Shell } from './shell.ts'

/** Sixty printers and a thousand peripherals with a line each. */
const REPORT_BYTES_MAX = 32 * COMMAND_BYTES_MAX

const id = z.string().min(1).max(ID_LENGTH_MAX)
/** Job ids name the event and the paper as well. */
const jobId = z.string().min(1).max(200)
const line = z.string().max(400)
const nearEnd = z.boolean()
const detail = line.exactOptional()
const about = z.strictObject({ model: line.exactOptional(), firmware: line.exactOptional() })

const trouble = z.enum(TROUBLES)
const notSent = z.enum(NOT_SENT_REASONS)
const unknown = z.enum(UNKNOWN_REASONS)
const silent = z.enum(SILENCES)

const outcome = z.discriminatedUnion('result', [
  z.strictObject({ result: z.literal('printed'), nearEnd }),
  z.strictObject({ result: z.literal('not_sent'), reason: notSent, nearEnd, detail }),
  z.strictObject({ result: z.literal('unknown'), reason: unknown, nearEnd, detail }),
])
const status = z.discriminatedUnion('answer', [
  z.strictObject({ answer: z.literal('ready'), nearEnd, about: about.exactOptional() }),
  z.strictObject({ answer: z.literal('trouble'), trouble, nearEnd }),
  z.strictObject({ answer: z.literal('none'), reason: silent, detail }),
])

export const reportSchema = z.strictObject({
  version: z.string().max(40),
  begun: z.array(id).max(200),
  ends: z.array(z.strictObject({ job: jobId, turn: id, printer: id, outcome })).max(200),
  printers: z.array(z.strictObject({ printer: id, status })).max(60),
  peripherals: z
    .array(
      z.strictObject({
        peripheral: id,
        state: z.enum(['ready', 'absent', 'silent', 'disabled', 'failed']),
        detail,
        firmware: line.exactOptional(),
      }),
    )
    .max(1_000),
}) satisfies z.ZodType<EdgeReport>

export const inputSchema = z.strictObject({
  id,
  peripheral: id,
  at: z.number().int().nonnegative(),
  input: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('key'), key: z.enum(KEYPAD_KEYS) }),
    z.strictObject({ kind: z.literal('grade'), grade: z.enum(GRADES) }),
    z.strictObject({ kind: z.literal('code'), text: z.string().min(1).max(2_000) }),
    z.strictObject({ kind: z.literal('card'), name: z.string().max(200), document: z.string().min(1).max(40) }),
  ]),
}) satisfies z.ZodType<EdgeInput>

/** Refusals that have a status of their own; all others are the hall's no. */
const STATUS_OF: Readonly<Record<string, ContentfulStatusCode>> = {
  'not-its-own': 403,
  'not-permitted': 403,
  'not-of-its-kind': 422,
  'bad-document': 422,
  'storage-failed': 503,
}

type Asking =
  | { readonly ok: true; readonly actor: Actor; readonly edge: EdgeId }
  | { readonly ok: false; readonly response: Response }

/** Routes for edges alone: a token of another role is refused with 403. */
export const edgeRoutes = (app: Hono, shell: Shell): void => {
  const { edges, inputs, hallId } = shell

  const asking = (c: Context): Asking => {
    const allowed = allowOnly(c, shell, 'edge')
    if (!allowed.ok) return allowed
    if (c.req.param('hall') !== hallId)
      return { ok: false, response: problem(c, 404, 'not-found', 'This server runs another hall.') }
    const { actor } = allowed
    if (actor.role !== 'edge' || actor.edge === undefined) return { ok: false, response: notPermitted(c) }
    return { ok: true, actor, edge: actor.edge }
  }

  app.post('/api/halls/:hall/edge/reports', async (c) => {
    const from = asking(c)
    if (!from.ok) return from.response
    const told = await read(c, reportSchema, REPORT_BYTES_MAX)
    return told.ok ? c.json({ ok: true, refused: edges.report(from.edge, told.value) }) : told.response
  })

  app.post('/api/halls/:hall/edge/inputs', async (c) => {
    const from = asking(c)
    if (!from.ok) return from.response
    const waitMs = shell.allowance.take(from.actor.id)
    if (waitMs > 0) return problem(c, 429, 'too-many', 'Too many presses from this edge: wait a moment.', { waitMs })
    const told = await read(c, inputSchema)
    if (!told.ok) return told.response
    const heard = await inputs.hear(from.edge, told.value)
    if (heard.ok) return c.json(heard)
    return problem(c, STATUS_OF[heard.code] ?? 409, heard.code, 'Nothing came of that press; the code says why.')
  })
}

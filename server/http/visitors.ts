/**
 * Who somebody is, and which ticket they hold: both are asked with a body, since a document's number and a ticket's secret
 * must never stand in an address, where logs and histories keep them (I17).
 */
import type { Context, Hono } from 'hono'
import { z } from 'zod'
import type { Role } from '../../hall/actor.ts'
import { COMMAND_BYTES_MAX, ID_LENGTH_MAX } from '../../hall/limits.ts'
import { checkDocument, DOCUMENT_KINDS } from '../people/documents.ts'
import { parseWith } from './command-schema.ts'
import { readBody } from './guard.ts'
import { problem } from './problem.ts'
import { allowOnly, type Shell } from './shell.ts'
import { ticketAnswer, unknownTicket } from './ticket-answer.ts'

export const personSchema = z.strictObject({
  kind: z.enum(DOCUMENT_KINDS),
  /** As read or typed; the longest that can be a number, with the blanks people type. */
  document: z.string().min(1).max(40),
})
export const scanSchema = z.strictObject({ secret: z.string().min(1).max(ID_LENGTH_MAX) })

const MAY_NAME: readonly Role[] = ['window', 'guide', 'manager', 'kiosk']
const MAY_SCAN: readonly Role[] = ['guide', 'manager', 'inspector', 'window']

type Asked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly response: Response }

/** The body, from one of these roles, for this hall, at the pace of commands. */
const asked = async <T>(c: Context, shell: Shell, roles: readonly Role[], schema: z.ZodType<T>): Promise<Asked<T>> => {
  const no = (response: Response): Asked<T> => ({ ok: false, response })
  const allowed = allowOnly(c, shell, ...roles)
  if (!allowed.ok) return allowed
  if (c.req.param('hall') !== shell.hallId) return no(problem(c, 404, 'not-found', 'This server runs another hall.'))
  const waitMs = shell.allowance.take(allowed.actor.id)
  if (waitMs > 0) {
    c.header('retry-after', String(Math.ceil(waitMs / 1000)))
    return no(problem(c, 429, 'too-many', 'Too many requests from this machine: wait a moment.', { waitMs }))
  }
  const body = await readBody(c, COMMAND_BYTES_MAX)
  if (!body.ok) return body
  const parsed = parseWith(schema, body.value)
  if (parsed.ok) return parsed
  const { problems } = parsed
  return no(problem(c, 422, 'malformed', 'The request is not complete or not valid.', { problems }))
}

export const visitorRoutes = (app: Hono, shell: Shell): void => {
  app.post('/api/halls/:hall/persons', async (c) => {
    const read = await asked(c, shell, MAY_NAME, personSchema)
    if (!read.ok) return read.response
    const { kind, document } = read.value
    const checked = checkDocument(kind, document, shell.live.hall().at)
    if (!checked.ok)
      return problem(c, 422, 'bad-document', 'This cannot be the number of such a document: look at it again.', {
        fault: checked.fault,
      })
    c.header('cache-control', 'no-store')
    return c.json({ ok: true, person: shell.personKeys.keyOf(kind, checked.normal), masked: checked.masked })
  })

  app.post('/api/halls/:hall/scans', async (c) => {
    const read = await asked(c, shell, MAY_SCAN, scanSchema)
    if (!read.ok) return read.response
    const hall = shell.live.hall()
    const id = hall.bySecret.get(read.value.secret)
    const ticket = id === undefined ? undefined : hall.tickets.get(id)
    return ticket ? ticketAnswer(c, hall, ticket) : unknownTicket(c)
  })
}

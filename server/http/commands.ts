/** The one address that changes a hall: `POST /api/halls/:hall/commands`. */
import type { Context, Hono } from 'hono'
import { CATALOGUE_BYTES_MAX, COMMAND_BYTES_MAX } from '../../hall/limits.ts'
import type { Reply } from '../../hall/reply.ts'
import { commandSchema, parseWith } from './command-schema.ts'
import { readBody } from './guard.ts'
import { problem, refused } from './problem.ts'
import { actorOf, noteRefused, type Shell, unknownToken } from './shell.ts'

export const answerWith = (c: Context, reply: Reply): Response => (reply.ok ? c.json(reply) : refused(c, reply))

const tooFast = (c: Context, waitMs: number): Response => {
  c.header('retry-after', String(Math.ceil(waitMs / 1000)))
  return problem(c, 429, 'too-many', 'Too many requests from this machine: wait a moment.', { waitMs })
}

export const commandRoutes = (app: Hono, shell: Shell): void => {
  app.post('/api/halls/:hall/commands', async (c) => {
    const actor = actorOf(c, shell)
    if (!actor) return unknownToken(c)
    if (c.req.param('hall') !== shell.hallId) return problem(c, 404, 'not-found', 'This server runs another hall.')
    const waitMs = shell.allowance.take(actor.id)
    if (waitMs > 0) return tooFast(c, waitMs)
    // Only a manager ever sends a whole catalogue, so only a manager may send much.
    const body = await readBody(c, actor.role === 'manager' ? CATALOGUE_BYTES_MAX : COMMAND_BYTES_MAX)
    if (!body.ok) return body.response
    const parsed = parseWith(commandSchema, body.value)
    if (!parsed.ok) {
      return problem(c, 422, 'malformed', 'The command is not one the hall knows.', { problems: parsed.problems })
    }
    const turnMs = shell.numbers.take(actor, parsed.value)
    if (turnMs > 0) return tooFast(c, turnMs)
    const reply = await shell.live.submit(parsed.value, actor)
    if (!reply.ok && reply.code === 'not-permitted') noteRefused(c, shell, actor, { command: parsed.value.type })
    return answerWith(c, reply)
  })
}

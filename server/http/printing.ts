/** Papers that staff have printed when they like: a test on any printer, the list of those who wait, the day's figures. */
import type { Hono } from 'hono'
import { z } from 'zod'
import { ID_LENGTH_MAX } from '../../hall/limits.ts'
import { STAFF_SLIPS } from '../printing/printing.ts'
import { problem } from './problem.ts'
import { read } from './read.ts'
import { allowOnly, notPermitted, type Shell } from './shell.ts'

/** `id`: of this very wish; asked again with it, the same job is answered and nothing is printed twice. */
export const printSchema = z.strictObject({
  id: z
    .string()
    .min(8)
    .max(ID_LENGTH_MAX)
    .regex(/^[\w-]+$/),
  slip: z.enum(STAFF_SLIPS),
})

export const printingRoutes = (app: Hono, shell: Shell): void => {
  app.post('/api/halls/:hall/printers/:id/print', async (c) => {
    const allowed = allowOnly(c, shell, 'manager', 'guide')
    if (!allowed.ok) return allowed.response
    if (c.req.param('hall') !== shell.hallId) return problem(c, 404, 'not-found', 'This server runs another hall.')
    const asked = await read(c, printSchema)
    if (!asked.ok) return asked.response
    const { id, slip } = asked.value
    if (allowed.actor.role === 'guide' && slip !== 'waiting') return notPermitted(c)
    const job = shell.printing.print(c.req.param('id'), slip, id)
    if (!job) return problem(c, 404, 'not-found', 'The catalogue in force has no such printer.')
    return c.json({ ok: true, job: { id: job.id, state: job.state } })
  })
}

/** Live advice for the manager, and afterwards what it was worth. */
import type { Hono } from 'hono'
import { z } from 'zod'
import { openAdviser } from '../advice/advice.ts'
import { problem } from './problem.ts'
import { allowDuty, type Shell } from './shell.ts'

export const adviceRoutes = (app: Hono, shell: Shell): void => {
  const { live, ledger, hallId, clock } = shell
  const adviser = openAdviser(live, ledger, hallId, clock)

  app.get('/api/halls/:hall/advice', async (c) => {
    const allowed = allowDuty(c, shell, 'read')
    if (!allowed.ok) return allowed.response
    return c.json({ ok: true, ...(await adviser.now()) })
  })

  app.get('/api/halls/:hall/advice/saved', async (c) => {
    const allowed = allowDuty(c, shell, 'read')
    if (!allowed.ok) return allowed.response
    const day = c.req.query('day') ?? live.hall().day ?? ''
    const acts = z.iso.date().safeParse(day).success ? await adviser.saved(day) : undefined
    if (!acts) return problem(c, 404, 'no-such-day', 'The hall did not open on that day.', { day })
    return c.json({ ok: true, day, acts })
  })
}

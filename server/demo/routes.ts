/** The demonstration over HTTP: what can be opened, and how fast its people are. No token: it is nobody's hall. */
import type { Hono } from 'hono'
import { z } from 'zod'
import { COMMAND_BYTES_MAX } from '../../hall/limits.ts'
import { parseWith } from '../http/command-schema.ts'
import { readBody } from '../http/guard.ts'
import { problem } from '../http/problem.ts'
import { type Demo, SPEED_MAX, SPEED_MIN } from './demo.ts'

const speedSchema = z.strictObject({ speed: z.number().min(SPEED_MIN).max(SPEED_MAX) })

/** `GET /api/demo` and `POST /api/demo/speed {speed}`. Mount it before the answer for addresses that nobody knows. */
export const demoRoutes = (app: Hono, demo: Demo): void => {
  app.get('/api/demo', (c) => c.json({ ok: true, ...demo.describe() }))

  app.post('/api/demo/speed', async (c) => {
    const body = await readBody(c, COMMAND_BYTES_MAX)
    if (!body.ok) return body.response
    const parsed = parseWith(speedSchema, body.value)
    if (!parsed.ok)
      return problem(c, 422, 'malformed', `The speed is a number from ${SPEED_MIN} to ${SPEED_MAX}.`, {
        problems: parsed.problems,
      })
    demo.setSpeed(parsed.value.speed)
    return c.json({ ok: true, speed: parsed.value.speed })
  })
}

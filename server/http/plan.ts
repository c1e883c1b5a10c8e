/** 窗口测算: what is known of a weekday, and how many windows its themes need, together or each by itself. */
import type { Hono } from 'hono'
import { z } from 'zod'
import { ID_LENGTH_MAX } from '../../hall/limits.ts'
import { basisOf, questionOf } from '../../hall/plan/basis.ts'
import { casesOf } from '../../hall/plan/demand.ts'
import { makePlanning } from '../plan/planning.ts'
import { problem } from './problem.ts'
import { read } from './read.ts'
import { allowDuty, type Shell } from './shell.ts'

/** A day beyond this is no service hall's. */
const CASES_MAX = 10_000
const WEEKDAY = /^[1-7]$/

const id = z.string().min(1).max(ID_LENGTH_MAX)

export const planSchema = z.strictObject({
  /** 1 = Monday. */
  weekday: z.int().min(1).max(7),
  /** Themes that share their windows. */
  themes: z.array(id).min(1).max(100),
  /** Numbers a day, where they are to be others than known. */
  cases: z.record(id, z.number().min(0).max(CASES_MAX)),
  /** P(wait ≤ minutes) ≥ share. */
  target: z.strictObject({ minutes: z.number().min(1).max(120), share: z.number().min(0.5).max(0.99) }),
})

export const planRoutes = (app: Hono, shell: Shell): void => {
  const planned = makePlanning()

  app.get('/api/halls/:hall/plan', (c) => {
    const allowed = allowDuty(c, shell, 'read')
    if (!allowed.ok) return allowed.response
    const weekday = c.req.query('weekday') ?? '1'
    if (!WEEKDAY.test(weekday))
      return problem(c, 422, 'malformed', 'Say which day of the week as ?weekday=1 (Monday) to 7.', {
        problems: ['weekday'],
      })
    const basis = basisOf(shell.live.hall(), Number(weekday))
    return basis
      ? c.json({ ok: true, ...basis })
      : problem(c, 409, 'no-catalogue', 'No catalogue is in force: publish one first.')
  })

  app.post('/api/halls/:hall/plan', async (c) => {
    const allowed = allowDuty(c, shell, 'read')
    if (!allowed.ok) return allowed.response
    const asked = await read(c, planSchema)
    if (!asked.ok) return asked.response
    const hall = shell.live.hall()
    const question = questionOf(hall, asked.value)
    if (!hall.catalogue || !question)
      return problem(c, 422, 'malformed', 'Name themes of the catalogue in force that have a service.', {
        problems: ['themes'],
      })
    const cases = question.demands.reduce((sum, demand) => sum + casesOf(demand), 0)
    if (cases > CASES_MAX)
      return problem(c, 422, 'malformed', `Ask for ${CASES_MAX} cases a day at most, all themes together.`, {
        problems: ['cases'],
      })
    return c.json({ ok: true, ...(await planned(question, hall.catalogue.rules.casesPerCounter)) })
  })
}

/** How good the hall's forecasts are (F9): today by service and hour, and the days before. */
import type { Hono } from 'hono'
import { forecastMeasures } from '../../hall/forecast/measure.ts'
import { inSlices } from '../slices.ts'
import { allowDuty, type Shell } from './shell.ts'

export const forecastRoutes = (app: Hono, shell: Shell): void => {
  app.get('/api/halls/:hall/forecast', async (c) => {
    const allowed = allowDuty(c, shell, 'read')
    if (!allowed.ok) return allowed.response
    return c.json({ ok: true, ...(await inSlices(forecastMeasures(shell.live.hall()))) })
  })
}

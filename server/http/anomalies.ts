/** What staff did by hand, beside what their colleagues did, for whoever audits the hall. */
import type { Hono } from 'hono'
import { anomaliesOf } from '../../hall/anomaly.ts'
import { eventsOfDay } from '../day-events.ts'
import { inSlices } from '../slices.ts'
import { allowDuty, placeOf, type Shell } from './shell.ts'
import { spanOf } from './verdicts.ts'

/** A month is what a review looks at; a longer one is asked for in parts. */
const DAYS_MAX = 31
const DAY_MS = 86_400_000

/** Every calendar day from one to another. */
function* daysFrom(from: string, to: string): Generator<string> {
  for (let at = Date.parse(from); at <= Date.parse(to); at += DAY_MS) yield new Date(at).toISOString().slice(0, 10)
}

export const anomalyRoutes = (app: Hono, shell: Shell): void => {
  const { live, ledger, hallId, securityLog } = shell

  app.get('/api/halls/:hall/anomalies', async (c) => {
    const allowed = allowDuty(c, shell, 'audit', 'read')
    if (!allowed.ok) return allowed.response
    const span = spanOf(c, live.hall().day ?? '', DAYS_MAX)
    if (span instanceof Response) return span
    const { actor } = allowed
    securityLog.note({
      type: 'anomalies-read',
      outcome: 'ok',
      who: actor.id,
      from: placeOf(c),
      about: `${span.from} – ${span.to}`,
    })
    const days = function* () {
      for (const day of daysFrom(span.from, span.to)) yield eventsOfDay(ledger, hallId, day)
    }
    return c.json({ ok: true, ...(await inSlices(anomaliesOf(hallId, span, days()))) })
  })
}

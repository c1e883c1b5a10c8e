/** What was found when the ledger was held against its rules, a look right now, and the heads of the chain to keep elsewhere. */
import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { daysBetween } from '../../hall/calendar.ts'
import { problem } from './problem.ts'
import { allowDuty, placeOf, type Shell } from './shell.ts'

const dayForm = z.iso.date()
/** Days that are kept by default (Z28); an export of more is made in two. */
const HEAD_DAYS_MAX = 400

export type Span = { readonly from: string; readonly to: string }

/** The days that a question names, `?from=&to=`; both default to the hall's day. The answer is a refusal where they are none. */
export const spanOf = (c: Context, today: string, daysMax: number): Span | Response => {
  const from = c.req.query('from') ?? c.req.query('to') ?? today
  const to = c.req.query('to') ?? (from > today ? from : today)
  const wrong = (say: string, problems: readonly string[]): Response =>
    problem(c, 422, 'malformed', say, { problems: [...problems] })
  const bad = [...(dayForm.safeParse(from).success ? [] : ['from']), ...(dayForm.safeParse(to).success ? [] : ['to'])]
  if (bad.length > 0) return wrong('Say which days as ?from=YYYY-MM-DD&to=YYYY-MM-DD.', bad)
  if (from > to) return wrong('The first day comes after the last.', ['from', 'to'])
  if (daysBetween(from, to) >= daysMax) return wrong(`Ask for ${daysMax} days at most.`, ['from'])
  return { from, to }
}

export const verdictRoutes = (app: Hono, shell: Shell): void => {
  const { verifying, live, clock, hallId, securityLog } = shell

  app.get('/api/halls/:hall/verdicts', (c) => {
    const allowed = allowDuty(c, shell, 'audit', 'system', 'read')
    return allowed.ok ? c.json({ ok: true, ...verifying.verdicts() }) : allowed.response
  })

  app.post('/api/halls/:hall/verdicts', (c) => {
    const allowed = allowDuty(c, shell, 'audit', 'system')
    if (!allowed.ok) return allowed.response
    void verifying.lookAtAll()
    return c.json({ ok: true, ...verifying.verdicts() })
  })

  app.get('/api/halls/:hall/chain', async (c) => {
    const allowed = allowDuty(c, shell, 'audit', 'read')
    if (!allowed.ok) return allowed.response
    const span = spanOf(c, live.hall().day ?? '', HEAD_DAYS_MAX)
    if (span instanceof Response) return span
    const heads = await verifying.heads(span.from, span.to)
    securityLog.note({
      type: 'export',
      outcome: 'ok',
      who: allowed.actor.id,
      from: placeOf(c),
      about: 'chain',
      data: { ...span, heads: heads.length },
    })
    return c.json({ ok: true, hall: hallId, madeAt: clock.now(), heads })
  })
}

/** One's own second factor, and those of others for whoever keeps the accounts (X30). */
import type { Hono, MiddlewareHandler } from 'hono'
import { addressFor, base32 } from '../people/totp.ts'
import { answer } from './people.ts'
import { factorCodeSchema, factorSchema } from './people-schema.ts'
import { problem } from './problem.ts'
import { read } from './read.ts'
import { allowDuty, byOf, placeOf, type Shell, tokenOf } from './shell.ts'
import { byTwo } from './two-people-acts.ts'

/** What telephones call the hall where no catalogue names it. */
const UNNAMED = '一窗'

/** Whoever must set up a second factor first is told so, instead of that nobody knows them. */
export const setUpFirst =
  ({ people }: Shell): MiddlewareHandler =>
  async (c, next) => {
    await next()
    const token = c.res.status === 401 ? tokenOf(c) : undefined
    if (token === undefined || !people.mustSetUp(token)) return
    const { code } = (await c.res.clone().json()) as { readonly code?: unknown }
    if (code !== 'unknown-token') return
    c.res = problem(c, 403, 'factor-needed', 'Set up a second factor first: POST /api/factor.')
  }

export const factorRoutes = (app: Hono, shell: Shell): void => {
  const { people, live } = shell

  app.get('/api/factor', (c) => answer(c, people.ownFactor(tokenOf(c))))
  app.post('/api/factor', async (c) => {
    const asked = await read(c, factorSchema)
    if (!asked.ok) return asked.response
    const begun = await people.beginFactor(tokenOf(c), asked.value, placeOf(c))
    if (!begun.ok) return answer(c, begun)
    const hall = live.hall().catalogue?.hall.name ?? UNNAMED
    return c.json({ ok: true, secret: base32(begun.secret), address: addressFor(begun.secret, hall, begun.name) })
  })
  app.post('/api/factor/confirm', async (c) => {
    const asked = await read(c, factorCodeSchema)
    return asked.ok ? answer(c, await people.confirmFactor(tokenOf(c), asked.value.code, placeOf(c))) : asked.response
  })
  app.post('/api/factor/remove', async (c) => {
    const asked = await read(c, factorSchema)
    return asked.ok ? answer(c, await people.removeFactor(tokenOf(c), asked.value, placeOf(c))) : asked.response
  })

  app.get('/api/halls/:hall/security/factors', (c) => {
    const allowed = allowDuty(c, shell, 'security', 'audit')
    return allowed.ok ? c.json({ ok: true, people: people.factors() }) : allowed.response
  })
  app.delete('/api/halls/:hall/staff/:id/factor', (c) => {
    const allowed = allowDuty(c, shell, 'security')
    if (!allowed.ok) return allowed.response
    const staff = c.req.param('id')
    const take = (): Response => answer(c, people.takeFactor(staff, byOf(c, allowed.actor)))
    // One's own is refused, whoever agreed.
    return staff === allowed.actor.id ? take() : byTwo(c, shell, allowed.actor, { act: 'factor-end', staff }, take)
  })
}

/** The way of a browser to the single sign-on and back, and what it brings turned into a session (X31). */
import type { Context, Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { z } from 'zod'
import { allowance } from './allowance.ts'
import { cameSecure } from './guard.ts'
import { answer } from './people.ts'
import { problem } from './problem.ts'
import { read } from './read.ts'
import { placeOf, type Shell, tokenOf } from './shell.ts'

/** Only pages of staff, as themselves: nobody is sent on to another place. */
const PAGE = /^\/(?:window|guide|manager)(?:\?as=[\w-]{1,64})?$/
const COOKIE = 'sso'
const COOKIE_LIVES_S = 600

/** Ways to the provider that one address may begin: a whole hall behind one address in the morning, and no script. */
const BEGINS_PER_SECOND = 1
const BEGINS_AT_ONCE = 60

export const ticketSchema = z.strictObject({ ticket: z.string().min(1).max(128) })

export const ssoRoutes = (app: Hono, { sso, people, securityLog, clock }: Shell): void => {
  app.get('/api/sso', (c) => c.json({ ok: true, sso: sso !== undefined }))
  if (!sso) return
  const begins = allowance(clock, BEGINS_PER_SECOND, BEGINS_AT_ONCE)

  const backTo = (c: Context): string => {
    const { host } = new URL(c.req.url)
    return `${cameSecure(c) ? 'https' : 'http'}://${host}/api/sso/callback`
  }

  app.get('/api/sso/start', async (c) => {
    const page = c.req.query('page') ?? ''
    if (!PAGE.test(page))
      return problem(c, 422, 'malformed', 'Say which page of staff to come back to: ?page=/manager.')
    // Each way begun is remembered until it comes back: one address must not push out the others'.
    const waitMs = begins.take(placeOf(c))
    if (waitMs > 0)
      return problem(c, 429, 'too-many', 'Too many sign-ons from this machine: wait a moment.', { waitMs })
    const begun = await sso.start(page, backTo(c))
    if (!begun) return c.redirect(`${page}#sso=failed`)
    // The answer must come back in the very browser that went: another's answer would sign somebody in as that other.
    const secure = cameSecure(c)
    setCookie(c, COOKIE, begun.browser, {
      path: '/api/sso',
      httpOnly: true,
      sameSite: 'Lax',
      maxAge: COOKIE_LIVES_S,
      secure,
    })
    return c.redirect(begun.url)
  })
  app.get('/api/sso/callback', async (c) => {
    const { page, ticket } = await sso.finish(new URL(c.req.url), getCookie(c, COOKIE))
    if (ticket === undefined)
      securityLog.note({
        type: 'sign-in',
        outcome: 'refused',
        from: placeOf(c),
        data: { how: 'sso', code: 'sso-failed' },
      })
    // Behind the `#`, so that it is in no log and no address that is sent on.
    return c.redirect(`${page}#sso=${ticket ?? 'failed'}`)
  })
  app.post('/api/sso/session', async (c) => {
    const asked = await read(c, ticketSchema)
    if (!asked.ok) return asked.response
    const subject = sso.redeem(asked.value.ticket, getCookie(c, COOKIE))
    return subject === undefined
      ? problem(c, 403, 'sso-failed', 'The sign-on did not succeed, or is older than a minute: begin again.')
      : answer(c, people.signInAs(subject, tokenOf(c), placeOf(c)))
  })
}

/** What servers of one hall ask each other: a standby for the ledger and the rest of the folder, anyone for where one stands. */
import type { IncomingMessage } from 'node:http'
import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { copyOf, filesToCopy } from '../standby/copies.ts'
import { lineCookie, lineIn } from '../standby/line-cookie.ts'
import { isLater, STATEMENT_LENGTH_MAX } from '../standby/statement.ts'
import { isEncrypted } from './headers.ts'
import { problem } from './problem.ts'
import { read } from './read.ts'
import { allowDuty, allowOnly, placeOf, type Shell } from './shell.ts'

/** A standby that takes over by hand needs this long at most for the last rows, ms. */
const HOLD_MS = 10_000

const address = z.url({ protocol: /^https?$/ }).max(200)
const question = z.strictObject({
  after: z.int().nonnegative(),
  chain: z.string().regex(/^[0-9a-f]{64}$/),
  filesAt: z.int().nonnegative().exactOptional(),
  url: address.exactOptional(),
})
const standingQuestion = z.strictObject({
  hall: z.string().max(100),
  statement: z.string().max(STATEMENT_LENGTH_MAX).exactOptional(),
})

/**
 * Every screen carries the latest line it has heard of as a cookie: where the hall's name or address moves to another server,
 * the first to come back to the one before tells it. It is no credential, and there is none while the hall never moved.
 */
export const standingCookie = (app: Hono, { standing }: Pick<Shell, 'standing'>): void => {
  app.use('/api/*', async (c, next) => {
    const said = lineIn(c.req.header('cookie'))
    if (said !== undefined && c.req.method !== 'GET') standing.hear(said)
    await next()
    const own = standing.statement()
    if (own === undefined || !isLater(own, said)) return
    const { incoming } = c.env as { readonly incoming: IncomingMessage }
    c.header('set-cookie', lineCookie(own, isEncrypted(incoming)), { append: true })
  })
}

export const ledgerFeedRoutes = (app: Hono, shell: Shell): void => {
  const { standing, feed, hallId, securityLog, dataDir, clock } = shell
  const standby = (c: Context) => allowOnly(c, shell, 'standby')
  const deposed = (c: Context): Response | undefined =>
    standing.shut() === 'deposed'
      ? problem(c, 503, 'deposed', 'Another server runs this hall now: follow that one.')
      : undefined

  app.post('/api/standing', async (c) => {
    const asked = await read(c, standingQuestion)
    if (!asked.ok) return asked.response
    const { hall, statement } = asked.value
    if (hall === hallId && statement !== undefined) standing.hear(statement)
    const own = standing.statement()
    return c.json({ ok: true, hall: hallId, ...(own === undefined ? {} : { statement: own }) })
  })

  app.post('/api/halls/:hall/feed', async (c) => {
    const allowed = standby(c)
    if (!allowed.ok) return allowed.response
    const asked = await read(c, question)
    if (!asked.ok) return asked.response
    const { url, ...where } = asked.value
    if (url !== undefined) standing.addPeer(new URL(url).origin)
    const no = deposed(c)
    if (no) return no
    const told = await feed.ask(allowed.actor.id, where)
    if (told.ok) return c.json(told)
    const { code, position, chain } = told
    return problem(c, 409, code, 'The copy does not go on from this ledger: begin again with an empty folder.', {
      position,
      chain,
    })
  })

  app.get('/api/halls/:hall/feed/files', (c) => {
    const allowed = standby(c)
    if (!allowed.ok) return allowed.response
    return c.json({ ok: true, now: clock.now(), files: filesToCopy(dataDir) })
  })

  app.get('/api/halls/:hall/feed/file', async (c) => {
    const allowed = standby(c)
    if (!allowed.ok) return allowed.response
    const name = c.req.query('name') ?? ''
    const stream = await copyOf(dataDir, name)
    if (!stream) return problem(c, 404, 'not-found', 'No such file is copied.')
    return c.body(stream, 200, { 'content-type': 'application/octet-stream' })
  })

  app.post('/api/halls/:hall/feed/hold', (c) => {
    const allowed = standby(c)
    if (!allowed.ok) return allowed.response
    standing.hold(HOLD_MS)
    securityLog.note({ type: 'standby-hold', outcome: 'ok', who: allowed.actor.id, from: placeOf(c) })
    return c.json({ ok: true })
  })

  app.get('/api/halls/:hall/standby', (c) => {
    const allowed = allowDuty(c, shell, 'system', 'read')
    if (!allowed.ok) return allowed.response
    return c.json({
      ok: true,
      epoch: standing.epoch(),
      position: shell.live.hall().position,
      standbys: feed.standbys(),
      deposed: standing.tail() ?? null,
    })
  })
}

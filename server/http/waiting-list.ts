/** Everybody who waits, for the list that each window, desk and manager's page keeps for when the server is gone (Z20). */
import type { Hono } from 'hono'
import type { Instant } from '../../hall/ids.ts'
import { type WaitingList, waitingList } from '../../hall/views/waiting-list.ts'
import { allowOnly, type Shell } from './shell.ts'

/** Forty pages ask within the same seconds: one reckoning serves them. ms */
const FRESH_MS = 1_000

export const waitingListRoutes = (app: Hono, shell: Shell): void => {
  let last: { readonly list: WaitingList; readonly at: Instant } | undefined
  app.get('/api/halls/:hall/waiting-list', (c) => {
    const allowed = allowOnly(c, shell, 'window', 'guide', 'manager', 'inspector')
    if (!allowed.ok) return allowed.response
    const now = shell.clock.now()
    if (!last || now - last.at >= FRESH_MS || now < last.at)
      last = { list: waitingList(shell.live.hall(), now), at: now }
    c.header('cache-control', 'no-store')
    return c.json({ ok: true, list: last.list })
  })
}

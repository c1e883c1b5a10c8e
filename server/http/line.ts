/** The line: how the port speaks, its certificate, and the hall's authority for whoever is to trust it (X25–X28). */
import type { Hono } from 'hono'
import { AUTHORITY_FILE, AUTHORITY_PAGE, AUTHORITY_POLICY, AUTHORITY_TYPE, authorityPage } from '../tls/signpost.ts'
import { problem } from './problem.ts'
import { allowDuty, type Shell } from './shell.ts'

export const lineRoutes = (app: Hono, shell: Shell): void => {
  app.get('/api/halls/:hall/line', (c) => {
    const allowed = allowDuty(c, shell, 'read', 'system')
    return allowed.ok ? c.json({ ok: true, ...shell.line() }) : allowed.response
  })

  // Nothing secret: the same that plain HTTP gives. Whoever comes over TLS without trusting it yet can compare as well.
  app.get(AUTHORITY_FILE, (c) => {
    const authority = shell.line().certificate?.authority
    if (!authority) return problem(c, 404, 'not-found', 'This hall has no authority of its own.')
    return c.body(authority.pem, 200, { 'content-type': AUTHORITY_TYPE })
  })
  app.get(AUTHORITY_PAGE, (c) => {
    const authority = shell.line().certificate?.authority
    if (!authority) return problem(c, 404, 'not-found', 'This hall has no authority of its own.')
    return c.html(authorityPage(authority.fingerprint), 200, { 'content-security-policy': AUTHORITY_POLICY })
  })
}

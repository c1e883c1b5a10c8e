/** A hall that is only shown changes nothing: what would be written would be gone with the process (Z18). */
import type { MiddlewareHandler } from 'hono'
import { refused } from './problem.ts'

/** What changes nothing that lasts, or is refused by the door itself. */
const ALLOWED = /^\/api\/(?:sign-in|sign-in\/code|sign-out|halls\/[^/]+\/(?:commands|persons|scans|what-if))$/

/** Refuses every request that would change something beside the hall, while `shown` says so. */
export const onlyShown =
  (shown: () => boolean): MiddlewareHandler =>
  async (c, next) => {
    const asks = c.req.method === 'GET' || c.req.method === 'HEAD' || ALLOWED.test(c.req.path)
    return shown() && !asks ? refused(c, { code: 'read-only' }) : next()
  }

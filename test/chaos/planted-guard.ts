/** A guard with a planted bug: it asks nobody where they come from. */
import { openGuard as honest } from '../../server/http/guard.ts'

export * from '../../server/http/guard.ts'

export const openGuard: typeof honest = (...parts) => ({ ...honest(...parts), knowsOrigin: () => true })

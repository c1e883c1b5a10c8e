/** Every address of the server, as the server itself lists them: a test that goes through them cannot forget a new one. */
import { makeApp } from '../../server/http/app.ts'
import { hallHosts, openGuard } from '../../server/http/guard.ts'
import type { Shell } from '../../server/http/shell.ts'
import { silentLog } from '../../server/log.ts'

export type Route = { readonly method: string; readonly path: string }

/** A shell whose parts answer nothing while the routes are made, and throw whatever is asked of them afterwards. */
const brokenShell = (isMade: () => boolean): Shell => {
  const part = (name: string): object =>
    new Proxy(() => {}, {
      get: (_target, member) => (member === 'then' ? undefined : part(`${name}.${String(member)}`)),
      apply: () => {
        if (isMade()) throw new Error(`secret inside of ${name}`)
      },
    })
  return new Proxy({} as Shell, {
    get: (_target, name) => (name === 'hallId' ? 'hall' : name === 'webRoot' ? 'no-pages' : part(String(name))),
  })
}

/** The app with every part of it broken, to be asked by calling. */
export const brokenApp = () => {
  let made = false
  const app = makeApp(
    brokenShell(() => made),
    openGuard(hallHosts(['hall'])),
    silentLog,
  )
  made = true
  return app
}

/** The API's addresses, without the pages and what stands before or behind every address. */
export const routesOf = (app: ReturnType<typeof brokenApp>): Route[] => {
  const seen = new Set<string>()
  return app.routes.flatMap(({ method, path }) => {
    const key = `${method} ${path}`
    if (method === 'ALL' || !path.startsWith('/') || seen.has(key)) return []
    seen.add(key)
    return [{ method, path }]
  })
}

/** An address with something in place of its parts: what is given, a number where only digits fit, or `x`. */
export const filledIn = (path: string, parts: Readonly<Record<string, string>> = {}): string =>
  path.replace(
    /:(\w+)(\{(?:[^{}]|\{[^}]*\})*\})?/g,
    (_all, name: string, pattern = '') => parts[name] ?? (/^\{\[0-9/.test(pattern) ? '1' : 'x'),
  )

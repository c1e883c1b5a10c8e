/** Every address that changes something, with nothing of that name in place of its parts. */
import { brokenApp, filledIn, type Route, routesOf } from './routes.ts'

export const unsafeRoutes = (hall: string): readonly Route[] =>
  routesOf(brokenApp())
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path }) => ({ method, path: filledIn(path, { hall }) }))

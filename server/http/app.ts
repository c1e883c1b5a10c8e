/** The hall over HTTP: everything is asked here, and nothing a GET says changes anything. */
import { Hono } from 'hono'
import { routePath } from 'hono/route'
import { demoRoutes } from '../demo/routes.ts'
import { type Log, reasonOf } from '../log.ts'
import { adviceRoutes } from './advice.ts'
import { anomalyRoutes } from './anomalies.ts'
import { commandRoutes } from './commands.ts'
import { describeApi } from './describe.ts'
import { deviceRoutes } from './devices.ts'
import { draftRoutes } from './draft.ts'
import { edgeRoutes } from './edge.ts'
import { factorRoutes, setUpFirst } from './factor.ts'
import { forecastRoutes } from './forecast.ts'
import { type Guard, guardRequests } from './guard.ts'
import { ledgerFeedRoutes, standingCookie } from './ledger-feed.ts'
import { lineRoutes } from './line.ts'
import { mediaRoutes } from './media.ts'
import { onlyShown } from './only-shown.ts'
import { orderRoutes } from './order.ts'
import { pages } from './pages.ts'
import { peopleRoutes } from './people.ts'
import { planRoutes } from './plan.ts'
import { printingRoutes } from './printing.ts'
import { problem } from './problem.ts'
import { securityRoutes } from './security.ts'
import type { Shell } from './shell.ts'
import { slipRoutes } from './slips.ts'
import { speechRoutes } from './speech.ts'
import { ssoRoutes } from './sso.ts'
import { storageRoutes } from './storage.ts'
import { twoPeopleRoutes } from './two-people.ts'
import { vaultRoutes } from './vault.ts'
import { verdictRoutes } from './verdicts.ts'
import { viewRoutes } from './views.ts'
import { visitorRoutes } from './visitors.ts'
import { waitingListRoutes } from './waiting-list.ts'
import { whatIfRoutes } from './what-if.ts'

export const makeApp = (shell: Shell, guard: Guard, log: Log): Hono => {
  const app = new Hono()
  app.use(guardRequests(guard))
  app.onError((error, c) => {
    log('error', 'request-failed', { path: routePath(c), reason: reasonOf(error) })
    return problem(c, 500, 'unknown', 'The server failed at this request; its log says why.')
  })
  standingCookie(app, shell)
  app.use(onlyShown(() => shell.alarms.list().some(({ code }) => code === 'read-only')))
  app.use('/api/*', setUpFirst(shell))
  commandRoutes(app, shell)
  viewRoutes(app, shell)
  visitorRoutes(app, shell)
  vaultRoutes(app, shell)
  waitingListRoutes(app, shell)
  peopleRoutes(app, shell)
  securityRoutes(app, shell)
  factorRoutes(app, shell)
  twoPeopleRoutes(app, shell)
  ssoRoutes(app, shell)
  deviceRoutes(app, shell)
  edgeRoutes(app, shell)
  ledgerFeedRoutes(app, shell)
  lineRoutes(app, shell)
  draftRoutes(app, shell)
  mediaRoutes(app, shell)
  slipRoutes(app, shell)
  printingRoutes(app, shell)
  speechRoutes(app, shell)
  storageRoutes(app, shell)
  orderRoutes(app, shell)
  anomalyRoutes(app, shell)
  verdictRoutes(app, shell)
  forecastRoutes(app, shell)
  planRoutes(app, shell)
  whatIfRoutes(app, shell)
  adviceRoutes(app, shell)
  if (shell.demo) demoRoutes(app, shell.demo)
  describeApi(app)
  app.all('/api/*', (c) => problem(c, 404, 'not-found', 'No such address or method; GET /api/openapi.json lists them.'))
  pages(app, shell.webRoot)
  app.notFound((c) => problem(c, 404, 'not-found', 'No such page.'))
  return app
}

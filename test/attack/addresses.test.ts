/**
 * Every address of the server with every role: the table below is written by hand, the list of addresses comes from the server
 * itself. A new address that nobody thought about fails here.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TOPIC_KINDS } from '../../hall/wire.ts'
import { sampleCatalogue } from '../../server/catalogue/sample/index.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'
import { type AnyRole, ROLES, roleTokens, signedInAgain } from './role-tokens.ts'
import { brokenApp, filledIn, routesOf } from './routes.ts'

/** Asked before anybody is known, or public. */
const ANYBODY = 'anybody'
/** About the token it is asked with, or decided further on: looked at by tests of their own. */
const OWN = 'its own token'
type Who = typeof ANYBODY | typeof OWN | readonly AnyRole[]

const RUN: readonly AnyRole[] = ['manager']
const READ: readonly AnyRole[] = ['manager', 'inspector', 'auditor']
const SYSTEM: readonly AnyRole[] = ['manager', 'sysadmin']
const SEE_SYSTEM: readonly AnyRole[] = ['manager', 'inspector', 'sysadmin', 'auditor']
const SECURITY: readonly AnyRole[] = ['manager', 'secadmin']
/** The public card of somebody; what they may do is for the security administrator alone, and refused further on. */
const CARDS: readonly AnyRole[] = ['manager', 'secadmin']
const AUDIT: readonly AnyRole[] = ['manager', 'auditor']
/** What takes two people has one of these duties. */
const TWO: readonly AnyRole[] = ['manager', 'sysadmin', 'secadmin']
const DESK: readonly AnyRole[] = ['window', 'guide', 'manager', 'inspector']
const SERVING: readonly AnyRole[] = ['window', 'guide', 'manager']

// biome-ignore format: a table is read across
const ADDRESSES: Readonly<Record<string, Who>> = {
  'GET /health': ANYBODY,
  'GET /hall-ca': ANYBODY,
  'GET /hall-ca.crt': ANYBODY,
  'GET /media/:media': ANYBODY,
  'GET /api/hall': ANYBODY,
  'GET /api/openapi.json': ANYBODY,
  'GET /api/demo': ANYBODY,
  'POST /api/demo/speed': ANYBODY,
  'GET /api/sso': ANYBODY,
  'GET /api/sso/start': ANYBODY,
  'GET /api/sso/callback': ANYBODY,
  'POST /api/sso/session': ANYBODY,
  'POST /api/pair': ANYBODY,
  'POST /api/sign-in': ANYBODY,
  'POST /api/sign-in/code': ANYBODY,
  'POST /api/first-manager': ANYBODY,
  'POST /api/standing': ANYBODY,
  'POST /api/rotate': OWN,
  'POST /api/password': OWN,
  'POST /api/sign-out': OWN,
  'POST /api/sign-out/everywhere': OWN,
  'POST /api/here': OWN,
  'GET /api/factor': OWN,
  'POST /api/factor': OWN,
  'POST /api/factor/confirm': OWN,
  'POST /api/factor/remove': OWN,
  'POST /api/halls/:hall/commands': OWN,
  'GET /api/halls/:hall/views/:topic': OWN,
  'GET /api/halls/:hall/catalogue': ANYBODY,
  'GET /api/halls/:hall/tickets/:number': DESK,
  'GET /api/halls/:hall/tickets/:number/why': DESK,
  'POST /api/halls/:hall/persons': ['kiosk', ...SERVING],
  'POST /api/halls/:hall/scans': DESK,
  'POST /api/halls/:hall/vault': SERVING,
  'GET /api/halls/:hall/vault/:kind{questions|tickets}/:about': SERVING,
  'POST /api/halls/:hall/vault/:id/look': SERVING,
  'POST /api/halls/:hall/vault/:id/remove': SERVING,
  'GET /api/halls/:hall/vault': AUDIT,
  'GET /api/halls/:hall/waiting-list': DESK,
  'GET /api/halls/:hall/staff': ['manager', 'inspector', 'secadmin', 'auditor'],
  'POST /api/halls/:hall/staff': SECURITY,
  'PATCH /api/halls/:hall/staff/:id': CARDS,
  'DELETE /api/halls/:hall/staff/:id/sessions': SECURITY,
  'GET /api/halls/:hall/security/policy': ['manager', 'secadmin', 'auditor'],
  'PATCH /api/halls/:hall/security/policy': SECURITY,
  'GET /api/halls/:hall/security/sessions': SECURITY,
  'GET /api/halls/:hall/security/factors': ['manager', 'secadmin', 'auditor'],
  'DELETE /api/halls/:hall/staff/:id/factor': SECURITY,
  'GET /api/halls/:hall/security/proposals': TWO,
  'POST /api/halls/:hall/security/proposals/:id': TWO,
  'GET /api/halls/:hall/security/log': AUDIT,
  'GET /api/halls/:hall/security/check': AUDIT,
  'GET /api/halls/:hall/security/log.csv': AUDIT,
  'GET /api/halls/:hall/draft': SEE_SYSTEM,
  'POST /api/halls/:hall/draft/publish': RUN,
  'GET /api/halls/:hall/draft/boards': SEE_SYSTEM,
  'PUT /api/halls/:hall/draft/boards': SYSTEM,
  'GET /api/halls/:hall/draft/order': READ,
  'PUT /api/halls/:hall/draft/order': RUN,
  'PUT /api/halls/:hall/draft/slips/:kind': SYSTEM,
  'GET /api/halls/:hall/devices': SEE_SYSTEM,
  'POST /api/halls/:hall/devices': SYSTEM,
  'PATCH /api/halls/:hall/devices/:id': SYSTEM,
  'DELETE /api/halls/:hall/devices/:id': SYSTEM,
  'POST /api/halls/:hall/devices/:id/code': SYSTEM,
  'POST /api/halls/:hall/devices/:id/tone': SYSTEM,
  'POST /api/halls/:hall/peripherals/:id/test': SYSTEM,
  'POST /api/halls/:hall/edge/reports': ['edge'],
  'POST /api/halls/:hall/edge/inputs': ['edge'],
  'POST /api/halls/:hall/feed': ['standby'],
  'GET /api/halls/:hall/feed/files': ['standby'],
  'GET /api/halls/:hall/feed/file': ['standby'],
  'POST /api/halls/:hall/feed/hold': ['standby'],
  'GET /api/halls/:hall/standby': SEE_SYSTEM,
  'GET /api/halls/:hall/line': SEE_SYSTEM,
  'GET /api/halls/:hall/storage': SEE_SYSTEM,
  'POST /api/halls/:hall/storage/backups': SYSTEM,
  'POST /api/halls/:hall/storage/restored-seen': SYSTEM,
  'GET /api/halls/:hall/verdicts': SEE_SYSTEM,
  'POST /api/halls/:hall/verdicts': ['manager', 'sysadmin', 'auditor'],
  'GET /api/halls/:hall/chain': READ,
  'GET /api/halls/:hall/anomalies': READ,
  'GET /api/halls/:hall/overtaking': READ,
  'GET /api/halls/:hall/media': SEE_SYSTEM,
  // A face of somebody of the staff is added by whoever keeps the accounts.
  'POST /api/halls/:hall/media': ['manager', 'sysadmin', 'secadmin'],
  'DELETE /api/halls/:hall/media/:media': SYSTEM,
  'GET /api/halls/:hall/slips': SEE_SYSTEM,
  'POST /api/halls/:hall/slips/preview': SEE_SYSTEM,
  'POST /api/halls/:hall/printers/:id/print': ['guide', 'manager'],
  'GET /api/halls/:hall/speech/:zone/:position{[0-9]{1,12}}': ['display'],
  'POST /api/halls/:hall/speech': ['kiosk', ...SYSTEM],
  'GET /api/halls/:hall/clips': SEE_SYSTEM,
  'GET /api/halls/:hall/clips/:language/:name': SEE_SYSTEM,
  'PUT /api/halls/:hall/clips/:language/:name': SYSTEM,
  'DELETE /api/halls/:hall/clips/:language/:name': SYSTEM,
  'GET /api/halls/:hall/forecast': READ,
  'GET /api/halls/:hall/plan': READ,
  'POST /api/halls/:hall/plan': READ,
  'GET /api/halls/:hall/what-if': READ,
  'POST /api/halls/:hall/what-if': READ,
  'GET /api/halls/:hall/advice': READ,
  'GET /api/halls/:hall/advice/saved': READ,
}
/** What the three administrators' duties take from a manager where the policy separates them (X29). */
const WITHOUT_MANAGER: readonly (readonly AnyRole[])[] = [SYSTEM, SECURITY, AUDIT, TWO]

let hall: HallServer
let tokens: Readonly<Record<AnyRole, string>>

beforeAll(async () => {
  const edges = [{ id: 'here', name: '前置机' }]
  hall = await startTestHall({ shipped: { ...sampleCatalogue, edges } })
  tokens = await roleTokens(hall)
})
afterAll(() => hall.stop())

const routes = routesOf(brokenApp()).filter(
  ({ path }) => path !== '/sw.js' && (path.startsWith('/api') || ADDRESSES[`GET ${path}`] !== undefined),
)
const keyOf = ({ method, path }: { readonly method: string; readonly path: string }): string => `${method} ${path}`

const ask = async (method: string, path: string, token?: string): Promise<number> => {
  const response = await fetch(
    hall.url + filledIn(path, { hall: hall.live.hall().id, kind: 'questions', zone: 'all' }),
    {
      method,
      redirect: 'manual',
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
      },
      ...(method === 'GET' || method === 'DELETE' ? {} : { body: '{}' }),
    },
  )
  await response.arrayBuffer()
  return response.status
}
const letIn = async (method: string, path: string): Promise<AnyRole[]> => {
  const answers = await Promise.all(ROLES.map(async (role) => [role, await ask(method, path, tokens[role])] as const))
  return answers.flatMap(([role, status]) => (status === 401 || status === 403 ? [] : [role]))
}

describe('every address', () => {
  it('X5 stands in the table, and the table names none that is not there', () => {
    expect(routes.map(keyOf).sort()).toEqual(Object.keys(ADDRESSES).sort())
  })

  it('X5 lets in the roles of the table and nobody else; without a token only what is public', async () => {
    for (const route of routes) {
      const { method, path } = route
      const who = ADDRESSES[keyOf(route)] ?? []
      if (who === OWN) continue
      const none = await ask(method, path)
      if (who === ANYBODY) expect(none, keyOf(route)).not.toBe(403)
      else {
        expect(none, keyOf(route)).toBe(401)
        expect((await letIn(method, path)).sort(), keyOf(route)).toEqual([...who].sort())
      }
    }
  }, 60_000)

  it('X5 a token that was never made opens nothing that is not public', async () => {
    for (const route of routes)
      if (ADDRESSES[keyOf(route)] !== ANYBODY && ADDRESSES[keyOf(route)] !== OWN)
        expect(await ask(route.method, route.path, 'A'.repeat(43)), keyOf(route)).toBe(401)
  })
})

describe('every topic', () => {
  /** Which kinds of topic a role may watch somewhere; of its own place alone is S6, A3. */
  const WATCHED: Readonly<Record<AnyRole, readonly string[]>> = {
    kiosk: [],
    display: ['board', 'strip'],
    counter: ['counter', 'strip'],
    pad: ['pad'],
    edge: ['edge'],
    standby: [],
    window: ['board', 'counter', 'strip', 'windows'],
    guide: ['board', 'guide', 'paper', 'windows'],
    manager: ['board', 'counter', 'floor', 'guide', 'kiosk', 'paper', 'screen', 'strip', 'windows'],
    inspector: ['board', 'counter', 'floor', 'guide', 'kiosk', 'paper', 'screen', 'strip', 'windows'],
    sysadmin: ['floor'],
    secadmin: ['floor'],
    auditor: ['board', 'counter', 'floor', 'guide', 'kiosk', 'paper', 'screen', 'strip', 'windows'],
    visitor: [],
  }
  const idOf: Readonly<Record<string, string>> = {
    board: ':all',
    strip: ':1',
    counter: ':1',
    pad: ':1',
    kiosk: ':k',
    paper: ':p',
    screen: ':s',
    edge: ':here',
    windows: '',
    guide: '',
    floor: '',
  }

  it('X5 is watched by the roles of the table and nobody else', async () => {
    const found: Record<string, string[]> = {}
    for (const role of ROLES) {
      found[role] = []
      for (const kind of TOPIC_KINDS) {
        // Whoever knows a ticket's secret may follow it, whoever they are.
        if (kind === 'ticket') continue
        const status = await ask(
          'GET',
          `/api/halls/:hall/views/${kind}${idOf[kind] ?? ''}`.replace(/:(?!hall)/g, '%3A'),
          tokens[role],
        )
        if (status !== 401 && status !== 403) found[role].push(kind)
      }
    }
    expect(Object.fromEntries(Object.entries(found).map(([role, kinds]) => [role, kinds.sort()]))).toEqual(WATCHED)
  })
})

describe('separated administrators', () => {
  it('X5 X29 under the policy of 等保三级 a manager is let into nothing of the three, and each of them keeps its own', async () => {
    // Without the second factor that it asks for besides: what a session without one may do is looked at apart (X30).
    const wanted = { profile: 'djbh3', secondFactor: 'offered' }
    const set = await hall.request('PATCH', `${hall.hallPath}/security/policy`, wanted, hall.managerToken)
    expect(set.status).toBe(200)
    // Another policy ends every session but the one that set it.
    tokens = { ...tokens, ...(await signedInAgain(hall)) }
    for (const route of routes) {
      const who = ADDRESSES[keyOf(route)] ?? []
      if (who === OWN || who === ANYBODY || !WITHOUT_MANAGER.includes(who)) continue
      expect((await letIn(route.method, route.path)).sort(), keyOf(route)).toEqual(
        who.filter((role) => role !== 'manager').sort(),
      )
    }
  }, 60_000)
})

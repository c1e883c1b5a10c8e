/** A real hall server on a free port with a folder of its own, and what a test needs to talk to it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Actor, DeviceRole, StaffRole } from '../../hall/actor.ts'
import type { Intent } from '../../hall/commands.ts'
import { sampleCatalogue } from '../../server/catalogue/sample/index.ts'
import { mintSecret } from '../../server/clock.ts'
import { silentLog } from '../../server/log.ts'
import { type Running, type StartOptions, startHall } from '../../server/start.ts'

export type Answered = { readonly status: number; readonly [key: string]: unknown }
type Place = { readonly counter?: string; readonly zone?: string; readonly printer?: string; readonly edge?: string }
type Headers = Readonly<Record<string, string>>

export type HallServer = Running & {
  readonly dataDir: string
  readonly hallPath: string
  readonly managerToken: string
  readonly request: (
    method: string,
    path: string,
    body?: unknown,
    token?: string,
    headers?: Headers,
  ) => Promise<Answered>
  readonly command: (intent: Intent, token: string, id?: string) => Promise<Answered>
  /** Adds a machine and pairs it. */
  readonly device: (role: DeviceRole, where?: Place) => Promise<{ id: string; token: string }>
  /** Adds a person and signs them in; answers with their token. */
  readonly staff: (role: StaffRole, name: string, deviceToken?: string) => Promise<string>
  /** Closes the server and removes its folder. */
  readonly stop: () => Promise<void>
}

export const PASSWORD = 'eight-or-more'

const requestTo = async (
  base: string,
  method: string,
  path: string,
  body?: unknown,
  token?: string,
  headers: Headers = {},
) => {
  const response = await fetch(base + path, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  return { ...((await response.json()) as object), status: response.status } as Answered
}

/** Starts a hall with a first manager and, unless told otherwise, open for the day whatever the hour. */
export const startTestHall = async (
  options: Partial<StartOptions> & { readonly closed?: boolean } = {},
): Promise<HallServer> => {
  const { closed = false, ...start } = options
  const dataDir = start.dataDir ?? mkdtempSync(join(tmpdir(), 'yichuang-test-'))
  const running = await startHall({
    host: '127.0.0.1',
    port: 0,
    webRoot: 'build/web',
    keepsTime: false,
    log: silentLog,
    pace: { perSecond: 1_000, burst: 1_000 },
    shipped: sampleCatalogue,
    ...start,
    dataDir,
  })
  const request: HallServer['request'] = (...asked) => requestTo(running.url, ...asked)
  const code = running.people.firstCode()
  const me = { name: 'manager', password: PASSWORD }
  const made =
    code === undefined
      ? await request('POST', '/api/sign-in', me)
      : await request('POST', '/api/first-manager', { code, ...me })
  const managerToken = String(made.token)
  const hallPath = `/api/halls/${running.live.hall().id}`
  const system: Actor = { role: 'system', id: 'test' }
  if (!closed && !running.live.hall().open) await running.live.submit({ id: mintSecret(), type: 'OpenHall' }, system)

  return {
    ...running,
    dataDir,
    hallPath,
    managerToken,
    request,
    command: (intent, token, id = mintSecret()) => request('POST', `${hallPath}/commands`, { id, ...intent }, token),
    device: async (role, where = {}) => {
      const wanted = { name: `${role} ${where.counter ?? ''}`.trim(), role, ...where }
      const added = await request('POST', `${hallPath}/devices`, wanted, managerToken)
      const paired = await request('POST', '/api/pair', { code: added.code })
      return { id: (added.device as { id: string }).id, token: String(paired.token) }
    },
    staff: async (role, name, deviceToken) => {
      await request('POST', `${hallPath}/staff`, { name, password: PASSWORD, role }, managerToken)
      return String((await request('POST', '/api/sign-in', { name, password: PASSWORD }, deviceToken)).token)
    },
    stop: async () => {
      await running.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

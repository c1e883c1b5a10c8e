/** The built program as `npm start` runs it: a parent that minds a server, with faults that a test can switch on. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, vi } from 'vitest'

const MAIN = 'build/server/main.js'
export const BACK_WITHIN_MS = 2_000

/**
 * Loaded into the server before its own code. While the file `fault` stands, each write of an event fails as a failed sync
 * does; a command whose id begins with `poison` kills the process at once; SIGUSR2 throws where nothing catches.
 */
const hooks = (folder: string): string => `
import { existsSync } from 'node:fs'
import Database from ${JSON.stringify(pathToFileURL(resolve('node_modules/better-sqlite3/lib/index.js')).href)}
const { prepare } = Database.prototype
Database.prototype.prepare = function (sql) {
  const statement = prepare.call(this, sql)
  if (sql.startsWith('INSERT INTO events')) {
    const run = statement.run.bind(statement)
    return { run: (...columns) => {
      if (existsSync(${JSON.stringify(join(folder, 'fault'))}))
        throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_FSYNC' })
      return run(...columns)
    } }
  }
  if (sql.startsWith('SELECT fingerprint, reply FROM commands')) {
    const get = statement.get.bind(statement)
    return { get: (hall, id) => {
      if (String(id).startsWith('poison')) process.kill(process.pid, 'SIGKILL')
      return get(hall, id)
    } }
  }
  return statement
}
process.on('SIGUSR2', () => setImmediate(() => { throw new Error('nobody\\ncaught this') }))
`

export type MindedServer = {
  readonly folder: string
  readonly dataDir: string
  readonly parent: ChildProcess
  /** The process of the server of now. */
  readonly pid: () => number
  readonly url: () => string
  /** Lines of the log that say this. */
  readonly said: (what: string) => readonly Record<string, unknown>[]
  readonly text: () => string
  /** Waits until the server answers, and says how long that took, ms. */
  readonly answers: () => Promise<number>
  readonly request: (
    method: string,
    path: string,
    body?: unknown,
    token?: string,
  ) => Promise<Record<string, unknown> & { readonly status: number }>
  readonly fail: (now: boolean) => void
  readonly ended: Promise<number | null>
  readonly stop: () => Promise<void>
}

const children = (pid: number): readonly number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)

export const alive = (pid: number): boolean =>
  existsSync(`/proc/${pid}`) && !/^State:\sZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))

/** Why this machine cannot run it, if it cannot. */
export const cannotMind = (): string | undefined => {
  if (!existsSync(MAIN)) return 'SKIPPED: there is no build to start; run npm run build'
  return existsSync('/proc/self/status') ? undefined : 'SKIPPED: this machine has no /proc to see processes by'
}

/** Starts it on a port that the test names, so that a restarted server is found where the first was. */
export const startMinded = (
  port: number,
  env: NodeJS.ProcessEnv = {},
  folder = mkdtempSync(join(tmpdir(), 'yichuang-minded-')),
): MindedServer => {
  const dataDir = join(folder, 'data')
  writeFileSync(join(folder, 'hooks.mjs'), hooks(folder))
  const parent = spawn(process.execPath, [resolve(MAIN)], {
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      PORT: String(port),
      HOST: '127.0.0.1',
      NODE_OPTIONS: `--import=${pathToFileURL(join(folder, 'hooks.mjs')).href}`,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  let log = ''
  parent.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString()
  })
  parent.stderr.on('data', (chunk: Buffer) => {
    log += chunk.toString()
  })
  const ended = new Promise<number | null>((done) => {
    parent.once('exit', (code) => done(code))
  })
  const url = (): string => `http://127.0.0.1:${port}`
  const request: MindedServer['request'] = async (method, path, body, token) => {
    const response = await fetch(url() + path, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { ...((await response.json()) as object), status: response.status }
  }
  return {
    folder,
    dataDir,
    parent,
    pid: () => children(parent.pid ?? 0)[0] ?? 0,
    url,
    text: () => text + log,
    said: (what) =>
      log
        .split('\n')
        .filter((line) => line.includes(`"what":"${what}"`))
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    answers: async () => {
      const from = performance.now()
      await vi.waitFor(async () => expect((await request('GET', '/health')).status).toBe(200), {
        timeout: 40_000,
        interval: 20,
      })
      return performance.now() - from
    },
    request,
    fail: (now) => {
      if (now) writeFileSync(join(folder, 'fault'), '')
      else rmSync(join(folder, 'fault'), { force: true })
    },
    ended,
    stop: async () => {
      parent.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A free port, given back at once: nobody else on a test machine takes it within the test. */
export const freePort = async (): Promise<number> => {
  const { createServer } = await import('node:net')
  const server = createServer()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', () => listening()))
  const address = server.address()
  await new Promise((closed) => server.close(closed))
  return typeof address === 'object' && address ? address.port : 0
}

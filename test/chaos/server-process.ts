/** Starting, killing and starting again: the server as a process of its own, since only a process can be killed. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { PrinterSetting } from '../../hall/catalogue.ts'
import type { StorageOptions } from '../../server/storage/settings.ts'
import type { PlantedBug } from './planted-bugs.ts'

const READY_WITHIN_MS = 20_000
/** Lines of the server's log kept to explain a failure. */
const LOG_KEPT = 40

export type HallProcess = {
  readonly url: string
  /** The code of the first manager; empty once there is one. */
  readonly code: string
  /** The server itself, also where it runs under another program, and the newest where that one starts it again. */
  readonly pid: () => number
  /** How often a server was ready. */
  readonly starts: () => number
  /** kill -9, and waits until it is gone. */
  readonly kill: () => Promise<void>
  /** Sends a signal to what was started: the server, or whoever minds it. */
  readonly tell: (signal: NodeJS.Signals) => void
  /** Resolves when it is gone, however that came. */
  readonly gone: Promise<void>
  /** Its last words. */
  readonly log: () => readonly string[]
}

export type HallProcessOptions = {
  readonly dataDir: string
  readonly port: number
  /** Added to the machine's clock, so that no run meets midnight. The same for every start of a run. */
  readonly aheadMs: number
  readonly keepsTime?: boolean
  /** Printers of a new hall, where they are not those of the sample. */
  readonly printers?: readonly PrinterSetting[]
  /** Looks after its disk and ends itself when that fails, as `npm start` does. */
  readonly storage?: Omit<StorageOptions, 'free'>
}

export type StartOptions = HallProcessOptions & {
  readonly bug?: PlantedBug | undefined
  /** A program that runs the server, with its words: strace and what it does to it. */
  readonly under?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** The process that is started, where it is not the hall server itself. */
  readonly entry?: 'hall-process' | 'minded-process'
}

/** A built module of chaos, whether this one runs built or from source. Throws a sentence where it is not built. */
export const builtModule = (name: string): string => {
  const built = fileURLToPath(
    new URL(import.meta.url.endsWith('.ts') ? `../../build/test/chaos/${name}.js` : `./${name}.js`, import.meta.url),
  )
  if (!existsSync(built)) throw new Error(`There is no ${built}. Run npm run build first.`)
  return built
}

/** The words that run a module of chaos in a process, with a planted bug where one is named. */
export const wordsFor = (entry: string, options: unknown, bug?: PlantedBug): string[] => [
  builtModule(bug === undefined ? entry : 'planted'),
  JSON.stringify(options),
  ...(bug === undefined ? [] : [bug, entry]),
]

const goneOf = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve()
    else child.once('exit', () => resolve())
  })

/** Kills a process, where there still is one. */
export const killPid = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/** A port that is free now, for servers that are started again by somebody else. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** Whether a process is still there. */
export const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false
    throw error
  }
}

export const startHallProcess = async (started: StartOptions): Promise<HallProcess> => {
  const { bug, under = [], env = {}, entry = 'hall-process', ...options } = started
  const [program = '', ...words] = [...under, process.execPath, ...wordsFor(entry, options, bug)]
  const child = spawn(program, words, { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...env } })
  const log: string[] = []
  createInterface({ input: child.stderr }).on('line', (line) => {
    log.push(line)
    if (log.length > LOG_KEPT) log.shift()
  })
  type Said = { readonly url: string; readonly code: string; readonly pid: number }
  const said: Said[] = []
  const gone = goneOf(child)
  const first = await new Promise<Said>((resolve, reject) => {
    const fail = (why: string): void => reject(new Error(`The server ${why}. Its last words:\n${log.join('\n')}`))
    const late = setTimeout(() => {
      child.kill('SIGKILL')
      fail(`was not ready within ${READY_WITHIN_MS} ms`)
    }, READY_WITHIN_MS)
    child.once('error', reject)
    child.once('exit', (status) => {
      clearTimeout(late)
      fail(`ended with ${status} before it was ready`)
    })
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (!line.startsWith('{"url"')) return
      clearTimeout(late)
      said.push(JSON.parse(line) as Said)
      if (said[0]) resolve(said[0])
    })
  })
  const pid = (): number => (said.at(-1) ?? first).pid
  return {
    url: first.url,
    code: first.code,
    pid,
    starts: () => said.length,
    tell: (signal) => void child.kill(signal),
    gone,
    log: () => log,
    kill: async () => {
      // Whoever minds the server goes first, or it would start another.
      if (entry !== 'hall-process') child.kill('SIGKILL')
      killPid(pid(), 'SIGKILL')
      await gone
    },
  }
}

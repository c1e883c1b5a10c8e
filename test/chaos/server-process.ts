/** Starting, killing and starting again: the server as a process of its own, since only a process can be killed. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { PlantedBug } from './planted-bugs.ts'

const READY_WITHIN_MS = 20_000
/** Lines of the server's log kept to explain a failure. */
const LOG_KEPT = 20

export type HallProcess = {
  readonly url: string
  /** The code of the first manager; empty once there is one. */
  readonly code: string
  /** kill -9, and waits until it is gone. */
  readonly kill: () => Promise<void>
}

export type HallProcessOptions = {
  readonly dataDir: string
  readonly port: number
  readonly aheadMs: number
  readonly bug?: PlantedBug | undefined
}

/** The built entry, whether this module runs built or from source. */
const entry = (name: string): string => {
  const built = fileURLToPath(
    new URL(import.meta.url.endsWith('.ts') ? `../../build/test/chaos/${name}.js` : `./${name}.js`, import.meta.url),
  )
  if (!existsSync(built)) throw new Error(`There is no ${built}. Run npm run build first.`)
  return built
}

const gone = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve()
    else child.once('exit', () => resolve())
  })

export const startHallProcess = async ({ bug, ...options }: HallProcessOptions): Promise<HallProcess> => {
  const words = [JSON.stringify(options), ...(bug === undefined ? [] : [bug])]
  const child = spawn(process.execPath, [entry(bug === undefined ? 'hall-process' : 'planted'), ...words], {
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const log: string[] = []
  createInterface({ input: child.stderr }).on('line', (line) => {
    log.push(line)
    if (log.length > LOG_KEPT) log.shift()
  })
  const ready = await new Promise<string>((resolve, reject) => {
    const fail = (why: string): void => reject(new Error(`The server ${why}. Its last words:\n${log.join('\n')}`))
    const late = setTimeout(() => {
      child.kill('SIGKILL')
      fail(`was not ready within ${READY_WITHIN_MS} ms`)
    }, READY_WITHIN_MS)
    child.once('exit', (status) => {
      clearTimeout(late)
      fail(`ended with ${status} before it was ready`)
    })
    createInterface({ input: child.stdout }).once('line', (line) => {
      clearTimeout(late)
      resolve(line)
    })
  })
  return {
    ...(JSON.parse(ready) as { url: string; code: string }),
    kill: async () => {
      child.kill('SIGKILL')
      await gone(child)
    },
  }
}

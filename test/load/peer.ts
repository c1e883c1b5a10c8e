/** Processes of the load: the hall, and those who press and look, so that neither slows the other's thread. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { smallMemory } from '../../server/small-memory.ts'

/** Another process that answers questions one after another. */
export type Peer<Asks extends Record<string, { readonly asked: unknown; readonly told: unknown }>> = {
  readonly ask: <K extends keyof Asks & string>(what: K, asked: Asks[K]['asked']) => Promise<Asks[K]['told']>
  readonly pid: number
  /** Resolves when it has ended, for whatever reason. */
  readonly gone: Promise<unknown>
  /** Waits until it has ended by itself. */
  readonly stop: () => Promise<void>
  /** kill -9. */
  readonly kill: () => Promise<void>
}

type Question = { readonly id: number; readonly what: string; readonly asked: unknown }
type Answer = { readonly id: number; readonly told?: unknown; readonly failed?: string }

/** The built script, whether this module runs built or from source. */
const entry = (script: string): string => {
  const there = import.meta.url.endsWith('.ts') ? `../../build/test/load/${script}.js` : `./${script}.js`
  const file = fileURLToPath(new URL(there, import.meta.url))
  if (!existsSync(file)) throw new Error(`There is no ${file}. Run npm run build first.`)
  return file
}

/** Starts a script. It is asked by name and answers each question once. */
export const startPeer = <Asks extends Record<string, { readonly asked: unknown; readonly told: unknown }>>(
  script: string,
): Peer<Asks> => {
  const { execArgv, env } = smallMemory(process.env)
  const child = fork(entry(script), [], {
    // As the parent of a hall starts it, besides.
    env,
    execArgv: [...execArgv, '--expose-gc'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const gone = once(child, 'exit')
  const open = new Map<number, { readonly tell: (told: never) => void; readonly fail: (error: Error) => void }>()
  let asked = 0
  child.on('message', (message) => {
    const { id, told, failed } = message as Answer
    const question = open.get(id)
    open.delete(id)
    if (failed === undefined) question?.tell(told as never)
    else question?.fail(new Error(failed))
  })
  void gone.then(([code, signal]) => {
    for (const { fail } of open.values()) fail(new Error(`The ${script} process ended (${signal ?? code}).`))
    open.clear()
  })
  return {
    ask: (what, value) =>
      new Promise((tell, fail) => {
        asked += 1
        open.set(asked, { tell, fail })
        if (!child.connected) fail(new Error(`The ${script} process has ended.`))
        // Where it dies at this very moment, its end fails the question.
        else child.send({ id: asked, what, asked: value } satisfies Question, () => {})
      }),
    pid: child.pid ?? 0,
    gone,
    stop: async () => {
      if (child.connected) child.disconnect()
      await gone
    },
    kill: async () => {
      child.kill('SIGKILL')
      await gone
    },
  }
}

/** The other side: answers by name, and ends when it is left alone. */
export const actAsPeer = (
  answers: Readonly<Record<string, (asked: never) => unknown>>,
  close: () => Promise<void>,
): void => {
  process.on('message', (message) => {
    const { id, what, asked } = message as Question
    const tell = (answer: Answer): void => void process.send?.(answer)
    Promise.resolve()
      .then(() => answers[what]?.(asked as never))
      .then(
        (told) => tell({ id, told }),
        (error: unknown) =>
          tell({ id, failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
      )
  })
  process.on('disconnect', () => void close().then(() => process.exit(0)))
}

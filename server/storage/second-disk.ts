/**
 * The second disk as the server sees it: every question has an answer or an error within seconds, and none holds up the
 * server's own thread or its pool. What hangs hangs in a process of its own, which is killed; while even that does not end,
 * as in the middle of a read from a network disk that is gone, no other is begun.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { type DiskWork, diskWork } from './disk-work.ts'
import type { Answered, Asked } from './second-disk-process.ts'

/** A day's journal is read in a second from a slow disk; one that says nothing for so long says nothing any more. ms */
const ANSWERS_WITHIN_MS = 20_000

export type SecondDisk = DiskWork & { readonly close: () => void }

const silent = (root: string): Error => new Error(`The second disk at ${root} does not answer.`)

type Call = (name: keyof DiskWork, words: readonly string[]) => Promise<unknown>

/** Asks a process of its own. */
const besides = (root: string, withinMs: number): { readonly call: Call; readonly close: () => void } => {
  const script = fileURLToPath(new URL('./second-disk-process.js', import.meta.url))
  const waiting = new Map<
    number,
    { readonly done: (value: unknown) => void; readonly failed: (error: Error) => void }
  >()
  let child: ChildProcess | undefined
  let asked = 0
  let closed = false

  const failAll = (): void => {
    for (const { failed } of waiting.values()) failed(silent(root))
    waiting.clear()
  }
  const started = (): ChildProcess => {
    const made = fork(script, [root], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] })
    made.on('message', ({ id, value, failed }: Answered) => {
      const one = waiting.get(id)
      waiting.delete(id)
      if (failed === undefined) one?.done(value)
      else one?.failed(new Error(failed))
    })
    const gone = (): void => {
      child = undefined
      failAll()
    }
    made.on('exit', gone)
    made.on('error', gone)
    // A server that ends does not wait for a disk.
    made.unref()
    made.channel?.unref()
    return made
  }
  return {
    call: (name, words) =>
      new Promise((resolve, reject) => {
        if (closed || child?.killed) {
          reject(silent(root))
          return
        }
        child ??= started()
        const { send, kill } = { send: child.send.bind(child), kill: child.kill.bind(child) }
        asked += 1
        const late = setTimeout(() => {
          kill('SIGKILL')
          failAll()
        }, withinMs)
        late.unref()
        const over =
          <T>(end: (how: T) => void) =>
          (how: T): void => {
            clearTimeout(late)
            end(how)
          }
        waiting.set(asked, { done: over(resolve), failed: over(reject) })
        send({ id: asked, name, words } satisfies Asked)
      }),
    close: () => {
      closed = true
      child?.kill('SIGKILL')
      failAll()
    },
  }
}

/** The same within this process, where there is nothing built to start: what hangs then hangs in its pool. */
const within = (
  work: DiskWork,
  root: string,
  withinMs: number,
): { readonly call: Call; readonly close: () => void } => ({
  call: (name, words) =>
    new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(silent(root)), withinMs)
      const act = work[name] as (...words: readonly string[]) => Promise<unknown>
      act(...words)
        .then(resolve, reject)
        .finally(() => clearTimeout(late))
    }),
  close: () => undefined,
})

/** @param withinMs how long an answer may take; tests ask for less */
export const openSecondDisk = (root: string, withinMs = ANSWERS_WITHIN_MS): SecondDisk => {
  const built = import.meta.url.endsWith('.js')
  const { call, close } = built ? besides(root, withinMs) : within(diskWork(root), root, withinMs)
  const ask =
    <K extends keyof DiskWork>(name: K) =>
    (...words: Parameters<DiskWork[K]>): ReturnType<DiskWork[K]> =>
      call(name, words) as ReturnType<DiskWork[K]>
  return {
    look: ask('look'),
    mark: ask('mark'),
    list: ask('list'),
    begin: ask('begin'),
    append: ask('append'),
    putAside: ask('putAside'),
    forget: ask('forget'),
    close,
  }
}

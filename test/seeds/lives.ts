/** Many lives in as many processes as there are processors; the first that breaks ends them all. */
import { type ChildProcess, fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { PLANTED, type Planted } from './stage.ts'

export type LivesAsked = {
  readonly from: number
  /** The first seed that is not lived. */
  readonly to: number
  readonly step: number
  readonly planted?: Planted | undefined
}

export type LivesTold = {
  readonly lives: number
  readonly virtualMs: number
  readonly events: number
  readonly counted: Readonly<Record<string, number>>
  readonly broken?: { readonly seed: number; readonly what: string }
}

export type Lives = LivesTold & { readonly tookMs: number }

/** A planted bug must be caught within so many seeds. */
export const CAUGHT_WITHIN = 200

/** The built process, whether this module runs built or from source. */
const entry = (): string => {
  const there = import.meta.url.endsWith('.ts') ? '../../build/test/seeds/life-process.js' : './life-process.js'
  const file = fileURLToPath(new URL(there, import.meta.url))
  if (!existsSync(file)) throw new Error(`There is no ${file}. Run npm run build first.`)
  return file
}

const add = (one: LivesTold, other: LivesTold): LivesTold => {
  const counted = { ...one.counted }
  for (const [what, count] of Object.entries(other.counted)) counted[what] = (counted[what] ?? 0) + count
  const broken = [one.broken, other.broken].flatMap((each) => each ?? []).sort((a, b) => a.seed - b.seed)[0]
  return {
    lives: one.lives + other.lives,
    virtualMs: one.virtualMs + other.virtualMs,
    events: one.events + other.events,
    counted,
    ...(broken ? { broken } : {}),
  }
}

/** Lives these seeds. What broke is said with its seed; the seeds after it may not have been lived. */
export const runLives = async (
  asked: Omit<LivesAsked, 'step'>,
  onTold: (sum: LivesTold) => void = () => {},
): Promise<Lives> => {
  const began = performance.now()
  const processes = Math.min(availableParallelism(), Math.max(1, Math.ceil((asked.to - asked.from) / 100)))
  const children: ChildProcess[] = []
  let sum: LivesTold = { lives: 0, virtualMs: 0, events: 0, counted: {} }
  const one = (index: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const words = [JSON.stringify({ ...asked, from: asked.from + index, step: processes })]
      // Short lives leave much behind at once: with room for it the processes spend their time living.
      const child = fork(entry(), words, {
        execArgv: ['--max-semi-space-size=64'],
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      })
      children.push(child)
      child.on('message', (message) => {
        sum = add(sum, message as LivesTold)
        onTold(sum)
        if (sum.broken) for (const other of children) other.kill()
      })
      child.once('exit', (code, signal) =>
        code === 0 || signal !== null ? resolve() : reject(new Error(`A process of lives ended with code ${code}.`)),
      )
    })
  await Promise.all(Array.from({ length: processes }, (_, index) => one(index)))
  return { ...sum, tookMs: performance.now() - began }
}

export type Caught = { readonly planted: Planted; readonly seeds: number; readonly what: string | undefined }

/** Plants each bug in turn and lives until it is caught. */
export const plantAll = async (): Promise<Caught[]> => {
  const caught: Caught[] = []
  for (const planted of PLANTED) {
    const { lives, broken } = await runLives({ from: 1, to: 1 + CAUGHT_WITHIN, planted })
    caught.push({ planted, seeds: lives, what: broken?.what })
  }
  return caught
}

/**
 * Keeps the server running: starts it, starts it again after any death, and ends with it when told (Z19). It opens no file
 * and no port of its own, so that there is next to nothing in it that could fail.
 */
import { type ChildProcess, fork } from 'node:child_process'
import type { CommandId } from '../hall/ids.ts'
import { type Log, reasonOf } from './log.ts'
import { carrying, NO_ORDERS, type Orders, STORAGE_FAULT_EXIT, type Word } from './minding.ts'

/** How long to wait before each start after a death; whoever ran for a minute begins at the first again. ms */
const BACK_OFF_MS = [0, 200, 500, 1_000, 2_000] as const
const RAN_WELL_MS = 60_000
/** A machine that has no room for one more process is asked again. ms */
const NO_ROOM_AGAIN_MS = 1_000
/** So many faults of the disk within so long, and the hall is only shown (reliability §4 "fsync/I-O error"). */
const FAULTS_MAX = 3
const FAULTS_WITHIN_MS = 60_000
/** Whoever was told to stop has so long; then it is killed. ms */
const STOPS_WITHIN_MS = 10_000
/** Commands remembered from deaths. More would mean that something else kills the server. */
const REMEMBERED = 1_000

export type Death = {
  readonly at: number
  readonly ranMs: number
  readonly code: number | null
  /** What it was deciding when it died. */
  readonly inFlight: readonly CommandId[]
}
export type Next = { readonly afterMs: number; readonly orders: Orders }

/** What to do after each death. It only reckons; times are monotonic, ms. */
export const openDeaths = (): { readonly died: (death: Death) => Next } => {
  let inARow = 0
  let faults: number[] = []
  let readOnly = false
  const deaths = new Map<CommandId, number>()
  const died = ({ at, ranMs, code, inFlight }: Death): Next => {
    inARow = ranMs >= RAN_WELL_MS ? 1 : inARow + 1
    const afterFault = code === STORAGE_FAULT_EXIT
    faults = [...faults, ...(afterFault ? [at] : [])].filter((fault) => at - fault < FAULTS_WITHIN_MS)
    readOnly ||= faults.length >= FAULTS_MAX
    // A disk that fails is no fault of the command that happened to be written.
    if (!afterFault) for (const id of inFlight) deaths.set(id, (deaths.get(id) ?? 0) + 1)
    for (const id of deaths.keys()) if (deaths.size > REMEMBERED) deaths.delete(id)
    const counted = [...deaths]
    return {
      afterMs: BACK_OFF_MS[Math.min(inARow, BACK_OFF_MS.length) - 1] ?? 0,
      orders: {
        readOnly,
        afterFault,
        suspects: counted.flatMap(([id, times]) => (times === 1 ? [id] : [])),
        quarantined: counted.flatMap(([id, times]) => (times > 1 ? [id] : [])),
      },
    }
  }
  return { died }
}

export type Supervised = {
  /** Resolves with the exit status of the whole when it has ended. */
  readonly ended: Promise<number>
  /** Lets the server end its work, and then ends. */
  readonly stop: (signal: NodeJS.Signals) => void
}

/** Starts a program as a child that is minded. A first start that fails before it was ready is its own answer. */
export const supervise = (program: string, log: Log): Supervised => {
  const deaths = openDeaths()
  let child: ChildProcess | undefined
  let stopping = false
  let everReady = false
  let settle = (_status: number): void => {}
  const ended = new Promise<number>((resolve) => {
    settle = resolve
  })
  let waiting: ReturnType<typeof setTimeout> | undefined

  const start = (orders: Orders): void => {
    waiting = undefined
    const from = performance.now()
    let inFlight: readonly CommandId[] = []
    const notStarted = (error: unknown): void => {
      log('error', 'server-not-started', { reason: reasonOf(error) })
      child = undefined
      if (stopping || !everReady) settle(stopping ? 0 : 1)
      else waiting = setTimeout(() => start(orders), NO_ROOM_AGAIN_MS)
    }
    let started: ChildProcess
    try {
      started = fork(program, process.argv.slice(2), {
        env: { ...process.env, ...carrying(orders) },
        stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      })
    } catch (error) {
      notStarted(error)
      return
    }
    child = started
    started.on('message', (word: Word) => {
      if ('ready' in word) everReady = true
      else inFlight = word.inFlight
    })
    started.once('error', (error) => {
      // No process was made, and no exit follows.
      if (started.pid === undefined) notStarted(error)
      else log('error', 'server-not-reached', { reason: error.message })
    })
    started.once('exit', (code, signal) => {
      child = undefined
      if (stopping || (!everReady && code !== STORAGE_FAULT_EXIT)) {
        settle(stopping ? 0 : (code ?? 1))
        return
      }
      const at = performance.now()
      const { afterMs, orders: next } = deaths.died({ at, ranMs: at - from, code, inFlight })
      log('error', 'server-died', {
        code,
        signal,
        inFlight,
        afterMs,
        readOnly: next.readOnly,
        refused: next.quarantined,
      })
      waiting = setTimeout(() => start(next), afterMs)
    })
  }
  start(NO_ORDERS)

  return {
    ended,
    stop: (signal) => {
      if (stopping) return
      stopping = true
      clearTimeout(waiting)
      if (!child) {
        settle(0)
        return
      }
      child.kill(signal)
      setTimeout(() => child?.kill('SIGKILL'), STOPS_WITHIN_MS).unref()
    },
  }
}

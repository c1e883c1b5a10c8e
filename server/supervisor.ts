/**
 * Keeps the server running: starts it, starts it again after any death, ends one that stands still (Z35), ends with it when
 * told (Z19), and has the release
 * that stands in its place now follow it (Z22). It opens no file and no port of its own, so that there is next to nothing in
 * it that could fail. One process at most may open the hall: another is let to it only when that one's exit was seen.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { dirname, extname, join } from 'node:path'
import { isatty } from 'node:tty'
import type { CommandId } from '../hall/ids.ts'
import { openDeaths } from './deaths.ts'
import { type Log, reasonOf } from './log.ts'
import { ALIVE_EVERY_MS, type Begin, carrying, NO_ORDERS, STORAGE_FAULT_EXIT, type Word } from './minding.ts'
import { smallMemory } from './small-memory.ts'

/** A machine that has no room for one more process is asked again. ms */
const NO_ROOM_AGAIN_MS = 1_000
/** Whoever was told to stop has so long; then it is killed. ms */
const STOPS_WITHIN_MS = 10_000

/** How long a server is waited for, ms. */
export type Patience = {
  /** A release that has not loaded by then never will; the one that serves goes on. */
  readonly loads: number
  /** One that was given the hall and does not serve by then gives it back. */
  readonly serves: number
  /** One that served and has said nothing for so long stands still (Z35). */
  readonly silent: number
}
const PATIENCE: Patience = { loads: 60_000, serves: 60_000, silent: 15_000 }

/** The programs of a release: one opens the hall at once, the other loads first and waits to be told. */
type Release = { readonly serve: string; readonly succeed: string }

/** What stands at a path now: the links in it may lead elsewhere later, and a release that serves stays what it is. */
const releaseAt = (program: string): Release => {
  const serve = realpathSync(program)
  return { serve, succeed: join(dirname(serve), `succeed${extname(serve)}`) }
}

type Minded = {
  readonly process: ChildProcess
  readonly release: Release
  from: number
  inFlight: readonly CommandId[]
  /** It serves. */
  ready: boolean
  /** How often it was looked at since it last said that it lives; a release that does not say so is not watched. */
  quiet?: number
  /** What it calls itself, once it has loaded beside another. */
  loaded?: string
  /** Why it did not load, or did not serve. */
  failed?: string
  /** It was told to end. */
  told: boolean
}

export type Supervised = {
  /** Resolves with the exit status of the whole when it has ended. */
  readonly ended: Promise<number>
  /** Lets the server end its work, and then ends. */
  readonly stop: (signal: NodeJS.Signals) => void
  /** Has the release that stands at the program's path now take the place of the one that serves. What comes of it is logged. */
  readonly swap: () => void
}

/**
 * Starts a program as a child that is minded. A first start that fails before it was ready is its own answer.
 * @param program its path as it was given, links and all: they are followed anew at each swap
 */
export const supervise = (program: string, log: Log, patience: Patience = PATIENCE): Supervised => {
  const deaths = openDeaths()
  let release = releaseAt(program)
  /** What served before a swap, until the new one is ready: there is a way back. */
  let before: Release | undefined
  let orders = NO_ORDERS
  /** The one process that may open the hall, and one that loads beside it. */
  let child: Minded | undefined
  let next: Minded | undefined
  let stopping = false
  let everReady = false
  let settle = (_status: number): void => {}
  const ended = new Promise<number>((resolve) => {
    settle = resolve
  })
  let waiting: ReturnType<typeof setTimeout> | undefined
  let late: ReturnType<typeof setTimeout> | undefined

  const end = (minded: Minded, signal: NodeJS.Signals): void => {
    minded.told = true
    minded.process.kill(signal)
    setTimeout(() => minded.process.kill('SIGKILL'), STOPS_WITHIN_MS).unref()
  }

  /** Makes a process; throws, or says later that none was made. */
  const run = (its: Release, how: 'serve' | 'succeed'): Minded => {
    const made = fork(its[how], process.argv.slice(2), {
      ...smallMemory({ ...process.env, ...(how === 'serve' ? carrying(orders) : {}) }),
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    })
    const minded: Minded = {
      process: made,
      release: its,
      from: performance.now(),
      inFlight: [],
      ready: false,
      told: false,
    }
    made.on('message', (word: Word) => heard(minded, word))
    made.once('error', (error) => {
      // No process was made, and no exit follows.
      if (made.pid === undefined) notMade(minded, error)
      else log('error', 'server-not-reached', { reason: error.message })
    })
    made.once('exit', (code, signal) => gone(minded, code, signal))
    return minded
  }

  const notMade = (minded: Minded | undefined, error: unknown): void => {
    if (minded && minded === next) {
      notLoaded(minded, reasonOf(error))
      return
    }
    log('error', 'server-not-started', { reason: reasonOf(error) })
    child = undefined
    if (stopping || !everReady) settle(stopping ? 0 : 1)
    else waiting = setTimeout(start, NO_ROOM_AGAIN_MS)
  }

  const start = (): void => {
    waiting = undefined
    try {
      child = run(release, 'serve')
    } catch (error) {
      notMade(undefined, error)
    }
  }

  const endLate = (minded: Minded, what: string, withinMs: number): ReturnType<typeof setTimeout> =>
    setTimeout(() => {
      minded.failed = `It had not ${what} after ${withinMs / 1_000} s.`
      minded.process.kill('SIGKILL')
    }, withinMs)

  /** The other has ended, so the hall is free for the one that has loaded. */
  const begin = (minded: Minded): void => {
    next = undefined
    child = minded
    before = release
    release = minded.release
    minded.from = performance.now()
    late = endLate(minded, 'served', patience.serves)
    // One that died in this moment cannot hear it; its exit follows.
    minded.process.send({ begin: orders } satisfies Begin, () => undefined)
  }

  const load = (): void => {
    try {
      const its = releaseAt(program)
      if (!existsSync(its.succeed))
        throw new Error(`${its.succeed} is missing: stop the service, and start this release.`)
      const loading = run(its, 'succeed')
      next = loading
      late = endLate(loading, 'loaded', patience.loads)
      log('info', 'swap-begun', { release: its.serve, serving: release.serve })
    } catch (error) {
      log('error', 'swap-failed', { reason: reasonOf(error), serving: release.serve })
    }
  }

  const notLoaded = (minded: Minded, how: string): void => {
    clearTimeout(late)
    next = undefined
    if (stopping) return
    const serving = release.serve
    const say = (): void =>
      log('error', 'swap-failed', { reason: minded.failed ?? how, release: minded.release.serve, serving })
    // Its last words may be read after its exit is seen.
    if (minded.process.connected) minded.process.once('disconnect', say)
    else say()
  }

  const heard = (minded: Minded, word: Word): void => {
    if ('inFlight' in word) minded.inFlight = word.inFlight
    else if ('alive' in word) minded.quiet = 0
    else if ('notLoaded' in word) minded.failed = word.notLoaded
    else if ('loaded' in word) {
      if (minded !== next || stopping) return
      clearTimeout(late)
      minded.loaded = word.loaded
      log('info', 'swap-loaded', { version: word.loaded })
      if (child) end(child, 'SIGTERM')
      else {
        clearTimeout(waiting)
        begin(minded)
      }
    } else if ('ready' in word) {
      minded.ready = true
      // Its last words may be read when another has been given the hall.
      if (minded !== child) return
      everReady = true
      orders = { ...orders, afterFault: false }
      if (!before) return
      clearTimeout(late)
      before = undefined
      const tookMs = Math.round(performance.now() - minded.from)
      log('info', 'swap-done', { version: minded.loaded, release: release.serve, tookMs })
    }
  }

  /** A death that nobody asked for: what it teaches, and how long to wait. */
  const died = ({ from, inFlight }: Minded, code: number | null, signal: NodeJS.Signals | null): number => {
    const at = performance.now()
    const { afterMs, orders: learnt } = deaths.died({ at, ranMs: at - from, code, inFlight })
    orders = learnt
    log('error', 'server-died', {
      code,
      signal,
      inFlight,
      afterMs,
      readOnly: orders.readOnly,
      refused: orders.quarantined,
    })
    return afterMs
  }

  const gone = (minded: Minded, code: number | null, signal: NodeJS.Signals | null): void => {
    const loading = minded === next
    if (loading) notLoaded(minded, `It ended with ${code ?? signal} before it took over.`)
    else child = undefined
    if (stopping || (!child && !everReady && code !== STORAGE_FAULT_EXIT)) {
      if (!child && !next) settle(stopping ? 0 : (code ?? 1))
      // Where nobody serves as one dies that only loaded, a start is on its way already.
    } else if (!loading) follow(minded, code, signal)
  }

  /** Nobody opens the hall now: whoever has loaded does, or the release that served last, after the usual wait. */
  const follow = (minded: Minded, code: number | null, signal: NodeJS.Signals | null): void => {
    const asked = minded.told && (code === 0 || !minded.ready)
    const afterMs = asked ? 0 : died(minded, code, signal)
    if (next?.loaded !== undefined) {
      begin(next)
      return
    }
    if (before) {
      clearTimeout(late)
      const reason = minded.failed ?? 'It ended before it served.'
      log('error', 'swap-undone', { reason, release: release.serve, back: before.serve })
      release = before
      before = undefined
    }
    waiting = setTimeout(start, afterMs)
  }
  start()

  // Looks are counted, not time: while this process itself stood still, or its machine slept, nobody fell silent.
  const looks = setInterval(() => {
    if (child?.quiet === undefined || child.told) return
    child.quiet += 1
    if (child.quiet !== Math.ceil(patience.silent / ALIVE_EVERY_MS)) return
    log('error', 'server-silent', { forMs: patience.silent, inFlight: child.inFlight })
    child.process.kill('SIGKILL')
  }, ALIVE_EVERY_MS)
  void ended.then(() => clearInterval(looks))

  return {
    ended,
    stop: (signal) => {
      if (stopping) return
      stopping = true
      clearTimeout(waiting)
      clearTimeout(late)
      if (child) end(child, signal)
      if (next) end(next, signal)
      if (!child && !next) settle(0)
    },
    swap: () => {
      if (stopping) return
      if (next || before || !everReady)
        log('warn', 'swap-refused', { reason: everReady ? 'Another is under way.' : 'The server has not started yet.' })
      else load()
    },
  }
}

/**
 * SIGHUP asks for a swap. A terminal that is closed says the same and means the end; a service has none, and on Windows a
 * closed window is all that it can mean.
 */
export const onHangUp = ({ stop, swap }: Supervised): void => {
  process.on('SIGHUP', process.platform === 'win32' || isatty(0) ? stop : swap)
}

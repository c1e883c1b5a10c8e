/**
 * Serial lines that several devices may share (RS-485 multi-drop). A line is opened once for all of them, opened again
 * when it was absent or went away, and written by one at a time with a pause between, since it is half-duplex.
 */

import type { SerialLine } from '../../printer/serial-line.ts'
import { isRecent } from '../clock.ts'
import { reasonOf } from '../log.ts'
import { backOff } from './back-off.ts'
import type { Parts } from './parts.ts'

/** How the line itself is; what answers on it is for its devices to say. */
export type LineState =
  | { readonly state: 'ready' }
  | { readonly state: 'absent' | 'disabled' | 'failed'; readonly detail: string }

export type LineEars = {
  readonly bytes: (bytes: Uint8Array) => void
  readonly line: (line: LineState) => void
}

/** One device's hold on a line. */
export type Tap = {
  /** Writes a frame when the line is free. One of the same name that still waits is replaced: only the newest matters. */
  readonly send: (frame: Uint8Array, name: string) => void
  /** Writes an acknowledgement before all displays that wait: somebody has pressed a key and looks at it. */
  readonly answer: (frame: Uint8Array) => void
  /** Who wrote this very frame a moment ago, if anybody: then hearing it is an echo or an answer, and no press. */
  readonly wrote: (frame: Uint8Array) => 'me' | 'another' | undefined
  readonly close: () => Promise<void>
}

export type SerialBuses = {
  readonly tap: (path: string, baud: number, ears: LineEars) => Tap
}

/** The silence before every write: longer than the gaps that a USB converter makes inside a frame (16 ms). */
const QUIET_MS = 20
/** Nothing waits longer than this for silence: a line with noise on it would be silent never. */
const PATIENCE_MS = 500
/** Presses whose acknowledgements wait at once: a device that talks without end gathers no more here. */
const ANSWERS_MAX = 32
/** So long after it was written a frame may come back: by a converter that hears itself, or as a pad's answer. */
const ECHO_MS = 300

type Waiting = { readonly frame: Uint8Array; readonly tap: symbol; readonly name: string; readonly urgent: boolean }
type Bus = {
  readonly join: (ears: LineEars) => Tap
  readonly baud: number
}

const same = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, at) => byte === b[at])

/** One line and all who share it. `left` is called when the last of them has gone. */
const openBus = (path: string, baud: number, parts: Parts, left: () => void): Bus => {
  const { clock } = parts
  const members = new Map<symbol, LineEars>()
  let line: SerialLine | undefined
  let state: LineState | undefined
  let waiting: Waiting[] = []
  /** Frames that may still come back; without `at` the one that is being written. */
  let written: { readonly frame: Uint8Array; readonly tap: symbol; readonly at?: number }[] = []
  let writing: SerialLine | undefined
  let freeAt = 0
  let waitingSince: number | undefined
  let cancelPump: (() => void) | undefined

  const become = (next: LineState): void => {
    state = next
    for (const ears of [...members.values()]) ears.line(next)
  }

  const closed = (gone: SerialLine): boolean => line !== gone

  const lose = (gone: SerialLine, why: string): void => {
    if (closed(gone)) return
    line = undefined
    writing = undefined
    waiting = []
    become({ state: 'absent', detail: `${path}: ${why}` })
    // What is broken already may fail to close too; it is let go either way.
    void gone.close().catch(() => undefined)
    retry.again()
  }

  const hear = (from: SerialLine, bytes: Uint8Array): void => {
    if (closed(from)) return
    freeAt = clock.now() + QUIET_MS
    for (const ears of [...members.values()]) ears.bytes(bytes)
  }

  const open = async (): Promise<void> => {
    const opened = await parts.openLine(path, baud)
    if (members.size === 0) {
      if (!('failed' in opened)) await opened.close()
      return
    }
    if ('failed' in opened) {
      become({ state: opened.failed === 'no-library' ? 'disabled' : opened.failed, detail: opened.detail })
      // A library does not appear while the program runs.
      if (opened.failed !== 'no-library') retry.again()
      return
    }
    line = opened
    retry.worked()
    opened.onBytes((bytes) => hear(opened, bytes))
    become({ state: 'ready' })
    opened.onGone((why) => lose(opened, why))
  }

  let opening = Promise.resolve()
  const attempt = (): void => {
    opening = open().catch((error: unknown) => {
      if (members.size === 0) return
      become({ state: 'failed', detail: `${path}: ${reasonOf(error)}` })
      retry.again()
    })
  }
  const retry = backOff(clock, attempt)

  const mayComeBack = ({ at }: { readonly at?: number }): boolean => at === undefined || isRecent(clock, at, ECHO_MS)

  const write = async (to: SerialLine, { frame, tap }: Waiting): Promise<void> => {
    writing = to
    written = [...written.filter(mayComeBack), { frame, tap }]
    try {
      await to.write(frame)
      await to.drain()
    } catch (error) {
      lose(to, reasonOf(error))
    }
    const left = clock.now()
    written = written.map((one) => (one.frame === frame ? { ...one, at: left } : one))
    if (writing !== to) return
    writing = undefined
    freeAt = left + QUIET_MS
    pump()
  }

  const pump = (): void => {
    cancelPump?.()
    cancelPump = undefined
    if (!line || writing || waiting.length === 0) return
    const now = clock.now()
    // A clock that was set back makes nobody wait for as long as it was wrong.
    waitingSince = Math.min(waitingSince ?? now, now)
    freeAt = Math.min(freeAt, now + QUIET_MS)
    const wait = Math.min(freeAt, waitingSince + PATIENCE_MS) - now
    if (wait > 0) {
      cancelPump = clock.after(wait, pump)
      return
    }
    const [next, ...rest] = waiting
    waiting = rest
    waitingSince = undefined
    if (next) void write(line, next)
  }

  /** What is said twice before it could be written is written once: a line that is stuck gathers nothing. */
  const put = (one: Waiting): void => {
    if (!line) return
    const others = waiting.filter(({ tap, name }) => tap !== one.tap || name !== one.name)
    const answers = others.filter(({ urgent }) => urgent)
    const displays = others.filter(({ urgent }) => !urgent)
    waiting = one.urgent ? [...[...answers, one].slice(-ANSWERS_MAX), ...displays] : [...others, one]
    pump()
  }

  const join = (ears: LineEars): Tap => {
    const me = Symbol(path)
    members.set(me, ears)
    if (members.size === 1) attempt()
    // Not before who joins holds the tap.
    else queueMicrotask(() => void (state && members.has(me) && ears.line(state)))
    return {
      send: (frame, name) => put({ frame, tap: me, name, urgent: false }),
      answer: (frame) => put({ frame, tap: me, name: frame.join(' '), urgent: true }),
      wrote: (frame) => {
        const found = written.filter((one) => mayComeBack(one) && same(one.frame, frame))
        if (found.length === 0) return undefined
        return found.some(({ tap }) => tap === me) ? 'me' : 'another'
      },
      close: async () => {
        if (!members.delete(me)) return
        waiting = waiting.filter((one) => one.tap !== me)
        if (members.size > 0) return
        left()
        retry.stop()
        cancelPump?.()
        const mine = line
        line = undefined
        await opening
        // A line that fails to close is gone in any case, and nobody is left to be told.
        await mine?.close().catch(() => undefined)
      },
    }
  }
  return { join, baud }
}

const nothing: Tap = {
  send: () => undefined,
  answer: () => undefined,
  wrote: () => undefined,
  close: async () => undefined,
}

/** All serial lines of this machine, by path. */
export const serialBuses = (parts: Parts): SerialBuses => {
  const buses = new Map<string, Bus>()
  return {
    tap: (path, baud, ears) => {
      const open = buses.get(path) ?? openBus(path, baud, parts, () => buses.delete(path))
      if (open.baud !== baud) {
        const detail = `${path} is open at ${open.baud} bits a second: give all devices on one line the same speed`
        queueMicrotask(() => ears.line({ state: 'failed', detail }))
        return nothing
      }
      buses.set(path, open)
      return open.join(ears)
    },
  }
}

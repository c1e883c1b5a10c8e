/**
 * A USB printer by the device file of its kernel driver, /dev/usb/lp0. It is opened non-blocking, so that a printer that
 * is out of paper holds up nothing, and looked at again and again, since such a file tells nobody when it has something.
 */
import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { codeOf, type Line, type LineFailure } from './conversation.ts'
import { type StreamOptions, streamTransport, type TellingTransport } from './stream-transport.ts'
import { systemTimers, type Timers } from './timers.ts'

export type FileOptions = Omit<StreamOptions, 'open'> & { readonly path: string }

const PIECE_BYTES = 4096
const READ_BYTES = 512
/** Between two looks, ms. */
const LOOK_EVERY_MS = 20

const BUSY = new Set(['EAGAIN', 'EWOULDBLOCK', 'EINTR'])

const lineOver = (file: FileHandle, timers: Timers): Line => {
  const ears = new Set<(bytes: Uint8Array) => void>()
  const departures = new Set<(why: string) => void>()
  let why: string | undefined
  let closing: Promise<void> | undefined
  let hungUp = false

  const pause = () => new Promise<void>((resolve) => void timers.after(LOOK_EVERY_MS, resolve))
  const leave = (reason: string) => {
    why ??= reason
    for (const gone of departures) gone(why)
  }
  /** Tries until the driver is ready; `undefined` when this line was let go meanwhile. */
  const patiently = async <T>(act: () => Promise<T>): Promise<T | undefined> => {
    while (!hungUp) {
      try {
        return await act()
      } catch (error) {
        if (!BUSY.has(codeOf(error))) throw error
      }
      await pause()
    }
    return undefined
  }

  const write = async (bytes: Uint8Array): Promise<void> => {
    for (let at = 0; at < bytes.length; ) {
      const taken = await patiently(() => file.write(bytes, at, bytes.length - at, null))
      if (!taken) throw new Error('closed')
      at += taken.bytesWritten
    }
  }

  const listen = async (): Promise<void> => {
    const buffer = new Uint8Array(READ_BYTES)
    while (!hungUp) {
      const { bytesRead } = (await patiently(() => file.read(buffer, 0, READ_BYTES, null))) ?? { bytesRead: 0 }
      if (bytesRead === 0) await pause()
      for (const heard of ears) heard(buffer.slice(0, bytesRead))
    }
  }
  const listening = listen().catch((error) => leave(codeOf(error)))

  /** The driver takes this byte, which no printer prints, only when it has handed over what came before it. */
  const flush = (): Promise<void> => write(Uint8Array.of(0)).catch((error) => leave(codeOf(error)))
  const hangUp = async (): Promise<void> => {
    hungUp = true
    await listening
    await file.close().catch((error) => leave(codeOf(error)))
  }
  return {
    pieceBytes: PIECE_BYTES,
    write,
    onBytes: (heard) => void ears.add(heard),
    onGone: (gone) => {
      departures.add(gone)
      if (why !== undefined) gone(why)
    },
    close: (onItsWay) => {
      // Closing the file throws away what the driver still holds (Linux, usblp).
      closing ??= (onItsWay ? flush() : Promise.resolve()).then(hangUp)
      return closing
    },
    drop: () => {
      hungUp = true
      closing ??= hangUp()
      return closing
    },
  }
}

const failureOf = (path: string, error: unknown): LineFailure => {
  const code = codeOf(error)
  if (code === 'ENOENT' || code === 'ENODEV' || code === 'ENXIO')
    return { failed: 'absent', detail: `${path} does not exist: switch the printer on and plug it in` }
  if (code === 'EACCES' || code === 'EPERM')
    return { failed: 'unreachable', detail: `${path} may not be opened: add this user to the group that owns it (lp)` }
  if (code === 'EBUSY') return { failed: 'unreachable', detail: `${path} is in use by another program: stop that one` }
  return { failed: 'unreachable', detail: `${path}: ${code}` }
}

const openLine = async (path: string, timers: Timers): Promise<Line | LineFailure> => {
  try {
    return lineOver(await open(path, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY), timers)
  } catch (error) {
    return failureOf(path, error)
  }
}

/** A transport to a USB printer by its device file. */
export const fileTransport = ({ path, ...options }: FileOptions): TellingTransport =>
  streamTransport({ ...options, open: () => openLine(path, options.timers ?? systemTimers) })

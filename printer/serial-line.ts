/**
 * A serial line (8N1) to whatever is at its other end. The serialport library is loaded when the first line is opened, so
 * a machine without it loses its serial devices and nothing else.
 */

export type SerialLine = {
  /** Resolves when the machine has taken the bytes; rejects when the line has gone. */
  readonly write: (bytes: Uint8Array) => Promise<void>
  readonly onBytes: (heard: (bytes: Uint8Array) => void) => void
  /** The line went away by itself: unplugged, or broken. Heard once, also by who asks afterwards. */
  readonly onGone: (gone: (why: string) => void) => void
  /** Resolves when what was written has left the machine. */
  readonly drain: () => Promise<void>
  /** Forgets what was written and has not left the machine yet. */
  readonly drop: () => void
  readonly close: () => Promise<void>
}

export type SerialFailure = {
  /** No such port · no library · there, and cannot be opened: no permission, or another program has it. */
  readonly failed: 'absent' | 'no-library' | 'failed'
  /** What happened and what to do, in one line. */
  readonly detail: string
}

const ABSENT = /no such file|file not found|ENOENT|ENXIO|ENODEV|no such device/i
const DENIED = /permission denied|access denied|EACCES/i
const TAKEN = /cannot lock|temporarily unavailable|EBUSY|busy/i

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const failureOf = (path: string, error: unknown): SerialFailure => {
  const message = messageOf(error)
  if (ABSENT.test(message)) return { failed: 'absent', detail: `${path} does not exist: plug the device in` }
  if (DENIED.test(message))
    return { failed: 'failed', detail: `${path} may not be opened: add this user to the group that owns it (dialout)` }
  if (TAKEN.test(message)) return { failed: 'failed', detail: `${path} is in use by another program: stop that one` }
  return { failed: 'failed', detail: `${path}: ${message}` }
}

/** Loads the library, or says what to install. */
const loadLibrary = async (): Promise<typeof import('serialport') | SerialFailure> => {
  try {
    return await import('serialport')
  } catch (error) {
    const [first = ''] = messageOf(error).split('\n')
    return { failed: 'no-library', detail: `serialport cannot be loaded, run npm install on this machine: ${first}` }
  }
}

/** Opens a line at so many bits a second, 8N1 without flow control. Never rejects. */
export const openSerialLine = async (path: string, baud: number): Promise<SerialLine | SerialFailure> => {
  const library = await loadLibrary()
  if ('failed' in library) return library
  const settings = { baudRate: baud, dataBits: 8, parity: 'none', stopBits: 1, hupcl: false } as const
  let why: string | undefined
  const departures = new Set<(why: string) => void>()
  const leave = (reason: string): void => {
    if (why !== undefined) return
    why = reason
    for (const gone of departures) gone(reason)
  }
  try {
    const port = new library.SerialPort({ path, ...settings, autoOpen: false })
    await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())))
    let closing = false
    let closed = Promise.resolve()
    let dropped = Promise.resolve()
    /** What is dropped must be gone first: the kernel would still send it while it closes the line. */
    const hangUp = async (): Promise<void> => {
      await dropped
      await new Promise<void>((resolve) => (port.isOpen ? port.close(() => resolve()) : resolve()))
    }
    const close = (): Promise<void> => {
      if (closing) return closed
      closing = true
      closed = hangUp()
      return closed
    }
    const end = (reason: string): void => {
      if (closing) return
      leave(reason)
      void close()
    }
    const ears = new Set<(bytes: Uint8Array) => void>()
    // Read from the first moment, heard or not: only who reads notices that the plug was pulled.
    port.on('data', (chunk: Buffer) => {
      for (const heard of ears) heard(new Uint8Array(chunk))
    })
    // A plug pulled while a read is under way leaves bindings-cpp 13 reading nothing for ever; its poller hears the hang-up.
    if (port.port && 'poller' in port.port) port.port.poller.once('disconnect', () => end('unplugged'))
    port.on('error', (error: Error) => end(messageOf(error)))
    port.on('close', (error: Error | null | undefined) => end(error ? messageOf(error) : 'closed'))
    return {
      write: (bytes) =>
        new Promise((resolve, reject) => {
          if (why !== undefined || closing) return reject(new Error(why ?? 'closed'))
          const settle = (error: Error | null | undefined): void => {
            departures.delete(settleGone)
            if (error) reject(error)
            else resolve()
          }
          const settleGone = (reason: string): void => settle(new Error(reason))
          departures.add(settleGone)
          port.write(Buffer.from(bytes), settle)
        }),
      onBytes: (heard) => void ears.add(heard),
      onGone: (gone) => {
        if (why !== undefined) gone(why)
        else departures.add(gone)
      },
      drain: () => new Promise((resolve) => (port.isOpen ? port.drain(() => resolve()) : resolve())),
      drop: () => {
        if (port.isOpen) dropped = new Promise((resolve) => port.flush(() => resolve()))
      },
      close,
    }
  } catch (error) {
    return failureOf(path, error)
  }
}

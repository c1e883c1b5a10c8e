/** Serial lines in memory, for the drivers: what is plugged in answers, and the plug can be pulled. */
import type { openSerialLine, SerialFailure } from '../../printer/serial-line.ts'

export type FakeLine = {
  readonly path: string
  readonly baud: number
  /** Every frame that was written, as hex. */
  readonly written: string[]
  /** Every piece of memory in which bytes were handed over. */
  readonly delivered: Uint8Array[]
  /** What is plugged in says something. */
  readonly say: (bytes: Uint8Array) => void
  readonly pull: (why?: string) => void
  /** What answers to a frame, if anything does. */
  answer?: (frame: Uint8Array) => Uint8Array | undefined
  closed: boolean
  /** Takes a write and never says that it has left. */
  stuck: boolean
  /** What was stuck has left, and what comes is taken again. */
  loosen: () => void
}

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
export const unhex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replace(/\s/g, ''), 'hex'))

/** Ports of a machine: `plug` makes one exist, `lines` are those that are open or were. */
export const fakeLines = () => {
  const plugged = new Map<string, FakeLine['answer']>()
  const refused = new Map<string, SerialFailure>()
  const lines: FakeLine[] = []
  let opened = 0

  const openLine: typeof openSerialLine = async (path, baud) => {
    opened++
    const failure = refused.get(path)
    if (failure) return failure
    if (!plugged.has(path)) return { failed: 'absent', detail: `${path} does not exist` }
    if (lines.some((one) => one.path === path && !one.closed))
      return { failed: 'failed', detail: `${path} is in use by another program` }
    const ears: ((bytes: Uint8Array) => void)[] = []
    const leavers: ((why: string) => void)[] = []
    const held: (() => void)[] = []
    const answer = plugged.get(path)
    const line: FakeLine = {
      path,
      baud,
      written: [],
      delivered: [],
      say: (bytes) => {
        const piece = Uint8Array.from(bytes)
        line.delivered.push(piece)
        for (const heard of ears) heard(piece)
      },
      pull: (why = 'unplugged') => {
        plugged.delete(path)
        line.closed = true
        for (const gone of leavers) gone(why)
      },
      ...(answer ? { answer } : {}),
      closed: false,
      stuck: false,
      loosen: () => {
        line.stuck = false
        for (const leave of held.splice(0)) leave()
      },
    }
    lines.push(line)
    return {
      write: async (bytes) => {
        if (line.closed) throw new Error('the port is closed')
        line.written.push(hex(bytes))
        const reply = line.answer?.(bytes)
        if (reply) line.say(reply)
      },
      onBytes: (heard) => void ears.push(heard),
      onGone: (gone) => void leavers.push(gone),
      drain: () => (line.stuck ? new Promise((left) => void held.push(left)) : Promise.resolve()),
      drop: () => undefined,
      close: async () => {
        line.closed = true
      },
    }
  }
  return {
    openLine,
    plug: (path: string, answer?: FakeLine['answer']) => void plugged.set(path, answer),
    refuse: (path: string, failure: SerialFailure) => void refused.set(path, failure),
    /** The line that is open at a path. */
    at: (path: string): FakeLine => {
      const found = lines.find((one) => one.path === path && !one.closed)
      if (!found) throw new Error(`${path} is not open`)
      return found
    },
    openNow: () => lines.filter(({ closed }) => !closed).map(({ path }) => path),
    opened: () => opened,
  }
}

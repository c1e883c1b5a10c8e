/** A conversation with a printer over whatever line reaches it, with a deadline of ours on every step. */
import { type Reply, replyReader } from './status.ts'
import type { Timers } from './timers.ts'

/** What bytes travel on: a TCP connection, a serial line, a device file. */
export type Line = {
  /** Resolves when the bytes were taken; rejects when the line has gone. */
  readonly write: (bytes: Uint8Array) => Promise<void>
  readonly onBytes: (heard: (bytes: Uint8Array) => void) => void
  /** The other end hung up, was unplugged or broke; `why` is an error code or a sentence. */
  readonly onGone: (gone: (why: string) => void) => void
  /**
   * Lets out what was written, then hangs up. Resolves when the other end has hung up too. `onItsWay`: the printer has
   * answered nothing since the last piece of a job, which may not have reached it yet.
   */
  readonly close: (onItsWay: boolean) => Promise<void>
  /** Hangs up at once and forgets what was not taken; a `close` under way resolves too. */
  readonly drop: () => Promise<void>
  /** How much is handed over at once: each piece has the deadline `stall` to itself. */
  readonly pieceBytes: number
}

/** Why there is no line. Nothing was sent. */
export type LineFailure = {
  readonly failed: 'refused' | 'unreachable' | 'connect-timeout' | 'absent' | 'no-library'
  /** One line for a person. */
  readonly detail: string
}

export type Gone = 'reset' | 'closed'

export type Conversation = {
  /** Sends a question in one write and waits for the first reply that answers it. */
  readonly ask: <T extends number | object>(
    question: readonly number[],
    answers: (reply: Reply) => T | undefined,
    ms: number,
  ) => Promise<T | 'silent' | Gone>
  /** Hands over a piece; `stalled` when the printer takes nothing for so long. A printer that says XOFF takes nothing. */
  readonly write: (piece: Uint8Array, ms: number) => Promise<'written' | 'stalled' | Gone>
  /** What the line said when it went away. */
  readonly whyGone: () => string | undefined
  /**
   * Says that nothing more will come and keeps reading until the printer has hung up too. Closing at once would make the
   * kernel answer the printer's next status byte with a reset and throw away what it had not yet taken.
   */
  readonly finish: (ms: number) => Promise<void>
  /** Hangs up at once, dropping what the printer has not taken: for a job that must not come out later. */
  readonly abandon: () => Promise<void>
}

const RESET_CODES = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ETIMEDOUT'])

/** An error's code where it has one: `ECONNRESET`, `ENOENT`; else its message. */
export const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message
}

/** Begins a conversation on an open line. */
export const converse = (line: Line, timers: Timers): Conversation => {
  let gone: { readonly how: Gone; readonly why: string } | undefined
  let hasRoom = true
  let onItsWay = false
  const listeners = new Set<(reply: Reply) => void>()
  const roomers = new Set<() => void>()
  const departures = new Set<(gone: Gone) => void>()

  const leave = (why: string) => {
    gone ??= { how: RESET_CODES.has(why) ? 'reset' : 'closed', why }
    for (const tell of [...departures]) tell(gone.how)
  }
  line.onGone(leave)
  line.onBytes(
    replyReader((reply) => {
      onItsWay = false
      if (reply.kind === 'room') hasRoom = reply.has
      if (hasRoom) for (const go of [...roomers]) go()
      for (const hear of [...listeners]) hear(reply)
    }),
  )
  const put = (bytes: Uint8Array, then: () => void) => {
    line.write(bytes).then(then, (error) => leave(codeOf(error)))
  }

  /** Settles once: by the step itself, by its deadline, or because the printer has gone. */
  const within = <T, L>(ms: number, late: L, start: (done: (value: T) => void) => void): Promise<T | L | Gone> =>
    new Promise((resolve) => {
      if (gone !== undefined) return resolve(gone.how)
      const settle = (value: T | L | Gone) => {
        cancel()
        departures.delete(settle)
        resolve(value)
      }
      const cancel = timers.after(ms, () => settle(late))
      departures.add(settle)
      start(settle)
    })

  return {
    ask: async <T extends number | object>(
      question: readonly number[],
      answers: (reply: Reply) => T | undefined,
      ms: number,
    ) => {
      let hear: (reply: Reply) => void = () => undefined
      const answer = await within<T, 'silent'>(ms, 'silent', (done) => {
        hear = (reply) => {
          const said = answers(reply)
          if (said !== undefined) done(said)
        }
        listeners.add(hear)
        put(Uint8Array.from(question), () => undefined)
      })
      listeners.delete(hear)
      return answer
    },
    write: async (piece, ms) => {
      let go: () => void = () => undefined
      const taken = await within<'written', 'stalled'>(ms, 'stalled', (done) => {
        go = () => {
          roomers.delete(go)
          onItsWay = true
          put(piece, () => done('written'))
        }
        if (hasRoom) go()
        else roomers.add(go)
      })
      roomers.delete(go)
      return taken
    },
    whyGone: () => gone?.why,
    finish: (ms) =>
      new Promise((resolve) => {
        const cancel = timers.after(ms, () => void line.drop())
        void line.close(onItsWay).then(() => {
          cancel()
          resolve()
        })
      }),
    abandon: line.drop,
  }
}

/** One TCP connection to a printer, with a deadline of ours on every step. */
import { connect, type Socket } from 'node:net'
import { type Reply, replyReader } from './status.ts'
import type { Timers } from './timers.ts'

export type Gone = 'reset' | 'closed'

export type Conversation = {
  /** Sends a question in one write and waits for the first reply of its kind. */
  readonly ask: (question: readonly number[], kind: Reply['kind'], ms: number) => Promise<number | 'silent' | Gone>
  /** Hands over a piece; `stalled` when the printer takes nothing for so long. */
  readonly write: (piece: Uint8Array, ms: number) => Promise<'written' | 'stalled' | Gone>
  /**
   * Says that nothing more will come and keeps reading until the printer has hung up too. Closing at once would make the
   * kernel answer the printer's next status byte with a reset and throw away what it had not yet taken.
   */
  readonly finish: (ms: number) => Promise<void>
  /** Hangs up at once, dropping what the printer has not taken: for a job that must not come out later. */
  readonly abandon: () => void
}

export type ConnectFailure = {
  readonly failed: 'refused' | 'unreachable' | 'connect-timeout'
  readonly detail: string
}

const RESET_CODES = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ETIMEDOUT'])

const converse = (socket: Socket, timers: Timers): Conversation => {
  let gone: Gone | undefined
  let waiting: { kind: Reply['kind']; heard: (byte: number) => void } | undefined
  const departures = new Set<(gone: Gone) => void>()

  const leave = (how: Gone) => {
    gone ??= how
    for (const tell of [...departures]) tell(gone)
  }
  socket.on('error', (error: NodeJS.ErrnoException) => leave(RESET_CODES.has(error.code ?? '') ? 'reset' : 'closed'))
  socket.on('end', () => leave('closed'))
  socket.on('close', () => leave('closed'))
  socket.on(
    'data',
    replyReader((reply) => {
      if (waiting?.kind === reply.kind) waiting.heard(reply.byte)
    }),
  )

  /** Settles once: by the step itself, by its deadline, or because the printer has gone. */
  const within = <T, L>(ms: number, late: L, start: (done: (value: T) => void) => void): Promise<T | L | Gone> =>
    new Promise((resolve) => {
      if (gone !== undefined) return resolve(gone)
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
    ask: async (question, kind, ms) => {
      const answer = await within<number, 'silent'>(ms, 'silent', (done) => {
        waiting = { kind, heard: done }
        socket.write(Uint8Array.from(question))
      })
      waiting = undefined
      return answer
    },
    write: (piece, ms) =>
      within<'written', 'stalled'>(ms, 'stalled', (done) => {
        socket.write(piece, (error) => {
          if (!error) done('written')
        })
      }),
    finish: (ms) =>
      new Promise((resolve) => {
        if (socket.destroyed) return resolve()
        const cancel = timers.after(ms, () => socket.destroy())
        socket.once('close', () => {
          cancel()
          resolve()
        })
        socket.end()
      }),
    abandon: () => void socket.destroy(),
  }
}

/** Connects, or says why not. Never rejects. */
export const openConversation = (
  host: string,
  port: number,
  ms: number,
  timers: Timers,
): Promise<Conversation | ConnectFailure> =>
  new Promise((resolve) => {
    if (!Number.isInteger(port) || port < 1 || port > 65_535)
      return resolve({ failed: 'unreachable', detail: `${port} is not a port` })
    const socket = connect({ host, port })
    const fail = (failed: ConnectFailure['failed'], detail: string) => {
      cancel()
      socket.destroy()
      resolve({ failed, detail })
    }
    const cancel = timers.after(ms, () => fail('connect-timeout', `no answer in ${ms} ms`))
    const onError = (error: NodeJS.ErrnoException) =>
      fail(error.code === 'ECONNREFUSED' ? 'refused' : 'unreachable', error.code ?? error.message)
    socket.once('error', onError)
    socket.once('connect', () => {
      cancel()
      socket.off('error', onError)
      socket.setNoDelay(true)
      resolve(converse(socket, timers))
    })
  })

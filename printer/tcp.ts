/** A network printer: raw TCP, port 9100. */
import { connect, type Socket } from 'node:net'
import { codeOf, type Line, type LineFailure } from './conversation.ts'
import { type StreamOptions, streamTransport, type TellingTransport } from './stream-transport.ts'
import { systemTimers, type Timers } from './timers.ts'

export type TcpOptions = Omit<StreamOptions, 'open'> & { readonly host: string; readonly port: number }

const PIECE_BYTES = 4096

const lineOver = (socket: Socket): Line => {
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  return {
    pieceBytes: PIECE_BYTES,
    write: (bytes) =>
      new Promise((resolve, reject) => {
        socket.write(bytes, (error) => (error ? reject(error) : resolve()))
      }),
    onBytes: (heard) => void socket.on('data', heard),
    onGone: (gone) => {
      socket.on('error', (error) => gone(codeOf(error)))
      socket.on('end', () => gone('closed'))
      socket.on('close', () => gone('closed'))
    },
    close: () => {
      if (!socket.destroyed) socket.end()
      return closed
    },
    drop: () => {
      socket.destroy()
      return closed
    },
  }
}

/** Connects within so many ms, or says why not. Never rejects. */
const openLine = (host: string, port: number, timers: Timers, ms: number): Promise<Line | LineFailure> =>
  new Promise((resolve) => {
    if (!Number.isInteger(port) || port < 1 || port > 65_535)
      return resolve({ failed: 'unreachable', detail: `${port} is not a port` })
    const socket = connect({ host, port })
    const fail = (failed: LineFailure['failed'], detail: string) => {
      cancel()
      socket.destroy()
      resolve({ failed, detail })
    }
    const cancel = timers.after(ms, () => fail('connect-timeout', `${host}:${port} did not answer within ${ms} ms`))
    const onError = (error: Error) => {
      const code = codeOf(error)
      fail(code === 'ECONNREFUSED' ? 'refused' : 'unreachable', `${host}:${port}: ${code}`)
    }
    socket.once('error', onError)
    socket.once('connect', () => {
      cancel()
      socket.off('error', onError)
      socket.setNoDelay(true)
      resolve(lineOver(socket))
    })
  })

/** A transport to a network printer. */
export const tcpTransport = ({ host, port, ...options }: TcpOptions): TellingTransport =>
  streamTransport({ ...options, open: (ms) => openLine(host, port, options.timers ?? systemTimers, ms) })

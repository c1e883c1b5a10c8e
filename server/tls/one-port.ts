/**
 * TLS and plain HTTP on one port (X25): the first byte says which it is. Plain HTTP gets the way to TLS and the authority's
 * certificate, and nothing of the hall.
 */
import { createServer, type RequestListener } from 'node:http'
import type { Server as HttpsServer } from 'node:https'
import type { Socket } from 'node:net'

/** The first byte of a TLS record that opens a line (RFC 8446 §5.1: handshake). */
const HANDSHAKE = 0x16
/** Whoever connects says something within this time, ms. */
const SPEAKS_WITHIN_MS = 5_000
/** A plain request and its answer take no longer, ms. */
const PLAIN_WITHIN_MS = 5_000

/** Lets the server's port answer plain HTTP as well. Before it listens. @param plain answers what came without TLS */
export const speakPlainToo = (secure: HttpsServer, plain: RequestListener): void => {
  const signposts = createServer({ keepAlive: false, maxHeaderSize: 8 * 1024 }, plain)
  const [takeSecure] = secure.listeners('connection')
  if (takeSecure === undefined) throw new Error('A TLS server takes its own connections.')
  secure.removeAllListeners('connection')
  secure.on('connection', (socket: Socket) => {
    const silent = setTimeout(() => socket.destroy(), SPEAKS_WITHIN_MS)
    // A peer that goes away before it has said anything harms nobody.
    const gone = (): void => void socket.destroy()
    socket.on('error', gone)
    socket.once('close', () => clearTimeout(silent))
    socket.once('data', (first: Buffer) => {
      clearTimeout(silent)
      socket.pause()
      socket.off('error', gone)
      socket.unshift(first)
      if (first[0] === HANDSHAKE) takeSecure.call(secure, socket)
      else {
        const late = setTimeout(() => socket.destroy(), PLAIN_WITHIN_MS)
        socket.once('close', () => clearTimeout(late))
        signposts.emit('connection', socket)
        socket.resume()
      }
    })
  })
}

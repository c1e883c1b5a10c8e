/**
 * How long a request may take to arrive, each by itself (X14, ASVS V15.2.2): Node's own limit is the whole server's, and a
 * film on its way would give every slow sender twenty minutes.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'

export type Deadlines = {
  /** Called with every request as it begins: one whose body is not whole in time is cut off, alone. */
  readonly watch: (request: IncomingMessage, response: ServerResponse) => void
  /** This one may take as long as the server allows at all; whoever reads it sees for itself that it goes on. */
  readonly spare: (request: IncomingMessage) => void
}

/** @param withinMs for the body of a request, from its last header on */
export const openDeadlines = (withinMs: number): Deadlines => {
  const timers = new WeakMap<IncomingMessage, NodeJS.Timeout>()
  const cutOff = (request: IncomingMessage, response: ServerResponse): void => {
    if (request.complete) return
    const { socket } = request
    if (!response.headersSent) socket.write('HTTP/1.1 408 Request Timeout\r\nconnection: close\r\n\r\n')
    socket.destroySoon()
    // A peer that does not read either is not waited for.
    setTimeout(() => socket.destroy(), 1_000).unref()
  }
  const forget = (request: IncomingMessage): void => clearTimeout(timers.get(request))
  return {
    watch: (request, response) => {
      const { 'content-length': length, 'transfer-encoding': coding } = request.headers
      if (coding === undefined && (length === undefined || length === '0')) return
      timers.set(
        request,
        setTimeout(() => cutOff(request, response), withinMs),
      )
      request.once('end', () => forget(request))
      request.once('close', () => forget(request))
    },
    spare: forget,
  }
}

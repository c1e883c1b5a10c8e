/** How many lines one address may hold, so that one machine cannot take them all (X14, ASVS V15.2.2). */
import type { Server, Socket } from 'node:net'
import type { Log } from '../log.ts'

/** A window computer with every page open has ten; phones behind one access point of the hall some dozens. */
export const LINES_PER_ADDRESS = 50
/** A thousand screens, and as many phones, with some of them reconnecting. */
export const LINES_MAX = 4_096
/** This machine's own programs, a gateway that stands before the server among them. */
const OWN = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

export const isOwnMachine = (address: string): boolean => OWN.has(address)

/** Cuts off what one address opens beyond its share, at once and unheard; all else of that address goes on. */
export const capPerAddress = (server: Server, log: Log): void => {
  const lines = new Map<string, number>()
  const told = new Set<string>()
  server.maxConnections = LINES_MAX
  server.prependListener('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? ''
    if (isOwnMachine(address)) return
    const open = lines.get(address) ?? 0
    if (open >= LINES_PER_ADDRESS) {
      socket.destroy()
      if (!told.has(address)) log('warn', 'too-many-lines', { address })
      told.add(address)
      return
    }
    lines.set(address, open + 1)
    socket.once('close', () => {
      const left = (lines.get(address) ?? 1) - 1
      if (left > 0) {
        lines.set(address, left)
        return
      }
      lines.delete(address)
      told.delete(address)
    })
  })
}

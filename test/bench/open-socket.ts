/** The socket under a line of the bench: TCP, or TLS under one authority, as a provisioned screen believes it. */
import { connect, type Socket } from 'node:net'
import { connect as connectTls, createSecureContext, type SecureContext } from 'node:tls'

/** Read once for each authority: a browser does not parse its root anew for each line either. */
const trusted = new Map<string, SecureContext>()

const trusting = (ca: string): SecureContext => {
  const known = trusted.get(ca) ?? createSecureContext({ ca })
  trusted.set(ca, known)
  return known
}

export type SocketWanted = {
  readonly port: number
  /** The address it comes from, as machines have one each. */
  readonly from?: string
  /** The authority it believes, as PEM; without one it speaks in the clear. */
  readonly ca?: string
}

/** Connects to this machine. What is written at once is sent when the line stands. */
export const openSocket = ({ port, from, ca }: SocketWanted): Socket => {
  const to = { host: '127.0.0.1', port, ...(from === undefined ? {} : { localAddress: from }) }
  const socket = ca === undefined ? connect(to) : connectTls({ ...to, secureContext: trusting(ca) })
  return socket.setNoDelay(true)
}

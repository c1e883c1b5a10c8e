/** How the port speaks, as whoever starts the server says (X25, X26). */
import type { GivenFiles } from '../tls/certificates.ts'

export type LineSettings = { readonly plainHttp: boolean; readonly givenCertificate?: GivenFiles }

/** From `PLAIN_HTTP`, `TLS_CERT` and `TLS_KEY`. Throws a sentence where they cannot be meant together. */
export const lineFrom = ({ PLAIN_HTTP = '', TLS_CERT = '', TLS_KEY = '' }: NodeJS.ProcessEnv): LineSettings => {
  if (PLAIN_HTTP !== '' && PLAIN_HTTP !== '1')
    throw new Error(`PLAIN_HTTP is 1 or not set, not "${PLAIN_HTTP}". It opens the hall to the network without TLS.`)
  const plainHttp = PLAIN_HTTP === '1'
  if ((TLS_CERT === '') !== (TLS_KEY === ''))
    throw new Error('TLS_CERT and TLS_KEY go together: a certificate and its key as PEM files.')
  if (TLS_CERT === '') return { plainHttp }
  if (plainHttp) throw new Error('PLAIN_HTTP=1 and TLS_CERT cannot both be meant: leave one out.')
  return { plainHttp, givenCertificate: { cert: TLS_CERT, key: TLS_KEY } }
}

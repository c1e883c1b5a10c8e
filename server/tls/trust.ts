/**
 * How a program of the hall on another computer trusts it (X28): the authority's certificate is fetched once, in the clear, and
 * kept when it has the fingerprint that a person read from the manager's page; from then on nothing else is believed.
 */
import { X509Certificate } from 'node:crypto'
import { request as httpsRequest } from 'node:https'
import { Readable } from 'node:stream'
import { reasonOf } from '../log.ts'
import { AUTHORITY_FILE } from './signpost.ts'
import { fingerprintOf } from './x509.ts'

/** 128 bits of a SHA-256: nobody makes a certificate that meets them, and less would be typed no sooner. */
const PIN_DIGITS_MIN = 32

/** The part of `fetch` that the hall's programs use. */
export type Fetch = (
  url: string,
  about?: {
    readonly method?: string
    readonly headers?: Readonly<Record<string, string>>
    readonly body?: string
    readonly signal?: AbortSignal
  },
) => Promise<Response>

/** A connection in which one authority alone is believed; Node's own `fetch` takes no such list. */
const fetchUnder =
  (ca: string): Fetch =>
  (url, { method = 'GET', headers = {}, body, signal } = {}) =>
    new Promise((resolve, reject) => {
      const request = httpsRequest(
        url,
        { method, headers: { ...headers }, ca, ...(signal ? { signal } : {}) },
        (response) => {
          const { statusCode = 500, headers: heard } = response
          const kept = Object.entries(heard).flatMap(([name, value]) =>
            value === undefined ? [] : [[name, String(value)] as [string, string]],
          )
          const empty = statusCode === 204 || statusCode === 304
          if (empty) response.resume()
          resolve(
            new Response(empty ? null : (Readable.toWeb(response) as ReadableStream), {
              status: statusCode,
              headers: kept,
            }),
          )
        },
      )
      request.on('error', reject)
      request.end(body)
    })

/** @param ca the only authority that is believed, as PEM; undefined: the machine's own list, or plain HTTP. */
export const fetchTrusting = (ca: string | undefined): Fetch => (ca === undefined ? fetch : fetchUnder(ca))

const digitsOf = (text: string): string => text.replace(/[^0-9a-f]/gi, '').toUpperCase()

/** Whether a fingerprint is the one a person typed, with or without colons, or its beginning. */
export const isPinned = (fingerprint: string, pin: string): boolean => {
  const wanted = digitsOf(pin.replace(/^sha-?256[:\s]*/i, ''))
  return wanted.length >= PIN_DIGITS_MIN && digitsOf(fingerprint).startsWith(wanted)
}

/**
 * The authority of the hall at an `https` address, as PEM. Throws with a sentence that says what to do where none answers, none
 * was pinned, or another one answers than was.
 * @param pin fingerprint of the authority as the manager's page shows it
 */
export const fetchAuthority = async (url: string, pin: string | undefined, withinMs: number): Promise<string> => {
  const { host } = new URL(url)
  const about = { signal: AbortSignal.timeout(withinMs), redirect: 'manual' } as const
  const told = await fetch(`http://${host}${AUTHORITY_FILE}`, about).catch((cause: unknown) => {
    throw new Error(`The hall at ${url} does not answer (${reasonOf(cause)}). Check the address and the network.`, {
      cause,
    })
  })
  const pem = told.status === 200 ? await told.text() : ''
  if (!pem.startsWith('-----BEGIN CERTIFICATE-----'))
    throw new Error(
      `The hall at ${url} has no authority of its own. If its certificate is from elsewhere, leave the fingerprint out.`,
    )
  const fingerprint = fingerprintOf(new X509Certificate(pem))
  if (pin !== undefined && isPinned(fingerprint, pin)) return pem
  throw new Error(
    pin === undefined
      ? `The authority that answers at ${url} has the fingerprint ${fingerprint}. Compare it with the manager's page (系统 → 网络与证书); if it is the same, run this again with: --fingerprint ${fingerprint}`
      : `The authority that answers at ${url} has another fingerprint (${fingerprint}) than the one given. Read it again from the manager's page (系统 → 网络与证书); if it still differs, somebody stands in between: do not go on.`,
  )
}

/** What a scanner at the guide desk types: the address in a ticket's QR, far faster than fingers, and Enter at its end. Pure. */
import { ticketNumberOf } from './ticket-number.ts'

/** Scanners that type as a keyboard send a key every few ms, over radio every 30; fingers need more than twice that. */
const FINGERS_MS = 60
/** A ticket's secret: 128 random bits, as letters, digits, `-` and `_`. */
const SECRET = /^[\w-]{16,64}$/

/** What somebody wants to see: the ticket of a QR, or of a number that people read. */
export type Sought =
  | { readonly by: 'secret'; readonly secret: string }
  | { readonly by: 'number'; readonly number: string }

/** The secret at the end of an address (`…/t/<secret>`, `…?ticket=<secret>`), or on its own; undefined where there is none. */
export const secretIn = (text: string): string | undefined =>
  text
    .trim()
    .replace(/^[a-z]+:\/\/[^/?#]*/i, '')
    .split(/[/?#&=]/)
    .filter((part) => SECRET.test(part))
    .at(-1)

/** A scanned address or a typed number; undefined for what is neither. */
export const soughtIn = (text: string): Sought | undefined => {
  const number = ticketNumberOf(text)
  if (number !== undefined) return { by: 'number', number }
  const secret = secretIn(text)
  return secret === undefined ? undefined : { by: 'secret', secret }
}

/** Keys that came as fast as only a scanner sends them; `at` in ms. */
export type Burst = { readonly text: string; readonly at: number }
export const NO_BURST: Burst = { text: '', at: Number.NEGATIVE_INFINITY }

/** One key more; after a pause it begins anew. */
export const withKey = (burst: Burst, key: string, at: number): Burst => ({
  text: at - burst.at > FINGERS_MS ? key : burst.text + key,
  at,
})

/** The secret of a burst that ends with Enter now. Only an address counts: a fast typist's words do not. */
export const scannedIn = (burst: Burst, at: number): string | undefined =>
  at - burst.at <= FINGERS_MS && burst.text.includes('/') ? secretIn(burst.text) : undefined

/**
 * Codes that change every half minute: TOTP (RFC 6238) on HOTP (RFC 4226), SHA-1, six digits, as every telephone's
 * application for it reads them. Pure: the moment comes in.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Instant } from '../../hall/ids.ts'

/** RFC 4226 §4 asks for 128 bits at least and advises 160. */
export const SECRET_BYTES = 20
const STEP_MS = 30_000
const DIGITS = 6
/** A telephone's clock and a finger may be a step early or late (RFC 6238 §5.2). */
const SKEW_STEPS = 1
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The half minute of a moment. @param now ms */
export const stepOf = (now: Instant): number => Math.floor(now / STEP_MS)

/** The code of a step (RFC 4226 §5.3). @param digits eight in the vectors of RFC 6238 */
export const codeAt = (secret: Uint8Array, step: number, digits = DIGITS): string => {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const offset = mac.readUInt8(mac.length - 1) & 0xf
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff
  return String(number % 10 ** digits).padStart(digits, '0')
}

/**
 * The step that this code belongs to, a step before and after the present among them; undefined where it is none of them, or
 * not later than the last one that was used, so that each works once (ASVS V6.5.1). @param now ms
 */
export const stepWith = (secret: Uint8Array, code: string, now: Instant, lastUsed: number): number | undefined => {
  const given = Buffer.from(code)
  const present = stepOf(now)
  let found: number | undefined
  for (let step = present - SKEW_STEPS; step <= present + SKEW_STEPS; step += 1) {
    const wanted = Buffer.from(codeAt(secret, step))
    if (given.length === wanted.length && timingSafeEqual(given, wanted) && step > lastUsed) found ??= step
  }
  return found
}

/** RFC 4648, without the signs that fill up. @param bytes a multiple of five */
export const base32 = (bytes: Uint8Array): string => {
  let text = ''
  let held = 0
  let bits = 0
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff
    bits += 8
    for (; bits >= 5; bits -= 5) text += BASE32.charAt((held >> (bits - 5)) & 31)
  }
  return text
}

/** What a telephone reads from the square: whose account where, and the secret. */
export const addressFor = (secret: Uint8Array, issuer: string, name: string): string => {
  // Not URLSearchParams, which writes a blank as a plus that telephones show.
  const hall = encodeURIComponent(issuer)
  return `otpauth://totp/${hall}:${encodeURIComponent(name)}?secret=${base32(secret)}&issuer=${hall}`
}

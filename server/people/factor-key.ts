/**
 * The key under which secrets of second factors lie in the register (X30): in a file of its own, so that a register that was
 * carried off gives nobody's codes. Backups and standbys take it along, since the hall's people must come in there too.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { closeToOthers, writeOwnerOnly } from '../owner-only.ts'

export const FACTOR_KEY_FILE = 'factor.key'
const CIPHER = 'aes-256-gcm'
const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
/** Before all else, so that another way of sealing can follow this one (ASVS V11.2.2). */
const WAY = Buffer.from([1])

export type FactorKey = {
  /** Seals bytes; `about` is bound to them, so that they open nowhere else. */
  readonly seal: (bytes: Uint8Array, about: string) => Buffer
  /** The bytes; undefined where they were sealed under another key, for somebody else, or changed. */
  readonly open: (sealed: Uint8Array, about: string) => Buffer | undefined
}

const readKey = (file: string): Buffer => {
  const key = readFileSync(file)
  if (key.length !== KEY_BYTES)
    throw new Error(
      `${file} is damaged. Put it back from a backup, or remove it: people then sign in with recovery codes, and set up anew.`,
    )
  closeToOthers(file)
  return key
}

/** The key is read, or made, when it is first needed. @param file undefined for a register in memory */
export const openFactorKey = (file?: string): FactorKey => {
  let held: Buffer | undefined
  const key = (): Buffer => {
    if (held) return held
    const isThere = file !== undefined && existsSync(file)
    const found = isThere ? readKey(file) : randomBytes(KEY_BYTES)
    // Durable before anything is sealed with it.
    if (file !== undefined && !isThere) writeOwnerOnly(file, found)
    held = found
    return found
  }
  return {
    seal: (bytes, about) => {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv(CIPHER, key(), nonce)
      cipher.setAAD(Buffer.from(about))
      const body = Buffer.concat([cipher.update(bytes), cipher.final()])
      return Buffer.concat([WAY, nonce, cipher.getAuthTag(), body])
    },
    open: (sealed, about) => {
      if (sealed[0] !== WAY[0]) return undefined
      const nonce = sealed.subarray(1, 1 + NONCE_BYTES)
      const body = 1 + NONCE_BYTES + TAG_BYTES
      const decipher = createDecipheriv(CIPHER, key(), nonce, { authTagLength: TAG_BYTES })
      decipher.setAAD(Buffer.from(about))
      decipher.setAuthTag(sealed.subarray(1 + NONCE_BYTES, body))
      try {
        return Buffer.concat([decipher.update(sealed.subarray(body)), decipher.final()])
      } catch {
        // Another hall's key, or bytes that somebody changed: nobody's code is right then, and recovery codes are.
        return undefined
      }
    },
  }
}

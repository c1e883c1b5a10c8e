/**
 * A visitor's document becomes a key that only this hall's server can make (I17): HMAC-SHA-256 under a secret of the data
 * folder. A plain digest would be worthless, since all identity numbers can be tried in seconds. The number itself is kept
 * nowhere.
 */
import { createHmac, randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import type { PersonKey } from '../../hall/ids.ts'
import { closeToOthers, writeOwnerOnly } from '../owner-only.ts'
import type { DocumentKind } from './documents.ts'

/** Beside the ledger in the data folder. Without it nobody who comes again is recognised, so a backup takes it along. */
export const PERSON_KEY_FILE = 'person.key'
const KEY_BYTES = 32
/** 128 bits: nobody meets another's key. */
const PERSON_BYTES = 16

export type PersonKeys = {
  /** The key of a document, whose number must be checked and written in its one way. */
  readonly keyOf: (kind: DocumentKind, normal: string) => PersonKey
}

/** Makes the secret, durable before it is used: a key that is lost in a power cut would part a person from their past. */
const makeKey = (file: string): Buffer => {
  const key = randomBytes(KEY_BYTES)
  writeOwnerOnly(file, key)
  return key
}

const readKey = (file: string): Buffer => {
  const key = readFileSync(file)
  if (key.length !== KEY_BYTES)
    throw new Error(`${file} is damaged. Put it back from a backup, or remove it: earlier visits are then forgotten.`)
  closeToOthers(file)
  return key
}

/** The secret is read, or made, when the first document is shown. */
export const openPersonKeys = (file: string): PersonKeys => {
  let key: Buffer | undefined
  return {
    keyOf: (kind, normal) => {
      key ??= existsSync(file) ? readKey(file) : makeKey(file)
      const made = createHmac('sha256', key).update(`${kind} ${normal}`).digest()
      return `p${made.subarray(0, PERSON_BYTES).toString('base64url')}`
    },
  }
}

/**
 * The keys of the vault: in a file of their own beside the database, for their owner alone, and in no backup. A new one is
 * made each month and what is kept is sealed anew with it; the one before stays for backups of that month, older ones are
 * gone, and with them whatever old copies of the database still hold.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Instant } from '../../hall/ids.ts'
import { closeToOthers, writeOwnerOnly } from '../owner-only.ts'

export const VAULT_KEY_FILE = 'vault.key'
const CIPHER = 'aes-256-gcm'
const KEY_BYTES = 32
/** GCM takes 96 random bits at best; a hall seals some thousand numbers under a key, far below what makes one come twice. */
const NONCE_BYTES = 12
const TAG_BYTES = 16
export const KEY_AGE_MS = 30 * 86_400_000

const fileSchema = z.strictObject({
  keys: z.array(z.strictObject({ id: z.string(), at: z.number(), key: z.base64().length(44) })).min(1),
})
type Keys = z.infer<typeof fileSchema>['keys']

export type Sealed = { readonly key: string; readonly bytes: Buffer }

export type VaultKeys = {
  /** Seals a text under the key of now. `about` is bound to it: sealed bytes put elsewhere do not open. */
  readonly seal: (text: string, about: string) => Sealed
  /** The text; undefined where its key is gone. Throws where the bytes, or what they are about, were changed. */
  readonly open: (sealed: Sealed, about: string) => string | undefined
  readonly isCurrent: (key: string) => boolean
  /** Makes a new key once the one of now is a month old; true when it did. The one before stays. */
  readonly renew: () => boolean
}

const read = (file: string): Keys => {
  closeToOthers(file)
  const damaged = `${file} is damaged. Put it back from where a copy is kept, or remove it: what the vault holds is then lost.`
  try {
    return fileSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).keys
  } catch (cause) {
    throw new Error(damaged, { cause })
  }
}

/** Reads the keys, or makes the first. Throws with a sentence that says what to do when the file is damaged. */
export const openVaultKeys = (file: string, now: () => Instant): VaultKeys => {
  let keys: Keys = []
  const add = (): void => {
    const id = `k${randomBytes(6).toString('base64url')}`
    keys = [...keys.slice(-1), { id, at: now(), key: randomBytes(KEY_BYTES).toString('base64') }]
    writeOwnerOnly(file, Buffer.from(JSON.stringify({ keys })))
  }
  if (existsSync(file)) keys = read(file)
  else add()
  const newest = (): Keys[number] => {
    const key = keys.at(-1)
    if (!key) throw new Error('The vault has no key.')
    return key
  }
  return {
    seal: (text, about) => {
      const { id, key } = newest()
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv(CIPHER, Buffer.from(key, 'base64'), nonce)
      cipher.setAAD(Buffer.from(about))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return { key: id, bytes: Buffer.concat([nonce, cipher.getAuthTag(), body]) }
    },
    open: ({ key: id, bytes }, about) => {
      const found = keys.find((key) => key.id === id)
      if (!found) return undefined
      const nonce = bytes.subarray(0, NONCE_BYTES)
      const body = bytes.subarray(NONCE_BYTES + TAG_BYTES)
      const decipher = createDecipheriv(CIPHER, Buffer.from(found.key, 'base64'), nonce, { authTagLength: TAG_BYTES })
      decipher.setAAD(Buffer.from(about))
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
    },
    isCurrent: (key) => newest().id === key,
    renew: () => {
      const old = now() - newest().at >= KEY_AGE_MS
      if (old) add()
      return old
    },
  }
}

/**
 * Passwords: argon2id, one at a time, and what a new one must be. ASVS 5.0 V6.2 wants length and no composition rules, the
 * third level of the graded protection wants kinds of signs, an age and a memory: the policy says which.
 */
import { hash, hashRaw, verify } from '@node-rs/argon2'
import { mintSecret } from '../clock.ts'
import { COMMON_PASSWORDS } from './common-passwords.ts'
import type { SecurityPolicy } from './security-policy.ts'

/** argon2id at OWASP strength: m = 19 MiB, t = 2, p = 1; 14 ms on the measured machine. */
const ARGON = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
const AS_NOW = /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/
/** One core reckons while the others give numbers; a hall's forty clerks are through in a second (X17). */
const AT_ONCE = 1
/** More than a whole hall signing in at one moment is somebody's program. */
const WAITING_MAX = 100

const KINDS = [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}]/u]
const KINDS_MIN = 3

export type PasswordFault = 'weak-password' | 'password-common' | 'password-simple' | 'password-used'
export type Passwords = ReturnType<typeof openPasswords>

/** Thrown where so many wait that one more would only wait longer. */
export class TooManyAtOnce extends Error {}

/** What is wrong with a new password, as far as it can be told by looking at it. @param name of the account it is for */
export const faultOfPassword = (
  password: string,
  name: string,
  { profile, passwordLength }: SecurityPolicy,
): PasswordFault | undefined => {
  if ([...password].length < passwordLength) return 'weak-password'
  const plain = password.toLowerCase()
  if (COMMON_PASSWORDS.has(plain) || plain.includes(name.toLowerCase()) || new Set(plain).size < 3)
    return 'password-common'
  if (profile === 'djbh3' && KINDS.filter((kind) => kind.test(password)).length < KINDS_MIN) return 'password-simple'
  return undefined
}

export const openPasswords = () => {
  const queue: (() => void)[] = []
  let running = 0
  const turn = async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= AT_ONCE) {
      if (queue.length >= WAITING_MAX) throw new TooManyAtOnce('Too many passwords are being checked.')
      await new Promise<void>((go) => queue.push(go))
    } else running += 1
    try {
      return await work()
    } finally {
      const next = queue.shift()
      if (next) next()
      else running -= 1
    }
  }
  /** Verified against when a name is unknown, so that guessing names takes as long as guessing passwords. */
  const decoy = hash(mintSecret(), ARGON)
  const matches = (kept: string, password: string): Promise<boolean> => turn(() => verify(kept, password))
  return {
    hash: (password: string): Promise<string> => turn(() => hash(password, ARGON)),
    /** What is kept of a short code, under a salt that it shares with its like (base64url); always the same for the same two. */
    digestOf: async (code: string, salt: string): Promise<string> => {
      const made = await turn(() => hashRaw(code, { ...ARGON, salt: Buffer.from(salt, 'base64url') }))
      return made.toString('base64url')
    },
    /** Whether the password is the one kept; without one it takes as long and is never so. */
    matches: async (kept: string | undefined, password: string): Promise<boolean> => {
      const good = await matches(kept ?? (await decoy), password)
      return good && kept !== undefined
    },
    /** Whether it is one of those that were in use before. */
    isAmong: async (old: readonly string[], password: string): Promise<boolean> => {
      for (const kept of old) if (await matches(kept, password)) return true
      return false
    },
    /** Whether it was hashed in another way than today's. */
    isOutdated: (kept: string): boolean => !AS_NOW.test(kept),
  }
}

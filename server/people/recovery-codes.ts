/**
 * Recovery codes: ten for the day on which the telephone is lost, each good once. Fifty bits each, so what is kept is what is
 * kept of passwords: argon2id under a salt of its own (ASVS V6.5.2).
 */
import { randomBytes, randomInt } from 'node:crypto'
import { z } from 'zod'
import type { Passwords } from './passwords.ts'

const COUNT = 10
const LENGTH = 10
const SALT_BYTES = 16
/** No letters or digits that are read for one another on a sheet of paper. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const FORM = new RegExp(`^[${ALPHABET}]{${LENGTH}}$`)

/** Named with what it made, so that another can follow (ASVS V11.2.2). */
const WAY = 'argon2id m=19456 t=2 p=1'
const keptSchema = z.strictObject({ way: z.literal(WAY), salt: z.base64url(), digests: z.array(z.string()) })
/** One salt for the ten, so that a code that comes is reckoned once. */
export type KeptCodes = z.infer<typeof keptSchema>

const mint = (): string => Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')

/** Blanks, strokes and small letters are how people write them. */
export const plainCode = (typed: string): string => typed.replace(/[\s-]/g, '').toUpperCase()
export const isRecoveryCode = (plain: string): boolean => FORM.test(plain)

/** As they are kept in the register. Throws where the text is none of ours: the register is damaged then. */
export const readCodes = (text: string): KeptCodes => keptSchema.parse(JSON.parse(text))

/** Ten new ones: for the owner's eyes once, and as they are kept. */
export const mintCodes = async (
  passwords: Passwords,
): Promise<{ readonly shown: readonly string[]; readonly kept: KeptCodes }> => {
  const salt = randomBytes(SALT_BYTES).toString('base64url')
  const codes = Array.from({ length: COUNT }, mint)
  const digests: string[] = []
  for (const code of codes) digests.push(await passwords.digestOf(code, salt))
  const half = LENGTH / 2
  return { shown: codes.map((code) => `${code.slice(0, half)}-${code.slice(half)}`), kept: { way: WAY, salt, digests } }
}

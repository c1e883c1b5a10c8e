/** How strict the hall is with whoever signs in: two profiles, and what may be set within them (X16, X29). */
import { z } from 'zod'
import { PROFILES, type Profile } from '../../hall/duty.ts'

export type SecurityPolicy = {
  readonly profile: Profile
  /** A session in which nobody did anything ends after so many minutes (ASVS V7.3.1). */
  readonly idleMinutes: number
  /** It ends after so many hours whatever was done (ASVS V7.3.2). */
  readonly sessionHours: number
  /** One person may be signed in at so many places; a further one ends the oldest (ASVS V7.1.2). */
  readonly sessionsMax: number
  readonly passwordLength: number
  /** A password is changed after so many days; 0 never, as ASVS V6.2.10 wants. */
  readonly passwordDays: number
  /** So many earlier passwords may not come back. */
  readonly passwordsKept: number
}

/** `modern`: ASVS 5.0 V6.2, V7.3. `djbh3`: GB/T 22239-2019 §8.1.4.1 as the usual check lists read it. */
const USUAL: Readonly<Record<Profile, SecurityPolicy>> = {
  modern: {
    profile: 'modern',
    idleMinutes: 15,
    sessionHours: 10,
    sessionsMax: 3,
    passwordLength: 8,
    passwordDays: 0,
    passwordsKept: 0,
  },
  djbh3: {
    profile: 'djbh3',
    idleMinutes: 15,
    sessionHours: 10,
    sessionsMax: 1,
    passwordLength: 8,
    passwordDays: 90,
    passwordsKept: 5,
  },
}

/** What the security administrator may set. */
export const policyChangeSchema = z.strictObject({
  profile: z.enum(PROFILES).exactOptional(),
  idleMinutes: z.int().min(5).max(30).exactOptional(),
  sessionsMax: z.int().min(1).max(10).exactOptional(),
  passwordLength: z.int().min(8).max(64).exactOptional(),
})
export type PolicyChange = z.infer<typeof policyChangeSchema>

/** What is kept, as the rules in force. Settings that no longer read as such leave what is usual. */
export const policyOf = (kept: string | undefined, fixed: Profile | undefined): SecurityPolicy => {
  const json = z.string().transform((text, context): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      context.addIssue('not JSON')
      return z.NEVER
    }
  })
  const read = json.pipe(policyChangeSchema).safeParse(kept ?? '{}')
  const { profile = 'modern', ...own }: PolicyChange = read.success ? read.data : {}
  const inForce = fixed ?? profile
  return { ...USUAL[inForce], ...own, profile: inForce }
}

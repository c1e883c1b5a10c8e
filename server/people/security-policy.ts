/** How strict the hall is with whoever signs in: two profiles, and what may be set within them (X16, X29). */
import { z } from 'zod'
import type { StaffRole } from '../../hall/actor.ts'
import { ADMINISTRATORS, PROFILES, type Profile } from '../../hall/duty.ts'

/** Of whom a second factor is asked; whoever else wants one may have it. */
export const SECOND_FACTORS = ['offered', 'administrators', 'everybody'] as const
export type SecondFactor = (typeof SECOND_FACTORS)[number]

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
  /** Of whom a second factor is asked (X30). */
  readonly secondFactor: SecondFactor
  /** What touches the ledger as a whole, or who may touch it, takes two people (X32). */
  readonly fourEyes: boolean
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
    secondFactor: 'offered',
    fourEyes: false,
  },
  djbh3: {
    profile: 'djbh3',
    idleMinutes: 15,
    sessionHours: 10,
    sessionsMax: 1,
    passwordLength: 8,
    passwordDays: 90,
    passwordsKept: 5,
    secondFactor: 'administrators',
    // Off here as well: the first account of such a hall is its only security administrator, and could never make a second.
    fourEyes: false,
  },
}

/** What the security administrator may set. */
export const policyChangeSchema = z.strictObject({
  profile: z.enum(PROFILES).exactOptional(),
  idleMinutes: z.int().min(5).max(30).exactOptional(),
  sessionsMax: z.int().min(1).max(10).exactOptional(),
  passwordLength: z.int().min(8).max(64).exactOptional(),
  secondFactor: z.enum(SECOND_FACTORS).exactOptional(),
  fourEyes: z.boolean().exactOptional(),
})
export type PolicyChange = z.infer<typeof policyChangeSchema>

/** Whether a second factor is asked of this role. Window staff sign in at a paired computer, which is theirs. */
export const asksFactor = ({ secondFactor }: SecurityPolicy, role: StaffRole): boolean => {
  switch (secondFactor) {
    case 'offered':
      return false
    case 'administrators':
      return role === 'manager' || ADMINISTRATORS.includes(role)
    case 'everybody':
      return role !== 'window'
  }
}

/** What is kept, as the rules in force. Settings that no longer read as such leave what is usual; unknown ones are passed over. */
export const policyOf = (kept: string | undefined, fixed: Profile | undefined): SecurityPolicy => {
  const json = z.string().transform((text, context): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      context.addIssue('not JSON')
      return z.NEVER
    }
  })
  const read = json.pipe(z.object(policyChangeSchema.shape)).safeParse(kept ?? '{}')
  const { profile = 'modern', ...own }: PolicyChange = read.success ? read.data : {}
  const inForce = fixed ?? profile
  return { ...USUAL[inForce], ...own, profile: inForce }
}

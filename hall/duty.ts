/**
 * What staff may do beyond the hall's own commands, by role. Where the hall's rules ask for three administrators (GB/T 22239
 * §8.1.4.2), system, security and audit are apart from each other and from the business; elsewhere a manager has them all.
 */
import type { Role } from './actor.ts'

/**
 * `run` the business: open, close, publish, the order. `system`: machines, boards, media, voice, papers, storage, standby,
 * certificate. `security`: accounts, roles, sessions, policy. `audit`: security log, verdicts, anomalies, exports. `read`:
 * what an inspector sees.
 */
export const DUTIES = ['run', 'system', 'security', 'audit', 'read'] as const
export type Duty = (typeof DUTIES)[number]

/** `modern` follows ASVS 5.0, `djbh3` the third level of the graded protection; they contradict each other on passwords. */
export const PROFILES = ['modern', 'djbh3'] as const
export type Profile = (typeof PROFILES)[number]
export const isProfile = (text: string): text is Profile => PROFILES.some((known) => known === text)

const NONE: readonly Duty[] = []

/** What this role may do under this profile (X29). */
export const dutiesOf = (role: Role, profile: Profile): readonly Duty[] => {
  switch (role) {
    case 'manager':
      return profile === 'djbh3' ? ['run', 'read'] : DUTIES
    case 'sysadmin':
      return ['system']
    case 'secadmin':
      return ['security']
    case 'auditor':
      return ['audit', 'read']
    case 'inspector':
      return ['read']
    case 'window':
    case 'guide':
    case 'kiosk':
    case 'display':
    case 'counter':
    case 'pad':
    case 'edge':
    case 'standby':
    case 'visitor':
    case 'system':
      return NONE
  }
}

/** The roles that administer; under `djbh3` nobody of them serves or runs the hall. */
export const ADMINISTRATORS: readonly Role[] = ['sysadmin', 'secadmin', 'auditor']

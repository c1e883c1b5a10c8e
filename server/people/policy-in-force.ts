/** The policy in force: kept in the register of people, read at the start. */
import type { Profile } from '../../hall/duty.ts'
import { type By, type Note, type Trouble, trouble } from './outcome.ts'
import { type PolicyChange, policyOf, type SecurityPolicy } from './security-policy.ts'
import type { PeopleStore } from './store.ts'

type Settings = Pick<PeopleStore, 'setting' | 'setSettings'>

const POLICY = 'policy'
/**
 * Version 0.6 reads nothing of a setting in which it finds a word that it does not know. What came later lies beside it, so
 * that rolling back leaves the rest in force.
 */
const LATER = 'policy-later'
const KNOWN_TO_0_6: readonly string[] = ['profile', 'idleMinutes', 'sessionsMax', 'passwordLength']

const read = (store: Settings, name: string): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(store.setting(name)?.value ?? '{}')
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    // Not JSON: what is usual stays in force, as for a setting that was never made.
    return {}
  }
}

/**
 * @param fixed the profile that was given at the start and is not the page's to change
 * @param faultWith why a policy cannot be in force with the accounts there are
 */
export const openPolicy = (
  store: Settings,
  fixed: Profile | undefined,
  note: Note,
  faultWith: (next: SecurityPolicy) => string | undefined,
) => {
  const kept = (): object => ({ ...read(store, POLICY), ...read(store, LATER) })
  const after = (change: PolicyChange = {}): SecurityPolicy => policyOf(JSON.stringify({ ...kept(), ...change }), fixed)
  let policy = after()
  /** Why it cannot be changed so, or undefined. */
  const faultOf = (change: PolicyChange): string | undefined => {
    const isOther = change.profile !== undefined && change.profile !== policy.profile
    return isOther && fixed !== undefined ? 'policy-fixed' : faultWith(after(change))
  }
  return {
    now: (): SecurityPolicy => policy,
    isFixed: (): boolean => fixed !== undefined,
    faultOf,
    after,
    /** In force at once, and all of it after a restart or none. */
    set: (change: PolicyChange, by: By): Trouble | { readonly ok: true; readonly policy: SecurityPolicy } => {
      const fault = faultOf(change)
      if (fault) return trouble(fault)
      const all = Object.entries({ ...kept(), ...change })
      const part = (old: boolean): string =>
        JSON.stringify(Object.fromEntries(all.filter(([name]) => KNOWN_TO_0_6.includes(name) === old)))
      store.setSettings(POLICY, part(true), LATER, part(false))
      policy = after()
      note({ type: 'policy-changed', outcome: 'ok', ...by, data: { ...change } })
      return { ok: true, policy }
    },
  }
}

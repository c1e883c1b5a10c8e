/**
 * Who is who: machines that were paired, people who signed in. A token becomes an actor here and nowhere else. There is no
 * default password: the first account is made with a code that only the server's own console shows (S19).
 */
import { join } from 'node:path'
import { type Actor, STAFF_ROLES, type StaffRole } from '../../hall/actor.ts'
import type { ClerkCard } from '../../hall/clerk.ts'
import type { Profile } from '../../hall/duty.ts'
import type { CounterId, Instant, StaffId } from '../../hall/ids.ts'
import type { Clock } from '../clock.ts'
import type { SystemAlarms } from '../system-alarms.ts'
import { openAccounts } from './accounts.ts'
import { FACTOR_KEY_FILE, type FactorKey, openFactorKey } from './factor-key.ts'
import { type FactorState, openFactors } from './factors.ts'
import { openGuesses } from './guesses.ts'
import { mintCode, openMachines } from './machines.ts'
import { BY_SERVER, type By, type Granted, type Note, type Trouble, trouble } from './outcome.ts'
import { lacksFactor, openOwnFactor } from './own-factor.ts'
import { openPasswords } from './passwords.ts'
import { openPolicy } from './policy-in-force.ts'
import { clerkOf, type DeviceInfo, type NewDevice, type StaffInfo, staffInfo } from './register.ts'
import { asksFactor, type PolicyChange, type SecurityPolicy } from './security-policy.ts'
import { openSessions } from './sessions.ts'
import { openSigningIn } from './signing-in.ts'
import { digest, openPeopleStore, type PeopleStore } from './store.ts'

export type { StaffChange } from './accounts.ts'
export { type Code, mintCode } from './machines.ts'
export type { By, Granted, Trouble } from './outcome.ts'
export type { DeviceInfo, NewDevice, StaffInfo }

/** Tokens kept looked up; a hall has a tenth of it. */
const RECENT_MAX = 4_000
/** How long a looked-up session is believed without looking whether it has gone quiet, ms. */
const BELIEVED_MS = 5_000

export type PeopleOptions = {
  readonly note: Note
  readonly alarms: Pick<SystemAlarms, 'raise' | 'clear'>
  /** Whether somebody stands at this window. */
  readonly isServing: (counter: CounterId) => boolean
  /** The profile that whoever starts the server insists on, and that is not the page's to change (POLICY). */
  readonly profile?: Profile | undefined
  /** What seals the secrets of second factors; one of this process alone where there is no folder. */
  readonly factorKey?: FactorKey
  /** Prints a code for one more account that gives rights, though there is one (REGAIN). */
  readonly regain?: boolean | undefined
}
const ALONE: PeopleOptions = { note: () => {}, alarms: { raise: () => {}, clear: () => {} }, isServing: () => false }

/** Somebody's second factor, as the security administrator sees it. */
export type FactorInfo = Partial<FactorState> & {
  readonly id: StaffId
  readonly name: string
  readonly role: StaffRole
  readonly asked: boolean
  /** The single sign-on's own counts for whoever comes by it. */
  readonly linked: boolean
}
export type People = ReturnType<typeof openPeople>

export const openPeople = (store: PeopleStore, clock: Clock, options: PeopleOptions = ALONE) => {
  const { note, alarms, isServing, profile: fixed } = options
  const dismissals = new Set<(principal: string) => void>()
  /** Tokens looked up lately; emptied whenever anything about a person or machine changes. */
  const recent = new Map<string, { readonly actor: Actor; readonly until: Instant }>()
  /** Looked up lately for strips and pads, which are told ten times a second. */
  const clerks = new Map<StaffId, ClerkCard | undefined>()
  const inForce = openPolicy(store, fixed, note, (next) => accounts.faultOf(next))
  const policy = inForce.now

  const guesses = openGuesses(clock, alarms)
  const passwords = openPasswords()
  const sessions = openSessions({ store, clock, policy, note, isServing })
  sessions.onEnded(() => recent.clear())

  /** Tells the gateway that whatever this machine or person holds is no longer good. */
  const dismiss = (principal: string): void => {
    recent.clear()
    clerks.clear()
    for (const listener of dismissals) listener(principal)
  }
  const machines = openMachines({
    store,
    clock,
    note,
    alarms,
    tries: guesses.codes,
    guessed: guesses.guessed,
    renewed: () => recent.clear(),
    dismiss,
    endSessions: (machine, by) => sessions.endAt(machine, 'taken-back', by),
  })
  const accounts = openAccounts({
    store,
    clock,
    policy,
    passwords,
    note,
    dismiss: (staff, by) => {
      sessions.endOf(staff, 'taken-back', by)
      dismiss(staff)
    },
  })

  const factors = openFactors({ store, clock, key: options.factorKey ?? openFactorKey(), passwords, note })
  const signing = openSigningIn({
    store,
    clock,
    policy,
    passwords,
    guesses,
    sessions,
    machines,
    accounts,
    factors,
    note,
  })
  const own = openOwnFactor({ store, clock, policy, sessions, factors, signing })

  /** Until the code of this start was used: the last keeper of accounts has lost password or telephone. */
  let regaining = options.regain === true
  let making = false
  const needsFirst = (): boolean => regaining || accounts.guardians().length === 0
  /** Shown on the console until somebody can give rights; a new one each start. */
  const firstCode = needsFirst() ? mintCode() : undefined

  const lookUp = (key: string): { actor: Actor; until: Instant } | undefined => {
    const device = machines.lookUp(key)
    if (device) return device
    const session = sessions.find(key)
    if (!session) return undefined
    const staff = store.staffById(session.staff)
    if (!staff || staff.disabled === 1 || lacksFactor(policy(), staff, session)) return undefined
    const counter = staff.role === 'window' && session.device !== null ? store.device(session.device)?.counter : null
    const place = { ...(counter ? { counter } : {}), ...(session.device === null ? {} : { device: session.device }) }
    const actor = { role: staff.role, id: staff.id, name: staff.name, ...place }
    return { actor, until: Math.min(session.until, clock.now() + BELIEVED_MS) }
  }

  return {
    firstCode: (): string | undefined => (needsFirst() ? firstCode : undefined),
    needsManager: needsFirst,
    policy,
    isPolicyFixed: inForce.isFixed,
    policyFault: inForce.faultOf,
    setPolicy: (change: PolicyChange, by: By, keep?: string): Trouble | { ok: true; policy: SecurityPolicy } => {
      const before = policy()
      const fault = inForce.faultOf(change)
      if (fault) return trouble(fault)
      const asksMore = STAFF_ROLES.some((role) => asksFactor(inForce.after(change), role) && !asksFactor(before, role))
      // Who asks it of others has shown that it works here: with a wrong clock in the server nobody would come in any more.
      const shown = by.who === undefined || factors.of(by.who) || (keep && sessions.find(digest(keep))?.factor)
      if (asksMore && !shown) return trouble('factor-first')
      const done = inForce.set(change, by)
      // What somebody may do is told when they sign in.
      if (asksMore || before.profile !== policy().profile) {
        const session = keep === undefined ? undefined : sessions.find(digest(keep))
        const staff = session && store.staffById(session.staff)
        const stays = session && staff && !lacksFactor(policy(), staff, session)
        sessions.endEveryone('taken-back', by, stays ? session.token : undefined)
      }
      return done
    },

    /** Makes the first one who can give rights, and signs them in. Works while there is none. */
    firstManager: async (code: string, name: string, password: string, from: string): Promise<Granted | Trouble> => {
      const place = `first ${from}`
      const wait = guesses.codes.waitMs(place)
      if (wait > 0) return { ...trouble('too-many'), waitMs: wait }
      if (!needsFirst() || making || firstCode === undefined || digest(code) !== digest(firstCode)) {
        guesses.codes.failed(place)
        guesses.guessed()
        note({ type: 'first-account', outcome: 'refused', from })
        return trouble('wrong-code')
      }
      const role = policy().profile === 'djbh3' ? 'secadmin' : 'manager'
      // Two at once with the same code would be two accounts of one.
      making = true
      const made = await accounts.add(name, password, role, { from }, true).finally(() => {
        making = false
      })
      if (!made.ok) return made
      regaining = false
      const row = store.staffById(made.staff.id)
      return row ? signing.begin(row, undefined, from, 'first-code') : trouble('not-found')
    },

    signIn: signing.signIn,
    signInWithCode: signing.signInWithCode,
    changePassword: signing.changePassword,
    signInAs: signing.signInAs,
    ...own,
    /** Who has a second factor, and of whom it is asked. */
    factors: (): FactorInfo[] =>
      store
        .staff()
        .filter(({ disabled }) => disabled === 0)
        .map((row) => ({
          id: row.id,
          name: row.name,
          role: row.role,
          asked: asksFactor(policy(), row.role),
          linked: row.subject !== null,
          ...(row.role === 'window' ? {} : factors.of(row.id)),
        })),
    signOut: (token: string): void => sessions.end(digest(token), 'signed-out'),
    /** Ends all sessions of one person, wherever. */
    signOutEverywhere: (staff: StaffId, by: By): void => sessions.endOf(staff, 'signed-out', by),
    sessions: sessions.list,
    /** Called with the digest of a session's secret when it ended. */
    onSessionEnded: sessions.onEnded,
    /** Whoever holds this did something: the session is not quiet. */
    touch: (token: string): void => sessions.touch(digest(token)),

    addStaff: accounts.add,
    /** What is asked of accounts before anything is changed (X32). */
    accounts: accounts.before,
    staff: (): StaffInfo[] => store.staff().map(staffInfo),
    updateStaff: async (...asked: Parameters<typeof accounts.update>): ReturnType<typeof accounts.update> => {
      const done = await accounts.update(...asked)
      clerks.clear()
      return done
    },

    /** Who serves, as the public may see it; undefined for somebody who is not in the register (A11). */
    clerk: (id: StaffId): ClerkCard | undefined => {
      if (!clerks.has(id)) clerks.set(id, clerkOf(store.staffById(id)))
      return clerks.get(id)
    },
    photoOf: (id: StaffId): string | undefined => store.staffById(id)?.photo ?? undefined,
    /** Whether somebody's card shows this picture. */
    isPhoto: (media: string): boolean => store.photoUsed(media) !== undefined,

    setScreen: machines.setScreen,
    devices: machines.list,
    /** The machine's own name, and the printer beside it. */
    device: machines.device,
    addDevice: machines.add,
    freshCode: machines.freshCode,
    revoke: machines.revoke,
    pair: machines.pair,
    rotate: machines.rotate,

    /** The window staff signed in at a window's own computer now, latest first: a keypad there acts as one of them (E5). */
    seatedAt: (counter: CounterId): StaffInfo[] =>
      store
        .seatedAt(counter, clock.now())
        .filter(({ session }) => sessions.find(session) !== undefined)
        .map((row) => {
          // A key of the keypad is a sign of life like one of the keyboard.
          sessions.touch(row.session)
          return staffInfo(row)
        }),

    /** Who speaks with this token, if it is good now. */
    actorOf: (token: string): Actor | undefined => {
      const seen = recent.get(token)
      if (seen && seen.until > clock.now()) return seen.actor
      const found = lookUp(digest(token))
      if (recent.size >= RECENT_MAX) recent.clear()
      if (found) recent.set(token, found)
      return found?.actor
    },

    /** Called with the id of a machine or person whose tokens stopped being good. */
    onDismissed: (listener: (principal: string) => void): void => void dismissals.add(listener),
    close: (): void => {
      sessions.close()
      guesses.close()
      store.close()
    },
  }
}

/** The register of a data folder, with the key of its second factors beside it. */
export const openPeopleIn = (dataDir: string, clock: Clock, options: PeopleOptions): People =>
  openPeople(openPeopleStore(join(dataDir, 'people.sqlite')), clock, {
    ...options,
    factorKey: openFactorKey(join(dataDir, FACTOR_KEY_FILE)),
  })

export { BY_SERVER }

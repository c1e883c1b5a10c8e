/**
 * Who is who: machines that were paired, people who signed in. A token becomes an actor here and nowhere else. There is no
 * default password: the first account is made with a code that only the server's own console shows (S19).
 */
import type { Actor } from '../../hall/actor.ts'
import type { ClerkCard } from '../../hall/clerk.ts'
import { dutiesOf, type Profile } from '../../hall/duty.ts'
import type { CounterId, Instant, StaffId } from '../../hall/ids.ts'
import type { Clock } from '../clock.ts'
import type { SystemAlarms } from '../system-alarms.ts'
import { openAccounts } from './accounts.ts'
import { openGuesses } from './guesses.ts'
import { mintCode, openMachines } from './machines.ts'
import { BY_SERVER, type By, type Granted, type Note, type Trouble, trouble } from './outcome.ts'
import { openPasswords, TooManyAtOnce } from './passwords.ts'
import { clerkOf, type DeviceInfo, type NewDevice, type StaffInfo, staffInfo } from './register.ts'
import { type PolicyChange, policyOf, type SecurityPolicy } from './security-policy.ts'
import { openSessions } from './sessions.ts'
import { type DeviceRow, digest, type PeopleStore, type StaffRow } from './store.ts'

export type { StaffChange } from './accounts.ts'
export { type Code, mintCode } from './machines.ts'
export type { By, Granted, Trouble } from './outcome.ts'
export type { DeviceInfo, NewDevice, StaffInfo }

/** Tokens kept looked up; a hall has a tenth of it. */
const RECENT_MAX = 4_000
/** How long a looked-up session is believed without looking whether it has gone quiet, ms. */
const BELIEVED_MS = 5_000
const POLICY = 'policy'

export type PeopleOptions = {
  readonly note: Note
  readonly alarms: Pick<SystemAlarms, 'raise' | 'clear'>
  /** Whether somebody stands at this window. */
  readonly isServing: (counter: CounterId) => boolean
  /** The profile that whoever starts the server insists on. */
  readonly profile?: Profile | undefined
}
const ALONE: PeopleOptions = { note: () => {}, alarms: { raise: () => {}, clear: () => {} }, isServing: () => false }

export type People = ReturnType<typeof openPeople>

export const openPeople = (store: PeopleStore, clock: Clock, options: PeopleOptions = ALONE) => {
  const { note, alarms, isServing, profile: fixed } = options
  const dismissals = new Set<(principal: string) => void>()
  /** Tokens looked up lately; emptied whenever anything about a person or machine changes. */
  const recent = new Map<string, { readonly actor: Actor; readonly until: Instant }>()
  /** Looked up lately for strips and pads, which are told ten times a second. */
  const clerks = new Map<StaffId, ClerkCard | undefined>()
  let policy = policyOf(store.setting(POLICY)?.value, fixed)

  const guesses = openGuesses(clock, alarms)
  const passwords = openPasswords()
  const sessions = openSessions({ store, clock, policy: () => policy, note, isServing })
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
    policy: () => policy,
    passwords,
    note,
    dismiss: (staff, by) => {
      sessions.endOf(staff, 'taken-back', by)
      dismiss(staff)
    },
  })

  const needsFirst = (): boolean => accounts.guardians().length === 0
  /** Shown on the console until somebody can give rights; a new one each start. */
  const firstCode = needsFirst() ? mintCode() : undefined

  const begin = (staff: StaffRow, device: DeviceRow | undefined, from: string, how: string): Granted => {
    const token = sessions.start(staff, device, from)
    const data = { how, role: staff.role, ...(device ? { device: device.id } : {}) }
    note({ type: 'sign-in', outcome: 'ok', who: staff.id, from, about: staff.id, data })
    const counter = staff.role === 'window' ? device?.counter : null
    const { id, role, name } = staff
    const duties = dutiesOf(role, policy.profile)
    return { ok: true, token, identity: { id, role, name, duties, ...(counter ? { counter } : {}) } }
  }

  /** Whether this person may begin here, and then they do. Window staff need a paired window computer, which says where they are. */
  const admit = (row: StaffRow, device: DeviceRow | undefined, from: string, how: string): Granted | Trouble => {
    const refused = (code: string): Trouble => {
      note({ type: 'sign-in', outcome: 'refused', who: row.id, from, about: row.id, data: { code } })
      return trouble(code)
    }
    if (row.role === 'window' && (device?.role !== 'counter' || device.counter === null))
      return refused('counter-needed')
    return begin(row, device, from, how)
  }

  type Known = { readonly ok: true; readonly row: StaffRow; readonly device: DeviceRow | undefined }
  /** The one whose name and password these are. Unknown, disabled and wrong are answered alike and in the same time. */
  const identify = async (
    name: string,
    password: string,
    machine: string | undefined,
    from: string,
  ): Promise<Known | Trouble> => {
    const device = machines.rowOf(machine)
    // Counted for the name at this place, so that a stranger elsewhere cannot lock somebody out (S18).
    const place = device?.id ?? from
    const wait = guesses.waitMs(name, place)
    if (wait > 0) return { ...trouble('too-many'), waitMs: wait }
    // Counted before it is known, so that many at once are as slow as one after another.
    guesses.tried(name, place)
    const before = store.staffByName(name)
    const matched = await passwords.matches(before?.password, password)
    // Read again: while it waited for its turn somebody may have given the account another password, or closed it.
    const row = store.staffByName(name)
    const good = matched && row?.password === before?.password
    if (!row || !good || row.disabled === 1) {
      guesses.guessed()
      // A name that nobody has may be a password in the wrong field: it is not written down.
      const about = row ? { about: row.id } : {}
      note({ type: 'sign-in', outcome: 'refused', from: place, ...about, data: { code: 'wrong-password' } })
      return trouble('wrong-password')
    }
    guesses.succeeded(name, place)
    if (passwords.isOutdated(row.password))
      store.setPassword(await passwords.hash(password), row.password_at, row.passwords, row.id)
    return { ok: true, row, device }
  }

  const busy = async <T>(work: () => Promise<T>): Promise<T | Trouble> => {
    try {
      return await work()
    } catch (error) {
      if (error instanceof TooManyAtOnce) return { ...trouble('too-many'), waitMs: 1_000 }
      throw error
    }
  }

  const lookUp = (key: string): { actor: Actor; until: Instant } | undefined => {
    const device = machines.lookUp(key)
    if (device) return device
    const session = sessions.find(key)
    if (!session) return undefined
    const staff = store.staffById(session.staff)
    if (!staff || staff.disabled === 1) return undefined
    const counter = staff.role === 'window' && session.device !== null ? store.device(session.device)?.counter : null
    const place = { ...(counter ? { counter } : {}), ...(session.device === null ? {} : { device: session.device }) }
    const actor = { role: staff.role, id: staff.id, name: staff.name, ...place }
    return { actor, until: Math.min(session.until, clock.now() + BELIEVED_MS) }
  }

  return {
    firstCode: (): string | undefined => (needsFirst() ? firstCode : undefined),
    needsManager: needsFirst,
    policy: (): SecurityPolicy => policy,
    /** Whether the profile was given at the start and is not the page's to change. */
    isPolicyFixed: (): boolean => fixed !== undefined,
    setPolicy: (change: PolicyChange, by: By, keep?: string): Trouble | { ok: true; policy: SecurityPolicy } => {
      const { profile = policy.profile } = change
      if (profile !== policy.profile && fixed !== undefined) return trouble('policy-fixed')
      if (accounts.guardians(profile).length === 0) return trouble('no-secadmin')
      const kept = JSON.parse(store.setting(POLICY)?.value ?? '{}') as object
      store.setSetting(POLICY, JSON.stringify({ ...kept, ...change }))
      const before = policy
      policy = policyOf(store.setting(POLICY)?.value, fixed)
      note({ type: 'policy-changed', outcome: 'ok', ...by, data: { ...change } })
      // What somebody may do is told when they sign in.
      if (before.profile !== policy.profile) sessions.endEveryone('taken-back', by, keep && digest(keep))
      return { ok: true, policy }
    },

    /** Makes the first one who can give rights, and signs them in. Works while there is none. */
    firstManager: async (code: string, name: string, password: string, from: string): Promise<Granted | Trouble> => {
      const place = `first ${from}`
      const wait = guesses.codes.waitMs(place)
      if (wait > 0) return { ...trouble('too-many'), waitMs: wait }
      if (!needsFirst() || firstCode === undefined || digest(code) !== digest(firstCode)) {
        guesses.codes.failed(place)
        guesses.guessed()
        note({ type: 'first-account', outcome: 'refused', from })
        return trouble('wrong-code')
      }
      const role = policy.profile === 'djbh3' ? 'secadmin' : 'manager'
      const made = await accounts.add(name, password, role, { from }, true)
      if (!made.ok) return made
      const row = store.staffById(made.staff.id)
      return row ? begin(row, undefined, from, 'first-code') : trouble('not-found')
    },

    /** Signs a person in with their password. */
    signIn: (name: string, password: string, machine: string | undefined, from: string): Promise<Granted | Trouble> =>
      busy(async () => {
        const known = await identify(name, password, machine, from)
        if (!known.ok) return known
        return accounts.isPasswordOld(known.row)
          ? trouble('password-old')
          : admit(known.row, known.device, from, 'password')
      }),
    /** Somebody chooses a new password with the old one, and is signed in. */
    changePassword: (name: string, password: string, wanted: string, machine: string | undefined, from: string) =>
      busy(async (): Promise<Granted | Trouble> => {
        const known = await identify(name, password, machine, from)
        if (!known.ok) return known
        const fault = await accounts.choosePassword(known.row, wanted, { who: known.row.id, from })
        return fault ?? admit(known.row, known.device, from, 'password')
      }),
    /** Signs in whom the single sign-on names, where an account is linked to them (X31). */
    signInAs: (subject: string, machine: string | undefined, from: string): Granted | Trouble => {
      const row = store.staffBySubject(subject)
      if (row && row.disabled === 0) return admit(row, machines.rowOf(machine), from, 'sso')
      note({ type: 'sign-in', outcome: 'refused', from, data: { code: 'not-linked', how: 'sso' } })
      return trouble('not-linked')
    },
    signOut: (token: string): void => sessions.end(digest(token), 'signed-out'),
    /** Ends all sessions of one person, wherever. */
    signOutEverywhere: (staff: StaffId, by: By): void => sessions.endOf(staff, 'signed-out', by),
    sessions: sessions.list,
    /** Called with the digest of a session's secret when it ended. */
    onSessionEnded: sessions.onEnded,
    /** Whoever holds this did something: the session is not quiet. */
    touch: (token: string): void => sessions.touch(digest(token)),

    addStaff: accounts.add,
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

export { BY_SERVER }

/**
 * The accounts of staff: one for each person, none by default (X19). A right is given by somebody else, never taken oneself,
 * and the last one who can give rights keeps it (X29).
 */
import { type Actor, STAFF_ROLES, type StaffRole } from '../../hall/actor.ts'
import { ADMINISTRATORS, type Duty, dutiesOf } from '../../hall/duty.ts'
import { type Clock, mintSecret } from '../clock.ts'
import { BY_SERVER, type By, type Note, type Trouble, trouble } from './outcome.ts'
import { faultOfPassword, type Passwords } from './passwords.ts'
import { type StaffInfo, staffInfo } from './register.ts'
import type { SecurityPolicy } from './security-policy.ts'
import type { PeopleStore, StaffRow } from './store.ts'

/** A password that was checked for its account already, as it is kept: one that waits for a second person is written down so. */
export type Sealed = { readonly digest: string }
/** `null` takes a number, post, photo or sign-on away. */
export type StaffChange = {
  readonly disabled?: boolean | undefined
  readonly password?: string | Sealed | undefined
  readonly role?: StaffRole | undefined
  readonly number?: string | null | undefined
  readonly post?: string | null | undefined
  readonly photo?: string | null | undefined
  readonly subject?: string | null | undefined
}
export type StaffAnswer = Trouble | { readonly ok: true; readonly staff: StaffInfo }

const DAY_MS = 86_400_000
/** What two people do together takes one of these duties (X32). */
const TWO_PEOPLE_DUTIES: readonly Duty[] = ['system', 'security']

type Parts = {
  readonly store: PeopleStore
  readonly clock: Clock
  readonly policy: () => SecurityPolicy
  readonly passwords: Passwords
  readonly note: Note
  /** The account is not what it was: whoever is signed in with it is out. */
  readonly dismiss: (staff: string, by: By) => void
}

const passwordsOf = (row: StaffRow): string[] => {
  const kept: unknown = row.passwords === null ? [] : JSON.parse(row.passwords)
  return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : []
}

export type Accounts = ReturnType<typeof openAccounts>

export const openAccounts = ({ store, clock, policy, passwords, note, dismiss }: Parts) => {
  /** The enabled accounts that may give rights under the policy of now. */
  const guardians = (profile = policy().profile): readonly { readonly id: string }[] =>
    store.anyOf(JSON.stringify(STAFF_ROLES.filter((role) => dutiesOf(role, profile).includes('security'))))

  /** Enabled accounts with a duty; `own` where nobody else set their password. */
  const holders = (duty: Duty, profile = policy().profile): readonly { readonly id: string; readonly own: boolean }[] =>
    store
      .staff()
      .filter((row) => row.disabled === 0 && dutiesOf(row.role, profile).includes(duty))
      .map(({ id, password_at }) => ({ id, own: password_at !== 0 }))
  const ownHolders = (duty: Duty, profile = policy().profile): readonly { readonly id: string }[] =>
    holders(duty, profile).filter(({ own }) => own)

  const keptBefore = (row: StaffRow): string[] => [row.password, ...passwordsOf(row)].slice(0, policy().passwordsKept)

  /** What would be kept of a password, or why it is none. @param row the account that has one already */
  const seal = async (
    name: string,
    password: string,
    row?: StaffRow,
  ): Promise<Trouble | ({ readonly ok: true } & Sealed)> => {
    const fault = faultOfPassword(password, name, policy())
    if (fault) return trouble(fault)
    if (row && (await passwords.isAmong(keptBefore(row), password))) return trouble('password-used')
    return { ok: true, digest: await passwords.hash(password) }
  }
  const sealed = (name: string, password: string | Sealed, row?: StaffRow) =>
    typeof password === 'string' ? seal(name, password, row) : { ok: true as const, ...password }

  const setPassword = async (
    row: StaffRow,
    password: string | Sealed,
    byOwner: boolean,
  ): Promise<Trouble | undefined> => {
    const made = await sealed(row.name, password, row)
    if (!made.ok) return made
    // While it was hashed somebody else may have set another or closed the account, and that stands.
    const now = store.staffById(row.id)
    if (byOwner && (now?.password !== row.password || now.disabled === 1)) return trouble('wrong-password')
    // Somebody else knows the password that he set, so it is old at once.
    store.setPassword(made.digest, byOwner ? clock.now() : 0, JSON.stringify(keptBefore(row)), row.id)
    return undefined
  }

  const mayChange = (was: StaffRow, change: StaffChange, actor: Actor | undefined): string | undefined => {
    const role = change.role ?? was.role
    if (role !== was.role && actor?.id === was.id) return 'own-role'
    if (change.disabled === true && actor?.id === was.id) return 'own-role'
    // One's own is changed with the present one, so that a page left open gives nobody the account (ASVS V6.2.3).
    if (change.password !== undefined && actor?.id === was.id) return 'own-password'
    const { profile } = policy()
    const keeps = dutiesOf(role, profile).includes('security') && !(change.disabled ?? was.disabled === 1)
    const { fourEyes } = policy()
    const others = (fourEyes ? ownHolders('security') : guardians()).filter(({ id }) => id !== was.id)
    // With fewer nobody could give the right to anybody any more.
    const gives = was.disabled === 0 && dutiesOf(was.role, profile).includes('security')
    if (!keeps && gives && others.length < (fourEyes ? 2 : 1)) return fourEyes ? 'last-two' : 'last-administrator'
    const number = change.number === undefined ? was.number : change.number
    // One person with two accounts would be two administrators at once.
    const again =
      number !== null &&
      profile === 'djbh3' &&
      store
        .staff()
        .some(
          (other) =>
            other.id !== was.id &&
            other.disabled === 0 &&
            other.number === number &&
            (ADMINISTRATORS.includes(other.role) || ADMINISTRATORS.includes(role)),
        )
    if (again) return 'number-taken'
    const { subject } = change
    const linked = typeof subject === 'string' ? store.staffBySubject(subject) : undefined
    return linked && linked.id !== was.id ? 'subject-taken' : undefined
  }

  const noteChange = (was: StaffRow, change: StaffChange, by: By): void => {
    const data = {
      ...(change.disabled === undefined ? {} : { disabled: change.disabled }),
      ...(change.password === undefined ? {} : { password: true }),
      ...(change.role === undefined ? {} : { from: was.role, to: change.role }),
      ...(change.subject === undefined ? {} : { subject: change.subject !== null }),
    }
    const type = Object.keys(data).length === 0 ? 'card-changed' : 'account-changed'
    note({ type, outcome: 'ok', ...by, about: was.id, data })
  }

  return {
    guardians,
    /** Why this policy cannot be in force with the accounts there are. */
    faultOf: (next: SecurityPolicy): string | undefined => {
      if (guardians(next.profile).length === 0) return 'no-secadmin'
      const { fourEyes, profile } = policy()
      const asks = next.fourEyes && !(fourEyes && profile === next.profile)
      const lacks = TWO_PEOPLE_DUTIES.some((duty) => ownHolders(duty, next.profile).length < 2)
      return asks && lacks ? 'two-needed' : undefined
    },
    before: {
      holders,
      /** What would be kept of a password, or why it is none. @param account its id, or the name of one to come */
      seal: (account: { readonly id: string } | { readonly name: string }, password: string) => {
        const row = 'id' in account ? store.staffById(account.id) : undefined
        return seal(row?.name ?? ('name' in account ? account.name : ''), password, row)
      },
      /** Why this account cannot be changed so, or undefined. */
      faultOf: (id: string, change: StaffChange, actor: Actor): string | undefined => {
        const was = store.staffById(id)
        return was ? mayChange(was, change, actor) : 'not-found'
      },
      isTaken: (name: string): boolean => store.staffByName(name) !== undefined,
    },
    add: async (
      name: string,
      password: string | Sealed,
      role: StaffRole,
      by: By = BY_SERVER,
      byOwner = false,
    ): Promise<StaffAnswer> => {
      const made = await sealed(name, password)
      if (!made.ok) return made
      const id = mintSecret()
      // Somebody else may have taken the name while the password was being hashed.
      if (store.staffByName(name)) return trouble('name-taken')
      store.addStaff(id, name, role, made.digest, byOwner ? clock.now() : 0)
      note({ type: 'account-added', outcome: 'ok', ...by, about: id, data: { role } })
      return { ok: true, staff: { id, name, role, disabled: false } }
    },

    update: async (id: string, change: StaffChange, actor?: Actor, from = BY_SERVER.from): Promise<StaffAnswer> => {
      const by: By = actor ? { who: actor.id, from } : { from }
      const before = store.staffById(id)
      if (!before) return trouble('not-found')
      const refused = (code: string): Trouble => {
        note({ type: 'account-changed', outcome: 'refused', ...by, about: id, data: { code } })
        return trouble(code)
      }
      const early = mayChange(before, change, actor)
      if (early) return refused(early)
      if (change.password !== undefined) {
        const fault = await setPassword(before, change.password, actor?.id === id)
        if (fault) return fault
      }
      // Read after the password was hashed: meanwhile somebody may have changed the card.
      const was = store.staffById(id)
      if (!was) return trouble('not-found')
      const late = mayChange(was, change, actor)
      if (late) return refused(late)
      if (change.disabled !== undefined) store.setDisabled(change.disabled ? 1 : 0, id)
      if (change.role !== undefined) store.setRole(change.role, id)
      if (change.subject !== undefined) store.setSubject(change.subject, id)
      const { number = was.number, post = was.post, photo = was.photo } = change
      store.setProfile(number, post, photo, id)
      noteChange(was, change, by)
      const row = store.staffById(id)
      // Whoever only gets another photo goes on working; whoever came in by a sign-on that was not theirs does not.
      const { password, disabled, role, subject } = change
      const other = [password, disabled, role, subject].some((part) => part !== undefined)
      if (other) dismiss(id, by)
      return row ? { ok: true, staff: staffInfo(row) } : trouble('not-found')
    },

    /** Somebody who gave the old one chooses another; nobody else knows it then. */
    choosePassword: async (row: StaffRow, password: string, by: By): Promise<Trouble | undefined> => {
      const fault = await setPassword(row, password, true)
      const outcome = fault ? 'refused' : 'ok'
      note({ type: 'password-chosen', outcome, ...by, about: row.id, data: fault ? { code: fault.code } : {} })
      if (!fault) dismiss(row.id, by)
      return fault
    },

    /** Whether the password is too old to sign in with, or was set by somebody else where the policy minds. */
    isPasswordOld: ({ password_at }: StaffRow): boolean => {
      const { passwordDays } = policy()
      return passwordDays > 0 && clock.now() - (password_at ?? 0) > passwordDays * DAY_MS
    },
  }
}

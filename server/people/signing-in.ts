/**
 * The ways in for people: a password, a code after it where they have a second factor (X30), a new password with the old one,
 * the single sign-on. Every one of them ends in `admit`.
 */
import { dutiesOf } from '../../hall/duty.ts'
import type { Instant, StaffId } from '../../hall/ids.ts'
import { type Clock, isRecent } from '../clock.ts'
import type { Accounts } from './accounts.ts'
import type { Factors, Through } from './factors.ts'
import type { Guesses } from './guesses.ts'
import type { Machines } from './machines.ts'
import { type Granted, type Note, type Trouble, trouble } from './outcome.ts'
import { type Passwords, TooManyAtOnce } from './passwords.ts'
import { asksFactor, type SecurityPolicy } from './security-policy.ts'
import { mintToken, type Sessions } from './sessions.ts'
import type { DeviceRow, PeopleStore, SessionRow, StaffRow } from './store.ts'

/** Between the password and the code, ms: time to find the telephone. */
const TICKET_LIVES_MS = 5 * 60_000
/** A whole hall between its passwords and its codes. */
const TICKETS_MAX = 1_000

/** Whose password was right, where, and which it was: another one since makes the ticket worthless. */
type Ticket = { readonly staff: StaffId; readonly password: string; readonly place: string; readonly at: Instant }

type Parts = {
  readonly store: PeopleStore
  readonly clock: Clock
  readonly policy: () => SecurityPolicy
  readonly passwords: Passwords
  readonly guesses: Guesses
  readonly sessions: Sessions
  readonly machines: Machines
  readonly accounts: Accounts
  readonly factors: Factors
  readonly note: Note
}
export type SigningIn = ReturnType<typeof openSigningIn>
/** Somebody whose password was right; a code may still be due. */
export type Known = {
  readonly ok: true
  readonly row: StaffRow
  readonly device: DeviceRow | undefined
  readonly place: string
}

const busy = async <T>(work: () => Promise<T>): Promise<T | Trouble> => {
  try {
    return await work()
  } catch (error) {
    if (error instanceof TooManyAtOnce) return { ...trouble('too-many'), waitMs: 1_000 }
    throw error
  }
}

export const openSigningIn = (parts: Parts) => {
  const { store, clock, policy, passwords, guesses, sessions, machines, accounts, factors, note } = parts
  const tickets = new Map<string, Ticket>()

  const begin = (
    staff: StaffRow,
    device: DeviceRow | undefined,
    from: string,
    how: string,
    factor: SessionRow['factor'] = null,
  ): Granted => {
    const token = sessions.start(staff, device, from, factor)
    const data = { how, role: staff.role, ...(device ? { device: device.id } : {}) }
    note({ type: 'sign-in', outcome: 'ok', who: staff.id, from, about: staff.id, data })
    const counter = staff.role === 'window' ? device?.counter : null
    const { id, role, name } = staff
    const duties = dutiesOf(role, policy().profile)
    const setUp = factor === null && asksFactor(policy(), role)
    const place = { ...(counter ? { counter } : {}), ...(setUp ? { setUp } : {}) }
    return { ok: true, token, identity: { id, role, name, duties, ...place } }
  }

  /** Whether this person may begin here, and then they do. Window staff need a paired window computer, which says where they are. */
  const admit = (
    row: StaffRow,
    device: DeviceRow | undefined,
    from: string,
    how: string,
    factor: SessionRow['factor'] = null,
  ): Granted | Trouble => {
    const refused = (code: string): Trouble => {
      note({ type: 'sign-in', outcome: 'refused', who: row.id, from, about: row.id, data: { code } })
      return trouble(code)
    }
    if (row.role === 'window' && (device?.role !== 'counter' || device.counter === null))
      return refused('counter-needed')
    return begin(row, device, from, how, factor)
  }

  /** Window staff have their paired computer for a second factor. */
  const needsCode = ({ id, role }: StaffRow): boolean => role !== 'window' && factors.of(id) !== undefined

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
    // Whoever has the password and guesses codes must not begin anew with each right password.
    if (needsCode(row)) guesses.halfway(name, place)
    else guesses.succeeded(name, place)
    if (passwords.isOutdated(row.password)) {
      const hashed = await passwords.hash(password)
      const now = store.staffById(row.id)
      if (now?.password !== row.password || now.disabled === 1) return trouble('wrong-password')
      store.setPassword(hashed, now.password_at, now.passwords, now.id)
      return { ok: true, row: { ...now, password: hashed }, device, place }
    }
    return { ok: true, row, device, place }
  }

  /** Whether a code is this person's; wrong ones wait, and are told, as wrong passwords are. */
  const prove = async ({ id, name }: StaffRow, code: string, place: string): Promise<Through | Trouble> => {
    const wait = guesses.waitMs(name, place)
    if (wait > 0) return { ...trouble('too-many'), waitMs: wait }
    guesses.tried(name, place)
    const came = await factors.check(id, code, { who: id, from: place })
    if (came.ok) guesses.succeeded(name, place)
    else guesses.guessed()
    return came
  }

  const ticketFor = ({ id, password }: StaffRow, place: string): Trouble => {
    for (const [key, { at }] of tickets)
      if (!isRecent(clock, at, TICKET_LIVES_MS) || tickets.size >= TICKETS_MAX) tickets.delete(key)
    const ticket = mintToken()
    tickets.set(ticket, { staff: id, password, place, at: clock.now() })
    return { ...trouble('code-needed'), ticket }
  }

  /** Whose ticket this is, as long as nothing about them changed. */
  const holderOf = (ticket: string, place: string): StaffRow | undefined => {
    const held = tickets.get(ticket)
    const row = held && store.staffById(held.staff)
    const good = held?.place === place && isRecent(clock, held.at, TICKET_LIVES_MS)
    if (row && good && row.disabled === 0 && row.password === held.password) return row
    // Whatever is wrong with it, it will not be good again; and at another place it was carried off.
    tickets.delete(ticket)
    return undefined
  }

  return {
    begin,
    identify,
    needsCode,
    prove,
    busy,
    /** Signs a person in with their password, or answers with a ticket where their code is to follow. */
    signIn: (name: string, password: string, machine: string | undefined, from: string): Promise<Granted | Trouble> =>
      busy(async () => {
        const known = await identify(name, password, machine, from)
        if (!known.ok) return known
        const { row, device, place } = known
        if (accounts.isPasswordOld(row)) return trouble('password-old')
        return needsCode(row) ? ticketFor(row, place) : admit(row, device, from, 'password')
      }),
    /** Turns the ticket of a right password and a code into a session, once. @param wanted a new password to go on with */
    signInWithCode: (
      ticket: string,
      code: string,
      wanted: string | undefined,
      machine: string | undefined,
      from: string,
    ): Promise<Granted | Trouble> =>
      busy(async () => {
        const device = machines.rowOf(machine)
        const place = device?.id ?? from
        const row = holderOf(ticket, place)
        if (!row) return trouble('ticket-old')
        const came = await prove(row, code, place)
        if (!came.ok) return came
        // While a code of paper was reckoned, the account may have been closed or the ticket used by somebody else.
        if (!holderOf(ticket, place) || !tickets.delete(ticket)) return trouble('ticket-old')
        if (wanted !== undefined) {
          const fault = await accounts.choosePassword(row, wanted, { who: row.id, from })
          if (fault) return fault
        } else if (accounts.isPasswordOld(row)) return trouble('password-old')
        return admit(row, device, from, came.by, 'code')
      }),
    /** Somebody chooses a new password with the old one, and is signed in; where a code is due, it comes first. */
    changePassword: (name: string, password: string, wanted: string, machine: string | undefined, from: string) =>
      busy(async (): Promise<Granted | Trouble> => {
        const known = await identify(name, password, machine, from)
        if (!known.ok) return known
        const { row, device, place } = known
        if (needsCode(row)) {
          // Said before the code: it would be used up for a password that is refused.
          const early = await accounts.before.seal({ id: row.id }, wanted)
          return early.ok ? ticketFor(row, place) : early
        }
        const fault = await accounts.choosePassword(row, wanted, { who: row.id, from })
        return fault ?? admit(row, device, from, 'password')
      }),
    /** Signs in whom the single sign-on names, where an account is linked to them (X31). What it asked for besides counts. */
    signInAs: (subject: string, machine: string | undefined, from: string): Granted | Trouble => {
      const row = store.staffBySubject(subject)
      if (row && row.disabled === 0) return admit(row, machines.rowOf(machine), from, 'sso', 'sso')
      note({ type: 'sign-in', outcome: 'refused', from, data: { code: 'not-linked', how: 'sso' } })
      return trouble('not-linked')
    },
  }
}

/**
 * Who is who: machines that were paired, people who signed in. A token becomes an actor here and nowhere else. There is no
 * default password: the first manager is made with a code that only the server's own console shows (S19).
 */
import { randomBytes, randomInt } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import type { Actor, StaffRole } from '../../hall/actor.ts'
import type { ClerkCard } from '../../hall/clerk.ts'
import type { CounterId, Instant, StaffId } from '../../hall/ids.ts'
import type { ScreenSettings } from '../../hall/screen.ts'
import { type Clock, mintSecret } from '../clock.ts'
import { attempts } from './attempts.ts'
import {
  type DeviceInfo,
  deviceIdentity,
  deviceInfo,
  type Identity,
  type NewDevice,
  type StaffInfo,
  staffInfo,
} from './register.ts'
import { type DeviceRow, digest, type PeopleStore, type StaffRow } from './store.ts'

/** argon2id at OWASP strength: m = 19 MiB, t = 2, p = 1; 14 ms on the measured machine. */
const ARGON = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
const PASSWORD_LENGTH_MIN = 8
const CODE_LIVES_MS = 10 * 60_000
/** A working day with its overtime; signing in again each morning is wanted. */
const SESSION_LIVES_MS = 12 * 3_600_000
/** Tokens kept looked up; a hall has a tenth of it. */
const RECENT_MAX = 4_000
/** No letters or digits that are read for one another on a screen across a room. */
const CODE_ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

export const mintCode = (): string =>
  Array.from({ length: 8 }, () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)]).join('')
const mintToken = (): string => randomBytes(32).toString('base64url')

export type Trouble = { readonly ok: false; readonly code: string; readonly waitMs?: number }
export type Granted = { readonly ok: true; readonly token: string; readonly identity: Identity }
export type Code = { readonly code: string; readonly expiresAt: Instant }
/** `null` takes a number, post or photo away. */
export type StaffChange = {
  readonly disabled?: boolean | undefined
  readonly password?: string | undefined
  readonly number?: string | null | undefined
  readonly post?: string | null | undefined
  readonly photo?: string | null | undefined
}

const trouble = (code: string): Trouble => ({ ok: false, code })

export type { DeviceInfo, NewDevice, StaffInfo }

/** Name, number, post and photo, and nothing else of a person. */
const clerkOf = (row: StaffRow | undefined): ClerkCard | undefined => {
  if (!row) return undefined
  const { name, number, post, photo } = staffInfo(row)
  return {
    name,
    ...(number === undefined ? {} : { number }),
    ...(post === undefined ? {} : { post }),
    ...(photo === undefined ? {} : { photo }),
  }
}

export type People = ReturnType<typeof openPeople>

export const openPeople = (store: PeopleStore, clock: Clock) => {
  /** Shown on the console until the first manager exists; a new one each start. */
  const firstCode = store.anyManager() ? undefined : mintCode()
  const tries = attempts(clock)
  const dismissals = new Set<(principal: string) => void>()
  /** Verified against when a name is unknown, so that guessing names takes as long as guessing passwords. */
  const decoy = hash(mintSecret(), ARGON)

  /** Tokens looked up lately; emptied whenever anything about a person or machine changes. */
  const recent = new Map<string, { readonly actor: Actor; readonly until: Instant }>()

  /** Looked up lately for strips and pads, which are told ten times a second. */
  const clerks = new Map<StaffId, ClerkCard | undefined>()

  /** Tells the gateway that whatever this machine or person holds is no longer good. */
  const dismiss = (principal: string): void => {
    recent.clear()
    known = undefined
    for (const listener of dismissals) listener(principal)
  }

  /** The machines of the hall, read once and again after each change: every ticket asks for the printer beside its kiosk. */
  let known: ReadonlyMap<string, DeviceInfo> | undefined
  const machines = (): ReadonlyMap<string, DeviceInfo> => {
    known ??= new Map(store.devices().map((row) => [row.id, deviceInfo(row)]))
    return known
  }

  const deviceOf = (token: string | undefined): DeviceRow | undefined =>
    token === undefined ? undefined : store.deviceByToken(digest(token))

  const startSession = (staff: StaffRow, device: DeviceRow | undefined): Granted => {
    const token = mintToken()
    store.endOldSessions(clock.now())
    store.addSession(digest(token), staff.id, device?.id ?? null, clock.now() + SESSION_LIVES_MS)
    const counter = staff.role === 'window' ? device?.counter : null
    return {
      ok: true,
      token,
      identity: { id: staff.id, role: staff.role, name: staff.name, ...(counter ? { counter } : {}) },
    }
  }

  const addStaff = async (
    name: string,
    password: string,
    role: StaffRole,
  ): Promise<Trouble | { ok: true; staff: StaffInfo }> => {
    if (password.length < PASSWORD_LENGTH_MIN) return trouble('weak-password')
    if (store.staffByName(name)) return trouble('name-taken')
    const id = mintSecret()
    const secret = await hash(password, ARGON)
    // Somebody else may have taken the name while the password was being hashed.
    if (store.staffByName(name)) return trouble('name-taken')
    store.addStaff(id, name, role, secret)
    clerks.clear()
    return { ok: true, staff: { id, name, role, disabled: false } }
  }

  const freshCode = (id: string): Code | undefined => {
    const code = mintCode()
    const expiresAt = clock.now() + CODE_LIVES_MS
    return store.setCode(digest(code), expiresAt, id) > 0 ? { code, expiresAt } : undefined
  }

  const lookUp = (key: string): { actor: Actor; until: Instant } | undefined => {
    const device = store.deviceByToken(key)
    if (device) {
      const place = {
        ...(device.counter === null ? {} : { counter: device.counter }),
        ...(device.zone === null ? {} : { zone: device.zone }),
        ...(device.edge === null ? {} : { edge: device.edge }),
      }
      return { actor: { role: device.role, id: device.id, ...place }, until: Number.POSITIVE_INFINITY }
    }
    const session = store.session(key)
    if (!session || session.until <= clock.now()) return undefined
    const staff = store.staffById(session.staff)
    if (!staff || staff.disabled === 1) return undefined
    const counter = staff.role === 'window' && session.device !== null ? store.device(session.device)?.counter : null
    const place = { ...(counter ? { counter } : {}), ...(session.device === null ? {} : { device: session.device }) }
    return { actor: { role: staff.role, id: staff.id, name: staff.name, ...place }, until: session.until }
  }

  return {
    firstCode: (): string | undefined => (store.anyManager() ? undefined : firstCode),
    needsManager: (): boolean => store.anyManager() === undefined,

    /** Makes the first manager and signs them in. Works once in the life of a hall. */
    firstManager: async (code: string, name: string, password: string, from: string): Promise<Granted | Trouble> => {
      const wait = tries.waitMs(`first ${from}`)
      if (wait > 0) return { ...trouble('too-many'), waitMs: wait }
      if (store.anyManager() || firstCode === undefined || digest(code) !== digest(firstCode)) {
        tries.failed(`first ${from}`)
        return trouble('wrong-code')
      }
      const made = await addStaff(name, password, 'manager')
      if (!made.ok) return made
      const row = store.staffById(made.staff.id)
      return row ? startSession(row, undefined) : trouble('not-found')
    },

    /** Signs a person in. Window staff need the token of a paired window computer, which says at which window they are. */
    signIn: async (
      name: string,
      password: string,
      deviceToken: string | undefined,
      from: string,
    ): Promise<Granted | Trouble> => {
      const device = deviceOf(deviceToken)
      // Counted for the name at this place, so that a stranger elsewhere cannot lock somebody out (S18).
      const key = `${name} ${device?.id ?? from}`
      const wait = tries.waitMs(key)
      if (wait > 0) return { ...trouble('too-many'), waitMs: wait }
      const row = store.staffByName(name)
      const good = await verify(row?.password ?? (await decoy), password)
      if (!row || !good || row.disabled === 1) {
        tries.failed(key)
        return trouble('wrong-password')
      }
      tries.succeeded(key)
      if (row.role === 'window' && (device?.role !== 'counter' || device.counter === null))
        return trouble('counter-needed')
      return startSession(row, device)
    },

    signOut: (token: string): void => {
      store.endSession(digest(token))
      recent.clear()
    },

    addStaff,
    staff: (): StaffInfo[] => store.staff().map(staffInfo),
    updateStaff: async (id: string, change: StaffChange): Promise<Trouble | { ok: true; staff: StaffInfo }> => {
      if (change.password !== undefined) {
        if (change.password.length < PASSWORD_LENGTH_MIN) return trouble('weak-password')
        store.setPassword(await hash(change.password, ARGON), id)
      }
      // Read after the password was hashed: meanwhile somebody may have changed the card.
      const was = store.staffById(id)
      if (!was) return trouble('not-found')
      if (change.disabled !== undefined) store.setDisabled(change.disabled ? 1 : 0, id)
      const { number = was.number, post = was.post, photo = was.photo } = change
      store.setProfile(number, post, photo, id)
      clerks.clear()
      // Whoever only gets another photo goes on working.
      if (change.password !== undefined || change.disabled !== undefined) {
        store.endSessionsOf(id)
        dismiss(id)
      }
      const row = store.staffById(id)
      return row ? { ok: true, staff: staffInfo(row) } : trouble('not-found')
    },

    /** Who serves, as the public may see it; undefined for somebody who is not in the register (A11). */
    clerk: (id: StaffId): ClerkCard | undefined => {
      if (!clerks.has(id)) clerks.set(id, clerkOf(store.staffById(id)))
      return clerks.get(id)
    },

    photoOf: (id: StaffId): string | undefined => store.staffById(id)?.photo ?? undefined,
    /** Whether somebody's card shows this picture. */
    isPhoto: (media: string): boolean => store.photoUsed(media) !== undefined,

    /** Settings of one screen (S11); false where there is no such machine. */
    setScreen: (id: string, screen: ScreenSettings): boolean => {
      known = undefined
      return store.setScreen(JSON.stringify(screen), id) > 0
    },
    devices: (): DeviceInfo[] => [...machines().values()],
    addDevice: (wanted: NewDevice): { device: DeviceInfo } & Code => {
      const id = mintSecret()
      known = undefined
      const { name, role, counter = null, zone = null, printer = null, edge = null } = wanted
      store.addDevice(id, name, role, counter, zone, printer, edge)
      const row = store.device(id)
      const code = freshCode(id)
      if (!row || !code)
        throw new Error('A device vanished between two statements: is another process using this data folder?')
      return { device: deviceInfo(row), ...code }
    },
    freshCode,
    revoke: (id: string): boolean => {
      const done = store.revoke(id) > 0
      store.endSessionsAt(id)
      if (done) dismiss(id)
      return done
    },

    /** Turns a pairing code into a machine's token. The code works once, for ten minutes, with few tries. */
    pair: (code: string, from: string): Granted | Trouble => {
      const wait = tries.waitMs(`pair ${from}`)
      if (wait > 0) return { ...trouble('too-many'), waitMs: wait }
      const row = store.deviceByCode(digest(code), clock.now())
      const token = mintToken()
      if (!row || store.grantToken(digest(token), row.id, digest(code)) === 0) {
        tries.failed(`pair ${from}`)
        return trouble('wrong-code')
      }
      tries.succeeded(`pair ${from}`)
      // An older machine that held this place is out now: its token was replaced.
      dismiss(row.id)
      return { ok: true, token, identity: deviceIdentity(row) }
    },

    /** The machine's own name, and the printer beside it. */
    device: (id: string): DeviceInfo | undefined => machines().get(id),

    /** The window staff signed in at a window's own computer now, latest first: a keypad there acts as one of them (E5). */
    seatedAt: (counter: CounterId): StaffInfo[] => store.seatedAt(counter, clock.now()).map(staffInfo),

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
    close: () => store.close(),
  }
}

/**
 * The machines of the hall: codes, tokens, rotation. A token is 256 random bits, kept as a digest; after a day the machine is
 * handed the next one, and the first use of that retires the one before. Whoever comes with a retired one has a copy, and
 * nobody knows which of the two is the machine: both are shut out (X8; threat S8, ASVS 5.0 V7.4.5).
 */
import { randomInt } from 'node:crypto'
import type { Actor } from '../../hall/actor.ts'
import type { Instant } from '../../hall/ids.ts'
import type { ScreenSettings } from '../../hall/screen.ts'
import { type Clock, mintSecret } from '../clock.ts'
import type { SystemAlarms } from '../system-alarms.ts'
import type { attempts } from './attempts.ts'
import { BY_SERVER, type By, type Granted, type Note, type Trouble, trouble } from './outcome.ts'
import { type DeviceInfo, deviceIdentity, deviceInfo, type NewDevice } from './register.ts'
import { mintToken } from './sessions.ts'
import { type DeviceRow, digest, type PeopleStore } from './store.ts'

const CODE_LIVES_MS = 10 * 60_000
/** No letters or digits that are read for one another on a screen across a room. */
const CODE_ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
/** A machine gets another token when it has had one so long, ms. */
const TOKEN_LIVES_MS = 24 * 3_600_000
/** Another page of the same machine, asleep behind others, may come with the old token a little after this one. ms */
const GRACE_MS = 10 * 60_000

export type Code = { readonly code: string; readonly expiresAt: Instant }
export type Rotated = { readonly ok: true; readonly token?: string; readonly waitMs: number }
export type Machines = ReturnType<typeof openMachines>

export const mintCode = (): string =>
  Array.from({ length: 8 }, () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)]).join('')

type Parts = {
  readonly store: PeopleStore
  readonly clock: Clock
  readonly note: Note
  readonly alarms: Pick<SystemAlarms, 'raise'>
  readonly tries: ReturnType<typeof attempts>
  /** A wrong code was tried. */
  readonly guessed: () => void
  /** A token came into use, and the one before is good for a moment only. */
  readonly renewed: () => void
  /** Whatever this machine holds is no longer good. */
  readonly dismiss: (machine: string) => void
  readonly endSessions: (machine: string, by: By) => void
}

export const openMachines = (parts: Parts) => {
  const { store, clock, note, alarms, tries, guessed, renewed, dismiss, endSessions } = parts
  /** Read once and again after each change: every ticket asks for the printer beside its kiosk. */
  let known: ReadonlyMap<string, DeviceInfo> | undefined
  /** Handed out and not yet used, so that two pages of one machine that ask together get the same. */
  const offered = new Map<string, string>()

  const machines = (): ReadonlyMap<string, DeviceInfo> => {
    known ??= new Map(store.devices().map((row) => [row.id, deviceInfo(row)]))
    return known
  }
  const changed = (id: string): void => {
    known = undefined
    offered.delete(id)
  }

  const freshCode = (id: string, by: By = BY_SERVER): Code | undefined => {
    const code = mintCode()
    const expiresAt = clock.now() + CODE_LIVES_MS
    if (store.setCode(digest(code), expiresAt, id) === 0) return undefined
    note({ type: 'device-code', outcome: 'ok', ...by, about: id })
    return { code, expiresAt }
  }

  const shutOut = (row: DeviceRow): void => {
    store.shutOut(row.id)
    changed(row.id)
    note({ type: 'token-reused', outcome: 'refused', who: row.id, about: row.id, data: { name: row.name } })
    alarms.raise('token-reused', { device: row.name })
    endSessions(row.id, { from: 'token-reused' })
    dismiss(row.id)
  }

  /** The machine whose token has this digest, and until when it is good; a retired one that comes again shuts it out. */
  const rowOf = (key: string): { readonly row: DeviceRow; readonly until: Instant } | undefined => {
    const row = store.deviceByToken(key)
    if (!row) return undefined
    const now = clock.now()
    if (row.token === key) {
      if (row.token_at === null) store.startTokenAge(now, row.id)
      return { row, until: Number.POSITIVE_INFINITY }
    }
    if (row.token_next === key) {
      store.takeNextToken(now, row.id, key)
      changed(row.id)
      renewed()
      note({ type: 'token-rotated', outcome: 'ok', who: row.id, about: row.id })
      return { row, until: Number.POSITIVE_INFINITY }
    }
    const graceUntil = (row.token_at ?? 0) + GRACE_MS
    if (now < graceUntil) return { row, until: graceUntil }
    shutOut(row)
    return undefined
  }

  const actorOf = ({ role, id, counter, zone, edge }: DeviceRow): Actor => ({
    role,
    id,
    ...(counter === null ? {} : { counter }),
    ...(zone === null ? {} : { zone }),
    ...(edge === null ? {} : { edge }),
  })

  return {
    rowOf: (token: string | undefined): DeviceRow | undefined =>
      token === undefined ? undefined : rowOf(digest(token))?.row,
    lookUp: (key: string): { readonly actor: Actor; readonly until: Instant } | undefined => {
      const found = rowOf(key)
      return found && { actor: actorOf(found.row), until: found.until }
    },
    list: (): DeviceInfo[] => [...machines().values()],
    device: (id: string): DeviceInfo | undefined => machines().get(id),
    /** Settings of one screen (S11); false where there is no such machine. */
    setScreen: (id: string, screen: ScreenSettings): boolean => {
      known = undefined
      return store.setScreen(JSON.stringify(screen), id) > 0
    },
    add: (wanted: NewDevice, by: By = BY_SERVER): { device: DeviceInfo } & Code => {
      const id = mintSecret()
      known = undefined
      const { name, role, counter = null, zone = null, printer = null, edge = null } = wanted
      store.addDevice(id, name, role, counter, zone, printer, edge)
      note({ type: 'device-added', outcome: 'ok', ...by, about: id, data: { name, role } })
      const row = store.device(id)
      const code = freshCode(id, by)
      if (!row || !code)
        throw new Error('A device vanished between two statements: is another process using this data folder?')
      return { device: deviceInfo(row), ...code }
    },
    freshCode,
    revoke: (id: string, by: By = BY_SERVER): boolean => {
      const done = store.revoke(id) > 0
      changed(id)
      endSessions(id, by)
      if (!done) return false
      note({ type: 'device-revoked', outcome: 'ok', ...by, about: id })
      dismiss(id)
      return true
    },

    /** Turns a pairing code into a machine's token. The code works once, for ten minutes, with few tries. */
    pair: (code: string, from: string): Granted | Trouble => {
      const place = `pair ${from}`
      const wait = tries.waitMs(place)
      if (wait > 0) return { ...trouble('too-many'), waitMs: wait }
      const row = store.deviceByCode(digest(code), clock.now())
      const token = mintToken()
      if (!row || store.grantToken(digest(token), clock.now(), row.id, digest(code)) === 0) {
        tries.failed(place)
        guessed()
        note({ type: 'device-paired', outcome: 'refused', from })
        return trouble('wrong-code')
      }
      tries.succeeded(place)
      changed(row.id)
      note({ type: 'device-paired', outcome: 'ok', who: row.id, from, about: row.id, data: { name: row.name } })
      // An older machine that held this place is out now, with whoever is signed in on it: its token was replaced.
      endSessions(row.id, { who: row.id, from })
      dismiss(row.id)
      return { ok: true, token, identity: deviceIdentity(row) }
    },

    /**
     * The next token of a machine whose own is a day old. Nothing changes until it is first used, so a machine that loses it
     * on the way, or its power before it wrote it down, asks again with the one it has.
     */
    rotate: (token: string | undefined): Rotated | Trouble => {
      const found = token === undefined ? undefined : rowOf(digest(token))
      if (!found) return trouble('unknown-token')
      const { row } = found
      const waitMs = (row.token_at ?? clock.now()) + TOKEN_LIVES_MS - clock.now()
      if (waitMs > 0 || row.token !== digest(token ?? '')) return { ok: true, waitMs: Math.max(waitMs, GRACE_MS) }
      const next = offered.get(row.id) ?? mintToken()
      offered.set(row.id, next)
      store.offerToken(digest(next), row.id)
      return { ok: true, token: next, waitMs: TOKEN_LIVES_MS }
    },
  }
}

/**
 * Who is signed in. A session has a fresh secret of 256 bits, ends after quiet, after its day and when it is signed out, and
 * all of that on the server (X16; ASVS 5.0 V7.2.3, V7.3.1–2, V7.4.1). Quiet is a time in which nothing was asked that changes
 * anything and no key or finger moved; while somebody stands at the clerk's window there is no quiet.
 */
import { randomBytes } from 'node:crypto'
import type { CounterId, Instant, StaffId } from '../../hall/ids.ts'
import { type Clock, mintSecret } from '../clock.ts'
import type { By, Note } from './outcome.ts'
import type { SecurityPolicy } from './security-policy.ts'
import { type DeviceRow, digest, type PeopleStore, type SessionRow, type StaffRow } from './store.ts'

/** How often quiet sessions are looked for, ms. */
const SWEEP_EVERY_MS = 10_000
/** A sign of life is written down at most this often: after a crash a session is quiet for so much longer, ms. */
const WRITE_SEEN_EVERY_MS = 60_000

/** Why a session ended. */
export type SessionEnd = 'signed-out' | 'quiet' | 'day-over' | 'another-place' | 'taken-back'

export type SessionInfo = {
  readonly id: string
  readonly staff: StaffId
  readonly device?: string
  readonly place: string
  readonly began: Instant
  readonly seen: Instant
  readonly until: Instant
}

export type Sessions = ReturnType<typeof openSessions>

type Parts = {
  readonly store: PeopleStore
  readonly clock: Clock
  readonly policy: () => SecurityPolicy
  readonly note: Note
  /** Whether somebody stands at this window. */
  readonly isServing: (counter: CounterId) => boolean
}

export const mintToken = (): string => randomBytes(32).toString('base64url')

export const openSessions = ({ store, clock, policy, note, isServing }: Parts) => {
  const listeners = new Set<(key: string) => void>()
  /** Signs of life that are newer than what is written down, by the digest of the session's secret. */
  const seen = new Map<string, Instant>()

  const seenAt = (row: SessionRow): Instant => seen.get(row.token) ?? row.seen ?? clock.now()

  const saw = (row: SessionRow): void => {
    const now = clock.now()
    seen.set(row.token, now)
    if (row.seen === null) store.addSessionFacts(row.token, mintSecret(), now, now, '', null)
    else if (now - row.seen >= WRITE_SEEN_EVERY_MS) store.sawSession(now, row.token)
  }

  const isBusy = ({ staff, device }: SessionRow): boolean => {
    const counter = device === null ? null : store.device(device)?.counter
    return counter != null && store.staffById(staff)?.role === 'window' && isServing(counter)
  }

  const end = (row: SessionRow, why: SessionEnd, by?: By): void => {
    store.endSession(row.token)
    store.endSessionFacts(row.token)
    seen.delete(row.token)
    const data = { why, ...(row.device === null ? {} : { device: row.device }) }
    note({ type: 'session-ended', outcome: 'ok', who: row.staff, ...by, about: row.staff, data })
    for (const listener of listeners) listener(row.token)
  }

  /** Why it is over now, or undefined while it is good. */
  const overFor = (row: SessionRow): SessionEnd | undefined => {
    const now = clock.now()
    if (row.until <= now) return 'day-over'
    // The machine's clock went back: a sign of life of later would keep the session from its quiet until then.
    if (seenAt(row) > now) seen.set(row.token, now)
    if (now - seenAt(row) < policy().idleMinutes * 60_000) return undefined
    if (!isBusy(row)) return 'quiet'
    saw(row)
    return undefined
  }

  let stop = () => {}
  const sweep = (): void => {
    for (const row of store.sessions()) {
      const why = overFor(row)
      if (why) end(row, why)
      else if (row.seen === null) saw(row)
    }
    stop = clock.after(SWEEP_EVERY_MS, sweep)
  }
  stop = clock.after(SWEEP_EVERY_MS, sweep)

  const endAll = (rows: readonly SessionRow[], why: SessionEnd, by?: By): void => {
    for (const row of rows) end(row, why, by)
  }

  return {
    /** Begins one and answers its secret; those beyond what one person may have end, the oldest first. */
    start: (
      staff: StaffRow,
      device: DeviceRow | undefined,
      place: string,
      factor: SessionRow['factor'] = null,
    ): string => {
      const token = mintToken()
      const key = digest(token)
      const now = clock.now()
      const { sessionHours, sessionsMax } = policy()
      const before = store.sessionsOf(staff.id)
      endAll(before.slice(0, Math.max(0, before.length + 1 - sessionsMax)), 'another-place')
      store.addSession(key, staff.id, device?.id ?? null, now + sessionHours * 3_600_000)
      store.addSessionFacts(key, mintSecret(), now, now, place, factor)
      return token
    },
    /** The session with this digest, if it is good now. */
    find: (key: string): SessionRow | undefined => {
      const row = store.session(key)
      const why = row && overFor(row)
      if (row && why) end(row, why)
      return why ? undefined : row
    },
    /** Whoever holds it did something. */
    touch: (key: string): void => {
      const row = store.session(key)
      if (row && overFor(row) === undefined) saw(row)
    },
    end: (key: string, why: SessionEnd): void => {
      const row = store.session(key)
      if (row) end(row, why)
    },
    /** Ends all of one person, but the one with this digest. */
    endOf: (staff: StaffId, why: SessionEnd, by?: By, but?: string): void =>
      endAll(
        store.sessionsOf(staff).filter(({ token }) => token !== but),
        why,
        by,
      ),
    endAt: (device: string, why: SessionEnd, by?: By): void => endAll(store.sessionsAt(device), why, by),
    endEveryone: (why: SessionEnd, by: By, but?: string): void =>
      endAll(
        store.sessions().filter(({ token }) => token !== but),
        why,
        by,
      ),
    list: (): SessionInfo[] =>
      store.sessions().flatMap((row) =>
        overFor(row) === undefined && row.id !== null
          ? [
              {
                id: row.id,
                staff: row.staff,
                ...(row.device === null ? {} : { device: row.device }),
                place: row.place ?? '',
                began: row.began ?? 0,
                seen: seenAt(row),
                until: row.until,
              },
            ]
          : [],
      ),
    /** Called with the digest of a session that ended. */
    onEnded: (listener: (key: string) => void): void => void listeners.add(listener),
    close: (): void => stop(),
  }
}

/**
 * One's own second factor: set up, changed, taken away (X30). A session that stands shows a password again, and a code where
 * there is one already (ASVS V7.5.1); one that may only set up has just shown its password. What was signed in before ends,
 * and the asker goes on with a fresh session (ASVS V7.4.3).
 */
import { randomBytes } from 'node:crypto'
import type { Instant, StaffId } from '../../hall/ids.ts'
import { type Clock, isRecent } from '../clock.ts'
import type { Factors } from './factors.ts'
import { type By, type Granted, type Trouble, trouble } from './outcome.ts'
import { asksFactor, type SecurityPolicy } from './security-policy.ts'
import type { Sessions } from './sessions.ts'
import type { SigningIn } from './signing-in.ts'
import { digest, type PeopleStore, type SessionRow, type StaffRow } from './store.ts'
import { SECRET_BYTES, stepWith } from './totp.ts'

/** From the square on the screen to the first code, ms. */
const SETTING_UP_MS = 10 * 60_000
const BEFORE_ANY_STEP = -1

type Asker = { readonly ok: true; readonly row: StaffRow; readonly session: SessionRow; readonly mustSetUp: boolean }
/** A secret that is shown and not yet proved. */
type Pending = { readonly staff: StaffId; readonly secret: Buffer; readonly at: Instant }
export type Proof = { readonly password?: string | undefined; readonly code?: string | undefined }
export type OwnFactor = {
  readonly ok: true
  readonly set: boolean
  /** When it was set up, and how many recovery codes are left. */
  readonly at?: Instant
  readonly recoveryLeft?: number
  /** The policy of the hall asks it of this person. */
  readonly asked: boolean
}

type Parts = {
  readonly store: PeopleStore
  readonly clock: Clock
  readonly policy: () => SecurityPolicy
  readonly sessions: Sessions
  readonly factors: Factors
  readonly signing: SigningIn
}

/** Whether a session lacks the second factor that the policy asks of whoever holds it: it can set one up and nothing else. */
export const lacksFactor = (policy: SecurityPolicy, { role }: StaffRow, { factor }: SessionRow): boolean =>
  factor === null && asksFactor(policy, role)

export const openOwnFactor = ({ store, clock, policy, sessions, factors, signing }: Parts) => {
  /** By the digest of the session's token. */
  const pending = new Map<string, Pending>()
  sessions.onEnded((key) => void pending.delete(key))

  const askerOf = (token: string | undefined): Asker | Trouble => {
    const session = token === undefined ? undefined : sessions.find(digest(token))
    const row = session && store.staffById(session.staff)
    if (!row || row.disabled === 1) return trouble('unknown-token')
    // Their paired computer is the second factor of window staff.
    if (row.role === 'window') return trouble('factor-paired')
    return { ok: true, row, session, mustSetUp: lacksFactor(policy(), row, session) }
  }

  /** Shows once more who asks: the password, and a code where there is a second factor. */
  const provenBy = async (asker: Asker, proof: Proof, token: string, from: string): Promise<Trouble | undefined> => {
    const { row, session } = asker
    const { password, code } = proof
    if (password === undefined) return trouble('password-needed')
    if (signing.needsCode(row) && code === undefined) return trouble('code-needed')
    // At the machine they signed in on, where it was one; its own token is not known here.
    const known = await signing.identify(row.name, password, undefined, session.device ?? from)
    if (!known.ok) return known
    const came = signing.needsCode(row) ? await signing.prove(row, code ?? '', known.place) : undefined
    if (came && !came.ok) return came
    // It took a while: the session may be over by now.
    return sessions.find(digest(token)) ? undefined : trouble('unknown-token')
  }

  /** Everything that was signed in is over; the asker goes on with a fresh session. */
  const goOn = ({ row, session }: Asker, from: string, factor: SessionRow['factor']): Granted => {
    sessions.endOf(row.id, 'taken-back', { who: row.id, from })
    const device = session.device === null ? undefined : store.device(session.device)
    return signing.begin(row, device, from, 'factor', factor)
  }

  return {
    /** Whether whoever holds this token can set up a second factor and nothing else. */
    mustSetUp: (token: string): boolean => {
      const asker = askerOf(token)
      return asker.ok && asker.mustSetUp
    },
    ownFactor: (token: string | undefined): OwnFactor | Trouble => {
      const asker = askerOf(token)
      if (!asker.ok) return asker
      const state = factors.of(asker.row.id)
      return { ok: true, set: state !== undefined, ...state, asked: asksFactor(policy(), asker.row.role) }
    },
    /** Makes a secret for the telephone; nothing is changed before a code of it came. */
    beginFactor: (token: string | undefined, proof: Proof, from: string) =>
      signing.busy(
        async (): Promise<Trouble | { readonly ok: true; readonly name: string; readonly secret: Buffer }> => {
          const asker = askerOf(token)
          if (!asker.ok || token === undefined) return asker.ok ? trouble('unknown-token') : asker
          const justSigned = asker.mustSetUp && !signing.needsCode(asker.row)
          const fault = justSigned ? undefined : await provenBy(asker, proof, token, from)
          if (fault) return fault
          const secret = randomBytes(SECRET_BYTES)
          pending.set(asker.session.token, { staff: asker.row.id, secret, at: clock.now() })
          sessions.touch(asker.session.token)
          return { ok: true, name: asker.row.name, secret }
        },
      ),
    /** Sets it, once the telephone shows the right code; answers with the recovery codes, this once. */
    confirmFactor: (token: string | undefined, code: string, from: string) =>
      signing.busy(async (): Promise<Trouble | (Granted & { readonly recovery: readonly string[] })> => {
        const asker = askerOf(token)
        if (!asker.ok) return asker
        const { row, session } = asker
        const shown = pending.get(session.token)
        if (!shown || !isRecent(clock, shown.at, SETTING_UP_MS)) return trouble('ticket-old')
        const step = stepWith(shown.secret, code.replace(/\s/g, ''), clock.now(), BEFORE_ANY_STEP)
        sessions.touch(session.token)
        if (step === undefined) return trouble('wrong-factor')
        const codes = await factors.mintCodes()
        // It took a while: the account may have been closed by now.
        const still = askerOf(token)
        if (!still.ok) return still
        factors.set(row.id, shown.secret, step, codes.kept, { who: row.id, from })
        return { ...goOn(still, from, 'code'), recovery: codes.shown }
      }),
    /** Takes it away again, where the policy lets. */
    removeFactor: (token: string | undefined, proof: Proof, from: string) =>
      signing.busy(async (): Promise<Granted | Trouble> => {
        const asker = askerOf(token)
        if (!asker.ok || token === undefined) return asker.ok ? trouble('unknown-token') : asker
        const { row, session } = asker
        if (!factors.of(row.id)) return trouble('no-factor')
        if (asksFactor(policy(), row.role)) return trouble('factor-asked')
        const fault = await provenBy(asker, proof, token, from)
        if (fault) return fault
        factors.remove(row.id, { who: row.id, from })
        return goOn(asker, from, session.factor === 'sso' ? 'sso' : null)
      }),
    /** The security administrator takes somebody else's: a lost telephone (ASVS V6.4.4). Their sessions end. */
    takeFactor: (staff: StaffId, by: By): Trouble | { readonly ok: true } => {
      if (staff === by.who) return trouble('own-factor')
      if (!store.staffById(staff)) return trouble('not-found')
      if (!factors.remove(staff, by)) return trouble('no-factor')
      sessions.endOf(staff, 'taken-back', by)
      return { ok: true }
    },
  }
}

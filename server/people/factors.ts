/**
 * Second factors of people: what is kept of them, and whether a code that comes is one (X30). A code works once, its step is
 * kept; a recovery code is gone with its use. Fifty wrong codes in a row without a right one mean that somebody else has the
 * password: then recovery codes alone open, until the owner or the security administrator sets up anew.
 */
import type { Instant, StaffId } from '../../hall/ids.ts'
import type { Clock } from '../clock.ts'
import type { FactorKey } from './factor-key.ts'
import { type By, type Note, type Trouble, trouble } from './outcome.ts'
import type { Passwords } from './passwords.ts'
import { isRecoveryCode, type KeptCodes, mintCodes, plainCode, readCodes } from './recovery-codes.ts'
import type { PeopleStore } from './store.ts'
import { stepWith } from './totp.ts'

/** One guess in six thousand would be right by then (NIST SP 800-63B §5.2.2 allows a hundred). */
const WRONG_MAX = 50

/** By what somebody got through: a code of the telephone, or one of paper. */
export type Through = { readonly ok: true; readonly by: 'code' | 'recovery' }
export type FactorState = { readonly at: Instant; readonly recoveryLeft: number }

type Parts = {
  readonly store: PeopleStore
  readonly clock: Clock
  readonly key: FactorKey
  readonly passwords: Passwords
  readonly note: Note
}
export type Factors = ReturnType<typeof openFactors>

const boundTo = (staff: StaffId): string => `second factor of ${staff}`

export const openFactors = ({ store, clock, key, passwords, note }: Parts) => {
  const refused = (staff: StaffId, from: string, code: string): Trouble => {
    note({ type: 'second-factor-refused', outcome: 'refused', who: staff, from, about: staff, data: { code } })
    return trouble(code)
  }

  const checkRecovery = async (staff: StaffId, plain: string, by: By): Promise<Through | Trouble> => {
    const before = store.factor(staff)
    if (!before) return trouble('wrong-factor')
    const came = await passwords.digestOf(plain, readCodes(before.recovery).salt)
    // Read again: while it was reckoned the same code may have been used, or all of it set up anew.
    const row = store.factor(staff)
    const kept = row && readCodes(row.recovery)
    if (!kept?.digests.includes(came)) return refused(staff, by.from, 'wrong-factor')
    const digests = kept.digests.filter((one) => one !== came)
    store.useRecovery(JSON.stringify({ ...kept, digests }), staff)
    note({ type: 'recovery-used', outcome: 'ok', who: staff, ...by, about: staff, data: { left: digests.length } })
    return { ok: true, by: 'recovery' }
  }

  const checkCode = (staff: StaffId, plain: string, by: By): Through | Trouble => {
    const row = store.factor(staff)
    if (!row) return trouble('wrong-factor')
    if (row.wrong >= WRONG_MAX) return refused(staff, by.from, 'factor-spent')
    const secret = key.open(row.sealed, boundTo(staff))
    if (!secret) return refused(staff, by.from, 'factor-unreadable')
    const step = stepWith(secret, plain, clock.now(), row.step)
    if (step === undefined || store.useStep(step, staff, step) === 0) {
      store.wrongCode(staff)
      return refused(staff, by.from, 'wrong-factor')
    }
    note({ type: 'second-factor-used', outcome: 'ok', who: staff, ...by, about: staff })
    return { ok: true, by: 'code' }
  }

  return {
    of: (staff: StaffId): FactorState | undefined => {
      const row = store.factor(staff)
      return row && { at: row.at, recoveryLeft: readCodes(row.recovery).digests.length }
    },
    /** Whether what somebody typed is a code of theirs, of either kind; then it is used up. */
    check: (staff: StaffId, typed: string, by: By): Promise<Through | Trouble> => {
      const plain = plainCode(typed)
      if (isRecoveryCode(plain)) return checkRecovery(staff, plain, by)
      return Promise.resolve(checkCode(staff, plain, by))
    },
    /** Ten recovery codes: for the owner's eyes once, and as they are kept. */
    mintCodes: () => mintCodes(passwords),
    /** Keeps a second factor in place of any before. @param step the one whose code was just shown, and is used by that */
    set: (staff: StaffId, secret: Uint8Array, step: number, codes: KeptCodes, by: By): void => {
      store.setFactor(staff, key.seal(secret, boundTo(staff)), step, clock.now(), JSON.stringify(codes))
      note({ type: 'second-factor-set', outcome: 'ok', ...by, about: staff })
    },
    /** False where there is none. */
    remove: (staff: StaffId, by: By): boolean => {
      const done = store.removeFactor(staff) > 0
      if (done) note({ type: 'second-factor-removed', outcome: 'ok', ...by, about: staff })
      return done
    },
  }
}

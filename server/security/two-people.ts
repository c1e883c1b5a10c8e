/**
 * Four eyes (X32; ASVS 5.0 V2.3.5): an act is asked by one person and done when another with the same duty agrees within
 * half an hour. It is taken for the one who agrees before it is done, so two who agree at once do it once. Where the process
 * dies in between, it is not tried again: whoever looks sees that its outcome is not known.
 */
import type { Duty } from '../../hall/duty.ts'
import type { Instant, StaffId } from '../../hall/ids.ts'
import { type Clock, mintSecret } from '../clock.ts'
import { type Log, reasonOf } from '../log.ts'
import { type By, type Trouble, trouble } from '../people/outcome.ts'
import type { ProposalRow, ProposalState } from './proposals.ts'
import type { SecurityLog } from './security-log.ts'

/** A proposal is answered within this time, and whoever got their account from the one who asks within it does not count, ms. */
export const WAITS_MS = 30 * 60_000
/** Whoever asks for more at once should first see what became of these. */
export const OPEN_EACH_MAX = 5
/** A clock that is put right by less is not one that was set back, ms. */
const SET_BACK_MS = 60_000
const ENDED_SHOWN_MS = 24 * 3_600_000
const ENDED_SHOWN_MAX = 20
/** What makes an account somebody's creature for half an hour. */
const GIVING: readonly string[] = ['account-added', 'account-changed']

export type Proposal = Omit<ProposalRow, 'secret' | 'data' | 'was'> & { readonly data: unknown; readonly was: unknown }
export type Asked = Pick<ProposalRow, 'act' | 'duty'> & {
  readonly about?: string | undefined
  readonly data: object
  readonly was: object
  readonly secret?: string | undefined
}
export type Done = { readonly ok: true; readonly answer: object } | { readonly ok: false; readonly code: string }
type Doing = (proposal: Proposal, secret: string | undefined) => Promise<Done>

export type TwoPeople = ReturnType<typeof openTwoPeople>

type Parts = {
  readonly clock: Clock
  readonly log: Log
  readonly securityLog: Pick<SecurityLog, 'note' | 'touchedBy' | 'proposals'>
  /** Enabled accounts with a duty; `own` where nobody else set their password. */
  readonly holders: (duty: Duty) => readonly { readonly id: StaffId; readonly own: boolean }[]
}

/** The word of a single sign-on may be a telephone number: it is in the proposal while that stands, and never in the log. */
const unsaid = (name: string, value: unknown): unknown =>
  name === 'subject' && typeof value === 'string' ? '…' : value

const read = ({ secret: _secret, data, was, ...row }: ProposalRow): Proposal => ({
  ...row,
  data: JSON.parse(data) as unknown,
  was: JSON.parse(was) as unknown,
})

export const openTwoPeople = ({ clock, log, securityLog, holders }: Parts) => {
  const { proposals, note } = securityLog

  const noteEnd = (row: ProposalRow, state: ProposalState, by: By, code?: string): void =>
    note({
      type: 'two-people-ended',
      outcome: state === 'done' ? 'ok' : 'refused',
      ...by,
      about: row.about ?? row.id,
      data: { proposal: row.id, act: row.act, asked: row.asker, state, ...(code === undefined ? {} : { code }) },
    })
  const end = (row: ProposalRow, state: ProposalState, by: By, code?: string): void => {
    proposals.end(row.id, state, clock.now(), code)
    noteEnd(row, state, by, code)
  }

  /** Set back behind it, the clock no longer says how long ago it was asked. */
  const isOver = ({ at, until }: ProposalRow): boolean => clock.now() >= until || clock.now() < at - SET_BACK_MS
  const openOnes = (): readonly ProposalRow[] => proposals.inState('open').filter((row) => !isOver(row))
  /** What cannot be written down as ended cannot be agreed to either, so it may wait for a disk that is mended. */
  const endAll = (rows: readonly ProposalRow[], state: ProposalState): void => {
    try {
      for (const row of rows) end(row, state, { from: 'server' })
    } catch (error) {
      log('error', 'proposals-not-ended', { reason: reasonOf(error) })
    }
  }
  /** Ends what nobody answered in time. */
  const sweep = (): void => {
    if (proposals.isOpen()) endAll(proposals.inState('open').filter(isOver), 'expired')
  }
  const waitingOne = (id: string): ProposalRow | Trouble => {
    sweep()
    const row = proposals.find(id)
    if (!row) return trouble('unknown-proposal')
    return row.state === 'open' ? row : trouble('proposal-ended')
  }

  /** Whom this person gave an account, a role, a password or a sign-on since a moment. */
  const givenBy = (asker: StaffId, since: Instant): ReadonlySet<StaffId> =>
    new Set(securityLog.touchedBy(asker, GIVING, since))
  type Wanted = Pick<ProposalRow, 'duty' | 'asker' | 'about' | 'at'>
  /** Why this person's agreement to it would not count, by id; undefined where it would. */
  const judging = ({ duty, asker, about, at }: Wanted): ((id: StaffId) => string | undefined) => {
    const given = givenBy(asker, at - WAITS_MS)
    const having = new Map(holders(duty).map(({ id, own }) => [id, own]))
    return (id) => {
      if (id === asker) return 'own-proposal'
      if (id === about) return 'about-yourself'
      if (!having.has(id)) return 'not-permitted'
      if (given.has(id)) return 'just-made'
      return having.get(id) ? undefined : 'password-given'
    }
  }
  const candidates = (wanted: Wanted): readonly StaffId[] => {
    const against = judging(wanted)
    return holders(wanted.duty).flatMap(({ id }) => (against(id) === undefined ? [id] : []))
  }

  endAll(proposals.inState('agreed'), 'unknown')
  for (const { until } of proposals.inState('open')) clock.after(Math.max(0, until - clock.now()), sweep)

  return {
    /** Writes it down; the same that waits already is answered as it stands. */
    ask: (asked: Asked, by: By & { readonly who: StaffId }): Trouble | { ok: true; proposal: Proposal } => {
      const [data, was, at] = [JSON.stringify(asked.data), JSON.stringify(asked.was), clock.now()]
      const about = asked.about ?? null
      const mine = openOnes().filter(({ asker }) => asker === by.who)
      const same = mine.find((row) => row.act === asked.act && row.data === data && row.was === was)
      if (same && same.secret === null && asked.secret === undefined) return { ok: true, proposal: read(same) }
      const refused = (code: string): Trouble => {
        const entry = { type: 'two-people-asked', outcome: 'refused', ...by } as const
        note({ ...entry, ...(about === null ? {} : { about }), data: { act: asked.act, code } })
        return trouble(code)
      }
      if (mine.length >= OPEN_EACH_MAX) return refused('too-many-open')
      const { act, duty, secret = null } = asked
      if (candidates({ duty, asker: by.who, about, at }).length === 0) return refused('nobody-to-agree')
      const row: ProposalRow = {
        ...{ id: mintSecret(), act, duty, data, was, secret, asker: by.who, origin: by.from, about },
        ...{ at, until: at + WAITS_MS, state: 'open', second: null, word: null, ended: null, code: null },
      }
      proposals.add(row)
      clock.after(WAITS_MS, sweep)
      note({
        type: 'two-people-asked',
        outcome: 'ok',
        ...by,
        about: about ?? row.id,
        data: { proposal: row.id, act, what: JSON.stringify(asked.data, unsaid) },
      })
      return { ok: true, proposal: read(row) }
    },

    /** What waits, and what ended within a day, the newest first. */
    list: (): readonly Proposal[] =>
      [...openOnes().toReversed(), ...proposals.endedSince(clock.now() - ENDED_SHOWN_MS, ENDED_SHOWN_MAX)].map(read),
    find: (id: string): Proposal | undefined => {
      const row = proposals.find(id)
      return row && read(row)
    },
    /** Who may agree to it now. */
    candidates,
    against: (proposal: Wanted, id: StaffId): string | undefined => judging(proposal)(id),

    /** Ends it undone; by whoever asked it is taken back. Nobody ends what others ask about them: it could never be done. */
    decline: (id: string, by: By & { readonly who: StaffId }, word: string): Trouble | { ok: true } => {
      const row = waitingOne(id)
      if ('ok' in row) return row
      if (row.about === by.who && row.asker !== by.who) {
        const data = { proposal: id, act: row.act, asked: row.asker, code: 'about-yourself' }
        note({ type: 'two-people-ended', outcome: 'refused', ...by, about: row.about, data })
        return trouble('about-yourself')
      }
      proposals.answered(id, by.who, word)
      end(row, row.asker === by.who ? 'withdrawn' : 'declined', by)
      return { ok: true }
    },

    /** Takes it for whoever agrees, and does it; `doing` answers why it could not. */
    agree: async (
      id: string,
      by: By & { readonly who: StaffId },
      word: string | undefined,
      doing: Doing,
    ): Promise<Trouble | { ok: true; answer: object }> => {
      const row = waitingOne(id)
      if ('ok' in row) return row
      const against = judging(row)(by.who)
      if (against !== undefined) {
        const data = { proposal: id, act: row.act, asked: row.asker, code: against }
        note({ type: 'two-people-agreed', outcome: 'refused', ...by, about: row.about ?? id, data })
        return trouble(against)
      }
      if (!holders(row.duty).some((one) => one.id === row.asker)) {
        end(row, 'failed', by, 'asker-gone')
        return trouble('asker-gone')
      }
      if (!proposals.claim(id, by.who, word ?? null, clock.now())) return trouble('proposal-ended')
      const data = { proposal: id, act: row.act, asked: row.asker }
      note({ type: 'two-people-agreed', outcome: 'ok', ...by, about: row.about ?? id, data })
      try {
        const done = await doing(read(row), row.secret ?? undefined)
        end(row, done.ok ? 'done' : 'failed', by, done.ok ? undefined : done.code)
        return done.ok ? { ok: true, answer: done.answer } : trouble(done.code)
      } catch (error) {
        // It may have been done in part: nobody claims that it was, or that it was not.
        end(row, 'unknown', by)
        throw error
      }
    },
  }
}

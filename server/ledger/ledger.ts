/**
 * The port to the durable past. Whoever implements it promises: `append` returns only when everything given is durable,
 * it is all or nothing, positions are dense, and no number of a day and series is ever written twice.
 */
import type { Command } from '../../hall/commands.ts'
import type { Recorded } from '../../hall/events.ts'
import type { BusinessDay, CommandId, HallId } from '../../hall/ids.ts'
import type { Accepted } from '../../hall/reply.ts'

/** What an accepted command left: its events, and the receipt that answers its repeats (I8). */
export type Entry = {
  readonly command: CommandId
  /** Fingerprint of the command's content: the same id with another content is refused. */
  readonly fingerprint: string
  readonly day: BusinessDay
  readonly reply: Accepted
  readonly events: readonly Recorded[]
}

export type Receipt = { readonly fingerprint: string; readonly reply: Accepted }

export interface Ledger {
  /** Writes a group durably, or throws and writes nothing. `expected` is the position before the first event. */
  append(hall: HallId, expected: number, entries: readonly Entry[]): void
  /** Every event after a position, in order. */
  read(hall: HallId, after: number): Iterable<Recorded>
  /** The position before the latest business day's first opening: folding from here gives today. */
  dayStart(hall: HallId): number
  /** Every event of one business day in order, from its first opening on; none for a day on which the hall never opened. */
  readDay(hall: HallId, day: BusinessDay): Iterable<Recorded>
  receipt(hall: HallId, command: CommandId): Receipt | undefined
  close(): void
}

/** The answer of a ledger whose tail is not where the writer thinks: somebody else writes this hall. */
export class WrongPosition extends Error {
  override readonly name = 'WrongPosition'
  constructor(expected: number, found: number) {
    super(`The ledger stands at ${found}, not at ${expected}: another process may be writing this hall.`)
  }
}

/** The content of a command without its id, in a form that two equal contents share. */
export const contentOf = (command: Command): string => {
  const { id: _id, ...content } = command
  return canonical(content)
}

/** JSON with sorted keys, so that equal values give equal bytes. Undefined fields are left out as JSON does. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )

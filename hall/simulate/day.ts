/**
 * A day of a hall as numbers: who comes when for what and how long they take, which window takes what when, and the rule
 * of order. Live forecasts, the planner, the replay of a past day and `npm run simulate` all run this one shape. Times may
 * be in any unit, the same throughout; live callers use ms.
 */

/** Everybody of the day, in order of `comes`. A column per property, since a thousand days are run in a second. */
export type Visits = {
  readonly count: number
  /** When each can be called; Infinity for a leg that begins when another ends. */
  readonly comes: Float64Array
  /** max(arrival, slot): what the score counts the wait from. */
  readonly since: Float64Array
  /** Which queue: windows name the queues they take. */
  readonly queue: Uint16Array
  /** The class, as an index into `OrderRule`. */
  readonly kind: Uint8Array
  /** How long each keeps a window. */
  readonly needs: Float64Array
  /** When each goes away uncalled; absent: nobody does. */
  readonly leaves?: Float64Array
  /** The leg that begins when this one ends, by index; −1 for none. Absent: one leg each. */
  readonly then?: Int32Array
}

/** A help threshold with hysteresis: see `HelpRule`. */
export type Relief = {
  readonly queues: readonly number[]
  /** Begins when somebody has stood there longer, since coming or since the leg before ended; Infinity: never by the wait. */
  readonly overWait: number
  /** Begins when more wait; Infinity: never by the number. */
  readonly overCount: number
  readonly whenIdle: boolean
  readonly first: boolean
  /** Ends when so many, or fewer, are left; 0 or more. */
  readonly until: number
  /** It has begun already when the shift does: help that is under way now. */
  readonly begun?: boolean
  /** The window's own queues, of which nobody may wait where `whenIdle`; absent: its first tier. */
  readonly own?: readonly number[]
}

/** What a window takes between two moments: queues tier by tier, the highest score within the first tier that has anybody. */
export type Shift = {
  readonly from: number
  readonly to: number
  readonly tiers: readonly (readonly number[])[]
  readonly reliefs?: readonly Relief[]
}

/** A window's day. Who is in front when a shift ends is served to the end. */
export type WindowDay = {
  readonly shifts: readonly Shift[]
  /** Taken until then at the start; absent: free. */
  readonly busyUntil?: number
  /** Time a visit takes here ÷ its `needs`; absent: 1. */
  readonly slowness?: number
}

/**
 * score = credit[kind] + rate[kind] × wait, highest first; ties: lower index first. `Infinity` as credit is strict: before
 * everybody from `since` on, nothing before that, and with a rate of 0 as with 1.
 */
export type OrderRule = { readonly credit: readonly number[]; readonly rate: readonly number[] }

/** What came of it: NaN and −1 for whoever was never called. */
export type Course = {
  readonly calledAt: Float64Array
  readonly endedAt: Float64Array
  readonly window: Int16Array
  /** The tier that each was called in, `BY_RELIEF` where a help threshold called it; absent: not asked for. */
  readonly tier?: Int16Array
}

export const BY_RELIEF = -1

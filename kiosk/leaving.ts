/** When somebody has walked away: the kiosk asks first, then starts over for the next person (ux §1, WCAG 2.2.1). */

export type Patience = {
  /** Without a touch for this long, it asks; ms. */
  readonly ask: number
  /** And this long after asking, it starts over; ms. */
  readonly leave: number
}

export const USUAL: Patience = { ask: 30_000, leave: 20_000 }
/** Whoever needs large letters also needs more time. */
export const UNHURRIED: Patience = { ask: 60_000, leave: 30_000 }

export type Leaving =
  | { readonly stage: 'here' }
  | { readonly stage: 'asking'; readonly seconds: number }
  | { readonly stage: 'gone' }

/** What to do after so many ms without a touch. */
export const leavingAfter = (quiet: number, { ask, leave }: Patience): Leaving => {
  if (quiet < ask) return { stage: 'here' }
  if (quiet < ask + leave) return { stage: 'asking', seconds: Math.ceil((ask + leave - quiet) / 1000) }
  return { stage: 'gone' }
}

/** How long a ticket stays on the screen, ms: long enough to take the paper, or to photograph the number without one. */
export const shownFor = (paperOut: boolean): number => (paperOut ? 30_000 : 12_000)

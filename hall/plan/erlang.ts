/**
 * Erlang's formulas for a queue that many equal windows serve: people come by chance at one rate, each takes a window for a
 * time of exponential law, nobody goes away (Erlang 1917). `load` is how many windows the work alone would keep busy:
 * arrivals a minute × minutes each takes. Times are in mean service times.
 */

/** A wait that a share of people may not exceed. */
export type Target = {
  /** The wait, in mean service times. */
  readonly within: number
  /** The share of people that waits no longer, 0 to 1. */
  readonly share: number
}

/** The chance that all `windows` are taken where nobody waits (Erlang B), by the recursion that never overflows. */
export const erlangB = (windows: number, load: number): number => {
  let blocked = 1
  for (let taken = 1; taken <= windows; taken += 1) blocked = (load * blocked) / (taken + load * blocked)
  return blocked
}

/** The chance that somebody has to wait at all (Erlang C). Where the work never ends, 1. */
export const erlangC = (windows: number, load: number): number => {
  if (load >= windows) return 1
  const blocked = erlangB(windows, load)
  return blocked / (1 - (load / windows) * (1 - blocked))
}

/** The mean wait of everybody, those who do not wait among them. Infinity where the work never ends. */
export const meanWait = (windows: number, load: number): number =>
  load >= windows ? Number.POSITIVE_INFINITY : erlangC(windows, load) / (windows - load)

/** The share of people that waits longer than `wait`. */
export const shareBeyond = (windows: number, load: number, wait: number): number =>
  load >= windows ? 1 : erlangC(windows, load) * Math.exp(-(windows - load) * wait)

/** The least windows with which the target is met; 0 where nobody comes. */
export const windowsFor = (load: number, { within, share }: Target): number => {
  if (load <= 0) return 0
  let windows = Math.floor(load) + 1
  while (shareBeyond(windows, load, within) > 1 - share) windows += 1
  return windows
}

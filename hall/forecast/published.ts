/**
 * Waits as the literature predicts them, for those who must wait: pure formulas that the hall's own forecasts are held
 * against. `mean` is the mean service time of each of `windows` exponential windows; results are in its unit.
 * Sources: Ibrahim and Whitt, Real-time delay estimation based on delay history, M&SOM 2009 (QL, LES, HOL, NI); the same,
 * Management Science 2009 (abandonment); Thiongane, Chan, L'Ecuyer, WSC 2016 (P-LES). Strict priority: delay cycles.
 */
type Windows = { readonly windows: number; readonly mean: number }

/** QL: `ahead` + 1 windows must become free. The conditional mean in M/M/s; nothing beats it there. */
export const queueLength = (ahead: number, { windows, mean }: Windows): number => ((ahead + 1) * mean) / windows

/** NI: nothing is known but the load; `rho` < 1 is offered work ÷ windows. */
export const noInformation = (rho: number, { windows, mean }: Windows): number => mean / (windows * (1 - rho))

/** LES: as long as whoever entered service last. NaN while nobody has. */
export const lastToEnterService = (wait: number): number => wait

/** P-LES: the same in proportion to how many were ahead of that one and are ahead of this one. */
export const proportionalLes = (wait: number, aheadThen: number, aheadNow: number): number =>
  (wait * (aheadNow + 1)) / (aheadThen + 1)

/** HOL: as long as the first in line has waited so far. */
export const headOfLine = (now: number, headSince: number): number => now - headSince

/** Refined HOL: whoever came since the head of the line at rate `arrivals`, the head and this one must find windows. */
export const refinedHeadOfLine = (waited: number, arrivals: number, { windows, mean }: Windows): number =>
  ((arrivals * waited + 2) * mean) / windows

/** QL where each one waiting gives up at rate `leaving`: exact for somebody who stays. */
export const queueLengthLeaving = (ahead: number, leaving: number, { windows, mean }: Windows): number => {
  let wait = 0
  for (let still = 0; still <= ahead; still++) wait += 1 / (windows / mean + still * leaving)
  return wait
}

/** Strict priority, the class with precedence: only its own `ahead` count. */
export const precedenceAhead = queueLength

/** Strict priority, the others: everybody ahead counts, and `rhoHigh`, the load of later arrivals with precedence, delays all. */
export const behindPrecedence = (ahead: number, rhoHigh: number, windows: Windows): number =>
  queueLength(ahead, windows) / (1 - rhoHigh)

/** Figures of the day. Everything in them can be taken out again, so that an act that is undone leaves no trace. */

/** Of one theme. */
export type FiguresToday = {
  issued: number
  /** How long everybody who came to a window had waited, ms, shortest first. */
  readonly waits: number[]
  waitMs: number
  /** Legs done, and pieces of work in them. */
  completed: number
  cases: number
}

/** Of one member of staff. */
export type StaffToday = { name: string; completed: number; cases: number; servedMs: number; rated: number }

export const emptyFigures = (): FiguresToday => ({ issued: 0, waits: [], waitMs: 0, completed: 0, cases: 0 })

/** The first index whose wait is not shorter. */
const placeOf = (waits: readonly number[], ms: number): number => {
  let low = 0
  let high = waits.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((waits[middle] ?? 0) < ms) low = middle + 1
    else high = middle
  }
  return low
}

export const addWait = (figures: FiguresToday, ms: number): void => {
  figures.waits.splice(placeOf(figures.waits, ms), 0, ms)
  figures.waitMs += ms
}

/** Takes a wait out again. Throws when it is not there. */
export const removeWait = (figures: FiguresToday, ms: number): void => {
  const at = placeOf(figures.waits, ms)
  if (figures.waits[at] !== ms) throw new Error(`A wait of ${ms} ms was never counted.`)
  figures.waits.splice(at, 1)
  figures.waitMs -= ms
}

/** The wait that a share of people did not exceed, ms; null before anybody was called. */
export const waitAt = (figures: FiguresToday, share: number): number | null =>
  figures.waits.length === 0
    ? null
    : (figures.waits[Math.min(figures.waits.length - 1, Math.ceil(share * figures.waits.length) - 1)] ?? null)

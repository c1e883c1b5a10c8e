/**
 * How far above the expected wait four in five stay. Each miss raises it by four times what each hit lowers it, so whatever
 * the waits do, in the long run one in five is above (adaptive conformal inference: Gibbs and Candès 2021). Short and
 * long waits have a margin of their own.
 */
const STEP = 0.02
const ABOVE = 0.2
/** Before anything is known: a third more. */
const AT_FIRST = 0.3
const BANDS = 8

/** The margin for each band of expected minutes (0–1, 1–3, 3–7, …), as the logarithm of a factor. */
export type Margins = number[]

export const emptyMargins = (): Margins => Array.from({ length: BANDS }, () => AT_FIRST)

const bandOf = (minutes: number): number => Math.min(BANDS - 1, Math.floor(Math.log2(minutes + 1)))

/** The margin above these expected minutes. */
export const marginOf = (margins: Margins, minutes: number): number => margins[bandOf(minutes)] ?? AT_FIRST

/** Learns whether the wait for which `minutes` were expected was above what was said at the time. */
export const learnMargin = (margins: Margins, minutes: number, above: boolean): void => {
  margins[bandOf(minutes)] = marginOf(margins, minutes) + STEP * ((above ? 1 : 0) - ABOVE)
}

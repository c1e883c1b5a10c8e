/**
 * How large things really are. A target of 20 mm is another number of pixels on every panel (ux §1), so the whole kiosk is
 * drawn in millimetres: `--mm` is the pixels of one. `?inches=` in the address tells the panel's diagonal.
 */
import { signal } from '@preact/signals'

const MM_PER_INCH = 25.4

/** The usual diagonal of a panel of this shape, inches: 5:4 and 4:3 kiosks are 19", the others 21.5". */
export const usualInches = (width: number, height: number): number =>
  Math.max(width, height) / Math.min(width, height) < 1.5 ? 19 : 21.5

/** CSS pixels in a millimetre of a panel of this many inches. */
export const pixelsPerMm = (width: number, height: number, inches: number): number =>
  Math.hypot(width, height) / (inches * MM_PER_INCH)

/** CSS pixels in a millimetre here. */
export const mm = signal(4)

const inchesGiven = (search: string): number | undefined => {
  const inches = Number(new URLSearchParams(search).get('inches'))
  return inches >= 5 && inches <= 100 ? inches : undefined
}

/** Measures the panel now and whenever it turns. */
export const measurePanel = (): void => {
  const measure = (): void => {
    const { innerWidth: width, innerHeight: height } = window
    mm.value = pixelsPerMm(width, height, inchesGiven(location.search) ?? usualInches(width, height))
    document.documentElement.style.setProperty('--mm', `${mm.value}px`)
  }
  measure()
  addEventListener('resize', measure)
}

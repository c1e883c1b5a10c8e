/**
 * How large things really are. A target of 20 mm is another number of pixels on every panel (ux §1), so the whole kiosk is
 * drawn in millimetres: `--mm` is the pixels of one, and `--above` the pixels that a seated visitor cannot reach. The panel's
 * size and height are the manager's settings of this machine (S11), or `?inches=` in the address.
 */
import { computed, effect, signal } from '@preact/signals'
import { mySettings } from '../client/report.ts'

const MM_PER_INCH = 25.4
/** As high as an arm reaches from a wheelchair, mm above the floor (ux §1: 48 inches). */
const REACH_MM = 1_220
/** Where a kiosk's picture begins unless the manager says otherwise, mm above the floor. */
const USUAL_LOWER_EDGE_MM = 900
/** The lowest strip of a panel that pages still fit into, mm. A panel hung higher than this allows cannot be used seated. */
const LEAST_REACH_MM = 180

/** A panel less high than this, mm, has no room to be generous: 15.6" lying. */
const LOW_MM = 230

/** The usual diagonal of a panel of this shape, inches: 5:4 and 4:3 kiosks are 19", the others 21.5". */
export const usualInches = (width: number, height: number): number =>
  Math.max(width, height) / Math.min(width, height) < 1.5 ? 19 : 21.5

/** CSS pixels in a millimetre of a panel of this many inches. */
export const pixelsPerMm = (width: number, height: number, inches: number): number =>
  Math.hypot(width, height) / (inches * MM_PER_INCH)

/** How much of a picture of this height, mm, lies above what a seated visitor reaches, when it begins at `lowerEdge` mm. */
export const aboveReach = (height: number, lowerEdge = USUAL_LOWER_EDGE_MM): number =>
  Math.max(0, height - Math.max(LEAST_REACH_MM, REACH_MM - lowerEdge))

/** CSS pixels in a millimetre here. */
export const mm = signal(4)
/** The part of this panel above the reach of a seat, mm. */
export const above = signal(0)

const inchesGiven = (search: string): number | undefined => {
  const inches = Number(new URLSearchParams(search).get('inches'))
  return inches >= 5 && inches <= 100 ? inches : undefined
}

/** Measures the panel now, whenever it turns, and whenever the manager says how large it is and how high it hangs. */
export const measurePanel = (): void => {
  const size = signal({ width: innerWidth, height: innerHeight })
  const settings = computed(() => mySettings.value?.settings)
  addEventListener('resize', () => {
    size.value = { width: innerWidth, height: innerHeight }
  })
  effect(() => {
    const { width, height } = size.value
    const inches = settings.value?.inches ?? inchesGiven(location.search) ?? usualInches(width, height)
    mm.value = pixelsPerMm(width, height, inches)
    above.value = aboveReach(height / mm.value, settings.value?.lowerEdge)
    document.documentElement.dataset.panel = height / mm.value < LOW_MM ? 'low' : 'usual'
    document.documentElement.style.setProperty('--mm', `${mm.value}px`)
    document.documentElement.style.setProperty('--above', `${above.value * mm.value}px`)
  })
}

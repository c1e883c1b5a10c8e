/**
 * How large a sign must be to be read from afar, on a panel of so many inches. Digits and Latin capitals are read at a
 * 200th of the distance (17′, FAA; ISO 9241-3 asks for 16′), hanzi with their many strokes at a 150th (ux §2). Pure.
 */

/** A screen as it hangs: CSS pixels, the diagonal in inches, and from how far it must be read, in metres. */
export type Panel = {
  readonly width: number
  readonly height: number
  readonly inches: number
  readonly metres: number
}

/** Of Noto Sans SC: how high a capital or digit is, and the ink of a hanzi, in parts of the font size. */
const CAP = 0.733
const GLYPH = 0.876

const DIGIT_OF_DISTANCE = 1 / 200
const HANZI_OF_DISTANCE = 1 / 150

/** How wide one CSS pixel is, mm; the same picture whatever the dots behind it. */
export const pitchOf = ({ width, height, inches }: Omit<Panel, 'metres'>): number =>
  (inches * 25.4) / Math.hypot(width, height)

export type Legible = {
  /** Font sizes, CSS px: the least for digits, what is preferred for them, and the least for hanzi. */
  readonly digit: number
  readonly digitBest: number
  readonly hanzi: number
}

/** The font sizes that can be read from where the furthest people sit. */
export const legible = (panel: Panel): Legible => {
  const pixels = (panel.metres * 1_000) / pitchOf(panel)
  return {
    digit: (pixels * DIGIT_OF_DISTANCE) / CAP,
    digitBest: (pixels * HANZI_OF_DISTANCE) / CAP,
    hanzi: (pixels * HANZI_OF_DISTANCE) / GLYPH,
  }
}

/** Advance of bold Latin capitals in parts of the font size; digits are equally wide. Measured in Noto Sans SC Bold. */
const CAPITALS: Readonly<Record<string, number>> = {
  ...{ A: 0.64, B: 0.68, C: 0.66, D: 0.71, E: 0.62, F: 0.59, G: 0.72, H: 0.75, I: 0.33, J: 0.57, K: 0.69, L: 0.58 },
  ...{ M: 0.85, N: 0.75, O: 0.77, P: 0.67, Q: 0.77, R: 0.68, S: 0.62, T: 0.63, U: 0.75, V: 0.62, W: 0.92, X: 0.63 },
  ...{ Y: 0.58, Z: 0.61 },
}
const DIGIT = 0.59
/** Small letters and signs: most are narrower. */
const OTHER = 0.62

/** How wide a bold text is, in parts of the font size: hanzi are square. */
export const emOf = (text: string): number =>
  [...text].reduce((sum, character) => {
    if (/\d/.test(character)) return sum + DIGIT
    if ((character.codePointAt(0) ?? 0) >= 0x2e80) return sum + 1
    return sum + (CAPITALS[character] ?? OTHER)
  }, 0)

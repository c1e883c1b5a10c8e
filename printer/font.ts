/** A font that we draw pictures of text with, as the layout and the drawing see it. */
import type { Bitmap } from './bitmap.ts'

/** Magnifications of the normal character, 1 to 8, and whether it is bold. */
export type Style = { readonly sizeW: number; readonly sizeH: number; readonly bold: boolean }

export type Font = {
  /** Whether the font itself has the character; no other font is ever asked. */
  readonly has: (char: string) => boolean
  /** One character in a cell of 12 × 24 dots (ASCII) or 24 × 24 dots, times its size. */
  readonly glyph: (char: string, style: Style) => Bitmap
}

/** Why there is no font: one line that says what to do. */
export type FontFault = { readonly fault: string }

/** Dots of paper: rows padded to whole bytes, 1 is black, as `GS v 0` wants them. */

export type Bitmap = { readonly width: number; readonly height: number; readonly bits: Uint8Array }

export const blank = (width: number, height: number): Bitmap => ({
  width,
  height,
  bits: new Uint8Array(Math.ceil(width / 8) * height),
})

export const isBlack = ({ width, bits }: Bitmap, x: number, y: number): boolean =>
  ((bits[y * Math.ceil(width / 8) + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0

/** Blackens a rectangle; what lies outside the bitmap is left out. */
export const fillRect = (onto: Bitmap, left: number, top: number, width: number, height: number): void => {
  const across = Math.ceil(onto.width / 8)
  for (let y = Math.max(0, top); y < Math.min(onto.height, top + height); y++)
    for (let x = Math.max(0, left); x < Math.min(onto.width, left + width); x++) {
      const at = y * across + (x >> 3)
      onto.bits[at] = (onto.bits[at] ?? 0) | (0x80 >> (x & 7))
    }
}

/** Adds the black dots of one bitmap to another at a place right of its left edge; what does not fit is left out. */
export const stamp = (onto: Bitmap, what: Bitmap, left: number, top: number): void => {
  const across = Math.ceil(onto.width / 8)
  const from = Math.ceil(what.width / 8)
  const shift = left & 7
  for (let y = 0; y < what.height && top + y < onto.height; y++)
    for (let i = 0; i < from; i++) {
      const byte = what.bits[y * from + i] ?? 0
      const column = (left >> 3) + i
      const at = (top + y) * across + column
      if (byte === 0 || column >= across) continue
      onto.bits[at] = (onto.bits[at] ?? 0) | (byte >> shift)
      if (shift > 0 && column + 1 < across)
        onto.bits[at + 1] = (onto.bits[at + 1] ?? 0) | ((byte << (8 - shift)) & 0xff)
    }
}

/** Pieces of bytes as one. */
export const joined = (parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

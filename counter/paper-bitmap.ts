/**
 * A picture of paper as one image: a BMP of one bit a dot, which every browser draws and which takes no library. As
 * strokes a slip of 75 KB would be thousands of shapes. Pure.
 */

/** The file head and the picture head with its palette: white, then ink. */
const HEAD_BYTES = 14 + 40 + 8
const WHITE = [0xff, 0xff, 0xff, 0] as const
/** The colour of `.ink`, blue first as BMP wants it. */
const INK = [0x2a, 0x22, 0x23, 0] as const

const head = (width: number, height: number, dataBytes: number): Uint8Array => {
  const view = new DataView(new ArrayBuffer(HEAD_BYTES))
  view.setUint16(0, 0x424d)
  view.setUint32(2, HEAD_BYTES + dataBytes, true)
  view.setUint32(10, HEAD_BYTES, true)
  view.setUint32(14, 40, true)
  view.setInt32(18, width, true)
  // A negative height: the first row is the top one.
  view.setInt32(22, -height, true)
  view.setUint16(26, 1, true)
  view.setUint16(28, 1, true)
  view.setUint32(34, dataBytes, true)
  const bytes = new Uint8Array(view.buffer)
  bytes.set([...WHITE, ...INK], HEAD_BYTES - 8)
  return bytes
}

/**
 * The `data:` address of a picture whose rows are padded to whole bytes, 1 black, in base64. What lies behind its width is
 * not drawn, and rows that did not arrive stay white.
 */
export const bitmapUrl = (bits: string, width: number, height: number): string => {
  const across = Math.ceil(width / 8)
  const padded = Math.ceil(across / 4) * 4
  const rows = atob(bits)
  const fill = '\0'.repeat(padded - across)
  const parts = [String.fromCharCode(...head(width, height, padded * height))]
  for (let y = 0; y < height; y += 1) {
    const row = rows.slice(y * across, (y + 1) * across)
    parts.push(row.padEnd(across, '\0'), fill)
  }
  return `data:image/bmp;base64,${btoa(parts.join(''))}`
}

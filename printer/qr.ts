/** How large to print a QR code: the printer draws it, but only we know the paper. */

/** Bytes that versions 1 to 20 hold at error correction M (ISO/IEC 18004, table 7). */
const CAPACITY_M = [14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666]
/** A phone reads 25 mm from the hand; more wastes paper. */
const WANTED_DOTS = 200
const QUIET_MODULES = 8

/** Bytes of a QR code's data, which is UTF-8: the printer counts bytes, not characters. */
export const qrBytes = (data: string): Uint8Array => new TextEncoder().encode(data)

/**
 * The side of one module in dots, 3 to 8, so that the code comes out near 25 mm and fits the paper.
 * Throws when the data cannot be printed so that a phone can read it (more than 666 bytes, or than the paper holds).
 */
export const qrModuleDots = (data: string, paperDots: number): number => {
  const bytes = qrBytes(data).length
  const version = CAPACITY_M.findIndex((capacity) => bytes <= capacity) + 1
  const modules = 17 + 4 * version
  const widest = Math.floor(paperDots / (modules + QUIET_MODULES))
  if (version === 0 || bytes === 0 || widest < 3)
    throw new Error(`A QR code of ${bytes} bytes does not fit a paper of ${paperDots} dots: shorten the link.`)
  return Math.min(8, widest, Math.max(3, Math.floor(WANTED_DOTS / modules)))
}

/**
 * Which characters a font file has, read from its own `cmap` table (OpenType 1.9, formats 4 and 12): a drawing library
 * takes another font without a word when one lacks a character.
 */

type Range = { readonly from: number; readonly to: number }

/** Format 4: parallel arrays of segment ends and starts. A segment may hold gaps, which map to glyph 0. */
const segments = (table: DataView, at: number): Range[] => {
  const count = table.getUint16(at + 6) / 2
  const ends = at + 14
  const starts = ends + 2 * count + 2
  const deltas = starts + 2 * count
  const offsets = deltas + 2 * count
  const ranges: Range[] = []
  for (let i = 0; i < count; i++) {
    const from = table.getUint16(starts + 2 * i)
    const to = table.getUint16(ends + 2 * i)
    const delta = table.getUint16(deltas + 2 * i)
    const offset = table.getUint16(offsets + 2 * i)
    for (let code = from; code <= to; code++) {
      const stored = offset === 0 ? code : table.getUint16(offsets + 2 * i + offset + 2 * (code - from))
      if (stored !== 0 && ((stored + delta) & 0xffff) !== 0) ranges.push({ from: code, to: code })
    }
  }
  return ranges
}

/** Format 12: groups of code points, each with its first glyph. */
const groups = (table: DataView, at: number): Range[] =>
  Array.from({ length: table.getUint32(at + 12) }, (_, i) => at + 16 + 12 * i).flatMap((group) => {
    const from = table.getUint32(group)
    // Glyph 0 is the box that stands for a missing character.
    const missing = table.getUint32(group + 8) === 0 ? 1 : 0
    return [{ from: from + missing, to: table.getUint32(group + 4) }]
  })

/** The code points that a `cmap` table maps to a glyph. Other formats than 4 and 12 are passed over. */
export const charactersIn = (cmap: Uint8Array): ReadonlySet<number> => {
  const table = new DataView(cmap.buffer, cmap.byteOffset, cmap.byteLength)
  const found = new Set<number>()
  for (let i = 0; i < table.getUint16(2); i++) {
    const at = table.getUint32(4 + 8 * i + 4)
    const format = table.getUint16(at)
    const ranges = format === 12 ? groups(table, at) : format === 4 ? segments(table, at) : []
    for (const { from, to } of ranges) for (let code = from; code <= to; code++) found.add(code)
  }
  return found
}

/** Where a table lies in a TrueType or OpenType file, read from the file's first bytes; `undefined` when it has none. */
export const tableAt = (
  head: Uint8Array,
  tag: string,
): { readonly offset: number; readonly length: number } | undefined => {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  for (let at = 12; at < 12 + 16 * view.getUint16(4) && at + 16 <= head.length; at += 16)
    if (String.fromCharCode(...head.subarray(at, at + 4)) === tag)
      return { offset: view.getUint32(at + 8), length: view.getUint32(at + 12) }
  return undefined
}

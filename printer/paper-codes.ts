/** QR codes and pictures as the interpreter reads them: several commands make one, so what came before is remembered. */
import type { PaperRow } from '../hall/views/paper.ts'
import type { Align } from './slip.ts'

/** A QR code and a picture that were stored and not printed yet. */
export type Code = {
  readonly module: number
  readonly data: string
  readonly picture?: { readonly width: number; readonly height: number; readonly bits: string }
}

export const NO_CODE: Code = { module: 3, data: '' }

/** A row of paper, or what is remembered now, or why neither. */
export type Made = { readonly row: PaperRow } | Code | 'malformed' | 'unknown' | 'not-drawn'

/** Bytes that the largest QR code holds at error correction M (ISO/IEC 18004, table 7). */
const MOST_QR_BYTES = 2331
const utf8 = new TextDecoder()

const qrRow = (data: string, module: number, align: Align): Made => {
  const bytes = new TextEncoder().encode(data).length
  if (bytes === 0 || bytes > MOST_QR_BYTES || module < 1 || module > 16) return 'malformed'
  return { row: { kind: 'qr', align, data, module } }
}

/** `GS ( k` for QR codes (symbol 49); its bytes are those after `GS (`. */
export const qrFunction = (args: Uint8Array, code: Code, align: Align): Made => {
  const [, , , symbol, fn, value = 0] = args
  if (symbol === undefined || symbol < 0x30) return 'malformed'
  // Other symbols, such as PDF417, are known to printers and not drawn here.
  if (symbol !== 0x31) return 'not-drawn'
  switch (fn) {
    case 0x41:
    case 0x45:
      return code
    case 0x43:
      return value < 1 || value > 16 ? 'malformed' : { ...code, module: value }
    case 0x50:
      return { ...code, data: utf8.decode(args.subarray(6)) }
    case 0x51:
      return qrRow(code.data, code.module, align)
  }
  return 'unknown'
}

/** `ESC Z version level size lenL lenH data`, the clones' QR code; its bytes are those after `ESC Z`. */
export const cloneQr = (args: Uint8Array, align: Align): Made =>
  qrRow(utf8.decode(args.subarray(5)), args[2] ?? 0, align)

type Picture = NonNullable<Code['picture']>

/** As many whole rows as have arrived. */
const pictureOf = (across: number, most: number, data: Uint8Array): Picture | 'malformed' => {
  if (across === 0 || most === 0) return 'malformed'
  const height = Math.min(most, Math.floor(data.length / across))
  return { width: across * 8, height, bits: Buffer.from(data.subarray(0, across * height)).toString('base64') }
}

/** `GS v 0 m xL xH yL yH data`; its bytes are those after `GS v`. */
export const rasterRow = (args: Uint8Array, align: Align): Made => {
  const [zero, mode = 0, xl = 0, xh = 0, yl = 0, yh = 0] = args
  if (zero !== 0x30 || (mode > 3 && (mode < 48 || mode > 51))) return 'malformed'
  // Doubled pictures are of printers that our own drawing never asks to double.
  if (mode !== 0 && mode !== 48) return 'not-drawn'
  const picture = pictureOf(xl + xh * 256, yl + yh * 256, args.subarray(6))
  return typeof picture === 'string' ? picture : { row: { kind: 'raster', align, ...picture } }
}

/** `GS ( L` and `GS 8 L`: a picture is stored (function 112) and printed (2 or 50); the bytes begin with `m fn`. */
export const graphics = (args: Uint8Array, code: Code, align: Align): Made => {
  const [, fn, , bx, by, , xl = 0, xh = 0, yl = 0, yh = 0] = args
  if (fn === 112) {
    if (bx !== 1 || by !== 1) return 'not-drawn'
    const picture = pictureOf(Math.ceil((xl + xh * 256) / 8), yl + yh * 256, args.subarray(10))
    return typeof picture === 'string' ? picture : { ...code, picture }
  }
  if (fn !== 2 && fn !== 50) return 'not-drawn'
  if (!code.picture) return 'malformed'
  return { row: { kind: 'raster', align, ...code.picture } }
}

type Raster = Extract<PaperRow, { kind: 'raster' }>

/** Bands that touch are one picture to the eye, and to whoever draws them. */
export const joinBands = (rows: readonly PaperRow[]): PaperRow[] => {
  const joined: PaperRow[] = []
  let bands: Raster[] = []
  const finish = () => {
    const [first] = bands
    if (first && bands.length === 1) joined.push(first)
    else if (first) {
      const bits = Buffer.concat(bands.map((band) => Buffer.from(band.bits, 'base64'))).toString('base64')
      joined.push({ ...first, height: bands.reduce((sum, { height }) => sum + height, 0), bits })
    }
    bands = []
  }
  for (const row of rows) {
    const [first] = bands
    if (row.kind !== 'raster' || (first && (row.width !== first.width || row.align !== first.align))) finish()
    if (row.kind === 'raster') bands.push(row)
    else joined.push(row)
  }
  finish()
  return joined
}

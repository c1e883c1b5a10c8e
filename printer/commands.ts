/**
 * The commands a job is made of, as data, and the bytes of those that the escpos package gets wrong or does not know:
 * it counts characters instead of bytes in QR codes, leaves the length out of short CODE128 codes, turns the last byte of
 * the drawer pulse into UTF-8 and never switches Chinese on.
 */
import { type Bitmap, joined } from './bitmap.ts'
import { qrBytes } from './qr.ts'
import type { Align } from './slip.ts'

export type Command =
  | { readonly do: 'init' }
  | { readonly do: 'align'; readonly align: Align }
  /** Times the normal character, 1 to 8. */
  | { readonly do: 'size'; readonly width: number; readonly height: number }
  | { readonly do: 'bold'; readonly on: boolean }
  /** Line pitch in dots; absent: the printer's own. */
  | { readonly do: 'pitch'; readonly dots?: number }
  | { readonly do: 'text'; readonly text: string }
  | { readonly do: 'newline' }
  | { readonly do: 'feed-lines'; readonly lines: number }
  | { readonly do: 'feed-dots'; readonly dots: number }
  /** By `GS ( k`, or by the clones' own command. */
  | { readonly do: 'qr'; readonly by: 'native' | 'clone'; readonly data: string; readonly moduleDots: number }
  | { readonly do: 'picture'; readonly picture: Bitmap }
  | { readonly do: 'code128'; readonly data: string; readonly heightDots: number; readonly moduleDots: number }
  | { readonly do: 'drawer' }
  | { readonly do: 'beep' }
  | { readonly do: 'cut' }

const ESC = 0x1b
const FS = 0x1c
const GS = 0x1d
const DLE = 0x10

/** `FS &`: Chinese on. `ESC @` may have switched it off. */
export const CHINESE_ON: readonly number[] = [FS, 0x26]
/** `ESC p 0 25 120`: 50 ms on, 240 ms off. All five bytes: a printer takes two of what follows when the times are missing. */
export const DRAWER: readonly number[] = [ESC, 0x70, 0, 0x19, 0x78]
/** `GS V 66 0`: partial cut. */
export const CUT: readonly number[] = [GS, 0x56, 0x42, 0]
/** `ESC B 3 2`: three beeps of 100 ms. Clones only; Epson has another command for its buzzers, which are extras. */
export const BEEP: readonly number[] = [ESC, 0x42, 3, 2]
/** `GS r 1`: the paper sensor, answered only when everything before it has been processed. */
export const CONFIRM: readonly number[] = [GS, 0x72, 1]
/** `DLE ENQ 2`: leave a recoverable error and throw away what is left of the job that met it. */
export const CLEAR_AFTER_ERROR: readonly number[] = [DLE, 0x05, 2]
/** `DLE EOT n`: status in real time. 1 printer, 2 why offline, 3 error, 4 paper. */
export const askStatus = (n: 1 | 2 | 3 | 4): readonly number[] => [DLE, 0x04, n]

/** `GS I n`: what the printer is. The reply is text between `5F` and a NUL byte. */
export const askAbout = (what: 'firmware' | 'maker' | 'model'): readonly number[] => [
  GS,
  0x49,
  { firmware: 0x41, maker: 0x42, model: 0x43 }[what],
]
/**
 * `GS ( H` function 48: the printer sends these four characters back, as `37 22 … 00`, when it has processed everything
 * before them. Throws unless they are four printable ASCII characters.
 */
export const processId = (id: string): readonly number[] => {
  if (!/^[ -~]{4}$/.test(id)) throw new Error('A process id is four printable ASCII characters.')
  return [GS, 0x28, 0x48, 6, 0, 0x30, 0x30, ...new TextEncoder().encode(id)]
}

export const bold = (on: boolean): readonly number[] => [ESC, 0x45, on ? 1 : 0]
export const feedLines = (lines: number): readonly number[] => [ESC, 0x64, byte(lines)]
export const feedDots = (dots: number): readonly number[] => [ESC, 0x4a, byte(dots)]
/** `ESC 3 n`, or `ESC 2` for the printer's own pitch. */
export const pitch = (dots?: number): readonly number[] => (dots === undefined ? [ESC, 0x32] : [ESC, 0x33, byte(dots)])

const byte = (value: number): number => {
  if (!Number.isInteger(value) || value < 0 || value > 255)
    throw new Error(`${value} does not fit the byte of a command.`)
  return value
}

const qrFunction = (...parameters: number[]): number[] => [
  GS,
  0x28,
  0x6b,
  parameters.length & 0xff,
  parameters.length >> 8,
  ...parameters,
]

/** A QR code of model 2 at error correction M, drawn by the printer. Lengths are of bytes, not of characters. */
export const qr = (data: string, moduleDots: number): readonly number[] => [
  ...qrFunction(0x31, 0x41, 0x32, 0),
  ...qrFunction(0x31, 0x43, byte(moduleDots)),
  ...qrFunction(0x31, 0x45, 0x31),
  ...qrFunction(0x31, 0x50, 0x30, ...qrBytes(data)),
  ...qrFunction(0x31, 0x51, 0x30),
]

/** `GS Z 2` and `ESC Z`: the same on a clone, in the smallest version that holds the data (0). */
export const cloneQr = (data: string, moduleDots: number): readonly number[] => {
  const bytes = qrBytes(data)
  return [
    GS,
    0x5a,
    2,
    ESC,
    0x5a,
    0,
    'M'.charCodeAt(0),
    byte(moduleDots),
    bytes.length & 0xff,
    bytes.length >> 8,
    ...bytes,
  ]
}

/** Rows of one band: some printers hold no more of a picture. */
const BAND_ROWS = 128

/** `GS v 0`: a picture in bands of at most 128 rows that touch. Its width is counted in bytes, its height in rows. */
export const picture = ({ width, height, bits }: Bitmap): Uint8Array => {
  const across = Math.ceil(width / 8)
  const bands: Uint8Array[] = []
  for (let from = 0; from < height; from += BAND_ROWS) {
    const rows = Math.min(BAND_ROWS, height - from)
    bands.push(Uint8Array.of(GS, 0x76, 0x30, 0, across & 0xff, across >> 8, rows, 0))
    bands.push(bits.subarray(from * across, (from + rows) * across))
  }
  return joined(bands)
}

/** CODE128 in set B with its text below. The counted length includes the two bytes that choose the set. */
export const code128 = (data: string, heightDots: number, moduleDots: number): readonly number[] => {
  if (!/^[ -~]+$/.test(data)) throw new Error('CODE128 set B holds printable ASCII only.')
  // A brace introduces a control within the code, so a brace that is meant is written twice.
  const coded = new TextEncoder().encode(`{B${data.replaceAll('{', '{{')}`)
  return [
    GS,
    0x68,
    byte(heightDots),
    GS,
    0x77,
    byte(moduleDots),
    GS,
    0x48,
    2,
    GS,
    0x6b,
    0x49,
    byte(coded.length),
    ...coded,
  ]
}

/**
 * Paper from bytes: what a printer with a GBK font would print. It knows nothing of how our own bytes are made, so that
 * it can show when they are wrong, and it survives any stream. The result is JSON, for the page that draws it.
 */
import iconv from 'iconv-lite'
import { CHARACTER_DOTS, DEFAULT_PITCH } from './models.ts'
import { type Token, tokens } from './scan.ts'
import type { Align } from './slip.ts'

export type Run = { readonly text: string; readonly sizeW: number; readonly sizeH: number; readonly bold: boolean }

/** Heights are in dots, 8 to the millimetre. */
export type Row =
  | { readonly kind: 'text'; readonly align: Align; readonly runs: readonly Run[]; readonly height: number }
  | { readonly kind: 'qr'; readonly align: Align; readonly data: string; readonly module: number }
  | { readonly kind: 'barcode'; readonly align: Align; readonly system: number; readonly data: string; readonly height: number }
  /** `bits` is base64, each row padded to whole bytes, 1 is black; `height` counts the rows that arrived. */
  | { readonly kind: 'raster'; readonly align: Align; readonly width: number; readonly height: number; readonly bits: string }
  | { readonly kind: 'feed'; readonly height: number }
  | { readonly kind: 'drawer' }
  | { readonly kind: 'cut' }

export type Unknown = { readonly offset: number; readonly bytes: string }

export type Paper = {
  readonly dots: number
  readonly columns: number
  readonly rows: readonly Row[]
  /** What was not understood, or was not drawn: where it began, and its first bytes in hexadecimal. */
  readonly unknown: readonly Unknown[]
  /** Text that no line feed followed: it is in the printer and not on the paper. */
  readonly pending: string
}

type State = {
  readonly dots: number
  readonly rows: Row[]
  readonly unknown: Unknown[]
  align: Align
  sizeW: number
  sizeH: number
  bold: boolean
  chinese: boolean
  pitch: number
  runs: Run[]
  /** Dots of the current line already taken. */
  used: number
  qrModule: number
  qrData: string
  barcodeHeight: number
}

const reset = (): Omit<State, 'dots' | 'rows' | 'unknown'> => ({
  align: 'left',
  sizeW: 1,
  sizeH: 1,
  bold: false,
  chinese: false,
  pitch: DEFAULT_PITCH,
  runs: [],
  used: 0,
  qrModule: 3,
  qrData: '',
  barcodeHeight: 162,
})

const hex = (bytes: Uint8Array): string => Buffer.from(bytes.subarray(0, 16)).toString('hex')
const utf8 = new TextDecoder()

const advance = (state: State, height: number) => {
  const last = state.rows.at(-1)
  if (height === 0) return
  if (last?.kind === 'feed') state.rows[state.rows.length - 1] = { kind: 'feed', height: last.height + height }
  else state.rows.push({ kind: 'feed', height })
}

const endLine = (state: State) => {
  if (state.runs.length === 0) return advance(state, state.pitch)
  const tallest = Math.max(...state.runs.map((run) => run.sizeH * CHARACTER_DOTS))
  state.rows.push({ kind: 'text', align: state.align, runs: state.runs, height: Math.max(state.pitch, tallest) })
  state.runs = []
  state.used = 0
}

const put = (state: State, char: string, columns: number) => {
  const width = (columns * CHARACTER_DOTS * state.sizeW) / 2
  if (state.used + width > state.dots && state.used > 0) endLine(state)
  const { sizeW, sizeH, bold } = state
  const last = state.runs.at(-1)
  if (last && last.sizeW === sizeW && last.sizeH === sizeH && last.bold === bold)
    state.runs[state.runs.length - 1] = { ...last, text: last.text + char }
  else state.runs.push({ text: char, sizeW, sizeH, bold })
  state.used += width
}

/** One byte of ASCII or, while Chinese is on, two bytes of GBK. Anything else prints as a mark and is reported. */
const putText = (state: State, bytes: Uint8Array, offset: number) => {
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i] ?? 0
    const trail = bytes[i + 1] ?? 0
    if (lead < 0x7f) {
      put(state, String.fromCharCode(lead), 1)
      continue
    }
    const pair = state.chinese && lead > 0x80 && lead < 0xff && trail >= 0x40 && trail !== 0x7f && trail < 0xff
    const char = pair ? iconv.decode(Buffer.from([lead, trail]), 'gbk') : '\ufffd'
    if (char === '\ufffd') state.unknown.push({ offset: offset + i, bytes: hex(bytes.subarray(i, pair ? i + 2 : i + 1)) })
    put(state, char, pair ? 2 : 1)
    if (pair) i++
  }
}

const ALIGNS: Readonly<Record<number, Align>> = { 0: 'left', 1: 'center', 2: 'right', 48: 'left', 49: 'center', 50: 'right' }

const doQr = (state: State, args: Uint8Array): boolean => {
  const [, low = 0, high = 0, symbol, fn, value = 0] = args
  if (symbol !== 0x31 || args.length < 3 + low + high * 256) return false
  switch (fn) {
    case 0x43:
      state.qrModule = value
      return true
    case 0x50:
      state.qrData = utf8.decode(args.subarray(6))
      return true
    case 0x51:
      state.rows.push({ kind: 'qr', align: state.align, data: state.qrData, module: state.qrModule })
      return true
  }
  return fn === 0x41 || fn === 0x45
}

const doRaster = (state: State, args: Uint8Array) => {
  const across = (args[2] ?? 0) + (args[3] ?? 0) * 256
  const data = args.subarray(6)
  const height = across === 0 ? 0 : Math.floor(data.length / across)
  const bits = Buffer.from(data.subarray(0, across * height)).toString('base64')
  state.rows.push({ kind: 'raster', align: state.align, width: across * 8, height, bits })
}

const doBarcode = (state: State, args: Uint8Array) => {
  const system = args[0] ?? 0
  const data = String.fromCharCode(...args.subarray(system <= 6 ? 1 : 2)).replace(/\0$/, '')
  state.rows.push({ kind: 'barcode', align: state.align, system, data, height: state.barcodeHeight })
}

/** Known, and nothing to see on paper: the printer is asked, told about itself, or set in a way that is not drawn. */
const UNSEEN = new Set([
  'NUL', 'HT', 'CR', 'CAN', 'FF', 'DLE EOT', 'DLE ENQ', 'DLE DC4', 'GS r', 'GS a', 'GS I', 'GS H', 'GS w', 'GS f',
  'GS L', 'GS W', 'GS P', 'FS !', 'FS S', 'FS W', 'FS C', 'FS -', 'ESC t', 'ESC R', 'ESC M', 'ESC -', 'ESC SP', 'ESC c',
  'ESC $', 'ESC D', 'ESC B', 'ESC =', 'GS $', 'GS B', 'ESC V', 'ESC {', 'GS b', 'ESC U', 'ESC G',
])

const step = (state: State, token: Token): void => {
  const [n = 0] = token.args
  switch (token.name) {
    case 'text':
      return putText(state, token.args, token.at)
    case 'LF':
      return endLine(state)
    case 'ESC @':
      // The line in the buffer is thrown away, as in a printer.
      Object.assign(state, reset())
      return
    case 'FS &':
    case 'FS .':
      state.chinese = token.name === 'FS &'
      return
    case 'ESC a':
      state.align = ALIGNS[n] ?? state.align
      return
    case 'ESC E':
      state.bold = n % 2 === 1
      return
    case 'ESC !':
      Object.assign(state, { bold: (n & 0x08) > 0, sizeH: n & 0x10 ? 2 : 1, sizeW: n & 0x20 ? 2 : 1 })
      return
    case 'GS !':
      Object.assign(state, { sizeW: ((n >> 4) & 7) + 1, sizeH: (n & 7) + 1 })
      return
    case 'ESC 2':
      state.pitch = DEFAULT_PITCH
      return
    case 'ESC 3':
      state.pitch = n
      return
    case 'ESC d':
      if (state.runs.length > 0) endLine(state)
      return advance(state, n * state.pitch)
    case 'ESC J':
      if (state.runs.length > 0) endLine(state)
      return advance(state, n)
    case 'GS h':
      state.barcodeHeight = n
      return
    case 'GS k':
      return doBarcode(state, token.args)
    case 'GS v':
      return doRaster(state, token.args)
    case 'GS (':
      if (n === 0x6b && doQr(state, token.args)) return
      break
    case 'ESC p':
      state.rows.push({ kind: 'drawer' })
      return
    case 'GS V':
      if (state.runs.length > 0) endLine(state)
      state.rows.push({ kind: 'cut' })
      return
  }
  if (!UNSEEN.has(token.name)) state.unknown.push({ offset: token.at, bytes: '' })
}

/** Draws the paper of a stream of bytes, `dots` wide (576 for 80 mm, 384 for 58 mm). Never throws. */
export const readPaper = (bytes: Uint8Array, dots = 576): Paper => {
  const state: State = { dots, rows: [], unknown: [], ...reset() }
  for (const token of tokens(bytes)) {
    const seen = state.unknown.length
    step(state, token)
    const added = state.unknown[seen]
    if (added?.bytes === '') state.unknown[seen] = { ...added, bytes: hex(bytes.subarray(token.at, token.at + token.length)) }
  }
  const pending = state.runs.map((run) => run.text).join('')
  return { dots, columns: (dots * 2) / CHARACTER_DOTS, rows: state.rows, unknown: state.unknown, pending }
}

/** The lines of text on a paper, as a reader would copy them. */
export const paperText = (paper: Paper): string[] =>
  paper.rows.flatMap((row) => (row.kind === 'text' ? [row.runs.map((run) => run.text).join('')] : []))

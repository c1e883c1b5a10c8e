/**
 * Paper from bytes: what a printer with a GBK font would print. It knows nothing of how our own bytes are made, so that
 * it can show when they are wrong, and it survives any stream. The result is JSON, for the page that draws it.
 */
import iconv from 'iconv-lite'
import type { PaperRow, PaperRun } from '../hall/views/paper.ts'
import { CHARACTER_DOTS, DEFAULT_PITCH } from './models.ts'
import { type Token, tokens } from './scan.ts'
import type { Align } from './slip.ts'

export type Unknown = { readonly offset: number; readonly bytes: string }

export type Paper = {
  readonly dots: number
  readonly columns: number
  readonly rows: readonly PaperRow[]
  /** What was not understood, or was not drawn: where it began, and its first bytes in hexadecimal. */
  readonly unknown: readonly Unknown[]
  /** Text that no line feed followed: it is in the printer and not on the paper. */
  readonly pending: string
}

type State = {
  readonly bytes: Uint8Array
  readonly dots: number
  readonly rows: PaperRow[]
  readonly unknown: Unknown[]
  align: Align
  sizeW: number
  sizeH: number
  bold: boolean
  chinese: boolean
  pitch: number
  runs: PaperRun[]
  /** Dots of the current line already taken. */
  used: number
  qrModule: number
  qrData: string
  barcodeHeight: number
}

const reset = (): Omit<State, 'bytes' | 'dots' | 'rows' | 'unknown'> => ({
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

const report = (state: State, offset: number, length: number) => {
  const bytes = state.bytes.subarray(offset, offset + Math.min(length, 16))
  state.unknown.push({ offset, bytes: Buffer.from(bytes).toString('hex') })
}

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
    if (char === '\ufffd') report(state, offset + i, pair ? 2 : 1)
    put(state, char, pair ? 2 : 1)
    if (pair) i++
  }
}

const ALIGNS: Readonly<Record<number, Align>> = {
  0: 'left',
  1: 'center',
  2: 'right',
  48: 'left',
  49: 'center',
  50: 'right',
}

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
// biome-ignore format: a table is read across
const UNSEEN = new Set([
  'NUL', 'HT', 'CR', 'CAN', 'FF', 'DLE EOT', 'DLE ENQ', 'DLE DC4', 'GS r', 'GS a', 'GS I', 'GS H', 'GS w', 'GS f',
  'GS L', 'GS W', 'GS P', 'FS !', 'FS S', 'FS W', 'FS C', 'FS -', 'ESC t', 'ESC R', 'ESC M', 'ESC -', 'ESC SP', 'ESC c',
  'ESC $', 'ESC D', 'ESC B', 'ESC =', 'GS $', 'GS B', 'ESC V', 'ESC {', 'GS b', 'ESC U', 'ESC G',
])

type Step = (state: State, token: Token, n: number) => void

const lineFirst = (state: State) => {
  if (state.runs.length > 0) endLine(state)
}

const STEPS: Readonly<Record<string, Step>> = {
  text: (state, token) => putText(state, token.args, token.at),
  LF: endLine,
  // The line in the buffer is thrown away, as in a printer.
  'ESC @': (state) => Object.assign(state, reset()),
  'FS &': (state) => Object.assign(state, { chinese: true }),
  'FS .': (state) => Object.assign(state, { chinese: false }),
  'ESC a': (state, _, n) => Object.assign(state, { align: ALIGNS[n] ?? state.align }),
  'ESC E': (state, _, n) => Object.assign(state, { bold: n % 2 === 1 }),
  'ESC !': (state, _, n) =>
    Object.assign(state, { bold: (n & 0x08) > 0, sizeH: n & 0x10 ? 2 : 1, sizeW: n & 0x20 ? 2 : 1 }),
  'GS !': (state, _, n) => Object.assign(state, { sizeW: ((n >> 4) & 7) + 1, sizeH: (n & 7) + 1 }),
  'ESC 2': (state) => Object.assign(state, { pitch: DEFAULT_PITCH }),
  'ESC 3': (state, _, n) => Object.assign(state, { pitch: n }),
  'ESC d': (state, _, n) => {
    lineFirst(state)
    advance(state, n * state.pitch)
  },
  'ESC J': (state, _, n) => {
    lineFirst(state)
    advance(state, n)
  },
  'GS h': (state, _, n) => Object.assign(state, { barcodeHeight: n }),
  'GS k': (state, token) => doBarcode(state, token.args),
  'GS v': (state, token) => doRaster(state, token.args),
  'GS (': (state, token, n) => {
    if (n !== 0x6b || !doQr(state, token.args)) report(state, token.at, token.length)
  },
  'ESC p': (state) => state.rows.push({ kind: 'drawer' }),
  'GS V': (state) => {
    lineFirst(state)
    state.rows.push({ kind: 'cut' })
  },
}

const step = (state: State, token: Token) => {
  const known = Object.hasOwn(STEPS, token.name) ? STEPS[token.name] : undefined
  if (known) known(state, token, token.args[0] ?? 0)
  else if (!UNSEEN.has(token.name)) report(state, token.at, token.length)
}

/** Draws the paper of a stream of bytes, `dots` wide (576 for 80 mm, 384 for 58 mm). Never throws. */
export const readPaper = (bytes: Uint8Array, dots = 576): Paper => {
  const state: State = { bytes, dots, rows: [], unknown: [], ...reset() }
  for (const token of tokens(bytes)) step(state, token)
  const pending = state.runs.map((run) => run.text).join('')
  return { dots, columns: (dots * 2) / CHARACTER_DOTS, rows: state.rows, unknown: state.unknown, pending }
}

/** The lines of text on a paper, as a reader would copy them. */
export const paperText = (paper: Paper): string[] =>
  paper.rows.flatMap((row) => (row.kind === 'text' ? [row.runs.map((run) => run.text).join('')] : []))

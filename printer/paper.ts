/**
 * Paper from bytes: what a printer with a GBK font would print. It knows nothing of how our own bytes are made, so that
 * it can show when they are wrong, and it survives any stream. The result is JSON, for the page that draws it.
 */
import iconv from 'iconv-lite'
import type { PaperRow, PaperRun } from '../hall/views/paper.ts'
import { CHARACTER_DOTS, DEFAULT_PITCH } from './models.ts'
import { type Code, cloneQr, graphics, joinBands, NO_CODE, qrFunction, rasterRow } from './paper-codes.ts'
import { type Token, tokens } from './scan.ts'
import type { Align } from './slip.ts'

/**
 * `unknown`: a command of another printer · `malformed`: a known one with values that no printer takes · `broken-off`: the
 * stream ended inside it · `not-drawn`: known, and it may leave something on paper that is not drawn here ·
 * `no-character`: bytes that are no character of GBK.
 */
export type Why = 'unknown' | 'malformed' | 'broken-off' | 'not-drawn' | 'no-character'
export type Unknown = { readonly offset: number; readonly bytes: string; readonly why: Why }

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
  code: Code
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
  code: NO_CODE,
  barcodeHeight: 162,
})

const report = (state: State, offset: number, length: number, why: Why) => {
  const bytes = state.bytes.subarray(offset, offset + Math.min(length, 16))
  state.unknown.push({ offset, bytes: Buffer.from(bytes).toString('hex'), why })
}

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
    if (char === '\ufffd') report(state, offset + i, pair ? 2 : 1, 'no-character')
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

const doBarcode = (state: State, args: Uint8Array): boolean => {
  const system = args[0] ?? 0
  if (system > 6 && (system < 65 || system > 79)) return false
  const data = String.fromCharCode(...args.subarray(system <= 6 ? 1 : 2)).replace(/\0$/, '')
  state.rows.push({ kind: 'barcode', align: state.align, system, data, height: state.barcodeHeight })
  return true
}

/** What a code or a picture made of it: something on paper, something remembered, or nothing that is known. */
const keepCode = (state: State, made: ReturnType<typeof qrFunction>): Why | undefined => {
  if (typeof made === 'string') return made
  if ('row' in made) state.rows.push(made.row)
  else state.code = made
  return undefined
}

/** Known, and nothing to see on paper: the printer is asked, told about itself, or set in a way that is not drawn. */
// biome-ignore format: a table is read across
const UNSEEN = new Set([
  'NUL', 'HT', 'CR', 'CAN', 'FF', 'DLE EOT', 'DLE ENQ', 'DLE DC4', 'GS r', 'GS a', 'GS I', 'GS H', 'GS w', 'GS f',
  'GS L', 'GS W', 'GS P', 'GS j', 'FS !', 'FS S', 'FS W', 'FS C', 'FS -', 'FS 2', 'FS q', 'ESC t', 'ESC R', 'ESC M',
  'ESC -', 'ESC SP', 'ESC c', 'ESC $', 'ESC D', 'ESC B', 'ESC =', 'ESC u', 'ESC v', 'ESC r', 'GS $', 'GS B', 'ESC V',
  'ESC {', 'GS b', 'ESC U', 'ESC G', 'ESC <', 'ESC %', 'ESC ?', 'GS *', 'GS :',
])

/** Draws its part, or says why it could not. */
type Step = (state: State, token: Token, n: number) => Why | undefined

const lineFirst = (state: State) => {
  if (state.runs.length > 0) endLine(state)
}

const set = (change: (n: number) => Partial<State> | undefined): Step => {
  return (state, _, n) => {
    const changed = change(n)
    if (changed === undefined) return 'malformed'
    Object.assign(state, changed)
    return undefined
  }
}

const act = (does: (state: State, token: Token, n: number) => void): Step => {
  return (state, token, n) => {
    does(state, token, n)
    return undefined
  }
}

const cut = (state: State) => {
  lineFirst(state)
  state.rows.push({ kind: 'cut' })
}

/** The extended commands by their letter: settings and questions leave nothing on paper. */
const doExtended: Step = (state, { args }, letter) => {
  switch (String.fromCharCode(letter)) {
    case 'k':
      return keepCode(state, qrFunction(args, state.code, state.align))
    case 'L':
      return keepCode(state, graphics(args.subarray(3), state.code, state.align))
    case 'A':
    case 'D':
    case 'E':
    case 'H':
    case 'K':
    case 'M':
    case 'N':
      return undefined
  }
  return 'unknown'
}

const STEPS: Readonly<Record<string, Step>> = {
  text: act((state, token) => putText(state, token.args, token.at)),
  LF: act(endLine),
  // The line in the buffer is thrown away, as in a printer.
  'ESC @': set(reset),
  'FS &': set(() => ({ chinese: true })),
  'FS .': set(() => ({ chinese: false })),
  'ESC a': set((n) => (ALIGNS[n] === undefined ? undefined : { align: ALIGNS[n] })),
  'ESC E': set((n) => ({ bold: n % 2 === 1 })),
  'ESC !': set((n) => ({ bold: (n & 0x08) > 0, sizeH: n & 0x10 ? 2 : 1, sizeW: n & 0x20 ? 2 : 1 })),
  'GS !': set((n) => (n & 0x88 ? undefined : { sizeW: (n >> 4) + 1, sizeH: (n & 7) + 1 })),
  'ESC 2': set(() => ({ pitch: DEFAULT_PITCH })),
  'ESC 3': set((n) => ({ pitch: n })),
  'ESC d': act((state, _, n) => {
    lineFirst(state)
    advance(state, n * state.pitch)
  }),
  'ESC J': act((state, _, n) => {
    lineFirst(state)
    advance(state, n)
  }),
  'GS h': set((n) => (n === 0 ? undefined : { barcodeHeight: n })),
  'GS k': (state, token) => (doBarcode(state, token.args) ? undefined : 'malformed'),
  'GS v': (state, token) => keepCode(state, rasterRow(token.args, state.align)),
  'GS 8': (state, { args }, letter) =>
    letter === 0x4c ? keepCode(state, graphics(args.subarray(5), state.code, state.align)) : 'unknown',
  'GS (': doExtended,
  'ESC (': doExtended,
  'GS Z': set((n) => (n <= 2 ? {} : undefined)),
  'ESC Z': (state, token) => keepCode(state, cloneQr(token.args, state.align)),
  'ESC p': act((state) => state.rows.push({ kind: 'drawer' })),
  'GS V': (state, _, m) => {
    if (![0, 1, 48, 49, 65, 66, 97, 98, 103, 104].includes(m)) return 'malformed'
    cut(state)
    return undefined
  },
  'ESC i': act(cut),
  'ESC m': act(cut),
}

const step = (state: State, token: Token) => {
  const known = Object.hasOwn(STEPS, token.name) ? STEPS[token.name] : undefined
  const brokenOff = token.name === 'broken-off' || token.at + token.length > state.bytes.length
  const found = known ? known(state, token, token.args[0] ?? 0) : undefined
  const why = token.name === 'unknown' ? 'unknown' : known || UNSEEN.has(token.name) ? found : 'not-drawn'
  if (brokenOff || why) report(state, token.at, token.length, brokenOff ? 'broken-off' : (why ?? 'unknown'))
}

/** Draws the paper of a stream of bytes, `dots` wide (576 for 80 mm, 384 for 58 mm). Never throws. */
export const readPaper = (bytes: Uint8Array, dots = 576): Paper => {
  const state: State = { bytes, dots, rows: [], unknown: [], ...reset() }
  for (const token of tokens(bytes)) step(state, token)
  const pending = state.runs.map((run) => run.text).join('')
  return { dots, columns: (dots * 2) / CHARACTER_DOTS, rows: joinBands(state.rows), unknown: state.unknown, pending }
}

/** The lines of text on a paper, as a reader would copy them. */
export const paperText = (paper: Paper): string[] =>
  paper.rows.flatMap((row) => (row.kind === 'text' ? [row.runs.map((run) => run.text).join('')] : []))

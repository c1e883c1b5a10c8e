/** A stream of bytes as a list that a person can read: every command with its offset, and what was not understood. */
import iconv from 'iconv-lite'
import { readPaper, type Unknown } from './paper.ts'
import { type Token, tokens } from './scan.ts'

export type DecodedCommand = {
  readonly offset: number
  readonly length: number
  /** `GS v`, `GS ( k 80`, `text`. */
  readonly name: string
  /** What it says, in UTF-8: the text itself, or the data of a code. */
  readonly text?: string
  /** Its first bytes in hexadecimal. */
  readonly bytes: string
}

export type Decoded = {
  readonly length: number
  readonly commands: readonly DecodedCommand[]
  readonly unknown: readonly Unknown[]
  /** Text that no line feed followed. */
  readonly pending: string
  /** Everything was understood, nothing broke off and nothing was left in the printer. */
  readonly inStep: boolean
}

const SHOWN_BYTES = 16
const utf8 = new TextDecoder()

const K = 'k'.charCodeAt(0)
const STORE_QR = 0x50

/** `GS (` and its like are families: their letter and function tell them apart. */
const fullName = ({ name, args }: Token): string => {
  if (!name.endsWith('(') && name !== 'GS 8') return name
  const letter = String.fromCharCode(args[0] ?? 0x3f)
  // A QR code's function stands behind the symbol it is for, a picture's behind its kind.
  const fn = args[name === 'GS 8' ? 6 : letter === 'k' || letter === 'L' ? 4 : 3]
  return fn === undefined ? `${name} ${letter}` : `${name} ${letter} ${fn}`
}

const textOf = ({ name, args }: Token): string | undefined => {
  if (name === 'text') return iconv.decode(Buffer.from(args), 'gbk')
  if (name === 'GS (' && args[0] === K && args[4] === STORE_QR) return utf8.decode(args.subarray(6))
  if (name === 'ESC Z') return utf8.decode(args.subarray(5))
  if (name === 'GS k') return utf8.decode(args.subarray((args[0] ?? 0) <= 6 ? 1 : 2)).replace(/\0$/, '')
  return undefined
}

/** Reads a whole stream. `dots` is the width of the paper it was meant for. Never throws. */
export const decode = (bytes: Uint8Array, dots: number): Decoded => {
  const { unknown, pending } = readPaper(bytes, dots)
  const commands = Array.from(tokens(bytes), (token): DecodedCommand => {
    const text = textOf(token)
    const end = Math.min(token.at + token.length, bytes.length)
    return {
      offset: token.at,
      length: end - token.at,
      name: fullName(token),
      ...(text === undefined ? {} : { text }),
      bytes: Buffer.from(bytes.subarray(token.at, Math.min(end, token.at + SHOWN_BYTES))).toString('hex'),
    }
  })
  return { length: bytes.length, commands, unknown, pending, inStep: unknown.length === 0 && pending === '' }
}

const hexOffset = (offset: number): string => offset.toString(16).padStart(6, '0')

/** The list as lines: offset in hexadecimal, name, length, and the text or the first bytes. */
export const decodedLines = ({ length, commands, unknown, pending, inStep }: Decoded): string[] => [
  ...commands.map(
    ({ offset, name, length: bytes, text, bytes: hex }) =>
      `${hexOffset(offset)}  ${name.padEnd(10)} ${String(bytes).padStart(6)}  ${text ?? hex}`,
  ),
  ...unknown.map(({ offset, bytes, why }) => `${hexOffset(offset)}  ${why.toUpperCase()}: ${bytes}`),
  ...(pending === '' ? [] : [`text that no line feed followed: ${pending}`]),
  `${length} bytes, ${commands.length} commands, ${unknown.length} not understood, ${inStep ? 'ended in step' : 'did not end in step'}`,
]

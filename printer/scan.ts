/**
 * One command of an ESC/POS stream at a time: where it ends is known from its own head, never by searching, so data that
 * looks like a command (`10 04` inside a picture) is never taken for one.
 */

export type Token = {
  readonly at: number
  /** `text` for a run of printable bytes, `unknown` for a command this release does not know, else like `GS v`. */
  readonly name: string
  /** Its whole length in bytes, which may reach past the end of what has arrived. */
  readonly length: number
  /** The bytes after its name, as far as they have arrived. */
  readonly args: Uint8Array
}

/** Bytes after the two of the name: a number, or counted from the bytes that follow; `undefined` while those are missing. */
type Rule = number | ((bytes: Uint8Array, from: number) => number | undefined)

/** The end of a list that is closed by a NUL byte, at most so many bytes on: no printer reads further. */
const untilNul =
  (most: number): Rule =>
  (bytes, from) => {
    const found = bytes.subarray(from, from + most).indexOf(0)
    if (found >= 0) return found + 1
    return bytes.length - from >= most ? most : undefined
  }

/** A head of so many bytes, whose fields say how much data follows it. */
const counted =
  (head: number, data: (at: (i: number) => number) => number): Rule =>
  (bytes, from) =>
    bytes.length - from < head ? undefined : head + data((i) => bytes[from + i] ?? 0)

const le16 = (at: (i: number) => number, i: number) => at(i) + at(i + 1) * 256
/** Bytes of pictures that a printer can store. */
const STORED_MOST = 1_048_576

/** Pictures one after another, each with its size in bytes across and in 8-dot rows down: `FS q`. */
const severalPictures: Rule = (bytes, from) => {
  let at = from + 1
  for (let left = bytes[from] ?? 0; left > 0; left--) {
    // No printer stores as much, and while a length is unknown the bytes are held: what goes on is taken for no such list.
    if (at - from > STORED_MOST) return 1
    if (bytes.length - at < 4) return undefined
    at += 4 + le16((i) => bytes[at + i] ?? 0, 0) * le16((i) => bytes[at + i] ?? 0, 2) * 8
  }
  return at - from
}
/** `( x pL pH …`: the extended commands of Epson, all alike. */
const extended = counted(3, (at) => le16(at, 1))

// biome-ignore format: a table is read across
const ESC: Readonly<Record<string, Rule>> = {
  '@': 0, a: 1, E: 1, G: 1, '!': 1, '-': 1, M: 1, '2': 0, '3': 1, d: 1, J: 1, e: 1, K: 1, p: 3, t: 1, R: 1, r: 1,
  V: 1, '{': 1, '=': 1, ' ': 1, $: 2, '\\': 2, c: 2, B: 2, i: 0, m: 0, L: 0, S: 0, T: 1, W: 8, '%': 1, '?': 1,
  u: 1, v: 0, U: 1, '<': 0, '4': 0, '5': 0, D: untilNul(33), '(': extended,
  '*': counted(3, (at) => le16(at, 1) * (at(0) >= 32 ? 3 : 1)),
  Z: counted(5, (at) => le16(at, 3)),
}

// biome-ignore format: a table is read across
const FS: Readonly<Record<string, Rule>> = {
  '&': 0, '.': 0, '!': 1, '-': 1, S: 2, W: 1, C: 1, '2': 74, p: 2, q: severalPictures, '(': extended,
}

// biome-ignore format: a table is read across
const GS: Readonly<Record<string, Rule>> = {
  '!': 1, B: 1, H: 1, h: 1, w: 1, f: 1, L: 2, W: 2, P: 2, a: 1, r: 1, I: 1, '/': 1, ':': 0, '^': 3, b: 1, $: 2,
  '\\': 2, T: 1, Z: 1, j: 1, '(': extended,
  V: counted(1, (at) => (at(0) >= 65 ? 1 : 0)),
  k: (bytes, from) => {
    const system = bytes[from]
    if (system === undefined) return undefined
    const rest = system <= 6 ? untilNul(255) : counted(1, (at) => at(0))
    const length = typeof rest === 'number' ? rest : rest(bytes, from + 1)
    return length === undefined ? undefined : 1 + length
  },
  v: counted(6, (at) => le16(at, 2) * le16(at, 4)),
  '*': counted(2, (at) => at(0) * at(1) * 8),
  '8': counted(5, (at) => at(1) + at(2) * 256 + at(3) * 65_536 + at(4) * 16_777_216),
}

const DLE: Readonly<Record<string, Rule>> = {
  '\x04': counted(1, (at) => (at(0) >= 7 ? 1 : 0)),
  '\x05': 1,
  '\x14': counted(1, (at) => (at(0) === 8 ? 7 : 2)),
}
const DLE_NAMES: Readonly<Record<string, string>> = { '\x04': 'EOT', '\x05': 'ENQ', '\x14': 'DC4' }

const FAMILIES: ReadonlyMap<number, { readonly name: string; readonly rules: Readonly<Record<string, Rule>> }> =
  new Map([
    [0x10, { name: 'DLE', rules: DLE }],
    [0x1b, { name: 'ESC', rules: ESC }],
    [0x1c, { name: 'FS', rules: FS }],
    [0x1d, { name: 'GS', rules: GS }],
  ])

const SINGLE: ReadonlyMap<number, string> = new Map([
  [0x00, 'NUL'],
  [0x09, 'HT'],
  [0x0a, 'LF'],
  [0x0c, 'FF'],
  [0x0d, 'CR'],
  [0x18, 'CAN'],
])

const isText = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x20 && byte !== 0x7f

/** The command that begins at a position, or `undefined` when more bytes must arrive before its length is known. */
export const tokenAt = (bytes: Uint8Array, at: number): Token | undefined => {
  const first = bytes[at]
  if (first === undefined) return undefined
  if (isText(first)) {
    let end = at + 1
    while (isText(bytes[end])) end++
    return { at, name: 'text', length: end - at, args: bytes.subarray(at, end) }
  }
  const family = FAMILIES.get(first)
  if (!family) return { at, name: SINGLE.get(first) ?? 'unknown', length: 1, args: bytes.subarray(at + 1, at + 1) }
  const second = bytes[at + 1]
  if (second === undefined) return undefined
  const letter = String.fromCharCode(second)
  const rule = Object.hasOwn(family.rules, letter) ? family.rules[letter] : undefined
  if (rule === undefined) return { at, name: 'unknown', length: 2, args: bytes.subarray(at + 2, at + 2) }
  const rest = typeof rule === 'number' ? rule : rule(bytes, at + 2)
  if (rest === undefined || (rest > 0 && at + 2 >= bytes.length)) return undefined
  const name = `${family.name} ${DLE_NAMES[letter] ?? (letter === ' ' ? 'SP' : letter)}`
  return { at, name, length: 2 + rest, args: bytes.subarray(at + 2, at + 2 + rest) }
}

/** Every command of a whole stream. What is left when the stream ends inside a head is one `broken-off`. */
export const tokens = function* (bytes: Uint8Array): Generator<Token> {
  for (let at = 0; at < bytes.length; ) {
    const token = tokenAt(bytes, at) ?? {
      at,
      name: 'broken-off',
      length: bytes.length - at,
      args: bytes.subarray(bytes.length),
    }
    yield token
    at += token.length
  }
}

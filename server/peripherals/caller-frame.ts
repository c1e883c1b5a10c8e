/**
 * The frame that caller keypads and serial rating pads speak over RS-485: `FF 68 L L 68 address function data… sum 16`,
 * where L counts from the address to the last byte of data and the sum is of those same bytes, modulo 256. Layout and key
 * codes are those of a system in use (JackQChen/QueueSystem, frmMain.cs); the checksum it ignores is checked here.
 */
import type { KeypadKey } from '../../hall/peripheral.ts'

export type CallerFrame = { readonly address: number; readonly func: number; readonly data: readonly number[] }

/** What a rating pad says; every other function is a keypad's. */
export const RATED = 0x11
const SAY = 0x01
const SHOW = 0x02
const BEEP = 0x03
const BLANK = 0x0a
const OPEN_RATING = 0x0b
const OK = 0x0f
const END = 0x16

/** L of the shortest frame, a beep, and of the longest, a display of six digits. */
const [L_MIN, L_MAX] = [2, 8] as const
/** What is around address, function and data: five bytes before, two after. */
const AROUND = 7

const sumOf = (bytes: readonly number[]): number => bytes.reduce((sum, byte) => sum + byte, 0) % 256

/** The bytes of a frame. */
export const encodeFrame = ({ address, func, data }: CallerFrame): Uint8Array => {
  const body = [address, func, ...data]
  return Uint8Array.from([0xff, 0x68, body.length, body.length, 0x68, ...body, sumOf(body), END])
}

/** The frame that ends with the last of these bytes. */
const endingHere = (bytes: readonly number[]): CallerFrame | undefined => {
  for (let length = L_MAX; length >= L_MIN; length--) {
    const [ff, head, long, again, mark, ...rest] = bytes.slice(-(length + AROUND))
    if (rest.length !== length + 2 || ff !== 0xff || head !== 0x68 || mark !== 0x68) continue
    const body = rest.slice(0, length)
    if (long !== length || again !== length || rest[length] !== sumOf(body)) continue
    const [address = 0, func = 0, ...data] = body
    return { address, func, data }
  }
  return undefined
}

/**
 * Reads frames out of any stream, in whatever pieces it comes. It looks back from every possible end, so that the head of
 * a frame that was cut off never makes a good one wait, and remembers no more than one frame (E8).
 */
export const frameReader = (heard: (frame: CallerFrame) => void): ((bytes: Uint8Array) => void) => {
  const tail: number[] = []
  return (bytes) => {
    for (const byte of bytes) {
      tail.push(byte)
      if (tail.length > L_MAX + AROUND) tail.shift()
      const frame = byte === END ? endingHere(tail) : undefined
      if (frame) heard(frame)
    }
  }
}

const KEYS: ReadonlyMap<number, KeypadKey> = new Map([
  [0x0c, 'call'],
  [0x0d, 'recall'],
  [OPEN_RATING, 'rate'],
  [0x12, 'pause'],
  [0x13, 'transfer'],
])
/** A digit and OK. */
const DIGIT_AND_OK: ReadonlyMap<number, KeypadKey> = new Map([
  [0x06, 'give-up'],
  [0x00, 'hold'],
  [0x03, 'call-back'],
])

/** Whether a keypad or pad means something by it: between one and three bytes of data, as the receiver in the field. */
export const isPress = (frame: CallerFrame): boolean => frame.data.length >= 1 && frame.data.length <= 3

/** The key of a keypad's frame; undefined for a key that asks for nothing. */
export const keyOf = ({ data }: CallerFrame): KeypadKey | undefined => {
  const last = data.at(-1) ?? BLANK
  if (last !== OK) return KEYS.get(last)
  return data.length === 2 ? DIGIT_AND_OK.get(data[0] ?? BLANK) : undefined
}

/** What tells a keypad that its key was heard: the same frame. A rating is acknowledged as function 01. */
export const acknowledgement = (frame: CallerFrame): Uint8Array =>
  encodeFrame(frame.func === RATED ? { ...frame, func: SAY } : frame)

/** Three places: the last three digits of a text, right-aligned among blanks. */
const lastDigits = (text: string): number[] => {
  const digits = Array.from(text.replace(/\D/g, '').slice(-3), Number)
  return [BLANK, BLANK, BLANK, ...digits].slice(-3)
}

/**
 * The six places of a keypad's display: how many wait, 999 at most, and the number in hand without its letters (E9).
 * Either may be undefined or empty, which leaves its half blank.
 */
export const displayFrame = (address: number, waiting: number | undefined, number: string): Uint8Array => {
  const count = waiting === undefined ? '' : String(Math.min(Math.max(waiting, 0), 999)).padStart(3, '0')
  return encodeFrame({ address, func: SHOW, data: [...lastDigits(count), ...lastDigits(number)] })
}

export const beepFrame = (address: number): Uint8Array => encodeFrame({ address, func: BEEP, data: [] })

/** Asks the visitor for a rating. */
export const openRatingFrame = (address: number): Uint8Array => encodeFrame({ address, func: SAY, data: [OPEN_RATING] })

/**
 * What is bolted down beside a window or kiosk (外设), as the catalogue describes it: rating pads, caller keypads, bars of
 * light, card readers, scanners (requirements §3.8). Report and frame layouts are data, since every vendor has its own.
 */
import type { Grade } from './commands.ts'
import type { CounterId, EdgeId, Instant, PeripheralId } from './ids.ts'

/** What a key of a caller keypad asks for; each is an act of the window panel. */
export const KEYPAD_KEYS = ['call', 'recall', 'rate', 'pause', 'transfer', 'give-up', 'hold', 'call-back'] as const
export type KeypadKey = (typeof KEYPAD_KEYS)[number]

/** A line several devices may share: RS-485 multi-drop, each with its own address byte. */
export type SerialLink = {
  readonly kind: 'serial'
  /** /dev/ttyS0, /dev/ttyUSB0 or COM3. */
  readonly path: string
  /** Bits a second; absent: 9600, and 115200 for a card reader. */
  readonly baud?: number
  /** 0 to 255; absent: 1. */
  readonly address?: number
}
/** Matched by what it is, never by its path, which changes with the socket it is plugged into. */
export type HidLink = {
  readonly kind: 'hid'
  readonly vendor: number
  readonly product: number
  readonly usagePage?: number
  readonly serial?: string
}
export type UdpLink = { readonly kind: 'udp'; readonly host: string; readonly port: number; readonly address?: number }
/** A program beside a vendor's Windows DLL, on this machine. */
export type BridgeLink = { readonly kind: 'bridge'; readonly url: string }
/** A simulator inside the program, for demonstrations and tests. */
export type VirtualLink = { readonly kind: 'virtual' }

/** One line of a HID report map: when this byte under this mask has this value, it means this. */
export type ReportRule = {
  readonly byte: number
  /** Absent: the whole byte. */
  readonly mask?: number
  readonly value: number
  readonly means: { readonly grade: Grade } | { readonly key: KeypadKey }
}

/**
 * One part of the frame that carries a text to a bar of light. `sum` and `xor` are of one byte, over everything after the
 * first `hex` part; `length` counts the bytes of the text.
 */
export type FramePart =
  | { readonly part: 'hex'; readonly bytes: string }
  | { readonly part: 'address' | 'length' | 'text' | 'sum' | 'xor' }

type Bolted = {
  readonly id: PeripheralId
  readonly name: string
  /** The edge that owns it; absent: the hall server itself. */
  readonly edge?: EdgeId
  /** Where it is, for whoever has to go and look. */
  readonly place?: string
}

export type RatingPadSetting = Bolted & {
  readonly kind: 'rating-pad'
  readonly counter: CounterId
  readonly link: HidLink | SerialLink | VirtualLink
  /** For HID: which report means which grade. */
  readonly reports?: readonly ReportRule[]
  /** For serial: which value of the frame means which grade; absent: 1 to 5 from very good to very bad. */
  readonly grades?: Readonly<Record<string, Grade>>
}
export type KeypadSetting = Bolted & {
  readonly kind: 'keypad'
  readonly counter: CounterId
  readonly link: HidLink | SerialLink | VirtualLink
  readonly reports?: readonly ReportRule[]
}
export type LedSetting = Bolted & {
  readonly kind: 'led'
  readonly counter: CounterId
  readonly link: SerialLink | UdpLink | VirtualLink
  /** How many Chinese characters it shows at once. */
  readonly characters: 8 | 12
  /** Between visits; absent: the window's theme and 欢迎您. */
  readonly idle?: string
  /** Absent: `AA 55`, address, length, text, sum. */
  readonly frame?: readonly FramePart[]
}
export type CardReaderSetting = Bolted & {
  readonly kind: 'card-reader'
  /** Where the card is laid down: at this window; absent: at the kiosk or desk of its edge. */
  readonly counter?: CounterId
  readonly link: SerialLink | BridgeLink | VirtualLink
}
export type ScannerSetting = Bolted & {
  readonly kind: 'scanner'
  readonly counter?: CounterId
  readonly link: SerialLink | VirtualLink
}

export type PeripheralSetting = RatingPadSetting | KeypadSetting | LedSetting | CardReaderSetting | ScannerSetting
export type PeripheralKind = PeripheralSetting['kind']

/** What a peripheral tells. A card's number is in memory only, until the hall has made a key of it (I17). */
export type PeripheralInput =
  | { readonly kind: 'key'; readonly key: KeypadKey }
  | { readonly kind: 'grade'; readonly grade: Grade }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'card'; readonly name: string; readonly document: string }

/**
 * `absent`: not plugged in, or its path does not exist · `silent`: opened, and answers nothing · `disabled`: the program
 * lacks a library for it · `failed`: opened or configured wrongly.
 */
export type PeripheralState = 'ready' | 'absent' | 'silent' | 'disabled' | 'failed'

export type PeripheralHealth = {
  readonly peripheral: PeripheralId
  readonly state: PeripheralState
  /** One line for a person: what is wrong and what to do. English, as logs are. */
  readonly detail?: string
  readonly firmware?: string
}

/** What a peripheral should show now. Whole, so that it may be said again at any time. */
export type PeripheralShow =
  | { readonly peripheral: PeripheralId; readonly kind: 'led'; readonly text: string }
  /** The number in hand as text, `A012`, or empty; and how many wait for this window. */
  | { readonly peripheral: PeripheralId; readonly kind: 'keypad'; readonly number: string; readonly waiting: number }
  /** Whether somebody may rate a visit just completed, and when that was: the next one is another question. */
  | { readonly peripheral: PeripheralId; readonly kind: 'rating-pad'; readonly asks: boolean; readonly visit?: Instant }

/** What a printer says about itself: telling its replies apart, and reading their bits. */

/** Why a printer will not print now, in the order in which a person should be told. */
export const TROUBLES = ['cover-open', 'paper-out', 'cutter-error', 'printer-error'] as const
export type Trouble = (typeof TROUBLES)[number]

/** The bits of `DLE EOT 2`, of `DLE EOT 3` when it was asked, and of `DLE EOT 4`. */
export type StatusBits = { readonly offline: number; readonly error?: number; readonly paper: number }

export const COVER_OPEN = 0x04
export const PAPER_STOP = 0x20
export const ERROR = 0x40
export const CUTTER = 0x08
export const NEAR_END = 0x0c
export const PAPER_END = 0x60

export const troubleIn = ({ offline, error = 0, paper }: StatusBits): Trouble | undefined => {
  if (offline & COVER_OPEN) return 'cover-open'
  if (offline & PAPER_STOP || paper & PAPER_END) return 'paper-out'
  if (error & CUTTER) return 'cutter-error'
  if (offline & ERROR) return 'printer-error'
  return undefined
}

/** `GS r 1`: near end is 03, the end 0C. */
export const sensor = (byte: number): { readonly nearEnd: boolean; readonly paperOut: boolean } => ({
  nearEnd: (byte & 0x03) > 0,
  paperOut: (byte & 0x0c) > 0,
})

export type Reply =
  /** To `DLE EOT n`, or to `GS r n`. */
  | { readonly kind: 'status' | 'sensor'; readonly byte: number }
  /** To `GS ( H`: the id that was sent with the job. */
  | { readonly kind: 'process'; readonly id: string }
  /** To `GS I n`. */
  | { readonly kind: 'about'; readonly text: string }
  /** XON and XOFF: whether it has room for more. */
  | { readonly kind: 'room'; readonly has: boolean }

const XON = 0x11
const XOFF = 0x13
const PROCESS = 0x37
const ABOUT = 0x5f
/** The second byte of a process id's reply. */
const PROCESS_ID = '"'
/** No printer says more of itself (Epson: 80); what goes on longer was no such reply. */
const LONGEST_TEXT = 80

/** A reply of text, which ends with a NUL byte. */
const textReply = (head: number, text: string): Reply | undefined => {
  if (head === ABOUT) return text.length > LONGEST_TEXT ? undefined : { kind: 'about', text }
  return text.startsWith(PROCESS_ID) && text.length === 5 ? { kind: 'process', id: text.slice(1) } : undefined
}

/**
 * Sorts a printer's bytes into replies, however they are cut into packets. Status is `0xx1xx10`; an automatic report (ASB)
 * begins `0xx1xx00` and has three more bytes, which look like a sensor reply and are skipped by counting; `37` and `5F`
 * begin a text; what is left of the form `0xx0xxxx` is a sensor reply. Everything else is nothing.
 */
export const replyReader = (heard: (reply: Reply) => void): ((bytes: Uint8Array) => void) => {
  let automatic = 0
  let open: { readonly head: number; text: string } | undefined

  /** Takes a byte into the text that is open. */
  const spell = (text: { readonly head: number; text: string }, byte: number): void => {
    const reply = byte === 0 ? textReply(text.head, text.text) : undefined
    // The rest of one that is too long is no reply to anything either: only its end closes it.
    if (text.text.length <= LONGEST_TEXT) text.text += String.fromCharCode(byte)
    if (byte === 0) open = undefined
    if (reply) heard(reply)
  }

  return (bytes) => {
    for (const byte of bytes) {
      if (byte === XON || byte === XOFF) heard({ kind: 'room', has: byte === XON })
      else if (open) spell(open, byte)
      else if (byte === PROCESS || byte === ABOUT) open = { head: byte, text: '' }
      else if ((byte & 0x93) === 0x12) heard({ kind: 'status', byte })
      else if ((byte & 0x93) === 0x10) automatic = 3
      else if ((byte & 0x90) === 0 && automatic > 0) automatic--
      else if ((byte & 0x90) === 0) heard({ kind: 'sensor', byte })
    }
  }
}

/** The four characters by which a job's own confirmation is known: printable, and another job's are others. */
export const processIdOf = (job: string): string => {
  // FNV-1a of 32 bits, spelled in the 94 characters from ! to ~.
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(job)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  return [1, 94, 94 ** 2, 94 ** 3].map((unit) => String.fromCharCode(33 + (Math.floor(hash / unit) % 94))).join('')
}

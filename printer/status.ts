/** What a printer says about itself: telling its replies apart, and reading their bits. */

/** Why a printer will not print now, in the order in which a person should be told. */
export type Trouble = 'cover-open' | 'paper-out' | 'cutter-error' | 'printer-error'

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

/** A reply to `DLE EOT n`, or to `GS r n`. */
export type Reply = { readonly kind: 'status' | 'sensor'; readonly byte: number }

/**
 * Sorts a printer's bytes into replies. Status is `0xx1xx10`; an automatic report (ASB) begins `0xx1xx00` and has three
 * more bytes, which look like a sensor reply and are skipped by counting; what is left of the form `0xx0xxxx` is a sensor
 * reply. XON and XOFF and everything else is nothing.
 */
export const replyReader = (heard: (reply: Reply) => void): ((bytes: Uint8Array) => void) => {
  let automatic = 0
  return (bytes) => {
    for (const byte of bytes) {
      if ((byte & 0x93) === 0x12) heard({ kind: 'status', byte })
      else if ((byte & 0x93) === 0x10) automatic = 3
      else if ((byte & 0x90) === 0 && automatic > 0) automatic--
      else if ((byte & 0x90) === 0) heard({ kind: 'sensor', byte })
    }
  }
}

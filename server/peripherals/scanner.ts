/** A barcode or QR scanner on a serial line: one code a line. */
import type { SerialLink } from '../../hall/peripheral.ts'
import type { Clock } from '../clock.ts'
import type { Tell } from './parts.ts'
import type { OpenPeripheral } from './port.ts'
import type { SerialBuses } from './serial-bus.ts'

/** A scanner sends a code in one go; so long a silence ends it where no line end is set. */
const SILENCE_MS = 50
/** Longer than any ticket's link. */
const CODE_MAX = 512

export type CodeReader = { readonly push: (bytes: Uint8Array) => void; readonly stop: () => void }

/**
 * Reads codes that end with CR, LF, both, or silence. Other control bytes are left out; a code with bytes that are not
 * ASCII, as a wrong speed makes them, or one without end, is left out whole.
 */
export const codeReader = (clock: Clock, heard: (code: string) => void): CodeReader => {
  let code = ''
  let spoiled = false
  let cancel: (() => void) | undefined
  const end = (): void => {
    cancel?.()
    cancel = undefined
    const whole = spoiled ? '' : code.trim()
    code = ''
    spoiled = false
    if (whole !== '') heard(whole)
  }
  return {
    push: (bytes) => {
      for (const byte of bytes) {
        if (byte === 0x0d || byte === 0x0a) end()
        else if (byte > 0x7e || code.length >= CODE_MAX) spoiled = true
        else if (byte >= 0x20) code += String.fromCharCode(byte)
      }
      cancel?.()
      cancel = code === '' && !spoiled ? undefined : clock.after(SILENCE_MS, end)
    },
    stop: () => cancel?.(),
  }
}

/** Opens a scanner. It says nothing until it scans, so an open line is all that can be known of it. */
export const scanner = (link: SerialLink, buses: SerialBuses, clock: Clock, tell: Tell): OpenPeripheral => {
  const codes = codeReader(clock, (text) => tell.input({ kind: 'code', text }))
  const tap = buses.tap(link.path, link.baud ?? 9600, {
    bytes: codes.push,
    line: (line) =>
      line.state === 'ready'
        ? tell.health('ready', 'the line is open; a scanner says nothing until it scans')
        : tell.health(line.state, line.detail),
  })
  return {
    show: () => undefined,
    poke: () => undefined,
    close: () => {
      codes.stop()
      return tap.close()
    },
  }
}

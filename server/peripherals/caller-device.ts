/** What keypads and rating pads on one line have in common: an address, presses that are acknowledged, and silence. */
import type { SerialLink } from '../../hall/peripheral.ts'
import { type Clock, isRecent } from '../clock.ts'
import { acknowledgement, beepFrame, type CallerFrame, encodeFrame, frameReader, isPress } from './caller-frame.ts'
import type { Tell } from './parts.ts'
import type { OpenPeripheral } from './port.ts'
import { everySoOften } from './refresh.ts'
import type { SerialBuses } from './serial-bus.ts'

/** A pad that missed our acknowledgement sends its frame again; so soon, it is the same press (E6). */
const REPEAT_MS = 1000
/** A pad that used to answer and let so many displays pass in silence is not there any more. */
const UNANSWERED_MAX = 2

export type CallerDevice = {
  /** Sends what is to be seen now, in place of what still waits to be sent. */
  readonly show: () => void
  readonly poke: () => void
  readonly close: OpenPeripheral['close']
}

export type CallerDeviceOptions = {
  readonly link: SerialLink
  readonly buses: SerialBuses
  readonly clock: Clock
  readonly tell: Tell
  /** Which presses of this address are this device's: a keypad and the rating pad plugged into it share one address. */
  readonly mine: (frame: CallerFrame) => boolean
  readonly pressed: (frame: CallerFrame) => void
  /** The frame of what is to be seen now; undefined for nothing. */
  readonly display: (address: number) => Uint8Array | undefined
  /** Whether that is said again every half minute, for a display that was switched off. */
  readonly repeats: boolean
}

/** Opens one device of a line that others may share. */
export const callerDevice = (options: CallerDeviceOptions): CallerDevice => {
  const { link, clock, tell } = options
  const address = link.address ?? 1
  let open = false
  let heard = false
  let answers = false
  let unanswered = 0
  let last: { readonly bytes: string; readonly at: number } | undefined

  const report = (): void => {
    if (!open) return
    if (!heard) tell.health('silent', `${link.path} is open; nothing heard from address ${address} yet: press a key`)
    else if (answers && unanswered > UNANSWERED_MAX)
      tell.health('silent', `address ${address} does not answer any more`)
    else tell.health('ready')
  }

  const press = (frame: CallerFrame): void => {
    tap.answer(acknowledgement(frame))
    const bytes = encodeFrame(frame).join(' ')
    const repeated = last?.bytes === bytes && isRecent(clock, last.at, REPEAT_MS)
    last = { bytes, at: clock.now() }
    if (!repeated) options.pressed(frame)
  }

  const hear = (frame: CallerFrame): void => {
    if (frame.address !== address) return
    const echoed = tap.wrote(encodeFrame(frame))
    if (echoed === 'another' || (!echoed && !options.mine(frame))) return
    heard = true
    answers ||= echoed === 'me'
    unanswered = 0
    report()
    if (!echoed && isPress(frame)) press(frame)
  }

  const show = (): void => {
    const frame = options.display(address)
    if (frame) tap.send(frame, 'display')
  }

  const tap = options.buses.tap(link.path, link.baud ?? 9600, {
    bytes: frameReader(hear),
    line: (line) => {
      open = line.state === 'ready'
      heard = false
      if (line.state !== 'ready') return tell.health(line.state, line.detail)
      report()
      show()
    },
  })

  const repeat = (): void => {
    unanswered++
    report()
    show()
  }
  const refresh = options.repeats ? everySoOften(clock, repeat) : undefined

  return {
    show,
    poke: () => tap.send(beepFrame(address), 'beep'),
    close: () => {
      refresh?.stop()
      return tap.close()
    },
  }
}

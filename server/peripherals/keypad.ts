/** A caller keypad (呼叫器) on a serial line: keys in, the number in hand and the waiting count out. */
import type { SerialLink } from '../../hall/peripheral.ts'
import type { Clock } from '../clock.ts'
import { callerDevice } from './caller-device.ts'
import { displayFrame, keyOf, RATED } from './caller-frame.ts'
import type { Tell } from './parts.ts'
import type { OpenPeripheral } from './port.ts'
import type { SerialBuses } from './serial-bus.ts'

export const keypad = (link: SerialLink, buses: SerialBuses, clock: Clock, tell: Tell): OpenPeripheral => {
  let shown: { readonly number: string; readonly waiting: number } | undefined
  const device = callerDevice({
    link,
    buses,
    clock,
    tell,
    mine: (frame) => frame.func !== RATED,
    pressed: (frame) => {
      const key = keyOf(frame)
      if (key) tell.input({ kind: 'key', key })
    },
    display: (address) => shown && displayFrame(address, shown.waiting, shown.number),
    repeats: true,
  })
  return {
    show: (show) => {
      if (show.kind !== 'keypad') return
      shown = show
      device.show()
    },
    poke: device.poke,
    close: device.close,
  }
}

/** A rating pad on a serial line, by itself or plugged into a keypad whose address it shares. */
import { GRADES } from '../../hall/commands.ts'
import type { RatingPadSetting, SerialLink } from '../../hall/peripheral.ts'
import type { Clock } from '../clock.ts'
import { callerDevice } from './caller-device.ts'
import { openRatingFrame, RATED } from './caller-frame.ts'
import type { Tell } from './parts.ts'
import type { OpenPeripheral } from './port.ts'
import type { SerialBuses } from './serial-bus.ts'

/**
 * 1 is the best grade and 5 the worst, unless the setting says otherwise: pads count in both directions, and some have
 * three or four keys (requirements §3.7).
 */
const BEST_FIRST: NonNullable<RatingPadSetting['grades']> = Object.fromEntries(
  GRADES.map((grade, at) => [String(at + 1), grade]),
)

export const ratingPad = (
  setting: RatingPadSetting,
  link: SerialLink,
  buses: SerialBuses,
  clock: Clock,
  tell: Tell,
): OpenPeripheral => {
  const grades = new Map(Object.entries(setting.grades ?? BEST_FIRST))
  let asks = false
  const device = callerDevice({
    link,
    buses,
    clock,
    tell,
    mine: (frame) => frame.func === RATED,
    pressed: (frame) => {
      const grade = grades.get(String(frame.data[0]))
      if (grade) tell.input({ kind: 'grade', grade })
    },
    display: (address) => (asks ? openRatingFrame(address) : undefined),
    // Asked once: a pad that speaks would ask the same visitor aloud every half minute.
    repeats: false,
  })
  return {
    show: (show) => {
      if (show.kind !== 'rating-pad') return
      asks = show.asks
      device.show()
    },
    poke: device.poke,
    close: device.close,
  }
}

/** The futures of a hall, with all that they are drawn from. */

import { instantOf } from '../../hall/calendar.ts'
import type { Hall } from '../../hall/hall.ts'
import { makeEngine } from '../../hall/simulate/engine.ts'
import { futuresOf } from '../../hall/simulate/futures.ts'
import { presentOf } from '../../hall/simulate/present.ts'
import { queuesAmong, staffingOf } from '../../hall/simulate/staffing.ts'
import { windowDays } from '../../hall/simulate/windows-of.ts'
import { FIRST_DAY, minutes } from '../kit/hand-clock.ts'

/** A clock time of the first day. */
export const at = (clock: string): number => instantOf(FIRST_DAY, clock, 'Asia/Shanghai')

export const staffed = (hall: Hall, now: number) => {
  const staffing = staffingOf(hall, now)
  if (!staffing) throw new Error('The hall has a catalogue.')
  return staffing
}

/** Everything that a future of this hall draws. */
export const futuresIn = ({ hall, now }: { hall: Hall; now: number }, until = now + minutes(60)) => {
  const staffing = staffed(hall, now)
  const present = presentOf(hall, now, staffing)
  const queues = queuesAmong(hall.lookup.services.keys(), [staffing])
  const draw = futuresOf(present, queues, staffing.windows.length, until)
  const engine = makeEngine(windowDays(staffing.windows, queues), staffing.order)
  return { present, queues, draw, engine, staffing }
}

/** Ten in the morning in Shanghai whatever the hour of the run, so that no midnight falls into it. */
import { type Clock, systemClock } from '../../server/clock.ts'

const HOUR = 3_600_000
const shift = 2 * HOUR - (Date.now() % (24 * HOUR))

export const morningClock: Clock = { ...systemClock, now: () => Date.now() + shift }

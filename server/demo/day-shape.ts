/** When people come: how busy each part of a working day is against its mean. */

/**
 * Half hours of an eight-hour day, mean 1, as counted over ten working days in twenty service halls. It is stretched over
 * whatever hours the catalogue has.
 */
const PROFILE = [1.22, 0.84, 0.86, 0.96, 1.07, 1.21, 1.23, 1.27, 1.2, 1.21, 1.14, 1.07, 1, 0.91, 0.63, 0.2]

/** The busiest part of the day against its mean. */
export const PEAK = Math.max(...PROFILE)

/** How busy the hall is at a part of its day: 0 is the opening, 1 the closing. Past the end the day begins anew. */
export const busyAt = (part: number): number => PROFILE[Math.floor((part % 1) * PROFILE.length)] ?? 1

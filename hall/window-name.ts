/** What windows go by. */

const NUMBERED = /^[A-Za-z]{0,2}\d+[A-Za-z]?$/

/** Whether a window goes by a number (`3`, `B12`), or by a name of its own (台胞接待室), which is said as it is. */
export const isNumbered = (counterName: string): boolean => NUMBERED.test(counterName)

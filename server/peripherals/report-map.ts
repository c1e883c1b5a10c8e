/** Reading HID reports by a map that the hall's catalogue gives: no rating pad or keypad publishes its own. */

import type { Grade } from '../../hall/commands.ts'
import type { KeypadKey, ReportRule } from '../../hall/peripheral.ts'
import { type Clock, isRecent } from '../clock.ts'

/**
 * After so long without any report the next one is a new press: a device that repeats a held key does so sooner, and one
 * that reports nothing when the key is let go would otherwise be heard only once.
 */
const HELD_MS = 1000

/** `byte` counts from 0 in the report as the system delivers it, the report number first where the device has one. */
const matches = (rule: ReportRule, report: Uint8Array): boolean => {
  const byte = report[rule.byte]
  return byte !== undefined && (byte & (rule.mask ?? 0xff)) === rule.value
}

/** Tells every key as it goes down: one that is held, or comes with another, is not pressed again. */
export const reportReader = (
  rules: readonly ReportRule[],
  clock: Clock,
  pressed: (means: { readonly grade: Grade } | { readonly key: KeypadKey }) => void,
): ((report: Uint8Array) => void) => {
  let down: ReadonlySet<ReportRule> = new Set()
  let heardAt = Number.NEGATIVE_INFINITY
  return (report) => {
    const before = isRecent(clock, heardAt, HELD_MS) ? down : new Set()
    heardAt = clock.now()
    down = new Set(rules.filter((rule) => matches(rule, report)))
    for (const rule of down) if (!before.has(rule)) pressed(rule.means)
  }
}

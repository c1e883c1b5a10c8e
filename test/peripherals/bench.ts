/** A machine for the drivers: time that stands, lines in memory, and everything that its peripherals tell. */
import { vi } from 'vitest'
import type { PeripheralHealth, PeripheralInput } from '../../hall/peripheral.ts'
import type { Parts } from '../../server/peripherals/parts.ts'
import { openPeripherals } from '../../server/peripherals/peripherals.ts'
import { createSimulator } from '../../server/peripherals/simulator.ts'
import { handClock } from '../printer/hand-clock.ts'
import { fakeLines } from './fake-lines.ts'

export type HeardInput = { readonly from: string; readonly input: PeripheralInput; readonly id: string }

/** Waits for what the real world does in its own time, however busy the machine is. */
export const soon = (check: () => unknown): Promise<unknown> => vi.waitFor(check, 15_000)

export const bench = (given: Partial<Parts> = {}) => {
  const { timers, advance, settle, pending } = handClock(1_000_000)
  const lines = fakeLines()
  const simulator = createSimulator()
  const inputs: HeardInput[] = []
  const healths: PeripheralHealth[] = []
  let minted = 0
  const peripherals = openPeripherals(
    {
      input: (from, input, id) => void inputs.push({ from, input, id }),
      health: (health) => void healths.push(health),
    },
    {
      clock: timers,
      openLine: lines.openLine,
      hid: async () => ({ missing: 'no HID on this bench' }),
      simulator,
      mint: () => `in-${++minted}`,
      ...given,
    },
  )
  return {
    peripherals,
    lines,
    simulator,
    inputs,
    healths,
    advance,
    settle,
    pending,
    /** How a peripheral is now. */
    health: (id: string) => peripherals.health().find(({ peripheral }) => peripheral === id),
    /** What it told, without ids. */
    told: () => inputs.map(({ input }) => input),
  }
}

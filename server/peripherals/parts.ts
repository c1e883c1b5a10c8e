/** What the drivers are made of, so that a test can give them other parts: time, lines, HID devices, simulators. */
import type { PeripheralInput, PeripheralState } from '../../hall/peripheral.ts'
import type { openSerialLine } from '../../printer/serial-line.ts'
import type { Clock } from '../clock.ts'
import type { HidLibrary } from './hid.ts'
import type { Simulator } from './simulator.ts'

export type Parts = {
  readonly clock: Clock
  readonly openLine: typeof openSerialLine
  readonly hid: HidLibrary
  readonly simulator: Simulator
  /** A new id for every input. */
  readonly mint: () => string
}

/** Where one driver tells what it hears and how its device is. */
export type Tell = {
  readonly input: (input: PeripheralInput) => void
  readonly health: (state: PeripheralState, detail?: string, firmware?: string) => void
}

/** The port between the hall and what is bolted down: settings in, presses out, and how each is. */
import type { PeripheralId } from '../../hall/ids.ts'
import type { PeripheralHealth, PeripheralInput, PeripheralSetting, PeripheralShow } from '../../hall/peripheral.ts'

export type PeripheralEars = {
  /** Something was pressed, laid down or scanned. `id` is this input's own, so that it is acted on once. */
  readonly input: (peripheral: PeripheralId, input: PeripheralInput, id: string) => void
  /** How a peripheral is, whenever that changes. */
  readonly health: (health: PeripheralHealth) => void
}

/** One peripheral that is open. None of these throws: what goes wrong becomes its health. */
export type OpenPeripheral = {
  readonly show: (show: PeripheralShow) => void
  /** A beep, a frame of all lights, whatever shows a person beside it that it hears. */
  readonly poke: () => void
  readonly close: () => Promise<void>
}

/** All peripherals of one machine. */
export type Peripherals = {
  /** Makes them those of the settings; what did not change goes on undisturbed. */
  readonly arrange: (settings: readonly PeripheralSetting[]) => Promise<void>
  readonly show: (shows: readonly PeripheralShow[]) => void
  readonly poke: (peripheral: PeripheralId) => void
  readonly health: () => readonly PeripheralHealth[]
  readonly close: () => Promise<void>
}

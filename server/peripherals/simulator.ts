/** Peripherals that exist only here, for demonstrations and tests: their keys are pressed by a program. */
import type { PeripheralId } from '../../hall/ids.ts'
import type { PeripheralInput, PeripheralShow, PeripheralState } from '../../hall/peripheral.ts'
import type { Tell } from './parts.ts'
import type { OpenPeripheral } from './port.ts'

export type Simulator = {
  /** Presses a key, lays down a card, scans a code. False when no such peripheral is open. */
  readonly press: (peripheral: PeripheralId, input: PeripheralInput) => boolean
  /** Makes it be well or unwell. False when no such peripheral is open. */
  readonly become: (peripheral: PeripheralId, state: PeripheralState, detail?: string) => boolean
  /** What it shows now. */
  readonly shown: (peripheral: PeripheralId) => PeripheralShow | undefined
  /** How often it was made to show itself since it was opened. */
  readonly poked: (peripheral: PeripheralId) => number
  /** The driver's side. */
  readonly open: (peripheral: PeripheralId, tell: Tell) => OpenPeripheral
}

type Simulated = { readonly tell: Tell; shown?: PeripheralShow; poked: number }

export const createSimulator = (): Simulator => {
  const all = new Map<PeripheralId, Simulated>()
  const withOne = (peripheral: PeripheralId, act: (one: Simulated) => void): boolean => {
    const one = all.get(peripheral)
    if (one) act(one)
    return one !== undefined
  }
  return {
    press: (peripheral, input) => withOne(peripheral, ({ tell }) => tell.input(input)),
    become: (peripheral, state, detail) => withOne(peripheral, ({ tell }) => tell.health(state, detail)),
    shown: (peripheral) => all.get(peripheral)?.shown,
    poked: (peripheral) => all.get(peripheral)?.poked ?? 0,
    open: (peripheral, tell) => {
      const mine: Simulated = { tell, poked: 0 }
      all.set(peripheral, mine)
      tell.health('ready')
      return {
        show: (show) => {
          mine.shown = show
        },
        poke: () => {
          mine.poked++
        },
        close: async () => {
          if (all.get(peripheral) === mine) all.delete(peripheral)
        },
      }
    },
  }
}

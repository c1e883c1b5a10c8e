/** The hall server as its own edge (E7): its peripherals hear the same view and take the same way in. */
import type { PeripheralInput } from '../../hall/peripheral.ts'
import { type EdgeView, OWN_EDGE } from '../../hall/views/edge.ts'
import { topicOf, type ViewMessage } from '../../hall/wire.ts'
import type { Clock } from '../clock.ts'
import { type Log, reasonOf } from '../log.ts'
import { openPeripherals } from '../peripherals/peripherals.ts'
import type { PeripheralEars, Peripherals } from '../peripherals/port.ts'
import type { Screens } from '../screens.ts'
import type { Edges } from './edges.ts'
import { followPeripherals } from './follow.ts'
import type { Inputs } from './inputs.ts'

export type OwnOptions = {
  readonly screens: Screens
  readonly edges: Edges
  readonly inputs: Inputs
  readonly clock: Clock
  readonly log: Log
  /** Tests put in their own. */
  readonly open?: (ears: PeripheralEars) => Peripherals
}

/** Opens the hall server's own peripherals, as the catalogue in force says now and later. */
export const openOwnPeripherals = ({ screens, edges, inputs, clock, log, open = openPeripherals }: OwnOptions) => {
  const failed = (what: string) => (error: unknown) => log('error', what, { reason: reasonOf(error) })
  const input = (peripheral: string, told: PeripheralInput, id: string): void =>
    void inputs.hear(OWN_EDGE, { id, peripheral, at: clock.now(), input: told }).catch(failed('input-failed'))
  const peripherals = open({ input, health: (health) => edges.heard([health]) })
  const follow = followPeripherals(peripherals, failed('peripherals-not-arranged'))
  const topic = topicOf('edge', OWN_EDGE)
  const heard = (message: ViewMessage): void => {
    if (message.topic !== topic) return
    follow(message.view as EdgeView, message.now)
    // Told again with every heartbeat, so that the page of devices says when each was last seen.
    edges.heard(peripherals.health())
  }
  screens.onTell(heard)
  screens.watch(topic)
  const present = screens.present(topic)
  if (present) heard(present)
  return {
    close: async (): Promise<void> => {
      screens.unwatch(topic)
      await peripherals.close()
    },
  }
}

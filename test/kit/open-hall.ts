/** A hall behind its real door, in memory, with a clock in the hand: for what only shows when many ask at once. */
import type { Actor } from '../../hall/actor.ts'
import type { Catalogue } from '../../hall/catalogue.ts'
import type { Intent } from '../../hall/commands.ts'
import type { EventOf, EventType, Recorded } from '../../hall/events.ts'
import type { Hall } from '../../hall/hall.ts'
import type { Accepted, Reply } from '../../hall/reply.ts'
import type { Ledger } from '../../server/ledger/ledger.ts'
import { memoryLedger } from '../../server/ledger/memory.ts'
import { type LiveHall, openLiveHall } from '../../server/live-hall.ts'
import { silentLog } from '../../server/log.ts'
import { usualActor } from './actors.ts'
import { type HandClock, handClock } from './hand-clock.ts'
import { smallCatalogue } from './small-catalogue.ts'

export type OpenHall = {
  readonly live: LiveHall
  readonly clock: HandClock
  readonly ledger: Ledger
  readonly hall: () => Hall
  readonly events: () => Recorded[]
  readonly of: <T extends EventType>(type: T) => EventOf<T>[]
  readonly ask: (intent: Intent, more?: { readonly by?: Actor; readonly id?: string }) => Promise<Reply>
  /** Asks all of it within one moment, as so many machines would. */
  readonly together: (intents: readonly Intent[]) => Promise<Reply[]>
  /** Asks, and throws when it is refused. */
  readonly must: (intent: Intent, by?: Actor) => Promise<Accepted>
  /** The same ledger under a process that knows nothing else. */
  readonly restarted: () => OpenHall
}

let asked = 0

/** A published and, unless it is another's ledger, opened hall. */
export const behindTheDoor = (ledger: Ledger, clock: HandClock, id: string): OpenHall => {
  const live = openLiveHall({ id, ledger, clock, log: silentLog })
  const ask: OpenHall['ask'] = (intent, { by = usualActor(intent), id: command } = {}) => {
    asked += 1
    return live.submit({ ...intent, id: command ?? `asked-${asked}` }, by)
  }
  const events = () => [...ledger.read(id, 0)]
  return {
    live,
    clock,
    ledger,
    hall: live.hall,
    events,
    of: <T extends EventType>(type: T) =>
      events().flatMap(({ event }) => (event.type === type ? [event as EventOf<T>] : [])),
    ask,
    together: (intents) => Promise.all(intents.map((intent) => ask(intent))),
    must: async (intent, by = usualActor(intent)) => {
      const reply = await ask(intent, { by })
      if (!reply.ok) throw new Error(`${intent.type} was refused: ${reply.code}`)
      return reply
    },
    restarted: () => behindTheDoor(ledger, clock, id),
  }
}

/** The hall of a catalogue on its first morning, with these windows open. */
export const openHall = async (
  catalogue: Catalogue = smallCatalogue,
  windows: readonly string[] = [],
  ledger: Ledger = memoryLedger(),
): Promise<OpenHall> => {
  const hall = behindTheDoor(ledger, handClock(), catalogue.hall.id)
  await hall.must({ type: 'PublishCatalogue', catalogue })
  await hall.must({ type: 'OpenHall' })
  for (const counter of windows) await hall.must({ type: 'OpenCounter', counter })
  return hall
}

/**
 * What was just laid on a reader or scanned, by where: a kiosk, a window, or the guide desks. In memory only, and for a
 * minute; a machine that restarts has seen nobody.
 */
import type { Catalogue } from '../../hall/catalogue.ts'
import type { CounterId } from '../../hall/ids.ts'
import type { CardReaderSetting, ScannerSetting } from '../../hall/peripheral.ts'
import { OWN_EDGE } from '../../hall/views/edge.ts'
import type { Presented } from '../../hall/views/presented.ts'
import type { Topic } from '../../hall/wire.ts'
import type { Clock } from '../clock.ts'
import type { DeviceInfo } from '../people/people.ts'

/** As long as somebody stands there with it, ms. */
export const PRESENTED_LIVES_MS = 60_000
/** At the guide desks of a hall at once; a kiosk or window shows the newest alone. */
const DESK_SHOWN_MAX = 12

export type PresentedHere = {
  readonly put: (topic: Topic, presented: Presented) => void
  /** Newest first. */
  readonly at: (topic: Topic) => readonly Presented[]
  readonly onChange: (listener: (topic: Topic) => void) => void
}

/**
 * Which screen hears what a reader or scanner read: its window's, that of the one kiosk of its edge, or else the guide
 * desks'. A kiosk that is not paired has no screen. Where an edge has several nobody can know at which it was, and one must
 * not show another's visitor.
 */
export const screenOf = (
  { counter, edge = OWN_EDGE }: CardReaderSetting | ScannerSetting,
  catalogue: Catalogue | null,
  machines: readonly DeviceInfo[],
): Topic => {
  const role = (id: CounterId) => catalogue?.counters.find((row) => row.id === id)?.role
  if (counter !== undefined) return role(counter) === 'guide' ? 'guide' : `counter:${counter}`
  const first = catalogue?.printers[0]?.id
  const edgeOf = (printer: string | undefined): string =>
    catalogue?.printers.find(({ id }) => id === printer)?.edge ?? OWN_EDGE
  const kiosks = machines.filter(
    ({ role, paired, printer = first }) => role === 'kiosk' && paired && edgeOf(printer) === edge,
  )
  const [kiosk] = kiosks
  return kiosk && kiosks.length === 1 ? `kiosk:${kiosk.id}` : 'guide'
}

/** Starts with nothing presented; each thing goes by itself after `PRESENTED_LIVES_MS`. */
export const openPresented = (clock: Clock): PresentedHere => {
  const shown = new Map<Topic, readonly Presented[]>()
  const listeners = new Set<(topic: Topic) => void>()
  const set = (topic: Topic, rows: readonly Presented[]): void => {
    if (rows.length > 0) shown.set(topic, rows)
    else shown.delete(topic)
    for (const listener of listeners) listener(topic)
  }
  const at = (topic: Topic): readonly Presented[] => shown.get(topic) ?? []
  return {
    put: (topic, presented) => {
      set(topic, [presented, ...at(topic)].slice(0, topic === 'guide' ? DESK_SHOWN_MAX : 1))
      clock.after(PRESENTED_LIVES_MS, () => {
        if (at(topic).includes(presented))
          set(
            topic,
            at(topic).filter((other) => other !== presented),
          )
      })
    },
    at,
    onChange: (listener) => void listeners.add(listener),
  }
}

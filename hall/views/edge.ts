/** What an edge hears: what it owns, what that should show now, and what it should print next. */
import type { Catalogue, PrinterSetting } from '../catalogue.ts'
import { type Hall, ticketText } from '../hall.ts'
import type { EdgeId, Instant, PeripheralId, PrinterId } from '../ids.ts'
import type { PeripheralSetting, PeripheralShow } from '../peripheral.ts'
import { waitingAt } from '../queue.ts'
import { ledText } from './led.ts'
import { rateableAt } from './pad.ts'

/**
 * A job to print. It is told until the edge says that it has begun, and printed once. `turn` is new each time the hall hands
 * a job out anew, which it does only after this edge said that nothing of it was sent.
 */
export type EdgeJob = {
  readonly id: string
  readonly turn: string
  readonly printer: PrinterId
  /** base64 */
  readonly bytes: string
}

/** A test frame, beep or tone that somebody asked for; done once by its id, and not at all when it is old. */
export type Poke = { readonly id: string; readonly peripheral: PeripheralId; readonly at: Instant }

export type EdgeView = {
  readonly printers: readonly PrinterSetting[]
  readonly peripherals: readonly PeripheralSetting[]
  readonly shows: readonly PeripheralShow[]
  readonly jobs: readonly EdgeJob[]
  readonly pokes: readonly Poke[]
}

/** Older than this a poke is let be: whoever asked for it no longer stands there, ms. */
export const POKE_LIVES_MS = 5_000

/** The topic of the hall server's own peripherals: an edge without an id. */
export const OWN_EDGE = ''

/** What belongs to an edge, or to the hall server itself for `OWN_EDGE`. */
export const ownedBy = (
  catalogue: Catalogue | null,
  edge: EdgeId,
): { readonly printers: readonly PrinterSetting[]; readonly peripherals: readonly PeripheralSetting[] } => {
  const its = (row: { readonly edge?: EdgeId }): boolean => (row.edge ?? OWN_EDGE) === edge
  return {
    printers: catalogue?.printers.filter(its) ?? [],
    peripherals: catalogue?.peripherals?.filter(its) ?? [],
  }
}

const showOf = (hall: Hall, setting: PeripheralSetting): PeripheralShow | undefined => {
  const { id: peripheral } = setting
  switch (setting.kind) {
    case 'led':
      return { peripheral, kind: 'led', text: ledText(hall, setting) }
    case 'keypad': {
      const seated = hall.counters.get(setting.counter)?.ticket
      const ticket = seated === undefined ? undefined : hall.tickets.get(seated)
      const waiting = hall.counters.has(setting.counter) ? waitingAt(hall, setting.counter) : 0
      return { peripheral, kind: 'keypad', number: ticket ? ticketText(ticket) : '', waiting }
    }
    case 'rating-pad': {
      const visit = rateableAt(hall, setting.counter)
      return visit?.asks === 'grade'
        ? { peripheral, kind: 'rating-pad', asks: true, visit: visit.completedAt }
        : { peripheral, kind: 'rating-pad', asks: false }
    }
    case 'card-reader':
    case 'scanner':
      return undefined
  }
}

/** What each of these should show now. Readers and scanners show nothing. */
export const showsOf = (hall: Hall, peripherals: readonly PeripheralSetting[]): PeripheralShow[] =>
  peripherals.flatMap((setting) => showOf(hall, setting) ?? [])

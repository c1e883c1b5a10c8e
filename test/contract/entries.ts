/** Ledger entries made by hand, for tests of the ledger alone: it neither decides nor folds, so these need not make a day. */
import type { HallEvent, Recorded } from '../../hall/events.ts'
import { fingerprint } from '../../server/ledger/chain.ts'
import type { Entry } from '../../server/ledger/ledger.ts'
import { smallCatalogue } from './small-hall.ts'

export const HALL = 'hall-one'
export const DAY = '2026-03-02'
export const NEXT_DAY = '2026-03-03'

type Where = { readonly hall?: string; readonly day?: string }

/** Events that come right after a position, as one entry. Without a command id it is named after its position. */
export const entryAfter = (
  position: number,
  events: readonly HallEvent[],
  { hall = HALL, day = DAY, command = `command-${hall}-${position}` }: Where & { readonly command?: string } = {},
): Entry => {
  const recorded = events.map(
    (event, index): Recorded => ({
      hall,
      position: position + index + 1,
      day,
      at: 1_772_413_200_000 + position,
      actor: { role: 'guide', id: 'g1', name: '导办台' },
      command,
      event,
    }),
  )
  return {
    command,
    fingerprint: fingerprint(command),
    day,
    reply: { ok: true, position: position + events.length },
    events: recorded,
  }
}

export const opened = (day = DAY): HallEvent => ({ type: 'HallOpened', day, revision: 1, catalogue: smallCatalogue })

export const issued = (number: number, series = 'A'): HallEvent => ({
  type: 'TicketIssued',
  ticket: `ticket-${series}-${number}`,
  secret: `secret-${series}-${number}`,
  series,
  number,
  service: 'A-01',
  class: 'ordinary',
  key: 1_772_413_200_000,
})

/** An event without a number of its own. */
export const parked = (reason: string): HallEvent => ({
  type: 'TicketParked',
  ticket: 'ticket-A-1',
  counter: '1',
  reason,
})

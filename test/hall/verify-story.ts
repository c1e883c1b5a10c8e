/** Two days of a small hall as a ledger, and ways to spoil a ledger. */
import type { Actor } from '../../hall/actor.ts'
import type { EventOf, EventType, HallEvent, Recorded } from '../../hall/events.ts'
import { holderOf, padAt } from '../kit/actors.ts'
import { hours, seconds } from '../kit/hand-clock.ts'
import { withoutService } from '../kit/small-catalogue.ts'
import {
  calledNext,
  completed,
  given,
  later,
  missed,
  opened,
  parked,
  recalled,
  secretOf,
  started,
  taken,
  told,
  windowOpened,
} from '../kit/story.ts'

/** Two days in which everything happens once. Window 1 ends the first day's story with `last` in front of it. */
export const { events: good } = given(
  opened(),
  ...['1', '2', '3'].map(windowOpened),
  taken('miss', 'A-01'),
  taken('park', 'A-01'),
  taken('chosen', 'A-02'),
  taken('vip', 'A-01', { class: 'priority', ground: 'elderly' }),
  taken('help', 'B-01'),
  taken('moved', 'B-01'),
  taken('gone', 'A-01'),
  taken('last', 'A-01'),
  calledNext('1'),
  later(seconds(20)),
  recalled('1'),
  started('1'),
  completed('1'),
  told({ type: 'RateVisit', ticket: 'vip', secret: secretOf('vip'), grade: 'satisfied' }),
  calledNext('1'),
  missed('1'),
  calledNext('1'),
  parked('1'),
  told({ type: 'CallTicket', counter: '1', ticket: 'chosen', reason: '孩子发烧' }),
  started('1'),
  completed('1', 'supplement', '缺一份材料'),
  told({ type: 'ReturnTicket', ticket: 'miss' }),
  told({ type: 'ReprintTicket', ticket: 'miss' }),
  told({ type: 'TransferTicket', ticket: 'moved', service: 'A-01', reason: 'wrong-service' }),
  told({ type: 'CancelTicket', ticket: 'gone', reason: '不办了' }, holderOf('gone')),
  told({ type: 'CallTicket', counter: '1', ticket: 'park' }),
  started('1'),
  completed('1'),
  told({ type: 'RateVisit', ticket: 'park', secret: secretOf('park'), grade: 'satisfied' }, padAt('1')),
  calledNext('2'),
  started('2'),
  told({ type: 'PauseCounter', counter: '3', reason: 'meal' }),
  windowOpened('3'),
  told({ type: 'CloseCounter', counter: '3' }),
  told({ type: 'PublishCatalogue', catalogue: withoutService('C-01') }),
  told({ type: 'MoveHall', epoch: 1, server: 'standby', why: 'by-hand', chain: 'c' }),
  calledNext('1'),
  later(hours(24)),
  told({ type: 'OpenHall' }),
  windowOpened('2'),
  taken('miss', 'B-01'),
  calledNext('2'),
).past

/** A ledger in the hand: where things stand in it, and what it is with a fault in it. */
export const ledgerInHand = (events: readonly Recorded[]) => {
  const find = (type: EventType, ticket?: string, nth = 0): Recorded => {
    const found = events.filter(
      ({ event }) => event.type === type && (ticket === undefined || ('ticket' in event && event.ticket === ticket)),
    )[nth]
    if (!found) throw new Error(`The days have no ${nth + 1}. ${type} of ${ticket ?? 'anybody'}.`)
    return found
  }
  const changed = (position: number, change: Partial<Recorded>): Recorded[] =>
    events.map((each) => (each.position === position ? { ...each, ...change } : each))
  /** Puts an event after a position, at the same moment and by whom it takes. */
  const inserted = (after: number, event: HallEvent, actor: Actor, more: Partial<Recorded> = {}): Recorded[] => {
    const before = events[after - 1]
    if (!before) throw new Error(`There is no position ${after}.`)
    const extra: Recorded = { ...before, command: 'planted', actor, event, ...more }
    return dense([...events.slice(0, after), extra, ...events.slice(after)])
  }
  return {
    find,
    changed,
    inserted,
    at: (type: EventType, ticket?: string, nth = 0): number => find(type, ticket, nth).position,
    eventAt: <T extends EventType>(type: T, ticket?: string, nth = 0): EventOf<T> =>
      find(type, ticket, nth).event as EventOf<T>,
    changedEvent: (position: number, event: HallEvent): Recorded[] => changed(position, { event }),
    /** Cuts the ledger after a position and ends it with one more event. */
    endedWith: (after: number, event: HallEvent, actor: Actor, more: Partial<Recorded> = {}): Recorded[] =>
      inserted(after, event, actor, more).slice(0, after + 1),
    /** Cuts it so that its last event is another one. */
    endedAs: (position: number, event: HallEvent, more: Partial<Recorded> = {}): Recorded[] =>
      changed(position, { event, ...more }).slice(0, position),
  }
}

/** Positions made dense again, so that a fault is not hidden behind a gap. */
export const dense = (events: readonly Recorded[]): Recorded[] =>
  events.map((each, index) => ({ ...each, position: index + 1 }))

export const { find, at, eventAt, changed, changedEvent, inserted, endedWith } = ledgerInHand(good)

/** The hash chain: each event carries a digest of itself and of everything before it, so no edit of history goes unseen (I12). */
import { createHash, hash } from 'node:crypto'
import type { Recorded } from '../../hall/events.ts'
import type { HallId } from '../../hall/ids.ts'
import { insistKnown } from './known-events.ts'

/** The chain value before a hall's first event. */
export const chainStart = (hall: HallId): string => sha256(`yichuang ledger ${hall}`)

/** Node 20.12 brought the one-shot digest, which costs half of the object. */
const sha256 = (text: string): string =>
  typeof hash === 'function' ? hash('sha256', text, 'hex') : createHash('sha256').update(text).digest('hex')

/** A fingerprint of a command's content. */
export const fingerprint = (content: string): string => sha256(content).slice(0, 32)

export type Row = {
  readonly hall: string
  readonly position: number
  readonly day: string
  readonly at: number
  readonly actor: string
  readonly command: string
  readonly fingerprint: string
  readonly type: string
  readonly data: string
}

/** Every column takes part, each preceded by its length, so that no two different rows give the same text. */
export const chainNext = (previous: string, row: Row): string => {
  const columns = [row.hall, row.position, row.day, row.at, row.actor, row.command, row.fingerprint, row.type, row.data]
  let text = previous
  for (const column of columns) {
    const value = String(column)
    text += `|${value.length}:${value}`
  }
  return sha256(text)
}

/** An event as its ledger row, before the chain. */
export const rowOf = (recorded: Recorded, print: string): Row => {
  return {
    hall: recorded.hall,
    position: recorded.position,
    day: recorded.day,
    at: recorded.at,
    actor: JSON.stringify(recorded.actor),
    command: recorded.command,
    fingerprint: print,
    // The type stands beside for queries, and in the data so that reading needs no second object.
    type: recorded.event.type,
    data: JSON.stringify(recorded.event),
  }
}

/** The same few hundred people and machines cause all of a day, so each is read once. */
const actors = new Map<string, Recorded['actor']>()
const ACTORS_KEPT = 1_000

const actorFrom = (text: string): Recorded['actor'] => {
  const known = actors.get(text)
  if (known) return known
  if (actors.size >= ACTORS_KEPT) actors.clear()
  const actor = JSON.parse(text) as Recorded['actor']
  actors.set(text, actor)
  return actor
}

/**
 * The event a row holds. The ledger wrote it itself and the chain vouches for it, so it is not parsed again field by field.
 * Throws UnknownEvent where a later release wrote it.
 */
export const recordedOf = (row: Row): Recorded => {
  insistKnown(row)
  return {
    hall: row.hall,
    position: row.position,
    day: row.day,
    at: row.at,
    actor: actorFrom(row.actor),
    command: row.command,
    event: JSON.parse(row.data) as Recorded['event'],
  }
}

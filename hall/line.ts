/**
 * One waiting line in order: tickets of one service and one class, lowest (key, rank) first. A sorted array with a moving
 * head: people nearly always join at the end and leave from the front, so both cost the same with 20 and with 20,000
 * waiting, and unlike a heap it also says how many stand before somebody.
 */
import type { TicketId } from './ids.ts'

export type Place = { readonly key: number; readonly rank: number; readonly ticket: TicketId }

export type Line = { places: Place[]; head: number }

/** Emptied slots before the head that are kept until they are worth moving the rest. */
const SLACK = 1024

export const emptyLine = (): Line => ({ places: [], head: 0 })

export const before = (a: { key: number; rank: number }, b: { key: number; rank: number }): boolean =>
  a.key !== b.key ? a.key < b.key : a.rank < b.rank

export const lineSize = (line: Line): number => line.places.length - line.head

export const firstOf = (line: Line): Place | undefined => line.places[line.head]

/** The first places, at most `count`. */
export const headOf = (line: Line, count: number): Place[] => line.places.slice(line.head, line.head + count)

/** How many of the first places pass a test that the first ones pass and the others do not. */
export const leading = (line: Line, passes: (place: Place) => boolean): number => {
  // Nearly always asked about somebody near the front, before whom nobody stands.
  const first = firstOf(line)
  if (first === undefined || !passes(first)) return 0
  let low = line.head + 1
  let high = line.places.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const place = line.places[middle]
    if (place && passes(place)) low = middle + 1
    else high = middle
  }
  return low - line.head
}

/** The index of the first place that is not before `at`. */
const indexOf = (line: Line, at: { key: number; rank: number }): number =>
  line.head + leading(line, (place) => before(place, at))

export const join = (line: Line, place: Place): void => {
  const last = line.places.at(-1)
  if (last === undefined || line.head === line.places.length || before(last, place)) line.places.push(place)
  else line.places.splice(indexOf(line, place), 0, place)
}

/** Takes a ticket out. Throws when it is not there: the queue and the tickets would disagree. */
export const leave = (line: Line, at: { key: number; rank: number; ticket: TicketId }): void => {
  const index = indexOf(line, at)
  if (line.places[index]?.ticket !== at.ticket)
    throw new Error(`Ticket ${at.ticket} is not in the line it should be in.`)
  if (index !== line.head) {
    line.places.splice(index, 1)
    return
  }
  line.head += 1
  if (line.head >= SLACK && line.head * 2 >= line.places.length) {
    line.places.splice(0, line.head)
    line.head = 0
  }
}

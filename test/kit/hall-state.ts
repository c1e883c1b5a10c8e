/**
 * The whole state of a hall as one text, so that two halls are the same when their texts are. Keys are left in the order in
 * which they were written: the same events write them in the same order.
 */
import type { Hall } from '../../hall/hall.ts'

const plain = (_key: string, value: unknown): unknown => {
  // The order in which a map was filled is part of the state: views walk through maps.
  if (value instanceof Map) return { map: [...value.entries()] }
  if (value instanceof Set) return { set: [...value] }
  // JSON has no word for these; left alone they would all read as null.
  if (typeof value === 'number' && !Number.isFinite(value)) return { number: String(value) }
  return value
}

export const stateOf = (hall: Hall): string => JSON.stringify(hall, plain)

/** Where two states part, for a message a person can read. */
export const firstDifference = (one: Hall, other: Hall): string | undefined => {
  for (const key of Object.keys(one) as (keyof Hall)[]) {
    const [a, b] = [JSON.stringify({ it: one[key] }, plain), JSON.stringify({ it: other[key] }, plain)]
    if (a === b) continue
    let at = 0
    while (a[at] === b[at]) at += 1
    return `${key}: …${a.slice(Math.max(0, at - 60), at + 60)}… is …${b.slice(Math.max(0, at - 60), at + 60)}…`
  }
  return undefined
}

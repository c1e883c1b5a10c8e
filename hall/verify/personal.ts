/** I17: what people typed into the ledger holds no number of a person in full. */
import type { HallEvent } from '../events.ts'
import { fullNumberIn } from './full-numbers.ts'
import type { Rule } from './rule.ts'

/** Minted or keyed, or published on purpose: not what somebody typed. */
const NOT_TYPED: ReadonlySet<string> = new Set(['catalogue', 'learned', 'secret', 'rating', 'person', 'proxy'])

function* typed(value: unknown, name = ''): Generator<readonly [name: string, text: string]> {
  if (NOT_TYPED.has(name)) return
  if (typeof value === 'string') yield [name, value]
  else if (typeof value === 'object' && value !== null)
    for (const [inner, part] of Object.entries(value)) yield* typed(part, Array.isArray(value) ? name : inner)
}

/** The first text of an event that holds such a number, with the number masked. */
const heldIn = (event: HallEvent): readonly [name: string, number: string] | undefined => {
  for (const [name, text] of typed(event)) {
    // Shorter than any such number, as nearly every text is.
    const number = text.length < 11 ? undefined : fullNumberIn(text, undefined, true)
    if (number !== undefined) return [name, number]
  }
  return undefined
}

export const noFullNumber: Rule = {
  id: 'I17',
  begin: () => ({
    alone: ({ event }) => {
      const held = heldIn(event)
      return held && `The ${held[0]} of ${event.type} holds the number ${held[1]} in full.`
    },
  }),
}

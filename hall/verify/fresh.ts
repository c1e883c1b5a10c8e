/** I11: a day explains itself alone. */
import { evolve } from '../evolve.ts'
import { emptyHall, type Hall } from '../hall.ts'
import type { BusinessDay } from '../ids.ts'
import type { Rule } from './rule.ts'

/** JSON has no word for these; left alone they would all read alike. */
const plain = (_name: string, value: unknown): unknown => {
  if (value instanceof Map) return { map: [...value] }
  if (value instanceof Set) return { set: [...value] }
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
}

/** `lookup` is made whole from the catalogue whenever that changes, so it cannot remember; comparing it would cost the most. */
const differing = (one: Hall, other: Hall): string | undefined =>
  (Object.keys(one) as (keyof Hall)[]).find(
    (key) =>
      key !== 'lookup' &&
      !Object.is(one[key], other[key]) &&
      JSON.stringify(one[key], plain) !== JSON.stringify(other[key], plain),
  )

/**
 * I11: the hall that opens a day after all that went before is the hall folded from this opening alone. Folding draws no
 * chance, so two halls that are the same here are the same at every later position of the day.
 */
export const dayStandsAlone: Rule = {
  id: 'I11',
  begin: () => {
    let day: BusinessDay | null = null
    return {
      after: (recorded, hall) => {
        const { event, position } = recorded
        if (event.type !== 'HallOpened' || event.day === day) return undefined
        day = event.day
        const alone = evolve({ ...emptyHall(hall.id), position: position - 1 }, recorded)
        const found = differing(alone, hall)
        return found === undefined
          ? undefined
          : `The hall on ${event.day} begins with another “${found}” than the opening alone gives.`
      },
    }
  },
}

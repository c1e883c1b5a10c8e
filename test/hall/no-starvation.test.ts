/** Q12: whatever profiles, plans and help a hall may publish, somebody who waits is called, however many come after them. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Catalogue, Counter } from '../../hall/catalogue.ts'
import { checkCatalogue } from '../../hall/catalogue-check.ts'
import { CALL_ORDERS, type WorkProfile } from '../../hall/profile.ts'
import { waitingAt } from '../../hall/queue.ts'
import { toSwitch } from '../../server/timekeeper.ts'
import { manager, timekeeper } from '../kit/actors.ts'
import { minutes } from '../kit/hand-clock.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'
import { calledNext, completed, given, later, started, taken, told, wasRecorded, windowOpened } from '../kit/story.ts'

const THEMES = ['A', 'B'] as const
const WINDOWS = ['1', '2', '3'] as const
/** Twice as many come as can be served. */
const ROUNDS = 24

const themes = fc.subarray([...THEMES])
const rule = fc.record({
  theme: fc.constantFrom(...THEMES),
  overWaiting: fc.integer({ min: 1, max: 4 }),
  whenIdle: fc.boolean(),
  first: fc.boolean(),
  untilWaiting: fc.constant(0),
})
const profile = (id: string): fc.Arbitrary<WorkProfile> =>
  fc.record({
    id: fc.constant(id),
    name: fc.constant(id),
    own: fc.subarray([...THEMES], { minLength: 1 }),
    help: themes,
    order: fc.constantFrom(...CALL_ORDERS),
    helpWhen: fc.uniqueArray(rule, { maxLength: 2, selector: ({ theme }) => theme }),
  })
const window = (id: string): fc.Arbitrary<Counter> =>
  fc.record(
    {
      id: fc.constant(id),
      name: fc.constant(id),
      zone: fc.constant('z1'),
      role: fc.constant('comprehensive' as const),
      own: fc.constantFrom(['A'], ['B'], ['A', 'B']),
      help: fc.constant([]),
      profile: fc.constantFrom('p', 'q'),
      plan: fc.constant([{ from: '09:10', profile: 'q' }]),
    },
    { requiredKeys: ['id', 'name', 'zone', 'role', 'own', 'help'] },
  )
const halls = fc
  .tuple(fc.tuple(...WINDOWS.map(window)), profile('p'), profile('q'))
  .map(([windows, p, q]): Catalogue => {
    // A window may help whatever it does not own, so that profiles find something to arrange.
    const counters = windows.map((one) => ({ ...one, help: THEMES.filter((theme) => !one.own.includes(theme)) }))
    const services = smallCatalogue.services.filter(({ id }) => id === 'A-01' || id === 'B-01')
    const used = smallCatalogue.themes.filter(({ id }) => id !== 'C')
    return { ...smallCatalogue, themes: used, services, counters, profiles: [p, q], elsewhere: [] }
  })

/** Those of the first ones who are still waiting after a morning in which too many came. */
const leftWaiting = (catalogue: Catalogue): string[] => {
  const publish = wasRecorded({ type: 'CataloguePublished', revision: 1, catalogue }, manager)
  const { past } = given(publish, told({ type: 'OpenHall' }), ...WINDOWS.map(windowOpened))
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const theme of THEMES) for (const of of ['x', 'y', 'z']) taken(`${theme}${of}${round}`, `${theme}-01`)(past)
    for (const intent of toSwitch(past.hall, past.now)) told(intent, timekeeper)(past)
    for (const counter of WINDOWS) {
      if (waitingAt(past.hall, counter) === 0) continue
      calledNext(counter)(past)
      started(counter)(past)
      completed(counter, 'consulted')(past)
    }
    later(minutes(1))(past)
  }
  return [...past.hall.tickets.values()].flatMap(({ id, status }) =>
    status === 'waiting' && /^.[xyz]0$/.test(id) ? [id] : [],
  )
}

describe('nobody starves', () => {
  it('Q12 I18 whatever may be published, the first of every theme have been called after a while', () => {
    let published = 0
    fc.assert(
      fc.property(halls, (catalogue) => {
        if (checkCatalogue(catalogue).length > 0) return
        published += 1
        expect(leftWaiting(catalogue)).toEqual([])
      }),
      { numRuns: 1_500 },
    )
    expect(published).toBeGreaterThan(20)
  })

  it('Q12 what may not be published for that reason does starve somebody', () => {
    let starved = 0
    fc.assert(
      fc.property(halls, (catalogue) => {
        const problems = checkCatalogue(catalogue)
        if (problems.length === 0 || problems.some(({ code }) => code !== 'service-left')) return
        if (leftWaiting(catalogue).length > 0) starved += 1
      }),
      { numRuns: 600 },
    )
    expect(starved).toBeGreaterThan(5)
  })
})

import { describe, expect, it } from 'vitest'
import { allThere, choicesFor, type Marks, marksOf, materialsOf, tallyOf } from '../../counter/guide-marks.ts'
import { routeOf } from '../../counter/guide-route.ts'
import { chosen, issueOf, mattersOf, type Wish, without } from '../../counter/guide-state.ts'
import type { Service } from '../../hall/catalogue.ts'
import { guide } from '../kit/actors.ts'
import { MATERIALS, richCatalogue, withRules } from '../kit/small-catalogue.ts'
import { given, opened } from '../kit/story.ts'

const serviceOf = (id: string): Service => {
  const service = richCatalogue.services.find((row) => row.id === id)
  if (!service) throw new Error(`The rich hall has no ${id}.`)
  return service
}
const shop = serviceOf('A-01')
const [FORM, PLACE, PROXY] = MATERIALS
const wishFor = (...ids: string[]): Wish => {
  const [first = shop, ...more] = ids.map(serviceOf)
  return { service: first, more, class: 'ordinary' }
}

describe('ticking the checklist at the door', () => {
  it('G7 what everybody brings is there or missing; only what has a condition may be needless', () => {
    expect(shop.checklist.map((material) => choicesFor(material).length)).toEqual([2, 2, 3])
  })

  it('G7 ticks become what is there and what is missing, in the order of the checklist; needless is neither', () => {
    const marks: Marks = { [PROXY]: 'not-needed', [PLACE]: 'missing', [FORM]: 'present' }
    expect(materialsOf(shop, marks)).toEqual({ present: [FORM], missing: [PLACE] })
    expect(marksOf(materialsOf(shop, marks))).toEqual({ [FORM]: 'present', [PLACE]: 'missing' })
  })

  it('G7 it is complete when everything that is always needed was seen and nothing is missing, and not before', () => {
    expect(tallyOf(shop, {})).toEqual({ present: 0, missing: 0, open: 3, complete: false })
    expect(tallyOf(shop, { [FORM]: 'present' })).toMatchObject({ open: 2, complete: false })
    expect(tallyOf(shop, allThere(shop, {}))).toEqual({ present: 2, missing: 0, open: 1, complete: true })
    expect(tallyOf(shop, allThere(shop, { [PROXY]: 'missing' }))).toMatchObject({ missing: 1, complete: false })
  })

  it('G7 “all here” leaves alone what only some need', () => {
    expect(allThere(shop, { [PROXY]: 'not-needed', [FORM]: 'missing' })).toEqual({
      [FORM]: 'present',
      [PLACE]: 'present',
      [PROXY]: 'not-needed',
    })
  })

  it('G7 what the desk calls complete the hall marks 已预审, and what it calls incomplete the hall does not', () => {
    for (const marks of [allThere(shop, {}), { [FORM]: 'present' } as Marks, allThere(shop, { [PROXY]: 'missing' })]) {
      const intent = issueOf({ ...wishFor('A-01'), materials: materialsOf(shop, marks) })
      if (!intent) throw new Error('An ordinary wish is a command.')
      given(opened(richCatalogue))
        .when(intent, guide)
        .leaves((hall) => {
          expect(hall.tickets.get(intent.ticket)?.prechecked ?? false).toBe(tallyOf(shop, marks).complete)
        })
    }
  })
})

describe('several matters on one ticket', () => {
  it('G8 a chosen service takes the place of the one in hand, or joins it where one more was asked for', () => {
    const first = chosen(undefined, shop, true)
    expect(mattersOf(first)).toEqual([shop])
    expect(mattersOf(chosen(first, serviceOf('B-01'), false)).map(({ id }) => id)).toEqual(['B-01'])
    const both = chosen({ ...first, class: 'priority', ground: 'elderly' }, serviceOf('B-01'), true)
    expect(mattersOf(both).map(({ id }) => id)).toEqual(['A-01', 'B-01'])
    expect(both).toMatchObject({ class: 'priority', ground: 'elderly' })
    expect(chosen(both, shop, true)).toBe(both)
  })

  it('G8 a matter taken off leaves the others in order; what was ticked goes with the first', () => {
    const materials = { present: [FORM], missing: [] }
    const wish = { ...wishFor('A-01', 'B-01', 'C-01'), materials }
    expect(without(wish, 'B-01')).toMatchObject({ service: shop, more: [serviceOf('C-01')], materials })
    expect(without(wish, 'A-01')).toMatchObject({ service: serviceOf('B-01'), more: [serviceOf('C-01')] })
    expect(without(wish, 'A-01')).not.toHaveProperty('materials')
    expect(without(wishFor('A-01'), 'A-01')).toBeUndefined()
  })

  it('G8 the command names the further matters, and the hall gives the legs that the desk showed', () => {
    const intent = issueOf(wishFor('A-01', 'B-01'))
    if (!intent) throw new Error('An ordinary wish is a command.')
    expect(intent).toMatchObject({ service: 'A-01', more: ['B-01'] })
    expect(issueOf(wishFor('A-01'))).not.toHaveProperty('more')
    given(opened(richCatalogue))
      .when(intent, guide)
      .leaves((hall) => {
        const ticket = hall.tickets.get(intent.ticket)
        const legs = [ticket?.service, ...(ticket?.legs ?? []).map(({ service }) => service)]
        expect(legs).toEqual(routeOf(['A-01', 'B-01'], richCatalogue).map(({ service }) => service.id))
      })
  })

  it('G8 every stop has its windows: those that own it, else those that help; what follows comes once, last', () => {
    const stops = routeOf(['A-01', 'B-01'], richCatalogue)
    expect(stops.map(({ service, part }) => [service.id, part ?? ''])).toEqual([
      ['A-01', ''],
      ['B-01', ''],
      ['P-01', 'stage'],
      ['G-01', 'stage'],
    ])
    expect(stops.at(-1)?.windows).toEqual(['5'])
    for (const { windows, zones } of stops) {
      expect(windows.length).toBeGreaterThan(0)
      expect(zones.length).toBeGreaterThan(0)
    }
    const helped = {
      ...withRules({}, richCatalogue),
      counters: richCatalogue.counters.map((counter) =>
        counter.own.includes('P') ? { ...counter, own: ['G'], help: ['P'] } : counter,
      ),
    }
    expect(routeOf(['P-01'], helped)[0]?.windows).toEqual(['5'])
  })
})

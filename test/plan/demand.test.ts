import { describe, expect, it } from 'vitest'
import type { Catalogue } from '../../hall/catalogue.ts'
import type { Learned } from '../../hall/forecast/learned.ts'
import type { Hall } from '../../hall/hall.ts'
import { basisOf, questionOf } from '../../hall/plan/basis.ts'
import { casesOf, type Demand, demandsOf, halfHoursOf, loadOf, stretched, withCases } from '../../hall/plan/demand.ts'
import { setWindows } from '../../hall/plan/set-windows.ts'
import { WARSAW } from '../../hall/simulate/shape.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'
import { given, published, told } from '../kit/story.ts'

const MINUTE = 60_000

const hallOf = (catalogue: Catalogue = smallCatalogue, learned?: Partial<Learned>): Hall => {
  const { past } = given(published(catalogue), told({ type: 'OpenHall' }))
  if (learned) past.hall.learned = { ...NOTHING, ...learned }
  return past.hall
}

const NOTHING: Learned = {
  days: 10,
  paces: {},
  turnaround: { n: 0, meanMs: 0, cv: 1 },
  noShow: { n: 0, share: 0, holdMs: 0 },
  arrivals: {},
  weekday: [1, 1, 1, 1, 1, 1, 1],
  priority: {},
  correction: { n: 0, half: 1, most: 1 },
}

/** Six numbers in each half hour from nine to noon. */
const MORNING = Array.from({ length: 48 }, (_, at) => (at >= 18 && at < 24 ? 6 : 0))

const demandOf = (hall: Hall, theme: string, weekday = 1): Demand => {
  const found = demandsOf(hall, weekday).find((one) => one.theme === theme)
  if (!found) throw new Error(`Nothing is known of theme ${theme}.`)
  return found
}

const hours = (open: string, close: string): Catalogue => ({
  ...smallCatalogue,
  hours: { ...smallCatalogue.hours, open, close },
})

describe('what comes on a day of the week', () => {
  it('U4 on day one it is the catalogue’s cases in the shape of the Warsaw day', () => {
    const hall = hallOf(hours('08:00', '16:00'))
    const { arrivals, basis } = demandOf(hall, 'A')
    expect(basis).toBe('catalogue')
    expect(casesOf({ arrivals })).toBeCloseTo(20, 9)
    const sum = WARSAW.reduce((all, part) => all + part, 0)
    expect(arrivals[7]).toBeCloseTo((20 * 1.27) / sum, 9)
    expect(arrivals).toHaveLength(16)
  })

  it('U4 a shape laid over another day keeps its whole and its order', () => {
    for (const count of [14, 16, 18, 24, 5]) {
      const parts = stretched(WARSAW, count)
      expect(parts.reduce((all, part) => all + part, 0)).toBeCloseTo(1, 9)
      expect(parts).toHaveLength(count)
    }
    expect(stretched([1, 3], 4)).toEqual([0.125, 0.125, 0.375, 0.375])
    expect(stretched([1, 1, 4], 2).map((part) => part * 6)).toEqual([1.5, 4.5])
  })

  it('U4 half hours that the hall is open only in part count', () => {
    expect(halfHoursOf(hours('08:30', '17:30'))).toEqual({ first: 17, count: 18 })
    expect(halfHoursOf(hours('08:45', '17:10'))).toEqual({ first: 17, count: 18 })
  })

  it('U4 learnt numbers come when they came, as busy as that weekday is', () => {
    const hall = hallOf(hours('08:30', '17:30'), { arrivals: { A: MORNING }, weekday: [1.5, 1, 1, 1, 1, 1, 1] })
    const monday = demandOf(hall, 'A')
    expect(monday.basis).toBe('learned')
    expect(monday.arrivals).toEqual([0, ...new Array<number>(6).fill(9), ...new Array<number>(11).fill(0)])
    expect(casesOf(demandOf(hall, 'A', 2))).toBeCloseTo(36, 9)
    // A theme that nobody came for yet stays what the catalogue expects.
    expect(demandOf(hall, 'B')).toMatchObject({ basis: 'catalogue' })
    expect(casesOf(demandOf(hall, 'B'))).toBeCloseTo(20, 9)
  })

  it('U4 the minutes are those of the theme’s services, each as often as it was seen', () => {
    const pace = (n: number, minutes: number) => ({ n, meanMs: minutes * MINUTE, cv: 0.5 })
    const hall = hallOf(smallCatalogue, { paces: { 'A-01': pace(95, 6), 'A-02': pace(5, 40) } })
    // Five observations of each are what the catalogue says: 10 and 20 minutes.
    expect(demandOf(hall, 'A').minutes).toBeCloseTo((95 * 6 + 5 * 10 + 5 * 40 + 5 * 20) / 110, 9)
    expect(demandOf(hallOf(), 'A').minutes).toBeCloseTo(15, 9)
  })

  it('U4 numbers that do not come keep a window shorter, and the moment between two keeps it longer', () => {
    const plain = demandOf(hallOf(), 'B')
    const hall = hallOf(smallCatalogue, {
      noShow: { n: 100, share: 0.2, holdMs: MINUTE },
      turnaround: { n: 100, meanMs: MINUTE / 2, cv: 1 },
    })
    const real = demandOf(hall, 'B')
    expect(plain.minutes).toBe(10)
    expect(real.minutes).toBeCloseTo(0.8 * 10 + 0.2 * 1 + 0.5, 9)
    // Var = E[S²] − E[S]² of the mixture, and the gap's own.
    const square = 0.8 * 100 * (1 + plain.cv ** 2) + 0.2 * 1
    expect((real.cv * real.minutes) ** 2).toBeCloseTo(square - 8.2 ** 2 + 0.25, 6)
  })

  it('U4 who is sent on from other windows is counted by what was done', () => {
    const { services, ...rest } = smallCatalogue
    const catalogue = {
      ...rest,
      services: services.map((service) => (service.id === 'A-01' ? { ...service, stages: ['C-01'] } : service)),
    }
    const seen = (n: number) => ({ n, meanMs: 5 * MINUTE, cv: 1 })
    const hall = hallOf(catalogue, {
      arrivals: { A: MORNING, B: MORNING },
      paces: { 'A-01': seen(360), 'B-01': seen(360), 'C-01': seen(180) },
    })
    // 72 numbers of A and B a day stand for 720 visits seen, so the 180 of C are 18 a day.
    const sentOn = demandOf(hall, 'C')
    expect(sentOn.basis).toBe('learned')
    expect(casesOf(sentOn)).toBeCloseTo(18, 9)
    expect(casesOf(demandOf(hall, 'A'))).toBeCloseTo(36, 9)
    // They come while the hall is busy.
    expect(sentOn.arrivals[0]).toBe(0)
    // Who takes a number there is one of the eighteen.
    const direct = MORNING.map((n) => n / 6)
    const both = hallOf(catalogue, { ...hall.learned, arrivals: { A: MORNING, B: MORNING, C: direct } })
    expect(casesOf(demandOf(both, 'C'))).toBeCloseTo(18, 9)
  })

  it('U4 other cases are spread over the day as before', () => {
    const before = demandOf(hallOf(), 'A')
    const more = withCases(before, 60)
    expect(casesOf(more)).toBeCloseTo(60, 9)
    expect((more.arrivals[3] ?? 0) / (before.arrivals[3] ?? 1)).toBeCloseTo(3, 9)
    expect(casesOf(withCases({ ...before, arrivals: [0, 0] }, 10))).toBe(10)
    expect(loadOf({ ...before, arrivals: [4], minutes: 15 }, 0)).toBe(2)
  })

  it('U4 before a catalogue is in force nothing is known', () => {
    expect(demandsOf(given().past.hall, 1)).toEqual([])
    expect(basisOf(given().past.hall, 1)).toBeUndefined()
  })
})

describe('the windows that the catalogue has', () => {
  it('U4 count for what they call in the first place, not for what they help', () => {
    expect(new Set(setWindows(smallCatalogue, ['A']))).toEqual(new Set([2]))
    expect(new Set(setWindows(smallCatalogue, ['B']))).toEqual(new Set([1]))
    expect(new Set(setWindows(smallCatalogue, ['A', 'B', 'C']))).toEqual(new Set([4]))
    expect(new Set(setWindows(smallCatalogue, ['none']))).toEqual(new Set([0]))
  })

  it('U4 a planned break takes a window away, a plan by the hour turns it to another theme', () => {
    const counters = smallCatalogue.counters.map((counter) =>
      counter.id === '1' ? { ...counter, breaks: [{ from: '12:00', to: '13:00' }] } : counter,
    )
    const { first } = halfHoursOf(smallCatalogue)
    const counts = setWindows({ ...smallCatalogue, counters }, ['A'])
    expect(counts.flatMap((count, at) => (count === 1 ? [first + at] : []))).toEqual([24, 25])
    // Who is away in the middle of a half hour counts as away.
    const briefly = counters.map((counter) =>
      counter.id === '1' ? { ...counter, breaks: [{ from: '12:10', to: '12:40' }] } : counter,
    )
    const short = setWindows({ ...smallCatalogue, counters: briefly }, ['A'])
    expect(short.flatMap((count, at) => (count === 1 ? [first + at] : []))).toEqual([24])
    const lent = smallCatalogue.counters.map((counter) =>
      counter.id === '1' ? { ...counter, plan: [{ from: '14:00', profile: 'lent' }] } : counter,
    )
    const profile = { id: 'lent', name: '支援', own: ['B'], help: [], order: 'own-first', helpWhen: [] } as const
    const wider = lent.map((counter) => (counter.id === '1' ? { ...counter, help: ['B'] } : counter))
    const planned = setWindows({ ...smallCatalogue, counters: wider, profiles: [profile] }, ['B'])
    expect(planned.map((count, at) => [first + at, count]).find(([, count]) => count === 2)).toEqual([28, 2])
  })
})

describe('what is asked of the planner', () => {
  const asked = { weekday: 1, themes: ['A'], cases: {}, target: { minutes: 15, share: 0.9 } }

  it('U1 the page begins with the rule’s figures, the hall’s own limit, and two guides a floor', () => {
    const basis = basisOf(hallOf(), 1)
    expect(basis).toMatchObject({
      weekday: 1,
      learnedDays: 0,
      casesPerCounter: smallCatalogue.rules.casesPerCounter,
      target: { minutes: smallCatalogue.rules.waitRedMinutes, share: 0.9 },
      guides: { floors: 2, needed: 4 },
    })
    expect(basis?.themes.map(({ id, cases, set }) => [id, cases, set])).toEqual([
      ['A', 20, 2],
      ['B', 20, 1],
      ['C', 20, 1],
    ])
  })

  it('U1 the rule rounds up for each theme by itself, shared windows or not', () => {
    const question = questionOf(hallOf(), { ...asked, themes: ['A', 'B', 'C'], cases: { A: 26, B: 25 } })
    const per = smallCatalogue.rules.casesPerCounter
    expect(question?.ruleWindows).toBe(Math.ceil(26 / per) + Math.ceil(25 / per) + Math.ceil(20 / per))
    expect(question?.demands.map(casesOf).map(Math.round)).toEqual([26, 25, 20])
  })

  it('U4 themes that are not in force are no question', () => {
    expect(questionOf(hallOf(), { ...asked, themes: ['A', 'X'] })).toBeUndefined()
    expect(questionOf(given().past.hall, asked)).toBeUndefined()
    expect(questionOf(hallOf(), asked)?.demands).toHaveLength(1)
  })
})

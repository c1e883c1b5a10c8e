import { describe, expect, it } from 'vitest'
import { emptyMargins, learnMargin, marginOf } from '../../hall/forecast/history/four-in-five.ts'
import { beginDay, call, emptyHistory, type History, join, type Standing } from '../../hall/forecast/history/history.ts'
import { emptyMean, takeIn } from '../../hall/forecast/history/running-mean.ts'
import { emptyWeights, learnWeights, weigh } from '../../hall/forecast/history/weights.ts'
import { drawsOf } from '../../hall/simulate/random.ts'

/** A queue where `count` stand from eight o'clock on and one is called every `gap` minutes. */
const dayOf = (history: History, queue: string, gap: number, count: number): void => {
  beginDay(history)
  const standings = Array.from({ length: count }, () => join(history, queue, 480))
  for (const [index, standing] of standings.entries()) call(history, standing, 480 + gap * (index + 1))
}

const lastOf = (history: History, queue: string, ahead: number): Standing => {
  beginDay(history)
  return Array.from({ length: ahead + 1 }, () => join(history, queue, 480)).reduce((_, standing) => standing)
}

describe('F13 the history predictor', () => {
  it('F13 says five minutes for each before it has seen anything, and then learns the pace of each queue', () => {
    const history = emptyHistory()
    expect(join(history, 'quick', 480)).toMatchObject({ ahead: 0, usual: 5 })
    expect(join(history, 'quick', 480)).toMatchObject({ ahead: 1, usual: 10, minutes: expect.closeTo(10, 6) })
    for (let day = 0; day < 100; day++) {
      dayOf(history, 'quick', 3, 30)
      dayOf(history, 'slow', 12, 15)
    }
    expect(lastOf(history, 'quick', 9).usual).toBeCloseTo(30, 1)
    expect(lastOf(history, 'quick', 9).minutes / 30).toBeCloseTo(1, 1)
    expect(lastOf(history, 'slow', 4).usual).toBeCloseTo(60, 1)
    expect(lastOf(history, 'slow', 4).minutes / 60).toBeCloseTo(1, 1)
  })

  it('F13 a queue it never met is taken to go at the pace of the others', () => {
    const history = emptyHistory()
    for (let day = 0; day < 60; day++) dayOf(history, 'known', 8, 40)
    expect(join(history, 'new', 480).usual).toBeCloseTo(8, 3)
  })

  it('F13 what people with as many ahead waited counts beside the pace', () => {
    const history = emptyHistory()
    // One in front costs 2 minutes, a long line 6 each: the pace alone cannot say both.
    for (let day = 0; day < 40; day++) {
      for (let pair = 0; pair < 10; pair++) {
        beginDay(history)
        const [first, second] = [join(history, 'a', 480), join(history, 'a', 480)]
        call(history, first, 481)
        call(history, second, 483)
      }
      dayOf(history, 'a', 6, 20)
    }
    const [short, long] = [lastOf(history, 'a', 1), lastOf(history, 'a', 9)]
    expect(short.minutes / short.usual).toBeLessThan(0.8 * (long.minutes / long.usual))
  })

  it('F13 the night between two days is no gap, and nobody stands in line in the morning', () => {
    const history = emptyHistory()
    for (let day = 0; day < 60; day++) dayOf(history, 'a', 4, 40)
    for (let index = 0; index < 3; index++) join(history, 'a', 900)
    beginDay(history)
    const [first, second] = [join(history, 'a', 480), join(history, 'a', 480)]
    expect([first.ahead, second.ahead]).toEqual([0, 1])
    call(history, second, 484)
    expect(join(history, 'a', 490).usual).toBeCloseTo(8, 2)
  })

  it('F13 one absurd wait changes what is said by less than a tenth', () => {
    const history = emptyHistory()
    for (let day = 0; day < 20; day++) dayOf(history, 'a', 4, 30)
    const before = lastOf(history, 'a', 9).minutes
    beginDay(history)
    const standings = [480, 480].map((at) => join(history, 'a', at))
    for (const standing of standings) call(history, standing, 900)
    expect(Math.abs(lastOf(history, 'a', 9).minutes / before - 1)).toBeLessThan(0.1)
  })
})

describe('F13 limits of the history predictor', () => {
  it('F13 all corrections together at most double or halve what is usual', () => {
    const history = emptyHistory()
    history.weights.values = [5, 0, 0, 0, 0]
    expect(join(history, 'a', 480)).toMatchObject({ usual: 5, minutes: expect.closeTo(11, 6) })
    history.weights.values = [-5, 0, 0, 0, 0]
    expect(join(history, 'a', 480)).toMatchObject({ usual: 10, minutes: expect.closeTo(4.5, 6) })
  })

  it('F13 learns that afternoons go quicker for as many ahead', () => {
    const history = emptyHistory()
    for (let day = 0; day < 60; day++) {
      beginDay(history)
      for (const [at, gap] of [
        [480, 6],
        [720, 6],
        [900, 3],
      ] as const) {
        const standings = Array.from({ length: 10 }, () => join(history, 'a', at))
        for (const [index, standing] of standings.entries()) call(history, standing, at + gap * (index + 1))
      }
    }
    const told = [480, 720, 900].map((at) => {
      beginDay(history)
      return Array.from({ length: 6 }, () => join(history, 'a', at)).reduce((_, standing) => standing).minutes
    })
    for (const [index, minutes] of [36, 36, 18].entries())
      expect(Math.abs((told[index] ?? 0) / minutes - 1)).toBeLessThan(0.15)
  })
})

describe('F13 what it is made of', () => {
  it('F13 a running mean is exact at first and forgets later', () => {
    const mean = emptyMean()
    for (const value of [1, 2, 6]) takeIn(mean, value, 100)
    expect(mean).toEqual({ value: 3, count: 3 })
    for (let index = 0; index < 1_000; index++) takeIn(mean, 9, 100)
    expect(mean.value).toBeCloseTo(9, 2)
  })

  it('F13 the weights are found although one target in ten is nonsense', () => {
    const draws = drawsOf(1, 'weights')
    const weights = emptyWeights(3)
    for (let index = 0; index < 6_000; index++) {
      const inputs = [1, draws.normal(), draws.normal()]
      const right = 0.3 + 0.8 * (inputs[1] ?? 0) - 0.5 * (inputs[2] ?? 0)
      learnWeights(weights, inputs, weigh(weights, inputs), draws.happens(0.1) ? 5 : right + 0.2 * draws.normal())
    }
    for (const [index, value] of [0.3, 0.8, -0.5].entries())
      expect(Math.abs((weights.values[index] ?? 0) - value)).toBeLessThan(0.08)
  })

  it('F13 four in five stay below, also after the waits have become twice as uncertain', () => {
    const draws = drawsOf(2, 'margins')
    const margins = emptyMargins()
    const shareBelow = (spread: number, minutes: number): number => {
      let below = 0
      for (let index = 0; index < 5_000; index++) {
        const wait = minutes * Math.exp(spread * draws.normal())
        const above = wait > minutes * Math.exp(marginOf(margins, minutes))
        learnMargin(margins, minutes, above)
        if (!above) below++
      }
      return below / 5_000
    }
    for (const spread of [0.4, 0.8]) {
      expect(Math.abs(shareBelow(spread, 12) - 0.8)).toBeLessThan(0.01)
      expect(Math.abs(shareBelow(spread, 90) - 0.8)).toBeLessThan(0.01)
    }
    expect(marginOf(margins, 12)).toBeGreaterThan(0.5)
    expect(marginOf(margins, 0)).toBe(0.3)
  })
})

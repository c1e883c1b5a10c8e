import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { explanationOf, REASONS_MAX, toggled } from '../../client/rating-reasons.ts'
import {
  ASK_MS,
  ASK_WITHIN_MS,
  type Asked,
  extended,
  isLarge,
  nameOf,
  noteOf,
  padState,
  readAsked,
  THANKS_MS,
  WHY_AT_MOST_MS,
  WHY_MS,
  whyNote,
  writeAsked,
} from '../../counter/pad-state.ts'
import type { Grade } from '../../hall/commands.ts'
import { padView } from '../../hall/views/pad.ts'
import { padAt } from '../kit/actors.ts'
import { seconds } from '../kit/hand-clock.ts'
import { calledNext, completed, given, opened, ratingOf, started, taken, told, windowOpened } from '../kit/story.ts'

const visited = () =>
  given(opened(), windowOpened('1'), taken('t1', 'A-01'), calledNext('1'), started('1'), completed('1'))

const rateableIn = ({ past }: ReturnType<typeof given>) => padView(past.hall, '1')?.rateable ?? null

const visit = () => {
  const story = visited()
  const rateable = rateableIn(story)
  if (!rateable) throw new Error('A visit that just ended can be rated.')
  return { rateable, at: rateable.completedAt }
}

const noted = (rateable: Parameters<typeof noteOf>[0], now: number): Asked => {
  const asked = noteOf(rateable, undefined, now)
  if (!asked) throw new Error('A visit that can be rated is noted.')
  return asked
}

const ratedOnPad = (grade: Grade) =>
  told({ type: 'RateVisit', ticket: 't1', secret: ratingOf('t1'), grade }, padAt('1'))

/** The pad after a bad grade was accepted: what it is told, and its own note. */
const badlyRated = () => {
  const { rateable, at } = visit()
  const story = given(
    opened(),
    windowOpened('1'),
    taken('t1', 'A-01'),
    calledNext('1'),
    started('1'),
    completed('1'),
    ratedOnPad('dissatisfied'),
  )
  const asks = rateableIn(story)
  if (!asks) throw new Error('A bad rating can be explained.')
  return { asks, at, asked: whyNote(noted(rateable, at), at) }
}

describe('the rating pad', () => {
  it('R1 it asks about the visit that just ended, with nothing chosen', () => {
    const { rateable, at } = visit()
    const asked = noteOf(rateable, undefined, at + 200)
    expect(padState(rateable, asked, undefined, at + 200)).toEqual({ show: 'ask', visit: rateable, leftMs: ASK_MS })
  })

  it('R1 before a visit has ended, and once it is rated, it is idle', () => {
    expect(padState(null, undefined, undefined, 0)).toEqual({ show: 'idle' })
    const story = visited()
    const rateable = rateableIn(story)
    const rated = given(
      opened(),
      windowOpened('1'),
      taken('t1', 'A-01'),
      calledNext('1'),
      started('1'),
      completed('1'),
      told({ type: 'RateVisit', ticket: 't1', secret: rateable?.secret ?? '', grade: 'satisfied' }),
    )
    expect(rateableIn(rated)).toBeNull()
  })

  it('R2 after thirty seconds it is idle, and so it stays', () => {
    const { rateable, at } = visit()
    const asked = noteOf(rateable, undefined, at)
    expect(padState(rateable, asked, undefined, at + ASK_MS - 1)).toMatchObject({ show: 'ask', leftMs: 1 })
    for (const later of [ASK_MS, ASK_MS + 1, ASK_WITHIN_MS, seconds(3_600)])
      expect(padState(rateable, noteOf(rateable, asked, at + later), undefined, at + later)).toEqual({ show: 'idle' })
  })

  it('R2 it never asks about a visit that ended more than a minute ago', () => {
    const { rateable, at } = visit()
    const late = at + ASK_WITHIN_MS + 1
    const asked = noteOf(rateable, undefined, late)
    expect(padState(rateable, asked, undefined, late)).toEqual({ show: 'idle' })
  })

  it('R2 a pad that heard of the visit late asks until its minute is over', () => {
    const { rateable, at } = visit()
    const heard = at + seconds(45)
    const asked = noteOf(rateable, undefined, heard)
    expect(padState(rateable, asked, undefined, heard)).toMatchObject({ show: 'ask', leftMs: seconds(15) })
    expect(padState(rateable, asked, undefined, at + ASK_WITHIN_MS)).toEqual({ show: 'idle' })
  })

  it('R3 a pad that reloads goes on where it was: the same seconds left, and what is over stays over', () => {
    const { rateable, at } = visit()
    const asked = noted(rateable, at)
    const kept = readAsked(writeAsked(asked))
    expect(kept).toEqual(asked)
    expect(padState(rateable, noteOf(rateable, kept, at + seconds(20)), undefined, at + seconds(20))).toMatchObject({
      show: 'ask',
      leftMs: seconds(10),
    })
    const skipped = readAsked(writeAsked({ ...asked, step: 'over' }))
    expect(padState(rateable, noteOf(rateable, skipped, at + seconds(5)), undefined, at + seconds(5))).toEqual({
      show: 'idle',
    })
  })

  it('R3 a kept note that is broken is no note', () => {
    for (const text of [undefined, '', 'x', 't1 grade soon 9', 't1 grade 9', 't1 maybe 9 9', '{"ticket":1}'])
      expect(readAsked(text)).toBeUndefined()
  })

  it('R3 the next visit is asked about although the last was put off', () => {
    const { rateable, at } = visit()
    const skipped = { visit: 'another', step: 'over', since: at - seconds(5), until: at + seconds(25) } as const
    expect(padState(rateable, noteOf(rateable, skipped, at), undefined, at)).toMatchObject({ show: 'ask' })
  })

  it('R4 it says thank you for four seconds, whatever comes next', () => {
    const { rateable, at } = visit()
    const asked = noteOf(rateable, undefined, at)
    const told = { what: 'thanks', at } as const
    expect(padState(null, asked, told, at + THANKS_MS - 1)).toEqual({ show: 'told', what: 'thanks' })
    expect(padState(null, asked, told, at + THANKS_MS)).toEqual({ show: 'idle' })
  })

  it('R3 a second leg of the same ticket at the same window is another visit to ask about', () => {
    const { rateable, at } = visit()
    const first = { ...noted(rateable, at), step: 'over' } as const
    const second = { ...rateable, completedAt: at + seconds(60) }
    expect(nameOf(second)).not.toBe(nameOf(rateable))
    const asked = noteOf(second, first, second.completedAt)
    expect(padState(second, asked, undefined, second.completedAt)).toMatchObject({ show: 'ask' })
  })

  it('R5 a good grade is the end of it; after a bad one, saved at once, it asks why', () => {
    const { asks, asked, at } = badlyRated()
    expect(asks.asks).toBe('why')
    expect(padState(asks, asked, undefined, at)).toEqual({ show: 'why', visit: asks, leftMs: WHY_MS })
    const good = given(
      ...[opened(), windowOpened('1'), taken('t1', 'A-01'), calledNext('1'), started('1'), completed('1')],
      ratedOnPad('fairly-satisfied'),
    )
    expect(rateableIn(good)).toBeNull()
  })

  it('R5 it asks why for twenty seconds, anew from each touch, and never longer than two minutes', () => {
    const { asks, asked, at } = badlyRated()
    expect(padState(asks, asked, undefined, at + WHY_MS)).toEqual({ show: 'idle' })
    const touched = extended(asked, at + seconds(15))
    expect(padState(asks, touched, undefined, at + seconds(34))).toMatchObject({ show: 'why', leftMs: seconds(1) })
    let busy = asked
    for (let now = at; now < at + WHY_AT_MOST_MS + seconds(60); now += seconds(10)) busy = extended(busy, now)
    expect(padState(asks, busy, undefined, at + WHY_AT_MOST_MS - 1)).toMatchObject({ show: 'why' })
    expect(padState(asks, busy, undefined, at + WHY_AT_MOST_MS)).toEqual({ show: 'idle' })
  })

  it('R5 more time is for the reasons only: the question for the grade is never extended', () => {
    const { rateable, at } = visit()
    const asked = noted(rateable, at)
    expect(extended(asked, at + seconds(20))).toEqual(asked)
  })

  it('R5 the next visit that ends takes the pad away from the reasons of the last', () => {
    const { asks, asked, at } = badlyRated()
    const next = { ...asks, ticket: 't2', asks: 'grade', completedAt: at + seconds(9) } as const
    const now = at + seconds(9)
    expect(padState(next, noteOf(next, asked, now), undefined, now)).toMatchObject({ show: 'ask', visit: next })
  })

  it('R5 a bad grade given on the phone is explained on the phone, not on the pad', () => {
    const { rateable, at } = visit()
    const { asks } = badlyRated()
    expect(padState(asks, noted(rateable, at), undefined, at + seconds(5))).toEqual({ show: 'idle' })
  })

  it('R5 while the answer is on its way the page stays, whatever the clock says', () => {
    const { rateable, at } = visit()
    const { asks, asked } = badlyRated()
    const late = at + seconds(300)
    expect(padState(rateable, noted(rateable, at), undefined, late, true)).toMatchObject({ show: 'ask', leftMs: 0 })
    expect(padState(asks, noted(rateable, at), undefined, at, true)).toMatchObject({ show: 'ask' })
    expect(padState(asks, asked, undefined, late, true)).toMatchObject({ show: 'why', leftMs: 0 })
  })

  it('R5 it asks why only once the pad has heard of the grade, and keeps its page until then', () => {
    const { rateable, at } = visit()
    const { asked } = badlyRated()
    expect(padState(rateable, asked, undefined, at)).toMatchObject({ show: 'ask' })
  })

  it('R3 a pad that reloads while it asks why goes on asking why', () => {
    const { asks, asked, at } = badlyRated()
    const kept = readAsked(writeAsked(asked))
    expect(kept).toEqual(asked)
    expect(padState(asks, noteOf(asks, kept, at + 1), undefined, at + 1)).toMatchObject({ show: 'why' })
  })

  it('R5 up to three reasons are chosen, and a touch takes one back', () => {
    const three = (['other', 'manner', 'fees'] as const).reduce<ReturnType<typeof toggled>>(toggled, [])
    expect(three).toHaveLength(REASONS_MAX)
    expect(toggled(three, 'rules')).toEqual(three)
    expect(toggled(three, 'manner')).toEqual(['other', 'fees'])
  })

  it('R5 what is said is what the hall takes: reasons in their order, words alone as 其他, silence not at all', () => {
    expect(explanationOf({ reasons: [], text: '  ' })).toBeUndefined()
    expect(explanationOf({ reasons: ['fees', 'manner'], text: '' })).toEqual({ complaints: ['manner', 'fees'] })
    expect(explanationOf({ reasons: [], text: ' 等太久 ' })).toEqual({ complaints: ['other'], text: '等太久' })
    const story = given(
      ...[opened(), windowOpened('1'), taken('t1', 'A-01'), calledNext('1'), started('1'), completed('1')],
      ratedOnPad('very-dissatisfied'),
    )
    const about = { type: 'ExplainRating', ticket: 't1', secret: ratingOf('t1') } as const
    const said = explanationOf({ reasons: ['fees', 'manner'], text: '多收了钱' })
    if (!said) throw new Error('Two reasons and some words are something.')
    story.when({ ...about, ...said, text: '我的电话 13800138000' }, padAt('1')).isRefused({ code: 'personal-data' })
    story.when({ ...about, ...said }, padAt('1')).gives({
      type: 'RatingExplained',
      ticket: 't1',
      leg: 0,
      complaints: ['manner', 'fees'],
      text: '多收了钱',
    })
  })

  it('R6 large type is remembered for the visit in which it was chosen, and for nobody after it', () => {
    const { asks, asked, at } = badlyRated()
    const ask = padState(asks, asked, undefined, at)
    expect(isLarge(undefined, asked, ask)).toBe(false)
    expect(isLarge(asked.visit, asked, ask)).toBe(true)
    expect(isLarge(asked.visit, asked, { show: 'told', what: 'thanks' })).toBe(true)
    expect(isLarge(asked.visit, asked, { show: 'idle' })).toBe(false)
    expect(isLarge(asked.visit, { ...asked, visit: 'the next' }, ask)).toBe(false)
  })

  it('R6 in large type no text of the pad is under 40 px', () => {
    const sheet = readFileSync('counter/pad.css', 'utf8').replace(/\/\*[\s\S]*?\*\//g, '')
    const large = sheet.match(/\.pad\.large \{([^}]*)\}/)?.[1] ?? ''
    const sizes = new Map([...large.matchAll(/(--[\w-]+): (\d+)px/g)].map(([, name, px]) => [name, Number(px)]))
    for (const px of sizes.values()) expect(px).toBeGreaterThanOrEqual(40)
    // What is shown before anybody can choose, or only while nobody has, may be smaller.
    const rules = [...sheet.matchAll(/([^{}]+)\{([^{}]*)\}/g)].filter(
      ([, selector = '']) => !/:not\(\.large\)|\.connecting/.test(selector),
    )
    const used = rules.flatMap(([, , body = '']) =>
      [...body.matchAll(/font-size: ([^;]+);/g)].map(([, size = '']) => size),
    )
    expect(used.length).toBeGreaterThan(10)
    for (const size of used) {
      const name = size.match(/var\((--[\w-]+)\)/)?.[1]
      expect(name === undefined ? Number.parseInt(size, 10) : sizes.get(name), size).toBeGreaterThanOrEqual(40)
    }
  })
})

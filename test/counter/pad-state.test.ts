import { describe, expect, it } from 'vitest'
import { ASK_MS, ASK_WITHIN_MS, noteOf, padState, readAsked, THANKS_MS, writeAsked } from '../../counter/pad-state.ts'
import { padView } from '../../hall/views/pad.ts'
import { seconds } from '../kit/hand-clock.ts'
import { calledNext, completed, given, opened, started, taken, told, windowOpened } from '../kit/story.ts'

const visited = () =>
  given(opened(), windowOpened('1'), taken('t1', 'A-01'), calledNext('1'), started('1'), completed('1'))

const rateableIn = ({ past }: ReturnType<typeof given>) => padView(past.hall, '1')?.rateable ?? null

const visit = () => {
  const story = visited()
  const rateable = rateableIn(story)
  if (!rateable) throw new Error('A visit that just ended can be rated.')
  return { rateable, at: rateable.completedAt }
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
    expect(asked).toMatchObject({ over: true })
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
    const asked = noteOf(rateable, undefined, at)
    if (!asked) throw new Error('A visit that can be rated is noted.')
    const kept = readAsked(writeAsked(asked))
    expect(kept).toEqual(asked)
    expect(padState(rateable, noteOf(rateable, kept, at + seconds(20)), undefined, at + seconds(20))).toMatchObject({
      show: 'ask',
      leftMs: seconds(10),
    })
    const skipped = readAsked(writeAsked({ ...asked, over: true }))
    expect(padState(rateable, noteOf(rateable, skipped, at + seconds(5)), undefined, at + seconds(5))).toEqual({
      show: 'idle',
    })
  })

  it('R3 a kept note that is broken is no note', () => {
    for (const text of [undefined, '', 'x', 't1 soon open', '{"ticket":1}']) expect(readAsked(text)).toBeUndefined()
  })

  it('R3 the next visit is asked about although the last was put off', () => {
    const { rateable, at } = visit()
    const skipped = { ticket: 'another', since: at - seconds(5), over: true }
    expect(padState(rateable, noteOf(rateable, skipped, at), undefined, at)).toMatchObject({ show: 'ask' })
  })

  it('R4 it says thank you for four seconds, whatever comes next', () => {
    const { rateable, at } = visit()
    const asked = noteOf(rateable, undefined, at)
    const told = { what: 'thanks', at } as const
    expect(padState(null, asked, told, at + THANKS_MS - 1)).toEqual({ show: 'told', what: 'thanks' })
    expect(padState(null, asked, told, at + THANKS_MS)).toEqual({ show: 'idle' })
  })
})

import { describe, expect, it } from 'vitest'
import type { Grade } from '../../hall/commands.ts'
import { type VisitorView, visitorView } from '../../hall/views/public.ts'
import { statusOf } from '../../kiosk/ticket-legs.tsx'
import { openLeg } from '../../kiosk/ticket-rating.ts'
import { holderOf } from '../kit/actors.ts'
import {
  calledNext,
  completed,
  type Deed,
  given,
  opened,
  secretOf,
  started,
  taken,
  told,
  windowOpened,
} from '../kit/story.ts'

const viewAfter = (...deeds: readonly Deed[]): VisitorView => {
  const view = visitorView(given(opened(), windowOpened('1'), windowOpened('3'), ...deeds).past.hall, 't1')
  if (!view) throw new Error('The story has a ticket t1.')
  return view
}

const twoMatters = taken('t1', 'A-01', { more: ['B-01'] })
const served = (counter: string): Deed[] => [calledNext(counter), started(counter), completed(counter)]
const said = (leg: number, grade: Grade): Deed =>
  told({ type: 'RateVisit', ticket: 't1', secret: secretOf('t1'), leg, grade }, holderOf('t1'))
const explained = (leg: number): Deed =>
  told({ type: 'ExplainRating', ticket: 't1', secret: secretOf('t1'), leg, complaints: ['manner'] }, holderOf('t1'))
const openIn = ({ ratings }: VisitorView, chosen?: number, skipped: readonly number[] = []) =>
  openLeg(ratings, chosen, skipped)

describe('rating by phone', () => {
  it('R7 nothing is asked before a matter is done, and the first that is done is asked about while the next waits', () => {
    expect(openIn(viewAfter(twoMatters))).toBeUndefined()
    const between = viewAfter(twoMatters, ...served('1'))
    expect(openIn(between)).toBe(0)
    expect(statusOf(between)).toContain('不用重新取号')
    expect(statusOf(viewAfter(twoMatters))).not.toContain('上一项')
  })

  it('R7 each matter is rated alone, the newest first, and any other can be chosen', () => {
    const done = viewAfter(twoMatters, ...served('1'), ...served('3'))
    expect(openIn(done)).toBe(1)
    expect(openIn(done, 0)).toBe(0)
    const rated = viewAfter(twoMatters, ...served('1'), ...served('3'), said(1, 'satisfied'))
    expect(openIn(rated, 1)).toBe(0)
    expect(
      openIn(viewAfter(twoMatters, ...served('1'), ...served('3'), said(1, 'satisfied'), said(0, 'satisfied'))),
    ).toBe(undefined)
  })

  it('R7 after a bad grade that matter asks why before any other asks for its grade', () => {
    const bad = [twoMatters, ...served('1'), ...served('3'), said(0, 'very-dissatisfied')]
    const view = viewAfter(...bad)
    expect(view.ratings.map(({ asks }) => asks)).toEqual(['why', 'grade'])
    expect(openIn(view, 0)).toBe(0)
    // Who skips the reasons, or has given them, is asked about the other.
    expect(openIn(view, 0, [0])).toBe(1)
    expect(openIn(viewAfter(...bad, explained(0)), 0)).toBe(1)
  })
})

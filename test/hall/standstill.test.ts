import { describe, expect, it } from 'vitest'
import {
  interruptionOf,
  resumedAt,
  type Standstill,
  standstillOf,
  withInFront,
  withoutDark,
} from '../../hall/standstill.ts'
import type { TicketCard } from '../../hall/views/card.ts'
import { counterView } from '../../hall/views/window.ts'
import { MORNING, minutes, seconds } from '../kit/hand-clock.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'
import { calledNext, type Deed, given, opened, type Past, taken, told, windowOpened } from '../kit/story.ts'

const later =
  (ms: number): Deed =>
  (past) => {
    past.now += ms
  }
const GAP = seconds(smallCatalogue.rules.calls.gapSeconds)
const CALLED = [opened(), windowOpened('1'), taken('t1', 'A-01'), later(minutes(4)), calledNext('1')] as const
const SERVED = [...CALLED, later(minutes(1)), told({ type: 'StartServing', counter: '1', ticket: 't1' })] as const

/** What is in front of window 1. */
const inFront = ({ hall }: Past): TicketCard => {
  const card = counterView(hall, '1')?.ticket
  if (!card) throw new Error('Nobody is in front of window 1.')
  return card
}
/** The hall goes dark after these deeds, for so long. */
const darkAfter = (ms: number, ...deeds: readonly Deed[]) => {
  const { past } = given(...deeds)
  past.now += ms
  const found = standstillOf(past.hall, past.hall.at, past.now)
  if (!found) throw new Error('That was no standstill.')
  const standstill = withInFront(past.hall, found)
  const asked = () => interruptionOf(past.hall, inFront(past).id, standstill)
  return { past, standstill, asked }
}

describe('a hall that stood still', () => {
  it('Z34 asks of whoever was served or called before it, until something is done about them', () => {
    for (const [deeds, act] of [
      [SERVED, told({ type: 'CheckMaterials', ticket: 't1', materials: { present: [], missing: [] } })],
      [CALLED, told({ type: 'RecallTicket', counter: '1', ticket: 't1' })],
      [CALLED, told({ type: 'StartServing', counter: '1', ticket: 't1' })],
    ] as const) {
      const { past, standstill, asked } = darkAfter(minutes(3), ...deeds)
      expect(asked()).toEqual({ from: standstill.from, to: standstill.from + minutes(3) })
      act(past)
      expect(asked()).toBeUndefined()
    }
  })

  it('Z34 asks again once that act is taken back, and never of somebody called since', () => {
    const { past, asked } = darkAfter(minutes(3), ...CALLED)
    told({ type: 'StartServing', counter: '1', ticket: 't1' })(past)
    told({ type: 'UndoAct', counter: '1' })(past)
    expect(asked()).toBeDefined()
    told({ type: 'StartServing', counter: '1', ticket: 't1' })(past)
    told({ type: 'CompleteTicket', counter: '1', ticket: 't1', outcome: 'immediate' })(past)
    taken('t2', 'A-01')(past)
    calledNext('1')(past)
    expect(asked()).toBeUndefined()
  })

  it('Z34 the dark minutes are in no running time of that visit, and calling again is not held up', () => {
    const { past, standstill } = darkAfter(minutes(3), ...SERVED)
    const card = inFront(past)
    const shown = withoutDark(card, standstill, GAP)
    expect(past.now - (shown.startedAt ?? 0)).toBe(past.now - minutes(3) - (card.startedAt ?? 0))
    expect((shown.calledAt ?? 0) - shown.readyAt).toBe((card.calledAt ?? 0) - card.readyAt)
    const called = darkAfter(minutes(3), ...CALLED)
    const due = withoutDark(inFront(called.past), called.standstill, GAP)
    expect((due.calledAt ?? 0) + GAP).toBe(called.past.now)
    told({ type: 'RecallTicket', counter: '1', ticket: 't1' })(called.past)
  })

  it('Z34 the dark minutes stay out of a visit that goes on, and are nothing to one that began after them', () => {
    const { past, standstill } = darkAfter(minutes(3), ...SERVED)
    told({ type: 'CheckMaterials', ticket: 't1', materials: { present: [], missing: [] } })(past)
    expect(withoutDark(inFront(past), standstill, GAP).startedAt).toBe((inFront(past).startedAt ?? 0) + minutes(3))
    const begun = darkAfter(minutes(3), ...CALLED)
    told({ type: 'StartServing', counter: '1', ticket: 't1' })(begun.past)
    expect(withoutDark(inFront(begun.past), begun.standstill, GAP)).toEqual(inFront(begun.past))
  })

  it('Z34 boards are told as long as the last of them may take to come back, and not in a closed hall', () => {
    const { past, standstill } = darkAfter(minutes(3), ...CALLED)
    const toldAt = (ms: number): unknown => resumedAt(past.hall, standstill.to + ms, standstill)
    expect(toldAt(0)).toBe(standstill.to)
    expect(toldAt(seconds(179))).toBe(standstill.to)
    expect(toldAt(seconds(180))).toBeUndefined()
    told({ type: 'CloseHall', force: true })(past)
    expect(toldAt(0)).toBeUndefined()
  })

  it('Z34 the day is that of the hall’s own zone', () => {
    const { past } = given(...CALLED)
    const evening = Date.parse('2026-03-02T23:58:00+08:00')
    expect(MORNING).toBeLessThan(evening)
    const until = (ms: number): Standstill | undefined => standstillOf(past.hall, evening, evening + ms)
    expect(until(seconds(119))).toBeDefined()
    expect(until(seconds(120))).toBeUndefined()
  })
})

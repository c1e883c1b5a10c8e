import { describe, expect, it } from 'vitest'
import { QUEUED_WITHIN_MS, queued, stillWanted } from '../../display/fifo.ts'
import { boardOf, callOf } from './board-view.ts'

const AT = 1_000_000

describe('the queue of a loudspeaker', () => {
  it('B6 a recall of a ticket whose call still waits is not said twice and overtakes nobody', () => {
    const first = callOf(1, AT, { number: 'A001', counter: '1' })
    const second = callOf(2, AT + 5, { number: 'A002', counter: '2' })
    const recall = callOf(3, AT + 9, { number: 'A001', counter: '1', recall: true })
    const line = queued([first, second], [recall])
    expect(line.map((item) => item.number)).toEqual(['A001', 'A002'])
    expect(line[0]).toMatchObject({ position: 3, at: AT + 9, recall: false })
  })

  it('B6 the same number called at another window is another announcement', () => {
    const line = queued([callOf(1, AT, { counter: '1' })], [callOf(2, AT, { counter: '2' })])
    expect(line).toHaveLength(2)
  })

  it('B7 what waits is dropped once its ticket is no longer called there', () => {
    const item = callOf(1, AT)
    expect(stillWanted(item, boardOf([item]), AT + 1)).toBe(true)
    expect(stillWanted(item, boardOf([{ ...item, live: false }]), AT + 1)).toBe(false)
  })

  it('B7 what waits is dropped once its window has called somebody else', () => {
    const item = callOf(1, AT)
    expect(stillWanted(item, boardOf([callOf(5, AT + 100, { number: 'A009' })]), AT + 200)).toBe(false)
  })

  it('B7 what waits is dropped once its ticket is called at another window', () => {
    const item = callOf(1, AT)
    expect(stillWanted(item, boardOf([callOf(5, AT + 100, { counter: '8' })]), AT + 200)).toBe(false)
  })

  it('B7 a call of the last minute that the view no longer lists is over', () => {
    const elsewhere = boardOf([callOf(90, AT + 20_000, { number: 'B001', counter: '9' })])
    expect(stillWanted(callOf(1, AT), elsewhere, AT + 20_000)).toBe(false)
  })

  it('B7 a call that a busy view no longer lists is still said, until it is too old or the hall closes', () => {
    const item = callOf(1, AT)
    const elsewhere = boardOf([callOf(90, AT + 70_000, { number: 'B001', counter: '9' })])
    expect(stillWanted(item, elsewhere, AT + 70_000)).toBe(true)
    expect(stillWanted(item, elsewhere, AT + QUEUED_WITHIN_MS + 1)).toBe(false)
    expect(stillWanted(item, boardOf([item], { open: false }), AT + 1)).toBe(false)
  })
})

import { describe, expect, it } from 'vitest'
import { leavingAfter, shownFor, UNHURRIED, USUAL } from '../../kiosk/leaving.ts'

describe('somebody who walked away', () => {
  it('K11 after 30 s without a touch the kiosk asks, and counts 20 s down', () => {
    expect(leavingAfter(29_999, USUAL)).toEqual({ stage: 'here' })
    expect(leavingAfter(30_000, USUAL)).toEqual({ stage: 'asking', seconds: 20 })
    expect(leavingAfter(49_001, USUAL)).toEqual({ stage: 'asking', seconds: 1 })
    expect(leavingAfter(50_000, USUAL)).toEqual({ stage: 'gone' })
  })

  it('K11 with large letters there is more time, and never less than 20 s to answer', () => {
    expect(leavingAfter(50_000, UNHURRIED)).toEqual({ stage: 'here' })
    expect(Math.min(USUAL.leave, UNHURRIED.leave)).toBeGreaterThanOrEqual(20_000)
  })

  it('K12 a ticket is shown for 12 s, and for 30 s when there is no paper to take', () => {
    expect(shownFor(false)).toBe(12_000)
    expect(shownFor(true)).toBe(30_000)
  })
})

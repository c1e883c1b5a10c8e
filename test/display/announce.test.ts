import { describe, expect, it } from 'vitest'
import { announce, beginAnnouncing } from '../../display/announce.ts'
import { ANNOUNCE_WITHIN_MS } from '../../hall/limits.ts'
import { boardOf, callOf } from './board-view.ts'

const LOADED = 1_000_000
const numbers = (say: readonly { readonly number: string }[]): string[] => say.map((item) => item.number)

describe('what to announce', () => {
  it('B1 a call newer than the last one announced is announced, once', () => {
    const view = boardOf([callOf(7, LOADED + 50)])
    const first = announce(beginAnnouncing(LOADED), view, LOADED + 60)
    expect(numbers(first.say)).toEqual(['A001'])
    expect(announce(first.state, view, LOADED + 70).say).toEqual([])
  })

  it('B1 two calls within ten milliseconds are both announced, oldest first', () => {
    const view = boardOf([
      callOf(8, LOADED + 105, { number: 'B002', counter: '2' }),
      callOf(7, LOADED + 100, { number: 'A001' }),
    ])
    expect(numbers(announce(beginAnnouncing(LOADED), view, LOADED + 200).say)).toEqual(['A001', 'B002'])
  })

  it('B1 two calls in the same millisecond are told apart by their position', () => {
    const one = callOf(7, LOADED + 100)
    const other = callOf(8, LOADED + 100, { number: 'B002', counter: '2' })
    const first = announce(beginAnnouncing(LOADED), boardOf([one]), LOADED + 110)
    expect(numbers(announce(first.state, boardOf([one, other]), LOADED + 120).say)).toEqual(['B002'])
  })

  it('B1 forty calls at one moment are all announced, in order', () => {
    const calls = Array.from({ length: 40 }, (_, index) =>
      callOf(index + 1, LOADED + 10, { number: `A${String(index + 1).padStart(3, '0')}`, counter: String(index + 1) }),
    )
    const { say } = announce(beginAnnouncing(LOADED), boardOf(calls), LOADED + 500)
    expect(say).toHaveLength(40)
    expect(say.map((item) => item.position)).toEqual(calls.map((call) => call.position))
  })

  it('B1 Z11 a page that opened while the clock was ahead announces as ever when it is set right, each call once', () => {
    const hour = 3_600_000
    for (const before of [[], [callOf(6, LOADED - hour)]]) {
      const opened = announce(beginAnnouncing(LOADED + hour), boardOf(before), LOADED + hour)
      expect(opened.say).toEqual([])
      const view = boardOf([callOf(7, LOADED), ...before])
      const first = announce(opened.state, view, LOADED)
      expect(numbers(first.say)).toEqual(['A001'])
      expect(announce(first.state, view, LOADED + 70).say).toEqual([])
    }
  })

  it('B1 I16 a call whose moment lies ahead of this page’s clock, by a little or an hour, is announced once', () => {
    for (const ahead of [1, 40, 3_600_000]) {
      const view = boardOf([callOf(7, LOADED + ahead)])
      const first = announce(beginAnnouncing(LOADED), view, LOADED)
      expect(numbers(first.say)).toEqual(['A001'])
      expect(announce(first.state, view, LOADED + 5).say).toEqual([])
      const more = boardOf([callOf(8, LOADED + ahead + 9, { number: 'B002', counter: '2' }), ...view.calls])
      expect(numbers(announce(first.state, more, LOADED + 9).say)).toEqual(['B002'])
    }
  })

  it('B2 a reload announces nothing that was called before it', () => {
    const view = boardOf([callOf(7, LOADED - 3_000), callOf(6, LOADED - 20_000, { number: 'B001', counter: '2' })])
    expect(announce(beginAnnouncing(LOADED), view, LOADED + 500).say).toEqual([])
  })

  it('B2 a call made while the page was loading is announced by its first view', () => {
    const view = boardOf([callOf(7, LOADED + 200)])
    expect(announce(beginAnnouncing(LOADED), view, LOADED + 900).say).toHaveLength(1)
  })

  it('B3 a recall is announced', () => {
    const call = callOf(7, LOADED + 10)
    const first = announce(beginAnnouncing(LOADED), boardOf([call]), LOADED + 20)
    const again = callOf(9, LOADED + 30_000, { recall: true })
    const { say } = announce(first.state, boardOf([again, call]), LOADED + 30_010)
    expect(say).toEqual([expect.objectContaining({ position: 9, recall: true })])
  })

  it('B4 a call that was missed for longer than its freshness is not replayed after a reconnection', () => {
    const old = callOf(7, LOADED + 10)
    const fresh = callOf(9, LOADED + 90_000, { number: 'C003', counter: '3' })
    const { say } = announce(beginAnnouncing(LOADED), boardOf([fresh, old]), LOADED + 95_000)
    expect(numbers(say)).toEqual(['C003'])
  })

  it('B4 a call passed over as stale or no longer live is not announced by a later view either', () => {
    const gone = callOf(7, LOADED + 10, { live: false })
    const first = announce(beginAnnouncing(LOADED), boardOf([gone]), LOADED + 20)
    expect(first.say).toEqual([])
    expect(announce(first.state, boardOf([{ ...gone, live: true }]), LOADED + 30).say).toEqual([])
  })

  it('B4 a call is fresh for exactly as long as the hall says', () => {
    const view = boardOf([callOf(7, LOADED)])
    expect(announce(beginAnnouncing(LOADED), view, LOADED + ANNOUNCE_WITHIN_MS).say).toHaveLength(1)
    expect(announce(beginAnnouncing(LOADED), view, LOADED + ANNOUNCE_WITHIN_MS + 1).say).toHaveLength(0)
  })

  it('B5 a server restored at a lower position is announced again from its next call on', () => {
    const before = announce(beginAnnouncing(LOADED), boardOf([callOf(500, LOADED + 10)]), LOADED + 20)
    const restored = boardOf([
      callOf(320, LOADED - 9_000),
      callOf(321, LOADED + 60_000, { number: 'B009', counter: '2' }),
    ])
    expect(numbers(announce(before.state, restored, LOADED + 60_010).say)).toEqual(['B009'])
  })
})

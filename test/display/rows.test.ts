import { describe, expect, it } from 'vitest'
import { PAGE_MS, pageOfRows, turnOf, windowRows } from '../../display/rows.ts'
import { callOf } from './board-view.ts'

const AT = 1_000_000
const calls = (count: number) =>
  Array.from({ length: count }, (_, index) => callOf(index + 1, AT, { counter: String(index + 1) })).reverse()

describe('the rows of a board', () => {
  it('B16 a window has one row, its newest call, and the newest of all comes first', () => {
    const rows = windowRows([
      callOf(3, AT, { counter: '1', number: 'A003' }),
      callOf(2, AT, { counter: '2', number: 'A002' }),
      callOf(1, AT, { counter: '1', number: 'A001' }),
    ])
    expect(rows.map((row) => row.number)).toEqual(['A003', 'A002'])
  })

  it('B16 a number called at another window since stands there alone', () => {
    const past = callOf(1, AT, { counter: '1', number: 'A001', live: false })
    const rows = windowRows([callOf(2, AT, { counter: '2', number: 'A001' }), past])
    expect(rows.map((row) => row.counter)).toEqual(['2'])
    const other = callOf(1, AT, { counter: '1', number: 'A009', live: false })
    expect(windowRows([callOf(2, AT, { counter: '2', number: 'A001' }), other])).toHaveLength(2)
  })

  it('B17 rows that fit are one page', () => {
    expect(pageOfRows(windowRows(calls(6)), 6, AT + 3 * PAGE_MS)).toMatchObject({ page: 0, pages: 1 })
  })

  it('B17 every row is on some page, and the newest is on each of them', () => {
    const rows = windowRows(calls(40))
    const seen = new Set<string>()
    const { pages } = pageOfRows(rows, 6, AT)
    for (let page = 0; page < pages; page += 1) {
      const shown = pageOfRows(rows, 6, AT + page * PAGE_MS)
      expect(shown.page).toBe(page)
      expect(shown.rows[0]?.position).toBe(40)
      expect(shown.rows.length).toBeLessThanOrEqual(6)
      for (const row of shown.rows) seen.add(row.counter)
    }
    expect(seen.size).toBe(40)
  })

  it('B17 a new call begins at the first page again', () => {
    const before = windowRows(calls(20))
    expect(pageOfRows(before, 6, AT + PAGE_MS).page).toBe(1)
    const after = windowRows([callOf(99, AT + PAGE_MS, { counter: '7' }), ...calls(20)])
    expect(pageOfRows(after, 6, AT + PAGE_MS + 10)).toMatchObject({ page: 0 })
  })

  it('B18 what does not fit takes turns, and an empty list is an empty page', () => {
    expect(turnOf(['a', 'b', 'c'], 2, 0, 1_000)).toEqual(['a', 'b'])
    expect(turnOf(['a', 'b', 'c'], 2, 1_000, 1_000)).toEqual(['c'])
    expect(turnOf(['a', 'b', 'c'], 2, 2_000, 1_000)).toEqual(['a', 'b'])
    expect(turnOf([], 2, 5_000, 1_000)).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { isOfVisit, PRESENTED_FOR_MS, stillShown, use } from '../../counter/presented.ts'
import type { Presented } from '../../hall/views/presented.ts'

const code = (id: string, at: number): Presented => ({ id, at, kind: 'code', ticket: null })
const ids = (rows: readonly Presented[]): string[] => rows.map(({ id }) => id)

describe('what was just presented', () => {
  it('E14 stands there for a minute, the newest first', () => {
    const rows = [code('older', 1_000), code('newer', 2_000)]
    expect(ids(stillShown(rows, 2_500))).toEqual(['newer', 'older'])
    expect(ids(stillShown(rows, 1_000 + PRESENTED_FOR_MS - 1))).toEqual(['newer', 'older'])
    expect(ids(stillShown(rows, 1_000 + PRESENTED_FOR_MS))).toEqual(['newer'])
    expect(ids(stillShown(rows, 2_000 + PRESENTED_FOR_MS))).toEqual([])
  })

  it('E14 is gone on this screen once it was used, and only it', () => {
    const rows = [code('used', 1_000), code('other', 1_000)]
    use(code('used', 1_000))
    expect(ids(stillShown(rows, 1_500))).toEqual(['other'])
    expect(ids(stillShown([code('used again under another id', 1_000)], 1_500))).toHaveLength(1)
  })

  it('E14 a card that lay there before the call is not offered for whoever was called then', () => {
    expect(isOfVisit(code('before', 999), { calledAt: 1_000 })).toBe(false)
    expect(isOfVisit(code('after', 1_000), { calledAt: 1_000 })).toBe(true)
    expect(isOfVisit(code('nobody called', 1_000), {})).toBe(false)
  })
})

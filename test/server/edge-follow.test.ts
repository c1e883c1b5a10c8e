/** What is bolted down follows the hall's word: arranged when it changes, shown afterwards, poked once. */
import { describe, expect, it, vi } from 'vitest'
import { POKE_LIVES_MS } from '../../hall/views/edge.ts'
import { followPeripherals } from '../../server/edge/follow.ts'

const led = { id: 'l1', name: '条屏', kind: 'led', counter: '1', characters: 8, link: { kind: 'virtual' } } as const
const show = (text: string) => [{ peripheral: 'l1', kind: 'led', text }] as const

const setUp = () => {
  const done: string[] = []
  const follow = followPeripherals(
    {
      arrange: async (settings) => void done.push(`arrange ${settings.length}`),
      show: ([first]) => void done.push(`show ${first?.kind === 'led' ? first.text : ''}`),
      poke: (peripheral) => void done.push(`poke ${peripheral}`),
      health: () => [],
      close: async () => undefined,
    },
    (error) => void done.push(String(error)),
  )
  return { done, follow }
}

describe('an edge’s peripherals', () => {
  it('E7 are opened first and then shown the latest; what did not change is not opened again', async () => {
    const { done, follow } = setUp()
    follow({ peripherals: [led], shows: show('一'), pokes: [] }, 0)
    await vi.waitFor(() => expect(done).toEqual(['arrange 1', 'show 一']))
    follow({ peripherals: [led], shows: show('二'), pokes: [] }, 0)
    expect(done).toEqual(['arrange 1', 'show 一', 'show 二'])
    follow({ peripherals: [], shows: [], pokes: [] }, 0)
    await vi.waitFor(() => expect(done.slice(3)).toEqual(['arrange 0', 'show ']))
  })

  it('E15 show themselves once for each wish, and not for an old one', () => {
    const { done, follow } = setUp()
    const pokes = [{ id: 'wish', peripheral: 'l1', at: 1_000 }]
    const view = { peripherals: [], shows: [], pokes }
    for (const now of [1_000, 1_100, 2_000]) follow(view, now)
    follow({ ...view, pokes: [...pokes, { id: 'old', peripheral: 'l1', at: 0 }] }, POKE_LIVES_MS + 1)
    expect(done.filter((row) => row.startsWith('poke'))).toEqual(['poke l1'])
  })
})

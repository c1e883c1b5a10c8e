import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { keep, kept } from '../../client/kept.ts'
import { readBack, writeDown } from '../../client/written-down.ts'

beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => {}))
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describe('what a browser keeps of a command on its way', () => {
  it('I8 is known until the page closes, though the disk of the browser is full', () => {
    const disk = new Map([['yichuang.taking', 'an older one']])
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => disk.get(key) ?? null,
      removeItem: (key: string) => disk.delete(key),
      setItem: () => {
        throw new DOMException('Quota exceeded.', 'QuotaExceededError')
      },
    })
    keep('taking', 'command')
    expect(kept('taking')).toBe('command')
    keep('taking', undefined)
    expect(kept('taking')).toBeUndefined()
  })

  it('K32 keeps nobody waiting where the browser’s database never answers', async () => {
    vi.useFakeTimers()
    vi.stubGlobal('indexedDB', { open: () => new EventTarget() })
    const both = Promise.all([writeDown('taking', 'command'), readBack('taking')])
    await vi.advanceTimersByTimeAsync(2_000)
    expect(await both).toEqual([false, 'unreadable'])
  })

  it('K32 goes on where the browser has no database at all', async () => {
    expect(await writeDown('taking', 'command')).toBe(false)
    expect(await readBack('taking')).toBe('unreadable')
  })
})

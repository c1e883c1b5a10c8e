import { signal } from '@preact/signals'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ScreenHealth } from '../../hall/screen.ts'

const said: ScreenHealth[] = []
const connected = signal(false)
vi.mock('../../client/live-view.ts', () => ({
  connected,
  newestHeard: () => 7,
  tellServer: (health: ScreenHealth) => said.push(health),
  watch: () => signal(undefined),
}))
vi.mock('../../client/session.ts', () => ({ device: signal(undefined) }))

/** A browser whose page is in front or behind another, and that paints sixty pictures a second while it is in front. */
const browser = () => {
  const listeners: (() => void)[] = []
  const page = {
    visibilityState: 'visible',
    addEventListener: (_kind: string, listener: () => void) => void listeners.push(listener),
  }
  vi.stubGlobal('document', page)
  vi.stubGlobal('innerWidth', 1920)
  vi.stubGlobal('innerHeight', 1080)
  vi.stubGlobal('devicePixelRatio', 1)
  vi.stubGlobal('isSecureContext', true)
  let painting = true
  vi.stubGlobal('requestAnimationFrame', (paint: () => void) =>
    setTimeout(() => {
      if (painting && page.visibilityState === 'visible') paint()
    }, 16),
  )
  return {
    show: (state: 'visible' | 'hidden') => {
      page.visibilityState = state
      for (const listener of listeners) listener()
    },
    freeze: () => {
      painting = false
    },
  }
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.resetModules()
  said.length = 0
  connected.value = false
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const started = async () => {
  const screen = browser()
  const { startReport, tellHealth } = await import('../../client/report.ts')
  startReport()
  connected.value = true
  return { screen, tellHealth }
}

describe('what a screen says of itself', () => {
  it('S12 nothing before it was seen to paint, so that one that just opened is not taken for asleep', async () => {
    const { tellHealth } = await started()
    tellHealth({ sound: 'on' })
    await vi.advanceTimersByTimeAsync(900)
    expect(said).toEqual([])
    await vi.advanceTimersByTimeAsync(1_200)
    expect(said[0]).toMatchObject({ visible: true, sound: 'on', shown: 7 })
    expect(said.every(({ frames }) => frames > 0)).toBe(true)
  })

  it('S12 that it is hidden at once, and that it is back as soon as it paints again', async () => {
    const { screen, tellHealth } = await started()
    await vi.advanceTimersByTimeAsync(8_000)
    screen.show('hidden')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(said.at(-1)).toMatchObject({ visible: false })
    await vi.advanceTimersByTimeAsync(21_300)
    said.length = 0
    screen.show('visible')
    tellHealth({ sound: 'on' })
    await vi.advanceTimersByTimeAsync(2_100)
    expect(said.length).toBeGreaterThan(0)
    for (const health of said) expect(health).toMatchObject({ visible: true, frames: expect.toSatisfy((n) => n > 0) })
  })

  it('S12 hidden from the start is told without waiting for pictures that never come', async () => {
    const { screen } = await started()
    screen.show('hidden')
    await vi.advanceTimersByTimeAsync(100)
    expect(said).toMatchObject([{ visible: false, frames: 0 }])
  })

  it('S12 no pictures, where the machine sleeps before an open page', async () => {
    const { screen } = await started()
    await vi.advanceTimersByTimeAsync(3_000)
    screen.freeze()
    await vi.advanceTimersByTimeAsync(7_000)
    expect(said.at(-1)).toMatchObject({ visible: true, frames: 0 })
  })
})

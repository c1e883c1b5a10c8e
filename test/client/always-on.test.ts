import { signal } from '@preact/signals'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

/** A browser with service workers: the first install may fail, and another page may let a new version in. */
const browser = ({ controlled, fails = 0 }: { readonly controlled: boolean; readonly fails?: number }) => {
  const workers = Object.assign(new EventTarget(), {
    controller: controlled ? {} : null,
    ready: new Promise<object>(() => {}),
    register: vi.fn(async () => {
      const installing = Object.assign(new EventTarget(), { state: 'installing' })
      const registration = Object.assign(new EventTarget(), { installing, waiting: null, active: { postMessage } })
      if (workers.register.mock.calls.length <= fails) {
        setTimeout(() => {
          installing.state = 'redundant'
          installing.dispatchEvent(new Event('statechange'))
        }, 1)
      } else workers.ready = Promise.resolve(registration)
      return Object.assign(registration, { update: async () => {} })
    }),
  })
  const postMessage = vi.fn()
  const reload = vi.fn()
  vi.stubGlobal('isSecureContext', true)
  vi.stubGlobal('location', { origin: 'http://hall', reload })
  vi.stubGlobal('document', { visibilityState: 'visible', addEventListener: () => {} })
  const page = new EventTarget()
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
  const broke = (error?: unknown) => page.dispatchEvent(Object.assign(new Event('error'), { error }))
  vi.stubGlobal('navigator', { serviceWorker: workers, storage: { persist: async () => true } })
  return { workers, postMessage, reload, broke, replace: () => workers.dispatchEvent(new Event('controllerchange')) }
}
const opened = async (free = signal(true)) => {
  const { stayOn } = await import('../../client/always-on.ts')
  stayOn(free)
  await vi.advanceTimersByTimeAsync(10)
  return free
}

beforeEach(() => {
  vi.resetModules()
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describe('a page that stays on for years', () => {
  it('K33 is kept a minute later where a file of it did not come at first', async () => {
    const { workers, postMessage } = browser({ controlled: false, fails: 1 })
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    await opened()
    expect(postMessage).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(workers.register).toHaveBeenCalledTimes(2)
    expect(postMessage).toHaveBeenCalled()
  })

  it('K33 opens anew when another page of the browser let a new version in, but not before it is free', async () => {
    const { reload, replace } = browser({ controlled: true })
    const free = await opened(signal(false))
    replace()
    expect(reload).not.toHaveBeenCalled()
    free.value = true
    expect(reload).toHaveBeenCalledTimes(1)
  })

  it('X1 opens anew after an error that nothing caught, once it has stood for 5 s, and not after a notice of the browser', async () => {
    const { reload, broke } = browser({ controlled: false })
    await opened()
    broke()
    broke('ResizeObserver loop completed with undelivered notifications.')
    await vi.advanceTimersByTimeAsync(10_000)
    expect(reload).not.toHaveBeenCalled()
    broke(new Error('Cannot read properties of undefined'))
    await vi.advanceTimersByTimeAsync(0)
    expect(reload).toHaveBeenCalledTimes(1)
  })

  it('X1 one that breaks at once is not opened anew without end', async () => {
    const { reload, broke } = browser({ controlled: false })
    await opened()
    broke(new Error('at once'))
    await vi.advanceTimersByTimeAsync(4_000)
    expect(reload).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(2_000)
    expect(reload).toHaveBeenCalledTimes(1)
  })

  it('K33 is not opened anew by the first worker that stands beside it', async () => {
    const { reload, replace } = browser({ controlled: false })
    await opened()
    replace()
    expect(reload).not.toHaveBeenCalled()
    replace()
    expect(reload).toHaveBeenCalledTimes(1)
  })
})

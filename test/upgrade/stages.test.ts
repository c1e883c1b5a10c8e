/** The parent of a swap: whatever dies at whichever stage, one server opens the hall, and never two (Z22). */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { STORAGE_FAULT_EXIT } from '../../server/minding.ts'
import { type Supervised, supervise } from '../../server/supervisor.ts'
import { type SmallReleases, smallReleases } from './small-releases.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })
const WITHIN = { timeout: 30_000, interval: 5 }
/** Longer than a small release takes from the word to its hall on a busy machine, ms. */
const SERVES_MS = 3_000

type Line = { readonly what: string; readonly detail: Readonly<Record<string, unknown>> }
let releases: SmallReleases
let minded: Supervised
let lines: Line[]

const said = (what: string): readonly Line[] => lines.filter((line) => line.what === what)
const hears = (what: string, times = 1): Promise<void> =>
  vi.waitFor(() => expect(said(what).length).toBeGreaterThanOrEqual(times), WITHIN)
const does = (what: string, times: number): Promise<void> =>
  vi.waitFor(() => expect(releases.notes(what).length).toBeGreaterThanOrEqual(times), WITHIN)
const last = (what: string) => releases.notes(what).at(-1) ?? { what: '', name: '', pid: 0, more: '' }
const hearsGone = (pid: number): Promise<void> => vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow(), WITHIN)
/** Asks for a swap: until the word that the server serves has come, it is refused. */
const swap = async (): Promise<void> => {
  const before = said('swap-begun').length
  await vi.waitFor(() => {
    minded.swap()
    expect(said('swap-begun')).toHaveLength(before + 1)
  }, WITHIN)
}
/** Who has opened the hall, in order. */
const opened = (): readonly string[] => releases.notes('open').map(({ name }) => name)
const orders = (): unknown => JSON.parse(last('open').more)

beforeEach(async () => {
  if (process.platform === 'win32') return
  releases = smallReleases()
  lines = []
  const log = (_level: string, what: string, detail = {}): void => void lines.push({ what, detail })
  minded = supervise(releases.program, log, { loads: 60_000, serves: SERVES_MS, silent: 60_000 })
  await does('open', 1)
})
afterEach(async () => {
  minded.stop('SIGKILL')
  await minded.ended
  expect(releases.notes('two')).toEqual([])
  releases.remove()
})

describe('a swap', () => {
  it('Z22 lets the release that stands in its place now load first, and only then tells the other to end', async () => {
    releases.mean('newer')
    releases.hinder('newer', 'slow', true)
    await swap()
    await does('load newer', 1)
    expect(last('open').name).toBe('older')
    expect(releases.notes('told')).toHaveLength(0)
    releases.hinder('newer', 'slow', false)
    await hears('swap-done')
    expect(opened()).toEqual(['older', 'newer'])
    expect(said('swap-done')[0]?.detail).toMatchObject({ release: join(releases.root, 'newer/serve.mjs') })
    // A link that was moved and not told of changes nothing, not even after a death.
    releases.mean('older')
    process.kill(last('open').pid, 'SIGKILL')
    await does('open', 3)
    expect(last('open').name).toBe('newer')
  })

  it('Z22 one that cannot load, is not there or is older than this way leaves the old one serving, and says why', async () => {
    const serves = last('open').pid
    releases.mean('newer')
    releases.hinder('newer', 'unloadable', true)
    await swap()
    await hears('swap-failed')
    expect(said('swap-failed')[0]?.detail).toMatchObject({ reason: 'It has a hole.' })
    rmSync(join(releases.root, 'newer/succeed.mjs'))
    minded.swap()
    await hears('swap-failed', 2)
    expect(String(said('swap-failed')[1]?.detail.reason)).toContain('stop the service')
    releases.mean('nowhere')
    minded.swap()
    await hears('swap-failed', 3)
    expect(process.kill(serves, 0)).toBe(true)
    expect(last('open').pid).toBe(serves)
    expect(releases.notes('told')).toEqual([])
    releases.mean('older')
    await swap()
    await hears('swap-done')
  })

  it('Z22 a second one meanwhile is said and ignored', async () => {
    releases.hinder('older', 'slow', true)
    await swap()
    await does('load', 1)
    const refused = said('swap-refused').length
    minded.swap()
    expect(said('swap-refused')).toHaveLength(refused + 1)
    releases.hinder('older', 'slow', false)
    await hears('swap-done')
    expect(releases.notes('load')).toHaveLength(1)
  })
})

describe('a death during a swap', () => {
  it('Z22 of the new one before it has loaded: the old one goes on untouched', async () => {
    const serves = last('open').pid
    releases.hinder('older', 'slow', true)
    await swap()
    await does('load', 1)
    process.kill(last('load').pid, 'SIGKILL')
    await hears('swap-failed')
    expect(last('open').pid).toBe(serves)
    expect(process.kill(serves, 0)).toBe(true)
    expect(said('server-died')).toEqual([])
  })

  it('Z22 of the new one when the old one has been told to end: the old release is started again at once', async () => {
    releases.mean('newer')
    releases.hinder('older', 'busy', true)
    await swap()
    await does('told', 1)
    process.kill(last('load').pid, 'SIGKILL')
    await hears('swap-failed')
    releases.hinder('older', 'busy', false)
    await does('open', 2)
    expect(last('open').name).toBe('older')
    expect(said('server-died')).toEqual([])
  })

  it('Z22 of the new one as it opens the hall: the release that served is back, and it is said', async () => {
    releases.mean('newer')
    releases.hinder('newer', 'broken-hall', true)
    await swap()
    await hears('swap-undone')
    await does('open', 3)
    expect(opened()).toEqual(['older', 'newer', 'older'])
    releases.hinder('newer', 'broken-hall', false)
    await swap()
    await hears('swap-done')
    expect(last('open').name).toBe('newer')
  })

  it('Z22 one that was given the hall and never serves gives it back: the release that served is started again', async () => {
    releases.mean('newer')
    releases.hinder('newer', 'endless-hall', true)
    await swap()
    await hears('swap-undone')
    await does('open', 3)
    expect(opened()).toEqual(['older', 'newer', 'older'])
    expect(said('swap-undone')[0]?.detail).toMatchObject({ reason: 'It had not served after 3 s.' })
    releases.hinder('newer', 'endless-hall', false)
    await swap()
    await hears('swap-done')
  })

  it('Z22 of the old one while the new one loads: it is started again, and then the swap goes on', async () => {
    releases.mean('newer')
    releases.hinder('newer', 'slow', true)
    await swap()
    await does('load newer', 1)
    process.kill(last('open').pid, 'SIGKILL')
    await does('open', 2)
    expect(last('open').name).toBe('older')
    releases.hinder('newer', 'slow', false)
    await hears('swap-done')
    expect(last('open').name).toBe('newer')
  })

  it('Z22 of the old one while it ends its work: the new one takes the hall, and knows what was being decided', async () => {
    releases.mean('newer')
    releases.hinder('older', 'busy', true)
    releases.diesWith(1)
    await swap()
    await does('told', 1)
    process.kill(last('open').pid, 'SIGUSR2')
    await hears('swap-done')
    expect(opened()).toEqual(['older', 'newer'])
    expect(orders()).toMatchObject({ suspects: ['poison'] })
  })
})

describe('a death while nobody serves', () => {
  it('Z22 Z19 of the new one that loads: the old release is started once, and no death of a server is counted', async () => {
    releases.mean('newer')
    releases.hinder('newer', 'slow', true)
    await swap()
    await does('load newer', 1)
    releases.hinder('older', 'broken-hall', true)
    process.kill(last('open').pid, 'SIGKILL')
    // Now nobody serves for a second.
    await hears('server-died', 4)
    process.kill(last('load').pid, 'SIGKILL')
    await hears('swap-failed')
    releases.hinder('older', 'broken-hall', false)
    await does('open', 5)
    expect(said('server-died')).toHaveLength(4)
    expect(opened()).toEqual(Array.from({ length: 5 }, () => 'older'))
    // A swap is had only where one server is minded, and it alone is told to end.
    releases.hinder('newer', 'slow', false)
    await swap()
    await hears('swap-done')
    expect(releases.notes('told')).toHaveLength(1)
  })
})

describe('what a swap takes along', () => {
  it('Z22 Z33 the commands that are suspected, and Z18 that the hall is only shown', async () => {
    const codes = [1, STORAGE_FAULT_EXIT, STORAGE_FAULT_EXIT, STORAGE_FAULT_EXIT]
    for (const [deaths, code] of codes.entries()) {
      releases.diesWith(code)
      process.kill(last('open').pid, 'SIGUSR2')
      await does('open', 2 + deaths)
    }
    const kept = { readOnly: true, suspects: ['poison'], quarantined: [] }
    expect(orders()).toEqual({ ...kept, afterFault: true })
    await swap()
    await hears('swap-done')
    // The look at the whole ledger that a fault asks for was had at the start after it.
    expect(orders()).toEqual({ ...kept, afterFault: false })
  })

  it('Z22 told to stop during a swap, all of it ends: while the new one loads', async () => {
    releases.mean('newer')
    releases.hinder('newer', 'slow', true)
    await swap()
    await does('load newer', 1)
    minded.stop('SIGTERM')
    expect(await minded.ended).toBe(0)
    for (const { pid } of [last('open'), last('load')]) expect(() => process.kill(pid, 0)).toThrow()
    expect(opened()).toEqual(['older'])
  })

  it('Z22 told to stop while the old one ends its work, it ends that, and the new one never opens the hall', async () => {
    releases.mean('newer')
    releases.hinder('older', 'busy', true)
    await swap()
    await does('told', 1)
    minded.stop('SIGTERM')
    await hearsGone(last('load').pid)
    releases.hinder('older', 'busy', false)
    expect(await minded.ended).toBe(0)
    expect(releases.notes('close')).toHaveLength(1)
    expect(opened()).toEqual(['older'])
  })
})

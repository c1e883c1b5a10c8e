import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DISK_LIMITS, type DiskWatch, openDiskWatch } from '../../server/storage/disk-watch.ts'
import { RESERVE_FILE } from '../../server/storage/reserve.ts'
import { openSystemAlarms } from '../../server/system-alarms.ts'
import { handClock, seconds } from '../kit/hand-clock.ts'
import { until } from './until.ts'

const MB = 1024 * 1024
const LIMITS = { warnBytes: 50 * MB, stopBytes: 10 * MB, reserveBytes: 3 * MB }

let dir = ''
let watch: DiskWatch
let room = 0
const clock = handClock()
const alarms = openSystemAlarms(clock)
const logged: string[] = []
const reserve = (): string => join(dir, RESERVE_FILE)
/** What the disk has left, the reserve not among it. */
const without = (bytes: number): number => bytes - (existsSync(reserve()) ? statSync(reserve()).size : 0)
const codes = (): string[] => alarms.list().map(({ code }) => code)

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'yichuang-disk-'))
  room = 1_000 * MB
  logged.length = 0
  watch = openDiskWatch({
    dir,
    clock,
    alarms,
    log: (_level, what) => void logged.push(what),
    limits: LIMITS,
    free: () => without(room),
    call: '8300',
  })
})
afterEach(() => {
  watch.close()
  for (const { code } of alarms.list()) alarms.clear(code)
  rmSync(dir, { recursive: true, force: true })
})
const kept = (): Promise<void> => until(() => expect(watch.state().reserve).toBe(true))

describe('the disk', () => {
  it('Z17 the limits are 500 MB to say so, 100 MB to stop giving numbers, 64 MB kept', () => {
    expect(DISK_LIMITS).toEqual({ warnBytes: 500 * MB, stopBytes: 100 * MB, reserveBytes: 64 * MB })
  })

  it('Z17 keeps its reserve as written bytes, not as a promise', async () => {
    await kept()
    expect(statSync(reserve()).blocks * 512).toBeGreaterThanOrEqual(LIMITS.reserveBytes)
  })

  it('Z17 says it when little is left, with how much and whom to ring, within five seconds', async () => {
    await kept()
    room = 40 * MB
    clock.move(seconds(5))
    expect(alarms.list()).toMatchObject([{ code: 'disk-low', data: { freeMb: 30, call: '8300' } }])
    expect(watch.gate({ type: 'IssueTicket' })).toBeUndefined()
    room = 500 * MB
    clock.move(seconds(5))
    expect(codes()).toEqual([])
  })

  it('Z17 stops giving numbers before calling stops, and lets its reserve go for the calls', async () => {
    await kept()
    room = 12 * MB
    clock.move(seconds(5))
    expect(codes()).toEqual(['disk-stop'])
    expect(existsSync(reserve())).toBe(false)
    for (const type of ['IssueTicket', 'ServeDirectly'] as const) expect(watch.gate({ type })).toBe('issuing-stopped')
    for (const type of ['CallNext', 'CompleteTicket', 'RateVisit', 'ReprintTicket', 'CloseHall'] as const)
      expect(watch.gate({ type })).toBeUndefined()
  })

  it('Z17 the room that the reserve gave back is not taken for room: no number until there is more', async () => {
    await kept()
    room = 12 * MB
    clock.move(seconds(5))
    // 12 MB are free now, more than the limit, and only because the reserve is gone.
    for (let look = 0; look < 5; look += 1) clock.move(seconds(5))
    expect(watch.state()).toMatchObject({ stopped: true, reserve: false })
    expect(logged.filter((what) => what === 'issuing-stopped')).toHaveLength(1)
  })

  it('Z17 gives numbers again within five seconds of room returning, and takes its reserve back', async () => {
    await kept()
    room = 5 * MB
    clock.move(seconds(5))
    expect(watch.state().stopped).toBe(true)
    room = 100 * MB
    clock.move(seconds(5))
    expect(watch.gate({ type: 'IssueTicket' })).toBeUndefined()
    expect(codes()).toEqual([])
    await kept()
  })

  it('Z17 a disk that cannot be asked is logged and stops nothing', () => {
    const broken = openDiskWatch({
      dir,
      clock,
      alarms,
      log: (_level, what) => void logged.push(what),
      limits: LIMITS,
      free: () => {
        throw new Error('ENOSYS')
      },
    })
    expect(broken.gate({ type: 'IssueTicket' })).toBeUndefined()
    expect(logged).toContain('disk-not-seen')
    broken.close()
  })
})

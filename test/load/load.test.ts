import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { lags, measureBurst } from './burst.ts'
import { liveDay, longestWithout } from './day.ts'
import { saidOn } from './day-check.ts'
import { ELSEWHERE, FAULTS } from './day-faults.ts'
import { heldOf } from './day-watch.ts'
import type { HallFigures } from './hall.ts'
import { judgeWaves, slopeOf, WARM_UP } from './leaks.ts'
import { BOUNDS, burstRows, dayRows, leakRows, tableOf } from './report.ts'
import { backOffMs, RECONNECTS } from './screens.ts'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

const missed = (rows: readonly { readonly what: string; readonly kept: boolean }[]): string[] =>
  rows.filter(({ kept }) => !kept).map(({ what }) => what)

const folderOf = (name: string): string => {
  const folder = mkdtempSync(join(tmpdir(), `yichuang-${name}-`))
  folders.push(folder)
  return folder
}

describe.concurrent('a burst, a storm and a day', () => {
  it('Z13 Z32 a hundred screens hear of every ticket of a short burst over TLS, from machines with addresses of their own, and are back after kill -9', async () => {
    const burst = await measureBurst({ screens: 100, perSecond: 40, forMs: 1_000, tls: true }, folderOf('load'))
    expect(burst.firstError).toBeUndefined()
    expect(burst.errors).toBe(0)
    expect(burst.tickets).toBe(40)
    expect(burst.tls).toBe(true)
    expect(burst.framesPerScreen).toBeGreaterThan(0)
    // Every screen came back by itself.
    expect(burst.presentMs).toBeGreaterThan(0)
    expect(burst.triesPerScreen).toBeGreaterThanOrEqual(1)
    // Other work shares the processor here; the command holds it to the bounds.
    expect(burst.rssMb).toBeLessThan(BOUNDS.rssMb)
  }, 180_000)

  it('Z13 a short day with some of its faults loses nothing, doubles nothing and leaves nobody waiting', async () => {
    const names = ['kill -9', 'one press arrives twice at once', 'all kiosks crash with the answer on its way']
    const faults = FAULTS.filter(({ name }) => names.includes(name))
    const plan = { tickets: 40, windows: 4, screens: 8, printers: 3, forMs: 5_000, speed: 60, tls: false }
    const day = await liveDay(plan, folderOf('day'), faults)
    expect(day.firstError).toBeUndefined()
    expect(day.faults.map(({ fault }) => fault)).toEqual(names.toSorted((a, b) => order(a) - order(b)))
    // Each fault brought somebody of its own, each kiosk its last press, and the double press itself.
    expect(day.issued).toBe(40 + 3 + 3 + 1)
    const { lost, duplicates, findings, strayPapers, left, served } = day
    expect({ lost, duplicates, findings, strayPapers, left, served }).toEqual({
      lost: 0,
      duplicates: 0,
      findings: 0,
      strayPapers: 0,
      left: 0,
      served: day.issued,
    })
    expect(day.resent).toBeGreaterThan(0)
    expect(day.faults.find(({ fault }) => fault === 'kill -9')?.screensMs).toBeGreaterThan(0)
    expect(day.skipped.every(({ why }) => why.length > 10)).toBe(true)
  }, 180_000)
})

const order = (name: string): number => FAULTS.findIndex((fault) => fault.name === name)

describe('what is measured', () => {
  it('Z13 every row of the fault table is a fault of the day, or says why it is not', () => {
    const rows = [...readFileSync('docs/faults.md', 'utf8').matchAll(/^\| (?!Fault |-)([^|]+?) \|/gm)].map(
      ([, row]) => row,
    )
    expect(rows.length).toBeGreaterThan(15)
    const told = [...FAULTS, ...ELSEWHERE].map(({ row }) => row)
    expect([...new Set(told)].toSorted()).toEqual(rows.toSorted())
  })

  it('Z13 screens of a load come back as the pages do', () => {
    const page = readFileSync('client/live-view.ts', 'utf8').replaceAll('_', '')
    const said = (name: string): number => Number(new RegExp(`\\b${name}: (\\d+)`).exec(page)?.[1])
    expect(RECONNECTS).toEqual({
      delayMs: said('reconnectionDelay'),
      delayMaxMs: said('reconnectionDelayMax'),
      timeoutMs: said('timeout'),
    })
    expect([backOffMs(0, 0), backOffMs(0, 0.75), backOffMs(1, 0.5), backOffMs(9, 0)]).toEqual([150, 375, 600, 1_000])
  })

  it('Z13 the longest without a number is between two numbers, and before the first and after the last', () => {
    const acknowledged = [400, 100, 150, 900].map((at) => ({ command: { type: 'IssueTicket' }, at })) as never[]
    expect(longestWithout({ acknowledged }, 90, 950)).toBe(500)
    expect(longestWithout({ acknowledged }, 120, 350)).toBe(200)
    expect(longestWithout({ acknowledged }, 0, 120)).toBe(100)
    expect(longestWithout({ acknowledged: [] }, 5, 25)).toBe(20)
  })

  it('Z13 a screen hears of a ticket with the first message that stands at its position or behind it', () => {
    const acknowledged = [
      { position: 5, at: 1_000 },
      { position: 7, at: 1_100 },
    ]
    const heard = [
      [7, [1_130, null]],
      [5, [1_010, 990]],
      [9, [1_500, 1_400]],
    ] as const
    const { late, never } = lags({ acknowledged }, heard, 2)
    expect([...late]).toEqual([0, 10, 30, 300])
    expect(never).toBe(0)
  })

  it('Z13 a screen that never heard of a ticket is an error', () => {
    const { late, never } = lags({ acknowledged: [{ position: 5, at: 0 }] }, [[5, [1, null]]], 2)
    expect([...late]).toEqual([1])
    expect(never).toBe(1)
    expect(lags({ acknowledged: [{ position: 6, at: 0 }] }, [[5, [1, 1]]], 2).never).toBe(2)
  })
})

describe('the bounds', () => {
  const good = {
    tls: false,
    screens: 1_000,
    tickets: 3_000,
    perSecond: 200,
    calls: 40,
    connectMs: 1_000,
    p50Ms: 2,
    p99Ms: 150,
    maxMs: 200,
    boardP50Ms: 50,
    boardP99Ms: 1_000,
    framesPerScreen: 6,
    errors: 0,
    rssMb: 250,
    loopP99Ms: 10,
    busySeconds: 5,
    restartMs: 2_000,
    presentMs: 3_000,
    triesPerScreen: 2,
  }

  it('Z13 each bound of the burst is kept up to its value and no further', () => {
    expect(missed(burstRows(good))).toEqual([])
    expect(missed(burstRows({ ...good, p99Ms: 150.1 }))).toEqual(['ticket p99'])
    expect(missed(burstRows({ ...good, boardP99Ms: 1_000.1 }))).toEqual(['all boards p99'])
    expect(missed(burstRows({ ...good, rssMb: 251 }))).toEqual(['memory at its most'])
    expect(missed(burstRows({ ...good, restartMs: 2_001 }))).toEqual(['kill -9: the server stands after'])
    expect(missed(burstRows({ ...good, presentMs: 3_001 }))).toEqual(['then all screens are present after'])
    expect(missed(burstRows({ ...good, errors: 1, firstError: 'x' }))).toEqual(['errors (x)'])
    expect(tableOf(burstRows({ ...good, errors: 1 }))).toMatch(/errors +1 +≤ 0 +MISSED/)
  })

  const figures = (change: Partial<HallFigures> = {}): HallFigures => ({
    rssMb: 200,
    peakRssMb: 200,
    heapMb: 60,
    sockets: 5,
    timers: 10,
    descriptors: 40,
    files: 30,
    walMb: 4,
    busyMs: 0,
    loopP99Ms: 5,
    loopMaxMs: 9,
    ...change,
  })
  const waves = (of: (wave: number) => Partial<HallFigures>) =>
    judgeWaves(
      Array.from({ length: 8 }, (_, wave) => figures(of(wave))),
      { screens: 1_000, tls: false },
      0,
    )

  it('Z13 a heap that grows by two megabytes a wave, and lines, timers and files that stay, are leaks', () => {
    expect(missed(leakRows(waves(() => ({}))))).toEqual([])
    expect(missed(leakRows(waves((wave) => ({ heapMb: 60 + 2 * wave }))))).toEqual([
      'heap slope a wave after the third',
    ])
    expect(missed(leakRows(waves((wave) => ({ sockets: 5 + 2 * wave }))))).toEqual(['sockets left'])
    expect(missed(leakRows(waves((wave) => ({ timers: 10 + 2 * wave }))))).toEqual(['timers left'])
    expect(missed(leakRows(waves((wave) => ({ descriptors: 40 + 2 * wave }))))).toEqual(['descriptors left'])
    expect(missed(leakRows(waves(() => ({ walMb: 65 }))))).toEqual(['write-ahead log at its most'])
  })

  it('Z13 files that stay open in one life of a process are a leak of the day, and what passes is none', () => {
    const life = (...files: number[]) => files.map((count) => figures({ files: count }))
    expect(heldOf([life(90, 30, 31, 30, 45, 30, 31, 30)]).files).toBe(0)
    expect(heldOf([life(30, 30, 30, 30), life(20, 30, 31, 32, 40, 41, 50)]).files).toBe(10)
    const worst = heldOf([[figures({ loopP99Ms: 400 }), figures({ loopP99Ms: 20, walMb: 7, heapMb: 80 })], [figures()]])
    expect(worst).toMatchObject({ loopP99Ms: 20, walMb: 7, heapMb: 80, rssMb: 200 })
  })

  it('Z13 each bound of the day is kept up to its value and no further', () => {
    const day = {
      ...heldOf([[figures()]]),
      ...{ tickets: 5, windows: 1, screens: 2, printers: 1, speed: 60, tls: false },
      ...{ issued: 5, served: 5, left: 0, lost: 0, duplicates: 0, findings: 0, strayPapers: 0, slips: 5 },
      ...{ tookSeconds: 600, skipped: [], resent: 0, papers: 5, errors: 0 },
      faults: [{ fault: 'kill -9', backMs: 2_000, withinMs: 2_000, screensMs: 5_000 }],
    }
    expect(missed(dayRows(day))).toEqual([])
    const wrong = (change: Partial<typeof day>) => missed(dayRows({ ...day, ...change }))
    expect(wrong({ tookSeconds: 601 })).toEqual(['lived in, at 60 times the pace'])
    for (const what of ['left', 'lost', 'duplicates', 'findings', 'strayPapers', 'errors'] as const)
      expect(wrong({ [what]: 1 }), what).toHaveLength(1)
    expect(wrong({ files: 6 })).toHaveLength(1)
    expect(wrong({ loopP99Ms: 51 })).toHaveLength(1)
    expect(wrong({ walMb: 65 })).toHaveLength(1)
    expect(wrong({ faults: [{ fault: 'x', backMs: 2_001, withinMs: 2_000, screensMs: 5_001 }] })).toHaveLength(2)
  })

  it('Z13 what the first waves load once is no leak', () => {
    const warm = waves((wave) => ({ heapMb: wave < WARM_UP - 1 ? 20 + 20 * wave : 60 }))
    expect(warm.heapSlopeMb).toBe(0)
    expect(missed(leakRows(warm))).toEqual([])
  })

  it('Z13 the slope is that of the nearest straight line', () => {
    expect(slopeOf([1, 2, 3, 4])).toBe(1)
    expect(slopeOf([5, 5, 5])).toBe(0)
    expect(slopeOf([0, 4, 0, 4])).toBeCloseTo(0.8)
    expect(slopeOf([7])).toBe(0)
  })

  it('Z13 the number on a slip is read as a person reads it', () => {
    const slip = (text: string) => Buffer.from(`\x1b@\x1d!\x33${text}\n`, 'latin1')
    expect(saidOn(slip('A001\n2026-03-02 ZX99')).number).toBe('A001')
    expect(saidOn(slip('welcome\nVB012'))).toMatchObject({ number: 'VB012', words: ' welcome VB012' })
    expect(saidOn(slip('12345')).number).toBeUndefined()
  })
})

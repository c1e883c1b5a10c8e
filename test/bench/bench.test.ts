import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Server } from 'socket.io'
import { afterAll, describe, expect, it } from 'vitest'
import { openAudience } from './audience.ts'
import { type Figures, percentile } from './figures.ts'
import { measureForecast } from './forecast.ts'
import { ACTS, type Acts, growthOf, measureHeart } from './growth.ts'
import { openLine } from './http-line.ts'
import { weighPages } from './kilobytes.ts'
import { rowsOf, tableOf } from './report.ts'
import { measureSimulate } from './simulate.ts'
import { startTwin } from './twin.ts'

const folders: string[] = []
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'yichuang-bench-'))
  folders.push(folder)
  return folder
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

const verdictOf = (figures: Figures, what: RegExp) => rowsOf(figures).find((row) => what.test(row.what))?.verdict

describe('the twin', () => {
  it('L4 writes as durably as the ledger: WAL and FULL on the very connection that writes', async () => {
    const twin = await startTwin(join(newFolder(), 'twin.sqlite'))
    expect(twin.durability()).toEqual({ journal: 'wal', synchronous: 2 })
    await twin.close()
  })

  it('L5 answers only for what another connection can read already', async () => {
    const file = join(newFolder(), 'twin.sqlite')
    const twin = await startTwin(file)
    const reader = new Database(file, { readonly: true })
    const rows = reader.prepare<[], { count: number }>('SELECT count(*) AS count FROM events')
    const lines = Array.from({ length: 5 }, () => openLine(twin.port))
    const answers = await Promise.all(
      lines.map(async (line) => {
        const { status, body } = await line.post('/commands', '{"type":"IssueTicket"}')
        const { position } = JSON.parse(body) as { readonly position: number }
        return { status, position, readable: rows.get()?.count ?? 0 }
      }),
    )
    expect(answers.map(({ position }) => position).sort()).toEqual([1, 2, 3, 4, 5])
    for (const { status, position, readable } of answers) {
      expect(status).toBe(200)
      expect(readable).toBeGreaterThanOrEqual(position)
    }
    for (const line of lines) line.close()
    reader.close()
    await twin.close()
  })

  it('S4 tells every screen that watches', async () => {
    const twin = await startTwin(join(newFolder(), 'twin.sqlite'))
    const audience = await openAudience({ port: twin.port, path: '/commands', topic: 'board:all' }, 20)
    const line = openLine(twin.port)
    const sentAt = performance.now()
    await line.post('/commands', '{"type":"CallNext"}')
    expect(await audience.painted(1)).toBeGreaterThan(sentAt)
    audience.close()
    line.close()
    await twin.close()
  })
})

describe('the audience', () => {
  it('waits for the last screen, not for the first', async () => {
    const http = createServer()
    const io = new Server(http, { transports: ['websocket'] })
    const message = (position: number) => ({ topic: 'board:all', position, now: 0, view: { calls: [] } })
    io.on('connection', (socket) =>
      socket.on('watch', (_topic: unknown, _protocol: unknown, answer: (present: object) => void) =>
        answer(message(0)),
      ),
    )
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
    const audience = await openAudience({ port: (http.address() as AddressInfo).port, path: '', topic: 'board:all' }, 5)
    const [late, ...others] = await io.fetchSockets()
    for (const socket of others) socket.emit('view', message(7))
    // The late one hears an older view first, which paints nothing new.
    late?.emit('view', message(0))
    let lateAt = 0
    setTimeout(() => {
      lateAt = performance.now()
      late?.emit('view', message(7))
    }, 50)
    expect(await audience.painted(7)).toBeGreaterThanOrEqual(lateAt)
    expect(lateAt).toBeGreaterThan(0)
    audience.close()
    await io.close()
  })
})

describe('growth', () => {
  const plan = { rounds: 5, cycles: 40 }
  const measured = (acts: Acts) => growthOf(measureHeart(plan, acts, [0, 20, 20_000]))

  it('Q5 a call-next that looks at everybody who waits is reported as growing', { timeout: 60_000 }, () => {
    let seen = 0
    const slow = measured({
      ...ACTS,
      callNext: (at, counter) => {
        for (const ticket of at.hall.tickets.values()) if (ticket.status === 'waiting') seen += 1
        ACTS.callNext(at, counter)
      },
    })
    expect(seen).toBeGreaterThan(0)
    expect(slow.callNext).toBeGreaterThan(1.3)
    const growth = { ...slow, door: { issue: 1, callNext: 1 }, costUs: {} }
    expect(verdictOf({ growth }, /^call-next, 20,000/)).toBe('MISSED')
    expect(verdictOf({ growth: { ...growth, callNext: 1.3 } }, /^call-next, 20,000/)).toBe('pass')
  })

  it('Q5 the real call-next does not look at everybody who waits', { timeout: 60_000 }, () => {
    // The bench holds it to 1.3; here other work shares the processor, and looking at everybody costs many times more.
    const { issue, callNext } = measured(ACTS)
    expect(issue).toBeLessThan(3)
    expect(callNext).toBeLessThan(3)
  })
})

describe('kilobytes', () => {
  const PAGES_BUILT = [
    'kiosk/index.html',
    'display/board.html',
    'display/strip.html',
    'counter/window.html',
    'counter/guide.html',
    'counter/pad.html',
    'counter/manager.html',
  ]
  /** A built web folder whose board imports what it is given. Random bytes do not compress. */
  const built = (board: { imports: string[]; dynamicImports: string[] }): string => {
    const root = newFolder()
    mkdirSync(join(root, '.vite'))
    mkdirSync(join(root, 'assets'))
    const chunk = (name: string, bytes: number) => {
      writeFileSync(join(root, 'assets', `${name}.js`), randomBytes(bytes))
      return { file: `assets/${name}.js` }
    }
    const manifest = {
      '_small.js': chunk('small', 1_000),
      '_middle.js': { ...chunk('middle', 500), imports: ['_big.js', '_small.js'] },
      '_big.js': chunk('big', 70_000),
      ...Object.fromEntries(
        PAGES_BUILT.map((page, index) => [page, { ...chunk(`page${index}`, 2_000), imports: ['_small.js'] }]),
      ),
    }
    const whole = { ...manifest, 'display/board.html': { ...manifest['_small.js'], ...board } }
    writeFileSync(join(root, '.vite', 'manifest.json'), JSON.stringify(whole))
    return root
  }

  it('counts a big chunk that a page imports through another, once, and says that the page is too heavy', () => {
    const weighed = weighPages(built({ imports: ['_middle.js', '_big.js'], dynamicImports: [] }))
    if (!weighed.ok) throw new Error(weighed.why)
    expect(weighed.kilobytes.board).toBeGreaterThan(71)
    expect(weighed.kilobytes.board).toBeLessThan(73)
    expect(weighed.kilobytes.kiosk).toBeLessThan(4)
    expect(verdictOf(weighed, /script of board/)).toBe('MISSED')
    expect(verdictOf(weighed, /script of kiosk/)).toBe('pass')
    expect(tableOf(rowsOf(weighed))).toMatch(/script of board .* ≤ 40 KB +MISSED/)
  })

  it('leaves out what a page loads later, on demand', () => {
    const weighed = weighPages(built({ imports: [], dynamicImports: ['_big.js'] }))
    if (!weighed.ok) throw new Error(weighed.why)
    expect(weighed.kilobytes.board).toBeLessThan(4)
  })

  it('says so when the pages are not built', () => {
    const weighed = weighPages(newFolder())
    expect(weighed.ok ? '' : weighed.why).toMatch(/not built/)
  })
})

describe('the forecasts', () => {
  const figures = { waited: 9, meanWait: 9, rolloutMae: 4.3, closedMae: 9, coverage80: 0.8, rolloutMs: 3, closedMs: 1 }

  it('F15 an error of 4.3 minutes passes and a larger one does not', () => {
    expect(verdictOf({ forecast: figures }, /mean absolute error/)).toBe('pass')
    expect(verdictOf({ forecast: { ...figures, rolloutMae: 4.31 } }, /mean absolute error/)).toBe('MISSED')
  })

  it('F2 three milliseconds a ticket pass and more do not', () => {
    expect(verdictOf({ forecast: figures }, /one ticket/)).toBe('pass')
    expect(verdictOf({ forecast: { ...figures, rolloutMs: 3.1 } }, /one ticket/)).toBe('MISSED')
  })

  it('F15 measures the skills hall', { timeout: 60_000 }, () => {
    const { waited, rolloutMae, coverage80 } = measureForecast({ days: 1 })
    expect(waited).toBeGreaterThan(50)
    expect(rolloutMae).toBeGreaterThan(0.5)
    expect(rolloutMae).toBeLessThan(8)
    expect(coverage80).toBeGreaterThan(0.5)
  })
})

describe('reckoning beside calls', () => {
  it('F11 what it adds to a call passes up to two milliseconds and no further', () => {
    const calm = { p50Ms: 3, p99Ms: 9 }
    const reckoning = (p50Ms: number) => ({ reckoning: { plans: 4, calm, busy: { p50Ms, p99Ms: 12 } } })
    expect(verdictOf(reckoning(5), /reckoning adds/)).toBe('pass')
    expect(verdictOf(reckoning(5.1), /reckoning adds/)).toBe('MISSED')
    expect(verdictOf(reckoning(2), /reckoning adds/)).toBe('pass')
  })
})

describe('the simulator', () => {
  it('U17 three million events a second pass and fewer do not', () => {
    const simulate = (millionEvents: number, withHelp: number) => ({ simulate: { millionEvents, withHelp } })
    expect(verdictOf(simulate(3, 2), /with policy and skills/)).toBe('pass')
    expect(verdictOf(simulate(2.99, 3), /with policy and skills/)).toBe('MISSED')
    expect(verdictOf(simulate(9, 2.99), /with help thresholds/)).toBe('MISSED')
  })

  it('U17 runs days of a hall with policy, skills and help', { timeout: 60_000 }, () => {
    // The bench holds it to 3; here other work shares the processor.
    const { millionEvents, withHelp } = measureSimulate({ rounds: 5, days: 200 })
    expect(millionEvents).toBeGreaterThan(1)
    expect(withHelp).toBeGreaterThan(0.5)
  })
})

describe('arithmetic', () => {
  it('takes the nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index)
    expect(percentile(hundred, 0.5)).toBe(50)
    expect(percentile(hundred, 0.99)).toBe(99)
    expect(percentile([7], 0.99)).toBe(7)
    expect(() => percentile([], 0.5)).toThrow(/measured nothing/)
  })

  it('says MISSED on either side of each target', () => {
    const issue = (ceilingRatio: number) => ({ issue: { perSecond: 1, p50Ms: 1, p99Ms: 1, ceilingRatio } })
    expect(verdictOf(issue(0.5), /ours ÷ twin/)).toBe('pass')
    expect(verdictOf(issue(0.49), /ours ÷ twin/)).toBe('MISSED')
    const board = (ceilingRatio: number) => ({ callToBoard: { '1000': { p50Ms: 1, p99Ms: 1, ceilingRatio } } })
    expect(verdictOf(board(1.6), /p99 ÷ twin/)).toBe('pass')
    expect(verdictOf(board(1.61), /p99 ÷ twin/)).toBe('MISSED')
    expect(verdictOf({ restartMs: 1_000 }, /restart/)).toBe('pass')
    expect(verdictOf({ restartMs: 1_001 }, /restart/)).toBe('MISSED')
    const mode = { bytes: 1, firstMs: 150, medianMs: 15, pressP50Ms: 1, pressP99Ms: 1 }
    const paper = (raster: Partial<typeof mode>) => ({ paper: { text: mode, raster: { ...mode, ...raster } } })
    expect(verdictOf(paper({}), /the first with its font/)).toBe('pass')
    expect(verdictOf(paper({ firstMs: 150.1 }), /the first with its font/)).toBe('MISSED')
    expect(verdictOf(paper({}), /median of the next/)).toBe('pass')
    expect(verdictOf(paper({ medianMs: 15.1 }), /median of the next/)).toBe('MISSED')
  })
})

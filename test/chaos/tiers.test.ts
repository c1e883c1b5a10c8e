/** A small proof of each tier of chaos; `npm run chaos` runs them at their length. */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, type TestContext, vi } from 'vitest'
import { shownOn, startBoard } from './boards.ts'
import { chanceFrom } from './chance.ts'
import type { Broken } from './check.ts'
import { clock } from './clock-tier.ts'
import { openCrashRun, toMorning } from './crash-run.ts'
import { errors } from './errors.ts'
import { full } from './full.ts'
import { mustPost, openLine } from './line.ts'
import { line } from './line-tier.ts'
import { HALL, machineFor } from './people.ts'
import { points } from './points.ts'
import { power } from './power.ts'
import { printer } from './printer-tier.ts'
import { rot } from './rot.ts'
import { startHallProcess } from './server-process.ts'
import type { Outcome, Tier } from './tier.ts'
import { openWeather } from './weather.ts'

const SEED = 20260302
vi.setConfig({ testTimeout: 120_000 })

const tried = (
  context: TestContext,
  tier: Tier,
  rounds: number,
  bug?: 'shallowCheck' | 'noOriginCheck',
): Promise<Outcome> => {
  const lacks = tier.lacks()
  if (lacks !== undefined) {
    console.warn(`SKIPPED: ${lacks}`)
    context.skip(`SKIPPED: ${lacks}`)
  }
  return tier.run({ rounds, seed: SEED, bug, say: () => undefined })
}

/** Other tests use this machine meanwhile: bounds of time are held where chaos has it to itself. */
const butLate = (broken: readonly Broken[]): Broken[] => broken.filter(({ kind }) => kind !== 'late')

describe('broken on purpose', () => {
  it('Z4 the day goes on from wherever it died in its writes and syncs', async (context) => {
    const outcome = await tried(context, points, 6)
    expect(butLate(outcome.broken)).toEqual([])
    expect(outcome.rounds).toBeGreaterThanOrEqual(5)
    expect(outcome.acknowledged).toBeGreaterThan(0)
    // Every command writes several pages and syncs once: a day of fewer points was not lived.
    expect(outcome.figures['points of the day']).toBeGreaterThan(60)
  })

  it('Z6 a sync that fails is told, and everything acknowledged stands', async (context) => {
    const outcome = await tried(context, errors, 1)
    expect(butLate(outcome.broken)).toEqual([])
    expect(outcome.acknowledged).toBeGreaterThan(20)
  })

  it('Z7 a power cut loses nothing that was acknowledged', async (context) => {
    const outcome = await tried(context, power, 1)
    expect(butLate(outcome.broken)).toEqual([])
    expect(outcome.acknowledged).toBeGreaterThan(5)
  })

  it('Z8 a full disk refuses cleanly, and goes on with the next number', async (context) => {
    const outcome = await tried(context, full, 1)
    expect(butLate(outcome.broken)).toEqual([])
    expect(outcome.acknowledged).toBeGreaterThan(20)
  })

  it('Z9 a flipped bit is found, or lies where nothing is; a shallow look overlooks some', async (context) => {
    const outcome = await tried(context, rot, 20)
    expect(outcome.broken).toEqual([])
    expect(outcome.figures['bits found']).toBeGreaterThan(10)
    expect((await tried(context, rot, 25, 'shallowCheck')).broken).not.toEqual([])
  })

  it('Z11 clocks that jump, pass midnight and wake in 1970 take no number back', async (context) => {
    const outcome = await tried(context, clock, 1)
    expect(butLate(outcome.broken)).toEqual([])
    expect(outcome.acknowledged).toBeGreaterThan(60)
  })

  it('Z12 a printer that never reads holds up nobody', async (context) => {
    const outcome = await tried(context, printer, 2)
    expect(butLate(outcome.broken)).toEqual([])
    expect(outcome.acknowledged).toBe(8)
  })
})

describe('lines', () => {
  it('Z10 a board whose line was cut shows the present within three seconds of its return', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'yichuang-board-'))
    const hall = openCrashRun(SEED)
    const server = await startHallProcess({ dataDir, port: 0, aheadMs: toMorning(Date.now()) })
    const asked = openLine(server.url)
    try {
      await hall.begin(server.url, server.code)
      const token = await machineFor(asked, hall.manager(), { name: 'board', role: 'display' })
      const board = await startBoard({ weather: 'cut', url: server.url, token, chance: chanceFrom(SEED) })
      try {
        await vi.waitFor(() => expect(shownOn(board)).toBeGreaterThan(0), 20_000)
        board.line.set('cut')
        const told = await mustPost(asked, `${HALL}/commands`, hall.nextNumber(), hall.people()[0]?.token)
        const position = Number(told.position)
        expect(shownOn(board)).toBeLessThan(position)
        board.line.set('fair')
        await vi.waitFor(() => expect(shownOn(board)).toBeGreaterThanOrEqual(position), 3_000)
      } finally {
        await board.close()
      }
    } finally {
      asked.close()
      await server.kill()
      rmSync(dataDir, { recursive: true, force: true })
    }
  })

  it('Z10 Z14 a hall that asks nobody where they come from is caught at the door', async (context) => {
    const outcome = await tried(context, line, 1, 'noOriginCheck')
    expect(outcome.broken.map(({ rule }) => rule)).toContain('X6')
  })

  it('Z10 a bad line delays, holds, swallows and cuts as it is told', async () => {
    const server = createServer((_asked, answer) => answer.end('here'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const weather = await openWeather(`http://127.0.0.1:${port}`, chanceFrom(SEED))
    const ask = async (withinMs: number): Promise<string> => {
      try {
        return await (
          await fetch(weather.url, { signal: AbortSignal.timeout(withinMs), headers: { connection: 'close' } })
        ).text()
      } catch (error) {
        return error instanceof Error ? error.name : 'failed'
      }
    }
    try {
      expect(await ask(2_000)).toBe('here')
      weather.set('slow')
      const since = performance.now()
      expect(await ask(5_000)).toBe('here')
      expect(performance.now() - since).toBeGreaterThan(290)
      weather.set('cut')
      expect(await ask(2_000)).toBe('TypeError')
      for (const silent of ['vanished', 'oneWay', 'held'] as const) {
        weather.set(silent)
        expect(await ask(150)).not.toBe('here')
      }
      // What was held comes late; what was swallowed never does.
      const held = ask(5_000)
      weather.set('fair')
      expect(await held).toBe('here')
    } finally {
      await weather.close()
      server.closeAllConnections()
      server.close()
    }
  })
})

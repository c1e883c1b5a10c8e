/** The warm swap with real processes: releases behind a link, people who press on, and deaths at every stage (Z22). */
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { evolve } from '../../hall/evolve.ts'
import { emptyHall } from '../../hall/hall.ts'
import { sqliteLedger } from '../../server/ledger/sqlite.ts'
import { verifyFile } from '../../server/verify.ts'
import { freePort, isAlive, killPid } from '../chaos/server-process.ts'
import { startTestHall } from '../kit/hall-server.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'
import { type Pressing, pressOn } from './pressing.ts'
import {
  cannotSwap,
  installReleases,
  type ReleaseName,
  type Releases,
  type Service,
  startService,
} from './two-releases.ts'

// A busy test machine starts a process slowly.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })
const WITHIN = { timeout: 60_000, interval: 10 }

const DESKS = 4
/** There, back, and there again. */
const SWAPS: readonly ReleaseName[] = ['newer', 'older', 'newer']
/** What a kiosk may wait (fault table "Upgrade in working hours"). ms */
const PAUSE_MS = 1_000
/** On a machine so busy that this is not to be had: this much of what stopping and starting costs there and then. */
const SHARE_OF_A_RESTART = 0.75

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0

let releases: Releases
let dataDir: string
let service: Service
let port: number
let pressing: Pressing | undefined

/** A hall with guides at their desks, closed again: its folder, and what they are let in with. */
const begun = async (): Promise<{ readonly hallPath: string; readonly tokens: readonly string[] }> => {
  const hall = await startTestHall({ dataDir, shipped: smallCatalogue, webRoot: 'no-pages' })
  const tokens: string[] = []
  for (let desk = 1; desk <= DESKS; desk += 1) tokens.push(await hall.staff('guide', `guide-${desk}`))
  await hall.close()
  return { hallPath: hall.hallPath, tokens }
}

/** Everything that was acknowledged is in the ledger under the number that was said, and the ledger is whole. */
const nothingLost = ({ answered }: Pressing): void => {
  const ledger = sqliteLedger(join(dataDir, 'hall.sqlite'))
  const id = ledger.halls()[0] ?? ''
  let now = emptyHall(id)
  for (const recorded of ledger.read(id, 0)) now = evolve(now, recorded)
  ledger.close()
  expect(new Set(answered.values()).size).toBe(answered.size)
  for (const [ticket, number] of answered) expect(now.byNumber.get(number)).toBe(ticket)
  expect(verifyFile(join(dataDir, 'hall.sqlite'))).toMatchObject([{ ok: true }])
}

const hangUp = (): void => void service.parent.kill('SIGHUP')

/** Swaps to a release, and says how long the longest wait was. */
const swapTo = async (name: ReleaseName, at: Pressing): Promise<number> => {
  const done = service.said('swap-done').length
  const from = performance.now()
  releases.mean(name)
  hangUp()
  await vi.waitFor(() => expect(service.said('swap-done')).toHaveLength(done + 1), WITHIN)
  await at.more(2 * DESKS)
  return at.longestSince(from)
}

beforeEach(async ({ skip }) => {
  const reason = cannotSwap()
  if (reason) console.warn(reason)
  skip(reason !== undefined, reason)
  dataDir = mkdtempSync(join(tmpdir(), 'yichuang-succession-'))
  releases = installReleases()
  releases.mean('older')
  port = await freePort()
  const { hallPath, tokens } = await begun()
  service = startService(releases.root, dataDir, port)
  pressing = pressOn(`http://127.0.0.1:${port}`, hallPath, tokens)
  await pressing.more(2 * DESKS)
})
afterEach(async () => {
  service?.parent.kill('SIGTERM')
  await pressing?.stop()
  await service?.ended
  for (const dir of [dataDir, releases?.root]) if (dir) rmSync(dir, { recursive: true, force: true })
})

describe('an upgrade in working hours', () => {
  it('Z22 costs whoever asks again a second at most, up and down between two folders, and loses and doubles nothing', async () => {
    const people = pressing as Pressing
    const pauses: number[] = []
    for (const name of SWAPS) pauses.push(await swapTo(name, people))
    expect(service.said('swap-done').map(({ version }) => version)).toEqual(['0.9.1', '0.9.0', '0.9.1'])
    const versions = JSON.parse(readFileSync(join(dataDir, 'releases.json'), 'utf8')) as { version: string }[]
    expect(versions.map(({ version }) => version).slice(-4)).toEqual(['0.9.0', '0.9.1', '0.9.0', '0.9.1'])

    const from = performance.now()
    service.parent.kill('SIGTERM')
    await service.ended
    service = startService(releases.root, dataDir, port)
    await people.more(2 * DESKS)
    const restart = people.longestSince(from)
    console.info(
      `Z22 waits at swaps, ms: ${pauses.map(Math.round).join(' ')}; at a stop and start: ${Math.round(restart)}`,
    )
    expect(median(pauses)).toBeLessThan(Math.max(PAUSE_MS, SHARE_OF_A_RESTART * restart))
    await people.stop()
    service.parent.kill('SIGTERM')
    expect(await service.ended).toBe(0)
    nothingLost(people)
  })

  it('Z22 a release with a hole, and deaths of the new one, the old one and the parent lose and double nothing, and leave nobody behind', async () => {
    const people = pressing as Pressing
    const [serving = 0] = service.children()
    // A part that the new one needs is missing: it is said, and the one that serves goes on.
    const part = join(releases.folder('newer'), 'build/server/gateway.js')
    renameSync(part, `${part}.away`)
    releases.mean('newer')
    hangUp()
    await vi.waitFor(() => expect(service.said('swap-failed')).toHaveLength(1), WITHIN)
    expect(String(service.said('swap-failed')[0]?.reason)).toContain('gateway.js')
    writeFileSync(part, 'this is no program')
    hangUp()
    await vi.waitFor(() => expect(service.said('swap-failed')).toHaveLength(2), WITHIN)
    expect(service.children()).toEqual([serving])
    renameSync(`${part}.away`, part)

    // The new one dies while it loads.
    hangUp()
    await vi.waitFor(() => expect(service.children()).toHaveLength(2), WITHIN)
    killPid(service.children()[1] ?? 0, 'SIGKILL')
    await vi.waitFor(() => expect(service.said('swap-failed')).toHaveLength(3), WITHIN)
    await people.more(DESKS)
    expect(service.children()).toEqual([serving])

    // The old one dies when it has been told to end.
    hangUp()
    await vi.waitFor(() => expect(service.said('swap-loaded')).toHaveLength(1), WITHIN)
    killPid(serving, 'SIGKILL')
    await vi.waitFor(() => expect(service.said('swap-done')).toHaveLength(1), WITHIN)
    await people.more(DESKS)

    // The parent dies with one that serves and one that loads.
    hangUp()
    await vi.waitFor(() => expect(service.children()).toHaveLength(2), WITHIN)
    const both = service.children()
    service.parent.kill('SIGKILL')
    await vi.waitFor(() => expect(both.filter(isAlive)).toEqual([]), WITHIN)
    service = startService(releases.root, dataDir, port)
    await people.more(DESKS)
    await people.stop()
    service.parent.kill('SIGTERM')
    expect(await service.ended).toBe(0)
    nothingLost(people)
  })
})

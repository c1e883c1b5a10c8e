/** A swap while something does not end: a printer that never hangs up is waited for while the hall serves, and no longer (Z22). */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { freePort } from '../chaos/server-process.ts'
import { startTestHall } from '../kit/hall-server.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'
import { type Pressing, pressOn } from './pressing.ts'
import { cannotSwap, installReleases, type Releases, type Service, startService } from './two-releases.ts'

// A busy test machine starts a process slowly.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

/** A printer is given ten seconds; the parent kills after as many, seven of them without anybody at the port. ms */
const PAUSE_MS = 4_000

let releases: Releases
let dataDir: string
let service: Service | undefined
let pressing: Pressing | undefined
let printer: Server | undefined
const lines = new Set<Socket>()

beforeEach(({ skip }) => {
  const reason = cannotSwap()
  if (reason) console.warn(reason)
  skip(reason !== undefined, reason)
  dataDir = mkdtempSync(join(tmpdir(), 'yichuang-slow-ends-'))
  releases = installReleases()
  releases.mean('older')
})
afterEach(async () => {
  for (const line of lines) line.destroy()
  printer?.close()
  service?.parent.kill('SIGTERM')
  await pressing?.stop()
  await service?.ended
  for (const dir of [dataDir, releases?.root]) if (dir) rmSync(dir, { recursive: true, force: true })
})

it('Z22 Z12 a printer that never hangs up costs a swap no more than a moment, and the old server ends by itself', async () => {
  const printerPort = await freePort()
  printer = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (line) => {
    lines.add(line)
    line.on('error', () => lines.delete(line))
  })
  printer.listen(printerPort, '127.0.0.1')
  const port = await freePort()
  const slow = {
    id: 'p1',
    name: 'p1',
    kind: 'tcp',
    host: '127.0.0.1',
    port: printerPort,
    paper: 80,
    blind: true,
  } as const
  const shipped = { ...smallCatalogue, printers: [slow] }
  const hall = await startTestHall({ dataDir, shipped, webRoot: 'no-pages' })
  const tokens = [await hall.staff('guide', 'guide-1'), await hall.staff('guide', 'guide-2')]
  await hall.close()
  service = startService(releases.root, dataDir, port)
  pressing = pressOn(`http://127.0.0.1:${port}`, hall.hallPath, tokens)
  await pressing.more(4)
  // It is in the middle of a slip now.
  await vi.waitFor(() => expect(lines.size).toBeGreaterThan(0), { timeout: 30_000 })
  const from = performance.now()
  releases.mean('newer')
  service.parent.kill('SIGHUP')
  await vi.waitFor(() => expect(service?.said('swap-done')).toHaveLength(1), { timeout: 60_000, interval: 10 })
  await pressing.more(4)
  expect(pressing.longestSince(from)).toBeLessThan(PAUSE_MS)
  expect(service.said('server-died')).toEqual([])
})

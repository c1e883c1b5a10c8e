/** What an edge reports, against a real hall. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { PrinterStatus, PrintOutcome } from '../../printer/transport.ts'
import { type Agent, openAgent } from '../../server/edge/agent.ts'
import { pairWith, readPairing } from '../../server/edge/pairing.ts'
import { type EdgeRecord, openRecord } from '../../server/edge/record.ts'
import type { Log } from '../../server/log.ts'
import { edgeCatalogue } from '../kit/edge-hall.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'

let hall: HallServer
let dir: string
let record: EdgeRecord
let agent: Agent | undefined
beforeAll(async () => {
  hall = await startTestHall({ shipped: edgeCatalogue(9) })
  dir = mkdtempSync(join(tmpdir(), 'yichuang-edge-report-'))
  record = openRecord(join(dir, 'edge.sqlite'), Date.now)
  const wanted = { name: '前置机', role: 'edge', edge: 'e2' }
  const { code } = await hall.request('POST', `${hall.hallPath}/devices`, wanted, hall.managerToken)
  await pairWith(dir, hall.url, String(code))
})
afterEach(async () => {
  await agent?.close()
  agent = undefined
})
afterAll(async () => {
  await hall.stop()
  record.close()
  rmSync(dir, { recursive: true, force: true })
})

/** A library that cannot be loaded says so in a page and more. */
const PAGE = 'Cannot load the library.\n'.repeat(100)

describe('a report', () => {
  it('E2 is taken however much a broken library has to say, and so is the end of a job', async () => {
    const outcome: PrintOutcome = { result: 'not_sent', reason: 'no-library', detail: PAGE, nearEnd: false }
    const status: PrinterStatus = { answer: 'none', reason: 'no-library', detail: PAGE }
    const faults: string[] = []
    const log: Log = (_level, what) => void faults.push(what)
    agent = openAgent({
      pairing: readPairing(dir),
      record,
      version: '9.9.9-test',
      log,
      onState: () => undefined,
      reach: async () => ({
        send: async () => outcome,
        status: async () => status,
        onStatus: () => undefined,
        close: async () => undefined,
      }),
    })
    const { edges } = hall
    await vi.waitFor(() => expect(edges.isHere('e2')).toBe(true), { timeout: 5000 })
    const transport = edges.transport('e2', 'p2')
    await vi.waitFor(async () => expect(await transport.status()).toMatchObject({ reason: 'no-library' }), {
      timeout: 5000,
    })
    expect(await transport.send(new Uint8Array([65, 10]), 'job-1')).toMatchObject({
      ...outcome,
      detail: expect.any(String),
    })
    expect(faults).not.toContain('report-refused')
  }, 20_000)
})

/** An edge's token is renewed while it runs (X8), against a real hall whose clock is moved a day on. */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openAgent } from '../../server/edge/agent.ts'
import { pairWith, readPairing, writePairing } from '../../server/edge/pairing.ts'
import { type EdgeRecord, openRecord } from '../../server/edge/record.ts'
import { silentLog } from '../../server/log.ts'
import { edgeCatalogue } from '../kit/edge-hall.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'

let hall: HallServer
let dir: string
let record: EdgeRecord
let later = 0
beforeAll(async () => {
  const clock = { now: () => Date.now() + later, after: () => () => {} }
  hall = await startTestHall({ shipped: edgeCatalogue(9), clock })
  dir = mkdtempSync(join(tmpdir(), 'yichuang-edge-renew-'))
  record = openRecord(join(dir, 'edge.sqlite'), Date.now)
  const wanted = { name: '前置机', role: 'edge', edge: 'e2' }
  const { code } = await hall.request('POST', `${hall.hallPath}/devices`, wanted, hall.managerToken)
  await pairWith(dir, hall.url, String(code))
})
afterAll(async () => {
  await hall.stop()
  record.close()
  rmSync(dir, { recursive: true, force: true })
})

describe('the token of an edge', () => {
  it('X8 is another after a day, written down before it is used, for its owner alone', async () => {
    const first = readPairing(dir)
    later = 25 * 3_600_000
    const states: string[] = []
    const agent = openAgent({
      pairing: first,
      record,
      version: 'test',
      log: silentLog,
      keepToken: (token) => writePairing(dir, { ...first, token }),
      onState: (state) => void states.push(state),
    })
    await vi.waitFor(() => expect(readPairing(dir).token).not.toBe(first.token))
    await vi.waitFor(() => expect(states).toContain('connected'))
    await agent.close()
    const next = readPairing(dir)
    expect(next).toEqual({ ...first, token: next.token })
    expect(statSync(join(dir, 'pairing.json')).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(dir, 'pairing.json'), 'utf8')).not.toContain(first.token)
    expect(hall.people.actorOf(next.token)).toMatchObject({ role: 'edge', edge: 'e2' })
    later += 11 * 60_000
    expect(hall.people.actorOf(first.token)).toBe(undefined)
    expect(hall.people.actorOf(next.token)).toBe(undefined)
  })
})

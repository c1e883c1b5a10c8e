/** The edge's own program as its owner meets it: pairing, what it says when something is missing, and one at a time. */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { pairWith, readPairing } from '../../server/edge/pairing.ts'
import { openRecord } from '../../server/edge/record.ts'
import { programVersion } from '../../server/version.ts'
import { edgeCatalogue } from '../kit/edge-hall.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'

const MAIN = 'build/server/edge/main.js'
/** `npm test` builds first; somebody who runs this file alone may not have. */
const built = existsSync(MAIN)
if (!built) console.warn(`SKIPPED: the edge as a process, since ${MAIN} is not built (npm run build)`)

let hall: HallServer
let dir: string
beforeAll(async () => {
  hall = await startTestHall({ shipped: edgeCatalogue(9) })
  dir = mkdtempSync(join(tmpdir(), 'yichuang-edge-program-'))
})
afterAll(async () => {
  await hall.stop()
  rmSync(dir, { recursive: true, force: true })
})

const codeFor = async (device: object): Promise<string> => {
  const wanted = { name: '前置机', ...device }
  const added = await hall.request('POST', `${hall.hallPath}/devices`, wanted, hall.managerToken)
  return String(added.code)
}

describe('pairing', () => {
  it('E1 keeps the token in a file that only its owner reads', async () => {
    const paired = await pairWith(dir, `${hall.url}/`, await codeFor({ role: 'edge', edge: 'e1' }))
    expect(paired).toMatchObject({ url: hall.url, edge: 'e1', hall: 'small' })
    expect(readPairing(dir)).toEqual(paired)
    expect(statSync(join(dir, 'pairing.json')).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(dir, 'pairing.json'), 'utf8')).toContain(paired.token)
  })

  it('E1 says what to do where it cannot', async () => {
    const elsewhere = join(dir, 'elsewhere')
    expect(() => readPairing(elsewhere)).toThrow(/not paired yet.*npm run edge -- pair/)
    await expect(pairWith(elsewhere, 'hall:8080', 'AAAAAAAA')).rejects.toThrow(/no address of a hall.*https:\/\//)
    await expect(pairWith(elsewhere, 'http://127.0.0.1:1', 'AAAAAAAA')).rejects.toThrow(/does not answer \(.+\)/)
    await expect(pairWith(elsewhere, hall.url, 'AAAAAAAA')).rejects.toThrow(/wrong, was used, or is older/)
    const board = await codeFor({ role: 'display' })
    await expect(pairWith(elsewhere, hall.url, board)).rejects.toThrow(/another kind of machine \(display\)/)
    expect(existsSync(elsewhere)).toBe(false)
  })

  it('E1 says so where another program answers at that address, and where too many codes were tried', async () => {
    const elsewhere = join(dir, 'elsewhere')
    let answers: Readonly<Record<string, object>> = { '/api/hall': { status: 'up' } }
    const other = createServer((request, response) => void response.end(JSON.stringify(answers[request.url ?? ''])))
    await new Promise<void>((resolve) => void other.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`
    await expect(pairWith(elsewhere, url, 'AAAAAAAA')).rejects.toThrow(/^Another program answers at http.*Check the/)
    answers = { '/api/hall': { ok: true, hall: 'small' }, '/api/pair': { ok: false, code: 'too-many', waitMs: 30_000 } }
    await expect(pairWith(elsewhere, url, 'AAAAAAAA')).rejects.toThrow(/^Too many wrong codes.*wait/)
    other.closeAllConnections()
    other.close()
  })

  it('E2 two programs cannot print from one record', () => {
    const file = join(dir, 'record.sqlite')
    const first = openRecord(file, Date.now)
    // Its owner waits five seconds before it gives up, as the ledger would.
    expect(() => openRecord(file, Date.now)).toThrow(/Another edge program is running/)
    first.close()
    openRecord(file, Date.now).close()
  })

  it('E15 knows what release it is', () => {
    expect(programVersion()).toBe(JSON.parse(readFileSync('package.json', 'utf8')).version)
  })
})

describe('what it prints is written down', () => {
  it('E2 each job begins once, whatever came of it, unless it was certainly not sent and is handed out anew', () => {
    const file = join(dir, 'jobs.sqlite')
    const job = { id: 'job-1', turn: 'turn-1', printer: 'p1' }
    const again = { ...job, turn: 'turn-2' }
    let record = openRecord(file, Date.now)
    expect(record.begin(job)).toBe(true)
    expect(record.begin(job)).toBe(false)
    expect(record.begun()).toEqual(['turn-1'])
    expect(record.untold()).toEqual([])
    record.end(job, { result: 'not_sent', reason: 'paper-out', nearEnd: true })
    expect(record.begun()).toEqual([])
    // The very same turn told again is an echo, not a new wish.
    expect(record.begin(job)).toBe(false)
    expect(record.untold()).toMatchObject([{ turn: 'turn-1', outcome: { result: 'not_sent' } }])
    record.told(record.untold())
    expect(record.untold()).toEqual([])
    expect(record.begin(again)).toBe(true)
    record.end(again, { result: 'printed', nearEnd: false })
    // The acknowledgement of the first turn is none of the second.
    record.told([{ job: 'job-1', turn: 'turn-1', printer: 'p1', outcome: { result: 'printed', nearEnd: false } }])
    expect(record.untold()).toMatchObject([{ turn: 'turn-2', outcome: { result: 'printed' } }])
    record.told(record.untold())
    expect(record.begin({ ...job, turn: 'turn-3' })).toBe(false)
    // Asked again, it says again what came of it, to whoever asks now.
    expect(record.untold()).toMatchObject([{ turn: 'turn-3', outcome: { result: 'printed' } }])
    // The same id at another printer is another slip: a stand-in prints what this one did not.
    expect(record.begin({ ...job, printer: 'p2' })).toBe(true)
    record.close()
    record = openRecord(file, Date.now)
    expect(record.untold().find(({ printer }) => printer === 'p2')).toMatchObject({
      outcome: { result: 'unknown', reason: 'restarted' },
    })
    expect(record.begin({ ...job, printer: 'p2', turn: 'turn-9' })).toBe(false)
    record.close()
  })
})

describe('what is written down for long', () => {
  it('E2 what was told is forgotten after three days, however long the program runs, and nothing else is', () => {
    const file = join(dir, 'long.sqlite')
    const day = 86_400_000
    let now = 100 * day
    const record = openRecord(file, () => now)
    const made = (id: string, told: boolean): void => {
      const job = { id, turn: `turn-${id}`, printer: 'p1' }
      record.begin(job)
      record.end(job, { result: 'printed', nearEnd: false })
      if (told)
        record.told([{ job: id, turn: job.turn, printer: 'p1', outcome: { result: 'printed', nearEnd: false } }])
    }
    made('old-and-told', true)
    made('old-and-untold', false)
    now += 2 * day
    made('young', true)
    expect(record.begin({ id: 'old-and-told', turn: 'turn-2', printer: 'p1' })).toBe(false)
    record.told(record.untold().filter(({ job }) => job === 'old-and-told'))
    now += 1.5 * day
    made('now', true)
    // Forgotten, and only this one: it would begin anew.
    expect(record.begin({ id: 'young', turn: 'turn-2', printer: 'p1' })).toBe(false)
    expect(record.begin({ id: 'old-and-untold', turn: 'turn-2', printer: 'p1' })).toBe(false)
    expect(record.begin({ id: 'old-and-told', turn: 'turn-3', printer: 'p1' })).toBe(true)
    record.close()
  })
})

describe.skipIf(!built)('the process', () => {
  const run = (args: readonly string[], folder: string) => {
    const child = spawn(process.execPath, [MAIN, ...args], { env: { ...process.env, EDGE_DIR: folder } })
    let said = ''
    const hear = (chunk: unknown): void => {
      said += String(chunk)
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
    return { child, said: () => said, ended }
  }

  it('E1 says in one line that it is not paired, and how to', async () => {
    const { said, ended } = run([], join(dir, 'nothing'))
    expect(await ended).toBe(1)
    expect(said().trim().split('\n')).toHaveLength(1)
    expect(said()).toMatch(/not paired yet/)
  })

  it('E1 E2 pairs, connects, survives the hall’s restart, and ends when its token is taken back', async () => {
    const folder = join(dir, 'process')
    const code = await codeFor({ role: 'edge', edge: 'e2' })
    const pair = run(['pair', hall.url, code], folder)
    expect(await pair.ended).toBe(0)
    expect(pair.said()).toMatch(/Paired with .* as edge e2/)
    const edge = run([], folder)
    const until = (look: () => void) => vi.waitFor(look, { timeout: 15_000, interval: 50 })
    await until(() => expect(hall.edges.isHere('e2')).toBe(true))
    const { dataDir, port } = hall
    await hall.close()
    await until(() => expect(edge.said()).toMatch(/does not answer/))
    hall = await startTestHall({ shipped: edgeCatalogue(9), dataDir, port })
    await until(() => expect(hall.edges.isHere('e2')).toBe(true))
    await until(() => expect(hall.edges.versionOf('e2')).toBe(programVersion()))
    const machine = hall.people.devices().find((device) => device.edge === 'e2')
    await hall.request('DELETE', `${hall.hallPath}/devices/${machine?.id}`, undefined, hall.managerToken)
    expect(await edge.ended).toBe(1)
    expect(edge.said()).toMatch(/token is no longer good/)
    // Started again it says the same and stops.
    const again = run([], folder)
    expect(await again.ended).toBe(1)
    expect(again.said()).toMatch(/token is no longer good/)
  }, 60_000)
})

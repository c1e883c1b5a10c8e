/** An edge that trusts its hall by a fingerprint, and nobody in its place. */
import { X509Certificate } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../server/clock.ts'
import { openLine } from '../../server/edge/line.ts'
import { pairWith, readPairing } from '../../server/edge/pairing.ts'
import { startTlsHall, type TlsHall } from './tls-hall.ts'

let hall: TlsHall
let dir: string
beforeAll(async () => {
  hall = await startTlsHall()
})
afterAll(() => hall.stop())
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'yichuang-edge-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const code = (): string => hall.people.addDevice({ name: 'edge', role: 'edge', edge: 'counter-pc' }).code
const fingerprint = (): string => new X509Certificate(hall.ca).fingerprint256

describe('an edge and TLS', () => {
  it('X28 it pairs with the fingerprint from the manager’s page, keeps the authority with its token, and is heard', async () => {
    await pairWith(dir, hall.url, code(), fingerprint())
    const pairing = readPairing(dir)
    expect(pairing.ca).toBe(hall.ca)
    expect(statSync(join(dir, 'pairing.json')).mode & 0o077).toBe(0)
    const states: string[] = []
    const heard = new Promise<void>((resolve) => {
      const line = openLine(pairing, '0.0.0', systemClock, {
        view: () => {},
        state: (state) => {
          states.push(state)
          line.close()
          resolve()
        },
      })
    })
    await heard
    // The sample catalogue has no such edge, which only a hall that was believed can say.
    expect(states).toEqual(['not-in-catalogue'])
  })

  it('X28 without the fingerprint, or with another’s, nothing is paired, and the code is good still', async () => {
    const one = code()
    await expect(pairWith(dir, hall.url, one)).rejects.toThrow(`--fingerprint ${fingerprint()}`)
    await expect(pairWith(dir, hall.url, one, 'AB'.repeat(32))).rejects.toThrow(/do not go on/)
    expect(existsSync(join(dir, 'pairing.json'))).toBe(false)
    expect((await pairWith(dir, hall.url, one, fingerprint())).edge).toBe('counter-pc')
  })

  it('X28 whoever takes the hall’s place with another authority hears neither its token nor its words', async () => {
    await pairWith(dir, hall.url, code(), fingerprint())
    const other = await startTlsHall()
    const states: string[] = []
    const line = openLine({ ...readPairing(dir), url: other.url }, '0.0.0', systemClock, {
      view: () => {},
      state: (state, detail) => states.push(`${state} ${detail}`),
    })
    expect(await line.report({ printers: [], peripherals: [], jobs: [] } as never)).toMatchObject({ answer: 'later' })
    await expect.poll(() => states[0]).toMatch(/^lost /)
    line.close()
    await other.stop()
  })

  it('X28 in the clear a hall under TLS pairs nobody', async () => {
    await expect(pairWith(dir, hall.url.replace('https:', 'http:'), code())).rejects.toThrow(/Another program answers/)
    expect(readFileSync(join(hall.dataDir, 'tls', 'authority.crt'), 'utf8')).toBe(hall.ca)
  })
})

/** A security log of years, read while the hall serves: no call waits for it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { csvAnswer, csvStream } from '../../server/http/csv.ts'
import { silentLog } from '../../server/log.ts'
import { nextSecurityChain, SECURITY_CHAIN_START } from '../../server/security/security-chain.ts'
import { openSecurityLog, type SecurityLog } from '../../server/security/security-log.ts'
import { handClock } from '../kit/hand-clock.ts'

const LINES = 20_000
/** Slices of half a millisecond, so that a machine ten times as fast still takes several. */
const TURNS_AT_LEAST = 10

const folder = mkdtempSync(join(tmpdir(), 'yichuang-long-log-'))
let log: SecurityLog
beforeAll(() => {
  const file = join(folder, 'security.sqlite')
  openSecurityLog(file, handClock(), silentLog).close()
  const db = new Database(file)
  const put = db.prepare('INSERT INTO security VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
  let chain = SECURITY_CHAIN_START
  db.transaction(() => {
    for (let position = 1; position <= LINES; position += 1) {
      const row = {
        position,
        at: position,
        type: 'sign-in',
        outcome: 'ok',
        who: 'w1',
        origin: null,
        about: null,
        data: null,
      }
      chain = nextSecurityChain(chain, row)
      put.run(position, position, 'sign-in', 'ok', 'w1', null, null, null, chain)
    }
  })()
  db.close()
  log = openSecurityLog(file, handClock(), silentLog)
})
afterAll(() => {
  log.close()
  rmSync(folder, { recursive: true, force: true })
})

/** What comes of it, and how many turns everybody else had meanwhile. */
const besides = async <T>(work: Promise<T>): Promise<{ readonly result: T; readonly turns: number }> => {
  let turns = 0
  let over = false
  const count = (): void => {
    turns += 1
    if (!over) setImmediate(count)
  }
  setImmediate(count)
  const result = await work
  over = true
  return { result, turns }
}

describe('a security log of years', () => {
  it('X33 is checked in slices, and written meanwhile', async () => {
    const checking = besides(log.check())
    log.note({ type: 'meanwhile', outcome: 'ok' })
    const { result, turns } = await checking
    expect(result.bad).toBe(undefined)
    expect(result.rows).toBeGreaterThanOrEqual(LINES)
    expect(turns).toBeGreaterThan(TURNS_AT_LEAST)
  })

  it('X32 X33 whom somebody gave an account is picked out of it in a small part of the time that reading it takes', () => {
    const by = { who: 'giver', from: 'desk' }
    log.note({ type: 'account-added', outcome: 'ok', ...by, about: 'made' })
    log.note({ type: 'account-changed', outcome: 'ok', ...by, about: 'changed' })
    log.note({ type: 'account-changed', outcome: 'refused', ...by, about: 'refused' })
    log.note({ type: 'card-changed', outcome: 'ok', ...by, about: 'card' })
    log.note({ type: 'account-added', outcome: 'ok', who: 'another', from: 'desk', about: 'of another' })
    const look = () => log.touchedBy('giver', ['account-added', 'account-changed'], 0)
    expect([...look()].sort()).toEqual(['changed', 'made'])
    // The fastest of several, since a busy machine only ever makes one slower.
    const fastest = (work: () => unknown): number =>
      Math.min(
        ...Array.from({ length: 7 }, () => {
          const from = performance.now()
          work()
          return performance.now() - from
        }),
      )
    expect(fastest(look)).toBeLessThan(fastest(() => log.between(1, LINES, LINES)) / 3)
  })

  it('X33 X10 a table of any length is sent a piece at a time, and is the same as in one piece', async () => {
    const rows = Array.from({ length: LINES }, (_, at) => [at, '=SUM(A1)', 'a "quoted", cell'])
    const head = ['position', 'text', 'more']
    const app = new Hono()
    app.get('/stream', (c) => {
      let at = 0
      return csvStream(c, 'table', head, () => {
        const piece = rows.slice(at, at + 200)
        at += piece.length
        return piece
      })
    })
    app.get('/whole', (c) => csvAnswer(c, 'table', [head, ...rows]))
    const whole = await app.request('/whole')
    const { result, turns } = await besides(
      Promise.resolve(app.request('/stream')).then(async (answer) => ({
        headers: [...answer.headers],
        bytes: await answer.arrayBuffer(),
      })),
    )
    expect(result.headers).toEqual([...whole.headers])
    expect(Buffer.from(result.bytes).equals(Buffer.from(await whole.arrayBuffer()))).toBe(true)
    expect(turns).toBeGreaterThan(LINES / 200 / 2)
  })
})

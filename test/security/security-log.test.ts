import { copyFileSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { silentLog } from '../../server/log.ts'
import { checkingSecurityFile } from '../../server/security/security-chain.ts'
import { openSecurityLog } from '../../server/security/security-log.ts'
import { finished } from '../../server/verify/folder.ts'
import { handClock, seconds } from '../kit/hand-clock.ts'

const newFile = (): string => join(mkdtempSync(join(tmpdir(), 'yichuang-security-')), 'security.sqlite')
const written = ((): string => {
  const file = newFile()
  const clock = handClock()
  const log = openSecurityLog(file, clock, silentLog)
  for (let line = 1; line <= 20; line += 1) {
    clock.move(seconds(1))
    log.note({ type: 'sign-in', outcome: 'ok', who: `person ${line}`, from: '10.0.0.1', data: { line } })
  }
  log.close()
  return file
})()
const twenty = (): string => {
  const file = newFile()
  copyFileSync(written, file)
  return file
}
/** What somebody with the file and without scruples does: the triggers are gone first. */
const tampered = (sql: string): string => {
  const file = twenty()
  const db = new Database(file)
  db.exec(
    'DROP TRIGGER security_never_changes; DROP TRIGGER security_never_vanishes; DROP TRIGGER security_never_replaced',
  )
  db.exec(sql)
  db.close()
  return file
}

describe('the security log', () => {
  it('X33 is on disk when a line is noted, and goes on where it stood', async () => {
    const file = twenty()
    const log = openSecurityLog(file, handClock(), silentLog)
    log.note({ type: 'sign-out', outcome: 'ok' })
    expect(log.latest(2).map(({ position, type }) => [position, type])).toEqual([
      [21, 'sign-out'],
      [20, 'sign-in'],
    ])
    expect(await log.check()).toMatchObject({ rows: 21 })
    expect((await log.check()).bad).toBe(undefined)
    log.close()
  })

  it('X33 is turned over from the newest, whole or only what was refused', () => {
    const log = openSecurityLog(newFile(), handClock(), silentLog)
    for (let line = 1; line <= 6; line += 1)
      log.note({ type: 'sign-in', outcome: line % 2 === 0 ? 'refused' : 'ok', from: `place ${line}` })
    expect(log.latest(2).map(({ position }) => position)).toEqual([6, 5])
    expect(log.latest(10, 5).map(({ position }) => position)).toEqual([4, 3, 2, 1])
    expect(log.latest(10, undefined, true).map(({ position }) => position)).toEqual([6, 4, 2])
    log.close()
  })

  it.each([
    ["UPDATE security SET who = 'nobody' WHERE position = 7", 7],
    ['DELETE FROM security WHERE position = 7', 7],
    [
      'INSERT INTO security SELECT 21, at, type, outcome, who, origin, about, data, chain FROM security WHERE position = 20',
      21,
    ],
    [
      'UPDATE security SET position = 100 WHERE position = 4; UPDATE security SET position = 4 WHERE position = 5; UPDATE security SET position = 5 WHERE position = 100',
      4,
    ],
    ["UPDATE security SET chain = 'x' WHERE position = 12", 12],
    ['UPDATE security SET data = NULL WHERE position = 1', 1],
  ])('X33 names the first line that is not what was written: %s', (sql, bad) => {
    expect(finished(checkingSecurityFile(tampered(sql)))).toMatchObject({ bad })
    expect(finished(checkingSecurityFile(twenty())).bad).toBe(undefined)
  })

  it('X33 lets no line be changed, removed or replaced', () => {
    const db = new Database(twenty())
    for (const sql of [
      "UPDATE security SET who = 'x' WHERE position = 1",
      'DELETE FROM security WHERE position = 1',
      "INSERT OR REPLACE INTO security VALUES (1, 0, 'x', 'ok', NULL, NULL, NULL, NULL, '')",
    ])
      expect(() => db.exec(sql)).toThrow('append-only')
    db.close()
  })

  it('X33 and its time never go back with the machine’s clock', () => {
    const clock = handClock()
    const log = openSecurityLog(newFile(), clock, silentLog)
    log.note({ type: 'first', outcome: 'ok' })
    clock.move(-seconds(3_600))
    log.note({ type: 'second', outcome: 'ok' })
    const [second, first] = log.latest(2)
    expect(second?.at).toBe(first?.at)
    log.close()
  })

  it('X33 signs that would forge a line or steer a terminal are written out', () => {
    const log = openSecurityLog(newFile(), handClock(), silentLog)
    log.note({
      type: 'sign-in',
      outcome: 'refused',
      from: 'a\nb',
      about: '\u001b[2Jclear',
      data: { name: 'x\r\n\u202etxt' },
    })
    expect(log.latest(1)[0]).toMatchObject({
      from: 'a\\u{a}b',
      about: '\\u{1b}[2Jclear',
      data: { name: 'x\\u{d}\\u{a}\\u{202e}txt' },
    })
    log.close()
  })

  it('X33 whoever knocks without end writes thirty lines, the rest is counted, and others are written as ever', async () => {
    const clock = handClock()
    const log = openSecurityLog(newFile(), clock, silentLog)
    for (let knock = 0; knock < 500; knock += 1) log.note({ type: 'watch', outcome: 'refused', from: '10.0.0.9' })
    expect((await log.check()).rows).toBe(30)
    log.note({ type: 'sign-in', outcome: 'refused', from: '10.0.0.7' })
    expect(log.latest(1)[0]).toMatchObject({ from: '10.0.0.7', data: { omitted: 470 } })
    log.close()
  })

  it('X33 a line that the disk refuses is logged, kept, and written with the next', async () => {
    const said: string[] = []
    const file = newFile()
    const log = openSecurityLog(file, handClock(), (_level, what) => void said.push(what))
    const other = new Database(file)
    other.exec('ALTER TABLE security RENAME TO away')
    log.note({ type: 'first', outcome: 'ok' })
    expect(said).toEqual(['security-log-failed'])
    other.exec('ALTER TABLE away RENAME TO security')
    other.close()
    log.note({ type: 'second', outcome: 'ok' })
    expect(log.latest(5).map(({ type }) => type)).toEqual(['second', 'first'])
    expect((await log.check()).bad).toBe(undefined)
    log.close()
  })

  it('X33 an export reads some days in order and in pieces', () => {
    const file = twenty()
    const log = openSecurityLog(file, handClock(), silentLog)
    const all = log.between(1, 20, 100)
    expect(all.map(({ position }) => position)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1))
    expect(log.between(5, 20, 3).map(({ position }) => position)).toEqual([5, 6, 7])
    expect(log.span(0, Number.MAX_SAFE_INTEGER)).toEqual({ first: 1, last: 20 })
    expect(log.span(all[4]?.at ?? 0, all[9]?.at ?? 0)).toEqual({ first: 5, last: 9 })
    expect(log.span(0, 1)).toBe(undefined)
    expect(log.span((all[19]?.at ?? 0) + 1, Number.MAX_SAFE_INTEGER)).toBe(undefined)
    log.close()
  })
})

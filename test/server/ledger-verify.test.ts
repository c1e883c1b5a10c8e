import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { chainNext, type Row } from '../../server/ledger/chain.ts'
import { sqliteLedger } from '../../server/ledger/sqlite.ts'
import { linesOf, type Report, verifyFile } from '../../server/verify.ts'
import { type Dump, dumpOf, tamper, unguard } from '../contract/dump.ts'
import { type DurableHall, durableHall } from '../contract/durable-hall.ts'
import { fullDay } from '../contract/full-day.ts'
import { inChina } from '../contract/hall-clock.ts'
import { ask, HALL_ID, kiosk } from '../contract/small-hall.ts'

// Disks and processors of test machines may be slow and busy; nothing here waits for a clock.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const EVENT_COLUMNS = ['hall', 'position', 'day', 'at', 'actor', 'command_id', 'fingerprint', 'type', 'data', 'chain']

type Stored = Omit<Row, 'command'> & { readonly command_id: string; readonly chain: string }

let hall: DurableHall
let folder = ''
let original = ''
let whole: Dump
let count = 0

beforeAll(async () => {
  hall = await durableHall()
  await fullDay(hall.live, hall.clock)
  hall.clock.set(inChina('2026-03-03', '09:00:00'))
  await fullDay(hall.live, hall.clock)
  folder = mkdtempSync(join(tmpdir(), 'yichuang-verify-'))
  original = join(folder, 'original.sqlite')
  // A file of its own, with everything in it and nothing in a log beside it.
  const db = new Database(hall.file, { readonly: true })
  db.exec(`VACUUM INTO '${original}'`)
  db.close()
  whole = dumpOf(original)
  count = whole.events.length
})
afterAll(() => {
  hall.close()
  rmSync(folder, { recursive: true, force: true })
})

let copies = 0
/** A copy of the ledger after somebody with the file in their hands was at it. */
const tampered = (act: (db: Database.Database) => void): string => {
  copies += 1
  const file = join(folder, `copy-${copies}.sqlite`)
  copyFileSync(original, file)
  tamper(file, act)
  return file
}
const findingsOf = (reports: readonly Report[]) => reports.flatMap((report) => (report.ok ? [] : report.findings))
const rulesAt = (file: string): string[] =>
  findingsOf(verifyFile(file)).map(({ rule, position }) => `${rule} at ${position}`)

/** One character of a value made another of its kind, as one byte changed on the disk would. */
const otherAt = (value: unknown, at: number, by: number): string | number => {
  const text = String(value)
  const index = at % text.length
  const old = text.charCodeAt(index)
  const next =
    typeof value === 'number'
      ? String((Number(text[index]) + 1 + (by % 9)) % 10)
      : String.fromCharCode(old ^ (1 + (by % 7)))
  const changed = text.slice(0, index) + next + text.slice(index + 1)
  return typeof value === 'number' ? Number(changed) : changed
}

describe('verify', () => {
  it('I12 L8 says how much a good ledger holds, and its head', () => {
    const reports = verifyFile(original)
    expect(reports).toEqual([
      { hall: HALL_ID, ok: true, events: count, days: 2, tickets: 12, head: whole.events.at(-1)?.at(-1) },
    ])
    expect(reports.flatMap(linesOf)).toEqual([`${HALL_ID}  ok: ${count} events, 2 days, 12 tickets`])
  })

  it('I12 says what the chain was at a position, for as long as the history is good up to there', () => {
    const at = 3
    const chain = String(whole.events[at - 1]?.at(-1))
    expect(verifyFile(original, at)).toMatchObject([{ ok: true, at: { position: at, chain } }])
    expect(verifyFile(original, at).flatMap(linesOf)).toContain(`${HALL_ID}  chain at ${at}: ${chain}`)
    const later = tampered((db) => db.exec(`UPDATE events SET at = at + 1 WHERE position = ${at + 1}`))
    expect(verifyFile(later, at)).toMatchObject([{ ok: false, at: { position: at, chain } }])
    const earlier = tampered((db) => db.exec(`UPDATE events SET at = at + 1 WHERE position = ${at}`))
    expect(verifyFile(earlier, at)).toMatchObject([{ ok: false }])
    expect(verifyFile(earlier, at)[0]).not.toHaveProperty('at')
  })

  it('I12 names the position of any one byte changed in any column of any event', () => {
    const seen = new Set<string>()
    copies += 1
    const file = join(folder, `copy-${copies}.sqlite`)
    copyFileSync(original, file)
    const db = new Database(file)
    unguard(db)
    const edit = fc.record({
      row: fc.nat({ max: count - 1 }),
      column: fc.constantFrom(...EVENT_COLUMNS),
      at: fc.nat(),
      by: fc.nat(),
    })
    fc.assert(
      fc.property(edit, ({ row, column, at, by }) => {
        const index = EVENT_COLUMNS.indexOf(column)
        const before = whole.events[row]?.[index]
        const after = otherAt(before, at, by)
        const position = row + 1
        // A key that another event has cannot be taken.
        fc.pre(column !== 'position' || Number(after) < 1 || Number(after) > count)
        const put = (value: unknown, where: unknown, its: unknown): number =>
          db.prepare(`UPDATE events SET ${column} = ? WHERE position = ? AND hall = ?`).run(value, where, its).changes
        const now = { position: column === 'position' ? after : position, hall: column === 'hall' ? after : HALL_ID }
        expect(put(after, position, HALL_ID)).toBe(1)
        const findings = findingsOf(verifyFile(file))
        expect(put(before, now.position, now.hall)).toBe(1)
        seen.add(column)
        const named = findings.some(
          (found) =>
            found.rule === 'I12' &&
            (found.position === position ||
              // Moved below the first position, or into a hall of its own: that is where it is found.
              (column === 'position' && found.position === after) ||
              (column === 'hall' && found.sentence.includes(`${position} follows`))),
        )
        expect(named, `${column} of ${position}: ${JSON.stringify(findings)}`).toBe(true)
      }),
      // Chance alone leaves a column out once in a hundred runs.
      { numRuns: 300, examples: EVENT_COLUMNS.map((column) => [{ row: 0, column, at: 0, by: 8 }]) },
    )
    db.close()
    expect([...seen].sort()).toEqual([...EVENT_COLUMNS].sort())
    expect(dumpOf(file)).toEqual(whole)
  })

  it('I12 finds an event taken out, wherever it stood, the last one too', () => {
    for (const position of [1, 2, 17, count - 1])
      expect(rulesAt(tampered((db) => db.exec(`DELETE FROM events WHERE position = ${position}`)))).toContain(
        `I12 at ${position}`,
      )
    const cut = findingsOf(verifyFile(tampered((db) => db.exec(`DELETE FROM events WHERE position = ${count}`))))
    expect(cut).toEqual([{ rule: 'L8', position: 0, sentence: expect.stringContaining('commands has 1 rows') }])
  })

  it('I12 finds two events that changed places, and one put in', () => {
    const swap = 'UPDATE events SET position = CASE position WHEN 20 THEN -21 ELSE -20 END WHERE position IN (20, 21)'
    expect(
      rulesAt(tampered((db) => db.exec(`${swap}; UPDATE events SET position = -position WHERE position < 0`))),
    ).toContain('I12 at 20')
    const forged = `INSERT INTO events SELECT hall, ${count + 1}, day, at, actor, 'forged', fingerprint, type, data, chain FROM events WHERE position = ${count}`
    expect(rulesAt(tampered((db) => db.exec(forged)))).toContain(`I12 at ${count + 1}`)
  })

  it('I12 finds an event that was rewritten with a fitting chain value, at the one after it', () => {
    const file = tampered((db) => {
      const stored = db.prepare<[], Stored>('SELECT * FROM events WHERE position IN (19, 20) ORDER BY position').all()
      const [before, edited] = stored
      if (!before || !edited) throw new Error('the ledger is too short')
      const { chain: _chain, command_id: command, ...row } = { ...edited, at: edited.at - 1 }
      const chain = chainNext(before.chain, { ...row, command })
      db.prepare('UPDATE events SET at = ?, chain = ? WHERE position = 20').run(row.at, chain)
    })
    expect(rulesAt(file)).toContain('I12 at 21')
  })

  it('I12 finds text that became bytes, though its digest is the same', () => {
    for (const column of ['actor', 'data', 'type', 'day']) {
      const edit = `UPDATE events SET ${column} = CAST(${column} AS BLOB) WHERE position = 20`
      expect(rulesAt(tampered((db) => db.exec(edit))), column).toContain('I12 at 20')
    }
  })

  it('I12 finds an index that no longer agrees with its table', () => {
    const file = tampered((db) => {
      db.unsafeMode()
      db.pragma('writable_schema = ON')
      db.exec("UPDATE sqlite_master SET sql = replace(sql, 'HallOpened', 'HallClosed') WHERE name = 'openings'")
    })
    expect(findingsOf(verifyFile(file))).toEqual([
      { rule: 'I12', position: 0, sentence: expect.stringMatching(/^The file is damaged: .*openings/) },
    ])
  })

  it('L8 finds any one byte changed in the tables of numbers and receipts, and any row taken out or put in', () => {
    for (const [table, columns] of Object.entries({
      numbers: ['hall', 'day', 'series', 'number', 'ticket'],
      commands: ['hall', 'command_id', 'fingerprint', 'reply'],
    } as const)) {
      const rows = table === 'numbers' ? whole.numbers : whole.commands
      for (const [index, column] of columns.entries()) {
        const row = rows[(index * 5) % rows.length] ?? []
        const where = columns.map((name) => `${name} = ?`).join(' AND ')
        const edited = tampered((db) => {
          const value = otherAt(row[index], 3, 4)
          expect(db.prepare(`UPDATE ${table} SET ${column} = ? WHERE ${where}`).run(value, ...row).changes).toBe(1)
        })
        expect(
          findingsOf(verifyFile(edited)).map(({ rule }) => rule),
          `${table}.${column}`,
        ).toContain('L8')
      }
      const without = tampered((db) =>
        db.exec(
          `DELETE FROM ${table} WHERE hall || ${columns[1]} IN (SELECT hall || ${columns[1]} FROM ${table} LIMIT 1)`,
        ),
      )
      expect(findingsOf(verifyFile(without)).map(({ rule }) => rule)).toEqual(['L8'])
    }
    const invented = tampered((db) =>
      db.exec("INSERT INTO numbers VALUES ('another-hall', '2026-03-02', 'A', 1, 'nobody')"),
    )
    expect(verifyFile(invented)).toMatchObject([
      { hall: 'another-hall', ok: false },
      { hall: HALL_ID, ok: true },
    ])
  })

  it('I12 what it lets pass after any one bit of the file was flipped reads as it did before', () => {
    const bytes = readFileSync(original)
    const file = join(folder, 'flipped.sqlite')
    let caught = 0
    let harmless = 0
    fc.assert(
      fc.property(fc.nat({ max: bytes.length * 8 - 1 }), (bit) => {
        const flipped = Buffer.from(bytes)
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        for (const end of ['-wal', '-shm', '-journal']) rmSync(file + end, { force: true })
        writeFileSync(file, flipped)
        let passed = false
        try {
          passed = verifyFile(file).every((report) => report.ok)
        } catch (error) {
          expect(String(error)).toContain('Cannot open')
        }
        if (passed) {
          expect(dumpOf(file)).toEqual(whole)
          harmless += 1
        } else caught += 1
      }),
      { numRuns: 150 },
    )
    // Most of the file is the ledger itself.
    expect(caught).toBeGreaterThan(harmless)
  })

  it('I12 reads one moment of a hall that goes on writing, and writes nothing itself', async () => {
    const before = readFileSync(hall.file)
    expect(verifyFile(hall.file)).toMatchObject([{ ok: true, events: count }])
    expect(readFileSync(hall.file).equals(before)).toBe(true)
    await ask(hall.live, { type: 'OpenHall' }, { role: 'system', id: 'timekeeper' })
    const reply = await ask(hall.live, { type: 'IssueTicket', ticket: 'while-verifying', service: 'A-01' }, kiosk)
    expect(reply.ok).toBe(true)
    expect(verifyFile(hall.file)).toMatchObject([{ ok: true, events: count + 2, tickets: 13 }])
  })

  it('I12 says that a file is damaged, or none, in one sentence', () => {
    const garbage = join(folder, 'garbage.sqlite')
    writeFileSync(garbage, 'no ledger at all '.repeat(1_000))
    expect(findingsOf(verifyFile(garbage))).toEqual([
      {
        rule: 'I12',
        position: 0,
        sentence: expect.stringMatching(/^The file is damaged: .*Restore the latest backup\.$/),
      },
    ])
    expect(() => verifyFile(join(folder, 'none.sqlite'))).toThrow(/^Cannot open .* for reading/)
  })

  it('I1 I9 passes on what the rules of the hall find, though the chain is whole', () => {
    const file = join(folder, 'forged.sqlite')
    const forger = sqliteLedger(file)
    const event = { type: 'ServingStarted', ticket: 'never-issued', counter: '1' } as const
    const at = { hall: HALL_ID, position: 1, day: '2026-03-02', at: 1, command: 'forged' }
    const recorded = { ...at, actor: { role: 'system', id: 'nobody' } as const, event }
    forger.append(HALL_ID, 0, [
      { command: 'forged', fingerprint: 'f', day: '2026-03-02', reply: { ok: true, position: 1 }, events: [recorded] },
    ])
    forger.close()
    const rules = findingsOf(verifyFile(file)).map(({ rule }) => rule)
    expect(rules).toContain('I9')
    expect(rules).not.toContain('I12')
  })
})

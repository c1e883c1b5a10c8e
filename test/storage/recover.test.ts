import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { startOf } from '../../server/ledger/anchors.ts'
import { type SqliteLedger, sqliteLedger } from '../../server/ledger/sqlite.ts'
import { silentLog } from '../../server/log.ts'
import { restore } from '../../server/restore.ts'
import { makeBackup } from '../../server/storage/backup-set.ts'
import { checkLedger } from '../../server/storage/check-ledger.ts'
import { JOURNAL_FOLDER, journalOn, openJournal } from '../../server/storage/journal.ts'
import { type Restored, recoverLedger, restoredNote } from '../../server/storage/recover.ts'
import { verifyFile } from '../../server/verify.ts'
import { dumpOf, tamper } from '../contract/dump.ts'
import { durableHall } from '../contract/durable-hall.ts'
import { fullDay } from '../contract/full-day.ts'
import { inChina } from '../contract/hall-clock.ts'
import { HALL_ID } from '../contract/small-hall.ts'
import { handClock } from '../kit/hand-clock.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const NOW = Date.parse('2026-03-03T18:00:00+08:00')
/** A start must be done with a day's ledger in this time (reliability §4 "DB corrupt"). */
const RESTORED_WITHIN_MS = 60_000

let template = ''
let backed = 0
let last = 0
let dataDir = ''
let root = ''
let file = ''
const made: string[] = []
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'yichuang-recover-'))
  made.push(folder)
  return folder
}

/** A journal of a ledger as it stands. */
const keepJournal = async (ledger: SqliteLedger, dir: string): Promise<void> => {
  const journal = openJournal({
    disk: journalOn(dir),
    hall: HALL_ID,
    ledger,
    live: { listen: () => () => true },
    clock: handClock(),
    log: silentLog,
    onTrouble: (reason) => expect(reason).toBeUndefined(),
  })
  await journal.close()
}

/** A day, a backup, and another day that only the journal has beyond the backup; its server is gone. */
beforeAll(async () => {
  template = newFolder()
  const hall = await durableHall(undefined, template)
  await fullDay(hall.live, hall.clock)
  const wanted = {
    dataDir: template,
    root: join(template, 'backups'),
    kind: 'closing',
    at: NOW,
    leaveBytes: 0,
  } as const
  backed = (await makeBackup(wanted)).position
  hall.clock.set(inChina('2026-03-03', '09:00:00'))
  await fullDay(hall.live, hall.clock)
  await keepJournal(hall.ledger, join(template, 'backups', JOURNAL_FOLDER))
  last = hall.live.hall().position
  hall.live.close()
  hall.ledger.close()
})
beforeEach(() => {
  dataDir = newFolder()
  root = join(dataDir, 'backups')
  file = join(dataDir, 'hall.sqlite')
  cpSync(template, dataDir, { recursive: true })
})
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true })
})
const withoutJournal = (): void => rmSync(join(root, JOURNAL_FOLDER), { recursive: true })
const recover = (depth: 'today' | 'whole' = 'whole', roots = [root]): Promise<Restored | undefined> =>
  recoverLedger({ dataDir, roots, now: NOW, log: silentLog }, depth)
/** Zeros over the middle of the file, as a bad sector reads. */
const spoilPages = (): void => {
  const bytes = readFileSync(file)
  bytes.fill(0, Math.floor(bytes.length / 3), Math.floor(bytes.length / 3) + 40_000)
  writeFileSync(file, bytes)
}
const change = (position: number): void =>
  tamper(file, (db) => db.prepare("UPDATE events SET data = data || ' ' WHERE position = ?").run(position))
const good = (): boolean => checkLedger(file, 'whole').bad === undefined && verifyFile(file).every(({ ok }) => ok)
const asides = (): string[] => readdirSync(dataDir).filter((name) => name.startsWith('damaged-'))

describe('a damaged ledger at a start', () => {
  it('Z25 one that is whole is left alone', async () => {
    expect(await recover()).toBeUndefined()
    expect(await recover('today')).toBeUndefined()
    expect(asides()).toEqual([])
  })

  it('Z25 the newest good backup and the journal give everything back, and the damaged files are kept', async () => {
    const before = dumpOf(file)
    spoilPages()
    const from = performance.now()
    const restored = await recover()
    expect(performance.now() - from).toBeLessThan(RESTORED_WITHIN_MS)
    expect(restored).toMatchObject({ backup: expect.stringContaining('closing'), position: last, known: last })
    expect(dumpOf(file)).toEqual(before)
    expect(good()).toBe(true)
    expect(asides()).toHaveLength(1)
    expect(readdirSync(join(dataDir, asides()[0] ?? ''))).toContain('hall.sqlite')
    expect(restoredNote(dataDir)).toEqual(restored)
  })

  it('Z25 a changed row of today is found at every start; what chains on is added up to it, and the loss is said', async () => {
    withoutJournal()
    change(backed + 5)
    const restored = await recover('today')
    expect(restored).toMatchObject({ bad: backed + 5, known: last })
    const position = restored?.position ?? 0
    // A command is never cut in two: what is kept ends where one ended.
    expect(position).toBeGreaterThanOrEqual(backed)
    expect(position).toBeLessThan(backed + 5)
    expect(good()).toBe(true)
  })

  it('Z25 I12 a row of another past is never taken: a journal that does not chain on adds nothing', async () => {
    const days = readdirSync(join(root, JOURNAL_FOLDER)).sort()
    const name = join(root, JOURNAL_FOLDER, days.at(-1) ?? '')
    writeFileSync(name, readFileSync(name, 'utf8').replaceAll('A-01', 'A-02'))
    rmSync(`${file}-wal`, { force: true })
    writeFileSync(file, 'not a database at all, not even its first page')
    const restored = await recover()
    expect(restored?.position).toBeLessThan(last)
    expect(good()).toBe(true)
  })

  it('Z25 of a command that the journal has only in part nothing is taken', async () => {
    const days = readdirSync(join(root, JOURNAL_FOLDER)).sort()
    const name = join(root, JOURNAL_FOLDER, days.at(-1) ?? '')
    const lines = readFileSync(name, 'utf8').trimEnd().split('\n')
    const cut = lines.findLastIndex((line) => (JSON.parse(line) as { left: number }).left === 1)
    expect(cut).toBeGreaterThan(0)
    writeFileSync(name, `${lines.slice(0, cut + 1).join('\n')}\n`)
    writeFileSync(file, 'nothing')
    const { row } = JSON.parse(lines[cut] ?? '') as { row: { position: number } }
    expect(await recover()).toMatchObject({ position: row.position - 1, known: row.position })
    expect(good()).toBe(true)
  })

  it('Z25 without any backup the good beginning is kept', async () => {
    rmSync(root, { recursive: true })
    change(backed + 3)
    const restored = await recover()
    expect(restored).toMatchObject({ backup: null, bad: backed + 3 })
    expect(restored?.position).toBeGreaterThan(backed - 5)
    expect(good()).toBe(true)
    expect(startOf(new Database(file, { readonly: true }), HALL_ID).position).toBe(0)
  })

  it('Z25 Z28 without any backup a ledger that days have left begins where it began', async () => {
    rmSync(root, { recursive: true })
    const ledger = sqliteLedger(file)
    const anchor = ledger.letDayLeave(HALL_ID, '2026-03-03', NOW)
    ledger.close()
    expect(anchor).toBeDefined()
    change(last)
    expect(await recover()).toMatchObject({ bad: last, backup: null })
    expect(good()).toBe(true)
    const again = sqliteLedger(file)
    expect(again.start(HALL_ID).position).toBe(anchor?.position)
    expect(again.head(HALL_ID).position).toBeGreaterThan(last - 10)
    again.close()
  })

  it('Z25 a second disk that cannot be read keeps nothing from what is elsewhere, and a torn note is passed over', async () => {
    const second = join(dataDir, 'second')
    mkdirSync(join(second, JOURNAL_FOLDER, '2026-03-03.jsonl'), { recursive: true })
    mkdirSync(join(second, 'torn'))
    writeFileSync(join(second, 'torn', 'backup.json'), '{"name":"to')
    const plain = join(dataDir, 'plain')
    writeFileSync(plain, 'not a folder')
    spoilPages()
    expect(await recover('whole', [plain, second, root])).toMatchObject({ position: last })
    expect(good()).toBe(true)
  })

  it('Z25 a bad backup is passed over for an older one', async () => {
    const newer = await makeBackup({ dataDir, root, kind: 'open', at: NOW + 1, leaveBytes: 0 })
    writeFileSync(join(root, newer.name, 'hall.sqlite'), 'rotten')
    spoilPages()
    expect(await recover()).toMatchObject({ backup: expect.stringContaining('closing') })
    expect(good()).toBe(true)
  })

  it('Z25 with nothing to be made of it the start stops with a sentence, and begins no new hall over it', async () => {
    rmSync(root, { recursive: true })
    for (const more of ['-wal', '-shm']) rmSync(file + more, { force: true })
    writeFileSync(file, 'nothing')
    await expect(recover()).rejects.toThrow(/cannot be read and there is no backup: npm run restore/)
    expect(readFileSync(file, 'utf8')).toBe('nothing')
  })

  it('Z25 a death between any two steps of the exchange is made good by the next start', async () => {
    spoilPages()
    await recover()
    const aside = join(dataDir, asides()[0] ?? '')
    // As it was when the restored file was ready and only a part of the old one was out of the way.
    const steps = [() => copyFileSync(join(aside, 'hall.sqlite'), file), () => rmSync(file, { force: true })]
    for (const step of steps) {
      renameSync(file, `${file}.ready`)
      step()
      expect(await recover('today')).toMatchObject({ position: last })
      expect(good()).toBe(true)
      expect(existsSync(`${file}.ready`)).toBe(false)
    }
  })

  it('Z25 a hall not yet begun is no damage', async () => {
    const empty = join(dataDir, 'new')
    mkdirSync(empty)
    const look = () => recoverLedger({ dataDir: empty, roots: [], now: NOW, log: silentLog }, 'whole')
    expect(await look()).toBeUndefined()
    writeFileSync(join(empty, 'hall.sqlite'), '')
    expect(await look()).toBeUndefined()
    sqliteLedger(join(empty, 'hall.sqlite')).close()
    expect(await look()).toBeUndefined()
  })
})

describe('npm run restore', () => {
  it('Z24 makes a folder from the newest good backup with the journal, verified, and never over another hall', async () => {
    const before = dumpOf(file)
    const target = join(dataDir, 'restored')
    expect(await restore(root, target)).toMatchObject({ backupPosition: backed, position: last })
    expect(dumpOf(join(target, 'hall.sqlite'))).toEqual(before)
    await expect(restore(root, target)).rejects.toThrow(/holds a hall already/)
    await expect(restore(join(dataDir, 'nowhere'), join(dataDir, 'other'))).rejects.toThrow(/no good backup/)
  })

  it('Z24 nothing is restored beside what another hall left, and a failure leaves a folder that can be tried again', async () => {
    const target = join(dataDir, 'restored')
    mkdirSync(target)
    writeFileSync(join(target, 'hall.sqlite-wal'), 'of a ledger that was moved away')
    await expect(restore(root, target)).rejects.toThrow(/holds a hall already/)
    expect(readdirSync(target)).toEqual(['hall.sqlite-wal'])
    rmSync(join(target, 'hall.sqlite-wal'))
    mkdirSync(join(root, JOURNAL_FOLDER, '2026-03-04.jsonl'))
    await expect(restore(root, target)).rejects.toThrow(/EISDIR/)
    rmSync(join(root, JOURNAL_FOLDER, '2026-03-04.jsonl'), { recursive: true })
    expect(await restore(root, target)).toMatchObject({ position: last })
    expect(readdirSync(target).filter((name) => name.startsWith('hall.sqlite'))).toEqual(['hall.sqlite'])
  })

  it('Z24 a death in the middle leaves no hall that lacks what the journal has', async () => {
    const target = join(dataDir, 'restored')
    const seen: boolean[] = []
    const looking = setInterval(() => {
      const file = join(target, 'hall.sqlite')
      if (existsSync(file)) seen.push(checkLedger(file, 'whole').position === last)
    })
    await restore(root, target)
    clearInterval(looking)
    expect(seen).not.toContain(false)
    expect(checkLedger(join(target, 'hall.sqlite'), 'whole').position).toBe(last)
  })

  it('Z24 a backup that is not good is refused by its first bad position, and leaves nothing behind', async () => {
    const [name = ''] = readdirSync(root).filter((entry) => entry.includes('closing'))
    tamper(join(root, name, 'hall.sqlite'), (db) =>
      db.prepare("UPDATE events SET chain = 'feed' WHERE position = 7").run(),
    )
    const target = join(dataDir, 'restored')
    await expect(restore(join(root, name), target)).rejects.toThrow(/not good from position 7 on/)
    expect(existsSync(join(target, 'hall.sqlite'))).toBe(false)
  })
})

import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { silentLog } from '../../server/log.ts'
import { type Backup, backupsIn, makeBackup, spareOf } from '../../server/storage/backup-set.ts'
import { type Backups, openBackups } from '../../server/storage/backups.ts'
import { openSystemAlarms } from '../../server/system-alarms.ts'
import { verifyFile } from '../../server/verify.ts'
import { tamper } from '../contract/dump.ts'
import { type DurableHall, durableHall } from '../contract/durable-hall.ts'
import { fullDay } from '../contract/full-day.ts'
import { inChina } from '../contract/hall-clock.ts'
import { minutes } from '../kit/hand-clock.ts'
import { until } from './until.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const HOUR = minutes(60)
const DAY = 24 * HOUR
const NOW = Date.parse('2026-03-31T12:30:00Z')
const backup = (at: number): Backup => ({ name: String(at), at, kind: 'open', position: 1, head: '', bytes: 1 })

describe('which backups are kept', () => {
  it('Z23 the newest four, one of each of the last 24 hours, one of each of the last 30 days', () => {
    const all = Array.from({ length: 4 * 24 * 40 }, (_, index) => backup(NOW - index * minutes(15)))
    const spare = new Set(spareOf(all, NOW))
    const kept = all.filter((one) => !spare.has(one))
    expect(kept.slice(0, 4)).toEqual(all.slice(0, 4))
    const hours = kept.filter(({ at }) => NOW - at < 24 * HOUR).map(({ at }) => Math.floor(at / HOUR))
    expect(new Set(hours).size).toBeGreaterThanOrEqual(24)
    expect(new Set(kept.map(({ at }) => Math.floor(at / DAY))).size).toBe(30)
    expect(kept.length).toBeLessThan(60)
  })

  it('Z23 of a day that is over the last one is kept, which is that of its closing', () => {
    const day = Math.floor(NOW / DAY) * DAY - 5 * DAY
    const closing = backup(day + 9 * HOUR)
    const all = [backup(NOW), backup(NOW - 1), backup(NOW - 2), backup(NOW - 3), closing, backup(day + 8 * HOUR)]
    expect(spareOf(all, NOW)).toEqual([all[5]])
  })

  it('Z23 however long the hall has stood still, the newest four stay', () => {
    const all = [1, 2, 3, 4, 5].map((age) => backup(NOW - age * 100 * DAY))
    expect(spareOf(all, NOW)).toEqual([all[4]])
  })
})

describe('backups on a schedule', () => {
  let hall: DurableHall
  let dataDir = ''
  let root = ''
  let backups: Backups
  let make = makeBackup
  const alarms = openSystemAlarms({ now: () => 0, after: () => () => {} })
  const codes = (): string[] => alarms.list().map(({ code }) => code)
  beforeEach(async () => {
    hall = await durableHall()
    dataDir = dirname(hall.file)
    root = mkdtempSync(join(tmpdir(), 'yichuang-backups-'))
    make = makeBackup
    for (const code of codes()) alarms.clear(code as 'backup-failed')
    backups = openBackups({
      dataDir,
      root,
      everyMs: minutes(15),
      leaveBytes: 0,
      live: hall.live,
      clock: hall.clock,
      log: silentLog,
      alarms,
      look: async () => backupsIn(root),
      make: (wanted) => make(wanted),
    })
  })
  afterEach(async () => {
    await backups.close()
    hall.close()
    rmSync(root, { recursive: true, force: true })
  })
  const kinds = (): string[] => backupsIn(root).map(({ kind }) => kind)
  const pass = (ms: number): void => {
    for (let left = ms; left > 0; left -= minutes(1)) hall.clock.pass(minutes(1))
  }

  it('Z23 a folder of backups that cannot be looked at is said, and ends no process', async () => {
    rmSync(root, { recursive: true })
    writeFileSync(root, 'not a folder')
    pass(minutes(1))
    await until(() => expect(codes()).toContain('backup-failed'))
    expect(backups.trouble()).toBeDefined()
    rmSync(root)
    mkdirSync(join(root, 'torn'), { recursive: true })
    writeFileSync(join(root, 'torn', 'backup.json'), '')
    expect(backups.list()).toEqual([])
  })

  it('Z23 each is a file by itself, which a disk that takes no writing still shows', async () => {
    const { name } = await backups.make('asked')
    const header = readFileSync(join(root, name, 'hall.sqlite')).subarray(18, 20)
    // 1 is a rollback journal, 2 a WAL (SQLite, Database File Format §1.3.3).
    expect([...header]).toEqual([1, 1])
    expect(readdirSync(join(root, name)).filter((one) => /-(?:wal|shm|journal)$/.test(one))).toEqual([])
  })

  it('Z23 one after a quarter of an hour, at the closing at once, and none while nothing happens', async () => {
    pass(minutes(14))
    expect(backups.running()).toBe(false)
    pass(minutes(2))
    await until(() => expect(kinds()).toEqual(['open']))
    pass(minutes(40))
    expect(backups.running()).toBe(false)
    await fullDay(hall.live, hall.clock)
    // The day itself may have brought one of its quarters; the closing is the newest.
    await until(() => {
      pass(minutes(1))
      expect(kinds()[0]).toBe('closing')
    })
    expect(backupsIn(root)[0]).toMatchObject({ position: hall.live.hall().position })
  })

  it('Z23 what is kept under a final name is whole: integrity, chain and rules', async () => {
    await fullDay(hall.live, hall.clock)
    const { name, position, head } = await backups.make('asked')
    expect(readdirSync(join(root, name)).filter((file) => /-(wal|shm)$/.test(file))).toEqual([])
    const [report] = verifyFile(join(root, name, 'hall.sqlite'))
    expect(report).toMatchObject({ ok: true, events: position, head })
    expect(statSync(join(root, name, 'hall.sqlite')).size).toBeGreaterThan(0)
  })

  it('Z23 a backup that does not verify is said, is not kept, and the good one stays', async () => {
    await fullDay(hall.live, hall.clock)
    const good = await backups.make('asked')
    tamper(hall.file, (db) => db.exec('UPDATE events SET at = at + 1 WHERE position = 9'))
    hall.clock.pass(minutes(1))
    await expect(backups.make('asked')).rejects.toThrow(/not good from position 9 on/)
    expect(backupsIn(root).map(({ name }) => name)).toEqual([good.name])
    expect(readdirSync(root)).toEqual([good.name])
    expect(alarms.list()).toMatchObject([{ code: 'backup-failed', data: { reason: expect.stringContaining('9') } }])
    expect(backups.trouble()).toBeDefined()
  })

  it('Z23 the alarm ends with the next good one', async () => {
    make = () => Promise.reject(new Error('the other disk is gone'))
    await expect(backups.make('asked')).rejects.toThrow()
    expect(codes()).toEqual(['backup-failed'])
    make = makeBackup
    await backups.make('asked')
    expect(codes()).toEqual([])
  })

  it('Z23 halves that a death left are never among the backups, and go with the next one', async () => {
    mkdirSync(join(root, '2026-03-02T00-00-00-000Z-open.part'), { recursive: true })
    mkdirSync(join(root, 'unfinished'))
    writeFileSync(join(root, 'unfinished', 'hall.sqlite'), 'half')
    expect(backups.list()).toEqual([])
    const { name } = await backups.make('asked')
    expect(readdirSync(root).sort()).toEqual([name, 'unfinished'])
  })

  it('Z23 without room none is begun, and nothing good is given up beyond what the rule spares', async () => {
    const { name } = await backups.make('asked')
    const greedy = { dataDir, root, kind: 'asked', at: hall.clock.now() + 1, leaveBytes: 2 ** 60 } as const
    await expect(makeBackup(greedy)).rejects.toThrow(/no room for a backup/)
    expect(backupsIn(root).map((one) => one.name)).toEqual([name])
  })

  it('Z23 an hour and more without a good one, while the hall changes, is said', async () => {
    make = () => Promise.reject(new Error('the other disk is gone'))
    for (let quarter = 0; quarter < 6; quarter += 1) {
      pass(minutes(15))
      await until(() => expect(backups.running()).toBe(false))
    }
    expect(codes().sort()).toEqual(['backup-failed', 'backup-late'])
    hall.clock.set(inChina('2026-03-02', '12:00:00'))
    make = makeBackup
    await backups.make('asked')
    expect(codes()).toEqual([])
  })

  it('Z23 X20 the key of the vault and the reserve are in no backup', async () => {
    for (const file of ['vault.key', 'reserve.bin', 'person.key', 'catalogue.json'])
      writeFileSync(join(dataDir, file), '1')
    const { name } = await backups.make('asked')
    expect(readdirSync(join(root, name)).sort()).toEqual(['backup.json', 'catalogue.json', 'hall.sqlite', 'person.key'])
    expect(existsSync(join(root, name, 'vault.key'))).toBe(false)
  })
})

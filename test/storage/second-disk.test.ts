/** The second disk: not mounted, changed for another, gone in the middle, the first one after all, or without an answer. */
import { execFileSync, fork } from 'node:child_process'
import { once } from 'node:events'
import {
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
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { silentLog } from '../../server/log.ts'
import { type BackupDisk, judgeDisk, openBackupDisk } from '../../server/storage/backup-disk.ts'
import { makeBackup } from '../../server/storage/backup-set.ts'
import { MARK_FILE } from '../../server/storage/disk-mark.ts'
import { diskWork } from '../../server/storage/disk-work.ts'
import { JOURNAL_FOLDER, journalRows, openJournal } from '../../server/storage/journal.ts'
import { openSecondDisk } from '../../server/storage/second-disk.ts'
import type { Asked } from '../../server/storage/second-disk-process.ts'
import { openSystemAlarms } from '../../server/system-alarms.ts'
import { type DurableHall, durableHall } from '../contract/durable-hall.ts'
import { HALL_ID } from '../contract/small-hall.ts'
import { until } from './until.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** A device that is not that of the data folder. */
const ANOTHER = -1

let hall: DurableHall
let dataDir = ''
let root = ''
let apart = true
beforeEach(async () => {
  hall = await durableHall()
  dataDir = dirname(hall.file)
  root = join(dataDir, 'mnt', 'backup')
  apart = true
})
afterEach(() => hall.close())

const opened = () => {
  const alarms = openSystemAlarms({ now: () => 0, after: () => () => {} })
  const real = openSecondDisk(root)
  // Which disk it is cannot be had without rights to mount one.
  const look = async () => ({ ...(await real.look()), ...(apart ? { device: ANOTHER } : {}) })
  const disk = openBackupDisk({ dataDir, root, disk: { ...real, look }, log: silentLog, alarms })
  return { disk, codes: (): string[] => alarms.list().map(({ code }) => code) }
}
const journalOf = (disk: BackupDisk) =>
  openJournal({
    disk: disk.journal,
    hall: HALL_ID,
    ledger: hall.ledger,
    live: hall.live,
    clock: hall.clock,
    log: silentLog,
    onTrouble: () => undefined,
  })
/** What an unmount leaves: the folder on which it was mounted, empty. Answers what mounts it again. */
const unmount = (): (() => void) => {
  const elsewhere = join(dataDir, 'not-mounted')
  renameSync(root, elsewhere)
  mkdirSync(root)
  apart = false
  return () => {
    rmSync(root, { recursive: true })
    renameSync(elsewhere, root)
    apart = true
  }
}

describe('the disk of BACKUP_DIR', () => {
  it('Z23 is known by its mark: what takes its place is written to only where nothing can be mistaken', () => {
    const known = { root: '/backup', mark: 'mine', apart: true }
    expect(judgeDisk('/backup', undefined, {}, true)).toBe('take')
    expect(judgeDisk('/backup', undefined, { mark: 'of another hall' }, true)).toBe('take')
    expect(judgeDisk('/backup', known, { mark: 'mine' }, true)).toBe('same')
    expect(judgeDisk('/backup', known, { mark: 'of the next week' }, true)).toBe('take')
    for (const apart of [true, false]) {
      expect(judgeDisk('/backup', known, {}, apart)).toBe('away')
      expect(judgeDisk('/backup', known, { mark: '' }, apart)).toBe('take')
      expect(judgeDisk('/elsewhere', known, {}, apart)).toBe('take')
    }
    // It never was another disk: now the real one came, or somebody emptied the folder.
    expect(judgeDisk('/backup', { ...known, apart: false }, {}, true)).toBe('take')
  })

  it('Z23 the folder below it that was marked before it was mounted for the first time is not taken for it', async () => {
    apart = false
    const { disk, codes } = opened()
    await disk.mark()
    const below = join(dataDir, 'below')
    renameSync(root, below)
    apart = true
    const mark = await disk.mark()
    expect(codes()).toEqual([])
    renameSync(root, join(dataDir, 'not-mounted'))
    renameSync(below, root)
    apart = false
    await expect(disk.mark()).rejects.toThrow(/mount it there/)
    expect(readdirSync(root)).toEqual([MARK_FILE])
    expect(codes()).toEqual(['backup-away'])
    rmSync(root, { recursive: true })
    renameSync(join(dataDir, 'not-mounted'), root)
    apart = true
    expect(await disk.mark()).toBe(mark)
    expect(codes()).toEqual([])
  })

  it('Z23 changed for another in a quiet hour, it gets the whole journal, not what comes from now on', async () => {
    const { disk } = opened()
    const journal = journalOf(disk)
    hall.clock.pass(1)
    await until(() => expect(journal.position()).toBe(hall.live.hall().position))
    unmount()
    // One of another week, whose journal ends earlier.
    writeFileSync(join(root, MARK_FILE), 'of another week')
    mkdirSync(join(root, JOURNAL_FOLDER))
    apart = true
    // A look for backups comes first.
    await disk.list()
    await hall.live.submit({ id: 'one-more', type: 'CloseHall' }, { role: 'system', id: 'test' })
    await until(async () => {
      hall.clock.pass(5_000)
      const positions: number[] = []
      for await (const { row } of journalRows(join(root, JOURNAL_FOLDER), 0)) positions.push(row.position)
      expect(positions.at(-1)).toBe(hall.live.hall().position)
      expect(positions[0]).toBe(1)
    })
    await journal.close()
  })

  it('Z23 a folder that cannot be read is an answer, and ends nobody', async () => {
    writeFileSync(join(dataDir, 'a-file'), '')
    await expect(diskWork(join(dataDir, 'a-file')).list()).rejects.toThrow(/ENOTDIR/)
  })

  it('Z23 is marked when it is first used, and not mounted at the next start nothing is written in its place', async () => {
    const first = opened()
    const mark = await first.disk.mark()
    expect(readFileSync(join(root, MARK_FILE), 'utf8').trim()).toBe(mark)
    expect(first.codes()).toEqual([])
    const mountAgain = unmount()
    const { disk, codes } = opened()
    await expect(disk.mark()).rejects.toThrow(
      /is not at .*: mount it there\. To take another one, put an empty file named/,
    )
    await expect(disk.list()).rejects.toThrow(/mount it there/)
    await expect(disk.journal.begin()).rejects.toThrow(/mount it there/)
    expect(readdirSync(root)).toEqual([])
    expect(codes()).toEqual(['backup-away'])
    mountAgain()
    expect(await disk.mark()).toBe(mark)
    expect(codes()).toEqual([])
  })

  it('Z23 may go away while the hall runs: neither journal nor backup is written in its place, and both go on when it is back', async () => {
    const { disk, codes } = opened()
    const journal = journalOf(disk)
    hall.clock.pass(1)
    await until(() => expect(journal.position()).toBe(hall.live.hall().position))
    const mark = await disk.mark()
    const mountAgain = unmount()
    await hall.live.submit({ id: 'one-more', type: 'CloseHall' }, { role: 'system', id: 'test' })
    await until(() => {
      hall.clock.pass(1_000)
      expect(journal.trouble()).toMatch(/not at/)
    })
    await until(() => {
      hall.clock.pass(5_000)
      expect(codes()).toEqual(['backup-away'])
    })
    const wanted = { dataDir, root, kind: 'open', at: 0, leaveBytes: 0, mark } as const
    await expect(makeBackup(wanted)).rejects.toThrow(/not at .*: nothing was written there/)
    expect(readdirSync(root)).toEqual([])
    mountAgain()
    await until(() => {
      hall.clock.pass(5_000)
      expect(journal.position()).toBe(hall.live.hall().position)
    })
    expect(codes()).toEqual([])
    await makeBackup(wanted)
    expect(await disk.list()).toHaveLength(1)
    await journal.close()
  })

  it('Z23 is another one where somebody put an empty file of its name on it', async () => {
    const { disk } = opened()
    const before = await disk.mark()
    unmount()
    writeFileSync(join(root, MARK_FILE), '')
    apart = true
    const after = await disk.mark()
    expect(after).not.toBe(before)
    expect(readFileSync(join(root, MARK_FILE), 'utf8').trim()).toBe(after)
  })

  it('Z23 is said to be the same one where it is: backups are made, and taken over to the real one when it comes', async () => {
    apart = false
    const { disk, codes } = opened()
    await disk.mark()
    expect(codes()).toEqual(['backup-same-disk'])
    expect(existsSync(join(root, MARK_FILE))).toBe(true)
    rmSync(root, { recursive: true })
    apart = true
    await disk.mark()
    expect(codes()).toEqual([])
    expect(existsSync(join(root, MARK_FILE))).toBe(true)
  })

  it('Z23 a note of it that cannot be read is written anew', async () => {
    writeFileSync(join(dataDir, 'backup-disk.json'), '{"root":')
    const { disk } = opened()
    const mark = await disk.mark()
    expect(JSON.parse(readFileSync(join(dataDir, 'backup-disk.json'), 'utf8'))).toEqual({ root, mark, apart: true })
  })
})

const BUILT = resolve('build/server/storage/second-disk.js')
const BUILT_PROCESS = resolve('build/server/storage/second-disk-process.js')

describe('a disk that does not answer', () => {
  it('Z23 leaves no process behind where the server that asked it is gone', async (context) => {
    if (process.platform === 'win32') context.skip('SKIPPED: there are no named pipes to hang on')
    expect(existsSync(BUILT_PROCESS), 'npm run build first').toBe(true)
    const folder = mkdtempSync(join(tmpdir(), 'yichuang-left-'))
    execFileSync('mkfifo', [join(folder, MARK_FILE)])
    const asked = fork(BUILT_PROCESS, [folder], { execArgv: [] })
    const gone = once(asked, 'exit')
    try {
      asked.send({ id: 1, name: 'look', words: [] } satisfies Asked)
      // This one is answered, which says that the one before it was heard.
      asked.send({ id: 2, name: 'list', words: [] } satisfies Asked)
      expect(await once(asked, 'message')).toMatchObject([{ id: 2, value: [] }, undefined])
      asked.disconnect()
      await until(() => expect([asked.exitCode, asked.signalCode]).not.toEqual([null, null]))
    } finally {
      asked.kill('SIGKILL')
      await gone
      rmSync(folder, { recursive: true, force: true })
    }
  })

  it('Z23 holds up nobody: its process is given up, and another asked when it answers again', async (context) => {
    if (process.platform === 'win32') context.skip('SKIPPED: there are no named pipes to hang on')
    expect(existsSync(BUILT), 'npm run build first').toBe(true)
    const built = (await import(pathToFileURL(BUILT).href)) as { openSecondDisk: typeof openSecondDisk }
    const folder = mkdtempSync(join(tmpdir(), 'yichuang-hangs-'))
    // Whoever opens a pipe waits for somebody who writes to it, as one waits for a server of files that is gone.
    execFileSync('mkfifo', [join(folder, MARK_FILE)])
    const disk = built.openSecondDisk(folder, 1_000)
    try {
      let turns = 0
      const turning = setInterval(() => {
        turns += 1
      }, 10)
      await expect(disk.look()).rejects.toThrow(/does not answer/)
      clearInterval(turning)
      expect(turns).toBeGreaterThan(20)
      rmSync(join(folder, MARK_FILE))
      await until(async () => expect(await disk.look()).not.toHaveProperty('mark'))
      await disk.mark('mine')
      expect(await disk.look()).toMatchObject({ mark: 'mine' })
      await disk
        .append('mine', '2026-03-02', 'a line\n')
        .catch((error: unknown) => expect(String(error)).toMatch(/ENOENT/))
      await expect(disk.begin('other')).rejects.toThrow(/nothing was written there/)
      expect(await disk.begin('mine')).toBe(undefined)
      disk.close()
      await expect(disk.look()).rejects.toThrow(/does not answer/)
    } finally {
      disk.close()
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

/**
 * Power cuts: the hall lives on a file system in a file. The server is stopped, the file is copied as it is, which lacks
 * whatever was not flushed, and the hall goes on from the copy, as after the cut (Z7).
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openCrashRun, sleep, toMorning } from './crash-run.ts'
import type { PlantedBug } from './planted-bugs.ts'
import { type HallProcess, killPid, startHallProcess } from './server-process.ts'
import { type Outcome, roundLine, type Tier, together } from './tier.ts'

/** Room enough that the hall does not think its disk full; the file has holes where nothing was written. */
const DISK_BYTES = 2 * 2 ** 30
const CUT_FROM_MS = 200
const CUT_TO_MS = 700

type Disk = { readonly image: string; readonly folder: string }

const command = (program: string, ...words: string[]): void => void execFileSync(program, words, { stdio: 'pipe' })

const mount = ({ image, folder }: Disk): void => command('mount', '-o', 'loop', image, folder)
/** Lazily: what is still open on it goes with whoever holds it. */
const unmount = ({ folder }: Disk): void => command('umount', '-l', folder)

const makeDisk = (root: string): Disk => {
  const disk = { image: join(root, 'disk'), folder: join(root, 'folder') }
  writeFileSync(disk.image, '')
  truncateSync(disk.image, DISK_BYTES)
  mkdirSync(disk.folder)
  command('mkfs.ext4', '-q', '-F', '-E', 'lazy_itable_init=1,lazy_journal_init=1', disk.image)
  mount(disk)
  return disk
}

/** What of a disk would still be there: its file as it is, without what the system still holds in memory. */
const copyDisk = ({ image }: Disk, to: string): void => command('cp', '--sparse=always', image, to)

/** As a machine does when it starts after a cut. Damage that it cannot mend by itself throws. */
const checkDisk = (image: string): void => {
  const { status, stdout } = spawnSync('fsck.ext4', ['-p', image])
  // 1: errors were corrected, which is what the journal is for.
  if (status !== 0 && status !== 1) throw new Error(`fsck could not mend the disk: ${stdout.toString('utf8')}`)
}

/** Why disks cannot be made here; undefined where they can (Z15). */
const lacksDisks = (): string | undefined => {
  const root = mkdtempSync(join(tmpdir(), 'yichuang-disk-'))
  try {
    unmount(makeDisk(root))
    return undefined
  } catch (error) {
    return `this machine does not let a disk be made in a file (${String(error).split('\n')[0]})`
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

type Cut = { readonly brokeAt: number }

/** The plug is pulled while everybody presses. */
const cut = async (server: HallProcess, disk: Disk, load: { stop: () => Promise<void> }): Promise<Cut> => {
  killPid(server.pid(), 'SIGSTOP')
  const after = `${disk.image}.after`
  copyDisk(disk, after)
  const brokeAt = performance.now()
  await server.kill()
  await load.stop()
  unmount(disk)
  checkDisk(after)
  renameSync(after, disk.image)
  mount(disk)
  return { brokeAt }
}

const run: Tier['run'] = async ({ rounds, seed, bug, say }) => {
  const root = mkdtempSync(join(tmpdir(), 'yichuang-power-'))
  const aheadMs = toMorning(Date.now())
  const hall = openCrashRun(seed)
  const disk = makeDisk(root)
  const dataDir = join(disk.folder, 'data')
  const start = (port: number, planted?: PlantedBug): Promise<HallProcess> =>
    startHallProcess({ dataDir, port, aheadMs, bug: planted })
  const done: Outcome[] = []
  let server = await start(0, bug)
  try {
    const port = Number(new URL(server.url).port)
    await hall.begin(server.url, server.code)
    // Staff and machines were made long ago; what is asked is what becomes of tickets.
    command('sync', '-f', disk.folder)
    for (let round = 1; round <= rounds; round += 1) {
      const loadMs = hall.chance.between(CUT_FROM_MS, CUT_TO_MS)
      const load = hall.press(server.url)
      await sleep(loadMs)
      const { brokeAt } = await cut(server, disk, load)
      server = await start(port, bug)
      const { broken, recoveryMs, acknowledged, resent } = await hall.comeBack(server.url, brokeAt, dataDir)
      done.push({ rounds: 1, acknowledged, resent, recoveriesMs: [recoveryMs], broken, figures: {} })
      const what = `cut after ${loadMs} ms   ${acknowledged} acknowledged   back after ${recoveryMs} ms`
      say(roundLine(round, what, broken))
      if (broken.length > 0) break
    }
    return together(done)
  } finally {
    await server.kill()
    unmount(disk)
    rmSync(root, { recursive: true, force: true })
  }
}

export const power: Tier = {
  name: 'power',
  title: 'power cuts',
  proves: 'Z7 I3',
  rounds: 12,
  lacks: lacksDisks,
  run,
  planted: [{ bug: 'syncNormal', rounds: 12 }],
}

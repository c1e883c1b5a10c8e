/** One bit of a ledger's file is turned over, again and again: `verify` finds it, or it lies where nothing is (Z9). */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { verifyFile } from '../../server/verify.ts'
import { chanceFrom } from './chance.ts'
import type { Broken } from './check.ts'
import { openCrashRun, sleep, toMorning } from './crash-run.ts'
import { startHallProcess } from './server-process.ts'
import { roundLine, type Tier } from './tier.ts'

const LOAD_MS = 500
const SAY_EVERY = 100

/** Everything that a reader of a ledger can see, as one text; undefined where it cannot be read. */
const everything = (file: string): string | undefined => {
  const db = new Database(file, { readonly: true })
  try {
    const shape = db.prepare<[], { name: string; type: string }>('SELECT * FROM sqlite_master ORDER BY name').all()
    const rows = shape
      .filter(({ type }) => type === 'table')
      .map(({ name }) => db.prepare(`SELECT * FROM "${name.replaceAll('"', '""')}"`).all())
    return JSON.stringify([shape, rows])
  } catch {
    return undefined
  } finally {
    db.close()
  }
}

/** A quick look, as a server that trusts its disk would take: the planted bug of this tier. */
const shallow = (file: string): boolean => {
  const db = new Database(file, { readonly: true })
  try {
    return db.pragma('quick_check', { simple: true }) !== 'ok'
  } catch {
    return true
  } finally {
    db.close()
  }
}

const deep = (file: string): boolean => {
  try {
    return verifyFile(file).some(({ ok }) => !ok)
  } catch {
    // It cannot even be opened, which nobody overlooks.
    return true
  }
}

/** The ledger of a busy half second, in one file. */
const makeLedger = async (root: string, seed: number): Promise<string> => {
  const dataDir = join(root, 'data')
  const server = await startHallProcess({ dataDir, port: 0, aheadMs: toMorning(Date.now()) })
  const hall = openCrashRun(seed)
  try {
    await hall.begin(server.url, server.code)
    const load = hall.press(server.url)
    await sleep(LOAD_MS)
    await load.stop()
  } finally {
    await server.kill()
  }
  const file = join(dataDir, 'hall.sqlite')
  const db = new Database(file)
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.pragma('journal_mode = DELETE')
  db.close()
  return file
}

const run: Tier['run'] = async ({ rounds, seed, bug, say }) => {
  const root = mkdtempSync(join(tmpdir(), 'yichuang-rot-'))
  const chance = chanceFrom(seed)
  const finds = bug === 'shallowCheck' ? shallow : deep
  const broken: Broken[] = []
  let found = 0
  try {
    const good = readFileSync(await makeLedger(root, seed))
    const copy = join(root, 'copy.sqlite')
    writeFileSync(copy, good)
    const whole = everything(copy)
    if (finds(copy) || whole === undefined) throw new Error('The ledger is not good before anything is done to it.')
    for (let round = 1; round <= rounds; round += 1) {
      const byte = chance.between(0, good.length - 1)
      const bit = chance.between(0, 7)
      const bad = Buffer.from(good)
      bad.writeUInt8(bad.readUInt8(byte) ^ (1 << bit), byte)
      writeFileSync(copy, bad)
      const isFound = finds(copy)
      if (isFound) found += 1
      // What reads exactly as before lies in free space, or in a figure that nothing is read from.
      else if (everything(copy) !== whole)
        broken.push({ kind: 'finding', rule: 'Z9', sentence: `Bit ${bit} of byte ${byte} was turned over unseen.` })
      if (round % SAY_EVERY === 0) say(roundLine(round, `${found} found, the others where nothing is`, broken))
    }
    return {
      rounds,
      acknowledged: 0,
      resent: 0,
      recoveriesMs: [],
      broken,
      figures: {
        'bits found': found,
        'bits where nothing is': rounds - found - broken.length,
        'ledger bytes': good.length,
      },
    }
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

export const rot: Tier = {
  name: 'rot',
  title: 'one bit of the ledger turned over',
  proves: 'Z9 I12',
  rounds: 300,
  lacks: () => undefined,
  run,
  planted: [{ bug: 'shallowCheck', rounds: 60 }],
}

/** A disk that fills up: first numbers stop and calling goes on, then nothing can be written, then there is room again (Z8, Z17). */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Intent } from '../../hall/commands.ts'
import type { Accepted } from '../../hall/reply.ts'
import { mintSecret } from '../../server/clock.ts'
import type { Broken } from './check.ts'
import { openCrashRun, sleep, toMorning } from './crash-run.ts'
import { openLine } from './line.ts'
import { HALL } from './people.ts'
import { startHallProcess } from './server-process.ts'
import { type Outcome, roundLine, type Tier, together } from './tier.ts'

const MB = 2 ** 20
/** A small disk, and limits as much smaller than the usual ones (test option of the disk watch). */
const DISK_MB = 64
const LIMITS = { warnBytes: 24 * MB, stopBytes: 12 * MB, reserveBytes: 4 * MB }
/** The disk is looked at every five seconds. */
const NOTICED_WITHIN_MS = 5_000
/** What its own look may take besides. */
const SLACK_MS = 1_500
/** Commands that may be tried until the last byte is gone. */
const TRIES = 3_000

const smallDisk = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'yichuang-full-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MB}m`, 'tmpfs', folder], { stdio: 'pipe' })
    return folder
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

const removeDisk = (folder: string): void => {
  execFileSync('umount', ['-l', folder], { stdio: 'pipe' })
  rmSync(folder, { recursive: true, force: true })
}

const lacksMount = (): string | undefined => {
  try {
    removeDisk(smallDisk())
    return undefined
  } catch (error) {
    return `this machine does not let a small disk be mounted (${String(error).split('\n')[0]})`
  }
}

const freeOf = (folder: string): number => {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

const run: Tier['run'] = async ({ rounds, seed, say }) => {
  const done: Outcome[] = []
  for (let round = 1; round <= rounds; round += 1) {
    const outcome = await fillOnce(seed + round)
    done.push(outcome)
    const { figures } = outcome
    say(roundLine(round, `numbers again ${figures['numbers again after ms']} ms after there was room`, outcome.broken))
    if (outcome.broken.length > 0) break
  }
  return together(done)
}

const fillOnce = async (seed: number): Promise<Outcome> => {
  const folder = smallDisk()
  const dataDir = join(folder, 'data')
  mkdirSync(dataDir)
  const options = { dataDir, aheadMs: toMorning(Date.now()), storage: { limits: LIMITS } }
  const hall = openCrashRun(seed)
  const server = await startHallProcess({ ...options, port: 0 })
  const line = openLine(server.url)
  const broken: Broken[] = []
  const wrong = (rule: string, sentence: string): void => void broken.push({ kind: 'finding', rule, sentence })
  try {
    await hall.begin(server.url, server.code)
    const [kiosk, guard] = [hall.people()[0], hall.people().find(({ counter }) => counter !== undefined)]
    const send = async (intent: Intent, token: string | undefined): Promise<string> => {
      const command = { id: mintSecret(), ...intent }
      const answer = await line.post(`${HALL}/commands`, command, token)
      if (answer?.status !== 200) return String(answer?.body.code)
      hall.told.acknowledged.push({ command, reply: answer.body as unknown as Accepted, token: token ?? '' })
      return 'accepted'
    }
    const number = (): Promise<string> =>
      send({ type: 'IssueTicket', ticket: mintSecret(), service: 'A-01' }, kiosk?.token)
    const call = (): Promise<string> => send({ type: 'CallNext', counter: guard?.counter ?? '' }, guard?.token)
    const waitFor = async (what: () => Promise<string>, wanted: string, withinMs: number): Promise<number> => {
      const since = performance.now()
      let end = await what()
      while (end !== wanted && performance.now() - since < withinMs) {
        await sleep(50)
        end = await what()
      }
      if (end !== wanted) wrong('Z17', `After ${withinMs} ms the answer was ${end}, not ${wanted}.`)
      return Math.round(performance.now() - since)
    }

    for (let n = 0; n < 20; n += 1) await number()
    // Numbers stop first: what is left is for calling.
    const filler = join(folder, 'filler')
    writeFileSync(filler, Buffer.alloc(Math.max(0, freeOf(folder) - LIMITS.stopBytes / 2)))
    const stoppedMs = await waitFor(number, 'issuing-stopped', NOTICED_WITHIN_MS + SLACK_MS)
    const called = await call()
    if (called !== 'accepted') wrong('Z17', `While numbers were stopped a call was answered ${called}.`)
    // Then nothing at all can be written, and whoever asks is told so.
    const last = join(folder, 'last')
    writeFileSync(last, Buffer.alloc(Math.max(0, freeOf(folder) - 64 * 1024)))
    let end = 'accepted'
    for (let n = 0; n < TRIES && end !== 'storage-failed'; n += 1)
      end = await send({ type: 'LogQuestion', question: mintSecret(), channel: 'desk' }, hall.manager())
    if (end !== 'storage-failed') wrong('Z8', `On a disk without a byte left the answer was ${end}.`)
    rmSync(filler)
    rmSync(last)
    const againMs = await waitFor(number, 'accepted', NOTICED_WITHIN_MS + SLACK_MS)
    const { broken: found, ...counted } = await hall.comeBack(server.url, performance.now(), dataDir)
    return {
      rounds: 1,
      acknowledged: counted.acknowledged,
      resent: 0,
      recoveriesMs: [againMs],
      broken: [...broken, ...found],
      figures: { 'numbers stopped after ms': stoppedMs, 'numbers again after ms': againMs },
    }
  } finally {
    line.close()
    await server.kill()
    removeDisk(folder)
  }
}

export const full: Tier = {
  name: 'full',
  title: 'a disk that fills up',
  proves: 'Z8 Z17',
  rounds: 1,
  lacks: lacksMount,
  run,
  planted: [],
}

/** Every write and every sync of a scripted day is the one that the process dies at, in turn (Z4). */
import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { canonical } from '../../server/ledger/ledger.ts'
import { silentLog } from '../../server/log.ts'
import { startHall } from '../../server/start.ts'
import { type Broken, checkLedger } from './check.ts'
import { openCrashRun, toMorning } from './crash-run.ts'
import { type Answered, isAccepted, liveDay } from './day.ts'
import type { Acknowledged } from './load.ts'
import type { Person } from './people.ts'
import type { PlantedBug } from './planted-bugs.ts'
import { startHallProcess, wordsFor } from './server-process.ts'
import { lacksStrace, tracing } from './strace.ts'
import { type Outcome, roundLine, type Tier, together } from './tier.ts'

/** What makes a change of a file that may be lost or torn. */
const CALLS = ['pwrite64', 'fsync', 'fdatasync', 'ftruncate', 'unlink', 'rename'] as const
/** A reserve that is kept for a full disk says nothing, and takes long to copy. */
const COPIED_UP_TO = 16 * 2 ** 20
/** Days lived at the same time: a day waits for its disk more than it reckons. */
const AT_ONCE = 3
/** Slips are written down as printers answer, so that one day has a few writes more than another at its end. */
const UNREACHED_SHARE = 0.03
/** How often a line says how far it is. */
const SAY_EVERY = 50

type Scene = { readonly base: string; readonly staff: readonly Person[]; readonly aheadMs: number }
type Point = { readonly call: string; readonly nth: number }

/** A folder with a hall that is open and nobody in it. */
const makeScene = async (seed: number, base: string): Promise<Scene> => {
  const aheadMs = toMorning(Date.now())
  const server = await startHallProcess({ dataDir: base, port: 0, aheadMs })
  const run = openCrashRun(seed)
  await run.begin(server.url, server.code)
  await server.kill()
  return { base, staff: run.people(), aheadMs }
}

const copyOf = ({ base }: Scene): string => {
  const dataDir = mkdtempSync(join(tmpdir(), 'yichuang-point-'))
  cpSync(base, dataDir, { recursive: true, filter: (file) => statSync(file).size <= COPIED_UP_TO })
  return dataDir
}

/** Lives the day in a process under strace. Answers with what it acknowledged and whether it came to its end. */
const dayUnder = (
  under: readonly string[],
  { staff, aheadMs }: Scene,
  dataDir: string,
  bug?: PlantedBug,
): Promise<{ readonly answered: readonly Answered[]; readonly ended: boolean }> =>
  new Promise((resolve, reject) => {
    const [program = '', ...words] = [
      ...under,
      process.execPath,
      ...wordsFor('day-process', { dataDir, aheadMs, staff }, bug),
    ]
    const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    let complained = ''
    child.stdout.on('data', (chunk) => (said += String(chunk)))
    child.stderr.on('data', (chunk) => (complained += String(chunk)))
    child.on('error', reject)
    child.on('close', (status, signal) => {
      const answered = said
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as Answered)
      // strace ends as what it ran ended: killed by the same signal.
      if (status === 0 || signal === 'SIGKILL' || status === 137) resolve({ answered, ended: status === 0 })
      else reject(new Error(`The day ended with ${status ?? signal}: ${complained}`))
    })
  })

/** The calls of one whole day by its main thread: each is a point to die at. */
const pointsOf = async (scene: Scene): Promise<Point[]> => {
  const dataDir = copyOf(scene)
  const file = join(dataDir, 'calls')
  try {
    const { ended, answered } = await dayUnder(tracing(CALLS, { log: file }), scene, dataDir)
    const refused = answered.find(({ reply }) => !reply.ok)
    if (!ended || refused) throw new Error(`The day cannot be lived at all: ${JSON.stringify(refused)}`)
    const lines = readFileSync(file, 'utf8').split('\n')
    const main = lines[0]?.split(/\s/)[0]
    const counts = new Map<string, number>()
    const points: Point[] = []
    for (const line of lines) {
      const [thread, call = ''] = line.split(/\s+|\(/)
      if (thread !== main || !CALLS.some((name) => name === call)) continue
      const nth = (counts.get(call) ?? 0) + 1
      counts.set(call, nth)
      points.push({ call, nth })
    }
    return points
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** Starts again where it died, lives the day to its end with the same commands, and reckons. */
const liveOn = async (
  { staff, aheadMs }: Scene,
  dataDir: string,
  before: readonly Answered[],
): Promise<{ readonly broken: readonly Broken[]; readonly recoveryMs: number; readonly acknowledged: number }> => {
  const since = performance.now()
  const clock = { now: () => Date.now() + aheadMs, after: () => () => undefined }
  const hall = await startHall({
    dataDir,
    host: '127.0.0.1',
    port: 0,
    webRoot: 'no-pages',
    keepsTime: false,
    log: silentLog,
    clock,
  })
  const recoveryMs = Math.round(performance.now() - since)
  const broken: Broken[] = []
  const acknowledged: Acknowledged[] = []
  const first = new Map(before.map(({ command, reply }) => [command.id, reply]))
  await liveDay(hall, staff, ({ command, reply }) => {
    const was = first.get(command.id)
    if (was && canonical(was) !== canonical(reply))
      broken.push({
        kind: 'lost',
        rule: 'I8',
        sentence: `${command.id} was answered ${canonical(was)}, and again ${canonical(reply)}.`,
      })
    if (isAccepted(reply)) acknowledged.push({ command, reply, token: '' })
    else broken.push({ kind: 'finding', rule: 'Z4', sentence: `${command.id} was refused: ${reply.code}` })
  })
  await hall.close()
  broken.push(...checkLedger(dataDir, acknowledged))
  return { broken, recoveryMs, acknowledged: before.length }
}

/** Evenly spread, where not all are wanted. */
const spread = <T>(all: readonly T[], most: number): T[] =>
  most >= all.length ? [...all] : Array.from({ length: most }, (_, n) => all[Math.floor((n * all.length) / most)] as T)

const run: Tier['run'] = async ({ rounds, seed, bug, say }) => {
  const base = mkdtempSync(join(tmpdir(), 'yichuang-points-'))
  const done: Outcome[] = []
  try {
    const scene = await makeScene(seed, base)
    const all = await pointsOf(scene)
    const points = spread(all, rounds)
    let broken = false
    const unreached: string[] = []
    const dieAt = async ({ call, nth }: Point): Promise<void> => {
      const dataDir = copyOf(scene)
      try {
        const under = tracing([call], { inject: `signal=SIGKILL:when=${nth}` })
        const { answered, ended } = await dayUnder(under, scene, dataDir, bug)
        const back = await liveOn(scene, dataDir, answered)
        const where = ({ sentence, ...one }: Broken) => ({ ...one, sentence: `At ${call} ${nth}: ${sentence}` })
        const found = back.broken.map(where)
        if (ended && bug === undefined) unreached.push(`${call} ${nth}`)
        broken ||= found.length > 0
        const { acknowledged, recoveryMs } = back
        done.push({ rounds: 1, acknowledged, resent: 0, recoveriesMs: [recoveryMs], broken: found, figures: {} })
        if (found.length > 0 || done.length % SAY_EVERY === 0)
          say(roundLine(done.length, `of ${points.length} points, the last ${call} ${nth}`, found))
      } finally {
        rmSync(dataDir, { recursive: true, force: true })
      }
    }
    const queue = [...points].reverse()
    const worker = async (): Promise<void> => {
      for (let point = queue.pop(); point && !broken; point = queue.pop()) await dieAt(point)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
    const outcome = together(done)
    const sentence = `The day did not reach ${unreached.join(', ')}.`
    const most = 1 + points.length * UNREACHED_SHARE
    const untried: Broken[] = unreached.length > most ? [{ kind: 'finding', rule: 'Z4', sentence }] : []
    return {
      ...outcome,
      rounds: outcome.rounds - unreached.length,
      broken: [...outcome.broken, ...untried],
      figures: { 'points of the day': all.length, 'points not reached': unreached.length },
    }
  } finally {
    rmSync(base, { recursive: true, force: true })
  }
}

export const points: Tier = {
  name: 'points',
  title: 'death at every write and sync of a scripted day',
  proves: 'Z4 I3 I5 I8',
  rounds: Number.MAX_SAFE_INTEGER,
  lacks: lacksStrace,
  run,
  planted: [{ bug: 'ackFirst', rounds: 60 }],
}

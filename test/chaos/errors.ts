/** The disk answers with an error, or slowly: a failed write or sync under load, and syncs of 20 ms (Z6). */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Broken } from './check.ts'
import { type CrashRun, openCrashRun, sleep, toMorning } from './crash-run.ts'
import type { PlantedBug } from './planted-bugs.ts'
import { startHallProcess } from './server-process.ts'
import { lacksStrace, tracing } from './strace.ts'
import { type Outcome, roundLine, type Tier, together } from './tier.ts'

const SYNCS = ['fsync', 'fdatasync'] as const
/**
 * What fails, how, and for how many calls: more than one, since SQLite says nothing of a checkpoint that failed and simply
 * checkpoints again later. After an error of the disk the server ends itself (Z18); where there is only no room it goes on.
 */
const FAULTS = [
  { name: 'a sync fails', calls: SYNCS, error: 'EIO', for: 3, ends: true },
  { name: 'a write finds no room', calls: ['pwrite64'], error: 'ENOSPC', for: 3, ends: false },
  { name: 'a write fails', calls: ['pwrite64'], error: 'EIO', for: 3, ends: true },
] as const
/** The fault comes so many calls after the start, so that everybody presses by then. */
const AFTER_CALLS = [10, 40] as const
const FAULT_WITHIN_MS = 60_000
const ENDS_WITHIN_MS = 3_000
/** Back after an error of the disk within this, ms (fault table). */
const BACK_WITHIN_MS = 2_000
const SLOW_SYNC_MS = 20
const SLOW_FOR_MS = 2_500
/** Fourteen people press all the time: of those who wait for the same sync, this many at least must share it. */
const COMMANDS_PER_SYNC = 3

type Scene = { readonly dataDir: string; readonly aheadMs: number; readonly port: number; readonly hall: CrashRun }

/** The ledger's files: an error elsewhere, as in the record of print jobs, is another matter. */
const ledgerOf = ({ dataDir }: Scene): string[] => ['hall.sqlite', 'hall.sqlite-wal'].map((name) => join(dataDir, name))

/** How often a start makes these calls, so that the fault comes after it. */
const callsOfStart = async (scene: Scene, calls: readonly string[]): Promise<number> => {
  const file = join(scene.dataDir, 'calls')
  const server = await startHallProcess({
    ...place(scene),
    under: tracing(calls, { log: file, files: ledgerOf(scene) }),
  })
  await server.kill()
  const lines = readFileSync(file, 'utf8').split('\n').length
  rmSync(file)
  return lines
}

const place = ({ dataDir, aheadMs, port }: Scene) => ({ dataDir, aheadMs, port, storage: {} })

/** The fault happens while everybody presses. */
const faultRound = async (
  scene: Scene,
  fault: (typeof FAULTS)[number],
  nth: number,
  bug: PlantedBug | undefined,
): Promise<Outcome & { readonly ended: boolean }> => {
  const { hall, dataDir } = scene
  const { told } = hall
  const inject = `error=${fault.error}:when=${nth}..${nth + fault.for - 1}`
  let server = await startHallProcess({
    ...place(scene),
    bug,
    under: tracing(fault.calls, { inject, files: ledgerOf(scene) }),
  })
  const seenBefore = told.notWrittenAt.length
  const load = hall.press(server.url)
  let isGone = false
  void server.gone.then(() => {
    isGone = true
  })
  const deadline = performance.now() + FAULT_WITHIN_MS
  const happened = (): boolean => isGone || told.notWrittenAt.length > seenBefore
  while (!happened() && performance.now() < deadline) await sleep(5)
  const brokeAt = told.notWrittenAt[seenBefore] ?? performance.now()
  const broken: Broken[] = happened()
    ? []
    : [{ kind: 'finding', rule: 'Z6', sentence: `${fault.name}: nothing came of it in ${FAULT_WITHIN_MS} ms.` }]
  if (fault.ends) await Promise.race([server.gone, sleep(ENDS_WITHIN_MS)])
  await load.stop()
  const ended = isGone
  if (ended !== fault.ends)
    broken.push({
      kind: 'finding',
      rule: 'Z18',
      sentence: `${fault.name}: the server ${ended ? 'ended' : 'did not end'} itself.`,
    })
  if (ended) server = await startHallProcess({ ...place(scene), bug })
  try {
    const back = await hall.comeBack(server.url, brokeAt, dataDir)
    const late = back.recoveryMs > BACK_WITHIN_MS
    const slow: Broken = { kind: 'late', rule: 'Z18', sentence: `${fault.name}: back after ${back.recoveryMs} ms.` }
    return {
      rounds: 1,
      acknowledged: back.acknowledged,
      resent: back.resent,
      recoveriesMs: [back.recoveryMs],
      broken: [...broken, ...back.broken, ...(late ? [slow] : [])],
      figures: {},
      ended,
    }
  } finally {
    await server.kill()
  }
}

const percentile = (values: readonly number[], share: number): number =>
  Math.round([...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? 0)

/** Every sync takes 20 ms, as on a cheap disk: commands that wait together must be written together. */
const slowRound = async (scene: Scene, bug: PlantedBug | undefined): Promise<Outcome> => {
  const { hall, dataDir } = scene
  const log = join(dataDir, 'syncs')
  const under = tracing(SYNCS, { inject: `delay_exit=${SLOW_SYNC_MS * 1_000}`, files: ledgerOf(scene), log })
  const server = await startHallProcess({ ...place(scene), bug, under })
  try {
    const before = hall.told.latenciesMs.length
    const load = hall.press(server.url)
    await sleep(SLOW_FOR_MS)
    await load.stop()
    const taken = hall.told.latenciesMs.slice(before)
    const { broken, acknowledged } = await hall.comeBack(server.url, performance.now(), dataDir)
    const [p50, p99] = [percentile(taken, 0.5), percentile(taken, 0.99)]
    const perSync = Math.round((10 * taken.length) / readFileSync(log, 'utf8').split('\n').length) / 10
    const sentence = `With syncs of ${SLOW_SYNC_MS} ms ${perSync} commands shared a sync, and one took ${p99} ms (p99).`
    const alone: Broken = { kind: 'late', rule: 'L5', sentence }
    return {
      rounds: 1,
      acknowledged,
      resent: 0,
      recoveriesMs: [],
      broken: [...broken, ...(perSync < COMMANDS_PER_SYNC ? [alone] : [])],
      figures: { 'slow sync p50 ms': p50, 'slow sync p99 ms': p99, 'commands per slow sync': perSync },
    }
  } finally {
    await server.kill()
  }
}

const run: Tier['run'] = async ({ rounds, seed, bug, say }) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'yichuang-errors-'))
  const aheadMs = toMorning(Date.now())
  const hall = openCrashRun(seed)
  const done: Outcome[] = []
  let ended = 0
  try {
    const server = await startHallProcess({ dataDir, port: 0, aheadMs })
    await hall.begin(server.url, server.code)
    await server.kill()
    const scene: Scene = { dataDir, aheadMs, port: Number(new URL(server.url).port), hall }
    for (let round = 1; round <= rounds; round += 1) {
      const fault = FAULTS[(round - 1) % FAULTS.length] ?? FAULTS[0]
      // The planted bug about groups shows where syncs are slow, and nowhere else.
      if (bug === 'noGroups') break
      const nth = (await callsOfStart(scene, fault.calls)) + hall.chance.between(...AFTER_CALLS)
      const outcome = await faultRound(scene, fault, nth, bug)
      done.push(outcome)
      if (outcome.ended) ended += 1
      const [ms] = outcome.recoveriesMs
      const how = outcome.ended ? 'ended itself and was started again' : 'went on'
      say(roundLine(round, `${fault.name} (call ${nth})   ${how}   back after ${ms} ms`, outcome.broken))
      if (outcome.broken.length > 0) return together(done)
    }
    // A single round is a look, not a measurement.
    if (bug === 'noGroups' || (bug === undefined && rounds > 1)) {
      const slow = await slowRound(scene, bug)
      done.push(slow)
      say(
        roundLine(rounds + 1, `syncs of ${SLOW_SYNC_MS} ms   p99 ${slow.figures['slow sync p99 ms']} ms`, slow.broken),
      )
    }
    const all = together(done)
    return { ...all, figures: { ...all.figures, 'ended itself': ended } }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

export const errors: Tier = {
  name: 'errors',
  title: 'failed and slow writes and syncs',
  proves: 'Z6 Z18 L5 L6',
  rounds: 9,
  lacks: lacksStrace,
  run,
  planted: [{ bug: 'noGroups', rounds: 1 }],
}

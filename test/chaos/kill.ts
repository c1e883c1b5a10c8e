/** kill -9 under load, round after round on one data folder (Z5). */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openCrashRun, sleep, toMorning } from './crash-run.ts'
import { type HallProcess, startHallProcess } from './server-process.ts'
import { type Outcome, roundLine, type Tier, together } from './tier.ts'

const KILL_FROM_MS = 50
const KILL_TO_MS = 450

/** Runs until all rounds are done or one finds something broken. */
const run: Tier['run'] = async ({ rounds, seed, bug, say }) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'yichuang-chaos-'))
  const aheadMs = toMorning(Date.now())
  const start = (port: number): Promise<HallProcess> => startHallProcess({ dataDir, port, aheadMs, bug })
  const hall = openCrashRun(seed)
  const done: Outcome[] = []
  let server = await start(0)
  try {
    const port = Number(new URL(server.url).port)
    await hall.begin(server.url, server.code)
    for (let round = 1; round <= rounds; round += 1) {
      const loadMs = hall.chance.between(KILL_FROM_MS, KILL_TO_MS)
      const load = hall.press(server.url)
      await sleep(loadMs)
      await server.kill()
      const killedAt = performance.now()
      await load.stop()
      server = await start(port)
      const { broken, recoveryMs, ...counted } = await hall.comeBack(server.url, killedAt, dataDir)
      done.push({ rounds: 1, ...counted, recoveriesMs: [recoveryMs], broken, figures: {} })
      const { acknowledged, resent } = counted
      const what = `killed after ${loadMs} ms   ${acknowledged} acknowledged   ${resent} sent again   back after ${recoveryMs} ms`
      say(roundLine(round, what, broken))
      if (broken.length > 0) break
    }
    return together(done)
  } finally {
    await server.kill()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

export const kill: Tier = {
  name: 'kill',
  title: 'kill -9 under load',
  proves: 'Z5 I1 I3 I8',
  rounds: 30,
  lacks: () => undefined,
  run,
  planted: (
    ['ackFirst', 'noReceipt', 'lifo', 'printBeforeCommit', 'tornGroup', 'otherNumber', 'editedHistory'] as const
  ).map((bug) => ({ bug, rounds: 8 })),
  // The kernel keeps what a killed process wrote: only a power cut takes it away.
  blindTo: [{ bug: 'syncNormal', rounds: 5 }],
}

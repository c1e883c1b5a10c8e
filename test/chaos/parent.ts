/** The parent of `npm start`: its server is killed and stands again at once; it is told to end, and both end (Z19). */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Broken } from './check.ts'
import { openCrashRun, sleep, toMorning } from './crash-run.ts'
import { freePort, isAlive, killPid, startHallProcess } from './server-process.ts'
import { type Outcome, roundLine, type Tier, together } from './tier.ts'

/** Back after a death of the process within this, ms (fault table). */
const BACK_WITHIN_MS = 2_000
const ENDS_WITHIN_MS = 10_000
/** Deaths below one parent; after more in a row it waits longer before each start, on purpose. */
const DEATHS = 2

const until = async (what: () => boolean, withinMs: number): Promise<boolean> => {
  const deadline = performance.now() + withinMs
  while (!what() && performance.now() < deadline) await sleep(10)
  return what()
}

const run: Tier['run'] = async ({ rounds, seed, say }) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'yichuang-parent-'))
  const hall = openCrashRun(seed)
  const done: Outcome[] = []
  const options = { dataDir, aheadMs: toMorning(Date.now()), storage: {}, entry: 'minded-process' } as const
  try {
    const port = await freePort()
    for (let round = 1; round <= rounds; round += 1) {
      const server = await startHallProcess({ ...options, port })
      if (round === 1) await hall.begin(server.url, server.code)
      const outcomes: Outcome[] = []
      const broken: Broken[] = []
      try {
        for (let death = 1; death <= DEATHS; death += 1) {
          const load = hall.press(server.url)
          await sleep(hall.chance.between(50, 300))
          const starts = server.starts()
          killPid(server.pid(), 'SIGKILL')
          const brokeAt = performance.now()
          await load.stop()
          if (!(await until(() => server.starts() > starts, ENDS_WITHIN_MS)))
            throw new Error(`Nobody started the server again:\n${server.log().join('\n')}`)
          const { recoveryMs, broken: found, ...counted } = await hall.comeBack(server.url, brokeAt, dataDir)
          const sentence = `The server was back ${recoveryMs} ms after its death.`
          const late: Broken[] = recoveryMs > BACK_WITHIN_MS ? [{ kind: 'late', rule: 'Z19', sentence }] : []
          outcomes.push({ rounds: 1, ...counted, recoveriesMs: [recoveryMs], broken: [...found, ...late], figures: {} })
        }
        const child = server.pid()
        // One is told to end as a system does it; the other dies itself and must not leave a server behind.
        if (round % 2 === 1) server.tell('SIGTERM')
        else server.tell('SIGKILL')
        if (!(await until(() => !isAlive(child), ENDS_WITHIN_MS)))
          broken.push({ kind: 'finding', rule: 'Z19', sentence: 'The server outlived its parent.' })
      } finally {
        await server.kill()
      }
      const all = together(outcomes)
      done.push({ ...all, broken: [...all.broken, ...broken] })
      const what = `killed ${DEATHS} times   back after ${all.recoveriesMs.join(', ')} ms   then both ended`
      say(roundLine(round, what, done.at(-1)?.broken ?? []))
    }
    return together(done)
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

export const parent: Tier = {
  name: 'parent',
  title: 'death of the server below its parent, and of the parent',
  proves: 'Z19 X24',
  rounds: 3,
  lacks: () => undefined,
  run,
  planted: [],
}

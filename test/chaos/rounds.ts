/** Rounds of load, kill -9, restart and reckoning on one data folder. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { canonical } from '../../server/ledger/ledger.ts'
import { type Chance, chanceFrom } from './chance.ts'
import { type Broken, checkLedger } from './check.ts'
import { openLine } from './line.ts'
import { type Acknowledged, presser, type Told } from './load.ts'
import { HALL, setUp } from './people.ts'
import type { PlantedBug } from './planted-bugs.ts'
import { type HallProcess, startHallProcess } from './server-process.ts'

const KILL_FROM_MS = 50
const KILL_TO_MS = 450
/** Old answers asked for again in each round, besides all of the round itself. */
const OLD_ASKED = 50

export type Round = {
  readonly round: number
  readonly loadMs: number
  readonly acknowledged: number
  /** Commands that were unanswered at the kill and sent again. */
  readonly resent: number
  /** From the kill to the first command answered again. */
  readonly recoveryMs: number
  readonly broken: readonly Broken[]
}

export type RoundsOptions = {
  readonly rounds: number
  readonly seed: number
  readonly bug?: PlantedBug
  readonly onRound?: (round: Round) => void
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Milliseconds that bring the clock to ten in the morning in China, on this or the last day. */
const toMorning = (now: number): number => {
  const TEN_IN_CHINA = 2 * 3_600_000
  return TEN_IN_CHINA - (now % 86_400_000)
}

/** Asks for answers again: each must be what it was, word for word (I8). */
const askAgain = async (url: string, known: readonly Acknowledged[]): Promise<Broken[]> => {
  const line = openLine(url)
  const broken: Broken[] = []
  const queue = [...known]
  const worker = async (): Promise<void> => {
    for (let next = queue.pop(); next; next = queue.pop()) {
      const answer = await line.post(`${HALL}/commands`, next.command, next.token)
      if (answer?.status === 200 && canonical(answer.body) === canonical(next.reply)) continue
      const now = answer ? JSON.stringify(answer.body) : 'nothing'
      broken.push({
        kind: 'lost',
        rule: 'I8',
        sentence: `${next.command.type} was answered ${JSON.stringify(next.reply)}, and again ${now}.`,
      })
    }
  }
  await Promise.all(Array.from({ length: 8 }, worker))
  line.close()
  return broken
}

/** Runs until all rounds are done or one finds something broken. */
export const runRounds = async ({ rounds, seed, bug, onRound }: RoundsOptions): Promise<Round[]> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'yichuang-chaos-'))
  const aheadMs = toMorning(Date.now())
  const chance: Chance = chanceFrom(seed)
  const start = (port: number): Promise<HallProcess> => startHallProcess({ dataDir, port, aheadMs, bug })
  const told: Told = { acknowledged: [], surprises: [] }
  const { acknowledged, surprises } = told
  const done: Round[] = []
  let server = await start(0)
  try {
    const port = Number(new URL(server.url).port)
    const setting = openLine(server.url)
    const people = await setUp(setting, server.code)
    setting.close()
    const pressers = people.map((person) => presser(person, chance, told))

    for (let round = 1; round <= rounds; round += 1) {
      const before = acknowledged.length
      const loadMs = chance.between(KILL_FROM_MS, KILL_TO_MS)
      let stopped = false
      const line = openLine(server.url)
      const pressing = Promise.all(pressers.map(({ press }) => press(line, () => stopped)))
      await sleep(loadMs)
      await server.kill()
      const killedAt = performance.now()
      stopped = true
      await pressing
      line.close()

      server = await start(port)
      const again = openLine(server.url)
      const unanswered = pressers.filter(({ waiting }) => waiting())
      const finished = unanswered.map(({ finish }) => finish(again))
      if (finished.length > 0) await Promise.race(finished)
      const recoveryMs = Math.round(performance.now() - killedAt)
      const never = (await Promise.all(finished)).filter((done) => !done).length
      again.close()
      const broken: Broken[] = surprises.splice(0).map((sentence) => ({ kind: 'lost', rule: 'I3', sentence }))
      if (never > 0)
        broken.push({ kind: 'lost', rule: 'L6', sentence: `${never} commands sent again were never answered.` })

      const old = Array.from({ length: Math.min(OLD_ASKED, before) }, () => acknowledged[chance.between(0, before - 1)])
      const asked = [...acknowledged.slice(before), ...old.filter((one) => one !== undefined)]
      broken.push(...(await askAgain(server.url, asked)))
      broken.push(...checkLedger(dataDir, acknowledged))
      const got = acknowledged.length - before
      const result = { round, loadMs, acknowledged: got, resent: unanswered.length, recoveryMs, broken }
      done.push(result)
      onRound?.(result)
      if (broken.length > 0) break
    }
    return done
  } finally {
    await server.kill()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

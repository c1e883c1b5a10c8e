/** One hall that is broken again and again under load: who presses, what they were told, and the reckoning after each break. */
import type { Command } from '../../hall/commands.ts'
import { mintSecret } from '../../server/clock.ts'
import { canonical } from '../../server/ledger/ledger.ts'
import { type Chance, chanceFrom } from './chance.ts'
import { type Broken, checkLedger } from './check.ts'
import { openLine } from './line.ts'
import { type Acknowledged, type Presser, presser, type Told } from './load.ts'
import { HALL, type Person, SERVICES, setUp } from './people.ts'

/** Old answers asked for again in each round, besides all of the round itself. */
const OLD_ASKED = 50

export type CameBack = {
  /** Acknowledged since the last reckoning. */
  readonly acknowledged: number
  /** Commands that were unanswered and were sent again. */
  readonly resent: number
  /** From the break to the first command answered again. */
  readonly recoveryMs: number
  readonly broken: readonly Broken[]
}

export type Pressing = {
  /** Tries again when nobody answers, as a person does whose line is bad, instead of leaving it for `comeBack`. */
  readonly again?: boolean
  /** Rests so long after each answer, ms. */
  readonly restMs?: number
}

export type CrashRun = {
  readonly told: Told
  readonly people: () => readonly Person[]
  /** The token of the first manager. */
  readonly manager: () => string
  /** The password of all staff. */
  readonly password: () => string
  readonly chance: Chance
  /** Sets the hall up: machines, staff, the day open. */
  readonly begin: (url: string, code: string) => Promise<void>
  /** Everybody presses. `stop` resolves when nobody waits for an answer any more. */
  readonly press: (url: string, how?: Pressing) => { readonly stop: () => Promise<void> }
  /** A command of a kiosk that nobody has sent. */
  readonly nextNumber: () => Command
  /** After a break: sends again what was unanswered, asks again for old answers, and checks the ledger. */
  readonly comeBack: (url: string, brokeAt: number, dataDir: string) => Promise<CameBack>
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Milliseconds that bring the clock to ten in the morning in China, on this or the last day. */
export const toMorning = (now: number): number => {
  const TEN_IN_CHINA = 2 * 3_600_000
  return TEN_IN_CHINA - (now % 86_400_000)
}

/** Asks for answers again: each must be what it was, word for word (I8). */
export const askAgain = async (url: string, known: readonly Acknowledged[]): Promise<Broken[]> => {
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

export const openCrashRun = (seed: number): CrashRun => {
  const chance = chanceFrom(seed)
  const told: Told = { acknowledged: [], surprises: [], latenciesMs: [], notWrittenAt: [] }
  const { acknowledged, surprises } = told
  let people: readonly Person[] = []
  let manager = ''
  let password = ''
  let pressers: readonly Presser[] = []
  let reckoned = 0
  return {
    told,
    chance,
    people: () => people,
    manager: () => manager,
    password: () => password,
    begin: async (url, code) => {
      const line = openLine(url)
      ;({ people, manager, password } = await setUp(line, code))
      line.close()
      pressers = people.map((person) => presser(person, chance, told))
    },
    nextNumber: () => ({ id: mintSecret(), type: 'IssueTicket', ticket: mintSecret(), service: SERVICES[0] }),
    press: (url, { again = false, restMs = 0 } = {}) => {
      let stopped = false
      const line = openLine(url)
      const pressOn = async ({ press }: Presser): Promise<void> => {
        do await press(line, () => stopped, restMs)
        while (again && !stopped)
      }
      const pressing = Promise.all(pressers.map(pressOn))
      return {
        stop: async () => {
          stopped = true
          await pressing
          line.close()
        },
      }
    },
    comeBack: async (url, brokeAt, dataDir) => {
      const line = openLine(url)
      const unanswered = pressers.filter(({ waiting }) => waiting())
      const finished = unanswered.map(({ finish }) => finish(line))
      if (finished.length > 0) await Promise.race(finished)
      const recoveryMs = Math.round(performance.now() - brokeAt)
      const never = (await Promise.all(finished)).filter((done) => !done).length
      line.close()
      const broken: Broken[] = surprises.splice(0).map((sentence) => ({ kind: 'lost', rule: 'I3', sentence }))
      if (never > 0)
        broken.push({ kind: 'lost', rule: 'L6', sentence: `${never} commands sent again were never answered.` })
      const old = Array.from({ length: Math.min(OLD_ASKED, reckoned) }, () => chance.between(0, reckoned - 1))
      const asked = [...acknowledged.slice(reckoned), ...old.flatMap((index) => acknowledged[index] ?? [])]
      broken.push(...(await askAgain(url, asked)), ...checkLedger(dataDir, acknowledged))
      const got = acknowledged.length - reckoned
      reckoned = acknowledged.length
      return { acknowledged: got, resent: unanswered.length, recoveryMs, broken }
    },
  }
}

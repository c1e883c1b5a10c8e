/**
 * The machine's clock jumps an hour either way, over midnight, and wakes in 1970, below servers in three zones. Numbers and
 * days never go back, and nobody is refused for it (Z11).
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Intent } from '../../hall/commands.ts'
import type { Accepted } from '../../hall/reply.ts'
import { mintSecret } from '../../server/clock.ts'
import { type Broken, checkLedger } from './check.ts'
import { askAgain, openCrashRun } from './crash-run.ts'
import { openLine } from './line.ts'
import type { Acknowledged } from './load.ts'
import { HALL, signInManager } from './people.ts'
import type { PlantedBug } from './planted-bugs.ts'
import { type HallProcess, startHallProcess } from './server-process.ts'
import { type Outcome, roundLine, type Tier, together } from './tier.ts'

const ZONES = ['UTC', 'Asia/Shanghai', 'America/New_York'] as const
/** Where Debian and its kin put the library that fakes the time. */
const LIBRARY = ['x86_64', 'aarch64']
  .map((machine) => `/usr/lib/${machine}-linux-gnu/faketime/libfaketimeMT.so.1`)
  .find((file) => existsSync(file))

const lacksFaketime = (): string | undefined => {
  if (LIBRARY === undefined) return 'libfaketime is not installed (Debian, Ubuntu: apt-get install libfaketime)'
  const env = { ...process.env, LD_PRELOAD: LIBRARY, FAKETIME: '@2001-01-01 00:00:00', TZ: 'UTC' }
  const { stdout } = spawnSync(process.execPath, ['-p', 'new Date().getFullYear()'], { env })
  return stdout.toString('utf8').trim() === '2001' ? undefined : 'libfaketime does not change what this Node sees'
}

/** A step of the story: what the clock says from now on (hall's time, China), and whether the machine starts anew with it. */
type Jump = {
  readonly says: string
  readonly restart?: boolean
  /** The manager closes the day and opens the next. */
  readonly newDay?: boolean
  /** The manager opens the hall again, which ended its day by a clock that was wrong. */
  readonly reopened?: boolean
  /** By this clock the day is over: nobody gets a number until the next is opened. */
  readonly isOver?: boolean
  /** Whether the hall opens and closes by itself from this start on. */
  readonly keepsTime?: boolean
}
const JUMPS: readonly Jump[] = [
  { says: '2026-03-02 11:00:00' },
  { says: '2026-03-02 09:30:00' },
  { says: '2026-03-02 23:59:00' },
  { says: '2026-03-03 00:30:00', isOver: true },
  { says: '2026-03-02 23:30:00', reopened: true },
  { says: '2026-03-03 08:30:00', newDay: true },
  { says: '2026-03-02 23:00:00' },
  { says: '2026-03-02 22:00:00', restart: true },
  { says: '1970-01-01 08:00:05', restart: true },
  { says: '2026-03-03 09:00:00', restart: true },
  { says: '1970-01-01 09:00:00', restart: true, keepsTime: true },
  { says: '2026-03-03 10:00:00', restart: true, keepsTime: true },
]
const FIRST = '2026-03-02 10:00:00'
const PRESSES = 6

/** What libfaketime wants: a moment written in the zone of the process. */
const inZone = (chinaTime: string, zone: string): string => {
  const at = new Date(`${chinaTime.replace(' ', 'T')}+08:00`)
  const text = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(at)
  return `@${text}`
}

const live = async (zone: string, seed: number, bug: PlantedBug | undefined): Promise<Outcome> => {
  const root = mkdtempSync(join(tmpdir(), 'yichuang-clock-'))
  const file = join(root, 'says')
  const env = {
    TZ: zone,
    LD_PRELOAD: LIBRARY ?? '',
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_NO_CACHE: '1',
    // Only the clock on the wall lies: timers must go on.
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  }
  const dataDir = join(root, 'data')
  const start = (port: number, keepsTime = false): Promise<HallProcess> =>
    startHallProcess({ dataDir, port, aheadMs: 0, bug, env, keepsTime })
  const set = (says: string): void => writeFileSync(file, `${inZone(says, zone)}\n`)
  const hall = openCrashRun(seed)
  const acknowledged: Acknowledged[] = []
  const broken: Broken[] = []
  const recoveriesMs: number[] = []
  set(FIRST)
  let server = await start(0)
  try {
    const port = Number(new URL(server.url).port)
    await hall.begin(server.url, server.code)
    const token = hall.people()[0]?.token ?? ''
    const ask = async (intent: Intent, by: string, says: string, isOver = false): Promise<void> => {
      const line = openLine(server.url)
      const command = { id: mintSecret(), ...intent }
      const answer = await line.post(`${HALL}/commands`, command, by)
      line.close()
      if (isOver && answer?.body.code === 'hall-closed') return
      if (answer?.status === 200 && !isOver)
        acknowledged.push({ command, reply: answer.body as unknown as Accepted, token: by })
      else
        broken.push({
          kind: 'finding',
          rule: 'Z11',
          sentence: `${zone}, ${says}: ${intent.type} was answered ${JSON.stringify(answer?.body)}`,
        })
    }
    for (const { says, restart, newDay, keepsTime, reopened, isOver = false } of [
      { says: FIRST },
      ...JUMPS,
    ] as readonly Jump[]) {
      set(says)
      if (restart) {
        const fell = performance.now()
        await server.kill()
        server = await start(port, keepsTime)
        recoveriesMs.push(Math.round(performance.now() - fell))
      }
      if (newDay || reopened) {
        const line = openLine(server.url)
        const manager = await signInManager(line, hall.password())
        line.close()
        if (newDay) await ask({ type: 'CloseHall' }, manager, says)
        await ask({ type: 'OpenHall' }, manager, says)
      }
      for (let n = 0; n < PRESSES; n += 1) {
        await ask({ type: 'IssueTicket', ticket: mintSecret(), service: 'A-01' }, token, says, isOver)
      }
    }
    const numbers = acknowledged.filter(({ command }) => command.type === 'IssueTicket')
    broken.push(...(await askAgain(server.url, numbers)), ...checkLedger(dataDir, acknowledged))
    return {
      rounds: JUMPS.length,
      acknowledged: acknowledged.length,
      resent: 0,
      recoveriesMs,
      broken,
      figures: {},
    }
  } finally {
    await server.kill()
    rmSync(root, { recursive: true, force: true })
  }
}

const run: Tier['run'] = async ({ rounds, seed, bug, say }) => {
  const done: Outcome[] = []
  for (const zone of ZONES.slice(0, rounds)) {
    const outcome = await live(zone, seed, bug)
    done.push(outcome)
    const what = `${zone}   ${JUMPS.length} jumps   ${outcome.acknowledged} acknowledged`
    say(roundLine(done.length, what, outcome.broken))
    if (outcome.broken.length > 0) break
  }
  return together(done)
}

export const clock: Tier = {
  name: 'clock',
  title: 'clocks that jump, pass midnight and wake in 1970',
  proves: 'Z11 I13 L10',
  rounds: ZONES.length,
  lacks: lacksFaketime,
  run,
  planted: [{ bug: 'clockBack', rounds: 1 }],
}

/** Part 4: how long a server takes from its start to its first answer, on the folder of a full day. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { systemClock } from '../../server/clock.ts'
import { sqliteLedger } from '../../server/ledger/sqlite.ts'
import { openLiveHall } from '../../server/live-hall.ts'
import { silentLog } from '../../server/log.ts'
import { median } from './figures.ts'
import { fillDay } from './full-day.ts'
import { openLine } from './http-line.ts'
import type { Plan, Run } from './plan.ts'
import { catalogue } from './waiting-hall.ts'

const MAIN = fileURLToPath(new URL('../../server/main.js', import.meta.url))
const ADDRESS = /http:\/\/localhost:(\d+)/
const GIVE_UP_MS = 20_000

/** The port that a starting server says it listens on. */
const portOf = async (child: ChildProcess): Promise<number> => {
  let said = ''
  const giveUp = setTimeout(() => child.kill(), GIVE_UP_MS)
  try {
    for await (const chunk of child.stdout ?? []) {
      said += String(chunk)
      const port = ADDRESS.exec(said)?.[1]
      if (port !== undefined) return Number(port)
    }
  } finally {
    clearTimeout(giveUp)
  }
  throw new Error(`The server did not start: ${said}`)
}

/** Milliseconds from the spawn to the first good answer, which must stand at this position. */
const startOnce = async (folder: string, position: number): Promise<number> => {
  const from = performance.now()
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, DATA_DIR: folder, PORT: '0', HOST: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const gone = once(child, 'exit')
  try {
    const line = openLine(await portOf(child))
    const { status, body } = await line.get('/health')
    const took = performance.now() - from
    line.close()
    const health = JSON.parse(body) as { readonly position: number }
    if (status !== 200 || health.position < position)
      throw new Error(`The server came up without its day: ${status} ${body}`)
    return took
  } finally {
    child.kill('SIGTERM')
    await gone
  }
}

export const measureRestart = async ({ tickets, starts }: Plan['restart'], { newFolder }: Run): Promise<number> => {
  const folder = newFolder()
  const ledger = sqliteLedger(join(folder, 'hall.sqlite'))
  const live = openLiveHall({ id: catalogue.hall.id, ledger, clock: systemClock, log: silentLog })
  await fillDay(live, tickets)
  const { position } = live.hall()
  live.close()
  ledger.close()
  const took: number[] = []
  for (let start = 0; start < starts; start += 1) took.push(await startOnce(folder, position))
  return Math.round(median(took))
}

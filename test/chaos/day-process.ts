/** Lives the scripted day on a data folder and says each answer as it comes, until it is done or dies. */
import { writeSync } from 'node:fs'
import { silentLog } from '../../server/log.ts'
import { startHall } from '../../server/start.ts'
import { liveDay } from './day.ts'
import type { Person } from './people.ts'

const { dataDir, aheadMs, staff } = JSON.parse(process.argv[2] ?? '{}') as {
  readonly dataDir: string
  readonly aheadMs: number
  readonly staff: readonly Person[]
}

const hall = await startHall({
  dataDir,
  host: '127.0.0.1',
  port: 0,
  webRoot: 'no-pages',
  keepsTime: false,
  log: silentLog,
  clock: {
    now: () => Date.now() + aheadMs,
    after: (ms, then) => {
      const timer = setTimeout(then, ms)
      timer.unref()
      return () => clearTimeout(timer)
    },
  },
})
await liveDay(hall, staff, (answered) => writeSync(1, `${JSON.stringify(answered)}\n`))
await hall.close()

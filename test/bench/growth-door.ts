/** Growth through the whole door: fingerprint, receipt, decision, fold, transaction, chain, disk. */
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sqliteLedger } from '../../server/ledger/sqlite.ts'
import { type LiveHall, openLiveHall } from '../../server/live-hall.ts'
import { silentLog } from '../../server/log.ts'
import { type Asked, askAt, callEach, issueEach, openDay, serveEverybody } from './full-day.ts'
import type { Cost } from './growth.ts'
import { morningClock } from './morning.ts'
import type { Run } from './plan.ts'
import { catalogue, type Pair } from './waiting-hall.ts'

/** The door groups what comes within 2 ms; after a rest the next group is written at once. */
const REST_MS = 3
const FILL_AT_ONCE = 500

/** µs for each command of a group that arrives together. */
const timed = async (live: LiveHall, asked: Asked): Promise<number> => {
  await sleep(REST_MS)
  const from = performance.now()
  await askAt(live, asked)
  return ((performance.now() - from) * 1_000) / asked.length
}

/** One ticket for each window, then one call at each, then everybody is served. */
const workAt = async (live: LiveHall, pairs: readonly Pair[]): Promise<Cost> => {
  const issue = await timed(live, issueEach(pairs))
  const callNext = await timed(live, callEach(pairs))
  await serveEverybody(live, pairs)
  return { issue, callNext }
}

/** Opens a hall on a disk with this many waiting, in lines that every hall of the bench has. */
const openDoor = async (folder: string, waiting: number) => {
  const ledger = sqliteLedger(join(folder, 'hall.sqlite'))
  const live = openLiveHall({ id: catalogue.hall.id, ledger, clock: morningClock, log: silentLog })
  const turns = await openDay(live)
  for (const pairs of turns) await workAt(live, pairs)
  const all = turns.flat()
  for (let from = 0; from < waiting; from += FILL_AT_ONCE) {
    const count = Math.min(FILL_AT_ONCE, waiting - from)
    const some = Array.from({ length: count }, (_, index) => all[(from + index) % all.length])
    await askAt(live, issueEach(some.filter((pair) => pair !== undefined)))
  }
  return {
    turn: () => workAt(live, turns[0] ?? []),
    close: () => {
      live.close()
      ledger.close()
    },
  }
}

/** Costs in µs of one command in a group of all windows, by size, each a list over the rounds. */
export const measureDoor = async (
  rounds: number,
  sizes: readonly number[],
  { newFolder }: Run,
): Promise<Map<number, Cost[]>> => {
  const doors = []
  for (const size of sizes) doors.push({ size, door: await openDoor(newFolder(), size), costs: [] as Cost[] })
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? doors : [...doors].reverse()
    for (const { door, costs } of order) costs.push(await door.turn())
  }
  for (const { door } of doors) door.close()
  return new Map(doors.map(({ size, costs }) => [size, costs]))
}

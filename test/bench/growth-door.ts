/** Growth through the whole door: fingerprint, receipt, decision, fold, transaction, chain, disk. */
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Actor } from '../../hall/actor.ts'
import type { Intent } from '../../hall/commands.ts'
import { systemClock } from '../../server/clock.ts'
import { sqliteLedger } from '../../server/ledger/sqlite.ts'
import { type LiveHall, openLiveHall } from '../../server/live-hall.ts'
import { silentLog } from '../../server/log.ts'
import type { Cost } from './growth.ts'
import type { Run } from './plan.ts'
import { nextId } from './target.ts'
import { catalogue, GUIDE, issueFor, type Pair, pairsOf, SYSTEM, staffAt } from './waiting-hall.ts'

/** The door groups what comes within 2 ms; after a rest the next group is written at once. */
const REST_MS = 3
const FILL_AT_ONCE = 500

const askAt = async (live: LiveHall, asked: readonly (readonly [Intent, Actor])[]): Promise<void> => {
  const replies = await Promise.all(asked.map(([intent, actor]) => live.submit({ id: nextId(), ...intent }, actor)))
  for (const reply of replies) if (!reply.ok) throw new Error(`The bench was refused: ${reply.code}`)
}

/** µs for each command of a group that arrives together. */
const timed = async (live: LiveHall, asked: readonly (readonly [Intent, Actor])[]): Promise<number> => {
  await sleep(REST_MS)
  const from = performance.now()
  await askAt(live, asked)
  return ((performance.now() - from) * 1_000) / asked.length
}

/** One ticket for each window, then one call at each, then everybody is served. */
const turn = async (live: LiveHall, pairs: readonly Pair[]): Promise<Cost> => {
  const issue = await timed(
    live,
    pairs.map(({ service }) => [issueFor(service), GUIDE]),
  )
  const callNext = await timed(
    live,
    pairs.map(({ counter }) => [{ type: 'CallNext', counter }, staffAt(counter)]),
  )
  const seated = pairs.map(({ counter }) => {
    const state = live.hall().counters.get(counter)
    const ticket = state && 'ticket' in state ? state.ticket : undefined
    if (ticket === undefined) throw new Error(`Nobody is at window ${counter}, which just called.`)
    return { counter, ticket }
  })
  await askAt(
    live,
    seated.map((here) => [{ type: 'StartServing', ...here }, staffAt(here.counter)]),
  )
  await askAt(
    live,
    seated.map((here) => [{ type: 'CompleteTicket', ...here, outcome: 'immediate' }, staffAt(here.counter)]),
  )
  return { issue, callNext }
}

/** Opens a hall on a disk with this many waiting. */
export const openDoor = async (folder: string, waiting: number) => {
  const ledger = sqliteLedger(join(folder, 'hall.sqlite'))
  const live = openLiveHall({ id: catalogue.hall.id, ledger, clock: systemClock, log: silentLog })
  await askAt(live, [
    [{ type: 'PublishCatalogue', catalogue }, SYSTEM],
    [{ type: 'OpenHall' }, SYSTEM],
  ])
  const pairs = pairsOf(live.hall())
  // Each window once in a turn: the pairs begin with the first service of every window.
  const windows = pairs.slice(0, new Set(pairs.map(({ counter }) => counter)).size)
  await askAt(
    live,
    windows.map(({ counter }) => [{ type: 'OpenCounter', counter }, staffAt(counter)]),
  )
  for (let from = 0; from < waiting; from += FILL_AT_ONCE) {
    const count = Math.min(FILL_AT_ONCE, waiting - from)
    const some = Array.from({ length: count }, (_, index) => pairs[(from + index) % pairs.length])
    await askAt(
      live,
      some.flatMap((pair) => (pair ? [[issueFor(pair.service), GUIDE] as const] : [])),
    )
  }
  return {
    turn: () => turn(live, windows),
    close: () => {
      live.close()
      ledger.close()
    },
  }
}

/** Costs in µs of one command in a group of eighteen, by size, each a list over the rounds. */
export const measureDoor = async (
  rounds: number,
  sizes: readonly number[],
  { newFolder }: Run,
): Promise<Map<number, Cost[]>> => {
  const doors = []
  for (const size of sizes) doors.push({ size, door: await openDoor(newFolder(), size), costs: [] as Cost[] })
  for (const { door } of doors) for (let warm = 0; warm < 5; warm += 1) await door.turn()
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? doors : [...doors].reverse()
    for (const { door, costs } of order) costs.push(await door.turn())
  }
  for (const { door } of doors) door.close()
  return new Map(doors.map(({ size, costs }) => [size, costs]))
}

/** A day of a hall: people take numbers, every window calls, and everybody is served. */
import type { Actor } from '../../hall/actor.ts'
import type { Intent } from '../../hall/commands.ts'
import type { LiveHall } from '../../server/live-hall.ts'
import { nextId } from './target.ts'
import { catalogue, GUIDE, issueFor, type Pair, pairsOf, SYSTEM, staffAt } from './waiting-hall.ts'

export type Asked = readonly (readonly [Intent, Actor])[]

/** Asks all of it at once and expects that none is refused. */
export const askAt = async (live: LiveHall, asked: Asked): Promise<void> => {
  const replies = await Promise.all(asked.map(([intent, actor]) => live.submit({ id: nextId(), ...intent }, actor)))
  for (const reply of replies) if (!reply.ok) throw new Error(`The bench was refused: ${reply.code}`)
}

/** Serves whoever sits at these windows. */
export const serveEverybody = async (live: LiveHall, pairs: readonly Pair[]): Promise<void> => {
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
}

export const issueEach = (pairs: readonly Pair[]): Asked => pairs.map(({ service }) => [issueFor(service), GUIDE])
export const callEach = (pairs: readonly Pair[]): Asked =>
  pairs.map(({ counter }) => [{ type: 'CallNext', counter }, staffAt(counter)])

/** Opens the hall and its windows. Answers with every window's services in turns, each turn holding each window once. */
export const openDay = async (live: LiveHall): Promise<Pair[][]> => {
  await askAt(live, [
    [{ type: 'PublishCatalogue', catalogue }, SYSTEM],
    [{ type: 'OpenHall' }, SYSTEM],
  ])
  const pairs = pairsOf(live.hall())
  const windows = new Set(pairs.map(({ counter }) => counter)).size
  await askAt(
    live,
    pairs.slice(0, windows).map(({ counter }) => [{ type: 'OpenCounter', counter }, staffAt(counter)]),
  )
  return Array.from({ length: pairs.length / windows }, (_, turn) => pairs.slice(turn * windows, (turn + 1) * windows))
}

/** At least this many tickets, each issued, called, served and completed. */
export const fillDay = async (live: LiveHall, tickets: number): Promise<void> => {
  const turns = await openDay(live)
  let issued = 0
  for (let turn = 0; issued < tickets; turn += 1) {
    const pairs = turns[turn % turns.length] ?? []
    await askAt(live, issueEach(pairs))
    await askAt(live, callEach(pairs))
    await serveEverybody(live, pairs)
    issued += pairs.length
  }
}

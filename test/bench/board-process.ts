/** Windows calling, and the screens that show it, for the hall and its twin by turns in one process with one clock. */
import { setTimeout as sleep } from 'node:timers/promises'
import { type Audience, openAudience } from './audience.ts'
import { boardOf, giveTemplate, type HttpLine, openLine } from './http-line.ts'
import { actAsPeer } from './peer.ts'
import { type Desk, nextId, type Target } from './target.ts'

export type BoardWatch = {
  readonly hall: Target
  readonly twin: Target
  readonly desks: readonly Desk[]
  readonly screens: number
  readonly calls: number
  readonly budgetMs: number
}
/** Milliseconds from each call to its last screen. */
export type BoardResult = {
  readonly hall: readonly number[]
  readonly twin: readonly number[]
  readonly messageBytes: { readonly hall: number; readonly twin: number }
}

/** Calls are this far apart, ms, so that each is told at once and not with the one before it. */
const APART_MS = 125
/** Calls that the board of a busy minute holds: as many are made before anything is timed. */
const MINUTE_OF_CALLS = 100

type Reply = { readonly position: number; readonly ticket: string }

const ask = async (line: HttpLine, path: string, intent: object, token?: string): Promise<Reply> => {
  const answer = await line.post(path, JSON.stringify({ id: nextId(), ...intent }), token)
  if (answer.status !== 200) throw new Error(`${JSON.stringify(intent)} was refused: ${answer.status} ${answer.body}`)
  return JSON.parse(answer.body) as Reply
}

const watchBoards = async ({ hall, twin, desks, screens, calls, budgetMs }: BoardWatch): Promise<BoardResult> => {
  const toHall = openLine(hall.port)
  const toTwin = openLine(twin.port)
  let seated: { readonly desk: Desk; readonly ticket: string }[] = []

  const call = async (desk: Desk): Promise<number> => {
    const { position, ticket } = await ask(toHall, hall.path, { type: 'CallNext', counter: desk.counter }, desk.token)
    seated.push({ desk, ticket })
    return position
  }
  /** Everybody at a window is served, and the screens come to rest. */
  const serveAll = async (): Promise<void> => {
    for (const { desk, ticket } of seated) {
      const here = { counter: desk.counter, ticket }
      await ask(toHall, hall.path, { type: 'StartServing', ...here }, desk.token)
      await ask(toHall, hall.path, { type: 'CompleteTicket', ...here, outcome: 'immediate' }, desk.token)
    }
    seated = []
    await sleep(2 * APART_MS)
  }
  const freeDesk = async (turn: number): Promise<Desk> => {
    if (seated.length === desks.length) await serveAll()
    const desk = desks[turn % desks.length]
    if (!desk) throw new Error('The hall of the bench has no window that calls.')
    return desk
  }

  // As full as a busy minute makes it, so that every message measured has the size of the largest.
  for (let turn = 0; turn < MINUTE_OF_CALLS; turn += 1) await call(await freeDesk(turn))
  await serveAll()
  await giveTemplate(twin, await boardOf(hall))

  const atHall = await openAudience(hall, screens)
  const atTwin = await openAudience(twin, screens)
  const timed = async (audience: Audience, send: () => Promise<number>): Promise<number> => {
    const sentAt = performance.now()
    return (await audience.painted(await send())) - sentAt
  }
  const took = { hall: [] as number[], twin: [] as number[] }
  const until = performance.now() + budgetMs
  for (let turn = 0; turn < calls && performance.now() < until; turn += 1) {
    const desk = await freeDesk(turn)
    const begun = performance.now()
    const measures = [
      async () => took.hall.push(await timed(atHall, () => call(desk))),
      async () =>
        took.twin.push(await timed(atTwin, async () => (await ask(toTwin, twin.path, { type: 'CallNext' })).position)),
    ]
    for (const measure of turn % 2 === 0 ? measures : measures.reverse()) await measure()
    await sleep(Math.max(0, begun + APART_MS - performance.now()))
  }
  const messageBytes = { hall: atHall.messageBytes(), twin: atTwin.messageBytes() }
  atHall.close()
  atTwin.close()
  await serveAll()
  toHall.close()
  toTwin.close()
  return { ...took, messageBytes }
}

actAsPeer(async (watch: BoardWatch) => ({ value: await watchBoards(watch), close: async () => {} }))

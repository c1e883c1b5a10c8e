/** Who acts in a simulated hall: visitors at kiosks and the guide's desk, and clerks who do what their screens show. */
import type { Actor } from '../../hall/actor.ts'
import { OUTCOMES } from '../../hall/catalogue.ts'
import type { Command, Intent } from '../../hall/commands.ts'
import type { StripView } from '../../hall/views/public.ts'
import type { CounterView } from '../../hall/views/window.ts'
import { staffAt } from '../kit/actors.ts'
import type { Asker } from './asker.ts'
import { openAsker } from './asker.ts'
import { openFollower } from './follow.ts'
import { type Line, openLine } from './line.ts'
import type { Promises } from './promises.ts'
import type { Server } from './server.ts'
import type { Stage } from './stage.ts'

export type Mint = (what: string) => string

/** A machine with people before it. */
export type Post = {
  readonly line: Line
  /** The browser dies and comes back; a kiosk finds again what it had written down. */
  readonly crash: () => void
  /** Whether nothing is on its way. */
  readonly atRest: () => boolean
}

type Parts = { readonly stage: Stage; readonly server: Server; readonly promises: Promises; readonly mint: Mint }

const SERVICES = ['A-01', 'A-02', 'B-01', 'B-02', 'C-01'] as const

/**
 * A kiosk, or the guide's desk: a command is written down before it is sent and struck out when it was answered, so one tap
 * is one number whatever happens between (client/send.ts).
 */
export const openKiosk = ({ stage, server, promises, mint }: Parts, actor: Actor): Post => {
  const { random, after, calm } = stage
  const line = openLine(stage)
  const asker = openAsker(stage, server, line, actor, promises)
  let written: Command | undefined
  let page = 0

  const bring = (): void => {
    const command = written
    if (!command) return
    asker.send(command, (reply) => {
      if (reply) written = undefined
      actIn(reply ? 500 + random.int(7_000) : 600)
    })
  }
  const actIn = (ms: number): void => {
    const mine = page
    after(ms, () => {
      if (mine === page) act()
    })
  }
  const act = (): void => {
    if (!written) {
      if (calm()) return
      const other = actor.role === 'guide' && random.chance(0.7)
      written = {
        id: mint('c'),
        type: 'IssueTicket',
        ticket: mint('t'),
        service: random.pick(SERVICES),
        ...(other ? { class: 'priority', ground: 'elderly' } : {}),
      }
    }
    bring()
  }
  actIn(random.int(1_000))
  return {
    line,
    crash: () => {
      page += 1
      asker.forget()
      actIn(500 + random.int(4_000))
    },
    atRest: () => written === undefined,
  }
}

/** Who is in front, as the clerk's page remembers it from its own call. */
type InFront = { readonly id: string; readonly number: string }

/** What a clerk does about what the strip above the window shows, and about whom. */
const wishOf = ({ random, calm }: Stage, counter: string, view: StripView, inFront?: InFront): Intent | undefined => {
  if (!view.open) return undefined
  if (view.status !== 'open') return { type: 'OpenCounter', counter }
  if (view.ticketStatus === undefined) return { type: 'CallNext', counter }
  if (!inFront) return undefined
  const here = { counter, ticket: inFront.id }
  if (view.ticketStatus === 'called') {
    if (!calm() && random.chance(0.15)) return { type: 'RecallTicket', ...here }
    if (random.chance(0.1)) return { type: 'MarkNoShow', ...here }
    if (!calm() && random.chance(0.05)) return { type: 'RequeueTicket', ...here, reason: '窗口不对' }
    return { type: 'StartServing', ...here }
  }
  if (!calm() && random.chance(0.1))
    return { type: 'TransferTicket', ticket: inFront.id, service: random.pick(SERVICES), reason: 'wrong-theme' }
  return { type: 'CompleteTicket', ...here, outcome: random.pick(OUTCOMES), reason: '材料不全' }
}

/** A clerk at a window computer. After a crash of the page it asks the hall who is in front. */
export const openWindow = ({ stage, server, promises, mint }: Parts, counter: string): Post => {
  const { random, after } = stage
  const line = openLine(stage)
  const follower = openFollower<'strip'>(stage, server, line, `strip:${counter}`, () => {})
  const asker: Asker = openAsker(stage, server, line, staffAt(counter), promises)
  let inFront: InFront | undefined
  let busy = false
  let page = 0

  const again = (ms: number): void => {
    const mine = page
    after(ms, () => {
      if (mine === page) think()
    })
  }
  const think = (): void => {
    const view = follower.shown()?.view
    if (view?.number !== undefined && view.number !== inFront?.number) {
      const mine = page
      server.look(line, `counter:${counter}`, (message) => {
        const ticket = (message.view as CounterView).ticket
        if (mine === page && ticket) inFront = { id: ticket.id, number: ticket.number }
      })
      again(500)
      return
    }
    const intent = view && wishOf(stage, counter, view, inFront)
    if (!intent) {
      again(300 + random.int(1_700))
      return
    }
    busy = true
    asker.send({ id: mint('c'), ...intent }, (reply) => {
      busy = false
      if (intent.type === 'CallNext' && reply?.ok) inFront = { id: reply.ticket ?? '', number: reply.number ?? '' }
      again(reply?.ok === false ? 1_000 + random.int(3_000) : 300 + random.int(2_500))
    })
  }
  again(random.int(500))
  return {
    line,
    crash: () => {
      page += 1
      busy = false
      inFront = undefined
      asker.forget()
      follower.reload()
      again(1_000 + random.int(2_000))
    },
    atRest: () => !busy,
  }
}

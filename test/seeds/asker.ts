/** How a screen asks: the same command under the same id until somebody answers, as client/send.ts does. */
import type { Actor } from '../../hall/actor.ts'
import type { Command } from '../../hall/commands.ts'
import type { Reply } from '../../hall/reply.ts'
import type { Line } from './line.ts'
import type { Promises } from './promises.ts'
import type { Server } from './server.ts'
import type { Stage } from './stage.ts'

/** The times of client/ask.ts and client/send.ts, ms. */
const DEADLINE_MS = 8_000
const PAUSE_MS = 600
const TRIES = 5

export type Asker = {
  /** Sends until it is answered; `undefined` after five tries without an answer. */
  readonly send: (command: Command, done: (reply: Reply | undefined) => void) => void
  /** The page is gone: nothing that it asked is heard any more. */
  readonly forget: () => void
}

export const openAsker = (stage: Stage, server: Server, line: Line, actor: Actor, promises: Promises): Asker => {
  const { after, count } = stage
  let page = 0
  const send = (command: Command, done: (reply: Reply | undefined) => void, left: number): void => {
    const mine = page
    let over = false
    const end = (reply: Reply | undefined): void => {
      if (over || mine !== page) return
      over = true
      const passing = reply === undefined || (!reply.ok && reply.code === 'storage-failed')
      if (!passing) promises.answered(command, reply)
      if (!passing || left === 1) {
        done(passing ? undefined : reply)
        return
      }
      count('sent again')
      after(PAUSE_MS, () => {
        if (mine === page) send(command, done, left - 1)
      })
    }
    server.ask(line, command, actor, end)
    after(DEADLINE_MS, () => end(undefined))
  }
  return {
    send: (command, done) => send(command, done, TRIES),
    forget: () => {
      page += 1
    },
  }
}

/** A machine of the compressed day: it presses, and sends again under the same id until somebody answers. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Command, Intent } from '../../hall/commands.ts'
import type { Accepted } from '../../hall/reply.ts'
import { oneAtATime } from '../../printer/one-at-a-time.ts'
import { type HttpLine, openLine } from '../bench/http-line.ts'
import { nextId } from '../bench/target.ts'
import { addressOf } from './addresses.ts'

export type Told = {
  /** What was answered for certain, and when, ms since 1970. */
  readonly acknowledged: { readonly command: Command; readonly reply: Accepted; readonly at: number }[]
  readonly errors: string[]
  resent: number
}

export type Machine = {
  /** The answer, or the code of a refusal. */
  readonly send: (intent: Intent) => Promise<Accepted | string>
  /** Somebody signed in again. */
  readonly signIn: (name: string, password: string, machine: string) => Promise<void>
  /** The browser dies with the answer on its way; what it had written down is sent again by the next. */
  readonly crash: () => void
  readonly close: () => void
}

/** Passing troubles: nobody answers, no room, too fast; after which the same command is sent again. */
const PASSING = new Set([429, 500, 502, 503])
/** Refusals after which people come again. */
const LATER = new Set(['issuing-stopped'])
const AGAIN_MS = 200
/** A hall that does not answer for so long has failed, ms. */
const GIVES_UP_MS = 60_000

/** What a machine of a hall is given: where the hall is, and whom to believe. */
export type Place = { readonly port: number; readonly path: string; readonly ca?: string }

/** @param index of its address; @param begins the token with which it begins */
export const openMachine = ({ port, path, ca }: Place, index: number, begins: string, told: Told): Machine => {
  let token = begins
  const open = (): HttpLine => openLine(port, addressOf(index), ca)
  let line = open()
  const again = (): void => {
    line.close()
    line = open()
  }
  const post = async (command: Command): Promise<{ readonly status: number; readonly body: string }> => {
    try {
      return await line.post(path, JSON.stringify(command), token)
    } catch {
      again()
      return { status: 503, body: '{}' }
    }
  }
  const press = async (intent: Intent): Promise<Accepted | string> => {
    const command: Command = { id: nextId(), ...intent }
    const until = Date.now() + GIVES_UP_MS
    for (;;) {
      const { status, body } = await post(command)
      if (status === 200) {
        const reply = JSON.parse(body) as Accepted
        told.acknowledged.push({ command, reply, at: Date.now() })
        return reply
      }
      const code = status === 503 ? '' : String((JSON.parse(body) as { readonly code?: unknown }).code)
      if (!PASSING.has(status) && !LATER.has(code)) return code
      if (Date.now() > until) {
        told.errors.push(`${intent.type} was not answered for a minute: ${status} ${body.slice(0, 100)}`)
        return 'unanswered'
      }
      told.resent += 1
      await sleep(AGAIN_MS)
    }
  }
  /** A screen asks one thing at a time. */
  const inTurn = oneAtATime()
  return {
    send: (intent) => inTurn(() => press(intent)),
    signIn: (name, password, machine) =>
      inTurn(async () => {
        const { status, body } = await line.post('/api/sign-in', JSON.stringify({ name, password }), machine)
        if (status === 200) token = (JSON.parse(body) as { readonly token: string }).token
      }).catch(again),
    crash: again,
    close: () => line.close(),
  }
}

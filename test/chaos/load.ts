/** The load: everybody presses one button after another, and sends again what was not answered, under the same id. */
import type { Command, Intent } from '../../hall/commands.ts'
import type { Accepted } from '../../hall/reply.ts'
import { mintSecret } from '../../server/clock.ts'
import type { Chance } from './chance.ts'
import type { Line } from './line.ts'
import { HALL, type Person, SERVICES } from './people.ts'

/** What a client was told for certain. */
export type Acknowledged = { readonly command: Command; readonly reply: Accepted; readonly token: string }

/** A window with nobody waiting, or a server that could not write, is asked again after this, ms. */
const AGAIN_AFTER_MS = 5
/** A server that cannot write so often has failed for good. */
const TRIES = 40

export type Presser = {
  /** Presses until told to stop or until nobody answers. */
  readonly press: (line: Line, stopped: () => boolean, restMs?: number) => Promise<void>
  /** Whether something was sent that nobody answered. */
  readonly waiting: () => boolean
  /** Sends again what was left unanswered, until it is answered. False when it never was. */
  readonly finish: (line: Line) => Promise<boolean>
}

const pause = (ms = AGAIN_AFTER_MS): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** What a person does next, knowing only what they were told. */
const mind = ({ counter }: Person, chance: Chance) => {
  let ticket = ''
  let stage: 'free' | 'called' | 'serving' = 'free'
  return {
    next: (): Intent => {
      if (counter === undefined) return { type: 'IssueTicket', ticket: mintSecret(), service: chance.oneOf(SERVICES) }
      if (stage === 'free') return { type: 'CallNext', counter }
      if (stage === 'called') return { type: 'StartServing', counter, ticket }
      return { type: 'CompleteTicket', counter, ticket, outcome: 'immediate' }
    },
    heard: (type: Command['type'], reply: Accepted): void => {
      if (type === 'CallNext') {
        ticket = reply.ticket ?? ''
        stage = 'called'
      }
      if (type === 'StartServing') stage = 'serving'
      if (type === 'CompleteTicket') stage = 'free'
    },
  }
}

/** What everybody was told, in one place for the reckoning. */
export type Told = {
  readonly acknowledged: Acknowledged[]
  /** Answers that a hall which kept its promises could not give. */
  readonly surprises: string[]
  /** How long each accepted command took, ms. */
  readonly latenciesMs: number[]
  /** When somebody was told that nothing could be written, by `performance.now()`. */
  readonly notWrittenAt: number[]
}

export const presser = (person: Person, chance: Chance, told: Told): Presser => {
  const { next, heard } = mind(person, chance)
  let pending: Command | undefined

  /** Sends what is pending and hears what became of it. */
  const send = async (line: Line, command: Command): Promise<'accepted' | 'refused' | 'not written' | 'no answer'> => {
    const sentAt = performance.now()
    const answer = await line.post(`${HALL}/commands`, command, person.token)
    if (!answer) return 'no answer'
    if (answer.status === 503) {
      told.notWrittenAt.push(performance.now())
      return 'not written'
    }
    pending = undefined
    if (answer.status === 200) {
      const reply = answer.body as unknown as Accepted
      told.acknowledged.push({ command, reply, token: person.token })
      told.latenciesMs.push(performance.now() - sentAt)
      heard(command.type, reply)
      return 'accepted'
    }
    // These people only do what they may after what they were told: an empty queue is all that can stand in their way.
    if (answer.body.code !== 'nobody-waiting')
      told.surprises.push(`${person.name}: ${command.type} was refused: ${JSON.stringify(answer.body)}`)
    return 'refused'
  }

  return {
    press: async (line, stopped, restMs = 0) => {
      while (!stopped()) {
        pending ??= { id: mintSecret(), ...next() }
        const end = await send(line, pending)
        if (end === 'no answer') return
        if (end !== 'accepted' || restMs > 0) await pause(end === 'accepted' ? restMs : AGAIN_AFTER_MS)
      }
    },
    waiting: () => pending !== undefined,
    finish: async (line) => {
      for (let tries = 0; pending && tries < TRIES; tries += 1) {
        const end = await send(line, pending)
        if (end === 'not written' || end === 'no answer') await pause()
      }
      return pending === undefined
    },
  }
}

/** Stands beside a simulated hall and knows everything that anybody was ever told. It trusts the disk, and nothing else. */
import type { Command } from '../../hall/commands.ts'
import { fold } from '../../hall/evolve.ts'
import type { Hall } from '../../hall/hall.ts'
import { ANNOUNCE_WITHIN_MS } from '../../hall/limits.ts'
import type { Accepted, Reply } from '../../hall/reply.ts'
import { verify } from '../../hall/verify.ts'
import { stateOf } from '../kit/hall-state.ts'
import type { Disk } from './disk.ts'
import { HALL } from './server.ts'
import type { Stage } from './stage.ts'

export type Promises = {
  /** A client heard the answer to its command. */
  readonly answered: (command: Command, reply: Reply) => void
  /** A paper came out. */
  readonly printed: (job: string, ticket: string) => void
  readonly shown: (screen: string, position: number) => void
  readonly calledOut: (page: string, position: number) => void
  /** Everything that can be asked of the ledger at any moment: what was acknowledged, and what the rules say. */
  readonly settle: (hall: Hall) => void
  /** Calls after that moment which one of the pages did not call out. */
  readonly unheard: (page: string, since: number) => number[]
}

export const openPromises = (stage: Stage, disk: Disk): Promises => {
  const { broken, at, count, note } = stage
  const acknowledged = new Map<string, { readonly type: string; readonly reply: Accepted }>()
  const refused = new Map<string, string>()
  const papers = new Set<string>()
  const said = new Map<string, Set<number>>()

  return {
    answered: (command, reply) => {
      note(`${command.id} ${reply.ok ? reply.position : reply.code}`)
      if (!reply.ok) {
        refused.set(command.id, reply.code)
        count('refused')
        return
      }
      const before = acknowledged.get(command.id)
      if (before && JSON.stringify(before.reply) !== JSON.stringify(reply))
        broken('I8', `${command.id} was answered ${JSON.stringify(before.reply)}, then ${JSON.stringify(reply)}`)
      acknowledged.set(command.id, { type: command.type, reply })
      count('acknowledged')
      if (reply.position > disk.durable())
        broken('I3', `${command.id} was acknowledged at ${reply.position}, and the disk has ${disk.durable()}`)
    },
    printed: (job, ticket) => {
      if (!disk.tickets.has(ticket)) broken('I5', `${ticket} was printed and is not in the ledger`)
      if (papers.has(job)) broken('I5', `${job} came out twice without saying 补打`)
      papers.add(job)
    },
    shown: (screen, position) => {
      if (position > disk.durable())
        broken('I7', `${screen} shows position ${position}, and the disk has ${disk.durable()}`)
    },
    calledOut: (page, position) => {
      const call = disk.calls.get(position)
      if (!call) return broken('I5', `${page} called out ${position}, and no call stands there`)
      // A server that starts with a clock behind its ledger cannot know how long it was away.
      const knows = call.crashes === disk.crashes() || !stage.counted.has('clock jumps')
      if (knows && at() - call.at > ANNOUNCE_WITHIN_MS + 2_000)
        broken('I16', `${page} called out ${position} after ${at() - call.at} ms`)
      const mine = said.get(page) ?? new Set<number>()
      if (mine.has(position)) broken('I16', `${page} called out ${position} twice`)
      said.set(page, mine.add(position))
      return count('called out')
    },
    settle: (hall) => {
      for (const [command, { type, reply }] of acknowledged) {
        const receipt = disk.ledger.receipt(HALL, command)
        if (JSON.stringify(receipt?.reply) === JSON.stringify(reply)) continue
        // What was so already left nothing to keep.
        if (receipt === undefined && reply.ticket === undefined && type === 'OpenCounter') continue
        broken(
          'I3',
          `${type} ${command} was acknowledged as ${JSON.stringify(reply)} and is ${JSON.stringify(receipt)}`,
        )
      }
      const events = [...disk.ledger.read(HALL, 0)]
      for (const { command, event } of events)
        if (refused.has(command))
          broken('I8', `${command} was refused (${refused.get(command)}) and left ${event.type}`)
      const verdict = verify(events, HALL)
      if (!verdict.ok) {
        const [first] = verdict.findings
        broken(first?.rule ?? 'I9', `at ${first?.position}: ${first?.sentence}`)
        return
      }
      // The whole state is a long text: one life in four is compared.
      if (stage.random.chance(0.25) && stateOf(fold(HALL, events)) !== stateOf(hall))
        broken('I11', 'the fold of the ledger is not the hall')
    },
    unheard: (page, since) =>
      [...disk.calls].flatMap(([position, call]) =>
        call.at >= since && !said.get(page)?.has(position) ? [position] : [],
      ),
  }
}

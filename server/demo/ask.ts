/** How simulated people ask: through the one door, as whoever they are, with what the hall said no to kept count of. */
import type { Actor } from '../../hall/actor.ts'
import type { Intent } from '../../hall/commands.ts'
import type { RefusalCode } from '../../hall/refusal.ts'
import type { Reply } from '../../hall/reply.ts'
import type { LiveHall } from '../live-hall.ts'
import type { Log } from '../log.ts'
import type { Chance } from './chance.ts'

/** Asks for something; undefined when the asker is nobody any more. */
export type Ask = (actor: Actor | undefined, intent: Intent) => Promise<Reply | undefined>

/**
 * What a visitor who plays along can bring about between a look and an act: tickets moved, windows closed, the hall
 * shut, another catalogue. Anything else would be a defect of the demonstration.
 */
const MAY_HAPPEN: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  'hall-closed',
  'hall-open',
  'hall-full',
  'unknown-service',
  'unknown-counter',
  'unknown-ticket',
  'service-closed',
  'quota-used',
  'already-queued',
  'identity-needed',
  'counter-closed',
  'counter-paused',
  'counter-busy',
  'counter-without-queue',
  'nobody-waiting',
  'wrong-status',
  'elsewhere',
  'not-authorised',
  'same-service',
  'too-soon',
  'calls-spent',
  'calls-missing',
  'return-too-late',
  'returns-spent',
  'no-return',
  'already-rated',
  'already-explained',
  'too-many-matters',
  'matter-exists',
  'unknown-material',
  'materials-missing',
  'no-such-notice',
  'unknown-question',
  'not-on-duty',
  'not-a-desk',
  'time-passed',
  'not-a-backup',
  'not-away',
  'already-covered',
  'nothing-to-undo',
  'undo-too-late',
  'undo-overtaken',
  'storage-failed',
])

export type Asking = { readonly ask: Ask; readonly refusals: ReadonlyMap<RefusalCode, number> }

export const openAsking = (live: LiveHall, chance: Chance, log: Log): Asking => {
  const refusals = new Map<RefusalCode, number>()
  return {
    refusals,
    ask: async (actor, intent) => {
      if (!actor) return undefined
      const reply = await live.submit({ id: chance.id(), ...intent }, actor)
      if (reply.ok) return reply
      refusals.set(reply.code, (refusals.get(reply.code) ?? 0) + 1)
      if (!MAY_HAPPEN.has(reply.code)) log('error', 'demo-refused', { asked: intent.type, code: reply.code })
      return reply
    },
  }
}

/** The simulation with a fault planted in it: each must be caught, and by its rule. A simulation that passes these is blind. */
import { describe, expect, it } from 'vitest'
import { decide } from '../../hall/decide.ts'
import type { HallEvent } from '../../hall/events.ts'
import { evolve } from '../../hall/evolve.ts'
import { pickNext } from '../../hall/queue.ts'
import { accept, type Refusal } from '../../hall/refusal.ts'
import type { Ledger } from '../../server/ledger/ledger.ts'
import { usualActor } from '../kit/actors.ts'
import { listOf } from '../kit/naive-order.ts'
import { laxLedger } from './lax-ledger.ts'
import { type Plan, simulate } from './simulate.ts'
import { liveWorld, type Parts, plainWorld } from './world.ts'

type Decide = typeof decide

/** The real decision with one of its events written otherwise. */
const rewriting =
  (rewrite: (event: HallEvent, ...args: Parameters<Decide>) => HallEvent): Decide =>
  (...args) => {
    const decision = decide(...args)
    return decision.ok ? accept(...decision.events.map((event) => rewrite(event, ...args))) : decision
  }

/** The real decision, but for one refusal that is not made. */
const ignoring =
  (code: Refusal['code'], instead: (...args: Parameters<Decide>) => HallEvent | undefined): Decide =>
  (...args) => {
    const decision = decide(...args)
    if (decision.ok || decision.refusal.code !== code) return decision
    const event = instead(...args)
    return event ? accept(event) : decision
  }

const lifo = rewriting((event, command, hall) => {
  if (event.type !== 'TicketCalled' || command.type !== 'CallNext' || event.why.rule === 'help') return event
  const last = listOf(hall, event.counter, 'own').at(-1)
  return last ? { ...event, ticket: last.id, why: { ...event.why, key: last.key } } : event
})

const numberReused = rewriting((event, _command, hall) => {
  if (event.type !== 'TicketIssued') return event
  const free = [...hall.tickets.values()].find(
    ({ status, series }) => status === 'cancelled' && series === event.series,
  )
  return free ? { ...event, number: free.number } : event
})

const keyBySlotAlone = rewriting((event) =>
  event.type === 'TicketIssued' && event.slot !== undefined ? { ...event, key: event.slot } : event,
)

const lateReturn = rewriting((event, _command, hall) => {
  const ticket = event.type === 'TicketReturned' ? hall.tickets.get(event.ticket) : undefined
  return event.type === 'TicketReturned' && ticket ? { ...event, key: ticket.key - 60_000 } : event
})

const twoAtOneWindow = ignoring('counter-busy', (command, hall) => {
  const next = command.type === 'CallNext' ? pickNext(hall, command.counter) : undefined
  return next && command.type === 'CallNext' ? { type: 'TicketCalled', counter: command.counter, ...next } : undefined
})

const ratedTwice = ignoring('already-rated', (command, hall) => {
  const ticket = command.type === 'RateVisit' ? hall.tickets.get(command.ticket) : undefined
  if (command.type !== 'RateVisit' || ticket?.status !== 'completed') return undefined
  return { type: 'VisitRated', ticket: ticket.id, counter: ticket.counter, grade: command.grade }
})

const orphaning = ignoring('live-ticket-orphaned', (command, hall) =>
  command.type === 'PublishCatalogue'
    ? { type: 'CataloguePublished', revision: hall.revision + 1, catalogue: command.catalogue }
    : undefined,
)

const noGap = ignoring('too-soon', (command) =>
  command.type === 'RecallTicket'
    ? { type: 'TicketRecalled', ticket: command.ticket, counter: command.counter }
    : undefined,
)

const quotaByGuess: Decide = (command, hall, context) =>
  decide(command, command.type === 'IssueTicket' ? { ...hall, issuedOf: new Map() } : hall, context)

const anybodyMay: Decide = (command, hall, context) => decide(command, hall, { ...context, actor: usualActor(command) })

const waitsAnew: typeof evolve = (hall, recorded) => {
  evolve(hall, recorded)
  const { event, at } = recorded
  const moved = event.type === 'TicketTransferred' ? hall.tickets.get(event.ticket) : undefined
  if (moved) hall.tickets.set(moved.id, { ...moved, readyAt: at })
  return hall
}

const forgetsMisses: typeof evolve = (hall, recorded) => {
  evolve(hall, recorded)
  if (recorded.event.type === 'NoShowMarked') hall.missed.pop()
  return hall
}

/** Answers before it is written: whatever the disk says, the caller hears yes. */
const ackFirst = (sound: Ledger): Ledger => ({
  ...sound,
  append: (...group) => {
    try {
      sound.append(...group)
    } catch {
      // This is the planted fault.
    }
  },
})

const lostReceipts = (sound: Ledger): Ledger => ({ ...sound, receipt: () => undefined })

/** Every third group loses its last entry on the way to the disk. */
const tornGroups = (sound: Ledger): Ledger => {
  let groups = 0
  return {
    ...sound,
    append: (hall, expected, entries) => {
      groups += 1
      sound.append(hall, expected, groups % 3 === 0 && entries.length > 1 ? entries.slice(0, -1) : entries)
    },
  }
}

const plain = (parts: Partial<Parts>): Pick<Plan, 'world'> => ({ world: plainWorld(parts) })

type Planted = {
  readonly name: string
  readonly caughtAs: RegExp
  readonly plan: Pick<Plan, 'world' | 'ledger' | 'spoil'>
}

const PLANTED: readonly Planted[] = [
  { name: 'I4 the last of the line called first', caughtAs: /I4: /, plan: plain({ decide: lifo }) },
  {
    name: 'I1 the number of a cancelled ticket given again',
    caughtAs: /I1 at /,
    plan: { ...plain({ decide: numberReused }), ledger: laxLedger },
  },
  {
    name: 'L3 the same number again, behind a ledger that refuses it',
    caughtAs: /L6: .* was not stored/,
    plan: plain({ decide: numberReused }),
  },
  {
    name: 'I18 an appointment that earns by coming early',
    caughtAs: /I18 at |Q3: /,
    plan: plain({ decide: keyBySlotAlone }),
  },
  { name: 'I19 a return ahead of where it was', caughtAs: /I19 at |Q3: /, plan: plain({ decide: lateReturn }) },
  { name: 'I2 two tickets at one window', caughtAs: /L6: .* was not stored/, plan: plain({ decide: twoAtOneWindow }) },
  { name: 'I15 a visit rated twice', caughtAs: /I15 at /, plan: plain({ decide: ratedTwice }) },
  { name: 'I20 a publish that orphans', caughtAs: /I20 at /, plan: plain({ decide: orphaning }) },
  { name: 'I9 calls without their gap', caughtAs: /I9 at .*too soon/, plan: plain({ decide: noGap }) },
  { name: 'T3 a quota that is not counted', caughtAs: /T3: /, plan: plain({ decide: quotaByGuess }) },
  { name: 'I14 a policy that asks nobody', caughtAs: /I14 at /, plan: plain({ decide: anybodyMay }) },
  { name: 'I19 a wait that restarts at a transfer', caughtAs: /I11: tickets|Q3: /, plan: plain({ evolve: waitsAnew }) },
  {
    name: 'I11 a hall that forgets what its ledger knows',
    caughtAs: /I11: missed/,
    plan: plain({ evolve: forgetsMisses }),
  },
  { name: 'I13 a clock that goes back', caughtAs: /I13 at /, plan: plain({ time: (machine) => machine }) },
  {
    name: 'L6 a hall that stays ahead of its ledger when a write failed',
    caughtAs: /I11: the hall stands at/,
    plan: plain({ afterFailure: (ahead) => ahead }),
  },
  { name: 'I8 a refusal that is forgotten', caughtAs: /I8: /, plan: plain({ remembers: false }) },
  { name: 'I3 an answer before the write', caughtAs: /I3: /, plan: { world: liveWorld, spoil: ackFirst } },
  { name: 'I8 a lost receipt', caughtAs: /I8: /, plan: { world: liveWorld, spoil: lostReceipts, ledger: laxLedger } },
  { name: 'L1 a group that is written in part', caughtAs: /I3: /, plan: { world: liveWorld, spoil: tornGroups } },
]

const SEEDS = [1, 2, 3, 4, 5, 6]

/** What the simulation says of the seeds, until one names the fault by its rule. */
const caught = async ({ plan, caughtAs }: Planted): Promise<string[]> => {
  const said: string[] = []
  for (const seed of SEEDS) {
    try {
      await simulate({ seed, steps: 250, ...plan })
    } catch (error) {
      said.push(error instanceof Error ? error.message : String(error))
    }
    if (caughtAs.test(said.at(-1) ?? '')) return said
  }
  return said
}

describe('a planted fault', () => {
  for (const planted of PLANTED) {
    it(`${planted.name}, and is caught`, async () => {
      const said = await caught(planted)
      expect(said.join('\n')).toMatch(planted.caughtAs)
      for (const one of said) expect(one).toMatch(/^Seed \d+, step \d+ of 250: /)
    })
  }
})

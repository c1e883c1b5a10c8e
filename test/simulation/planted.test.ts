/** The simulation with a fault planted in it: each must be caught, and by its rule. A simulation that passes these is blind. */
import { describe, expect, it } from 'vitest'
import { decide } from '../../hall/decide.ts'
import type { HallEvent } from '../../hall/events.ts'
import { evolve } from '../../hall/evolve.ts'
import type { Hall } from '../../hall/hall.ts'
import { pickNext } from '../../hall/queue.ts'
import { accept, type Refusal } from '../../hall/refusal.ts'
import { lastAct } from '../../hall/undo.ts'
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

const lifo = rewriting((event, command, hall, { now }) => {
  if (event.type !== 'TicketCalled' || command.type !== 'CallNext' || event.why.rule === 'help') return event
  const last = listOf(hall, event.counter, now).findLast(([{ rule }]) => rule === 'own')?.[1]
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

const twoAtOneWindow = ignoring('counter-busy', (command, hall, { now }) => {
  const next = command.type === 'CallNext' ? pickNext(hall, command.counter, now) : undefined
  return next && command.type === 'CallNext' ? { type: 'TicketCalled', counter: command.counter, ...next } : undefined
})

const ratedTwice = ignoring('already-rated', (command, hall) => {
  const ticket = command.type === 'RateVisit' ? hall.tickets.get(command.ticket) : undefined
  const made = ticket?.served.findIndex((leg) => command.type === 'RateVisit' && leg.rating === command.secret) ?? -1
  const leg = made >= 0 ? made : command.type === 'RateVisit' ? (command.leg ?? 0) : 0
  const done = ticket?.served[leg]
  if (command.type !== 'RateVisit' || !done) return undefined
  const { counter, staffId } = done
  return { type: 'VisitRated', ticket: command.ticket, leg, counter, staffId, grade: command.grade }
})

/** A fold that takes a second rating as it comes. */
const takesTwoRatings: typeof evolve = (hall, recorded) => {
  const { event } = recorded
  const ticket = event.type === 'VisitRated' ? hall.tickets.get(event.ticket) : undefined
  if (event.type === 'VisitRated' && ticket?.served[event.leg]?.grade !== undefined)
    return Object.assign(hall, { position: recorded.position, at: recorded.at })
  return evolve(hall, recorded)
}

const legLost = rewriting((event) => {
  if (event.type !== 'TicketCompleted' || !event.legs) return event
  const { legs, ...rest } = event
  return legs.length > 1 ? { ...rest, legs: legs.slice(1) } : rest
})

const legDoubled = rewriting((event) =>
  event.type === 'TicketCompleted' && event.legs ? { ...event, legs: [...event.legs, ...event.legs] } : event,
)

/** The tickets that were put aside stay where they were, and come along too. */
const takenOverTwice = rewriting((event) => (event.type === 'CounterTakenOver' ? { ...event, tickets: [] } : event))

const transferToTheEnd = rewriting((event, _command, hall) => {
  const ticket = event.type === 'TicketTransferred' ? hall.tickets.get(event.ticket) : undefined
  return event.type === 'TicketTransferred' && ticket ? { ...event, key: ticket.key + 60_000 } : event
})

/** A fold that does something besides, after an undo. */
const afterUndo =
  (spoil: (hall: Hall, at: number) => void): typeof evolve =>
  (hall, recorded) => {
    evolve(hall, recorded)
    if (recorded.event.type === 'ActUndone') spoil(hall, recorded.at)
    return hall
  }

const undoKeepsFigures = afterUndo((hall) => {
  for (const figures of hall.today.values()) figures.cases += 1
})

const undoKeepsCalls: typeof evolve = (hall, recorded) => {
  const calls = [...hall.calls]
  evolve(hall, recorded)
  if (recorded.event.type === 'ActUndone') hall.calls.splice(0, hall.calls.length, ...calls)
  return hall
}

const undoRestartsTheWait = afterUndo((hall, at) => {
  for (const ticket of hall.tickets.values())
    if (ticket.status === 'waiting') hall.tickets.set(ticket.id, { ...ticket, readyAt: at })
})

/** Whoever is called stays put aside where they were, in the books of that window. */
const seatedAtBoth: typeof evolve = (hall, recorded) => {
  evolve(hall, recorded)
  const { event } = recorded
  const from = event.type === 'CounterTakenOver' ? hall.counters.get(event.from) : undefined
  const [ticket] = event.type === 'CounterTakenOver' ? event.tickets : []
  if (from && ticket !== undefined) hall.counters.set(from.id, { ...from, ticket })
  return hall
}

const undoAnyTime = ignoring('undo-too-late', (command, hall) =>
  command.type === 'UndoAct'
    ? {
        type: 'ActUndone',
        counter: command.counter,
        positions: lastAct(hall.acts, command.counter).map(({ position }) => position),
      }
    : undefined,
)

/** What the legs of a day that is over were rated is not looked up. */
const pastForgotten: Decide = (command, hall, context) => {
  const { past, ...rest } = context
  const legs = past?.legs.map((leg) => ({ ...leg, rated: false }))
  return decide(
    command,
    { ...hall, lateRatings: new Set() },
    past && legs ? { ...rest, past: { ...past, legs } } : rest,
  )
}

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

/** Who has a number already is looked up nowhere. */
const personForgotten: Decide = (command, hall, context) => decide(command, { ...hall, byPerson: new Map() }, context)

const nobodyNeeded: Decide = (command, hall, context) => {
  const services = new Map([...hall.lookup.services].map(([id, { identity: _asks, ...rest }]) => [id, rest]))
  return decide(command, { ...hall, lookup: { ...hall.lookup, services } }, context)
}

const nameInFull = rewriting((event) =>
  event.type === 'TicketIssued' && event.maskedName !== undefined ? { ...event, maskedName: '欧阳某某' } : event,
)

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
  /** More than the usual, for what needs several days. */
  readonly steps?: number
  readonly plan: Pick<Plan, 'world' | 'ledger' | 'spoil' | 'watchedWith'>
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
  { name: 'I19 a return ahead of where it was', caughtAs: /I19: /, plan: plain({ decide: lateReturn }) },
  { name: 'I2 two tickets at one window', caughtAs: /L6: .* was not stored/, plan: plain({ decide: twoAtOneWindow }) },
  {
    name: 'I15 T19 a leg rated twice',
    caughtAs: /I15: /,
    plan: { ...plain({ decide: ratedTwice, evolve: takesTwoRatings }), watchedWith: takesTwoRatings },
  },
  {
    name: 'T21 a leg of an earlier day rated twice',
    caughtAs: /I15: /,
    plan: plain({ decide: pastForgotten }),
    steps: 900,
  },
  { name: 'T10 a leg lost when another ends', caughtAs: /T10: /, plan: plain({ decide: legLost }) },
  { name: 'T10 a leg that comes twice', caughtAs: /T10: /, plan: plain({ decide: legDoubled }) },
  {
    name: 'C16 a take-over that leaves the tickets at the other window',
    caughtAs: /I2: .* put aside at/,
    plan: plain({ decide: takenOverTwice }),
  },
  {
    name: 'C16 I2 a take-over after which somebody is at both windows',
    caughtAs: /I2: /,
    plan: { ...plain({ evolve: seatedAtBoth }), watchedWith: seatedAtBoth },
  },
  { name: 'I19 T14 a transfer to the end of the line', caughtAs: /I19: /, plan: plain({ decide: transferToTheEnd }) },
  {
    name: 'I19 T14 a transfer that restarts the wait, in every fold',
    caughtAs: /I19: .* restarted the wait/,
    plan: { ...plain({ evolve: waitsAnew }), watchedWith: waitsAnew },
  },
  {
    name: 'C11 an undo that forgets the figures',
    caughtAs: /C11: today/,
    plan: { ...plain({ evolve: undoKeepsFigures }), watchedWith: undoKeepsFigures },
  },
  {
    name: 'C11 an undo after which the call is still on the board',
    caughtAs: /C11: calls/,
    plan: { ...plain({ evolve: undoKeepsCalls }), watchedWith: undoKeepsCalls },
  },
  {
    name: 'C11 an undo that restarts waits',
    caughtAs: /C11: |I19: /,
    plan: { ...plain({ evolve: undoRestartsTheWait }), watchedWith: undoRestartsTheWait },
  },
  { name: 'C11 an undo at any time', caughtAs: /C11[: ]|L6: .* was not stored/, plan: plain({ decide: undoAnyTime }) },
  { name: 'I20 a publish that orphans', caughtAs: /I20 at /, plan: plain({ decide: orphaning }) },
  { name: 'T22 a second number for the same matter', caughtAs: /T22: /, plan: plain({ decide: personForgotten }) },
  { name: 'T23 a number for nobody known', caughtAs: /T23: /, plan: plain({ decide: nobodyNeeded }) },
  { name: 'T24 a name in full on a ticket', caughtAs: /T24: /, plan: plain({ decide: nameInFull }) },
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
const caught = async ({ plan, caughtAs, steps = 400 }: Planted): Promise<string[]> => {
  const said: string[] = []
  for (const seed of SEEDS) {
    try {
      await simulate({ seed, steps, ...plan })
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
      for (const one of said) expect(one).toMatch(/^Seed \d+, step \d+ of \d+: /)
    })
  }
})

/** The queue against a model of it as small as a list: whatever row of presses, shrunk to the shortest that differs. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Intent } from '../../hall/commands.ts'
import { decide as sound } from '../../hall/decide.ts'
import { evolve } from '../../hall/evolve.ts'
import { emptyHall, type Hall, ticketText } from '../../hall/hall.ts'
import { accept } from '../../hall/refusal.ts'
import { usualActor } from '../kit/actors.ts'
import { FIRST_DAY, MORNING, seconds } from '../kit/hand-clock.ts'
import { withWindows } from '../kit/small-catalogue.ts'

const WINDOWS = ['1', '2', '3'] as const
const RUNS = 300

/** What anybody in the room could keep on a sheet of paper. */
type Model = {
  waiting: string[]
  /** Who is in front of each window, and whether they are there already. */
  readonly seats: Map<string, { readonly ticket: string; readonly there: boolean }>
  readonly numbers: Map<string, number>
  asked: number
}

type Real = { readonly hall: Hall; readonly ask: (intent: Intent) => string }

const openReal = (decide: typeof sound): Real => {
  const hall = emptyHall('small')
  let at = MORNING
  const ask = (intent: Intent): string => {
    at += seconds(3)
    const actor = usualActor(intent)
    const context = { now: at, actor, secret: `s${at}`, workingDay: () => FIRST_DAY }
    const decision = decide({ id: `c${at}`, ...intent }, hall, context)
    if (!decision.ok) return decision.refusal.code
    for (const event of decision.events) {
      const day = hall.day ?? FIRST_DAY
      evolve(hall, { hall: 'small', position: hall.position + 1, day, at, actor, command: `c${at}`, event })
    }
    return 'done'
  }
  for (const intent of [
    { type: 'PublishCatalogue', catalogue: withWindows(WINDOWS.length) },
    { type: 'OpenHall' },
    ...WINDOWS.map((counter) => ({ type: 'OpenCounter', counter }) as const),
  ] as const)
    expect(ask(intent)).toBe('done')
  return { hall, ask }
}

type Press = fc.Command<Model, Real>
const press = (name: string, check: (model: Model) => boolean, run: (model: Model, real: Real) => void): Press => ({
  check: (model) => check(model),
  run,
  toString: () => name,
})

const issue = (letter: string): Press =>
  press(
    `issue ${letter}`,
    () => true,
    (model, { hall, ask }) => {
      model.asked += 1
      const ticket = `t${model.asked}`
      expect(ask({ type: 'IssueTicket', ticket, service: `${letter}-01` })).toBe('done')
      const number = (model.numbers.get(letter) ?? 0) + 1
      model.numbers.set(letter, number)
      model.waiting.push(ticket)
      const issued = hall.tickets.get(ticket)
      expect(issued && ticketText(issued)).toBe(`${letter}${String(number).padStart(3, '0')}`)
    },
  )

const call = (counter: string): Press =>
  press(
    `call ${counter}`,
    () => true,
    (model, { hall, ask }) => {
      const said = ask({ type: 'CallNext', counter })
      if (model.seats.has(counter)) return expect(said).toBe('counter-busy')
      const first = model.waiting.shift()
      if (first === undefined) return expect(said).toBe('nobody-waiting')
      expect(said).toBe('done')
      expect(hall.counters.get(counter)).toMatchObject({ ticket: first })
      model.seats.set(counter, { ticket: first, there: false })
      return undefined
    },
  )

/** Something with whoever is in front of a window. */
const withSeat = (
  name: string,
  counter: string,
  there: boolean,
  act: (model: Model, real: Real, ticket: string) => void,
): Press =>
  press(
    `${name} ${counter}`,
    ({ seats }) => seats.get(counter)?.there === there,
    (model, real) => act(model, real, model.seats.get(counter)?.ticket ?? ''),
  )

const presses = WINDOWS.flatMap((counter) => [
  fc.constant(call(counter)),
  fc.constant(
    withSeat('begin', counter, false, (model, { ask }, ticket) => {
      expect(ask({ type: 'StartServing', counter, ticket })).toBe('done')
      model.seats.set(counter, { ticket, there: true })
    }),
  ),
  fc.constant(
    withSeat('end', counter, true, (model, { ask }, ticket) => {
      expect(ask({ type: 'CompleteTicket', counter, ticket, outcome: 'immediate' })).toBe('done')
      model.seats.delete(counter)
    }),
  ),
  fc.constant(
    // Back where they were: before everybody who came later, not at the end.
    withSeat('requeue', counter, false, (model, { ask }, ticket) => {
      expect(ask({ type: 'RequeueTicket', counter, ticket, reason: '窗口不对' })).toBe('done')
      model.seats.delete(counter)
      model.waiting = [...model.waiting, ticket].sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)))
    }),
  ),
])

const rows = fc.commands([...['A', 'B', 'C'].map((letter) => fc.constant(issue(letter))), ...presses], {
  maxCommands: 60,
})

const lives = (decide: typeof sound) =>
  fc.check(
    fc.property(rows, (row) => {
      const model: Model = { waiting: [], seats: new Map(), numbers: new Map(), asked: 0 }
      fc.modelRun(() => ({ model, real: openReal(decide) }), row)
    }),
    { numRuns: RUNS },
  )

/** Whoever came last is called. */
const lifo: typeof sound = (command, hall, context) => {
  const decision = sound(command, hall, context)
  if (!decision.ok) return decision
  const last = [...hall.tickets.values()].filter(({ status }) => status === 'waiting').at(-1)
  return accept(
    ...decision.events.map((event) => (event.type === 'TicketCalled' && last ? { ...event, ticket: last.id } : event)),
  )
}

/** A window takes a second person in front of it. */
const twoAtOnce: typeof sound = (command, hall, context) => {
  if (command.type !== 'CallNext') return sound(command, hall, context)
  const counter = hall.counters.get(command.counter)
  const free =
    counter && counter.ticket !== undefined ? WINDOWS.find((id) => !hall.counters.get(id)?.ticket) : undefined
  return sound(free === undefined ? command : { ...command, counter: free }, hall, context)
}

describe('the queue and a list', () => {
  it('I2 I4 I6 any row of presses leaves the hall where a list on paper stands', () => {
    const { failed, counterexample, error } = lives(sound) as {
      failed: boolean
      counterexample: unknown
      error?: string
    }
    expect(failed, `${String(counterexample)} ${error ?? ''}`).toBe(false)
  })

  it('Z14 last in, first out is found, and shrunk to two numbers and a call', () => {
    const { failed, counterexample } = lives(lifo)
    expect(failed).toBe(true)
    expect(String(counterexample)).toMatch(/^issue \w,issue \w,call \d\b/)
  })

  it('Z14 a press at a busy window that calls somebody all the same is found', () => {
    expect(lives(twoAtOnce).failed).toBe(true)
  })
})

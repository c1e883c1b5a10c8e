/** Whatever the wire lets through, the hall answers: no command that parses stops it, harms its neighbours or breaks a rule. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Actor } from '../../hall/actor.ts'
import { OUTCOMES, TICKET_CLASSES } from '../../hall/catalogue.ts'
import {
  COMPLAINT_REASONS,
  type Command,
  type CommandType,
  GRADES,
  MOVE_REASONS,
  NOTICE_KINDS,
  PAUSE_REASONS,
  PRIORITY_GROUNDS,
  QUESTION_CHANNELS,
  REDIRECT_REASONS,
} from '../../hall/commands.ts'
import { fold } from '../../hall/evolve.ts'
import { verify } from '../../hall/verify.ts'
import { floorView } from '../../hall/views/floor.ts'
import { guideView } from '../../hall/views/guide.ts'
import { padView } from '../../hall/views/pad.ts'
import { boardView, kioskView, stripView, visitorView } from '../../hall/views/public.ts'
import { counterView } from '../../hall/views/window.ts'
import { commandSchema } from '../../server/http/command-schema.ts'
import { guide, holderOf, kiosk, manager, padAt, staffAt, timekeeper } from '../kit/actors.ts'
import { stateOf } from '../kit/hall-state.ts'
import { MORNING, seconds } from '../kit/hand-clock.ts'
import { openHall } from '../kit/open-hall.ts'
import { MATERIALS, richCatalogue, withRules } from '../kit/small-catalogue.ts'

/** Names that every object already has, names of nothing, the longest there are, and some that exist. */
const nasty = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '-', '_', '0', 'x'.repeat(64)]
const id = fc.constantFrom(...nasty, ...['1', '2', '3', '4', 'desk', 'A-01', 'A-02', 'B-01', 'C-01'])
/** Keys as the server makes them; whatever else is no command (test/server/command-schema.test.ts). */
const person = fc.constantFrom(`p${'A'.repeat(22)}`, `p_B-${'B'.repeat(19)}`)
const counter = fc.oneof({ weight: 4, arbitrary: fc.constantFrom('1', '2') }, { weight: 1, arbitrary: id })
const service = fc.oneof({ weight: 4, arbitrary: fc.constantFrom('A-01', 'B-01') }, { weight: 1, arbitrary: id })
const tickets = ['__proto__________', 'constructor_________', 'an-ordinary-ticket-1', 'an-ordinary-ticket-2']
const ticket = fc.constantFrom(...tickets)
const reason = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
  .map((text) => text.trim())
  .filter((text) => text.length > 0 && text.length <= 200)
const YEAR_2100 = 4_102_444_800_000
const slot = fc.oneof(
  fc.constantFrom(0, 1, MORNING, YEAR_2100),
  fc.maxSafeNat().map((at) => at % YEAR_2100),
)
const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined })

const material = fc.oneof(fc.constantFrom('居民身份证', ...MATERIALS), reason)
const materials = fc.record({
  present: fc.array(material, { maxLength: 4 }),
  missing: fc.array(material, { maxLength: 4 }),
})
const bound = fc.oneof(
  counter.map((one) => ({ counter: one })),
  fc.constantFrom('w1', 'w2', ...nasty).map((staff) => ({ staff })),
)
const question = fc.constantFrom('a-question-at-the-desk', '__proto__-as-a-question')
const ground = fc.constantFrom(...PRIORITY_GROUNDS)
const leg = fc.integer({ min: 0, max: 3 })
const FIELDS: { readonly [T in CommandType]: Readonly<Record<string, fc.Arbitrary<unknown>>> } = {
  OpenHall: {},
  CloseHall: { force: optional(fc.boolean()) },
  PublishCatalogue: { catalogue: fc.constantFrom(richCatalogue, withRules({ casesPerCounter: 7 }, richCatalogue)) },
  OpenCounter: { counter },
  PauseCounter: {
    counter,
    reason: fc.constantFrom(...PAUSE_REASONS),
    destination: optional(reason),
    backAt: optional(slot),
    note: optional(reason),
    handOver: optional(fc.boolean()),
  },
  CloseCounter: { counter },
  CallNext: { counter },
  CallTicket: { counter, ticket, reason: optional(reason), override: optional(fc.boolean()) },
  RecallTicket: { counter, ticket },
  StartServing: { counter, ticket },
  CompleteTicket: {
    counter,
    ticket,
    outcome: fc.constantFrom(...OUTCOMES),
    reason: optional(reason),
    materials: optional(materials),
    cases: optional(fc.integer({ min: 1, max: 99 })),
  },
  CorrectService: { counter, ticket, service },
  MarkNoShow: { counter, ticket },
  ParkTicket: { counter, ticket, reason, until: optional(slot) },
  RequeueTicket: { counter, ticket, reason },
  ServeDirectly: { counter, ticket, service, reason },
  TakeOver: { counter, from: counter },
  UndoAct: { counter },
  NoteVacancy: { counter },
  MoveHall: {
    epoch: fc.integer({ min: 1, max: 99 }),
    server: id,
    why: fc.constantFrom(...MOVE_REASONS),
    chain: fc.constantFrom('', 'c'),
  },
  SwitchProfile: { counter, profile: fc.constantFrom(null, 'tide', ...nasty), reason: optional(reason) },
  SwitchHelp: { counter, theme: fc.constantFrom('A', 'B', ...nasty), on: fc.boolean(), reason: optional(reason) },
  LeaseBlock: {},
  QuoteWait: { ticket, p50Ms: fc.nat(), p80Ms: fc.nat() },
  IssueTicket: {
    ticket,
    service,
    more: optional(fc.array(service, { maxLength: 3 })),
    class: optional(fc.constantFrom(...TICKET_CLASSES)),
    ground: optional(ground),
    slot: optional(slot),
    person: optional(person),
    materials: optional(materials),
    proxy: optional(person),
    maskedName: optional(fc.constantFrom('张*', '欧阳**')),
    again: optional(fc.constant(true)),
  },
  TransferTicket: {
    ticket,
    service,
    reason: fc.constantFrom(...REDIRECT_REASONS),
    note: optional(reason),
    bound: optional(bound),
    front: optional(fc.boolean()),
    until: optional(slot),
    comeBack: optional(fc.boolean()),
  },
  ReturnTicket: { ticket },
  CancelTicket: { ticket, reason },
  ReprintTicket: { ticket, person: optional(person) },
  AddMatter: { ticket, service },
  ChangeClass: { ticket, class: fc.constantFrom('ordinary', 'priority'), ground: optional(ground) },
  CheckMaterials: { ticket, materials },
  NameVisitor: { ticket, person },
  WakeTicket: { ticket },
  RateVisit: { ticket, secret: id, grade: fc.constantFrom(...GRADES), leg: optional(leg) },
  ExplainRating: {
    ticket,
    secret: id,
    leg: optional(leg),
    complaints: fc.uniqueArray(fc.constantFrom(...COMPLAINT_REASONS), { minLength: 1, maxLength: 3 }),
    text: optional(reason),
  },
  GiveNotice: {
    service,
    kind: fc.constantFrom(...NOTICE_KINDS),
    materials: optional(materials),
    ticket: optional(ticket),
    person: optional(person),
  },
  LogQuestion: {
    question,
    channel: fc.constantFrom(...QUESTION_CHANNELS),
    service: optional(service),
    text: optional(reason),
    owed: optional(fc.record({ owner: reason, workingDays: fc.integer({ min: 0, max: 60 }) })),
  },
  AnswerQuestion: { question, text: reason },
  TakePost: { desk: id },
  LeavePost: { staff: optional(fc.constantFrom('g1', 'm1', ...nasty)) },
}

const command = fc
  .constantFrom(...(Object.keys(FIELDS) as CommandType[]))
  .chain((type) => fc.record({ type: fc.constant(type), id: fc.uuid(), ...FIELDS[type] }))
  .map((fields) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)))

const actorFor = (asked: Command): fc.Arbitrary<Actor> =>
  fc.constantFrom<Actor>(
    manager,
    guide,
    kiosk,
    padAt('1'),
    timekeeper,
    staffAt('counter' in asked ? asked.counter : '1'),
    holderOf('ticket' in asked ? asked.ticket : 'nobody'),
  )

const ask = command
  .map((fields) => commandSchema.parse(fields) as Command)
  .chain((parsed) => fc.tuple(fc.constant(parsed), actorFor(parsed), fc.integer({ min: 0, max: seconds(30) })))

describe('any command that parses', () => {
  it('I21 is answered, alone, and leaves a hall that every screen can show', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(ask, { minLength: 1, maxLength: 60 }), async (asks) => {
        const hall = await openHall(richCatalogue, ['1', '2'])
        for (const [parsed, actor, gap] of asks) {
          hall.clock.move(gap + 2)
          // A neighbour's command in the same group is none the worse for it.
          const [reply, neighbour] = await Promise.all([
            hall.live.submit(parsed, actor),
            hall.ask({ type: 'OpenCounter', counter: 'desk' }),
          ])
          expect(reply.ok || reply.code).not.toBe('storage-failed')
          expect(neighbour.ok || neighbour.code).not.toBe('storage-failed')
        }
        const now = hall.hall()
        expect(stateOf(fold('small', hall.events()))).toBe(stateOf(now))
        expect(verify(hall.events(), 'small')).toMatchObject({ ok: true })
        const views = [kioskView(now), boardView(now, 'all'), guideView(now), floorView(now)]
        for (const one of [...nasty, '1', '2'])
          views.push(...([stripView, counterView, padView] as const).map((view) => view(now, one) as never))
        for (const one of tickets) views.push(visitorView(now, one) as never)
        expect(() => JSON.stringify(views)).not.toThrow()
      }),
      { numRuns: 60 },
    )
  })
})

/** Any command at all about anything, existing or not: what no screen would ask, and a hall must answer all the same. */
import { type Catalogue, OUTCOMES } from '../../hall/catalogue.ts'
import {
  COMPLAINT_REASONS,
  type CommandType,
  GRADES,
  type Intent,
  NOTICE_KINDS,
  PAUSE_REASONS,
  PRIORITY_GROUNDS,
  QUESTION_CHANNELS,
  REDIRECT_REASONS,
} from '../../hall/commands.ts'
import type { Hall } from '../../hall/hall.ts'
import type { Bound } from '../../hall/legs.ts'
import type { Materials } from '../../hall/materials.ts'
import type { OfflineNumber } from '../../hall/number-block.ts'
import { minutes } from '../kit/hand-clock.ts'
import type { Random } from '../kit/random.ts'
import { MATERIALS } from '../kit/small-catalogue.ts'
import { CATALOGUES } from './catalogues.ts'

export const COUNTERS = ['1', '2', '3', '4', '5', 'desk', '77']
export const SERVICES = ['A-01', 'A-02', 'B-01', 'B-02', 'C-01', 'P-01', 'G-01', 'X-01']
export const PROFILES = ['longest', 'tide', 'aside', 'narrow', 'none-such']
export const THEMES = ['A', 'B', 'C', 'P', 'X']
export const REASONS = ['孩子发烧', '取材料', '窗口不对']
/** What must never be written down (I17). */
const PERSONAL = '电话 13800138000'
export const QUESTIONS = ['q1', 'q2', 'q3', 'q4', 'q5', 'q6']

const EVERY: { readonly [T in CommandType]: true } = {
  OpenHall: true,
  CloseHall: true,
  PublishCatalogue: true,
  OpenCounter: true,
  PauseCounter: true,
  CloseCounter: true,
  CallNext: true,
  CallTicket: true,
  RecallTicket: true,
  StartServing: true,
  CompleteTicket: true,
  CorrectService: true,
  MarkNoShow: true,
  ParkTicket: true,
  RequeueTicket: true,
  ServeDirectly: true,
  TakeOver: true,
  UndoAct: true,
  NoteVacancy: true,
  MoveHall: true,
  SwitchProfile: true,
  SwitchHelp: true,
  QuoteWait: true,
  LeaseBlock: true,
  IssueTicket: true,
  TransferTicket: true,
  ReturnTicket: true,
  CancelTicket: true,
  ReprintTicket: true,
  AddMatter: true,
  ChangeClass: true,
  CheckMaterials: true,
  NameVisitor: true,
  WakeTicket: true,
  RateVisit: true,
  ExplainRating: true,
  GiveNotice: true,
  LogQuestion: true,
  AnswerQuestion: true,
  TakePost: true,
  LeavePost: true,
}
/** The key of one of the few people who show a document: few enough to come twice. */
export const aPerson = (random: Random): string => `key${random.int(15)}`

/** Every kind of command. */
export const TYPES = Object.keys(EVERY) as CommandType[]

/** Some of what is true of a thing, or nothing. */
export const perhaps = <T extends object>(random: Random, of: T, probability = 0.5): T | Record<never, never> =>
  random.chance(probability) ? of : {}

export const ticks = (random: Random, names: readonly string[]): Materials => {
  const [present, missing]: [string[], string[]] = [[], []]
  for (const name of names) (random.chance(0.75) ? present : missing).push(name)
  return { present, missing }
}

export const boundTo = (random: Random): Bound =>
  random.chance(0.6) ? { counter: random.pick(COUNTERS) } : { staff: `w${random.pick(COUNTERS)}` }

/** Where somebody may be sent, in all the ways there are. */
export const transferOf = (random: Random, ticket: string, service: string, now: number): Intent => ({
  type: 'TransferTicket',
  ticket,
  service,
  reason: random.pick(REDIRECT_REASONS),
  ...perhaps(random, { note: random.pick(REASONS) }, 0.2),
  ...perhaps(random, { bound: boundTo(random) }, 0.3),
  ...perhaps(random, { front: true }, 0.3),
  ...perhaps(random, { until: now + (random.int(12) - 2) * minutes(1) }, 0.35),
  ...perhaps(random, { comeBack: true }, 0.25),
})

const aSecret = (random: Random, hall: Hall, ticket: string): string => {
  const known = hall.tickets.get(ticket)
  const secrets = ['guess', known?.secret ?? '', ...(known?.served ?? []).map((leg) => leg.rating)]
  return random.pick(secrets)
}

const aCatalogue = (random: Random): Catalogue => random.pick(CATALOGUES)

/** A number of a block that was lent, mostly the next one, now and then of nobody's or in place of another. */
const anOffline = (random: Random, hall: Hall, now: number): { readonly offline?: OfflineNumber } => {
  const blocks = [...hall.blocks.values()]
  if (blocks.length === 0) return {}
  const { series, next, lastTicket } = random.pick(blocks)
  const instead = lastTicket === undefined ? {} : perhaps(random, { insteadOf: lastTicket }, 0.4)
  const number = random.chance(0.85) ? next : next + random.int(8)
  return { offline: { series, number, at: now - random.int(minutes(30)), ...instead } }
}

/** Any command at all. */
export const anything = (random: Random, hall: Hall, now: number): Intent => {
  const counter = random.pick(COUNTERS)
  const service = random.pick(SERVICES)
  const ticket = hall.issued.length > 0 && random.chance(0.9) ? random.pick(hall.issued) : 'nobody'
  const here = { counter, ticket }
  const reason = random.chance(0.05) ? PERSONAL : random.pick(REASONS)
  const fresh = `any${random.int(1_000_000_000)}`
  const materials = ticks(random, [...MATERIALS, '居民身份证'].slice(random.int(4)))
  const until = now + (random.int(30) - 5) * minutes(1)
  const question = random.pick(QUESTIONS)
  const type = random.pick(TYPES)
  switch (type) {
    case 'OpenHall':
    case 'LeaseBlock':
      return { type }
    case 'CloseHall':
      // A hall that closes all the time has no day to simulate.
      return random.chance(0.1) ? { type, force: random.chance(0.5) } : { type: 'OpenHall' }
    case 'PublishCatalogue':
      return { type, catalogue: aCatalogue(random) }
    case 'MoveHall':
      return { type, epoch: 1 + random.int(9), server: 'standby', why: 'by-hand', chain: 'c' }
    case 'OpenCounter':
    case 'CloseCounter':
    case 'CallNext':
    case 'UndoAct':
    case 'NoteVacancy':
      return { type, counter }
    case 'PauseCounter': {
      const away = { ...perhaps(random, { backAt: until }), ...perhaps(random, { handOver: true }) }
      return { type, counter, reason: random.pick(PAUSE_REASONS), ...away }
    }
    case 'SwitchProfile':
      return { type, counter, profile: random.pick([...PROFILES, null]), ...perhaps(random, { reason }, 0.9) }
    case 'SwitchHelp':
      return { type, counter, theme: random.pick(THEMES), on: random.chance(0.7), ...perhaps(random, { reason }, 0.9) }
    case 'QuoteWait':
      return { type, ticket, p50Ms: minutes(random.int(60)), p80Ms: minutes(random.int(90)) }
    case 'TakeOver':
      return { type, counter, from: random.pick(COUNTERS) }
    case 'CallTicket':
      return { type, ...here, ...perhaps(random, { reason }), ...perhaps(random, { override: true }) }
    case 'RecallTicket':
    case 'StartServing':
    case 'MarkNoShow':
      return { type, ...here }
    case 'CompleteTicket':
      return { type, ...here, outcome: random.pick(OUTCOMES), ...perhaps(random, { materials }) }
    case 'CorrectService':
      return { type, ...here, service }
    case 'ParkTicket':
      return { type, ...here, reason, ...perhaps(random, { until }) }
    case 'RequeueTicket':
      return { type, ...here, reason }
    case 'ServeDirectly':
      return { type, counter, ticket: random.chance(0.5) ? ticket : fresh, service, reason }
    case 'IssueTicket': {
      const other = perhaps(random, { class: random.pick(['priority', 'appointment'] as const) }, 0.4)
      const more = Array.from({ length: random.int(10) }, () => random.pick(SERVICES))
      const matters = { ...perhaps(random, { more }, 0.3), ...perhaps(random, { materials }, 0.2) }
      const people = {
        ...perhaps(random, { person: aPerson(random) }, 0.3),
        ...perhaps(random, { proxy: aPerson(random) }, 0.1),
        ...perhaps(random, { maskedName: random.pick(['张*', '张三']) }, 0.1),
        ...perhaps(random, { again: true } as const, 0.1),
        ...perhaps(random, anOffline(random, hall, now), 0.3),
      }
      return { type, ticket: random.chance(0.5) ? ticket : fresh, service, ...other, ...matters, ...people }
    }
    case 'TransferTicket':
      return transferOf(random, ticket, service, now)
    case 'CancelTicket':
      return { type, ticket, reason }
    case 'ReprintTicket':
      return { type, ticket, ...perhaps(random, { person: aPerson(random) }) }
    case 'ReturnTicket':
    case 'WakeTicket':
      return { type, ticket }
    case 'AddMatter':
      return { type, ticket, service }
    case 'ChangeClass': {
      const ground = perhaps(random, { ground: random.pick(PRIORITY_GROUNDS) })
      return { type, ticket, class: random.pick(['ordinary', 'priority'] as const), ...ground }
    }
    case 'CheckMaterials':
      return { type, ticket, materials }
    case 'NameVisitor':
      return { type, ticket, person: aPerson(random) }
    case 'RateVisit': {
      const leg = perhaps(random, { leg: random.int(3) }, 0.3)
      return { type, ticket, secret: aSecret(random, hall, ticket), grade: random.pick(GRADES), ...leg }
    }
    case 'ExplainRating': {
      const leg = perhaps(random, { leg: random.int(3) }, 0.3)
      const complaints = [random.pick(COMPLAINT_REASONS)]
      return { type, ticket, secret: aSecret(random, hall, ticket), complaints, ...leg }
    }
    case 'GiveNotice': {
      const about = { ...perhaps(random, { materials }), ...perhaps(random, { ticket }) }
      return { type, service: random.chance(0.2) ? 'out-1' : service, kind: random.pick(NOTICE_KINDS), ...about }
    }
    case 'LogQuestion': {
      const owed = perhaps(random, { owed: { owner: reason, workingDays: random.int(5) } })
      const about = perhaps(random, { service }, 0.3)
      return { type, question, channel: random.pick(QUESTION_CHANNELS), ...about, ...owed }
    }
    case 'AnswerQuestion':
      return { type, question, text: reason }
    case 'TakePost':
      return { type, desk: counter }
    case 'LeavePost':
      return { type, ...perhaps(random, { staff: 'g1' }) }
  }
}

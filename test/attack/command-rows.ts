/**
 * Every command with a body that the hall would take, what must have happened before, and who may ask it over HTTP. Written by
 * hand and not derived from the policy: a cell too many there is a cell that is not here.
 */
import { DEVICE_ROLES, STAFF_ROLES } from '../../hall/actor.ts'
import type { Catalogue } from '../../hall/catalogue.ts'
import type { CommandOf, CommandType } from '../../hall/commands.ts'
import { smallCatalogue, withRules } from '../kit/small-catalogue.ts'

/** Known to the hall, at window 1 or of its ticket; and the same kinds of people and machines at a place that is not theirs. */
export const CALLERS = [
  ...DEVICE_ROLES,
  ...STAFF_ROLES,
  'visitor',
  'clerk of window 2',
  'clerk of window 1 at the computer of window 2',
  'pad of window 2',
  'visitor with another ticket',
] as const
export type Caller = (typeof CALLERS)[number]

/** Nobody, or somebody who was known once. */
export const STRANGERS = [
  'nobody',
  'a token never made',
  'a token of another hall',
  'a machine taken back',
  'a session signed out',
  'a session gone quiet',
  'an account closed',
  'a session at a computer taken back',
] as const
export type Stranger = (typeof STRANGERS)[number]

/** How far the visit at window 1 has come. */
export type Stage =
  | 'closed'
  | 'free'
  | 'waiting'
  | 'called'
  | 'called thrice'
  | 'missed'
  | 'serving'
  | 'served'
  | 'rated badly'

/** What a body is about. */
export type Scene = {
  readonly ticket: string
  readonly secret: string
  readonly question: string
  /** An id that nobody used. */
  readonly fresh: () => string
}

export type CommandRow<T extends CommandType = CommandType> = {
  readonly who: readonly Caller[]
  readonly stage: Stage
  readonly ask: (scene: Scene) => CommandOf<T>
}

/** Who sits at window 1, by its own computer. */
const CLERK: readonly Caller[] = ['window']
/** Window staff may do this about anybody's ticket. */
const CLERKS: readonly Caller[] = ['window', 'clerk of window 2', 'clerk of window 1 at the computer of window 2']
const DESK: readonly Caller[] = ['guide', 'manager']
const NOBODY: readonly Caller[] = []

/** Whoever was called thrice without a pause is missed, kiosks are lent numbers, window 1 stands in for window 3, and an edge is at the door. */
export const ROWS_CATALOGUE: Catalogue = {
  ...withRules({ calls: { limit: 3, gapSeconds: 0 }, offlineNumbers: 10 }),
  edges: [{ id: 'here', name: '前置机' }],
  counters: smallCatalogue.counters.map((known) => (known.id === '3' ? { ...known, backups: ['1'] } : known)),
}

const at1 = { counter: '1' } as const
const KEY = `p${'a'.repeat(22)}`

// biome-ignore format: a table is read across
export const COMMAND_ROWS: { readonly [T in CommandType]: CommandRow<T> } = {
  OpenHall: { who: ['manager'], stage: 'closed', ask: () => ({ type: 'OpenHall' }) },
  CloseHall: { who: ['manager'], stage: 'serving', ask: () => ({ type: 'CloseHall', force: true }) },
  PublishCatalogue: { who: ['manager'], stage: 'serving', ask: () => ({ type: 'PublishCatalogue', catalogue: ROWS_CATALOGUE }) },
  MoveHall: { who: NOBODY, stage: 'free', ask: () => ({ type: 'MoveHall', epoch: 9, server: 's', why: 'by-hand', chain: 'c' }) },
  OpenCounter: { who: [...CLERK, 'manager'], stage: 'free', ask: () => ({ type: 'OpenCounter', ...at1 }) },
  PauseCounter: { who: [...CLERK, 'manager'], stage: 'free', ask: () => ({ type: 'PauseCounter', ...at1, reason: 'meal' }) },
  CloseCounter: { who: [...CLERK, 'manager'], stage: 'free', ask: () => ({ type: 'CloseCounter', ...at1 }) },
  CallNext: { who: CLERK, stage: 'waiting', ask: () => ({ type: 'CallNext', ...at1 }) },
  CallTicket: { who: CLERK, stage: 'waiting', ask: ({ ticket }) => ({ type: 'CallTicket', ...at1, ticket, reason: '急' }) },
  RecallTicket: { who: CLERK, stage: 'called', ask: ({ ticket }) => ({ type: 'RecallTicket', ...at1, ticket }) },
  StartServing: { who: CLERK, stage: 'called', ask: ({ ticket }) => ({ type: 'StartServing', ...at1, ticket }) },
  CompleteTicket: { who: CLERK, stage: 'serving', ask: ({ ticket }) => ({ type: 'CompleteTicket', ...at1, ticket, outcome: 'immediate' }) },
  CorrectService: { who: CLERK, stage: 'serving', ask: ({ ticket }) => ({ type: 'CorrectService', ...at1, ticket, service: 'A-02' }) },
  MarkNoShow: { who: CLERK, stage: 'called thrice', ask: ({ ticket }) => ({ type: 'MarkNoShow', ...at1, ticket }) },
  ParkTicket: { who: CLERK, stage: 'serving', ask: ({ ticket }) => ({ type: 'ParkTicket', ...at1, ticket, reason: '取材料' }) },
  RequeueTicket: { who: CLERK, stage: 'called', ask: ({ ticket }) => ({ type: 'RequeueTicket', ...at1, ticket, reason: '等人' }) },
  ServeDirectly: { who: CLERK, stage: 'free', ask: ({ fresh }) => ({ type: 'ServeDirectly', ...at1, ticket: fresh(), service: 'A-01', reason: '补交' }) },
  TakeOver: { who: CLERK, stage: 'free', ask: () => ({ type: 'TakeOver', ...at1, from: '3' }) },
  UndoAct: { who: CLERK, stage: 'called', ask: () => ({ type: 'UndoAct', ...at1 }) },
  NoteVacancy: { who: NOBODY, stage: 'waiting', ask: () => ({ type: 'NoteVacancy', ...at1 }) },
  SwitchProfile: { who: ['manager'], stage: 'free', ask: () => ({ type: 'SwitchProfile', ...at1, profile: null, reason: '人手' }) },
  SwitchHelp: { who: ['manager'], stage: 'free', ask: () => ({ type: 'SwitchHelp', ...at1, theme: 'B', on: false, reason: '人手' }) },
  IssueTicket: { who: ['kiosk', ...DESK], stage: 'free', ask: ({ fresh }) => ({ type: 'IssueTicket', ticket: fresh(), service: 'A-01' }) },
  TransferTicket: { who: [...CLERK, ...DESK], stage: 'serving', ask: ({ ticket }) => ({ type: 'TransferTicket', ticket, service: 'B-01', reason: 'wrong-service' }) },
  ReturnTicket: { who: [...CLERKS, ...DESK], stage: 'missed', ask: ({ ticket }) => ({ type: 'ReturnTicket', ticket }) },
  CancelTicket: { who: ['visitor', ...DESK], stage: 'waiting', ask: ({ ticket }) => ({ type: 'CancelTicket', ticket, reason: '不办了' }) },
  ReprintTicket: { who: [...CLERKS, ...DESK], stage: 'waiting', ask: ({ ticket }) => ({ type: 'ReprintTicket', ticket }) },
  AddMatter: { who: [...CLERK, ...DESK], stage: 'serving', ask: ({ ticket }) => ({ type: 'AddMatter', ticket, service: 'B-01' }) },
  ChangeClass: { who: DESK, stage: 'waiting', ask: ({ ticket }) => ({ type: 'ChangeClass', ticket, class: 'priority', ground: 'ill' }) },
  CheckMaterials: { who: [...CLERK, ...DESK], stage: 'serving', ask: ({ ticket }) => ({ type: 'CheckMaterials', ticket, materials: { present: ['居民身份证'], missing: [] } }) },
  NameVisitor: { who: [...CLERK, ...DESK], stage: 'serving', ask: ({ ticket }) => ({ type: 'NameVisitor', ticket, person: KEY }) },
  QuoteWait: { who: NOBODY, stage: 'waiting', ask: ({ ticket }) => ({ type: 'QuoteWait', ticket, p50Ms: 1, p80Ms: 2 }) },
  WakeTicket: { who: NOBODY, stage: 'serving', ask: ({ ticket }) => ({ type: 'WakeTicket', ticket }) },
  RateVisit: { who: ['pad', 'visitor'], stage: 'served', ask: ({ ticket, secret }) => ({ type: 'RateVisit', ticket, secret, grade: 'satisfied' }) },
  ExplainRating: { who: ['pad', 'visitor'], stage: 'rated badly', ask: ({ ticket, secret }) => ({ type: 'ExplainRating', ticket, secret, complaints: ['manner'] }) },
  GiveNotice: { who: ['kiosk', ...CLERKS, ...DESK], stage: 'free', ask: () => ({ type: 'GiveNotice', service: 'A-01', kind: 'guide' }) },
  LogQuestion: { who: [...CLERKS, ...DESK], stage: 'free', ask: ({ fresh }) => ({ type: 'LogQuestion', question: fresh(), channel: 'desk' }) },
  AnswerQuestion: { who: [...CLERKS, ...DESK], stage: 'free', ask: ({ question }) => ({ type: 'AnswerQuestion', question, text: '可以' }) },
  TakePost: { who: DESK, stage: 'free', ask: () => ({ type: 'TakePost', desk: 'desk' }) },
  LeavePost: { who: DESK, stage: 'free', ask: () => ({ type: 'LeavePost' }) },
  LeaseBlock: { who: ['kiosk'], stage: 'free', ask: () => ({ type: 'LeaseBlock' }) },
}

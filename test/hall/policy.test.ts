/** Who may ask what: one row a role, one column a command, and no cell left out. The default is no. */
import { describe, expect, it } from 'vitest'
import type { Actor, Role } from '../../hall/actor.ts'
import { DEVICE_ROLES, STAFF_ROLES } from '../../hall/actor.ts'
import { type CommandType, type Intent, NOTICE_KINDS } from '../../hall/commands.ts'
import { may } from '../../hall/policy.ts'
import {
  counterMachine,
  display,
  guide,
  holderOf,
  inspector,
  kiosk,
  manager,
  padAt,
  staffAt,
  timekeeper,
} from '../kit/actors.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'
import { calledNext, completed, given, opened, parked, secretOf, started, taken, windowOpened } from '../kit/story.ts'
import { commandTypesInSource } from '../kit/words.ts'

/** A hall in which `t1` is being served at window 1, and `t2` was completed there before it. */
const hall = given(
  opened(),
  windowOpened('1'),
  taken('t2', 'A-01'),
  calledNext('1'),
  started('1'),
  completed('1'),
  taken('t1', 'A-01'),
  calledNext('1'),
  started('1'),
).past.hall

/** Each command as it is asked at window 1 or about `t1`. */
const ASKS: { readonly [T in CommandType]: Extract<Intent, { type: T }> } = {
  OpenHall: { type: 'OpenHall' },
  CloseHall: { type: 'CloseHall', force: true },
  PublishCatalogue: { type: 'PublishCatalogue', catalogue: smallCatalogue },
  OpenCounter: { type: 'OpenCounter', counter: '1' },
  PauseCounter: { type: 'PauseCounter', counter: '1', reason: 'meal' },
  CloseCounter: { type: 'CloseCounter', counter: '1' },
  CallNext: { type: 'CallNext', counter: '1' },
  CallTicket: { type: 'CallTicket', counter: '1', ticket: 't1', reason: '急' },
  RecallTicket: { type: 'RecallTicket', counter: '1', ticket: 't1' },
  StartServing: { type: 'StartServing', counter: '1', ticket: 't1' },
  CompleteTicket: { type: 'CompleteTicket', counter: '1', ticket: 't1', outcome: 'immediate' },
  MarkNoShow: { type: 'MarkNoShow', counter: '1', ticket: 't1' },
  ParkTicket: { type: 'ParkTicket', counter: '1', ticket: 't1', reason: '取材料' },
  IssueTicket: { type: 'IssueTicket', ticket: 'new', service: 'A-01' },
  TransferTicket: { type: 'TransferTicket', ticket: 't1', service: 'B-01', reason: 'wrong-service' },
  ReturnTicket: { type: 'ReturnTicket', ticket: 't1' },
  CancelTicket: { type: 'CancelTicket', ticket: 't1', reason: '不办了' },
  ReprintTicket: { type: 'ReprintTicket', ticket: 't1' },
  RateVisit: { type: 'RateVisit', ticket: 't1', secret: secretOf('t1'), grade: 'satisfied' },
  ExplainRating: { type: 'ExplainRating', ticket: 't1', secret: secretOf('t1'), complaints: ['manner'] },
  CorrectService: { type: 'CorrectService', counter: '1', ticket: 't1', service: 'A-02' },
  RequeueTicket: { type: 'RequeueTicket', counter: '1', ticket: 't1', reason: '等人' },
  ServeDirectly: { type: 'ServeDirectly', counter: '1', ticket: 'new', service: 'A-01', reason: '补交' },
  TakeOver: { type: 'TakeOver', counter: '1', from: '2' },
  UndoAct: { type: 'UndoAct', counter: '1' },
  NoteVacancy: { type: 'NoteVacancy', counter: '1' },
  MoveHall: { type: 'MoveHall', epoch: 1, server: 's', why: 'by-hand', chain: 'c' },
  SwitchProfile: { type: 'SwitchProfile', counter: '1', profile: null },
  SwitchHelp: { type: 'SwitchHelp', counter: '1', theme: 'B', on: true },
  QuoteWait: { type: 'QuoteWait', ticket: 't1', p50Ms: 1, p80Ms: 2 },
  AddMatter: { type: 'AddMatter', ticket: 't1', service: 'B-01' },
  ChangeClass: { type: 'ChangeClass', ticket: 't1', class: 'priority', ground: 'ill' },
  CheckMaterials: { type: 'CheckMaterials', ticket: 't1', materials: { present: [], missing: [] } },
  NameVisitor: { type: 'NameVisitor', ticket: 't1', person: 'p-key' },
  WakeTicket: { type: 'WakeTicket', ticket: 't1' },
  GiveNotice: { type: 'GiveNotice', service: 'A-01', kind: 'guide' },
  LogQuestion: { type: 'LogQuestion', question: 'q1', channel: 'desk' },
  AnswerQuestion: { type: 'AnswerQuestion', question: 'q1', text: '可以' },
  TakePost: { type: 'TakePost', desk: 'desk' },
  LeavePost: { type: 'LeavePost' },
  LeaseBlock: { type: 'LeaseBlock' },
}
const COMMANDS = Object.keys(ASKS) as CommandType[]

const WINDOW_ACTS: readonly CommandType[] = [
  'OpenCounter',
  'PauseCounter',
  'CloseCounter',
  'CallNext',
  'CallTicket',
  'RecallTicket',
  'StartServing',
  'CompleteTicket',
  'MarkNoShow',
  'ParkTicket',
  'CorrectService',
  'RequeueTicket',
  'ServeDirectly',
  'TakeOver',
  'UndoAct',
]
/** What window staff may do about whoever is, or was last, at their own window. */
const OWN_TICKET_ACTS: readonly CommandType[] = ['TransferTicket', 'AddMatter', 'CheckMaterials', 'NameVisitor']
const ANY_TICKET_ACTS: readonly CommandType[] = [
  'ReturnTicket',
  'ReprintTicket',
  'GiveNotice',
  'LogQuestion',
  'AnswerQuestion',
]
const GUIDE_ACTS: readonly CommandType[] = [
  'IssueTicket',
  'TransferTicket',
  'ReturnTicket',
  'CancelTicket',
  'ReprintTicket',
  'AddMatter',
  'ChangeClass',
  'CheckMaterials',
  'NameVisitor',
  'GiveNotice',
  'LogQuestion',
  'AnswerQuestion',
  'TakePost',
  'LeavePost',
]
const SWITCHES: readonly CommandType[] = ['SwitchProfile', 'SwitchHelp']
const DAY_ACTS: readonly CommandType[] = ['OpenHall', 'CloseHall', 'PublishCatalogue']

/** What each role may ask at its own window, or about its own ticket. */
const TABLE: Record<Role, { readonly actor: Actor; readonly may: readonly CommandType[] }> = {
  system: { actor: timekeeper, may: [...DAY_ACTS, 'MoveHall', 'NoteVacancy', 'WakeTicket', ...SWITCHES, 'QuoteWait'] },
  kiosk: { actor: kiosk, may: ['IssueTicket', 'GiveNotice', 'LeaseBlock'] },
  display: { actor: display, may: [] },
  counter: { actor: counterMachine('1'), may: [] },
  pad: { actor: padAt('1'), may: ['RateVisit', 'ExplainRating'] },
  edge: { actor: { role: 'edge', id: 'edge-1', edge: 'kiosk' }, may: [] },
  window: { actor: staffAt('1'), may: [...WINDOW_ACTS, ...OWN_TICKET_ACTS, ...ANY_TICKET_ACTS] },
  guide: { actor: guide, may: GUIDE_ACTS },
  manager: {
    actor: manager,
    may: [...DAY_ACTS, 'OpenCounter', 'PauseCounter', 'CloseCounter', ...SWITCHES, ...GUIDE_ACTS],
  },
  inspector: { actor: inspector, may: [] },
  standby: { actor: { role: 'standby', id: 'standby-1' }, may: [] },
  sysadmin: { actor: { role: 'sysadmin', id: 's1', name: 'system' }, may: [] },
  secadmin: { actor: { role: 'secadmin', id: 's2', name: 'security' }, may: [] },
  auditor: { actor: { role: 'auditor', id: 's3', name: 'audit' }, may: [] },
  visitor: { actor: holderOf('t1'), may: ['RateVisit', 'ExplainRating', 'CancelTicket'] },
}

/** What nobody but a person at that very window may ask; asked at window 1 by somebody of window 2. */
const NOT_FROM_ELSEWHERE: readonly CommandType[] = [...WINDOW_ACTS, ...OWN_TICKET_ACTS]

describe('the policy', () => {
  it('A3 the table has every role and every command', () => {
    expect(COMMANDS.toSorted()).toEqual(commandTypesInSource())
    expect(Object.keys(TABLE).sort()).toEqual([...DEVICE_ROLES, ...STAFF_ROLES, 'system', 'visitor'].sort())
  })

  for (const [role, { actor, may: allowed }] of Object.entries(TABLE)) {
    for (const type of COMMANDS) {
      const yes = allowed.includes(type)
      it(`A3 ${role} ${yes ? 'may' : 'may not'} ${type}`, () => {
        expect(may(actor, ASKS[type], hall)).toBe(yes)
      })
    }
  }

  for (const type of NOT_FROM_ELSEWHERE) {
    it(`C8 window staff may not ${type} at a window that is not theirs`, () => {
      expect(may(staffAt('2'), ASKS[type], hall)).toBe(false)
    })
  }

  for (const type of COMMANDS) {
    it(`A8 window staff without a window may not ${type}`, () => {
      expect(may({ role: 'window', id: 'w9', name: '窗口员' }, ASKS[type], hall)).toBe(false)
    })
  }

  it('A12 a kiosk issues with the grounds that the hall leaves to it, and no others', () => {
    const { ticket, service } = ASKS.IssueTicket
    const issue = { type: 'IssueTicket', ticket, service } as const
    const { kioskGrounds: _none, ...rules } = smallCatalogue.rules
    const silent = given(opened({ ...smallCatalogue, rules })).past.hall
    expect(may(kiosk, { ...issue, class: 'ordinary' }, hall)).toBe(true)
    expect(may(kiosk, { ...issue, class: 'priority', ground: 'elderly' }, hall)).toBe(true)
    expect(may(kiosk, { ...issue, class: 'priority', ground: 'elderly' }, silent)).toBe(false)
    expect(may(kiosk, { ...issue, class: 'priority', ground: 'military' }, hall)).toBe(false)
    expect(may(kiosk, { ...issue, class: 'priority' }, hall)).toBe(false)
    expect(may(kiosk, { ...issue, class: 'appointment', slot: 0 }, hall)).toBe(false)
    expect(may(kiosk, { ...issue, class: 'appointment', slot: 0, ground: 'elderly' }, hall)).toBe(false)
    expect(may(guide, { ...issue, class: 'priority', ground: 'military' }, silent)).toBe(true)
  })

  it('T22 only a desk may say that a second number is meant', () => {
    const again = { ...ASKS.IssueTicket, again: true } as const
    expect([kiosk, guide, manager, staffAt('1')].map((actor) => may(actor, again, hall))).toEqual([
      false,
      true,
      true,
      false,
    ])
  })

  it('A12 a kiosk reprints for whoever shows the document of the ticket, and for nobody else', () => {
    const known = given(opened(), taken('t1', 'A-01', { person: 'p1' }), taken('t2', 'A-01')).past.hall
    const reprint = (ticket: string, person?: string): boolean =>
      may(kiosk, { type: 'ReprintTicket', ticket, ...(person === undefined ? {} : { person }) }, known)
    expect(reprint('t1', 'p1')).toBe(true)
    expect(reprint('t1', 'p2')).toBe(false)
    expect(reprint('t1')).toBe(false)
    expect(reprint('t2', 'p1')).toBe(false)
    expect(reprint('t2')).toBe(false)
    expect(reprint('nobody')).toBe(false)
  })

  it('A12 a kiosk gives guides about no ticket and no person, and no other notice', () => {
    const notice = { type: 'GiveNotice', service: 'A-01', kind: 'guide' } as const
    const given = NOTICE_KINDS.filter((kind) => may(kiosk, { ...notice, kind }, hall))
    expect(given).toEqual(['guide', 'service', 'elsewhere'])
    expect(may(kiosk, { ...notice, ticket: 't1' }, hall)).toBe(false)
    expect(may(kiosk, { ...notice, person: 'p1' }, hall)).toBe(false)
    expect(may(kiosk, { ...notice, materials: { present: [], missing: ['居民身份证'] } }, hall)).toBe(false)
    expect(may(guide, { ...notice, ticket: 't1', person: 'p1' }, hall)).toBe(true)
  })

  it('N4 a guide leaves their own post, and only a manager sends somebody home', () => {
    expect(may(guide, { type: 'LeavePost', staff: 'g2' }, hall)).toBe(false)
    expect(may(guide, { type: 'LeavePost', staff: 'g1' }, hall)).toBe(true)
    expect(may(manager, { type: 'LeavePost', staff: 'g2' }, hall)).toBe(true)
  })

  it('A3 a kiosk has seen no papers', () => {
    const materials = { present: ['居民身份证'], missing: [] }
    expect(may(kiosk, { ...ASKS.IssueTicket, materials }, hall)).toBe(false)
    expect(may(guide, { ...ASKS.IssueTicket, materials }, hall)).toBe(true)
  })

  it('A3 a ticket’s secret opens that ticket alone', () => {
    expect(may(holderOf('t2'), ASKS.RateVisit, hall)).toBe(false)
    expect(may(holderOf('t2'), ASKS.CancelTicket, hall)).toBe(false)
  })

  it('I15 a pad rates only what its own window served', () => {
    const rate = { ...ASKS.RateVisit, ticket: 't2', secret: secretOf('t2') }
    expect(may(padAt('1'), rate, hall)).toBe(true)
    expect(may(padAt('2'), rate, hall)).toBe(false)
    expect(may({ role: 'pad', id: 'pad9' }, rate, hall)).toBe(false)
  })

  it('I15 no machine or person of a window ever rates, whatever the ticket', () => {
    for (const actor of [staffAt('1'), counterMachine('1'), guide, manager, inspector, timekeeper])
      for (const ticket of ['t1', 't2', 'nobody'])
        expect(may(actor, { ...ASKS.RateVisit, ticket }, hall), actor.role).toBe(false)
  })

  it('C8 who parked a ticket may still transfer it, and nobody else at a window', () => {
    const { past } = given(opened(), windowOpened('1'), taken('t1', 'A-01'), calledNext('1'), parked('1'))
    expect(may(staffAt('1'), ASKS.TransferTicket, past.hall)).toBe(true)
    expect(may(staffAt('2'), ASKS.TransferTicket, past.hall)).toBe(false)
  })
})

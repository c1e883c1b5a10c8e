/** The commands of a clerk's and a guide's whole day when they succeed: exactly which events each causes. */
import type { Actor } from '../../hall/actor.ts'
import type { Intent } from '../../hall/commands.ts'
import { COMPLAINT_REASONS, NOTICE_KINDS, QUESTION_CHANNELS } from '../../hall/commands.ts'
import type { HallEvent } from '../../hall/events.ts'
import { guide, kiosk, manager, padAt, staffAt, timekeeper } from '../kit/actors.ts'
import { hours, MORNING, minutes, seconds } from '../kit/hand-clock.ts'
import { MATERIALS, richCatalogue, withRules } from '../kit/small-catalogue.ts'
import {
  calledNext,
  completed,
  type Deed,
  later,
  opened,
  rated,
  ratingOf,
  secretOf,
  started,
  taken,
  told,
  windowOpened,
} from '../kit/story.ts'
import { profiled, tideCatalogue, withWindow } from '../kit/tide-catalogue.ts'

export type Case = {
  readonly name: string
  readonly given: readonly Deed[]
  readonly when: Intent
  readonly by?: Actor
  readonly gives: readonly HallEvent[]
}

export type DayCommand =
  | 'CorrectService'
  | 'RequeueTicket'
  | 'ServeDirectly'
  | 'TakeOver'
  | 'UndoAct'
  | 'NoteVacancy'
  | 'MoveHall'
  | 'SwitchProfile'
  | 'SwitchHelp'
  | 'QuoteWait'
  | 'LeaseBlock'
  | 'AddMatter'
  | 'ChangeClass'
  | 'CheckMaterials'
  | 'NameVisitor'
  | 'WakeTicket'
  | 'ExplainRating'
  | 'GiveNotice'
  | 'LogQuestion'
  | 'AnswerQuestion'
  | 'TakePost'
  | 'LeavePost'

const T1 = MORNING + seconds(1)
const here = { counter: '1', ticket: 't1' } as const
const rich = opened(richCatalogue)
/** The same with a window where results are handed out. */
const withCollection = opened({
  ...richCatalogue,
  counters: [...richCatalogue.counters, { id: '6', name: '6', zone: 'z1', role: 'collect', own: [], help: [] }],
})
const oneWaits = [rich, windowOpened('1'), taken('t1', 'A-01')]
const oneCalled = [...oneWaits, calledNext('1')]
const oneServing = [...oneCalled, started('1')]
const badlyRated = [...oneServing, completed('1'), rated('t1', 'dissatisfied')]
const [form, proof, letter] = MATERIALS
const owed = { owner: '市场监管局', workingDays: 2 }
const question: Deed = told({ type: 'LogQuestion', question: 'q1', channel: 'desk', text: '能否异地办理', owed })

const flooded = [
  opened(withWindow('2', { profile: 'tide' }, profiled)),
  windowOpened('2'),
  ...['b1', 'b2', 'b3', 'b4'].map((ticket) => taken(ticket, 'B-01')),
]
const helped = { type: 'HelpSwitched', counter: '2', theme: 'B', on: true, longestSince: T1 } as const

export const DAY_CASES: Record<DayCommand, readonly Case[]> = {
  LeaseBlock: [
    {
      name: 'Z29 a kiosk is lent numbers of its own marked series',
      given: [opened(withRules({ offlineNumbers: 5 }))],
      when: { type: 'LeaseBlock' },
      gives: [{ type: 'BlockLeased', kiosk: 'k1', series: 'XA', until: 5 }],
    },
    {
      name: 'Z29 and no more while it has more than half of them',
      given: [opened(withRules({ offlineNumbers: 5 })), told({ type: 'LeaseBlock' }, kiosk)],
      when: { type: 'LeaseBlock' },
      gives: [],
    },
  ],
  QuoteWait: [
    {
      name: 'F8 the wait that a paper names is noted with what it rests on',
      given: [...oneWaits, taken('t2', 'A-02')],
      when: { type: 'QuoteWait', ticket: 't2', p50Ms: minutes(10), p80Ms: minutes(15) },
      gives: [{ type: 'WaitQuoted', ticket: 't2', p50Ms: minutes(10), p80Ms: minutes(15), ahead: 1, windows: 1 }],
    },
    {
      name: 'F8 and only once',
      given: [...oneWaits, told({ type: 'QuoteWait', ticket: 't1', p50Ms: 0, p80Ms: 1 })],
      when: { type: 'QuoteWait', ticket: 't1', p50Ms: 2, p80Ms: 3 },
      gives: [],
    },
  ],
  SwitchProfile: [
    {
      name: 'Q14 by hand, with its reason',
      given: [opened(profiled)],
      when: { type: 'SwitchProfile', counter: '2', profile: 'longest', reason: '人少' },
      gives: [{ type: 'ProfileSwitched', counter: '2', profile: 'longest', by: 'hand', reason: '人少' }],
    },
    {
      name: 'Q14 by the plan, at its hour',
      given: [opened(tideCatalogue), later(hours(1))],
      when: { type: 'SwitchProfile', counter: '2', profile: 'tide' },
      by: timekeeper,
      gives: [{ type: 'ProfileSwitched', counter: '2', profile: 'tide', by: 'plan' }],
    },
    {
      name: 'Q14 to the profile it follows there is nothing to switch',
      given: [opened(tideCatalogue)],
      when: { type: 'SwitchProfile', counter: '2', profile: 'longest' },
      gives: [],
    },
  ],
  SwitchHelp: [
    {
      name: 'Q13 by its rule, with what was seen',
      given: flooded,
      when: { type: 'SwitchHelp', counter: '2', theme: 'B', on: true },
      by: timekeeper,
      gives: [{ ...helped, by: 'rule', first: true, untilWaiting: 1, waiting: 4 }],
    },
    {
      name: 'Q13 by hand, until nobody of the theme is left',
      given: [opened(profiled), windowOpened('2'), taken('b1', 'B-01')],
      when: { type: 'SwitchHelp', counter: '2', theme: 'B', on: true, reason: '三号窗口离岗' },
      gives: [{ ...helped, by: 'hand', first: true, untilWaiting: 0, waiting: 1, reason: '三号窗口离岗' }],
    },
    {
      name: 'Q13 what is so already is not noted again',
      given: [...flooded, told({ type: 'SwitchHelp', counter: '2', theme: 'B', on: true }, timekeeper)],
      when: { type: 'SwitchHelp', counter: '2', theme: 'B', on: true, reason: '人多' },
      gives: [],
    },
  ],
  RequeueTicket: [oneCalled, oneServing].map((deeds) => ({
    name: `C12 a ticket goes back into the queue from ${deeds === oneCalled ? 'called' : 'serving'}`,
    given: deeds,
    when: { type: 'RequeueTicket', ...here, reason: '等家人送件' },
    gives: [{ type: 'TicketRequeued', ...here, reason: '等家人送件' }],
  })),
  CorrectService: [
    {
      name: 'C23 who came for something else is served here and now, and what hung on the wrong matter goes',
      given: oneServing,
      when: { type: 'CorrectService', ...here, service: 'A-02' },
      gives: [
        {
          type: 'ServiceCorrected',
          ...here,
          service: 'A-02',
          legs: [{ service: 'C-01', of: ['A-02'], part: 'assist' }],
        },
      ],
    },
  ],
  ServeDirectly: [
    {
      name: 'C13 somebody without a number gets one and is served, and it is recorded who was passed over',
      given: oneWaits,
      when: { type: 'ServeDirectly', counter: '1', ticket: 't2', service: 'A-02', reason: '补交材料' },
      gives: [
        {
          type: 'TicketIssued',
          ticket: 't2',
          secret: secretOf('t2'),
          series: 'A',
          number: 2,
          service: 'A-02',
          class: 'ordinary',
          key: T1,
          legs: [{ service: 'C-01', of: ['A-02'], part: 'assist' }],
        },
        {
          type: 'VisitorSeated',
          ticket: 't2',
          counter: '1',
          why: { rule: 'direct', key: T1, overtook: 0 },
          reason: '补交材料',
        },
      ],
    },
  ],
  TakeOver: [
    {
      name: 'C16 a B岗 takes over the queue of who is away',
      given: [rich, windowOpened('1'), windowOpened('2'), told({ type: 'PauseCounter', counter: '1', reason: 'meal' })],
      when: { type: 'TakeOver', counter: '2', from: '1' },
      gives: [{ type: 'CounterTakenOver', counter: '2', from: '1', tickets: [] }],
    },
    {
      name: 'C16 with what was put aside, and whoever sat there is called over at once',
      given: [
        ...oneServing,
        windowOpened('2'),
        told({ type: 'PauseCounter', counter: '1', reason: 'away', handOver: true }),
      ],
      when: { type: 'TakeOver', counter: '2', from: '1' },
      gives: [
        { type: 'CounterTakenOver', counter: '2', from: '1', tickets: ['t1'] },
        { type: 'TicketCalled', ticket: 't1', counter: '2', why: { rule: 'resumed', key: T1, overtook: 0 } },
      ],
    },
  ],
  UndoAct: [
    {
      name: 'C11 the last act at a window is taken back',
      given: oneCalled,
      when: { type: 'UndoAct', counter: '1' },
      gives: [{ type: 'ActUndone', counter: '1', positions: [5] }],
    },
    {
      name: 'C11 both events of one press are',
      given: [...oneServing, told({ type: 'PauseCounter', counter: '1', reason: 'away', handOver: true })],
      when: { type: 'UndoAct', counter: '1' },
      gives: [{ type: 'ActUndone', counter: '1', positions: [8, 7] }],
    },
  ],
  MoveHall: [
    {
      name: 'Z27 a take-over is an event, also of a hall that is closed',
      given: [],
      when: { type: 'MoveHall', epoch: 1, server: 'standby', why: 'by-hand', chain: 'c' },
      gives: [{ type: 'HallMoved', epoch: 1, server: 'standby', why: 'by-hand', chain: 'c' }],
    },
  ],
  NoteVacancy: [
    {
      name: 'C17 an open window that does nothing while somebody waits is noted',
      given: [...oneWaits, later(minutes(5))],
      when: { type: 'NoteVacancy', counter: '1' },
      gives: [{ type: 'VacancyNoted', counter: '1', since: T1, waiting: 1 }],
    },
  ],
  AddMatter: [
    {
      name: 'T12 one more matter comes before the stages that all share',
      given: oneWaits,
      when: { type: 'AddMatter', ticket: 't1', service: 'B-01' },
      gives: [
        {
          type: 'MatterAdded',
          ticket: 't1',
          legs: [
            { service: 'B-01' },
            { service: 'P-01', of: ['A-01'], part: 'stage' },
            { service: 'G-01', of: ['A-01', 'B-01'], part: 'stage' },
          ],
        },
      ],
    },
  ],
  ChangeClass: [
    {
      name: 'T13 precedence given later counts from the arrival',
      given: oneWaits,
      when: { type: 'ChangeClass', ticket: 't1', class: 'priority', ground: 'elderly' },
      gives: [{ type: 'ClassChanged', ticket: 't1', class: 'priority', ground: 'elderly', key: T1 - minutes(15) }],
    },
    {
      name: 'T13 and may be taken away again',
      given: [rich, taken('t1', 'A-01', { class: 'priority', ground: 'ill' })],
      when: { type: 'ChangeClass', ticket: 't1', class: 'ordinary' },
      gives: [{ type: 'ClassChanged', ticket: 't1', class: 'ordinary', key: T1 }],
    },
    {
      name: 'T13 the class that it has changes nothing',
      given: oneWaits,
      when: { type: 'ChangeClass', ticket: 't1', class: 'ordinary' },
      gives: [],
    },
  ],
  CheckMaterials: [
    {
      name: 'T16 a window ticks what it saw',
      given: oneServing,
      when: { type: 'CheckMaterials', ticket: 't1', materials: { present: [form], missing: [proof] } },
      by: staffAt('1'),
      gives: [{ type: 'MaterialsChecked', ticket: 't1', materials: { present: [form], missing: [proof] } }],
    },
    {
      name: 'T16 a complete list at the desk is 已预审; what has a condition need not be there',
      given: oneWaits,
      when: { type: 'CheckMaterials', ticket: 't1', materials: { present: [form, proof], missing: [] } },
      gives: [
        {
          type: 'MaterialsChecked',
          ticket: 't1',
          materials: { present: [form, proof], missing: [] },
          prechecked: true,
        },
      ],
    },
    {
      name: 'T16 a complete list at the window is not',
      given: oneServing,
      when: { type: 'CheckMaterials', ticket: 't1', materials: { present: [form, proof, letter], missing: [] } },
      by: staffAt('1'),
      gives: [{ type: 'MaterialsChecked', ticket: 't1', materials: { present: [form, proof, letter], missing: [] } }],
    },
  ],
  NameVisitor: [
    {
      name: 'T18 a ticket gets the key of a document',
      given: oneServing,
      when: { type: 'NameVisitor', ticket: 't1', person: 'p-key' },
      by: staffAt('1'),
      gives: [{ type: 'VisitorNamed', ticket: 't1', person: 'p-key' }],
    },
    {
      name: 'T18 the same key again changes nothing',
      given: [...oneWaits, told({ type: 'NameVisitor', ticket: 't1', person: 'p-key' })],
      when: { type: 'NameVisitor', ticket: 't1', person: 'p-key' },
      gives: [],
    },
  ],
  WakeTicket: [
    {
      name: 'T14 a ticket that was sent on for later waits when its time has come',
      given: [
        ...oneWaits,
        told({ type: 'TransferTicket', ticket: 't1', service: 'A-01', reason: 'materials', until: T1 + minutes(5) }),
        later(minutes(5)),
      ],
      when: { type: 'WakeTicket', ticket: 't1' },
      gives: [{ type: 'TicketWoken', ticket: 't1' }],
    },
  ],
  ExplainRating: [
    ...COMPLAINT_REASONS.map((reason) => ({
      name: `T20 a bad grade is explained by ${reason}`,
      given: badlyRated,
      when: { type: 'ExplainRating', ticket: 't1', secret: secretOf('t1'), complaints: [reason] } as const,
      gives: [{ type: 'RatingExplained', ticket: 't1', leg: 0, complaints: [reason] } as const],
    })),
    {
      name: 'T20 on the pad, with a text',
      given: badlyRated,
      when: { type: 'ExplainRating', ticket: 't1', secret: ratingOf('t1'), complaints: ['manner'], text: '问三次才答' },
      by: padAt('1'),
      gives: [{ type: 'RatingExplained', ticket: 't1', leg: 0, complaints: ['manner'], text: '问三次才答' }],
    },
  ],
  GiveNotice: [
    ...NOTICE_KINDS.filter((kind) => kind !== 'elsewhere').map((kind) => {
      const about = { service: 'A-01', materials: { present: [], missing: [form] }, ticket: 't1' }
      return {
        name: `N1 a ${kind} notice is given`,
        given: [withCollection, taken('t1', 'A-01')],
        when: { type: 'GiveNotice', kind, ...about } as const,
        gives: [{ type: 'NoticeGiven', kind, ...about } as const],
      }
    }),
    {
      name: 'K17 an elsewhere notice tells of what is not handled here',
      given: [rich],
      when: { type: 'GiveNotice', kind: 'elsewhere', service: 'out-1' },
      by: kiosk,
      gives: [{ type: 'NoticeGiven', kind: 'elsewhere', service: 'out-1' }],
    },
  ],
  LogQuestion: [
    ...QUESTION_CHANNELS.map((channel) => ({
      name: `N2 a question at the ${channel} is answered at once`,
      given: [rich],
      when: { type: 'LogQuestion', question: 'q1', channel, service: 'A-01' } as const,
      gives: [{ type: 'QuestionLogged', question: 'q1', channel, service: 'A-01' } as const],
    })),
    {
      name: 'N3 or somebody owes the answer by a working day',
      given: [rich],
      when: { type: 'LogQuestion', question: 'q1', channel: 'phone', text: '能否异地办理', owed },
      gives: [
        {
          type: 'QuestionLogged',
          question: 'q1',
          channel: 'phone',
          text: '能否异地办理',
          owed: { owner: owed.owner, due: '2026-03-04' },
        },
      ],
    },
  ],
  AnswerQuestion: [
    {
      name: 'N3 what is owed is answered',
      given: [rich, question],
      when: { type: 'AnswerQuestion', question: 'q1', text: '可以全市通办' },
      gives: [{ type: 'QuestionAnswered', question: 'q1', text: '可以全市通办' }],
    },
  ],
  TakePost: [
    {
      name: 'N4 a guide comes to the desk',
      given: [rich],
      when: { type: 'TakePost', desk: 'desk' },
      gives: [{ type: 'PostTaken', desk: 'desk', staff: '导办', staffId: 'g1' }],
    },
    {
      name: 'N4 and is there already',
      given: [rich, told({ type: 'TakePost', desk: 'desk' })],
      when: { type: 'TakePost', desk: 'desk' },
      gives: [],
    },
  ],
  LeavePost: [
    {
      name: 'N4 a guide leaves',
      given: [rich, told({ type: 'TakePost', desk: 'desk' })],
      when: { type: 'LeavePost' },
      by: guide,
      gives: [{ type: 'PostLeft', staffId: 'g1' }],
    },
    {
      name: 'N4 or is sent home by the manager',
      given: [rich, told({ type: 'TakePost', desk: 'desk' })],
      when: { type: 'LeavePost', staff: 'g1' },
      by: manager,
      gives: [{ type: 'PostLeft', staffId: 'g1' }],
    },
  ],
}

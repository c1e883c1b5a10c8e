/** The refusals that a clerk, a guide or a rating visitor meets, each with the stories in which it is given. */
import type { Actor } from '../../hall/actor.ts'
import type { Intent } from '../../hall/commands.ts'
import type { RefusalCode } from '../../hall/refusal.ts'
import { kiosk, padAt, staffAt, timekeeper } from '../kit/actors.ts'
import { MORNING, minutes, seconds } from '../kit/hand-clock.ts'
import { MATERIALS, richCatalogue, withRules, withService } from '../kit/small-catalogue.ts'
import {
  calledNext,
  completed,
  type Deed,
  later,
  missed,
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

/** A story in which the hall says no. */
export type Case = {
  readonly name: string
  readonly given: readonly Deed[]
  readonly when: Intent
  readonly by?: Actor
  /** What comes with the code. */
  readonly saying?: object
}

export type DayRefusal = Extract<
  RefusalCode,
  | 'no-return'
  | 'too-many-matters'
  | 'matter-exists'
  | 'unknown-material'
  | 'nothing-missing'
  | 'no-such-notice'
  | 'materials-missing'
  | 'unknown-staff'
  | 'time-passed'
  | 'not-a-backup'
  | 'not-away'
  | 'already-covered'
  | 'nothing-to-undo'
  | 'undo-too-late'
  | 'undo-overtaken'
  | 'not-vacant'
  | 'unknown-profile'
  | 'not-on-list'
  | 'service-left'
  | 'not-due'
  | 'blocks-off'
  | 'not-in-block'
  | 'not-rated'
  | 'already-explained'
  | 'rating-closed'
  | 'personal-data'
  | 'already-queued'
  | 'identity-needed'
  | 'question-exists'
  | 'unknown-question'
  | 'not-a-desk'
  | 'not-on-duty'
>

const rich = opened(richCatalogue)
const oneWaits = [rich, windowOpened('1'), taken('t1', 'A-01')]
const oneCalled = [...oneWaits, calledNext('1')]
const oneServing = [...oneCalled, started('1')]
const oneDone = [...oneServing, completed('1')]
const here = { counter: '1', ticket: 't1' } as const
const paused = (counter: string): Deed => told({ type: 'PauseCounter', counter, reason: 'meal' })
const [form, proof] = MATERIALS
const undo: Intent = { type: 'UndoAct', counter: '1' }
const explain: Intent = { type: 'ExplainRating', ticket: 't1', secret: secretOf('t1'), complaints: ['manner'] }
const transfer = { type: 'TransferTicket', ticket: 't1', service: 'A-01', reason: 'materials' } as const

/** A visit of yesterday, as the shell reads it back for its rating. */
const yesterday: Deed = (past) => {
  const leg = { service: 'A-01', counter: '1', staff: '窗口员', staffId: 'w1', outcome: 'immediate' as const }
  const legs = [{ ...leg, rating: 'r-old', rated: false, explained: false }]
  past.visit = { ticket: 'old', secret: 's-old', day: '2026-02-20', number: 'A007', legs }
}

export const DAY_REFUSALS: Record<DayRefusal, readonly Case[]> = {
  'already-queued': [
    {
      name: 'T22 whoever waits for the same matter gets no second number',
      given: [rich, taken('t1', 'A-01', { person: 'p1' })],
      when: { type: 'IssueTicket', ticket: 't2', service: 'A-01', person: 'p1' },
      saying: { service: 'A-01', ticket: 't1', number: 'A001', ahead: 0 },
    },
    {
      name: 'T22 nor whoever has it as a further matter',
      given: [rich, taken('t1', 'A-01', { person: 'p1', more: ['B-01'] })],
      when: { type: 'IssueTicket', ticket: 't2', service: 'C-01', more: ['B-01'], person: 'p1' },
      saying: { service: 'B-01', ticket: 't1', number: 'A001', ahead: 0 },
    },
  ],
  'identity-needed': [
    {
      name: 'T23 a kiosk gives no number where nobody knows whose matter it is',
      given: [opened(withService('A-01', { identity: true }, richCatalogue))],
      when: { type: 'IssueTicket', ticket: 't1', service: 'A-01' },
      saying: { service: 'A-01' },
    },
    {
      name: 'T24 nobody comes for nobody',
      given: [rich],
      when: { type: 'IssueTicket', ticket: 't1', service: 'A-01', proxy: 'p2' },
      saying: { service: 'A-01' },
    },
  ],
  'no-return': (['void', 'void-after-calls', 'places-down'] as const).map((mode) => ({
    name: `T15 a missed number does not come back by hand where the rule is ${mode}`,
    given: [
      opened(withRules({ noShow: { mode, returnMinutes: 30, placesDown: 3, times: 1 } })),
      windowOpened('1'),
      taken('t1', 'A-01'),
      calledNext('1'),
      missed('1'),
      // Some places down it waited again, and was missed for good.
      ...(mode === 'places-down' ? [calledNext('1'), missed('1')] : []),
    ],
    when: { type: 'ReturnTicket', ticket: 't1' },
  })),
  'too-many-matters': [
    {
      name: 'T12 one ticket holds six matters',
      given: [rich],
      when: {
        type: 'IssueTicket',
        ticket: 't1',
        service: 'A-01',
        more: ['A-02', 'B-01', 'B-02', 'C-01', 'P-01', 'G-01'],
      },
      saying: { limit: 6 },
    },
    {
      name: 'T12 also when they come one by one',
      given: [rich, taken('t1', 'A-02', { more: ['B-01', 'B-02', 'C-01', 'P-01', 'G-01'] })],
      when: { type: 'AddMatter', ticket: 't1', service: 'A-01' },
      saying: { limit: 6 },
    },
  ],
  'matter-exists': [
    {
      name: 'T12 nobody queues twice for one matter on one ticket',
      given: [rich],
      when: { type: 'IssueTicket', ticket: 't1', service: 'A-01', more: ['A-01'] },
      saying: { service: 'A-01' },
    },
    {
      name: 'T12 nor by adding it',
      given: oneWaits,
      when: { type: 'AddMatter', ticket: 't1', service: 'A-01' },
      saying: { service: 'A-01' },
    },
    {
      name: 'T12 nor one that is still to come',
      given: [rich, taken('t1', 'A-01', { more: ['B-01'] })],
      when: { type: 'AddMatter', ticket: 't1', service: 'B-01' },
      saying: { service: 'B-01' },
    },
  ],
  'unknown-material': [
    {
      name: 'T16 only what the checklist names is ticked',
      given: oneServing,
      when: { type: 'CheckMaterials', ticket: 't1', materials: { present: ['相关材料'], missing: [] } },
      saying: { material: '相关材料' },
    },
    {
      name: 'T16 nothing is both there and missing',
      given: oneServing,
      when: {
        type: 'CompleteTicket',
        ...here,
        outcome: 'supplement',
        materials: { present: [form], missing: [form] },
      },
      saying: { material: form },
    },
    {
      name: 'T16 at the desk neither',
      given: [rich],
      when: { type: 'GiveNotice', service: 'B-01', kind: 'supplement', materials: { present: [], missing: [form] } },
      saying: { material: form },
    },
    {
      name: 'T16 nor before the ticket',
      given: [rich],
      when: { type: 'IssueTicket', ticket: 't1', service: 'B-01', materials: { present: [form], missing: [] } },
      by: { role: 'guide', id: 'g1', name: '导办' },
      saying: { material: form },
    },
  ],
  'nothing-missing': [
    {
      name: 'N1 a supplement notice asks for something',
      given: [rich],
      when: { type: 'GiveNotice', service: 'A-01', kind: 'supplement', materials: { present: [form], missing: [] } },
    },
  ],
  'no-such-notice': [
    {
      name: 'N1 no 告知书 where there is no special procedure',
      given: [rich],
      when: { type: 'GiveNotice', service: 'B-01', kind: 'special' },
    },
    {
      name: 'N1 no way of a visit for somebody without a number',
      given: [rich],
      when: { type: 'GiveNotice', service: 'A-01', kind: 'journey' },
    },
    {
      name: 'N1 no way of a visit for a matter that it does not have',
      given: [rich, taken('t1', 'A-01')],
      when: { type: 'GiveNotice', service: 'B-01', kind: 'journey', ticket: 't1' },
    },
    {
      name: 'N1 nobody is sent to collect where no window hands anything out',
      given: [rich],
      when: { type: 'GiveNotice', service: 'A-01', kind: 'collection' },
    },
  ],
  'materials-missing': [
    {
      name: 'C18 what is missing is not accepted without a word',
      given: oneServing,
      when: {
        type: 'CompleteTicket',
        ...here,
        outcome: 'promised',
        materials: { present: [form], missing: [proof] },
      },
      saying: { materials: [proof] },
    },
    {
      name: 'C18 nor what was ticked as missing before',
      given: [
        ...oneServing,
        told({ type: 'CheckMaterials', ticket: 't1', materials: { present: [], missing: [form] } }, staffAt('1')),
      ],
      when: { type: 'CompleteTicket', ...here, outcome: 'immediate' },
      saying: { materials: [form] },
    },
  ],
  'unknown-staff': [
    {
      name: 'T14 nobody waits for who sits nowhere',
      given: oneWaits,
      when: { ...transfer, bound: { staff: 'w9' } },
      saying: { staff: 'w9' },
    },
  ],
  'time-passed': [
    { name: 'T14 a delay lies ahead', given: oneWaits, when: { ...transfer, until: MORNING } },
    {
      name: 'C21 and so does the time of a ticket put aside',
      given: oneCalled,
      when: { type: 'ParkTicket', ...here, reason: '取材料', until: MORNING },
    },
    {
      name: 'C15 and when somebody is back',
      given: oneWaits,
      when: { type: 'PauseCounter', counter: '1', reason: 'meal', backAt: MORNING },
    },
  ],
  'not-a-backup': [
    {
      name: 'C16 only a window of the list stands in',
      given: [rich, windowOpened('1'), windowOpened('4'), paused('1')],
      when: { type: 'TakeOver', counter: '4', from: '1' },
      saying: { counter: '4', from: '1' },
    },
  ],
  'not-away': [
    {
      name: 'C16 nobody stands in for who is there',
      given: [rich, windowOpened('1'), windowOpened('2')],
      when: { type: 'TakeOver', counter: '2', from: '1' },
      saying: { counter: '1' },
    },
  ],
  'already-covered': [
    {
      name: 'C16 one stands in, not two',
      given: [
        rich,
        windowOpened('1'),
        windowOpened('2'),
        windowOpened('3'),
        paused('1'),
        told({ type: 'TakeOver', counter: '2', from: '1' }),
      ],
      when: { type: 'TakeOver', counter: '3', from: '1' },
      saying: { counter: '1', by: '2' },
    },
  ],
  'nothing-to-undo': [
    { name: 'C11 a window that did nothing takes nothing back', given: oneWaits, when: undo },
    { name: 'C11 an act is taken back once', given: [...oneCalled, told(undo)], when: undo },
  ],
  'undo-too-late': [
    {
      name: 'C11 after ten seconds it stands',
      given: [...oneCalled, later(seconds(10) + 1)],
      when: undo,
      saying: { seconds: 10 },
    },
  ],
  'undo-overtaken': [
    {
      name: 'C11 not when the visitor has rated it',
      given: [...oneDone, rated('t1', 'satisfied')],
      when: undo,
    },
    {
      name: 'C11 not when the next window has called',
      given: [...oneDone, windowOpened('5'), calledNext('5')],
      when: undo,
    },
    {
      name: 'C11 not when somebody stands in already',
      given: [
        rich,
        windowOpened('1'),
        windowOpened('2'),
        paused('1'),
        told({ type: 'TakeOver', counter: '2', from: '1' }),
      ],
      when: undo,
    },
  ],
  'unknown-profile': [
    {
      name: 'Q11 a profile that the catalogue does not have',
      given: [opened(profiled)],
      when: { type: 'SwitchProfile', counter: '2', profile: 'none-such', reason: '人多' },
      saying: { profile: 'none-such' },
    },
  ],
  'not-on-list': [
    {
      name: 'Q11 a profile goes no further than the window’s list (S003-22)',
      given: [opened(profiled)],
      when: { type: 'SwitchProfile', counter: '1', profile: 'longest', reason: '人多' },
      saying: { counter: '1', theme: 'B' },
    },
    {
      name: 'Q13 nor does help',
      given: [opened(profiled), windowOpened('1'), taken('b1', 'B-01')],
      when: { type: 'SwitchHelp', counter: '1', theme: 'B', on: true, reason: '人多' },
      saying: { counter: '1', theme: 'B' },
    },
  ],
  'service-left': [
    {
      name: 'Q12 a switch leaves no service without a window that calls it first',
      given: [opened(withWindow('1', { own: ['C'] }, profiled))],
      when: { type: 'SwitchProfile', counter: '2', profile: 'narrow', reason: '人少' },
      saying: { service: 'A-02' },
    },
    {
      name: 'Q12 nor does it later in the day, when another window changes',
      given: [opened(withWindow('1', { plan: [{ from: '13:00', profile: 'narrow' }] }, profiled))],
      when: { type: 'SwitchProfile', counter: '2', profile: 'narrow', reason: '人少' },
      saying: { service: 'A-02' },
    },
    {
      name: 'Q12 a window that may help others first is not enough',
      given: [opened(withWindow('1', { own: ['C'] }, profiled))],
      when: { type: 'SwitchProfile', counter: '2', profile: 'tide', reason: '人多' },
      saying: { service: 'A-01' },
    },
  ],
  'not-due': [
    {
      name: 'Q14 the plan does not ask for it yet',
      given: [opened(tideCatalogue), later(minutes(59))],
      when: { type: 'SwitchProfile', counter: '2', profile: 'tide' },
      by: timekeeper,
    },
    {
      name: 'Q13 the theme has not passed its threshold',
      given: [
        opened(withWindow('2', { profile: 'tide' }, profiled)),
        windowOpened('2'),
        ...['b1', 'b2', 'b3'].map((ticket) => taken(ticket, 'B-01')),
      ],
      when: { type: 'SwitchHelp', counter: '2', theme: 'B', on: true },
      by: timekeeper,
    },
    {
      name: 'Q13 nor have few enough been left',
      given: [
        opened(withWindow('2', { profile: 'tide' }, profiled)),
        windowOpened('2'),
        ...['b1', 'b2', 'b3', 'b4'].map((ticket) => taken(ticket, 'B-01')),
        told({ type: 'SwitchHelp', counter: '2', theme: 'B', on: true }, timekeeper),
      ],
      when: { type: 'SwitchHelp', counter: '2', theme: 'B', on: false },
      by: timekeeper,
    },
  ],
  'blocks-off': [
    {
      name: 'Z29 no numbers are lent where the hall does not want it',
      given: [opened()],
      when: { type: 'LeaseBlock' },
    },
  ],
  'not-in-block': [
    {
      name: 'Z29 a kiosk gives only what was lent to it',
      given: [opened(withRules({ offlineNumbers: 5 }))],
      when: { type: 'IssueTicket', ticket: 'o', service: 'A-01', offline: { series: 'XA', number: 1, at: MORNING } },
    },
    {
      name: 'Z29 and one after another',
      given: [opened(withRules({ offlineNumbers: 5 })), told({ type: 'LeaseBlock' }, kiosk)],
      when: { type: 'IssueTicket', ticket: 'o', service: 'A-01', offline: { series: 'XA', number: 2, at: MORNING } },
      saying: { next: 1 },
    },
  ],
  'not-vacant': [
    {
      name: 'C17 a window is not vacant while it has not rested for five minutes',
      given: [...oneWaits, later(minutes(5) - 1)],
      when: { type: 'NoteVacancy', counter: '1' },
    },
    {
      name: 'C17 nor while nobody waits',
      given: [rich, windowOpened('1'), later(minutes(60))],
      when: { type: 'NoteVacancy', counter: '1' },
    },
    {
      name: 'C17 nor while it serves',
      given: [...oneServing, taken('t2', 'A-01'), later(minutes(60))],
      when: { type: 'NoteVacancy', counter: '1' },
    },
    {
      name: 'C17 and it is noted once',
      given: [...oneWaits, later(minutes(5)), told({ type: 'NoteVacancy', counter: '1' }, timekeeper)],
      when: { type: 'NoteVacancy', counter: '1' },
    },
  ],
  'not-rated': [
    { name: 'T20 there is nothing to explain before the grade', given: oneDone, when: explain },
    {
      name: 'T20 nor after a good one',
      given: [...oneDone, rated('t1', 'fairly-satisfied')],
      when: explain,
    },
  ],
  'already-explained': [
    {
      name: 'T20 a rating is explained once',
      given: [...oneDone, rated('t1', 'dissatisfied'), told(explain)],
      when: { ...explain, secret: ratingOf('t1') },
      by: padAt('1'),
    },
  ],
  'rating-closed': [
    {
      name: 'T21 after the days of the rule a visit is not rated',
      given: [rich, yesterday, later(0)],
      when: { type: 'RateVisit', ticket: 'old', secret: 's-old', grade: 'satisfied' },
      by: { role: 'visitor', id: 'old' },
      saying: { days: 7 },
    },
  ],
  'personal-data': (
    [
      ['身份证', '本人 44142719900101123X 的件'],
      ['手机号', '请打 13800138000'],
      ['分组写的手机号', '请打 138 0013 8000'],
      ['全角数字', '卡号６２２２０２１２３４５６７８９０１２'],
    ] as const
  ).map(([what, reason]) => ({
    name: `I17 a reason with a ${what} is refused before it is recorded`,
    given: oneCalled,
    when: { type: 'ParkTicket', ...here, reason },
  })),
  'question-exists': [
    {
      name: 'N3 a question is owed once',
      given: [
        rich,
        told({ type: 'LogQuestion', question: 'q1', channel: 'desk', owed: { owner: '住建局', workingDays: 1 } }),
      ],
      when: { type: 'LogQuestion', question: 'q1', channel: 'desk' },
      saying: { question: 'q1' },
    },
  ],
  'unknown-question': [
    {
      name: 'N3 what nobody owes is not answered',
      given: [rich],
      when: { type: 'AnswerQuestion', question: 'q9', text: '可以' },
      saying: { question: 'q9' },
    },
  ],
  'not-a-desk': [
    {
      name: 'N4 a window is no guide desk',
      given: [rich],
      when: { type: 'TakePost', desk: '1' },
      saying: { counter: '1' },
    },
  ],
  'not-on-duty': [{ name: 'N4 who did not come does not leave', given: [rich], when: { type: 'LeavePost' } }],
}

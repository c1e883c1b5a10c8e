/** Two days of a hall with everything a clerk's day can bring: several matters, B岗, transfers, undo, the desk. */
import type { Catalogue } from '../../hall/catalogue.ts'
import type { PastVisit } from '../../hall/past-visit.ts'
import { guide, kiosk, manager, padAt, staffAt, timekeeper } from '../kit/actors.ts'
import { FIRST_DAY, hours, minutes, seconds } from '../kit/hand-clock.ts'
import { MATERIALS, richCatalogue, withRules } from '../kit/small-catalogue.ts'
import {
  calledNext,
  completed,
  type Deed,
  given,
  later,
  missed,
  opened,
  ratingOf,
  secretOf,
  started,
  taken,
  told,
  windowOpened,
} from '../kit/story.ts'
import { PROFILES, withWindow } from '../kit/tide-catalogue.ts'
import { ledgerInHand } from './verify-story.ts'

const [form, proof] = MATERIALS

/** Here a visit begins with its last call, a window may go beyond its list, and theme B sends the missed some places down. */
export const richHall: Catalogue = withRules(
  { window: { confirmArrival: false, choose: true, override: true, idleMinutes: 5 } },
  {
    ...richCatalogue,
    themes: richCatalogue.themes.map((theme) =>
      theme.id === 'B'
        ? { ...theme, noShow: { mode: 'places-down', returnMinutes: 0, placesDown: 1, times: 1 } }
        : theme,
    ),
  },
)

/** The same with work profiles; the second day begins at nine like the first, and at ten window 2 calls by the longest wait. */
const richTides: Catalogue = withWindow(
  '2',
  { plan: [{ from: '10:00', profile: 'longest' }] },
  { ...withRules({ offlineNumbers: 3 }, richHall), profiles: PROFILES },
)

/** The first leg of `many`, as the shell reads it back from the day before. */
const visit: PastVisit = {
  ticket: 'many',
  secret: secretOf('many'),
  day: FIRST_DAY,
  number: 'A001',
  legs: [
    {
      service: 'A-01',
      counter: '1',
      staff: '窗口员',
      staffId: 'w1',
      outcome: 'refused',
      rating: ratingOf('many'),
      rated: false,
      explained: false,
    },
  ],
}
const remembered: Deed = (past) => {
  past.visit = visit
}
/** `minute` minutes from now, whenever that is. */
const inMinutes =
  (minute: number, deed: (at: number) => Deed): Deed =>
  (past) =>
    deed(past.now + minutes(minute))(past)

const days = given(
  opened(richHall),
  told({ type: 'TakePost', desk: 'desk' }),
  ...['1', '2', '3', '4', '5'].map(windowOpened),
  told({ type: 'LogQuestion', question: 'asked', channel: 'desk', service: 'A-01' }),
  told({ type: 'LogQuestion', question: 'owed', channel: 'phone', owed: { owner: '住建局', workingDays: 3 } }),
  told({ type: 'LogQuestion', question: 'found', channel: 'desk', owed: { owner: '住建局', workingDays: 1 } }),
  told({ type: 'AnswerQuestion', question: 'found', text: '在二楼办理' }),
  told({ type: 'GiveNotice', service: 'A-01', kind: 'supplement', materials: { present: [], missing: [form] } }),
  told(
    {
      type: 'IssueTicket',
      ticket: 'many',
      service: 'A-01',
      more: ['B-01'],
      materials: { present: [form, proof], missing: [] },
    },
    guide,
  ),
  taken('lead', 'A-02'),
  taken('slow', 'B-01'),
  taken('aside', 'A-01'),
  taken('sat', 'A-01'),
  taken('upstairs', 'C-01'),
  told({ type: 'AddMatter', ticket: 'slow', service: 'C-01' }),
  told({ type: 'ChangeClass', ticket: 'sat', class: 'priority', ground: 'elderly' }),
  told({ type: 'CheckMaterials', ticket: 'lead', materials: { present: ['居民身份证'], missing: [] } }),
  told({ type: 'NameVisitor', ticket: 'lead', person: 'key-of-somebody' }),
  // Window 1 calls the wrong one, takes it back, calls again, and its clerk is called away; window 2 goes on.
  calledNext('1'),
  told({ type: 'UndoAct', counter: '1' }),
  calledNext('1'),
  inMinutes(20, (backAt) =>
    told({ type: 'PauseCounter', counter: '1', reason: 'meeting', destination: '三楼', backAt, handOver: true }),
  ),
  told({ type: 'TakeOver', counter: '2', from: '1' }),
  completed('2', 'promised'),
  told({ type: 'RateVisit', ticket: 'sat', secret: ratingOf('sat'), grade: 'dissatisfied' }, padAt('2')),
  told({ type: 'ExplainRating', ticket: 'sat', secret: ratingOf('sat'), complaints: ['manner'] }, padAt('2')),
  windowOpened('1'),
  calledNext('1'),
  completed('1', 'refused', '不属于本部门职责'),
  told({
    type: 'TransferTicket',
    ticket: 'lead',
    service: 'A-01',
    reason: 'expert',
    bound: { counter: '2' },
    front: true,
  }),
  told({ type: 'ServeDirectly', counter: '1', ticket: 'direct', service: 'A-01', reason: '只问一句' }),
  completed('1'),
  later(seconds(9)),
  told({ type: 'UndoAct', counter: '1' }),
  completed('1', 'consulted'),
  told({ type: 'CallTicket', counter: '3', ticket: 'aside', override: true, reason: '窗口只此一人' }),
  told({ type: 'RequeueTicket', counter: '3', ticket: 'aside', reason: '人走开了' }),
  calledNext('3'),
  inMinutes(10, (until) =>
    told(
      { type: 'TransferTicket', ticket: 'many', service: 'C-01', reason: 'materials', until, comeBack: true },
      staffAt('3'),
    ),
  ),
  calledNext('2'),
  started('2'),
  told({ type: 'CorrectService', counter: '2', ticket: 'lead', service: 'A-02' }),
  later(minutes(5)),
  told({ type: 'NoteVacancy', counter: '3' }),
  later(minutes(5)),
  told({ type: 'WakeTicket', ticket: 'many' }),
  calledNext('3'),
  missed('3'),
  later(seconds(5)),
  inMinutes(30, (until) => told({ type: 'ParkTicket', counter: '2', ticket: 'lead', reason: '取材料', until })),
  calledNext('4'),
  told({ type: 'PauseCounter', counter: '4', reason: 'away', handOver: true }, manager),
  told({ type: 'LeavePost' }),
  later(hours(24)),
  told({ type: 'OpenHall' }),
  remembered,
  told({ type: 'RateVisit', ticket: 'many', secret: secretOf('many'), grade: 'very-dissatisfied' }),
  told({ type: 'ExplainRating', ticket: 'many', secret: secretOf('many'), complaints: ['rules'] }),
  windowOpened('1'),
  taken('again', 'A-01'),
  calledNext('1'),
  told({ type: 'PublishCatalogue', catalogue: richTides }),
  windowOpened('2'),
  told({ type: 'SwitchProfile', counter: '2', profile: 'tide', reason: '三号窗口没有人' }),
  taken('first', 'B-01'),
  taken('flood', 'B-01'),
  taken('between', 'A-01'),
  told({ type: 'QuoteWait', ticket: 'between', p50Ms: minutes(5), p80Ms: minutes(15) }),
  taken('more', 'B-01'),
  taken('most', 'B-01'),
  told({ type: 'SwitchHelp', counter: '2', theme: 'B', on: true }, timekeeper),
  calledNext('2'),
  completed('2', 'consulted'),
  calledNext('2'),
  completed('2', 'consulted'),
  calledNext('2'),
  told({ type: 'SwitchHelp', counter: '2', theme: 'B', on: false }, timekeeper),
  later(hours(1)),
  told({ type: 'SwitchProfile', counter: '2', profile: 'longest' }, timekeeper),
  told({ type: 'LeaseBlock' }, kiosk),
  later(minutes(5)),
  told({ type: 'IssueTicket', ticket: 'offline', service: 'B-01', offline: { series: 'XA', number: 1, at: 0 } }, kiosk),
).past

export const rich = days.events
export const inRich = ledgerInHand(rich)

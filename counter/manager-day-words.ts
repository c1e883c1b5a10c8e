/** What the manager's pages of the day and of the ratings say. */
import type { Word } from '../client/language.ts'
import type { NoticeKind, QuestionChannel } from '../hall/commands.ts'
import type { RatingSignal } from '../hall/rating-signals.ts'

export const DAY = {
  clerks: ['人员工作量', "Clerks' load"],
  noClerks: ['今天还没有人办结', 'Nobody has completed anything today'],
  name: ['姓名', 'Name'],
  at: ['现在窗口', 'At window'],
  cases: ['件数 / {goal}', 'Cases of {goal}'],
  visits: ['办结人次', 'Visits'],
  mean: ['平均办理', 'Mean visit'],
  rated: ['已评 / 未评', 'Rated / not'],
  ratedHint: ['只计评了没有，不显示单次评的是什么', 'Whether it was rated, never how'],
  duty: ['导办在岗', 'Guides on duty'],
  floor: ['楼层', 'Floor'],
  floorName: ['{floor} 楼', 'Floor {floor}'],
  desks: ['导办台', 'Desks'],
  noDesk: ['没有导办台', 'No desk'],
  onDuty: ['在岗', 'On duty'],
  nobody: ['无人', 'Nobody'],
  needed: ['在岗 / 应有', 'On duty / needed'],
  noFloors: ['还没有发布目录', 'No catalogue is in force yet'],
  vacant: ['空岗', 'Unattended windows'],
  vacancies: ['今天共 {count} 次', '{count} today'],
  noneVacant: ['现在没有空岗', 'None now'],
  window: ['窗口', 'Window'],
  staff: ['人员', 'Staff'],
  since: ['何时起', 'Since'],
  waiting: ['等候', 'Waiting'],
  redirects: ['转办原因', 'Why people were sent on'],
  reason: ['原因', 'Reason'],
  count: ['次数', 'Times'],
  noRedirects: ['今天没有转办', 'Nobody was sent on today'],
  questions: ['待答复的咨询', 'Answers owed'],
  answered: ['逾期 {overdue} 件，今天已答复 {answered} 件', '{overdue} overdue, {answered} answered today'],
  question: ['问题', 'Question'],
  about: ['（未写内容）', '(no text)'],
  channel: ['方式', 'How'],
  takenBy: ['首问', 'Taken by'],
  owner: ['责任人', 'Owner'],
  due: ['答复期限', 'Due'],
  overdue: ['已逾期', 'Overdue'],
  today: ['今天到期', 'Due today'],
  noneOwed: ['没有待答复的咨询', 'No answers are owed'],
  notices: ['今日告知书', 'Notices given today'],
} satisfies Record<string, Word>

export const NOTICE_WORDS: Readonly<Record<NoticeKind, Word>> = {
  supplement: ['补齐材料通知书', 'To supplement'],
  guide: ['一次性告知单', 'Guide'],
  special: ['特定程序告知书', 'Special procedure'],
  service: ['办事指南', 'Service guide'],
  journey: ['办理流程单', 'Journey'],
  collection: ['取件通知单', 'Collection notice'],
  elsewhere: ['不在本厅办理告知单', 'Handled elsewhere'],
}

export const CHANNEL_WORDS: Readonly<Record<QuestionChannel, Word>> = {
  desk: ['导办台', 'Desk'],
  window: ['窗口', 'Window'],
  phone: ['电话', 'Telephone'],
}

export const RATINGS = {
  bad: ['差评', 'Bad ratings'],
  badHint: ['查实前不作考核依据', 'Unverified: no ground for an appraisal'],
  noneBad: ['今天没有差评', 'No bad ratings today'],
  time: ['时间', 'Time'],
  number: ['号票', 'Ticket'],
  earlier: ['{day} 的办件', 'Visit of {day}'],
  window: ['窗口', 'Window'],
  grade: ['评价', 'Grade'],
  reasons: ['原因', 'Reasons'],
  text: ['群众说', 'In their words'],
  unsaid: ['未说明', 'Not said'],
  signals: ['评价异常线索', 'Rating signals'],
  signalsHint: ['线索，不作处罚依据', 'Leads only: no ground for a penalty'],
  noSignals: ['没有发现异常', 'Nothing unusual'],
  signal: ['线索', 'Signal'],
  staff: ['人员', 'Staff'],
  share: ['涉及 / 当天评价', 'Ratings of the day'],
} satisfies Record<string, Word>

export const SIGNAL_WORDS: Readonly<Record<RatingSignal['kind'], Word>> = {
  quick: ['评得太快（办结后 1.5 秒内）', 'Answered within 1.5 s of the visit'],
  'shift-end': ['离岗前 15 分钟集中评价', 'A burst in the last 15 min before leaving'],
  run: ['连续 20 件以上都是非常满意', '20 or more in a row with the best grade'],
}

/** Words that several screens say: statuses, outcomes, grades, grounds, reasons, and every refusal as a sentence. */
import type { Outcome, TicketClass } from '../hall/catalogue.ts'
import type { Grade, PauseReason } from '../hall/commands.ts'
import type { RefusalCode } from '../hall/refusal.ts'
import type { Status } from '../hall/ticket.ts'
import type { Problem } from './ask.ts'
import { fill, type Word } from './language.ts'

export const STATUS_WORDS: Record<Status, Word> = {
  waiting: ['等候', 'Waiting'],
  called: ['已叫', 'Called'],
  serving: ['办理中', 'Serving'],
  parked: ['挂起', 'Parked'],
  completed: ['办结', 'Completed'],
  'no-show': ['过号', 'No-show'],
  cancelled: ['已取消', 'Cancelled'],
  expired: ['作废', 'Expired'],
}

export const OUTCOME_WORDS: Record<Outcome, Word> = {
  immediate: ['即办', 'Done at once'],
  promised: ['承诺', 'Promised'],
  joint: ['联办', 'Joint'],
  reported: ['上报', 'Reported up'],
  returned: ['退办', 'Returned'],
  supplement: ['补办', 'To supplement'],
  refused: ['不受理', 'Not accepted'],
  consulted: ['咨询', 'Consulted'],
  collected: ['领证', 'Collected'],
}

/** 好差评: the five words are fixed nationally and are not to be changed locally (requirements §3.7). */
export const GRADE_WORDS: Record<Grade, Word> = {
  'very-satisfied': ['非常满意', 'Very satisfied'],
  satisfied: ['满意', 'Satisfied'],
  'fairly-satisfied': ['基本满意', 'Fairly satisfied'],
  dissatisfied: ['不满意', 'Dissatisfied'],
  'very-dissatisfied': ['非常不满意', 'Very dissatisfied'],
}

export const CLASS_WORDS: Record<TicketClass, Word> = {
  ordinary: ['普通', 'Ordinary'],
  priority: ['优先', 'Priority'],
  appointment: ['预约', 'Appointment'],
}

export const PAUSE_WORDS: Record<PauseReason, Word> = {
  meeting: ['会议', 'Meeting'],
  delivery: ['送件', 'Delivering papers'],
  training: ['培训', 'Training'],
  meal: ['就餐', 'Meal'],
  equipment: ['设备故障', 'Equipment fault'],
  away: ['临时离岗', 'Away for a moment'],
}

type OtherCode =
  | 'unreachable'
  | 'unknown-token'
  | 'too-many'
  | 'malformed'
  | 'too-large'
  | 'wrong-code'
  | 'wrong-password'
  | 'name-taken'
  | 'weak-password'
  | 'device-away'
  | 'edge-away'
  | 'unknown-edge'
  | 'edge-taken'
  | 'not-found'
  | 'counter-needed'
  | 'foreign-host'
  | 'unknown'

/** What any screen may be told. The rest is only ever said to staff, and learnt by their screens (`staff-words.ts`). */
const PUBLIC_PROBLEMS = {
  'hall-closed': ['大厅现在不取号', 'The hall is not issuing tickets now'],
  'hall-full': ['今天的号已取完', 'No more tickets today'],
  'unknown-service': ['没有这个事项，请重新选择', 'No such service: choose again'],
  'unknown-ticket': ['没有找到这张号票', 'No such ticket today'],
  'service-closed': ['今天没有窗口办理这个事项，请到导办台', 'No window takes this today: please ask the guide desk'],
  'quota-used': [
    '这个事项今天的号已取完（{limit} 个），请到导办台',
    'All {limit} tickets of this service are taken: please ask the guide desk',
  ],
  'ticket-exists': ['这张号票已经取过了', 'This ticket exists already'],
  'ground-needed': ['优先号要选择理由', 'A priority ticket needs a ground'],
  'already-queued': ['您已有 {number} 号，不用再取', 'You already have number {number}'],
  'identity-needed': ['请先出示本人证件，再取号', 'Show the document of the person concerned first'],
  'slot-needed': ['预约号要填预约时间', 'An appointment needs its time'],
  'wrong-status': ['这张号票现在的状态不能这样操作', 'The ticket is not in a state for this'],
  'too-many-matters': ['一张号票最多 {limit} 件事项', 'At most {limit} matters on one ticket'],
  'matter-exists': ['这张号票上已有这个事项', 'The ticket has this matter already'],
  'not-rated': ['还没有可说明的评价', 'There is no rating to explain'],
  'already-explained': ['原因已经收到，谢谢', 'We have your reasons already, thank you'],
  'rating-closed': ['评价期 {days} 天已过', 'The {days} days for rating are over'],
  'personal-data': [
    '请不要写证件号、银行卡号或手机号，去掉后再提交',
    'Leave out identity, card and mobile numbers and send it again',
  ],
  'already-rated': ['已经评价过了，谢谢', 'Already rated, thank you'],
  'wrong-secret': ['号票与评价不符', 'That is not this ticket'],
  'not-permitted': ['您的角色不能做这个操作', 'Your role may not do this'],
  'command-reused': ['这个操作已经用过，请重试', 'This request was used before: try again'],
  'storage-failed': ['存储故障，请重试', 'Storage failed: try again'],
  'issuing-stopped': ['暂停取号，请到导办台', 'No numbers now: please ask the guide desk'],
  unreachable: ['连不上服务器，正在重试', 'The server does not answer'],
  'unknown-token': ['登录已失效，请重新登录', 'Signed out: please sign in again'],
  'too-many': ['操作太快，请稍等', 'Too fast: please wait a moment'],
  malformed: ['内容不正确', 'The content is not valid'],
  'too-large': ['内容太大', 'The content is too large'],
  'wrong-code': ['配对码不对或已过期', 'The code is wrong or has expired'],
  'wrong-password': ['姓名或密码不对', 'Wrong name or password'],
  'not-found': ['没有找到', 'Not found'],
  'counter-needed': ['窗口人员请在已配对的窗口电脑上登录', 'Window staff sign in at a paired window computer'],
  'foreign-host': ['请用大厅自己的地址访问', "Please use the hall's own address"],
  unknown: ['出错了', 'Something went wrong'],
} satisfies Partial<Record<RefusalCode | OtherCode, Word>>

export type StaffProblem = Exclude<RefusalCode | OtherCode, keyof typeof PUBLIC_PROBLEMS>

const problemWords: Partial<Record<string, Word>> = { ...PUBLIC_PROBLEMS }

/** Teaches this screen the sentences that only staff are told. */
export const learnProblems = (words: Readonly<Partial<Record<string, Word>>>): void => {
  Object.assign(problemWords, words)
}

/** A refusal or an error as one sentence that says what to do. */
export const problemText = (problem: Problem): string => {
  const values: Record<string, string | number> = {}
  for (const [name, value] of Object.entries(problem)) {
    if (typeof value === 'string' || typeof value === 'number') values[name] = value
  }
  if (typeof problem.waitMs === 'number') values.seconds = Math.ceil(problem.waitMs / 1000)
  if (Array.isArray(problem.materials)) values.count = problem.materials.length
  return fill(problemWords[problem.code] ?? PUBLIC_PROBLEMS.unknown, values)
}

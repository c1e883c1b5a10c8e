/** Words that several screens say: statuses, outcomes, grades, grounds, reasons, and every refusal as a sentence. */
import type { Outcome, TicketClass } from '../hall/catalogue.ts'
import type { Grade, PauseReason, PriorityGround } from '../hall/commands.ts'
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

export const GROUND_WORDS: Record<PriorityGround, Word> = {
  elderly: ['老年人', 'Elderly'],
  disabled: ['残疾人', 'Disabled'],
  pregnant: ['孕妇', 'Pregnant'],
  ill: ['重病患者', 'Seriously ill'],
  military: ['军人', 'Military'],
  'fire-rescue': ['消防救援人员', 'Fire and rescue'],
  'martyr-family': ['烈属', "Martyr's family"],
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
  | 'not-found'
  | 'counter-needed'
  | 'foreign-host'
  | 'unknown'

const PROBLEM_WORDS: Record<RefusalCode | OtherCode, Word> = {
  'hall-closed': ['大厅现在不取号', 'The hall is not issuing tickets now'],
  'hall-open': ['大厅已经开放', 'The hall is already open'],
  'hall-full': ['今天的号已取完', 'No more tickets today'],
  'no-catalogue': ['还没有发布事项目录，请先发布', 'No catalogue is in force yet: publish one first'],
  'still-serving': ['还有窗口正在办理，请等办结后再关闭', 'Some windows are still serving: close after they finish'],
  'unknown-service': ['没有这个事项，请重新选择', 'No such service: choose again'],
  'unknown-counter': ['没有这个窗口', 'No such window'],
  'unknown-ticket': ['没有找到这张号票', 'No such ticket today'],
  'service-closed': ['今天没有窗口办理这个事项，请到导办台', 'No window takes this today: please ask the guide desk'],
  'quota-used': [
    '这个事项今天的号已取完（{limit} 个），请到导办台',
    'All {limit} tickets of this service are taken: please ask the guide desk',
  ],
  'ticket-exists': ['这张号票已经取过了', 'This ticket exists already'],
  'ground-needed': ['优先号要选择理由', 'A priority ticket needs a ground'],
  'slot-needed': ['预约号要填预约时间', 'An appointment needs its time'],
  'counter-closed': ['窗口未开放，请先开窗', 'The window is closed: open it first'],
  'counter-paused': ['窗口已暂停，请先恢复', 'The window is paused: resume it first'],
  'counter-busy': ['窗口还有人，请先办完', 'Somebody is at the window: finish first'],
  'counter-without-queue': ['这个窗口不叫号', 'This window does not call'],
  'nobody-waiting': ['现在没有人等候', 'Nobody is waiting'],
  'wrong-status': ['这张号票现在的状态不能这样操作', 'The ticket is not in a state for this'],
  elsewhere: ['这张号票在 {counter} 号窗口', 'The ticket is at window {counter}'],
  'not-authorised': ['本窗口没有受理这个事项的权限', 'This window is not authorised for that service'],
  'same-service': ['已经在这个事项的队列里', 'It is already queued for that service'],
  'reason-needed': ['请填写理由', 'Please give a reason'],
  'too-soon': ['请再等 {seconds} 秒', 'Please wait {seconds} s'],
  'calls-spent': ['已叫满 {limit} 次，可以过号', 'Called {limit} times: mark it a no-show'],
  'calls-missing': ['叫满 {limit} 次才能过号（已叫 {calls} 次）', 'A no-show needs {limit} calls ({calls} so far)'],
  'return-too-late': [
    '过号已超过 {minutes} 分钟，请重新取号',
    'More than {minutes} minutes ago: please take a new number',
  ],
  'returns-spent': ['已激活过 {times} 次，请重新取号', 'Already returned {times} time(s): please take a new number'],
  'already-rated': ['已经评价过了，谢谢', 'Already rated, thank you'],
  'wrong-secret': ['号票与评价不符', 'That is not this ticket'],
  'live-ticket-orphaned': [
    '还有 {tickets} 人在等将被取消的事项，请先办完再发布',
    '{tickets} people wait for a service this would remove: serve them first',
  ],
  'counter-in-use': [
    '{counter} 号窗口还开着，请先关窗再发布',
    'Window {counter} is still open: close it before publishing',
  ],
  'not-permitted': ['您的角色不能做这个操作', 'Your role may not do this'],
  'command-reused': ['这个操作已经用过，请重试', 'This request was used before: try again'],
  'storage-failed': ['存储故障，没有记录，请重试', 'Storage failed, nothing was recorded: try again'],
  unreachable: ['连不上服务器，正在重试', 'The server does not answer'],
  'unknown-token': ['登录已失效，请重新登录', 'Signed out: please sign in again'],
  'too-many': ['操作太快，请稍等', 'Too fast: please wait a moment'],
  malformed: ['内容不正确', 'The content is not valid'],
  'too-large': ['内容太大', 'The content is too large'],
  'wrong-code': ['配对码不对或已过期', 'The code is wrong or has expired'],
  'wrong-password': ['姓名或密码不对', 'Wrong name or password'],
  'name-taken': ['已有同名人员', 'That name is taken'],
  'weak-password': ['密码至少 8 位', 'At least 8 characters'],
  'not-found': ['没有找到', 'Not found'],
  'counter-needed': ['窗口人员请在已配对的窗口电脑上登录', 'Window staff sign in at a paired window computer'],
  'catalogue-invalid': ['目录有错误，没有发布', 'The catalogue has errors and was not published'],
  'foreign-host': ['请用大厅自己的地址访问', "Please use the hall's own address"],
  unknown: ['出错了', 'Something went wrong'],
}

/** A refusal or an error as one sentence that says what to do. */
export const problemText = (problem: Problem): string => {
  const known = problem.code in PROBLEM_WORDS ? (problem.code as keyof typeof PROBLEM_WORDS) : 'unknown'
  const values: Record<string, string | number> = {}
  for (const [name, value] of Object.entries(problem)) {
    if (typeof value === 'string' || typeof value === 'number') values[name] = value
  }
  if (typeof problem.waitMs === 'number') values.seconds = Math.ceil(problem.waitMs / 1000)
  return fill(PROBLEM_WORDS[known], values)
}

/** What the window panel says. */
import { fill, say, type Word } from '../client/language.ts'
import type { CounterView } from '../hall/views/staff.ts'
import type { Blocked, Pace, PrimaryKind, Side, SideKind } from './acts.ts'

export const PRIMARY_WORDS: Record<PrimaryKind, Word> = {
  open: ['开窗', 'Open the window'],
  resume: ['恢复服务', 'Resume'],
  call: ['呼叫下一位', 'Call next'],
  start: ['开始办理', 'Start serving'],
  'complete-and-call': ['办结并呼叫下一位', 'Complete and call next'],
  complete: ['办结', 'Complete'],
}

export const SIDE_WORDS: Record<SideKind, Word> = {
  recall: ['重呼', 'Recall'],
  'no-show': ['过号', 'No-show'],
  transfer: ['转移', 'Transfer'],
  park: ['挂起', 'Park'],
  complete: ['办结', 'Complete'],
  pause: ['暂停', 'Pause'],
}

const BLOCKED_WORDS: Record<Blocked, Word> = {
  'hall-closed': ['大厅未开放', 'The hall is closed'],
  'window-closed': ['窗口未开', 'Window closed'],
  'no-queue': ['本窗口不叫号', 'This window does not call'],
  'nobody-waiting': ['现在没有人等候', 'Nobody is waiting'],
  'nobody-called': ['叫号后可用', 'After a call'],
  'nobody-here': ['有人时可用', 'With a visitor'],
  'not-serving': ['办理中可用', 'While serving'],
  busy: ['先办完这一位', 'Finish this visit'],
  'reason-needed': ['请先填写理由', 'Give a reason first'],
  'too-soon': ['{seconds} 秒后', 'in {seconds} s'],
  'calls-spent': ['已叫满 {limit} 次', 'Called {limit} times'],
  'calls-missing': ['已叫 {calls}/{limit} 次', '{calls} of {limit} calls'],
}

export const W = {
  open: ['服务中', 'Open'],
  closed: ['未开窗', 'Closed'],
  paused: ['暂停服务', 'Paused'],
  hallClosed: ['大厅未开放', 'Hall closed'],
  today: ['今日办结', 'Done today'],
  cases: ['{done} / {goal} 件', '{done} of {goal}'],
  rated: ['上一位 {number} 已评', 'Last: {number}, rated'],
  unrated: ['上一位 {number} 未评', 'Last: {number}, not rated'],
  next: ['下一位', 'Next'],
  nobody: ['没有人等候', 'Nobody is waiting'],
  nobodyHint: ['有人取号后，这里会显示下一位', 'The next visitor appears here'],
  closedHint: ['开窗后可以叫号，窗口屏会显示您的姓名', 'Open the window to call; its strip shows your name'],
  pausedHint: ['窗口屏显示：暂停服务 · {reason}', 'The strip shows: paused · {reason}'],
  hallClosedHint: ['大厅开放后才能开窗叫号', 'Windows open after the hall does'],
  noQueueHint: ['本窗口在目录里没有主题，不叫号', 'The catalogue gives this window no themes, so it does not call'],
  calling: ['正在叫号', 'Calling'],
  serving: ['正在办理', 'Serving'],
  own: ['本窗口主题', 'Own theme'],
  help: ['协助：{theme}', 'Helping: {theme}'],
  overtook: ['先于 {count} 位先到的人', 'Ahead of {count} who came earlier'],
  waited: ['等候', 'Waited'],
  calledFor: ['叫号后', 'Since call'],
  servingFor: ['办理', 'Serving'],
  minutes: ['{count} 分钟', '{count} min'],
  expected: ['预计 {count} 分钟', 'expected {count} min'],
  over: ['超过预计 {count} 分钟', '{count} min over'],
  wayOver: ['超时一倍以上', 'More than twice as long'],
  callCount: ['第 {calls} 次叫号，共 {limit} 次', 'Call {calls} of {limit}'],
  slot: ['预约 {time}', 'booked {time}'],
  outcome: ['办理结果', 'Outcome'],
  outcomeReason: ['理由（必填，会写入记录）', 'Reason (required, recorded)'],
  queue: ['等候队列', 'Queue'],
  parked: ['挂起', 'Parked'],
  missed: ['过号', 'Missed'],
  pick: ['点名呼叫', 'Call this one'],
  continue: ['继续办理', 'Continue'],
  activate: ['激活', 'Return'],
  tooLate: ['已超时', 'Too late'],
  longest: ['最久 {count} 分钟', 'longest {count} min'],
  more: ['另有 {count} 人在后面', '{count} more behind'],
  noneParked: ['没有挂起的号', 'Nothing parked'],
  noneMissed: ['没有过号', 'No missed tickets'],
  freeFirst: ['先办完这一位', 'Finish this visit first'],
  close: ['关窗', 'Close window'],
  busy: ['请稍候…', 'One moment…'],
  unconfirmed: ['未确认，正在重试…', 'Not confirmed, trying again…'],
  allDone: ['已办结，现在没有人等候', 'Completed; nobody is waiting'],
} satisfies Record<string, Word>

export const SHEET = {
  transfer: ['转移 {number}', 'Transfer {number}'],
  transferHint: ['原来的等候时间保留；选好事项和理由后转移', 'The wait so far is kept; choose a service and a reason'],
  transferTo: ['转到：{service}', 'To: {service}'],
  transferDo: ['转移', 'Transfer'],
  park: ['挂起 {number}', 'Park {number}'],
  parkDo: ['挂起', 'Park'],
  call: ['点名呼叫 {number}', 'Call {number} out of turn'],
  callHint: ['前面还有人在等，理由会写入记录', 'Others wait before this one: the reason is recorded'],
  callDo: ['呼叫', 'Call'],
  pause: ['暂停服务', 'Pause the window'],
  pauseHint: ['窗口屏会显示去向', 'The strip shows where you are'],
  complete: ['办结 {number}', 'Complete {number}'],
  completeDo: ['办结', 'Complete'],
  completeAndCall: ['办结并呼叫下一位', 'Complete and call next'],
  leave: ['退出登录', 'Sign out'],
  leaveHint: ['窗口还开着', 'The window is still open'],
  closeAndLeave: ['关窗并退出', 'Close the window and sign out'],
  justLeave: ['只退出，窗口不关', 'Sign out, leave it open'],
  busyHere: ['窗口还有人，请先办完再关窗', 'Somebody is at the window: finish before closing it'],
} satisfies Record<string, Word>

/** Usual reasons. They are recorded as written here, in Chinese. */
export const TRANSFER_REASONS: readonly Word[] = [
  ['取错事项', 'Wrong service chosen'],
  ['不属本窗口受理', 'Not handled here'],
  ['需先办其他事项', 'Another service first'],
  ['受理后去缴费或领证', 'On to payment or collection'],
]
export const PARK_REASONS: readonly Word[] = [
  ['去复印材料', 'Copying papers'],
  ['去填写表格', 'Filling in a form'],
  ['去拍照', 'Having a photo taken'],
  ['等家人或同事送件', 'Waiting for papers'],
  ['等业务系统', 'Waiting for the system'],
]
export const CALL_REASONS: readonly Word[] = [
  ['材料补齐返回', 'Back with the missing papers'],
  ['行动不便', 'Cannot stand or walk well'],
  ['同一人的另一张号', "The same person's other ticket"],
  ['领导或导办台安排', 'Arranged by the guide desk'],
]
export const OUTCOME_REASONS: readonly Word[] = [
  ['材料不齐', 'Papers missing'],
  ['材料不符合要求', 'Papers not in order'],
  ['不属本部门职权', 'Not our power'],
  ['申请人撤回', 'Withdrawn'],
]

export const PACE_CLASS: Record<Pace, string> = { calm: '', amber: 'amber', red: 'red' }

/** Why an act is not possible, with its countdown or count. */
export const blockedText = (side: Side, view: CounterView): string =>
  side.blocked === undefined
    ? ''
    : fill(BLOCKED_WORDS[side.blocked], {
        seconds: Math.ceil((side.waitMs ?? 0) / 1000),
        limit: view.calls.limit,
        calls: view.ticket?.calls ?? 0,
      })

export const stateText = (view: CounterView): string => {
  if (!view.open) return say(W.hallClosed)
  return say(view.status === 'open' ? W.open : view.status === 'paused' ? W.paused : W.closed)
}

/** What the window panel says. */
import { fill, say, type Word } from '../client/language.ts'
import type { CounterView } from '../hall/views/window.ts'
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
  arrive: ['到场', 'Arrived'],
  transfer: ['转移', 'Transfer'],
  park: ['挂起', 'Park'],
  complete: ['办结', 'Complete'],
  pause: ['暂停', 'Pause'],
  checklist: ['核对', 'Papers'],
  more: ['更多', 'More'],
}

const BLOCKED_WORDS: Record<Blocked, Word> = {
  'hall-closed': ['大厅未开放', 'The hall is closed'],
  'window-closed': ['窗口未开', 'Window closed'],
  'window-paused': ['恢复后可用', 'After resuming'],
  'no-queue': ['本窗口不叫号', 'This window does not call'],
  'nobody-waiting': ['现在没有人等候', 'Nobody is waiting'],
  'nobody-called': ['叫号后可用', 'After a call'],
  'nobody-here': ['有人时可用', 'With a visitor'],
  'not-serving': ['办理中可用', 'While serving'],
  'reason-needed': ['请先填写理由', 'Give a reason first'],
  'too-soon': ['{seconds} 秒后', 'in {seconds} s'],
  'calls-spent': ['已叫满 {limit} 次', 'Called {limit} times'],
  'calls-missing': ['已叫 {calls}/{limit} 次', '{calls} of {limit} calls'],
}

export const W = {
  open: ['服务中', 'Open'],
  closed: ['窗口关闭', 'Closed'],
  paused: ['暂停服务', 'Paused'],
  hallClosed: ['大厅未开放', 'Hall closed'],
  today: ['本窗', 'Here'],
  mine: ['本人', 'Me'],
  cases: ['{done}/{goal}', '{done}/{goal}'],
  small: ['小窗', 'Small'],
  rated: ['上一位 {number} 已评', 'Last: {number}, rated'],
  unrated: ['上一位 {number} 未评', 'Last: {number}, not rated'],
  next: ['下一位', 'Next'],
  nobody: ['没有人等候', 'Nobody is waiting'],
  nobodyHint: ['有人取号后，这里会显示下一位', 'The next visitor appears here'],
  closedHint: [
    '就位后按下面的按钮，窗口屏会显示您的姓名',
    'Press the button when you are ready; the strip shows your name',
  ],
  hallClosedHint: ['大厅开放后，窗口才能叫号', 'Windows open after the hall does'],
  noQueueHint: ['本窗口在目录里没有主题，不叫号', 'The catalogue gives this window no themes, so it does not call'],
  calling: ['正在叫号', 'Calling'],
  serving: ['正在办理', 'Serving'],
  waited: ['等候', 'Waited'],
  calledFor: ['叫号后', 'Since call'],
  servingFor: ['办理', 'Serving'],
  minutes: ['{count} 分钟', '{count} min'],
  expected: ['预计 {count} 分钟', 'expected {count} min'],
  over: ['超过预计 {count} 分钟', '{count} min over'],
  wayOver: ['超时一倍以上', 'More than twice as long'],
  callCount: ['第 {calls} 次叫号，共 {limit} 次', 'Call {calls} of {limit}'],
  slot: ['预约 {time}', 'booked {time}'],
  resume: ['恢复', 'Resume'],
  wrapUp: ['整理', 'Wrap-up'],
  close: ['关窗', 'Close window'],
  busy: ['请稍候…', 'One moment…'],
  unconfirmed: ['未确认，正在重试…', 'Not confirmed, trying again…'],
  allDone: ['已办结，现在没有人等候', 'Completed; nobody is waiting'],
} satisfies Record<string, Word>

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

/** What the phone's ticket page says. */
import type { Word } from '../client/language.ts'
import type { Status } from '../hall/ticket.ts'

export const T = {
  yourNumber: ['您的号码', 'Your number'],
  ahead: ['前面还有', 'Ahead of you'],
  aheadText: ['{count} 人', '{count}'],
  next: ['下一个就是您', 'You are next'],
  estimate: ['预计等候', 'Expected wait'],
  noWindow: ['暂无窗口开放', 'no window open'],
  'fewer-windows': ['比号票上说的久：开放的窗口少了', 'Longer than your ticket says: fewer windows are open'],
  'went-before': ['比号票上说的久：有人依法优先', 'Longer than your ticket says: others go first by law'],
  slower: ['比号票上说的久：前面的事项办得慢', 'Longer than your ticket says: those before take long'],
  uncertain: ['今天不一定能办上，请问导办台', 'You may not be served today: ask the guide desk'],
  where: ['在哪里办', 'Where'],
  goNow: ['请到', 'Please go to'],
  updated: ['{time} 更新', 'Updated {time}'],
  cancel: ['不办了，取消这个号', 'Cancel this number'],
  cancelAsk: ['取消后要重新取号排队，确定吗？', 'You would have to queue again. Cancel it?'],
  cancelYes: ['确定取消', 'Yes, cancel'],
  cancelNo: ['不取消', 'Keep it'],
  cancelReason: ['本人用手机取消', 'Cancelled by phone'],
  rateAsk: ['这次办事您满意吗？', 'How was it?'],
  rateHint: ['评价自愿，不影响办事', 'Voluntary, and without any effect on your case'],
  rateThis: ['评价', 'Rate'],
  rated: ['已评价', 'Rated'],
  thanks: ['感谢您的评价', 'Thank you'],
  matters: ['您要办的 {count} 件事', 'Your {count} matters'],
  done: ['已办好', 'Done'],
  doneAt: ['{window}已办好', 'Done at {window}'],
  now: ['现在办这一项', 'Now'],
  toCome: ['接着办', 'Then'],
  goesOn: ['上一项已办好，请等候下一项叫号，不用重新取号', 'Done there. Wait for the next call: you keep your number'],
  hotline: ['咨询电话 {phone}', 'Hotline {phone}'],
  connecting: ['正在查询…', 'Looking it up…'],
  unknown: ['没有找到这张号票', 'No such ticket'],
  unknownHint: [
    '号票只在取号当天有效。请重新取号，或到导办台询问。',
    'Tickets are valid on their day only. Please take a new number, or ask the guide desk.',
  ],
  noLine: ['连不上大厅，正在重试', 'The hall does not answer: trying again'],
  otherLanguage: ['English', '中文'],
} satisfies Record<string, Word>

/** Each status as a sentence to the person who holds the ticket. */
export const STATUS_SENTENCES: Record<Status, Word> = {
  waiting: ['正在等候，请留意叫号', 'Waiting: listen for your number'],
  called: ['叫到您了', 'It is your turn'],
  serving: ['正在办理', 'Being served'],
  parked: ['暂时挂起，窗口会再叫您', 'On hold: the window will call you again'],
  completed: ['已办结', 'Done'],
  'no-show': ['已过号，请到导办台恢复', 'Missed: please go to the guide desk'],
  cancelled: ['已取消', 'Cancelled'],
  expired: ['已作废，请重新取号', 'Expired: please take a new number'],
}

/** What the guide desk says about one ticket. */
import type { Word } from '../client/language.ts'

export const T = {
  back: ['返回列表', 'Back to the list'],
  issuedAt: ['取号', 'Taken'],
  waited: ['等候', 'Waited'],
  aheadFact: ['前面', 'Ahead'],
  people: ['{count} 人', '{count}'],
  called: ['叫号', 'Called'],
  calledAt: ['{time} · {counter} · 第 {calls} 次', '{time} · {counter} · call {calls}'],
  counterFact: ['窗口', 'Window'],
  started: ['开始办理', 'Started'],
  parked: ['挂起', 'Parked'],
  missed: ['过号', 'Missed'],
  copies: ['已打印', 'Printed'],
  copiesFact: ['{count} 张', '{count}'],
  redirect: ['改办事项', 'Change service'],
  redirectTitle: ['{number} 改办其他事项', 'Change the service of {number}'],
  redirectHint: ['原来的等候时间保留', 'The wait so far is kept'],
  redirectTo: ['改为：{service}', 'To: {service}'],
  redirected: ['已改办', 'Changed'],
  reprint: ['补打', 'Reprint'],
  reprinted: ['已补打', 'Reprinted'],
  returned: ['已激活，回到队列', 'Back in the queue'],
  cancel: ['取消号票', 'Cancel ticket'],
  cancelTitle: ['取消 {number}', 'Cancel {number}'],
  cancelHint: ['取消后不能恢复，需要重新取号', 'This cannot be undone: a new number is needed'],
} satisfies Record<string, Word>

/** Usual reasons. They are recorded as written here, in Chinese. */
export const REDIRECT_REASONS: readonly Word[] = [
  ['取错事项', 'Wrong service chosen'],
  ['改办其他事项', 'Wants another service'],
  ['窗口要求', 'Asked by the window'],
  ['需先办其他事项', 'Another service first'],
]
export const CANCEL_REASONS: readonly Word[] = [
  ['本人不办了', 'Does not want it any more'],
  ['取错或重复取号', 'Taken by mistake or twice'],
  ['当场答复', 'Answered at the desk'],
  ['材料不全，改日再来', 'Papers missing, comes back later'],
]

/** What the sheets of the window panel say. */
import type { Word } from '../client/language.ts'

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

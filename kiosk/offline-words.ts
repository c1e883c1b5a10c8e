/** What a kiosk says while it gives numbers without a server. */
import type { Word } from '../client/language.ts'

export const OFFLINE = {
  title: ['网络暂时中断，可以先取应急号', 'The line is down: take an emergency number'],
  hint: ['先选类别，再点事项', 'Choose a category, then a service'],
  choose: ['请点要办的事项', 'Touch what you came for'],
  number: ['您的应急号', 'Your emergency number'],
  keepIt: ['没有纸票，请拍照或记下号码', 'There is no paper: take a photo or remember it'],
  counts: ['网络恢复后自动排队，按 {time} 取号的先后叫号', 'It joins the queue when the line is back, as of {time}'],
  elsewhere: ['没有您要办的事项，请到导办台', 'Not here? Please go to the guide desk'],
  done: ['记好了', 'I have it'],
  back: ['返回', 'Back'],
} satisfies Record<string, Word>

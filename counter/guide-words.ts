/** What the guide desk says at once. What its parts say is loaded with them. */
import type { Word } from '../client/language.ts'

export const W = {
  title: ['导办台', 'Guide desk'],
  open: ['取号中', 'Open'],
  closed: ['大厅未开放', 'Hall closed'],
  waiting: ['等候', 'Waiting'],
  serving: ['办理', 'Serving'],
  completed: ['办结', 'Completed'],
  answered: ['当场答复', 'Answered'],
  notices: ['告知', 'Notices'],
  take: ['取号', 'Take a number'],
  search: ['名称、关键词或首字母', 'Name or initials'],
  frequent: ['常用', 'Frequent'],
  both: ['全部', 'All'],
  person: ['个人', 'Person'],
  company: ['法人', 'Company'],
  none: ['没有找到，请换个说法', 'Nothing found: try other words'],
  queue: ['{count} 人等候', '{count} waiting'],
  noWindow: ['暂无窗口', 'No window'],
  question: ['咨询登记', 'Log a question'],
  adding: ['选择要加的事项（已有 {count} 件）', 'Choose one more matter ({count} so far)'],
  addingBack: ['不加了', 'No more'],
  stale: [
    '与服务器断开，{time} 起未更新：取号和操作暂停，请引导群众到窗口',
    'No line to the server since {time}: tickets and acts wait, please guide visitors in person',
  ],
  calm: ['一切正常', 'All is well'],
  unconfirmed: ['未确认，正在重试…', 'Not confirmed, trying again…'],
} satisfies Record<string, Word>

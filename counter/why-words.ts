/** What 为什么叫这个号 says around its sentences. */
import type { Word } from '../client/language.ts'

export const WHY = {
  ask: ['为什么叫这个号', 'Why this number'],
  title: ['为什么叫 {number}', 'Why {number} was called'],
  titleNext: ['为什么下一个是 {number}', 'Why {number} is next'],
  loading: ['正在读取…', 'Reading…'],
  never: ['{number} 今天还没有叫过。', '{number} has not been called today.'],
  calledAt: ['{time} {window}', '{time} {window}'],
  number: ['号码', 'Number'],
  waited: ['等了', 'Waited'],
  credit: ['加时', 'Credit'],
  score: ['得分', 'Score'],
  first: ['先于所有', 'before all'],
  minutes: ['{count} 分', '{count} min'],
  earlier: ['早到', 'Earlier'],
  beyond: ['超出上限 {bound} 分', 'beyond the bound of {bound} min'],
  more: ['还有 {count} 位先到的人', '{count} more came earlier'],
} satisfies Record<string, Word>

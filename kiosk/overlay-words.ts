/** What is said over a page for a moment. */
import type { Word } from '../client/language.ts'

export const OVER = {
  sending: ['正在取号…', 'Taking a number…'],
  stillThere: ['还需要时间吗？', 'Do you need more time?'],
  stillThereHint: ['{seconds} 秒后返回首页', 'Back to the start in {seconds} s'],
  goOn: ['继续', 'Go on'],
  finish: ['不用了', 'No, finish'],
  understood: ['知道了', 'OK'],
} satisfies Record<string, Word>

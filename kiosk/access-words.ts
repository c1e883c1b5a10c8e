/** What only ears hear. */
import type { Word } from '../client/language.ts'

export const ACCESS = {
  howTo: [
    '语音播报已打开。按后键、前键选择，按确定键进入，按返回键回上一页。',
    'Read aloud is on. Next and previous choose, enter confirms, back returns. ',
  ],
  howMany: ['共 {count} 个选择', '{count} choices'],
  pressed: ['已选', 'on'],
  notPressed: ['未选', 'off'],
} satisfies Record<string, Word>

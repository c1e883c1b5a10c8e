/** What the rating pad says. */
import type { Word } from '../client/language.ts'
import type { Told } from './pad-state.ts'

export const W = {
  welcome: ['欢迎您', 'Welcome'],
  serves: ['为您服务：{name}', 'At your service: {name}'],
  atYourService: ['为您服务', 'At your service'],
  serving: ['请 {number} 号办理', 'Now serving {number}'],
  closed: ['窗口未开放', 'This window is closed'],
  paused: ['暂停服务', 'Service paused'],
  ask: ['请为本次服务评价', 'How was this visit?'],
  skip: ['暂不评价', 'Not now'],
  left: ['{seconds} 秒后返回，不作记录', 'Closes in {seconds} s; nothing is recorded'],
  sending: ['正在提交…', 'Sending…'],
  large: ['大字', 'Large'],
  usual: ['标准字', 'Usual size'],
} satisfies Record<string, Word>

export const TOLD: Record<Told['what'], readonly [Word, Word]> = {
  thanks: [
    ['谢谢您的评价', 'Thank you'],
    ['您的评价只用于改进服务，窗口人员看不到', 'It helps us improve; window staff cannot see it'],
  ],
  already: [
    ['这次服务已经评价过了', 'This visit is rated already'],
    ['谢谢您', 'Thank you'],
  ],
  failed: [
    ['没有提交成功', 'It could not be sent'],
    ['请用号票上的二维码再评价一次', 'Please use the code on your ticket instead'],
  ],
  unexplained: [
    ['评价已保存', 'Your rating is saved'],
    ['原因没有提交成功，可以扫号票上的二维码补充', 'The reasons were not: add them with the code on your ticket'],
  ],
}

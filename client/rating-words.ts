/** The words of 好差评 that come after the grade: on the pad, on the phone, and on the manager's page. */
import type { ComplaintReason } from '../hall/commands.ts'
import type { Word } from './language.ts'

/** 不满意原因: the five kinds of S004-01. */
export const COMPLAINT_WORDS: Readonly<Record<ComplaintReason, Word>> = {
  manner: ['态度不热情', 'Unfriendly'],
  rules: ['不按规定办理', 'Against the rules'],
  fees: ['不按规定收费', 'Wrong fees'],
  integrity: ['不廉洁', 'Not honest'],
  other: ['其他', 'Something else'],
}

/** What asks for them. */
export const WHY = {
  title: ['哪些地方不满意？', 'What was wrong?'],
  saved: ['评价已保存。最多选 {count} 项，也可以不选', 'Your rating is saved. Choose up to {count}, or none'],
  own: ['想说的话（可不填，请不要写证件号、手机号）', 'In your own words (optional; no identity or phone numbers)'],
  send: ['提交', 'Send'],
  skip: ['跳过', 'Skip'],
  kindly: [
    '为保护您的隐私，请去掉证件号、卡号、手机号再提交',
    'To protect you, please leave out identity, card and phone numbers, then send it again',
  ],
} satisfies Record<string, Word>

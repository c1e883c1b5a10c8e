/** What staff read about numbers that are kept encrypted for a while (X20). */
import type { Word } from '../client/language.ts'
import type { Ask } from '../hall/personal-data.ts'

export const V = {
  callBack: ['回电号码（可不填）', 'Number to call back (optional)'],
  callBackHint: [
    '只为回电，加密保存，答复后 {days} 天自动删除',
    'Only for the call back: kept encrypted, removed {days} days after the answer',
  ],
  notKept: ['咨询已登记，但回电号码没有存上，请再填一次。', 'The question is registered, but the number was not kept.'],
  asked: [
    '本事项要留的号码：加密保存，到期自动删除',
    'Numbers that this matter needs: kept encrypted, removed in time',
  ],
  afterAnswer: ['答复后 {days} 天删除', 'removed {days} days after the answer'],
  until: ['保存到 {day}', 'kept until {day}'],
  keyGone: ['密钥不在，打不开', 'The key is gone: it cannot be opened'],
  look: ['查看', 'Look'],
  lookWhy: ['为什么查看？会记入安全日志。', 'Why? It is recorded in the security log.'],
  lookDo: ['查看全号', 'Show the number'],
  hides: ['{seconds} 秒后隐藏', 'hidden in {seconds} s'],
  remove: ['删除', 'Remove'],
  removeWhy: ['为什么现在删除？', 'Why remove it now?'],
  removeDo: ['删除号码', 'Remove the number'],
  save: ['保存', 'Keep'],
} satisfies Record<string, Word>

export const ASK_WORDS: Readonly<Record<Ask, Word>> = {
  phone: ['联系电话', 'Telephone'],
  document: ['证件号码', 'Document number'],
}

export const LOOK_REASONS: readonly Word[] = [
  ['回电答复', 'To call back'],
  ['通知补件或取件', 'To say what is missing or ready'],
  ['录入业务系统', 'To enter it in the business system'],
]
export const REMOVE_REASONS: readonly Word[] = [
  ['本人要求删除', 'Its owner wants it removed'],
  ['填错了', 'It was mistyped'],
]

export const VAULT_PROBLEMS: Readonly<Record<string, Word>> = {
  'bad-telephone': ['这不像电话号码，请核对', 'This is no telephone number: look at it again'],
  'bad-document': ['证件号码有误，请核对', 'The number of the document is wrong: look at it again'],
  'not-asked': ['这件事不需要留号码，没有保存', 'Nothing asks for this number: it was not kept'],
  'unknown-entry': ['号码已到期删除', 'The number has gone at its time'],
  'key-gone': ['密钥不在，号码打不开', 'The key is gone: the number cannot be opened'],
  'looked-enough': [
    '您这一小时查看得太多，请过 {minutes} 分钟再看',
    'Too many looks this hour: try again in {minutes} min',
  ],
}

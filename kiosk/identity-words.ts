/** What is said while a document is asked for (K23, K24). */
import type { Word } from '../client/language.ts'

export const IDENTITY = {
  title: ['请登记证件', 'Whose matter is it?'],
  forMyself: ['办自己的事', 'For myself'],
  forAnother: ['替别人办（代办）', 'For somebody else'],
  mine: ['请输入您的证件号码', 'Type the number of your document'],
  mineOrCard: ['请刷身份证，或输入证件号码', 'Lay down your identity card, or type its number'],
  theirs: ['第 1 步，共 2 步：登记办事人', 'Step 1 of 2: whose matter is it?'],
  theirsHint: ['这件事是谁的，就登记谁的证件', 'Note the document of whose matter it is'],
  yours: ['第 2 步，共 2 步：登记您自己', 'Step 2 of 2: your own document'],
  noted: ['办事人 {masked} 已登记', 'Noted: {masked}'],
  unseen: ['输入的号码不会显示，也不会留下', 'The number is not shown, and nothing of it stays here'],
  resident: ['身份证', 'Identity card'],
  company: ['企业信用代码', 'Company code'],
  other: ['其他证件', 'Other document'],
  typed: ['已输入 {count} 位', '{count} signs typed'],
  delete: ['删除', 'Delete'],
  clear: ['清空', 'Clear'],
  take: ['确定取号', 'Take a number'],
  next: ['下一步', 'Next'],
  checking: ['正在核对…', 'Checking…'],
  form: ['号码写法不对。请看着证件，改好再按', 'Not such a number. Look at the document and correct it'],
  date: ['出生日期不对。请看着证件，改好再按', 'The day of birth cannot be right. Please correct it'],
  'check-digit': ['号码对不上。请看着证件，改好再按', 'The signs do not fit together. Please correct the number'],
  same: ['这是办事人的证件，请登记您自己的', 'That is their document: now your own, please'],
  failed: ['暂时核对不了。请再按一次，或到导办台', 'It could not be checked: try again, or ask the guide desk'],
} satisfies Record<string, Word>

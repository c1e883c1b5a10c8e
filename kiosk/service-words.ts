/** What is said of a service: in its row, and in its guide. */
import type { Word } from '../client/language.ts'

export const SERVICE = {
  take: ['取号', 'Take a number'],
  takeShort: ['取号', 'Take'],
  choose: ['选上', 'Choose'],
  chosen: ['✓ 第 {place} 件', '✓ no. {place}'],
  look: ['看指南', 'Guide'],
  bring: ['要带什么', 'What to bring'],
  minutes: ['办理约 {count} 分钟', 'about {count} min'],
  chineseNames: ['', 'Texts of the guide are in Chinese, as on the forms.'],
  copies: ['{form} {count} 份', '{form} × {count}'],
  basis: ['依据', 'Legal basis'],
  noMaterials: ['不需要带材料', 'Nothing to bring'],
} satisfies Record<string, Word>

/** 原件 · 复印件 · 原件和复印件 · 电子件 */
export const FORM_WORDS = {
  original: ['原件', 'original'],
  copy: ['复印件', 'copy'],
  'original-and-copy': ['原件和复印件', 'original and copy'],
  electronic: ['电子件', 'electronic'],
} satisfies Record<string, Word>

export const AUDIENCE_WORDS = {
  person: ['个人', 'people'],
  company: ['企业', 'companies'],
  both: ['个人和企业', 'people and companies'],
} satisfies Record<string, Word>

/** Paper and code of a guide, free of charge. */
export const ALONG = {
  print: ['打印办事指南', 'Print this guide'],
  printAddress: ['打印地址单', 'Print the address'],
  free: ['免费', 'free of charge'],
  printing: ['正在打印…', 'Printing…'],
  printed: ['已打印，请取走', 'Printed: please take it'],
  printFailed: ['没有打印出来，请扫码带走', 'Not printed: scan the code instead'],
  noPaper: ['本机暂时打不出纸，请扫码带走', 'No paper here for now: scan the code instead'],
  scan: ['手机扫码带走', 'Scan to take it along'],
} satisfies Record<string, Word>

/** What is not handled here (S000-15). */
export const ELSEWHERE = {
  title: ['不在本厅办理的事项', 'What is not handled here'],
  hint: ['点一下，看去哪里办', 'Touch one to see where to go'],
  none: ['没有这样的事项，请返回', 'There is nothing of the kind: go back'],
  notHere: ['本厅不办，不用取号', 'Not handled here: no number needed'],
  notHereShort: ['不在本厅办理', 'Not handled here'],
  seeWhere: ['看地址', 'Where'],
  reason: ['原因', 'Why'],
  office: ['办理单位', 'Office'],
  address: ['地址', 'Address'],
  hours: ['办公时间', 'Hours'],
  phone: ['电话', 'Telephone'],
  unknown: ['请打电话询问', 'Please ring and ask'],
} satisfies Record<string, Word>

/** What the guide desk says about the ticket in hand: its matters, its papers, its class. */
import type { Word } from '../client/language.ts'
import type { Material } from '../hall/catalogue.ts'
import type { Mark } from './guide-marks.ts'

export const Y = {
  title: ['取号', 'Take a number'],
  change: ['换事项', 'Another service'],
  remove: ['去掉', 'Remove'],
  add: ['加一件', 'Add a matter'],
  full: ['最多 {limit} 件', 'At most {limit}'],
  assist: ['联办', 'Assists'],
  stage: ['受理后', 'Afterwards'],
  windows: ['{names}号窗口', 'windows {names}'],
  noWindow: ['今天没有窗口办理', 'No window takes it today'],
  noneOpen: ['现在没有窗口开放，取号后请等候开窗', 'No window is open now: the number waits until one opens'],
  check: ['预审材料', 'Pre-check'],
  checkOf: ['预审材料 · {service}', 'Pre-check: {service}'],
  checkFirst: ['预审第 1 件', 'Pre-check the first'],
  nothingToCheck: ['不用交材料', 'No papers needed'],
  prechecked: ['已预审', 'Pre-checked'],
  tally: ['有 {present} · 缺 {missing} · 未核 {open}', '{present} here, {missing} missing, {open} to check'],
  all: ['必交材料齐全', 'All required are here'],
  copies: ['{count} 份', '{count} ×'],
  sample: ['样本：{sample}', 'Sample: {sample}'],
  condition: ['条件：{condition}', 'Where: {condition}'],
  completeTake: ['齐全，取号并标记已预审', 'Complete: take a pre-checked number'],
  completeKeep: ['齐全，标记已预审', 'Complete: mark as pre-checked'],
  supplementHint: ['缺 {count} 项：打印通知书，不用排队', '{count} missing: the notice is printed, no queueing'],
  takeAnyway: ['仍要取号', 'A number all the same'],
  keepMarks: ['保存核对结果', 'Keep the ticks'],
  guide: ['一次性告知单', 'Guide sheet'],
  service: ['办事指南', 'Service guide'],
  special: ['特别程序告知书', 'Special procedure'],
  supplemented: ['补齐通知书正在打印，不用排队', 'The notice is being printed: no queueing'],
  guided: ['一次性告知单正在打印', 'The guide sheet is being printed'],
  serviced: ['办事指南正在打印', 'The service guide is being printed'],
  specialled: ['告知书正在打印', 'The procedure notice is being printed'],
  ground: ['优先理由（看过证件后选择）', 'Ground (after seeing the document)'],
  slot: ['预约时间', 'Booked time'],
  noSlots: ['今天没有可选的预约时间', 'No appointment times left today'],
  issue: ['取号并打印', 'Take and print'],
  issueNeeds: ['还差一步：选择理由或时间', 'Choose the ground or the time first'],
  closed: ['大厅未开放，不能取号', 'The hall is closed: no tickets'],
  issued: ['号票正在打印', 'The ticket is being printed'],
  ahead: ['前面 {count} 人', '{count} ahead'],
  estimate: ['约 {range}', 'about {range}'],
  noEstimate: ['暂无窗口开放', 'no window open now'],
  look: ['查看号票', 'Look at the ticket'],
} satisfies Record<string, Word>

export const MARK_WORDS: Readonly<Record<Mark, Word>> = {
  present: ['有', 'Here'],
  missing: ['缺', 'Missing'],
  'not-needed': ['不需要', 'Not needed'],
}

export const FORM_WORDS: Readonly<Record<Material['form'], Word>> = {
  original: ['原件', 'original'],
  copy: ['复印件', 'copy'],
  'original-and-copy': ['原件和复印件', 'original and copy'],
  electronic: ['电子件', 'electronic'],
}

/** What each paper of the hall is called. */
import type { Word } from '../client/language.ts'
import type { SlipKind } from '../hall/slip-template.ts'

export const SLIP_WORDS: Readonly<Record<SlipKind, Word>> = {
  ticket: ['号票', 'Ticket'],
  receipt: ['受理回执', 'Receipt'],
  supplement: ['补齐申请材料通知书', 'Supplement notice'],
  guide: ['一次性告知单', 'Guide'],
  service: ['办事指南', 'Service guide'],
  special: ['特定程序告知书', 'Special procedure'],
  declined: ['不予受理／退办', 'Declined'],
  next: ['下一站', 'Next stop'],
  journey: ['办理流程单', 'Journey'],
  fee: ['缴费通知单', 'Fee notice'],
  collection: ['取件通知单', 'Collection notice'],
  elsewhere: ['不在本厅办理告知单', 'Handled elsewhere'],
  waiting: ['等候名单', 'Waiting list'],
  'day-end': ['日终单', 'Day-end sheet'],
  test: ['打印机测试', 'Printer test'],
}

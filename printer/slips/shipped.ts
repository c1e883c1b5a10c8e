/** The papers as they are shipped; a hall may put its own in the place of each. */
import type { SlipKind, SlipTemplate } from '../../hall/slip-template.ts'
import { DECLINED, ELSEWHERE, GUIDE, SERVICE, SPECIAL, SUPPLEMENT } from './shipped-notices.ts'
import { DAY_END, TEST, WAITING } from './shipped-staff.ts'
import { COLLECTION, FEE, JOURNEY, NEXT, RECEIPT, TICKET } from './shipped-visit.ts'

export const SHIPPED: Readonly<Record<SlipKind, SlipTemplate>> = {
  ticket: TICKET,
  receipt: RECEIPT,
  supplement: SUPPLEMENT,
  guide: GUIDE,
  service: SERVICE,
  special: SPECIAL,
  declined: DECLINED,
  next: NEXT,
  journey: JOURNEY,
  fee: FEE,
  collection: COLLECTION,
  elsewhere: ELSEWHERE,
  waiting: WAITING,
  'day-end': DAY_END,
  test: TEST,
}

/** The facts of 不在本厅办理告知单 (S000-15): why, where, when and whom to ring, so that nobody goes on a guess. */
import type { Elsewhere } from '../../hall/elsewhere.ts'
import type { Instant } from '../../hall/ids.ts'
import type { FactsOf } from '../../hall/slip-facts.ts'
import type { SlipTemplates } from '../../hall/slip-template.ts'
import type { Slip } from '../slip.ts'
import { slipOf } from './fill.ts'
import { type HallFacts, hallFacts } from './parts.ts'
import { hallTime } from './time.ts'

export type ElsewhereFacts = {
  readonly hall: HallFacts
  readonly about: Elsewhere
  /** Where the paper was asked for: a kiosk, a desk or a window. */
  readonly by: string
  readonly at: Instant
  /** The address of the same for a phone. */
  readonly guideLink: string
}

/** Where nobody wrote down why, it is only said that it is so. */
const NO_REASON = '本厅没有设置该事项的窗口'
/** Nobody should go there in vain. */
const NO_HOURS = '出发前请先打电话询问'

/** What the template of the paper may name. */
export const elsewhereFacts = ({ hall, about, by, at, guideLink }: ElsewhereFacts): FactsOf<'elsewhere'> => ({
  ...hallFacts(hall),
  service: about.name,
  office: about.office,
  officeAddress: about.address,
  phone: about.phone,
  officeHours: about.hours?.trim() || NO_HOURS,
  reason: about.reason?.trim() || NO_REASON,
  by,
  at: hallTime(at, hall.timeZone),
  guideLink,
})

/** Builds the paper. */
export const elsewhereSlip = (facts: ElsewhereFacts, templates?: SlipTemplates): Slip =>
  slipOf('elsewhere', `不在本厅办理告知单 ${facts.about.name}`, elsewhereFacts(facts), templates)

/** 今天能办上吗: whether somebody who takes a number now is served before the hall closes (K22). */
import type { Estimate } from './estimate.ts'
import type { Instant } from './ids.ts'

export type ServedToday = 'yes' | 'uncertain' | 'unlikely' | 'unknown'

/** From the estimate's range and today's closing time; `unknown` while no window is open or nobody knows when it closes. */
export const servedToday = (estimate: Estimate | null, now: Instant, closesAt: Instant | null): ServedToday => {
  if (estimate === null || closesAt === null) return 'unknown'
  if (now + estimate.to * 60_000 <= closesAt) return 'yes'
  return now + estimate.from * 60_000 > closesAt ? 'unlikely' : 'uncertain'
}

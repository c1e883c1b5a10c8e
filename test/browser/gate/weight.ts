/** Pages whose first script is heavier than its budget (reference: ux §7): 40 KB a device page, 65 the manager's. */
import { weighPages } from '../../bench/kilobytes.ts'
import { TARGETS } from '../../bench/report.ts'
import type { Fault } from './fault.ts'

/** @param webRoot the folder of the built pages; without them it throws. */
export const heavyFaults = (webRoot: string): Fault[] => {
  const weighed = weighPages(webRoot)
  if (!weighed.ok) throw new Error(weighed.why)
  return Object.entries(weighed.kilobytes).flatMap(([page, kilobytes]) => {
    const budget = page === 'manager' ? TARGETS.managerPage : TARGETS.devicePage
    return kilobytes <= budget ? [] : [{ ruler: 'weight' as const, what: `${page} ${kilobytes} KB, at most ${budget}` }]
  })
}

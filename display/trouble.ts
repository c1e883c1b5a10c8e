/** What this screen cannot do, for the manager's list of screens: one word at a time, the worse first (S12). */
import { tellHealth } from '../client/report.ts'

const TROUBLES = ['layout', 'media'] as const
type Trouble = (typeof TROUBLES)[number]

const here = new Set<Trouble>()

/** Says that something is wrong, or over. */
export const tellTrouble = (trouble: Trouble, wrong: boolean): void => {
  if (wrong) here.add(trouble)
  else here.delete(trouble)
  tellHealth({ trouble: TROUBLES.find((one) => here.has(one)) ?? '' })
}

/** All rulers laid on one view. */
import type { Page } from 'playwright-core'
import { axeFaults } from './axe.ts'
import { paleLines } from './contrast.ts'
import type { Device, Limits } from './devices.ts'
import type { Fault } from './fault.ts'
import { measure } from './ruler.ts'

const TRIES = 4

/**
 * What is wrong with a page as it stands. Texts are measured before and after the picture is taken, again until both agree,
 * so that the contrast of a line is not read where the line no longer is.
 */
export const faultsOf = async (page: Page, device: Device, limits: Limits, withAxe: boolean): Promise<Fault[]> => {
  let before = await measure(page, limits)
  let png = await page.screenshot({ animations: 'disabled', caret: 'hide' })
  for (let left = TRIES; left > 0; left -= 1) {
    const after = await measure(page, limits)
    const still = JSON.stringify(after.lines) === JSON.stringify(before.lines)
    before = after
    if (still) break
    png = await page.screenshot({ animations: 'disabled', caret: 'hide' })
  }
  return [
    ...before.faults,
    ...(await paleLines(png, before.lines, limits, device.density)),
    ...(withAxe ? await axeFaults(page) : []),
  ]
}

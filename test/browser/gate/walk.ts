/** Goes through the visits, two at a time, and hands every view to whoever looks: the gate measures, the sheet keeps the picture. */
import type { Browser, Page } from 'playwright-core'
import type { GateHall } from './hall.ts'
import type { View, Visit } from './view.ts'

/** Two cores are the smallest machine the tests run on. */
const LANES = 2

export type Look = (page: Page, visit: Visit, view: View) => Promise<void>

/** What a page did that no page may: threw, or was stopped by its own policy. */
export type Trouble = (visit: Visit, what: string) => void

/** A page that is not there by then, on a machine that does other things beside, does not come. ms */
const QUIET_MS = 15_000

/** Pictures wait for the clock as well, where it is moved by hand. ms */
const PICTURE_MS = 300

/** Fonts are here, nothing moves, and the picture of that was painted. */
export const settled = async (page: Page, clocked = false): Promise<void> => {
  if (clocked) void page.clock.runFor(PICTURE_MS)
  await page.waitForFunction(() => !document.querySelector('.gate') && (document.body.textContent ?? '').length > 10)
  await page.evaluate(async () => {
    await document.fonts.ready
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
  })
}

const go = async (
  browser: Browser,
  hall: GateHall,
  visit: Visit,
  views: readonly View[],
  look: Look,
  trouble: Trouble,
): Promise<void> => {
  const { width, height, density } = visit.device
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: density,
    locale: 'zh-CN',
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(QUIET_MS)
  context.on('weberror', (error) => trouble(visit, error.error().message))
  context.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|requires 'Trusted|Uncaught/.test(message.text()))
      trouble(visit, message.text())
  })
  try {
    const page = await visit.open(context, hall)
    await settled(page, visit.clocked)
    for (const view of views) {
      try {
        await view.arrive(page, hall)
        await settled(page, visit.clocked)
      } catch (error) {
        // The views after it may still be reached; this one counts as a fault.
        trouble(visit, `${view.name}: not reached: ${error instanceof Error ? error.message.split('\n')[0] : error}`)
        continue
      }
      await look(page, visit, view)
    }
  } catch (error) {
    trouble(visit, `not opened: ${error instanceof Error ? error.message.split('\n').slice(0, 3).join(' ') : error}`)
  } finally {
    await context.close()
  }
}

/** @param first only the first view of each visit: what stands there when nobody has come. */
export const walk = async (
  browser: Browser,
  hall: GateHall,
  visits: readonly Visit[],
  look: Look,
  trouble: Trouble,
  first = false,
): Promise<void> => {
  const left = [...visits]
  const lane = async (): Promise<void> => {
    for (let visit = left.shift(); visit; visit = left.shift())
      await go(browser, hall, visit, first ? visit.views.slice(0, 1) : visit.views, look, trouble)
  }
  await Promise.all(Array.from({ length: LANES }, lane))
}

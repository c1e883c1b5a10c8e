/**
 * How soon a page can be used on a slow machine: loaded cold, without a cache and without the service worker, by a processor
 * at a sixth of its speed (reference: ux §7, usable within 2 s).
 */
import type { Browser, BrowserContext } from 'playwright-core'
import type { Fault } from './fault.ts'
import type { GateHall } from './hall.ts'
import type { Visit } from './view.ts'

const SLOWER = 6
/** Other tests run beside this one: where the median of three is over the limit, two more loads decide. */
const TIMES = [3, 5] as const
export const USABLE_MS = 2_000

export type Painted = { readonly first: number; readonly usable: number }

declare global {
  interface Window {
    usableAt?: number
  }
}

/** Opens an address once more, slowly, and tells when the first thing was painted and when `selector` was there. ms */
export const paint = async (context: BrowserContext, address: string, selector: string): Promise<Painted> => {
  const page = await context.newPage()
  try {
    const cdp = await context.newCDPSession(page)
    await cdp.send('Network.enable')
    await cdp.send('Network.setCacheDisabled', { cacheDisabled: true })
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
    await page.addInitScript((wanted) => {
      const look = (): void => {
        if (document.querySelector(wanted)) window.usableAt = performance.now()
        else requestAnimationFrame(look)
      }
      requestAnimationFrame(look)
    }, selector)
    await page.goto(address)
    await page.waitForFunction(() => window.usableAt !== undefined, undefined, { timeout: 20_000 })
    return await page.evaluate(() => ({
      first: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
      usable: window.usableAt ?? Number.NaN,
    }))
  } finally {
    await page.close()
  }
}

const middle = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN
const medianOf = (tries: readonly Painted[]): Painted => ({
  first: middle(tries.map(({ first }) => first)),
  usable: middle(tries.map(({ usable }) => usable)),
})

/** The medians of three loads of an address, or of five. */
export const medianPaint = async (
  context: BrowserContext,
  address: string,
  selector: string,
  loads: readonly number[] = TIMES,
): Promise<Painted> => {
  const tries: Painted[] = []
  for (const times of loads) {
    while (tries.length < times) tries.push(await paint(context, address, selector))
    if (medianOf(tries).usable <= USABLE_MS) break
  }
  return medianOf(tries)
}

/** @param limit ms */
export const slowFaults = (name: string, { usable }: Painted, limit = USABLE_MS): Fault[] =>
  usable <= limit ? [] : [{ ruler: 'paint', what: `${name} usable after ${Math.round(usable)} ms, at most ${limit}` }]

/** A screen of the table, opened once to become what it is and then three times slowly. */
export const paintOf = async (browser: Browser, hall: GateHall, visit: Visit, selector: string): Promise<Painted> => {
  const { width, height } = visit.device
  const context = await browser.newContext({ viewport: { width, height }, locale: 'zh-CN', serviceWorkers: 'block' })
  try {
    return await medianPaint(context, (await visit.open(context, hall)).url(), selector)
  } finally {
    await context.close()
  }
}

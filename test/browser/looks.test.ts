/**
 * The gate of every screen: the table of test/browser/gate/visits.ts, walked twice, before anybody came and with forty in
 * the hall, and every ruler laid on every view. What is looked at is looked at once; the tests below read what was found.
 */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from './chromium.ts'
import { type Fault, faultLines } from './gate/fault.ts'
import { type GateHall, startGateHall } from './gate/hall.ts'
import { faultsOf } from './gate/look.ts'
import { type Painted, paintOf, slowFaults } from './gate/paint.ts'
import type { Visit } from './gate/view.ts'
import { VISITS } from './gate/visits.ts'
import { walk } from './gate/walk.ts'
import { heavyFaults } from './gate/weight.ts'

const path = process.env.CHROMIUM_PATH

/** What says that a screen can be used, by its group. */
const USABLE = {
  kiosk: '.theme-tile',
  board: '.board .call, .board .quiet',
  window: 'button.primary',
  guide: '.tiles .service',
  pad: '.pad .idle',
} as const
type Slow = keyof typeof USABLE
const SLOW = Object.keys(USABLE) as readonly Slow[]

describe.skipIf(path === undefined)('what the screens look like', () => {
  let hall: GateHall
  let browser: Browser
  const found = new Map<Visit, Fault[]>()
  const foundEmpty = new Map<Visit, Fault[]>()
  const seen = new Map<Visit, number>()

  const walked = async (visits: readonly Visit[], into: Map<Visit, Fault[]>, first: boolean): Promise<void> => {
    const note = (visit: Visit, faults: readonly Fault[]): void =>
      void into.set(visit, [...(into.get(visit) ?? []), ...faults])
    await walk(
      browser,
      hall,
      visits,
      async (page, visit, view) => {
        const faults = await faultsOf(page, visit.device, view.limits ?? visit.device.limits, view.axe !== false)
        note(
          visit,
          faults.map(({ ruler, what }) => ({ ruler, what: `${view.name}: ${what}` })),
        )
        seen.set(visit, (seen.get(visit) ?? 0) + 1)
      },
      (visit, what) => note(visit, [{ ruler: 'page', what }]),
      first,
    )
  }

  beforeAll(async () => {
    hall = await startGateHall()
    browser = await launch(path ?? '')
    await walked(
      VISITS.filter(({ empty }) => empty),
      foundEmpty,
      true,
    )
    seen.clear()
    await hall.fill()
    await walked(VISITS, found, false)
  }, 600_000)
  afterAll(async () => {
    await browser?.close()
    await hall?.stop()
  })

  it.each(VISITS.filter(({ empty }) => empty))('S9 $name with nobody waiting', (visit) => {
    expect(faultLines(foundEmpty.get(visit) ?? [])).toEqual([])
  })

  it('S9 forty people came, seven windows called', () => {
    expect(hall.live.hall().counts.waiting).toBeGreaterThan(30)
  })

  it.each(VISITS)('S16 $name', (visit) => {
    expect(faultLines(found.get(visit) ?? [])).toEqual([])
    expect(seen.get(visit)).toBe(visit.views.length)
  })

  it('S16 no page needs more script than its budget: 40 KB, the manager 65', () => {
    expect(faultLines(heavyFaults('build/web'))).toEqual([])
  })

  it.each(SLOW)(
    'S16 the %s can be used within its time at a sixth of the speed',
    async (group) => {
      const visit = VISITS.find((one) => one.group === group)
      if (!visit) throw new Error(`No visit is of the group ${group}.`)
      const painted: Painted = await paintOf(browser, hall, visit, USABLE[group])
      expect(faultLines(slowFaults(group, painted))).toEqual([])
    },
    60_000,
  )
})

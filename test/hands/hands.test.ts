import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from '../browser/chromium.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'
import { type Hands, measureHands } from './measure.ts'

const path = process.env.CHROMIUM_PATH

describe.skipIf(path === undefined)('the speed of hand', () => {
  let hall: HallServer
  let browser: Browser
  let hands: Hands

  beforeAll(async () => {
    hall = await startTestHall()
    browser = await launch(path ?? '')
    hands = await measureHands(hall, browser, 5)
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    await hall?.stop()
  })

  it('S10 a visitor costs a clerk one press, counted against the ledger', () => {
    expect(hands).toMatchObject({ visitors: 5, presses: 5, pressesPerVisitor: 1 })
  })

  it('S10 a ticket costs a guide two taps', () => {
    expect(hands.tapsToTicket).toBe(2)
  })

  it('S10 every press is timed to the number that it brings', () => {
    expect(hands.changedMs.of).toBe(6)
    expect(hands.changedMs.p50).toBeGreaterThan(0)
    // A machine that runs the whole suite is no place to hold a tenth of a second; `npm run hands` holds it.
    expect(hands.changedMs.p99).toBeLessThan(5_000)
  })
})

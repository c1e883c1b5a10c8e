/** A kiosk that gives numbers while its server is gone, and brings them in when it is back. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sampleCatalogue } from '../../server/catalogue/sample/index.ts'
import { verifyFile } from '../../server/verify.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'
import { launch } from './chromium.ts'

const path = process.env.CHROMIUM_PATH
const lending = { ...sampleCatalogue, rules: { ...sampleCatalogue.rules, offlineNumbers: 4 } }

describe.skipIf(path === undefined)('a kiosk without its server', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'yichuang-block-'))
  let hall: HallServer
  let browser: Browser
  let page: Page
  let port: number
  let kiosk: string

  beforeAll(async () => {
    hall = await startTestHall({ dataDir, shipped: lending })
    port = hall.port
    browser = await launch(path ?? '')
    const context = await browser.newContext({ viewport: { width: 1_080, height: 1_920 }, locale: 'zh-CN' })
    page = await context.newPage()
    const made = await hall.request(
      'POST',
      `${hall.hallPath}/devices`,
      { name: '取号机', role: 'kiosk' },
      hall.managerToken,
    )
    kiosk = (made.device as { id: string }).id
    await page.goto(`${hall.url}/kiosk?pair=${String(made.code)}`)
    await page.locator('.theme-tile').first().waitFor()
  })
  afterAll(async () => {
    await browser?.close()
    await hall?.close()
    rmSync(dataDir, { recursive: true, force: true })
  })

  /** The position of the view that the kiosk last said to show. */
  const shownByKiosk = async (): Promise<number> => {
    const { devices } = await hall.request('GET', `${hall.hallPath}/devices`, undefined, hall.managerToken)
    const rows = devices as { id: string; health?: { shown?: number } }[]
    return rows.find(({ id }) => id === kiosk)?.health?.shown ?? 0
  }

  it('Z29 is lent numbers while the line stands, gives them when it does not, and they come in when it is back', async () => {
    await expect.poll(() => hall.live.hall().blocks.get(kiosk)?.until, { timeout: 15_000 }).toBe(4)
    // The kiosk has heard of it before the line breaks: it says which position it shows.
    const { position } = hall.live.hall()
    await expect.poll(shownByKiosk, { timeout: 15_000 }).toBeGreaterThanOrEqual(position)
    await hall.close()

    const cover = page.locator('.offline')
    await cover.waitFor({ timeout: 20_000 })
    const numbers: string[] = []
    for (let count = 0; count < 2; count += 1) {
      await page.locator('.offline-tile').first().click()
      await page.locator('.offline-tile').nth(count).click()
      numbers.push(await page.locator('.offline-number strong').innerText())
      await page.locator('.offline-number button').click()
    }
    expect(numbers).toEqual(['XA001', 'XA002'])

    hall = await startTestHall({ dataDir, port })
    await expect.poll(() => hall.live.hall().blocks.get(kiosk)?.next, { timeout: 20_000 }).toBe(3)
    await cover.waitFor({ state: 'detached', timeout: 20_000 })
    const issued = numbers.map((number) => hall.live.hall().tickets.get(hall.live.hall().byNumber.get(number) ?? ''))
    for (const ticket of issued) expect(ticket).toMatchObject({ status: 'waiting', offline: true })
    // Half of the block is used: more is lent, and the ledger keeps every rule.
    await expect.poll(() => hall.live.hall().blocks.get(kiosk)?.until, { timeout: 10_000 }).toBe(6)
    expect(verifyFile(join(dataDir, 'hall.sqlite'))).toMatchObject([{ ok: true }])
  }, 90_000)

  it('Z29 after its last number it says where to go, as every kiosk without a server', async () => {
    await page.locator('.theme-tile').first().waitFor()
    await hall.close()
    await page.locator('.offline').waitFor({ timeout: 20_000 })
    // Two or four are left, as the last loan was told before the line broke or not.
    const numbers: string[] = []
    while ((await page.locator('.offline').count()) > 0) {
      await page.locator('.offline-tile').first().click()
      await page.locator('.offline-tile').first().click()
      numbers.push(await page.locator('.offline-number strong').innerText())
      await page.locator('.offline-number button').click()
    }
    expect([2, 4]).toContain(numbers.length)
    expect(numbers.slice(0, 2)).toEqual(['XA003', 'XA004'])
    await page.locator('.down').waitFor()
    hall = await startTestHall({ dataDir, port })
    await expect.poll(() => hall.live.hall().blocks.get(kiosk)?.next, { timeout: 20_000 }).toBe(3 + numbers.length)
  }, 90_000)
})

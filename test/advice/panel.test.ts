/** The manager's page in a real browser: what is ahead, the button that does what would help, what it was worth. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { mintSecret, systemClock } from '../../server/clock.ts'
import { launch } from '../browser/chromium.ts'
import { guide, staffAt } from '../kit/actors.ts'
import { type HallServer, PASSWORD, startTestHall } from '../kit/hall-server.ts'
import { MORNING } from '../kit/hand-clock.ts'

const path = process.env.CHROMIUM_PATH
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const WITHIN = { interval: 50, timeout: 15_000 }
/** The first window of the county hall for what they come for; another one that takes it stays closed. */
const WINDOW = '1'
const CROWD = 12

describe.skipIf(path === undefined)('advice, in a real browser', () => {
  const began = Date.now()
  const errors: string[] = []
  let hall: HallServer
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    const clock = { ...systemClock, now: () => MORNING + Date.now() - began }
    hall = await startTestHall({ clock })
    browser = await launch(path ?? '')
    const { catalogue } = hall.live.hall()
    const theme = catalogue?.counters.find(({ id }) => id === WINDOW)?.own[0]
    const service = catalogue?.services.find((one) => one.theme === theme)?.id ?? ''
    await hall.live.submit({ id: mintSecret(), type: 'OpenCounter', counter: WINDOW }, staffAt(WINDOW))
    for (let index = 0; index < CROWD; index += 1)
      await hall.live.submit({ id: mintSecret(), type: 'IssueTicket', ticket: mintSecret(), service }, guide)
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })
    page = await context.newPage()
    page.on('pageerror', (error) => errors.push(error.message))
    await page.goto(`${hall.url}/manager`)
    await page.locator('input').nth(0).fill('manager')
    await page.locator('input').nth(1).fill(PASSWORD)
    await page.keyboard.press('Enter')
    await page.locator('.advice-acts').waitFor()
  })
  afterAll(async () => {
    await browser?.close()
    await hall?.stop()
  })

  it('U9 the floor says who will wait too long, and when they do', async () => {
    expect(await page.locator('.advice .alarm').innerText()).toMatch(/预计 \d+ 人等候将超过 15 分钟/)
    expect(await page.locator('.advice-late li').first().innerText()).toMatch(/^A\d{3}\s+09:\d\d 超时$/)
  })

  it('U10 one tap does what is advised, and the ledger knows that it was', async () => {
    const [act] = await page.locator('.advice-acts b').allInnerTexts()
    const window = act?.match(/^开(\d+)号窗口$/)?.[1] ?? ''
    await page.locator('.advice-acts button').first().click()
    await page.locator('.advice-done').waitFor()
    expect(await page.locator('.advice-done').innerText()).toContain(`请安排人员到${window}号窗口`)
    expect(hall.live.hall().counters.get(window)?.status).toBe('open')
    await vi.waitFor(async () => {
      const again = await page.locator('.advice-acts b').allInnerTexts()
      expect(again).not.toContain(act)
    }, WITHIN)
    const day = hall.live.hall().day ?? ''
    const saved = await hall.request('GET', `${hall.hallPath}/advice/saved?day=${day}`, undefined, hall.managerToken)
    expect(saved.acts).toMatchObject([{ counter: window, what: 'CounterOpened' }])
  })

  it('U11 the day shows what was followed, and what it saved so far', async () => {
    await page.locator('.manager-tabs a[href="#day"]').click()
    const row = page.locator('.panel', { hasText: '照建议做了什么' }).locator('tbody tr')
    await row.waitFor()
    expect(await row.innerText()).toMatch(/09:\d\d\s+开\d+号窗口\s+仍在/)
    await page.locator('.manager-tabs a[href="#floor"]').click()
    await page.locator('.advice').waitFor()
  })

  it('U10 an inspector reads it and has no button', async () => {
    await hall.staff('inspector', 'inspector')
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })
    const other = await context.newPage()
    await other.goto(`${hall.url}/manager`)
    await other.locator('input').nth(0).fill('inspector')
    await other.locator('input').nth(1).fill(PASSWORD)
    await other.keyboard.press('Enter')
    await other.locator('.advice .alarm').waitFor()
    expect(await other.locator('.advice button').count()).toBe(0)
    await context.close()
  })

  it('S16 nothing about it keeps anybody out, and no script failed', async () => {
    await page.evaluate(axe)
    const faults = await page.evaluate(async () => {
      const { axe: rules } = globalThis as unknown as {
        axe: { run: (where: string) => Promise<{ violations: { id: string }[] }> }
      }
      return (await rules.run('.advice')).violations.map(({ id }) => id)
    })
    expect({ faults, errors }).toEqual({ faults: [], errors: [] })
  })
})

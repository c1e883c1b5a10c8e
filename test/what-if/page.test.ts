import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type HallServer, PASSWORD, startTestHall } from '../kit/hall-server.ts'
import { FIRST_DAY, handClock, hours, MORNING } from '../kit/hand-clock.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'
import { liveDay } from './lived-day.ts'
import { PLAIN } from './past-days.ts'
import { writeDay } from './written-day.ts'

const path = process.env.CHROMIUM_PATH

describe.skipIf(path === undefined)('the page 推演', () => {
  let hall: HallServer
  let browser: Browser
  let page: Page
  beforeAll(async () => {
    const dataDir = writeDay(liveDay({ ...PLAIN, people: 125, priority: 0.2 }).past.events)
    hall = await startTestHall({ dataDir, clock: handClock(MORNING + hours(24)), shipped: smallCatalogue })
    browser = await chromium.launch({ executablePath: path ?? '', args: ['--no-sandbox'] })
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' })
    page = await context.newPage()
    await page.goto(`${hall.url}/manager#what-if`)
    await page.locator('input').nth(0).fill('manager')
    await page.locator('input').nth(1).fill(PASSWORD)
    await page.keyboard.press('Enter')
    await page.locator('.what-if-form .tab').first().waitFor()
  })
  afterAll(async () => {
    await browser?.close()
    await hall?.stop()
  })

  const run = () => page.getByRole('button', { name: '推演' }).click()
  const text = (selector: string) => page.locator(selector).first().innerText()

  it('U12 the manager runs the latest day with one window more, and reads what it gains', async () => {
    expect(await page.locator('input[type=date]').inputValue()).toBe(FIRST_DAY)
    await page.getByText('加一条').click()
    await page.getByLabel('第 1 条 怎样改').selectOption('add')
    await page.getByLabel('第 1 条 从').fill('09:30')
    await page.getByLabel('第 1 条 到').fill('16:00')
    await run()
    expect(await text('.what-if-lead')).toMatch(/^平均等候从 [\d.]+ 分变为 [\d.]+ 分，每人少等 [\d.]+ 分。$/)
    expect(await page.locator('.what-if-plot').count()).toBe(2)
    for (const line of await page.locator('.what-if-plot path').all())
      expect(await line.getAttribute('d')).toMatch(/^M[\d.]+ [\d.]+L/)
    expect(await text('.what-if-found .hint')).toBe('按当天规则重走，每人的等候与实际平均相差 0.0 分。')
  })

  it('U12 once the question is another, the answer says that it is not its own', async () => {
    await page.getByLabel('第 1 条 到').fill('09:00')
    expect(await text('.what-if-stale')).toBe('条件已改，请重新推演')
    await run()
    await page.getByText('第 1 条：结束要晚于开始').waitFor()
    await page.getByLabel('第 1 条 去掉这一条').click()
    await run()
    await page.getByText('还没有改动：改规则，或加一条窗口').waitFor()
  })

  it('Q16 another rule is tried: those with precedence lose what it gave them', async () => {
    await page.getByRole('button', { name: '另设' }).click()
    await page.getByLabel('优先 加（分钟）').fill('0')
    await run()
    await page.locator('.what-if-found:not(.stale)').waitFor()
    const row = page.locator('tr', { has: page.locator('th', { hasText: /^优先$/ }) }).last()
    expect(await row.locator('td').nth(1).getAttribute('class')).toBe('amber')
  })

  it('U12 a field left empty cannot be asked', async () => {
    await page.getByLabel('优先 加（分钟）').fill('')
    expect(await page.getByRole('button', { name: '推演' }).isDisabled()).toBe(true)
    await page.getByLabel('优先 加（分钟）').fill('5')
    expect(await page.getByRole('button', { name: '推演' }).isDisabled()).toBe(false)
  })

  it('U12 a day on which the hall was closed is said, and nothing that was written is lost', async () => {
    await page.locator('input[type=date]').fill('2026-03-01')
    await page.locator('input[type=date]').blur()
    await page.getByText('这一天大厅没有开放，请换一天').waitFor()
    expect(await page.getByLabel('优先 加（分钟）').inputValue()).toBe('5')
    expect(await page.getByRole('button', { name: '推演' }).isDisabled()).toBe(true)
    await page.locator('input[type=date]').fill(FIRST_DAY)
    await page.locator('input[type=date]').blur()
    await page.getByRole('button', { name: '推演', disabled: false }).waitFor()
  })
})

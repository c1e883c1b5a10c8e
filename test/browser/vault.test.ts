/** A number to call back, as a guide takes it down, sees it and looks at it (X20). */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mintSecret } from '../../server/clock.ts'
import { guide } from '../kit/actors.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'
import { launch } from './chromium.ts'

const path = process.env.CHROMIUM_PATH
const PHONE = '13800138000'

describe.skipIf(path === undefined)('a number to call back', () => {
  let hall: HallServer
  let browser: Browser
  let page: Page
  beforeAll(async () => {
    hall = await startTestHall()
    const token = await hall.staff('guide', 'guide')
    browser = await launch(path ?? '')
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN' })
    page = await context.newPage()
    await page.clock.install()
    const granted = JSON.stringify({ token, identity: hall.people.actorOf(token) })
    await page.addInitScript((text) => localStorage.setItem('yichuang.person.guide', text), granted)
    await page.goto(`${hall.url}/guide`)
    await page.getByRole('button', { name: '咨询登记' }).click()
    await page.getByRole('button', { name: '不能当场答复' }).click()
    await page.getByRole('button', { name: '我来问' }).click()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await hall?.stop()
  })
  const text = (): Promise<string> => page.evaluate(() => document.body.innerText)

  it('X20 a mistyped one is said, and the question is registered all the same', { timeout: 30_000 }, async () => {
    await page.getByLabel('回电号码').fill('1380013800')
    await page.getByRole('button', { name: '登记待答复' }).click()
    await page.getByText('回电号码没有存上').waitFor()
    expect(hall.live.hall().owed.size).toBe(1)
    await page.getByLabel('联系电话').fill('138 0013 800')
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('这不像电话号码').waitFor()
    await page.getByLabel('联系电话').fill('138 0013 8000')
    await page.getByRole('button', { name: '保存' }).click()
    await page.locator('.vault-masked').waitFor()
    expect(await page.locator('.vault-row').innerText()).toMatch(/138\*{4}8000[\s\S]*答复后 7 天删除/)
    expect(await text()).not.toContain(PHONE)
    await page.getByRole('button', { name: '关闭' }).click()
  })

  it('X20 whoever answers sees the mask, the whole after a reason, and the mask again half a minute later', {
    timeout: 30_000,
  }, async () => {
    await page.locator('button.tab', { hasText: '待答复' }).click()
    await page.getByRole('button', { name: '答复', exact: true }).click()
    await page.locator('.vault-masked').waitFor()
    await page.getByRole('button', { name: '查看' }).click()
    expect(await page.getByRole('button', { name: '查看全号' }).isDisabled()).toBe(true)
    await page.getByText('回电答复').click()
    await page.getByRole('button', { name: '查看全号' }).click()
    await page.locator('.vault-whole').waitFor()
    expect(await text()).toContain(PHONE)
    await page.clock.runFor(20_000)
    expect(await text()).toContain(PHONE)
    // The hall's next message puts this page's time back by twenty seconds; the half minute goes on all the same.
    const other = { type: 'LogQuestion', question: mintSecret(), channel: 'desk', text: '另一个问题' } as const
    await hall.live.submit({ id: mintSecret(), ...other, owed: { owner: 'g1', workingDays: 3 } }, guide)
    await page.locator('button.tab', { hasText: /待答复\s*2/ }).waitFor()
    await page.clock.runFor(11_000)
    await page.locator('.vault-masked').waitFor({ timeout: 5_000 })
    expect(await page.content()).not.toContain(PHONE)
  })

  it('X20 its owner may have it removed', { timeout: 30_000 }, async () => {
    await page.getByRole('button', { name: '删除', exact: true }).click()
    await page.getByText('本人要求删除').click()
    await page.getByRole('button', { name: '删除号码' }).click()
    await page.getByLabel('联系电话').waitFor()
    expect(await page.locator('.vault-row').count()).toBe(0)
  })
})

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../hall/actor.ts'
import type { Intent } from '../../hall/commands.ts'
import { mintSecret } from '../../server/clock.ts'
import { launch } from '../browser/chromium.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'

const path = process.env.CHROMIUM_PATH
const SIZES = [
  { name: 'lying', width: 1280, height: 800 },
  { name: 'upright', width: 800, height: 1280 },
] as const

/** The smallest text on the page (px), and whether any of the page lies outside the screen. */
const measured = (page: Page): Promise<{ smallest: number; outside: string[] }> =>
  page.evaluate(() => {
    let smallest = Number.POSITIVE_INFINITY
    const outside: string[] = []
    for (const element of document.querySelectorAll('body *')) {
      const box = element.getBoundingClientRect()
      const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim())
      if (box.width < 2 || box.height < 2 || getComputedStyle(element).clipPath !== 'none') continue
      if (own) smallest = Math.min(smallest, Number.parseFloat(getComputedStyle(element).fontSize))
      if (box.right > innerWidth + 1 || box.bottom > innerHeight + 1) outside.push(element.className || element.tagName)
    }
    return { smallest, outside }
  })

describe.skipIf(path === undefined)('the pad in a browser', () => {
  let hall: HallServer
  let browser: Browser
  const clerk: Actor = { role: 'window', id: 'clerk', name: '窗口员', counter: '1' }
  const kiosk: Actor = { role: 'kiosk', id: 'kiosk' }

  const must = async (intent: Intent, by: Actor): Promise<void> => {
    const reply = await hall.live.submit({ id: mintSecret(), ...intent }, by)
    if (!reply.ok) throw new Error(`${intent.type} was refused: ${reply.code}`)
  }
  const visit = async (): Promise<string> => {
    const ticket = mintSecret()
    await must({ type: 'IssueTicket', ticket, service: 'A-01' }, kiosk)
    await must({ type: 'CallNext', counter: '1' }, clerk)
    await must({ type: 'StartServing', counter: '1', ticket }, clerk)
    await must({ type: 'CompleteTicket', counter: '1', ticket, outcome: 'immediate' }, clerk)
    return ticket
  }
  const saidOf = (ticket: string) => hall.live.hall().ratings.find((rating) => rating.ticket === ticket)

  const padOf = async ({ width, height }: { width: number; height: number }): Promise<Page> => {
    const wanted = { name: 'pad', role: 'pad', counter: '1' }
    const { code } = await hall.request('POST', `${hall.hallPath}/devices`, wanted, hall.managerToken)
    const page = await browser.newPage({ viewport: { width, height }, locale: 'zh-CN', reducedMotion: 'reduce' })
    await page.goto(`${hall.url}/pad?pair=${String(code)}`)
    return page
  }

  beforeAll(async () => {
    hall = await startTestHall()
    browser = await launch(path ?? '')
    await must({ type: 'OpenCounter', counter: '1' }, clerk)
  })
  afterAll(async () => {
    await browser?.close()
    await hall?.stop()
  })

  it('R5 a bad grade is saved at once; its reasons follow, numbers of people are given back, and then it says thank you', async () => {
    const page = await padOf(SIZES[0])
    const ticket = await visit()
    await page.getByRole('button', { name: '非常不满意' }).click()
    await page.getByText('哪些地方不满意').waitFor()
    expect(saidOf(ticket)).toMatchObject({ grade: 'very-dissatisfied', from: 'pad' })
    expect(await page.getByRole('button', { name: '提交' }).isDisabled()).toBe(true)
    for (const reason of ['态度不热情', '不廉洁', '其他']) await page.getByRole('button', { name: reason }).click()
    expect(await page.getByRole('button', { name: '不按规定收费' }).isDisabled()).toBe(true)
    await page.locator('textarea').fill('请打 13800138000')
    await page.getByRole('button', { name: '提交' }).click()
    await page.getByText('为保护您的隐私').waitFor()
    expect(saidOf(ticket)?.complaints).toBeUndefined()
    await page.locator('textarea').fill('等了很久')
    await page.getByRole('button', { name: '提交' }).click()
    await page.getByText('谢谢您的评价').waitFor()
    expect(saidOf(ticket)).toMatchObject({ complaints: ['manner', 'integrity', 'other'], text: '等了很久' })
    await page.close()
  })

  it('R5 the next visit that ends takes the pad on, whatever was being said about the last', async () => {
    const page = await padOf(SIZES[0])
    await visit()
    await page.getByRole('button', { name: '不满意', exact: true }).click()
    await page.getByText('哪些地方不满意').waitFor()
    await visit()
    await page.getByText('请为本次服务评价').waitFor()
    await page.close()
  })

  it.each(SIZES)('R6 in large type the $name pad has no text under 40 px and nothing off the screen', async (size) => {
    const page = await padOf(size)
    await visit()
    await page.getByRole('button', { name: '大字' }).click()
    await page.getByRole('button', { name: '标准字' }).waitFor()
    const ask = await measured(page)
    expect(ask).toMatchObject({ outside: [] })
    expect(ask.smallest).toBeGreaterThanOrEqual(40)
    await page.getByRole('button', { name: '不满意', exact: true }).click()
    await page.getByText('哪些地方不满意').waitFor()
    const why = await measured(page)
    expect(why).toMatchObject({ outside: [] })
    expect(why.smallest).toBeGreaterThanOrEqual(40)
    // The next visitor finds the usual size.
    await visit()
    await page.getByRole('button', { name: '大字' }).waitFor()
    expect((await measured(page)).smallest).toBeLessThan(40)
    await page.close()
  })
})

/** The guide in the pocket: what a kiosk's code opens on somebody's own phone, without a sign-in (K16, K17). */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sampleCatalogue } from '../../server/catalogue/sample/index.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'
import { launch } from './chromium.ts'

const path = process.env.CHROMIUM_PATH
const THIRTEEN = [
  ...['事项名称', '设定依据', '办理条件', '数量限制', '办理程序', '办理期限', '办事流程', '材料目录', '示范文本'],
  ...['收费依据', '收费标准', '承办人', '监督渠道'],
]
const [away] = sampleCatalogue.elsewhere ?? []

describe.skipIf(path === undefined)('the guide on a phone', () => {
  let hall: HallServer
  let browser: Browser
  let page: Page
  const errors: string[] = []
  const asked = new Set<string>()

  beforeAll(async () => {
    // The longest names that there are, so that nothing is cut off.
    const services = sampleCatalogue.services.map((service) =>
      service.id === 'A-03'
        ? { ...service, name: '农民专业合作社设立、变更、注销登记（备案）及章程、成员名册备案' }
        : service,
    )
    const name = '新疆维吾尔自治区伊犁哈萨克自治州政务服务和公共资源交易中心'
    hall = await startTestHall({ shipped: { ...sampleCatalogue, services, hall: { ...sampleCatalogue.hall, name } } })
    browser = await launch(path ?? '')
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' })
    page = await context.newPage()
    page.on('pageerror', (error) => errors.push(error.message))
    page.on('console', (message) => {
      if (/Content Security Policy|Uncaught/.test(message.text())) errors.push(message.text())
    })
    page.on('request', (request) => {
      const { pathname } = new URL(request.url())
      if (pathname.startsWith('/api/')) asked.add(`${request.method()} ${pathname}`)
    })
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    await hall?.stop()
  })

  const open = async (id: string): Promise<void> => {
    await page.goto(`${hall.url}/g/${id}`)
    // While the catalogue is on its way the page has a heading too.
    await page.locator('h1').filter({ hasNotText: '正在打开' }).waitFor()
  }
  const scrolls = (): Promise<boolean> =>
    page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)

  it('K16 tells the thirteen fields in their order, with every material', async () => {
    await open('A-01')
    expect(await page.locator('h1').textContent()).toBe('个体工商户设立登记')
    expect(await page.locator('.field h2').allTextContents()).toEqual(THIRTEEN)
    expect(await page.locator('.is-basis').textContent()).toContain('《中华人民共和国市场主体登记管理条例》')
    const { checklist = [] } = sampleCatalogue.services.find(({ id }) => id === 'A-01') ?? {}
    expect(await page.locator('.materials b').allTextContents()).toEqual(checklist.map(({ name }) => name))
    expect(await page.title()).toBe('个体工商户设立登记')
  })

  it('K16 says at the top where to go, the way, and when the hall is open', async () => {
    await open('E-08')
    const gist = (await page.locator('.gist').textContent()) ?? ''
    for (const said of ['二楼大厅 12、13 号窗口', '扶梯', '周一至周五 08:30–17:30']) expect(gist).toContain(said)
    expect(await page.locator('.take').textContent()).toContain('本人证件')
  })

  it('K17 says of what is not handled here where that is, and rings there at a touch', async () => {
    await open(away?.id ?? '')
    const said = (await page.locator('main').textContent()) ?? ''
    for (const text of [away?.name, away?.office, away?.address, away?.reason, '不用在本厅取号'])
      expect(said).toContain(text)
    expect(await page.locator('main a.ring').getAttribute('href')).toBe('tel:07530000101')
    expect(await page.locator('.field').count()).toBe(0)
  })

  it('K16 says so of a matter that there is not', async () => {
    await open('nothing')
    expect(await page.locator('h1').textContent()).toBe('没有这个事项')
  })

  it('K16 is said in English at a touch', async () => {
    await open('A-01')
    await page.locator('header button').click()
    expect(await page.locator('h1').textContent()).toBe('Register a sole trader')
    await page.locator('header button').click()
  })

  it.each(['A-03', 'E-04', away?.id ?? ''])(
    'K16 K17 %s fits a narrow phone, and one with text twice as large',
    async (id) => {
      await page.setViewportSize({ width: 320, height: 640 })
      await open(id)
      expect(await scrolls()).toBe(false)
      await page.evaluate(() => {
        document.documentElement.style.setProperty('font-size', '200%', 'important')
      })
      expect(await scrolls()).toBe(false)
      expect(
        await page.evaluate(() =>
          Number.parseFloat(getComputedStyle(document.querySelector('h1') ?? document.body).fontSize),
        ),
      ).toBe(56)
      await page.setViewportSize({ width: 390, height: 844 })
    },
  )

  it('K16 says that the hall cannot be reached, and opens once it can', async () => {
    await page.route('**/api/**', (route) => route.abort())
    await open('A-01')
    await page.getByText('连不上大厅的服务器').waitFor()
    await page.unroute('**/api/**')
    await page.locator('.again').click()
    await page.getByText('个体工商户设立登记').first().waitFor()
  })

  it('K16 asked nothing but what is public, and no page threw', () => {
    expect([...asked].sort()).toEqual(['GET /api/hall', `GET ${hall.hallPath}/catalogue`])
    expect(errors).toEqual([])
  })
})

/** The pages of a kiosk as people walk them: one tap, several matters, precedence, documents, guides, other places, and no. */
import { createCanvas, loadImage } from '@napi-rs/canvas'
import jsqr from 'jsqr'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { localParts } from '../../hall/calendar.ts'
import type { Catalogue, Service } from '../../hall/catalogue.ts'
import type { HallEvent, Recorded } from '../../hall/events.ts'
import { FIELD_WORDS } from '../../kiosk/thirteen.ts'
import { paperText, readPaper } from '../../printer/paper.ts'
import { startVirtualPrinter, type VirtualPrinter } from '../../printer/virtual.ts'
import { sampleCatalogue } from '../../server/catalogue/sample/index.ts'
import { mintSecret } from '../../server/clock.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'
import { launch } from './chromium.ts'

const path = process.env.CHROMIUM_PATH
/** 18 signs with a right check sign each; nobody's. */
const CARD = '11010519491231002X'
const OTHER = '440524198001010013'
const QUOTA = 'A-02'
const IDENTITY = 'F-09'

/** So soon that every page says so: 25 minutes from now, or the last minute of the day. */
const closing = (): string => {
  const { minute } = localParts(Date.now(), sampleCatalogue.hall.timeZone)
  const at = Math.min(minute + 25, 23 * 60 + 59)
  return [Math.floor(at / 60), at % 60].map((part) => String(part).padStart(2, '0')).join(':')
}

const catalogueFor = (port: number): Catalogue => ({
  ...sampleCatalogue,
  printers: [{ id: 'p1', name: '取号机打印机', kind: 'tcp', host: '127.0.0.1', port, paper: 80 }],
  services: sampleCatalogue.services.map((service) => (service.id === QUOTA ? { ...service, dailyQuota: 1 } : service)),
  hours: { weekdays: [1, 2, 3, 4, 5, 6, 7], open: '00:00', close: closing() },
})

const named = (id: string): Service => {
  const service = sampleCatalogue.services.find((one) => one.id === id)
  if (!service) throw new Error(`The shipped catalogue has no ${id}.`)
  return service
}

describe.skipIf(path === undefined)('the pages of a kiosk, in a real browser', () => {
  const errors: string[] = []
  const events: Recorded[] = []
  const bodies: string[] = []
  const papers: string[] = []
  let hall: HallServer
  let browser: Browser
  let printer: VirtualPrinter
  let kiosk: Page

  const press = (text: string) => kiosk.locator('button', { hasText: text }).first().click()
  const shows = (text: string) => kiosk.getByText(text).first().waitFor()
  const happened = <T extends HallEvent['type']>(type: T) =>
    events.flatMap(({ event }) => (event.type === type ? [event as Extract<HallEvent, { type: T }>] : []))
  /** Turns pages until the row of this service is there. */
  const row = async (name: string) => {
    const found = kiosk.locator('.service-row', { hasText: name })
    await kiosk.locator('.service-row').first().waitFor()
    while ((await found.count()) === 0) await kiosk.locator('.page-button').last().click()
    return found.first()
  }
  const tile = (letter: string) =>
    kiosk.locator('.theme-tile', { has: kiosk.locator('.letter', { hasText: new RegExp(`^${letter}$`) }) })
  const openRow = async (id: string) => {
    await tile(named(id).theme).click()
    return row(named(id).name)
  }
  const taken = async () => {
    await kiosk.locator('.taken .taken-number').waitFor()
    return happened('TicketIssued').at(-1)
  }
  const home = async (): Promise<void> => {
    if ((await kiosk.locator('.done-button').count()) > 0) await kiosk.locator('.done-button').click()
    while ((await kiosk.locator('.back').count()) > 0) await kiosk.locator('.back').click()
    await kiosk.locator('.theme-tile').first().waitFor()
  }
  const type = async (signs: string): Promise<void> => {
    for (const sign of signs) await kiosk.locator('.key', { hasText: new RegExp(`^${sign}$`) }).click()
  }
  /** Everything on the page and in what the browser keeps. */
  const everything = () =>
    kiosk.evaluate(
      () => `${document.documentElement.outerHTML} ${JSON.stringify(localStorage)} ${JSON.stringify(sessionStorage)}`,
    )
  /** What a phone's camera reads on the page. */
  const code = async (): Promise<string | undefined> => {
    const picture = await loadImage(await kiosk.locator('.along svg.qr').screenshot())
    const canvas = createCanvas(picture.width, picture.height)
    const context = canvas.getContext('2d')
    context.drawImage(picture, 0, 0)
    const { data, width, height } = context.getImageData(0, 0, picture.width, picture.height)
    // jsQR is CommonJS: its function is the module's default.
    const read = 'default' in jsqr ? jsqr.default : jsqr
    return read(new Uint8ClampedArray(data), width, height)?.data
  }

  beforeAll(async () => {
    printer = await startVirtualPrinter({
      port: 0,
      onJob: (bytes) => papers.push(paperText(readPaper(bytes)).join('\n')),
    })
    hall = await startTestHall({ shipped: catalogueFor(printer.port) })
    hall.live.listen((more) => void events.push(...more))
    for (const counter of ['1', '5', '14']) {
      const clerk = { role: 'window', id: `clerk-${counter}`, name: '窗口员', counter } as const
      await hall.live.submit({ id: mintSecret(), type: 'OpenCounter', counter }, clerk)
    }
    browser = await launch(path ?? '')
    const context = await browser.newContext({
      viewport: { width: 1_080, height: 1_920 },
      locale: 'zh-CN',
      reducedMotion: 'reduce',
    })
    kiosk = await context.newPage()
    kiosk.on('pageerror', (error) => errors.push(error.message))
    kiosk.on('request', (request) => bodies.push(`${request.url()} ${request.postData() ?? ''}`))
    const wanted = { name: '大门取号机', role: 'kiosk', printer: 'p1' }
    const added = await hall.request('POST', `${hall.hallPath}/devices`, wanted, hall.managerToken)
    await kiosk.goto(`${hall.url}/kiosk?pair=${String(added.code)}`)
    await kiosk.locator('.theme-tile').first().waitFor()
  })
  afterEach(home)
  afterAll(async () => {
    await browser?.close()
    await hall?.stop()
    await printer?.close()
  })

  it('K1 one tap takes a number where a theme has one matter, and its tile says so', async () => {
    const [only, ...others] = sampleCatalogue.services.filter(({ theme }) => theme === 'K')
    expect(others).toEqual([])
    await tile('K').getByText('点一下就取号').waitFor()
    expect(await tile('A').getByText('点一下就取号').count()).toBe(0)
    await tile('K').click()
    expect(await taken()).toMatchObject({ service: only?.id, series: 'K', number: 1 })
    await kiosk.locator('.taken').getByText('K001').waitFor()
  })

  it('K21 closing soon is said on the first page and on a theme’s, with what to do', async () => {
    await kiosk.getByText(/还有 \d+ 分钟下班。来不及时，请先问导办台/).waitFor()
    await tile('C').click()
    await kiosk.locator('.notice-line', { hasText: /还有 \d+ 分钟下班/ }).waitFor()
  })

  it('K22 a tile says before the tap whether today is enough', async () => {
    await tile('A').getByText('今天能办上').waitFor()
    // No window of this one is open, so nobody knows.
    await tile('D').getByText('暂无窗口，请到导办台').waitFor()
    expect(await tile('D').locator('.today').count()).toBe(0)
  })

  it('K18 several matters of two themes go on one number in the order chosen; one is taken off again', async () => {
    const [first, second, third] = ['C-01', 'A-01', 'C-03'].map(named)
    await press('一次办多件')
    await (await openRow('C-01')).locator('.service-take').click()
    await press('返回')
    await (await openRow('A-01')).locator('.service-take').click()
    await press('返回')
    await (await openRow('C-03')).locator('.service-take').click()
    await shows('✓ 第 3 件')
    await expect
      .poll(() => kiosk.locator('.basket p').textContent())
      .toBe(`已选 3 件：1 ${first?.name}，2 ${second?.name}，3 ${third?.name}`)
    await press('看清单')
    await kiosk
      .locator('.basket-row', { hasText: second?.name ?? '' })
      .locator('button')
      .click()
    await press('取一个号，办 2 件')
    expect(await taken()).toMatchObject({ service: 'C-01', legs: [{ service: 'C-03' }], series: 'C' })
    const stops = await kiosk.locator('.taken-stops li b').allTextContents()
    expect(stops.slice(0, 2)).toEqual([first?.name, third?.name])
    await home()
    // The next person finds one matter a touch again.
    expect(await kiosk.locator('.option', { hasText: '一次办多件' }).getAttribute('aria-pressed')).toBe('false')
    expect(await kiosk.locator('.basket').count()).toBe(0)
  })

  it('K19 precedence has the grounds that the hall leaves to a kiosk, and says that the window looks', async () => {
    await press('优先办理')
    const grounds = (): Promise<string[]> => kiosk.locator('.ground').allTextContents()
    await expect.poll(grounds).toEqual(['老年人', '残疾人', '孕妇', '军人'])
    await shows('窗口会核对')
    await press('老年人')
    await kiosk.locator('.option', { hasText: '优先：老年人' }).waitFor()
    await (await openRow('A-01')).locator('.service-take').click()
    expect(await taken()).toMatchObject({ class: 'priority', ground: 'elderly' })
    await shows('优先 · 老年人')
    await shows('请准备好证件，窗口会核对')
    await home()
    await (await openRow('A-01')).locator('.service-take').click()
    expect(await taken()).toMatchObject({ class: 'ordinary' })
  })

  it('K23 a matter that needs identity asks for it; what is typed is never seen whole, and leaves in one body', async () => {
    await (await openRow(IDENTITY)).locator('.service-take').click()
    await type(CARD.slice(0, 17))
    // The last sign alone, for a moment; dots for all others.
    await expect.poll(() => kiosk.locator('.slot i').count()).toBeGreaterThanOrEqual(16)
    expect(await kiosk.locator('.slots').textContent()).toMatch(/^2?$/)
    expect(await kiosk.locator('.take-button').isDisabled()).toBe(true)
    // A slip of the finger is told, and what was typed is still there.
    await type('1')
    await press('确定取号')
    await shows('号码对不上')
    await press('删除')
    await type('X')
    bodies.length = 0
    await press('确定取号')
    const ticket = await taken()
    expect(ticket?.person).toMatch(/^p/)
    expect(bodies.filter((body) => body.includes(CARD))).toEqual([
      `${hall.url}${hall.hallPath}/persons {"kind":"resident","document":"${CARD}"}`,
    ])
    await home()
    const left = await everything()
    for (const trace of [CARD, CARD.slice(6, 14), ticket?.person ?? '']) expect(left).not.toContain(trace)
  })

  it('K20 whoever waits already is told the number and given the paper again, not a second number', async () => {
    const before = happened('TicketIssued')
    const number = `F${String(before.at(-1)?.number).padStart(3, '0')}`
    await (await openRow(IDENTITY)).locator('.service-take').click()
    await type(CARD)
    await press('确定取号')
    await shows('您已取过号，不用再取')
    await expect.poll(() => kiosk.locator('.queued .taken-number').textContent()).toBe(number)
    const printed = papers.length
    await press('补打号票')
    await shows('已补打，请取走号票')
    await expect.poll(() => papers.length).toBe(printed + 1)
    expect(papers.at(-1)).toContain(number)
    expect(papers.at(-1)).toContain('补打第2份')
    expect(happened('TicketIssued')).toHaveLength(before.length)
    await press('知道了')
    await kiosk.locator('.theme-tile').first().waitFor()
    const left = await everything()
    for (const trace of [number, CARD, before.at(-1)?.person ?? '']) expect(left).not.toContain(trace)
  })

  it('K24 for somebody else both documents are asked for, first whose matter it is', async () => {
    await (await openRow(IDENTITY)).locator('.service-take').click()
    await press('替别人办')
    await shows('第 1 步，共 2 步')
    await type('11')
    await press('清空')
    await type(OTHER)
    await press('下一步')
    await shows('第 2 步，共 2 步')
    await shows('办事人 4***…0013 已登记')
    // The same document twice is nobody's proxy.
    await type(OTHER)
    await press('确定取号')
    await shows('这是办事人的证件，请登记您自己的')
    await type(CARD)
    await press('确定取号')
    const ticket = await taken()
    const [first] = happened('TicketIssued').filter(({ service }) => service === IDENTITY)
    expect(ticket?.proxy).toBe(first?.person)
    expect(ticket?.person).not.toBe(first?.person)
    await shows('代办，已登记')
  })

  it('K16 the guide has thirteen fields, comes out on paper once for each press, and its code opens it on a phone', async () => {
    await (await openRow('C-01')).locator('.service-bring').click()
    await expect
      .poll(() => kiosk.locator('.fact dt').allTextContents())
      .toEqual(Object.values(FIELD_WORDS).map(([zh]) => zh))
    expect(await code()).toBe(`${hall.url}/g/C-01`)
    const printed = papers.length
    await press('打印办事指南')
    await shows('已打印，请取走')
    await expect.poll(() => papers.length).toBe(printed + 1)
    expect(papers.at(-1)).toContain('办事指南')
    expect(papers.at(-1)).toContain(named('C-01').name)
    expect(happened('NoticeGiven').at(-1)).toMatchObject({ kind: 'service', service: 'C-01' })
  })

  it('K16 a guide whose answer is lost is asked for again as it was, after a reload too, and is one paper', async () => {
    const before = happened('NoticeGiven').length
    const sent: string[] = []
    await kiosk.route('**/commands', async (route) => {
      sent.push(route.request().postData() ?? '')
      if (sent.length === 1) await route.fetch()
      await route.abort()
    })
    await (await openRow('C-01')).locator('.service-bring').click()
    await press('打印办事指南')
    await expect.poll(() => sent.length).toBeGreaterThan(1)
    await kiosk.unroute('**/commands')
    bodies.length = 0
    await kiosk.reload()
    await expect.poll(() => bodies.some((body) => body.endsWith(` ${sent[0]}`))).toBe(true)
    expect(new Set(sent).size).toBe(1)
    await kiosk.locator('.theme-tile').first().waitFor()
    await expect.poll(async () => (await everything()).includes('GiveNotice')).toBe(false)
    expect(happened('NoticeGiven')).toHaveLength(before + 1)
  })

  it('K17 what is not handled here is found by typing, says why and where, prints it, and gives no number', async () => {
    const place = sampleCatalogue.elsewhere?.find(({ id }) => id === 'out-vehicle')
    await kiosk.locator('.search-bar').click()
    await type('JDC')
    await (await row(place?.name ?? '')).locator('.service-take').click()
    await shows('本厅不办，不用取号')
    for (const text of [place?.office, place?.address, place?.phone, place?.hours, place?.reason])
      await shows(text ?? '')
    expect(await kiosk.locator('.take-button').count()).toBe(0)
    expect(await code()).toBe(`${hall.url}/g/out-vehicle`)
    const printed = papers.length
    await press('打印地址单')
    await shows('已打印，请取走')
    await expect.poll(() => papers.length).toBe(printed + 1)
    expect(papers.at(-1)).toContain(place?.address)
    await home()
    await press('不在本厅办的事')
    await expect.poll(() => kiosk.locator('.service-row').count()).toBe(sampleCatalogue.elsewhere?.length)
  })

  it('K21 numbers nearly and quite used up are said on the row, which then leads to the guide', async () => {
    const limited = await openRow(QUOTA)
    await limited.getByText('今天还剩 1 个号').waitFor()
    await limited.locator('.service-take').click()
    await taken()
    await home()
    const used = await openRow(QUOTA)
    await used.getByText('今日已满，请明天再来，或问导办台').waitFor()
    await used.locator('.service-take').click()
    await kiosk.locator('.guide').getByText('今日已满').waitFor()
    expect(await kiosk.locator('.take-button').count()).toBe(0)
  })

  it('K19 a hall that leaves no ground to a kiosk has no switch', async () => {
    const { kioskGrounds: _, ...rules } = sampleCatalogue.rules
    const catalogue = { ...catalogueFor(printer.port), rules }
    expect(await hall.command({ type: 'PublishCatalogue', catalogue }, hall.managerToken)).toMatchObject({ ok: true })
    await kiosk.locator('.option', { hasText: '优先办理' }).waitFor({ state: 'detached' })
    await expect.poll(() => kiosk.locator('.option', { hasText: '一次办多件' }).count()).toBe(1)
  })

  it('K21 a closed hall says when numbers are given again; its guides can be read, and nothing can be taken', async () => {
    await hall.command({ type: 'CloseHall', force: true }, hall.managerToken)
    await shows('大厅现在不取号')
    await kiosk.getByText(/(今天|明天|星期.) 00:00 开始取号.*现在可以先看要带什么/).waitFor()
    expect(await kiosk.locator('.option', { hasText: '一次办多件' }).count()).toBe(0)
    const before = happened('TicketIssued').length
    await (await openRow('C-01')).locator('.service-take').click()
    await kiosk.locator('.guide').waitFor()
    expect(await kiosk.locator('.take-button').count()).toBe(0)
    await home()
    // The one matter of a theme leads to its guide too.
    await tile('K').click()
    await kiosk.locator('.guide').waitFor()
    expect(happened('TicketIssued')).toHaveLength(before)
    expect(errors).toEqual([])
  })
})

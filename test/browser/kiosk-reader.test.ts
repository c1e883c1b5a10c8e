/** A kiosk with a card reader and a scanner of its own: what it shows, whose number it takes, and what it forgets. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Catalogue } from '../../hall/catalogue.ts'
import type { Recorded } from '../../hall/events.ts'
import type { PeripheralInput } from '../../hall/peripheral.ts'
import type { Presented } from '../../hall/views/presented.ts'
import { sampleCatalogue } from '../../server/catalogue/sample/index.ts'
import { mintSecret } from '../../server/clock.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'
import { launch } from './chromium.ts'

const path = process.env.CHROMIUM_PATH
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** 18 characters with a right check digit; nobody's. */
const CARD = '11010519491231002X'
const NAME = '张某某'
const NAMED = '已识别 张*（1***…002X）'

const catalogue: Catalogue = {
  ...sampleCatalogue,
  printers: [{ id: 'p1', name: '取号机打印机', kind: 'virtual', paper: 80, edge: 'gate' }],
  edges: [{ id: 'gate', name: '取号机前置机', place: '一楼大门' }],
  peripherals: [
    { kind: 'card-reader', id: 'reader', name: '取号机读卡器', edge: 'gate', link: { kind: 'virtual' } },
    { kind: 'scanner', id: 'scanner', name: '取号机扫码器', edge: 'gate', link: { kind: 'virtual' } },
  ],
}

describe.skipIf(path === undefined)('a kiosk with its own reader, in a real browser', () => {
  const errors: string[] = []
  const events: Recorded[] = []
  let hall: HallServer
  let browser: Browser
  let kiosk: Page
  let edge: { readonly token: string }
  let machine: string

  const banner = () => kiosk.locator('.reader')
  const press = (text: string) => kiosk.locator('button', { hasText: text }).first().click()
  const tell = async (peripheral: string, input: PeripheralInput): Promise<void> => {
    const said = { id: mintSecret(), peripheral, at: Date.now(), input }
    expect(await hall.request('POST', `${hall.hallPath}/edge/inputs`, said, edge.token)).toMatchObject({ ok: true })
  }
  const layCard = async (name = NAME, named = NAMED): Promise<void> => {
    await tell('reader', { kind: 'card', name, document: CARD })
    await banner().getByText(named).waitFor()
    // A screen begins to count the quiet some pictures later, and the clock must not jump before.
    await kiosk.clock.runFor(1_000)
  }
  /** What the hall shows this kiosk, whatever the kiosk makes of it. */
  const shown = async (): Promise<Presented | undefined> => {
    const asked = await hall.request('GET', `${hall.hallPath}/views/kiosk:${machine}`, undefined, hall.managerToken)
    return (asked.view as { presented?: Presented }).presented
  }
  const personShown = async (): Promise<string> => {
    const presented = await shown()
    return presented?.kind === 'card' ? presented.person : ''
  }
  const issued = () => events.flatMap(({ event }) => (event.type === 'TicketIssued' ? [event] : []))
  const takeNumber = async (service = 0): Promise<void> => {
    await kiosk.locator('.theme-tile').first().click()
    await kiosk.locator('.service-take').nth(service).click()
  }
  const takenAndDone = async () => {
    await kiosk.locator('.taken-number').waitFor()
    await kiosk.locator('.done-button').click()
    await kiosk.locator('.theme-tile').first().waitFor()
    return issued().at(-1)
  }
  /** Everything on the page and in what the browser keeps. */
  const everything = () =>
    kiosk.evaluate(
      () => `${document.documentElement.outerHTML} ${JSON.stringify(localStorage)} ${JSON.stringify(sessionStorage)}`,
    )
  /** Small targets and texts (20 mm and 7 mm of this panel), sideways scrolling, and what axe calls serious. */
  const faults = async (): Promise<readonly string[]> => {
    const measured = await kiosk.evaluate(() => {
      const mm = Number.parseFloat(document.documentElement.style.getPropertyValue('--mm'))
      const found: string[] = []
      if (document.documentElement.scrollWidth > innerWidth + 1) found.push('scrolls sideways')
      for (const element of document.querySelectorAll('button')) {
        const box = element.getBoundingClientRect()
        if (box.width > 0 && Math.min(box.width, box.height) < 20 * mm) found.push(`small: ${element.textContent}`)
        if (box.right > innerWidth + 1 || box.bottom > innerHeight + 1) found.push(`outside: ${element.textContent}`)
      }
      for (const element of document.querySelectorAll('.reader, .reader *')) {
        if (Number.parseFloat(getComputedStyle(element).fontSize) < 7 * mm) found.push(`tiny: ${element.textContent}`)
        if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)
          found.push(`cut: ${element.textContent}`)
      }
      return found
    })
    await kiosk.evaluate(axe)
    const violations = await kiosk.evaluate(async () => {
      const { axe: run } = globalThis as unknown as {
        axe: { run: () => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> }
      }
      return (await run.run()).violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`)
    })
    return [...measured, ...violations]
  }

  beforeAll(async () => {
    hall = await startTestHall({ shipped: catalogue })
    hall.live.listen((more) => void events.push(...more))
    edge = await hall.device('edge', { edge: 'gate' })
    browser = await launch(path ?? '')
    const context = await browser.newContext({
      viewport: { width: 1_080, height: 1_920 },
      locale: 'zh-CN',
      reducedMotion: 'reduce',
    })
    kiosk = await context.newPage()
    kiosk.on('pageerror', (error) => errors.push(error.message))
    kiosk.on('console', (message) => {
      if (message.type() === 'error' && /Content Security Policy|Uncaught/.test(message.text()))
        errors.push(message.text())
    })
    await kiosk.clock.install()
    const wanted = { name: '大门取号机', role: 'kiosk', printer: 'p1' }
    const added = await hall.request('POST', `${hall.hallPath}/devices`, wanted, hall.managerToken)
    machine = (added.device as { id: string }).id
    await kiosk.goto(`${hall.url}/kiosk?pair=${String(added.code)}`)
    await kiosk.locator('.theme-tile').first().waitFor()
  })
  afterAll(async () => {
    await browser?.close()
    await hall?.stop()
  })

  it('E14 a card on the kiosk’s reader is noted with the next number, and with none after it', async () => {
    await layCard()
    const person = await personShown()
    expect(person).toMatch(/^p/)
    await kiosk.locator('.theme-tile').first().click()
    await banner().getByText('取号时登记').waitFor()
    await kiosk.locator('.service-take').first().click()
    await kiosk.locator('.taken-number').waitFor()
    expect(await banner().count()).toBe(0)
    expect(await takenAndDone()).toMatchObject({ person })
    // The hall still shows it, and this kiosk does not.
    expect(await personShown()).toBe(person)
    expect(await banner().count()).toBe(0)
    await takeNumber()
    expect(await takenAndDone()).not.toHaveProperty('person')
  })

  it('E12 nothing of the card is left on the page or in the browser once its number is taken', async () => {
    const person = await personShown()
    const left = await everything()
    for (const trace of [person, '张*', '002X', NAME, CARD]) expect(left).not.toContain(trace)
    // The scan can find something.
    await layCard()
    expect(await everything()).toContain('002X')
  })

  it('E14 “not me” forgets the card, and the next number is nobody’s', async () => {
    await press('不是我')
    await banner().waitFor({ state: 'detached' })
    expect(await everything()).not.toContain('002X')
    expect(await shown()).toMatchObject({ maskedName: '张*' })
    await takeNumber()
    expect(await takenAndDone()).not.toHaveProperty('person')
  })

  // A clock that jumps tears the line to the hall, which comes back in real seconds.
  it('E12 whoever lays down a card and walks away is asked, and forgotten when the kiosk starts over', {
    timeout: 90_000,
  }, async () => {
    await layCard()
    await kiosk.clock.fastForward(31_000)
    await kiosk.getByText('还需要时间吗？').waitFor()
    await press('继续')
    await kiosk.getByText('还需要时间吗？').waitFor({ state: 'detached' })
    expect(await banner().count()).toBe(1)
    // Another card is a touch: whoever lays it down is here.
    await kiosk.clock.fastForward(25_000)
    await layCard('欧阳某', '已识别 欧*')
    await kiosk.clock.fastForward(20_000)
    expect(await kiosk.getByText('还需要时间吗？').count()).toBe(0)
    await kiosk.clock.fastForward(11_000)
    await kiosk.getByText('还需要时间吗？').waitFor()
    await kiosk.clock.fastForward(21_000)
    await banner().waitFor({ state: 'detached' })
    expect(await shown()).toMatchObject({ maskedName: '欧*' })
    expect(await everything()).not.toContain('002X')
    await takeNumber()
    expect(await takenAndDone()).not.toHaveProperty('person')
  })

  it('E14 a number that was asked for with a card is asked for again as it was, after lost answers and a reload', async () => {
    await layCard()
    const person = await personShown()
    const bodies: string[] = []
    const before = issued().length
    await kiosk.route('**/commands', async (route) => {
      bodies.push(route.request().postData() ?? '')
      // The first gets through, and its answer is lost.
      if (bodies.length === 1) await route.fetch()
      await route.abort()
    })
    // They have a number for the first matter already (T22).
    await takeNumber(1)
    await expect.poll(() => bodies.length, { timeout: 10_000 }).toBeGreaterThan(1)
    await kiosk.unroute('**/commands')
    await kiosk.route('**/commands', async (route) => {
      bodies.push(route.request().postData() ?? '')
      await route.continue()
    })
    const sent = bodies.length
    await kiosk.reload()
    const last = await takenAndDone()
    await kiosk.unroute('**/commands')
    expect(bodies.length).toBeGreaterThan(sent)
    expect(new Set(bodies).size).toBe(1)
    expect(issued()).toHaveLength(before + 1)
    expect(last).toMatchObject({ person })
    // The hall still shows the card, but nobody can know whether its owner stands before the page that began since.
    expect(await personShown()).toBe(person)
    expect(await banner().count()).toBe(0)
    expect(await everything()).not.toContain(person)
    await takeNumber()
    expect(await takenAndDone()).not.toHaveProperty('person')
  })

  it('E14 a scanned ticket is told by its number and a code of none as that, until they are understood', async () => {
    const [first] = issued()
    await tell('scanner', { kind: 'code', text: `${hall.url}/t/${first?.secret}` })
    await banner().getByText('A001：请看叫号屏或扫码查看进度').waitFor()
    expect(await banner().locator('button').allTextContents()).toEqual(['知道了'])
    await tell('scanner', { kind: 'code', text: 'https://example.org/' })
    await banner().getByText('这不是今天的号票').waitFor()
    await press('知道了')
    await banner().waitFor({ state: 'detached' })
  })

  it('E14 what takes the place of a card on the screen takes it for the number too', async () => {
    await layCard()
    await tell('scanner', { kind: 'code', text: 'A001' })
    await banner().getByText('A001').waitFor()
    expect(await everything()).not.toContain('002X')
    await takeNumber()
    expect(await takenAndDone()).not.toHaveProperty('person')
  })

  it('S9 the banner in Chinese, in large type, seated and in English is large enough, whole and readable', async () => {
    await kiosk.locator('.search-bar').click()
    await layCard()
    expect(await faults()).toEqual([])
    await press('返回')
    expect(await faults()).toEqual([])
    await press('长辈大字版')
    expect(await faults()).toEqual([])
    await press('轮椅模式')
    expect(await faults()).toEqual([])
    await press('English')
    await banner().getByText('It will be noted with your number').waitFor()
    expect(await faults()).toEqual([])
    await press('Seated')
    await tell('scanner', { kind: 'code', text: 'A001' })
    await banner().getByText('A001: see the call screen').waitFor()
    expect(await faults()).toEqual([])
    expect(errors).toEqual([])
  })
})

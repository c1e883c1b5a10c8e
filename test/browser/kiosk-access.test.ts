/** The kiosk for everyone: by keys alone, by ear, from a seat, in high contrast, and for whoever walks away. */
import type { Browser, BrowserContext, Page, Route } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../hall/actor.ts'
import type { Recorded } from '../../hall/events.ts'
import { mintSecret } from '../../server/clock.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'
import { launch } from './chromium.ts'

const path = process.env.CHROMIUM_PATH

const PANELS = [
  { name: '21.5 inches upright', inches: 21.5, width: 1_080, height: 1_920 },
  { name: '32 inches upright', inches: 32, width: 1_080, height: 1_920 },
  { name: '27 inches lying', inches: 27, width: 1_920, height: 1_080 },
  { name: '19 inches', inches: 19, width: 1_280, height: 1_024 },
  { name: '15.6 inches lying', inches: 15.6, width: 1_920, height: 1_080 },
] as const
type Panel = (typeof PANELS)[number]
const UPRIGHT = PANELS[0]

const MODES = ['English', '长辈大字版', '轮椅模式', '高对比', '语音播报'] as const
type Mode = (typeof MODES)[number]

describe.skipIf(path === undefined)('a kiosk for everyone, in a real browser', () => {
  const errors: string[] = []
  const events: Recorded[] = []
  let hall: HallServer
  let browser: Browser

  const issued = () => events.flatMap(({ event }) => (event.type === 'TicketIssued' ? [event] : []))

  const open = async (
    { width, height, inches }: Panel,
    { hand = false, lowerEdge = 900 }: { readonly hand?: boolean; readonly lowerEdge?: number } = {},
  ): Promise<Page> => {
    const context = await browser.newContext({
      viewport: { width, height },
      locale: 'zh-CN',
      reducedMotion: 'reduce',
      hasTouch: true,
    })
    const page = await context.newPage()
    page.on('pageerror', (error) => errors.push(error.message))
    if (hand) await page.clock.install()
    const wanted = { name: `取号机 ${mintSecret()}`, role: 'kiosk' }
    const added = await hall.request('POST', `${hall.hallPath}/devices`, wanted, hall.managerToken)
    const { id } = added.device as { id: string }
    const screen = { inches, lowerEdge }
    const set = await hall.request('PATCH', `${hall.hallPath}/devices/${id}`, { screen }, hall.managerToken)
    expect(set.status).toBe(200)
    await page.goto(`${hall.url}/kiosk?pair=${String(added.code)}`)
    await page.locator('.theme-tile').first().waitFor()
    const mm = Math.hypot(width, height) / (inches * 25.4)
    // The manager's size of this panel has come, and with it what keys and the voice need.
    await page.waitForFunction((wants) => {
      const style = document.documentElement.style.getPropertyValue('--mm')
      return Math.abs(Number.parseFloat(style) - wants) < 0.001 && document.querySelector('.for-ears') !== null
    }, mm)
    return page
  }
  const close = (page: Page): Promise<void> => page.context().close()
  const mode = (page: Page, name: Mode) => page.locator('.mode').nth(MODES.indexOf(name))
  const focused = (page: Page): Promise<string> =>
    page.evaluate(() =>
      document.activeElement === document.body ? 'nothing' : (document.activeElement?.textContent ?? ''),
    )
  /** Walks on until what is in focus has this text. */
  const walkTo = async (page: Page, text: string, key = 'Tab'): Promise<void> => {
    for (let steps = 0; steps < 60; steps += 1) {
      if ((await focused(page)).includes(text)) return
      await page.keyboard.press(key)
    }
    throw new Error(`“${text}” was never in focus; last: ${await focused(page)}`)
  }
  const heading = async (page: Page, text: string): Promise<void> => {
    await page.waitForFunction(
      (wanted) => document.activeElement?.matches('h1, h2') && document.activeElement.textContent?.includes(wanted),
      text,
    )
  }
  const speech = async (page: Page, answer: (route: Route) => Promise<void>): Promise<string[]> => {
    const said: string[] = []
    await page.route('**/speech', async (route) => {
      said.push((route.request().postDataJSON() as { text: string }).text)
      await answer(route)
    })
    return said
  }
  const noVoice = (route: Route) => route.fulfill({ status: 404, json: { code: 'no-voice' } })

  beforeAll(async () => {
    hall = await startTestHall()
    hall.live.listen((more) => void events.push(...more))
    const guide: Actor = { role: 'guide', id: 'guide', name: '导办员' }
    for (const counter of ['1', '3', '5', '6']) {
      const clerk: Actor = { role: 'window', id: `clerk-${counter}`, name: '窗口员', counter }
      await hall.live.submit({ id: mintSecret(), type: 'OpenCounter', counter }, clerk)
    }
    const services = hall.live.hall().catalogue?.services ?? []
    for (let count = 0; count < 12; count += 1) {
      const service = services[(count * 7) % services.length]?.id ?? ''
      await hall.live.submit({ id: mintSecret(), type: 'IssueTicket', ticket: mintSecret(), service }, guide)
    }
    browser = await launch(path ?? '')
  })
  afterAll(async () => {
    await browser?.close()
    await hall?.stop()
  })

  describe('by keys alone', () => {
    let kiosk: Page
    let said: string[]
    beforeAll(async () => {
      kiosk = await open(UPRIGHT)
      said = await speech(kiosk, noVoice)
    })
    afterAll(() => close(kiosk))

    it('K28 the first key of somebody who has touched nothing makes the kiosk speak: its title and what can be done', async () => {
      await kiosk.keyboard.press('ArrowRight')
      await heading(kiosk, '请选择要办的类别')
      await expect.poll(() => said.join('')).toContain('登记注册')
      expect(said.join('')).toContain('按后键、前键选择')
      expect(await mode(kiosk, '语音播报').getAttribute('aria-pressed')).toBe('true')
      // The hall answered that it has no voice, and this browser has none: the page says so.
      await kiosk.getByText('本机没有语音').waitFor()
    })

    it('K29 前 and 后 walk through everything that can be done, in the order it is read, and round again', async () => {
      const wanted = await kiosk.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('main button:not(:disabled), main input')]
          .filter((button) => button.getClientRects().length > 0)
          .map((button) => button.textContent),
      )
      const walked: string[] = []
      for (const _ of wanted) {
        await kiosk.keyboard.press('Tab')
        walked.push(await focused(kiosk))
      }
      expect(walked).toEqual(wanted)
      await kiosk.keyboard.press('ArrowRight')
      expect(await focused(kiosk)).toBe(wanted[0])
      await kiosk.keyboard.press('Shift+Tab')
      expect(await focused(kiosk)).toBe(wanted.at(-1))
    })

    it('K29 what is in focus has a ring that is seen on white, on blue and on black', async () => {
      for (const on of [false, true]) {
        if (on) await mode(kiosk, '高对比').evaluate((button: HTMLElement) => button.click())
        await walkTo(kiosk, '登记注册')
        const ring = await kiosk.evaluate(() => {
          const style = getComputedStyle(document.activeElement ?? document.body)
          return { style: style.outlineStyle, width: Number.parseFloat(style.outlineWidth), glow: style.boxShadow }
        })
        expect(ring.style).toBe('solid')
        expect(ring.width).toBeGreaterThanOrEqual(3)
        expect(ring.glow).toContain('rgb(255, 176, 0)')
      }
      await mode(kiosk, '高对比').evaluate((button: HTMLElement) => button.click())
    })

    it('K29 确定 opens, focus goes to the title of the new page, and 返回 leads back to it', async () => {
      await walkTo(kiosk, '登记注册')
      await kiosk.keyboard.press('Enter')
      await heading(kiosk, '登记注册')
      await kiosk.keyboard.press('Escape')
      await heading(kiosk, '请选择要办的类别')
      // The keypad's own digits do the same.
      await walkTo(kiosk, '登记注册', 'Numpad6')
      await kiosk.keyboard.press('Numpad5')
      await heading(kiosk, '登记注册')
      await kiosk.keyboard.press('Numpad0')
      await heading(kiosk, '请选择要办的类别')
    })

    it('K29 a list that turns its page keeps what is in focus, and says where one is', async () => {
      await walkTo(kiosk, '“一门式”综合')
      await kiosk.keyboard.press('Enter')
      await heading(kiosk, '“一门式”综合')
      await walkTo(kiosk, '下一页')
      for (let pages = 0; pages < 8 && (await focused(kiosk)).includes('下一页'); pages += 1) {
        await kiosk.keyboard.press('Enter')
        await kiosk.waitForFunction(() => document.activeElement !== document.body)
        expect(await focused(kiosk)).not.toBe('nothing')
      }
      // At the last page the button can no longer be pressed, and focus stands at the nearest that can.
      expect(await focused(kiosk)).not.toContain('下一页')
      await kiosk.keyboard.press('Escape')
      await heading(kiosk, '请选择要办的类别')
    })

    it('K29 from home to the number without a touch, and the number is said', async () => {
      const before = issued().length
      await walkTo(kiosk, '经营许可')
      await kiosk.keyboard.press('Enter')
      await heading(kiosk, '经营许可')
      await walkTo(kiosk, '取号')
      await kiosk.keyboard.press('Enter')
      await kiosk.locator('.taken-number').waitFor()
      await expect.poll(() => issued().length).toBe(before + 1)
      await kiosk.waitForFunction(() => document.activeElement?.matches('h1'))
      // Screen readers are told as well, wherever they are reading.
      await expect.poll(() => kiosk.locator('.for-ears').textContent()).toMatch(/B 0 0 \d/)
      await walkTo(kiosk, '完成')
      await kiosk.keyboard.press('Enter')
      await kiosk.locator('.theme-tile').first().waitFor()
      expect(await focused(kiosk)).toBe('nothing')
      expect(await kiosk.locator('html').getAttribute('data-mode')).toBe('')
    })
  })

  describe('by a screen reader', () => {
    it('K29 each page has one title, named groups and named buttons, and every word its language', async () => {
      const kiosk = await open(UPRIGHT)
      const home = await kiosk.locator('main').ariaSnapshot()
      expect(home).toMatch(/heading "请选择要办的类别" \[level=1\]/)
      expect(home).toMatch(/button "搜索事项/)
      expect(home).toMatch(/group "显示方式"/)
      expect(home).toMatch(/button "高对比"/)
      expect(home).not.toMatch(/button:? *$/m)
      await mode(kiosk, '高对比').click()
      expect(await kiosk.locator('main').ariaSnapshot()).toMatch(/button "高对比" \[pressed\]/)
      await kiosk.locator('.theme-tile').first().click()
      await kiosk.locator('.service-take').first().waitFor()
      expect(await kiosk.locator('main').ariaSnapshot()).toMatch(/heading "登记注册" \[level=1\]/)
      expect(await kiosk.locator('.mode span').first().getAttribute('lang')).toBe('en')
      await mode(kiosk, 'English').click()
      expect(await kiosk.locator('html').getAttribute('lang')).toBe('en')
      expect(await kiosk.locator('.mode span').first().getAttribute('lang')).toBe('zh-CN')
      await close(kiosk)
    })
  })

  describe('by ear', () => {
    /** Half a second of silence, as a wav of 8 kHz. */
    const wav = (): Buffer => {
      const head = Buffer.alloc(44)
      head.write('RIFF', 0)
      head.writeUInt32LE(36 + 8_000, 4)
      head.write('WAVEfmt ', 8)
      head.writeUInt32LE(16, 16)
      head.writeUInt16LE(1, 20)
      head.writeUInt16LE(1, 22)
      head.writeUInt32LE(8_000, 24)
      head.writeUInt32LE(16_000, 28)
      head.writeUInt16LE(2, 32)
      head.writeUInt16LE(16, 34)
      head.write('data', 36)
      head.writeUInt32LE(8_000, 40)
      return Buffer.concat([head, Buffer.alloc(8_000)])
    }

    it('K28 a new prompt cuts off the old one, and nothing is said once nobody is there', async () => {
      const kiosk = await open(UPRIGHT)
      const said = await speech(kiosk, (route) => route.fulfill({ status: 200, contentType: 'audio/wav', body: wav() }))
      await kiosk.evaluate(() => {
        const counted = globalThis as unknown as { sounding: number; most: number }
        const now = new Set<AudioBufferSourceNode>()
        const count = (): void => {
          counted.sounding = now.size
          counted.most = Math.max(counted.most, now.size)
        }
        counted.most = 0
        const { start, stop } = AudioBufferSourceNode.prototype
        AudioBufferSourceNode.prototype.start = function begin(this: AudioBufferSourceNode, ...when) {
          now.add(this)
          count()
          this.addEventListener('ended', () => {
            now.delete(this)
            count()
          })
          start.apply(this, when)
        }
        AudioBufferSourceNode.prototype.stop = function end(this: AudioBufferSourceNode, ...when) {
          now.delete(this)
          count()
          stop.apply(this, when)
        }
      })
      await mode(kiosk, '语音播报').click()
      await expect.poll(() => said.join('')).toContain('登记注册')
      await kiosk.waitForFunction(() => (globalThis as unknown as { sounding: number }).sounding === 1)
      for (let steps = 0; steps < 5; steps += 1) await kiosk.keyboard.press('ArrowRight')
      await expect.poll(() => said.some((text) => /^登记注册/.test(text))).toBe(true)
      await kiosk.locator('.theme-tile').first().click()
      await expect.poll(() => said.at(-1) ?? '').toMatch(/选择/)
      expect(await kiosk.evaluate(() => (globalThis as unknown as { most: number }).most)).toBe(1)
      expect(await kiosk.getByText('本机没有语音').count()).toBe(0)
      await mode(kiosk, '语音播报').click()
      await kiosk.waitForFunction(() => (globalThis as unknown as { sounding: number }).sounding === 0)
      const before = said.length
      await kiosk.locator('.back').click()
      await kiosk.keyboard.press('ArrowRight')
      expect(said.length).toBe(before)
      await close(kiosk)
    })
  })

  describe('from a seat', () => {
    it.each(PANELS)('K26 every control stands no higher than 1,220 mm above the floor: $name', async (panel) => {
      for (const lowerEdge of panel.inches === 21.5 ? [900, 1_000] : [900]) {
        const kiosk = await open(panel, { lowerEdge })
        await mode(kiosk, '轮椅模式').click()
        const tooHigh = (): Promise<readonly string[]> =>
          kiosk.evaluate(
            ([inches, edge]) => {
              const pitch = (inches * 25.4) / Math.hypot(innerWidth, innerHeight)
              return [...document.querySelectorAll('button, input')].flatMap((control) => {
                const { top, width } = control.getBoundingClientRect()
                const height = edge + (innerHeight - top) * pitch
                return width > 0 && height > 1_220.5 ? [`${control.textContent} ${Math.round(height)} mm`] : []
              })
            },
            [panel.inches, lowerEdge] as const,
          )
        expect(await tooHigh()).toEqual([])
        await mode(kiosk, '长辈大字版').click()
        expect(await tooHigh()).toEqual([])
        await kiosk.locator('.search-bar').click()
        await kiosk.locator('.key').first().waitFor()
        expect(await tooHigh()).toEqual([])
        await kiosk.locator('.back').click()
        await kiosk.locator('.theme-tile').first().click()
        await kiosk.locator('.service-take').first().waitFor()
        expect(await tooHigh()).toEqual([])
        await close(kiosk)
      }
    })

    it('K26 what is out of reach says which hall this is and where the buttons are', async () => {
      const kiosk = await open(UPRIGHT)
      await mode(kiosk, '轮椅模式').click()
      const above = kiosk.locator('.above')
      await above.waitFor()
      expect(await above.textContent()).toContain('按键都在下面')
      expect(await above.textContent()).toContain('政务服务中心')
      await mode(kiosk, '轮椅模式').click()
      await above.waitFor({ state: 'detached' })
      await close(kiosk)
    })
  })

  it.each(PANELS)('K25 targets of 20 mm and texts of their height, in every mode: $name', async (panel) => {
    const kiosk = await open(panel)
    const faults = (): Promise<readonly string[]> =>
      kiosk.evaluate(() => {
        const mm = Number.parseFloat(document.documentElement.style.getPropertyValue('--mm'))
        const least = (document.documentElement.dataset.mode?.includes('elder') ? 40 : 28) * 0.248
        const found: string[] = []
        for (const button of document.querySelectorAll('button')) {
          const { width, height } = button.getBoundingClientRect()
          if (width > 0 && Math.min(width, height) < 20 * mm - 0.5)
            found.push(`small: ${button.textContent} ${Math.min(width, height) / mm}`)
        }
        const walk = document.createTreeWalker(document.querySelector('.kiosk') ?? document.body, NodeFilter.SHOW_TEXT)
        for (let node = walk.nextNode(); node; node = walk.nextNode()) {
          const size = Number.parseFloat(getComputedStyle(node.parentElement ?? document.body).fontSize) / mm
          if (node.textContent?.trim() && size < least) found.push(`tiny: ${node.textContent} ${size}`)
        }
        return found
      })
    for (const names of [[], ['长辈大字版'], ['轮椅模式'], ['长辈大字版', '高对比']] as const) {
      for (const name of names) await mode(kiosk, name).click()
      expect(await faults(), `home ${names.join()}`).toEqual([])
      await kiosk.locator('.theme-tile').first().click()
      await kiosk.locator('.service-take').first().waitFor()
      expect(await faults(), `theme ${names.join()}`).toEqual([])
      await kiosk.locator('.back').click()
      for (const name of names) await mode(kiosk, name).click()
    }
    await close(kiosk)
  })

  it('K27 in high contrast every colour of text stands 7:1 from its ground, and lines are thick', async () => {
    const kiosk = await open(UPRIGHT)
    await mode(kiosk, '高对比').click()
    const colours = await kiosk.evaluate(() => {
      const style = getComputedStyle(document.documentElement)
      const light = (name: string): number => {
        const hex = style.getPropertyValue(name).trim()
        const full = hex.startsWith('#') ? hex : getComputedStyle(document.body).color
        const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
          const value = Number.parseInt(full.slice(at, at + 2), 16) / 255
          return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
        })
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue
      }
      const ratio = (one: number, other: number): number =>
        (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
      const pairs = [
        ['--ink', '--paper'],
        ['--ink', '--page'],
        ['--brand', '--paper'],
        ['--on-brand', '--brand'],
        ['--on-head', '--head'],
        ['--warn', '--warn-soft'],
        ['--ok', '--ok-soft'],
        ['--danger', '--danger-soft'],
      ] as const
      return {
        grey: style.getPropertyValue('--ink-2').trim() === style.getPropertyValue('--ink').trim(),
        pale: pairs.filter(([text, ground]) => ratio(light(text), light(ground)) < 7).map((pair) => pair.join(' on ')),
        border:
          Number.parseFloat(getComputedStyle(document.querySelector('.theme-tile') ?? document.body).borderTopWidth) /
          Number.parseFloat(document.documentElement.style.getPropertyValue('--mm')),
      }
    })
    expect(colours.pale).toEqual([])
    expect(colours.grey).toBe(true)
    expect(colours.border).toBeGreaterThan(0.7)
    await close(kiosk)
  })

  describe('for whoever walks away', () => {
    it('K11 after 30 s it asks, the sheet is all there is, and 20 s later nothing is left (K30)', async () => {
      const kiosk = await open(UPRIGHT, { hand: true })
      await mode(kiosk, '高对比').click()
      await mode(kiosk, 'English').click()
      await kiosk.locator('.theme-tile').nth(2).click()
      await kiosk.locator('.service-take').first().waitFor()
      await kiosk.clock.runFor(31_000)
      const sheet = kiosk.getByRole('alertdialog')
      await sheet.waitFor()
      // Everything under the sheet is out of reach, for keys and for screen readers.
      expect(await kiosk.locator('main').evaluate((main: HTMLElement) => main.inert)).toBe(true)
      for (let steps = 0; steps < 5; steps += 1) {
        await kiosk.keyboard.press('Tab')
        expect(await sheet.evaluate((cover) => cover.contains(document.activeElement))).toBe(true)
      }
      await kiosk.clock.runFor(21_000)
      await sheet.waitFor({ state: 'detached' })
      await kiosk.locator('.theme-tile').first().waitFor()
      expect(await kiosk.locator('html').getAttribute('data-mode')).toBe('')
      expect(await kiosk.locator('html').getAttribute('lang')).toBe('zh-CN')
      expect(await focused(kiosk)).toBe('nothing')
      expect(await kiosk.locator('main').evaluate((main: HTMLElement) => main.inert)).toBe(false)
      await close(kiosk)
    })

    it('K11 whoever wants the sheet gone stays where they were, with the focus they had', {
      timeout: 40_000,
    }, async () => {
      const kiosk = await open(UPRIGHT, { hand: true })
      await speech(kiosk, noVoice)
      await mode(kiosk, '高对比').click()
      await walkTo(kiosk, '“一门式”综合')
      await kiosk.clock.runFor(31_000)
      await kiosk.getByRole('alertdialog').waitFor()
      // A clock that jumps tears the line to the hall, which comes back in real seconds.
      await kiosk.locator('.down').waitFor({ state: 'detached', timeout: 15_000 })
      await kiosk.keyboard.press('Escape')
      await kiosk.getByRole('alertdialog').waitFor({ state: 'detached' })
      expect(await focused(kiosk)).toContain('“一门式”综合')
      await close(kiosk)
    })

    it('K11 with the voice on it waits 60 s and 30 s', async () => {
      const kiosk = await open(UPRIGHT, { hand: true })
      await speech(kiosk, noVoice)
      await mode(kiosk, '语音播报').click()
      await kiosk.clock.runFor(58_000)
      expect(await kiosk.getByRole('alertdialog').count()).toBe(0)
      await kiosk.clock.runFor(4_000)
      await kiosk.getByRole('alertdialog').waitFor()
      await kiosk.clock.runFor(26_000)
      expect(await kiosk.getByRole('alertdialog').count()).toBe(1)
      await kiosk.clock.runFor(5_000)
      await kiosk.getByRole('alertdialog').waitFor({ state: 'detached' })
      expect(await kiosk.locator('html').getAttribute('data-mode')).toBe('')
      await close(kiosk)
    })

    it('K30 a list that was turned, and nothing else, is turned back as well', async () => {
      const kiosk = await open(UPRIGHT, { hand: true })
      await mode(kiosk, '长辈大字版').click()
      await kiosk.locator('.page-button').last().click()
      expect(await kiosk.locator('.page-number').textContent()).toContain('第 2 页')
      await kiosk.clock.runFor(61_000)
      await kiosk.getByRole('alertdialog').waitFor()
      await kiosk.clock.runFor(31_000)
      await kiosk.getByRole('alertdialog').waitFor({ state: 'detached' })
      await mode(kiosk, '长辈大字版').click()
      expect(await kiosk.locator('.page-number').textContent()).toContain('第 1 页')
      await close(kiosk)
    })
  })

  it('K32 a page that does not come is waited for calmly, with the way back, and stands there once it comes', {
    timeout: 60_000,
  }, async () => {
    const context = await browser.newContext({ viewport: { width: 1_080, height: 1_920 }, locale: 'zh-CN' })
    const kiosk = await context.newPage()
    let cut = true
    let tries = 0
    await kiosk.route(/theme-page-[\w-]+\.js$/, (route) => {
      tries += 1
      return cut ? route.abort() : route.continue()
    })
    const added = await hall.request(
      'POST',
      `${hall.hallPath}/devices`,
      { name: '取号机 慢', role: 'kiosk' },
      hall.managerToken,
    )
    await kiosk.goto(`${hall.url}/kiosk?pair=${String(added.code)}`)
    await kiosk.locator('.theme-tile').first().click()
    await kiosk.getByText('这一页正在打开，请稍等').waitFor()
    await kiosk.locator('.back').click()
    await kiosk.locator('.theme-tile').first().click()
    await kiosk.getByText('这一页正在打开，请稍等').waitFor()
    // More often than the two visits and the fetching ahead: it goes on by itself.
    await expect.poll(() => tries, { timeout: 15_000 }).toBeGreaterThan(4)
    cut = false
    await kiosk.locator('.service-take').first().waitFor({ timeout: 10_000 })
    await close(kiosk)
  })

  it('K31 no gesture does anything: swipe, pinch, long press, double tap, wheel, selection', async () => {
    const kiosk = await open(UPRIGHT)
    const context: BrowserContext = kiosk.context()
    const hand = await context.newCDPSession(kiosk)
    await kiosk.locator('.theme-tile').nth(2).tap()
    await kiosk.locator('.service-take').first().waitFor()
    const state = () =>
      kiosk.evaluate(() => ({
        scale: visualViewport?.scale,
        top: [...document.querySelectorAll('*')].reduce(
          (sum, element) => sum + element.scrollTop + element.scrollLeft,
          0,
        ),
        offset: scrollY + (visualViewport?.offsetTop ?? 0),
        selected: getSelection()?.toString(),
        page: document.querySelector('h1')?.textContent,
        address: location.href,
      }))
    const before = await state()
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: readonly (readonly [number, number])[]) =>
      hand.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) })
    let menus = 0
    await kiosk.exposeFunction('menuOpened', () => {
      menus += 1
    })
    await kiosk.evaluate(() =>
      document.addEventListener('contextmenu', (event) => {
        if (!event.defaultPrevented) (globalThis as unknown as { menuOpened: () => void }).menuOpened()
      }),
    )
    // A swipe up, one to the side, and one from the edge.
    for (const [from, to] of [
      [
        [540, 1_500],
        [540, 300],
      ],
      [
        [900, 900],
        [100, 900],
      ],
      [
        [2, 900],
        [800, 900],
      ],
    ] as const) {
      await touch('touchStart', from)
      for (let part = 1; part <= 6; part += 1)
        await touch('touchMove', [from[0] + ((to[0] - from[0]) * part) / 6, from[1] + ((to[1] - from[1]) * part) / 6])
      await touch('touchEnd')
      expect(await state()).toEqual(before)
    }
    // Two fingers apart.
    await touch('touchStart', [500, 900], [580, 900])
    for (let apart = 40; apart <= 400; apart += 60) await touch('touchMove', [540 - apart, 900], [540 + apart, 900])
    await touch('touchEnd')
    expect(await state()).toEqual(before)
    // A long press on a text, told by the browser's own gesture.
    const title = await kiosk.locator('h1').boundingBox()
    const at = { x: (title?.x ?? 0) + 20, y: (title?.y ?? 0) + 20 }
    await touch('touchStart', [at.x, at.y])
    await kiosk.evaluate(() => new Promise((resolve) => setTimeout(resolve, 900)))
    await touch('touchEnd')
    await kiosk.mouse.click(at.x, at.y, { button: 'right' })
    await kiosk.mouse.dblclick(at.x, at.y)
    await kiosk.mouse.move(at.x, at.y)
    await kiosk.mouse.wheel(0, 900)
    await kiosk.keyboard.press('PageDown')
    await kiosk.keyboard.press('End')
    await kiosk.keyboard.press('Control+Equal')
    expect(await state()).toEqual(before)
    expect(menus).toBe(0)
    await close(kiosk)
  })

  it('K29 no page threw', () => {
    expect(errors).toEqual([])
  })
})

/** Boards and strips as they hang: how high their ink really is, what they do when the line breaks, and what takes turns. */
import { createCanvas, loadImage } from '@napi-rs/canvas'
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Actor } from '../../hall/actor.ts'
import type { PlaylistItem } from '../../hall/board-settings.ts'
import type { Catalogue } from '../../hall/catalogue.ts'
import type { ScreenHealth, ScreenSettings } from '../../hall/screen.ts'
import { sampleCatalogue } from '../../server/catalogue/sample/index.ts'
import { mintSecret } from '../../server/clock.ts'
import { type HallServer, PASSWORD, startTestHall } from '../kit/hall-server.ts'
import { launch } from './chromium.ts'

const path = process.env.CHROMIUM_PATH

const guide: Actor = { role: 'guide', id: 'guide', name: '导办员' }
const clerk = (counter: string): Actor => ({ role: 'window', id: `clerk-${counter}`, name: '窗口员', counter })

const BAD = `${'0'.repeat(32)}.jpg`
const STALLED = `${'1'.repeat(32)}.mp4`
const GOOD = `${'2'.repeat(32)}.png`
const playing = (...playlist: readonly PlaylistItem[]): Catalogue => ({
  ...sampleCatalogue,
  boards: { rules: ['厅内请勿吸烟'], playlist },
})

/** The rows of a picture that hold ink: anything that differs from its upper left corner. Dots. */
const inkHeight = async (png: Buffer): Promise<number> => {
  const image = await loadImage(png)
  const canvas = createCanvas(image.width, image.height)
  const context = canvas.getContext('2d')
  context.drawImage(image, 0, 0)
  const { data, width, height } = context.getImageData(0, 0, image.width, image.height)
  const inked = (y: number): boolean => {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 4
      const differs = [0, 1, 2].reduce((sum, c) => sum + Math.abs((data[at + c] ?? 0) - (data[c] ?? 0)), 0)
      if (differs > 200) return true
    }
    return false
  }
  const rows = Array.from({ length: height }, (_, y) => y).filter(inked)
  return rows.length === 0 ? 0 : (rows.at(-1) ?? 0) - (rows[0] ?? 0) + 1
}

describe.skipIf(path === undefined)('boards and strips in a browser', () => {
  let browser: Browser
  let hall: HallServer
  const errors: string[] = []

  beforeAll(async () => {
    browser = await launch(path ?? '')
    hall = await startTestHall({ shipped: playing({ kind: 'figures', seconds: 60 }) })
    // Forty come, one of them with precedence, and two windows call.
    for (let count = 0; count < 40; count += 1)
      await issue(hall, count === 3 ? { class: 'priority', ground: 'elderly' } : {})
    for (const counter of ['1', '2']) await call(counter)
  })
  afterAll(async () => {
    await browser?.close()
    await hall?.stop()
  })

  const issue = async (at = hall, more: object = {}, letter = 'A'): Promise<void> => {
    const service = at.live.hall().catalogue?.services.find(({ theme }) => theme === letter)?.id ?? ''
    await at.live.submit({ id: mintSecret(), type: 'IssueTicket', ticket: mintSecret(), service, ...more }, guide)
  }
  const call = async (counter: string, at = hall): Promise<string> => {
    if (at.live.hall().counters.get(counter)?.status === 'closed')
      await at.live.submit({ id: mintSecret(), type: 'OpenCounter', counter }, clerk(counter))
    await at.live.submit({ id: mintSecret(), type: 'CallNext', counter }, clerk(counter))
    const ticket = at.live.hall().counters.get(counter)?.ticket ?? ''
    const found = at.live.hall().tickets.get(ticket)
    return found ? `${found.prefix}${found.series}${String(found.number).padStart(3, '0')}` : ''
  }

  type Hung = {
    readonly page: Page
    readonly set: (screen: ScreenSettings) => Promise<void>
    readonly health: () => Promise<ScreenHealth | undefined>
  }

  /** Hangs up a screen and sets it as the manager would. */
  const hang = async (
    where: { readonly zone?: string; readonly counter?: string },
    screen: ScreenSettings,
    options: BrowserContextOptions = {},
    at = hall,
    prepared: (page: Page) => Promise<unknown> = async () => undefined,
  ): Promise<Hung> => {
    const wanted = { name: `screen ${mintSecret()}`, role: 'display', ...where }
    const added = await at.request('POST', `${at.hallPath}/devices`, wanted, at.managerToken)
    const { id } = added.device as { id: string }
    const set = async (settings: ScreenSettings): Promise<void> => {
      const done = await at.request('PATCH', `${at.hallPath}/devices/${id}`, { screen: settings }, at.managerToken)
      expect(done.status).toBe(200)
    }
    await set(screen)
    const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'zh-CN', ...options })
    const page = await context.newPage()
    page.on('pageerror', (error) => errors.push(error.message))
    await prepared(page)
    await page.goto(`${at.url}/${where.counter === undefined ? 'board' : 'strip'}?pair=${String(added.code)}`)
    await page.locator('.board, .strip').waitFor()
    const health = async (): Promise<ScreenHealth | undefined> => {
      const { devices } = await at.request('GET', `${at.hallPath}/devices`, undefined, at.managerToken)
      return (devices as { id: string; health?: ScreenHealth }[]).find((device) => device.id === id)?.health
    }
    return { page, set, health }
  }

  const millimetres = async (ink: Locator, page: Page, inches: number): Promise<number> => {
    const { width, height, density } = await page.evaluate(() => ({
      width: innerWidth,
      height: innerHeight,
      density: devicePixelRatio,
    }))
    const high = await inkHeight(await ink.screenshot({ animations: 'disabled' }))
    return (high * inches * 25.4) / (Math.hypot(width, height) * density)
  }

  /** Whatever sticks out of the screen or is cut off by what holds it. */
  const outside = (page: Page): Promise<string[]> =>
    page.evaluate(() =>
      [...document.querySelectorAll('main *')]
        .filter((element) => {
          const box = element.getBoundingClientRect()
          const cut = getComputedStyle(element).overflowX === 'hidden' && element.scrollWidth > element.clientWidth + 1
          // The picture is moved by a hair against burn-in.
          const hair = Math.min(innerWidth, innerHeight) / 200
          const held = element.closest('.way-theme, .waiting-panel tr')?.getBoundingClientRect()
          // What sticks out of its row lies on the next one.
          if (held && (box.bottom > held.bottom + hair || box.top < held.top - hair)) return true
          return box.width > 0 && (box.right > innerWidth + hair || box.bottom > innerHeight + hair || cut)
        })
        .map((element) => `${element.className}: ${element.textContent?.slice(0, 20)}`),
    )

  const SIZES = [
    { name: '1080p', wide: 1920, high: 1080, density: 1 },
    { name: '4K', wide: 3840, high: 2160, density: 1 },
    { name: '4K in two dots a pixel', wide: 1920, high: 1080, density: 2 },
  ]
  it.each(
    SIZES.flatMap((size) => [
      { ...size, way: 'lying' },
      { ...size, way: 'upright' },
    ]),
  )(
    'B20 $name $way: from 6, 10 and 15 metres the ink of calls is as high as it must be, in millimetres',
    async ({ wide, high, density, way }) => {
      const viewport = way === 'lying' ? { width: wide, height: high } : { width: high, height: wide }
      const settings = { inches: 55, metres: 6 }
      const { page, set } = await hang({ zone: 'z2' }, settings, {
        viewport,
        deviceScaleFactor: density,
        reducedMotion: 'reduce',
      })
      await page.locator('.call').first().waitFor()
      const hanzi = () => page.evaluate(() => document.querySelector('main')?.style.getPropertyValue('--hanzi'))
      for (const metres of [6, 10, 15]) {
        const before = await hanzi()
        await set({ inches: 55, metres })
        // The settings reach the screen without a reload.
        if (metres !== 6) await vi.waitFor(async () => expect(await hanzi()).not.toBe(before))
        for (const call of await page.locator('.call-number').all())
          expect(await millimetres(call, page, 55), `digits from ${metres} m`).toBeGreaterThanOrEqual(
            (metres * 1_000) / 200,
          )
        for (const words of await page.locator('.call-tag .hanzi, .call-place .hanzi').all())
          expect(await millimetres(words, page, 55), `hanzi from ${metres} m`).toBeGreaterThanOrEqual(
            (metres * 1_000) / 150,
          )
        expect(await outside(page)).toEqual([])
        expect(await page.locator('.is-trouble').count()).toBe(0)
      }
      await page.context().close()
    },
    60_000,
  )

  it('B20 the ruler of the ink measures what is drawn', async () => {
    const page = await browser.newPage({ viewport: { width: 400, height: 300 } })
    await page.setContent(
      '<p style="margin:0;padding:20px;font:bold 100px Noto Sans CJK SC;background:#071a33;color:#fff">H</p>',
    )
    const high = await inkHeight(await page.locator('p').screenshot())
    expect(Math.abs(high - 75)).toBeLessThanOrEqual(2)
    await page.close()
  })

  it('B20 a board that cannot be read from there says what to change, tells the manager, and shows the calls all the same', async () => {
    const { page, set, health } = await hang({ zone: 'z2' }, { inches: 43, metres: 25 })
    await page.locator('.is-trouble').waitFor()
    // What is wrong and what to do take turns in one line.
    for (const words of ['本屏 43 英寸，在 25 米外', '请把观看距离设为 13.5 米以内，或换 86 英寸以上的屏'])
      await page.locator('.is-trouble', { hasText: words }).waitFor({ timeout: 15_000 })
    expect(await page.locator('.call').count()).toBeGreaterThanOrEqual(1)
    expect(await outside(page)).toEqual([])
    await vi.waitFor(async () => expect((await health())?.trouble).toBe('layout'), 10_000)
    await set({ inches: 43, metres: 8 })
    await page.locator('.is-trouble').waitFor({ state: 'detached' })
    await vi.waitFor(async () => expect((await health())?.trouble).toBeUndefined(), 10_000)
    await page.context().close()
  }, 40_000)

  it('B21 the newest call is inverted and pulses slower than once a second, for eight seconds', async () => {
    const { page } = await hang({ zone: 'z2' }, { inches: 55, metres: 10 })
    const quiet = await hang({ zone: 'z2' }, { inches: 55, metres: 10 }, { reducedMotion: 'reduce' })
    await issue(hall, {}, 'B')
    const number = await call('4')
    const look = (element: Element) => {
      const style = getComputedStyle(element)
      return {
        name: style.animationName,
        seconds: Number.parseFloat(style.animationDuration),
        ground: style.backgroundColor,
        shadow: style.boxShadow,
      }
    }
    const newest = page.locator('.call.is-pulsing')
    await newest.waitFor()
    expect(await newest.locator('.call-number').textContent()).toBe(number)
    const pulse = await newest.evaluate(look)
    expect(pulse.name).toBe('call-pulse')
    expect(pulse.seconds).toBeGreaterThanOrEqual(1)
    expect(await page.locator('.call').nth(1).evaluate(look)).not.toMatchObject({ ground: pulse.ground })
    const still = await quiet.page.locator('.call.is-pulsing').evaluate(look)
    expect(still.name).toBe('none')
    expect(still.shadow).not.toBe('none')
    await newest.waitFor({ state: 'detached', timeout: 12_000 })
    expect(await page.locator('.call').first().getAttribute('class')).toContain('is-called')
    await page.context().close()
    await quiet.page.context().close()
  }, 40_000)

  it('B23 what cannot be shown is passed over and told, a film that stands still as well, and no call waits', async () => {
    const broken = await startTestHall({
      shipped: playing(
        { kind: 'image', media: BAD, title: '坏图', seconds: 600 },
        { kind: 'video', media: STALLED, title: '停住的片子' },
        { kind: 'image', media: GOOD, title: '新大厅', seconds: 600 },
      ),
    })
    const picture = createCanvas(160, 90).toBuffer('image/png')
    const { page, health } = await hang({ zone: 'z2' }, {}, {}, broken, async (page) => {
      await page.route(`**/media/${BAD}`, (route) => route.fulfill({ status: 404, body: '' }))
      // The film never comes and never fails.
      await page.route(`**/media/${STALLED}`, () => undefined)
      await page.route(`**/media/${GOOD}`, (route) => route.fulfill({ contentType: 'image/png', body: picture }))
    })
    await vi.waitFor(async () => expect((await health())?.trouble).toBe('media'), 10_000)
    await page.locator('video').waitFor()
    await issue(broken)
    const number = await call('1', broken)
    await page.locator('.call-number', { hasText: number }).waitFor({ timeout: 2_000 })
    await page.locator('img.medium').waitFor({ timeout: 15_000 })
    expect(await page.locator('.medium-title').textContent()).toBe('新大厅')
    expect(await page.locator('img.medium').evaluate((image) => getComputedStyle(image).objectFit)).toBe('contain')
    await page.context().close()
    await broken.stop()
  }, 60_000)

  it('B27 while the server is gone the rows stay, greyed; on return the present stands there and nothing past is said', async () => {
    const first = await startTestHall()
    for (let count = 0; count < 6; count += 1) await issue(first)
    const old = await call('1', first)
    const { page } = await hang({ zone: 'z2' }, { inches: 55, metres: 10 }, {}, first)
    await page.locator('.call-number', { hasText: old }).waitFor()
    await page.evaluate(() => {
      const said = new Set<string>()
      Object.assign(globalThis, { said })
      new MutationObserver(() => {
        const text = document.querySelector('.footer-calling b')?.textContent
        if (text) said.add(text)
      }).observe(document.body, { subtree: true, childList: true, characterData: true })
    })
    const port = Number(new URL(first.url).port)
    await first.close()
    await page.locator('.is-stale').waitFor({ timeout: 20_000 })
    expect(await page.locator('.call-number').first().textContent()).toBe(old)
    expect(await page.locator('.stale-notice').textContent()).toMatch(/显示未更新，\d\d:\d\d:\d\d 起/)
    expect(await page.locator('.board-calls').evaluate((rows) => getComputedStyle(rows).filter)).toContain('grayscale')

    const second = await startTestHall({ dataDir: first.dataDir, port })
    const meanwhile = await call('2', second)
    await page.locator('.is-stale').waitFor({ state: 'detached', timeout: 20_000 })
    await page.locator('.call-number', { hasText: meanwhile }).waitFor()
    expect(await page.locator('.call-number', { hasText: old }).count()).toBe(1)
    const next = await call('3', second).then((number) => number || call('1', second))
    if (next !== '') await page.locator('.call-number', { hasText: next }).waitFor()
    const said = await page.evaluate(() => [...(globalThis as unknown as { said: Set<string> }).said])
    expect(said).not.toContain(old)
    await page.context().close()
    await second.stop()
  }, 90_000)

  it.each([
    { way: 'lying', viewport: { width: 1920, height: 1080 } },
    { way: 'upright', viewport: { width: 1080, height: 1920 } },
  ])(
    'B26 the entrance board, $way, shows every zone, what waits there, and where it stands',
    async ({ viewport }) => {
      const { page } = await hang({ zone: 'z1' }, { face: 'entrance' }, { viewport })
      await page.locator('.entrance').waitFor()
      const zones = hall.live.hall().catalogue?.zones ?? []
      expect(await page.locator('.zone-name').allTextContents()).toEqual(
        expect.arrayContaining(zones.map(({ name }) => name)),
      )
      expect(await page.locator('.zone.is-here .zone-name').allTextContents()).toEqual(['一楼大堂'])
      expect(await page.locator('.zone-here').textContent()).toContain('您在这里')
      const west = page.locator('.zone', { hasText: '一楼西厅' })
      expect(await west.textContent()).toMatch(
        /^一楼西厅\d 个窗口开放A登记注册\d+ 人\d+–\d+ 分钟B经营许可.*进大门左转，走到底$/,
      )
      expect(await page.locator('.entrance-hint').textContent()).toBe('请先在取号机取号')
      expect(await outside(page)).toEqual([])
      await page.context().close()
    },
    30_000,
  )

  it.each([{ height: 360 }, { height: 540 }])(
    'B25 a strip of 1920 × $height shows the clerk; without the photo a calm sign',
    async ({ height }) => {
      const name = `赵䶮${height}`
      await hall.request(
        'POST',
        `${hall.hallPath}/staff`,
        { name, password: PASSWORD, role: 'window' },
        hall.managerToken,
      )
      const { staff } = await hall.request('GET', `${hall.hallPath}/staff`, undefined, hall.managerToken)
      const { id = '' } = (staff as { id: string; name: string }[]).find((person) => person.name === name) ?? {}
      const upload = await fetch(`${hall.url}${hall.hallPath}/media`, {
        method: 'POST',
        headers: { authorization: `Bearer ${hall.managerToken}`, 'content-type': 'image/png' },
        body: new Uint8Array(createCanvas(90, 120).toBuffer('image/png')),
      })
      const { media } = (await upload.json()) as { media: string }
      const card = { number: '0042', post: '首席代表', photo: media }
      expect((await hall.request('PATCH', `${hall.hallPath}/staff/${id}`, card, hall.managerToken)).status).toBe(200)
      const counter = height === 360 ? '9' : '10'
      const actor: Actor = { role: 'window', id, name, counter }
      await hall.live.submit({ id: mintSecret(), type: 'OpenCounter', counter }, actor)
      const viewport = { width: 1920, height }
      const { page } = await hang({ counter }, {}, { viewport })
      await page.locator('img.clerk-photo').waitFor()
      const box = await page.locator('.clerk-photo').boundingBox()
      expect((box?.width ?? 0) / (box?.height ?? 1)).toBeCloseTo(3 / 4, 1)
      expect(await page.locator('.clerk-name').textContent()).toBe(name)
      expect(await page.locator('.clerk-words').textContent()).toContain('首席代表')
      expect(await page.locator('.clerk-words').textContent()).toContain('工号 0042')
      expect(await outside(page)).toEqual([])
      await page.context().close()

      const without = await hang({ counter }, {}, { viewport }, hall, (page) =>
        page.route('**/media/**', (route) => route.fulfill({ status: 404, body: '' })),
      )
      await without.page.locator('.clerk-photo.is-monogram').waitFor()
      expect(await without.page.locator('.clerk-photo').textContent()).toBe('赵')
      expect(await without.page.locator('img').count()).toBe(0)
      await without.page.context().close()
    },
    40_000,
  )

  it('B27 outside its hours a board is dark and calm, and never blank', async () => {
    const closed = await startTestHall({ closed: true })
    const { page } = await hang({ zone: 'z2' }, {}, {}, closed)
    expect(await page.locator('.quiet').textContent()).toContain('大厅现在不办公')
    expect(await page.locator('.quiet').textContent()).toMatch(/办公时间 \d\d:\d\d–\d\d:\d\d/)
    expect(await page.locator('.board-clock').textContent()).toMatch(/^\d\d:\d\d:\d\d$/)
    await page.context().close()
    await closed.stop()
  }, 30_000)

  it('B20 no page threw', () => {
    expect(errors).toEqual([])
  })
})

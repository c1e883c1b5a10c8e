/** A kiosk stands alone with anybody: whatever is touched, typed or pressed, it stays the hall's page and comes back to its start. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from '../browser/chromium.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'
import { type Random, randomFrom } from '../kit/random.ts'

const path = process.env.CHROMIUM_PATH
const SEED = Number(process.env.SEED ?? Math.floor(Math.random() * 2_147_483_647))
const TOUCHES = 100

/** Ways out of a page that no page of a machine may have; service workers' and sockets' own addresses are relative. */
const WAYS_OUT: readonly (readonly [what: string, sign: RegExp])[] = [
  ['a new window', /\bwindow\.open\(|\bopen\(["'`]https?:/],
  ['code from text', /\beval\(|\bnew Function\(/],
  ['a link to a new page', /target:\s*["'`]_blank["'`]|target=["']_blank/],
  ['a file dialog', /type:\s*["'`]file["'`]|type=["']file/],
  ['the print dialog', /\bwindow\.print\(|(?<![\w.])print\(\)/],
  ['another host', /["'`](?:https?|ftp):\/\/(?!(?:www\.w3\.org|localhost|127\.0\.0\.1)\b)[\w.-]+\.[a-z]{2,}/],
]

/** What a built page loads: its own file, and every script that is reached from it by name. */
const reachedFrom = (page: string, root: string): Map<string, string> => {
  const assets = readdirSync(join(root, 'assets'))
  const found = new Map<string, string>()
  const visit = (file: string): void => {
    if (found.has(file)) return
    const text = readFileSync(join(root, file), 'utf8')
    found.set(file, text)
    for (const name of assets) if (/\.m?js$/.test(name) && text.includes(name)) visit(`assets/${name}`)
  }
  visit(page)
  return found
}
const waysOutOf = (texts: Iterable<string>): string[] =>
  [...texts].flatMap((text) =>
    WAYS_OUT.flatMap(([what, sign]) => (sign.test(text) ? [`${what}: ${sign.exec(text)?.[0]}`] : [])),
  )

describe('what a kiosk is built of', () => {
  it('X1 no script of kiosk, board, strip or pad opens a window, a dialog, a file or another host, nor runs text', () => {
    for (const page of ['kiosk/index.html', 'display/board.html', 'display/strip.html', 'counter/pad.html']) {
      const texts = reachedFrom(page, 'build/web')
      expect(texts.size, page).toBeGreaterThan(2)
      expect(waysOutOf(texts.values()), page).toEqual([])
    }
  })
  it('X1 each way out is seen where there is one', () => {
    const planted = [
      'window.open("x")',
      'eval(x)',
      'target:"_blank"',
      '{type:"file"}',
      'window.print()',
      '"https://evil.example/"',
    ]
    expect(planted.map((text) => waysOutOf([text]).length)).toEqual(planted.map(() => 1))
    expect(waysOutOf(['"http://www.w3.org/2000/svg"'])).toEqual([])
  })
})

describe.skipIf(path === undefined)('a kiosk under anybody’s hands', () => {
  let hall: HallServer
  let browser: Browser
  let context: BrowserContext
  let page: Page
  const trouble: string[] = []

  beforeAll(async () => {
    hall = await startTestHall()
    browser = await launch(path ?? '')
    context = await browser.newContext({ viewport: { width: 1_080, height: 1_920 }, locale: 'zh-CN', hasTouch: true })
    page = await context.newPage()
    await page.clock.install()
    page.on('dialog', (dialog) => {
      trouble.push(`dialog ${dialog.type()}`)
      void dialog.dismiss()
    })
    page.on('pageerror', (error) => trouble.push(error.message))
    page.on('download', () => trouble.push('download'))
    page.on('framenavigated', (frame) => trouble.push(`went to ${frame.url()}`))
    context.on('page', () => trouble.push('another page'))
    const made = await hall.request(
      'POST',
      `${hall.hallPath}/devices`,
      { name: '取号机', role: 'kiosk' },
      hall.managerToken,
    )
    await page.goto(`${hall.url}/kiosk?pair=${String(made.code)}`)
    await page.locator('.theme-tile').first().waitFor()
    trouble.length = 0
  })
  afterAll(async () => {
    await browser?.close()
    await hall?.stop()
  })

  const NASTY = [
    '\' " < > \\ / \0 %n %s',
    '../../etc/passwd',
    '𠮷\u202e👩‍👩‍👧',
    '<script>',
    '0'.repeat(400),
    '\t\r\n',
  ] as const
  const KEYS = [
    'F1',
    'F3',
    'F5',
    'F6',
    'F7',
    'F10',
    'F11',
    'F12',
    'Control+p',
    'Control+s',
    'Control+o',
    'Control+f',
    'Control+Shift+I',
    'Alt+ArrowLeft',
    'Alt+ArrowRight',
    'Backspace',
    'Escape',
    'Tab',
    'Enter',
    'Space',
    'ContextMenu',
    'Shift+F10',
  ] as const

  const touch = async (random: Random): Promise<void> => {
    const what = random.int(10)
    const [x, y] = [random.int(1_080), random.int(1_920)]
    if (what < 5) await page.touchscreen.tap(x, y)
    else if (what === 5) await page.mouse.click(x, y, { button: 'right' })
    else if (what === 6) {
      await page.mouse.move(x, y)
      await page.mouse.down()
      await page.mouse.move(random.int(1_080), random.int(1_920), { steps: 3 })
      await page.mouse.up()
    } else if (what === 7) await page.keyboard.insertText(random.pick([...NASTY]))
    else if (what === 8) await page.keyboard.press(random.pick([...KEYS]))
    else await page.mouse.dblclick(x, y)
  }

  it(`X1 ${TOUCHES} touches, strokes, keys and texts from a seed leave it where it was, without a dialog or an error`, async () => {
    console.info(`seed ${SEED}`)
    const random = randomFrom(SEED)
    let away = 0
    for (let done = 0; done < TOUCHES; done += 1) {
      await touch(random)
      if ((await page.locator('.theme-tile').count()) === 0) away += 1
    }
    // It was really used: much of the time another page than the first stood there.
    expect(away, `seed ${SEED}`).toBeGreaterThan(TOUCHES / 10)
    const { origin, pathname } = new URL(page.url())
    expect({ origin, pathname, trouble }, `seed ${SEED}`).toEqual({ origin: hall.url, pathname: '/kiosk', trouble: [] })
    expect(context.pages()).toHaveLength(1)
    // Nothing of a server's or a browser's insides is on the page.
    expect(await page.locator('body').innerText()).not.toMatch(/Error|undefined|at \w+ \(|node_modules|\.tsx?:/)
  }, 90_000)

  it('X1 whatever was done, it comes back to its start by itself: within a minute, or a minute and a half with large letters', async () => {
    await page.clock.runFor(90_000)
    await page.locator('.theme-tile').first().waitFor()
    expect(trouble).toEqual([])
    await page.reload()
    trouble.length = 0
    await page.locator('.search-bar').click()
    await page.locator('.typed input').waitFor()
    await page.clock.runFor(60_000)
    await page.locator('.theme-tile').first().waitFor()
    expect(trouble).toEqual([])
  })

  /** Everything that takes text on the page that stands there now, each with every text, and Enter. */
  const fillAll = async (on: Page): Promise<number> => {
    const fields = await on.locator('input:visible, textarea:visible').all()
    for (const field of fields)
      for (const text of [...NASTY, 'x'.repeat(10_000), '号'.repeat(10_000), '<'.repeat(10_000)]) {
        await field.fill(text)
        await on.keyboard.press('Enter')
      }
    return fields.length
  }

  it('X1 every text in every field, ten thousand signs among them, leaves it where it was', async () => {
    await page.locator('.search-bar').click()
    await page.locator('.typed input').waitFor()
    expect(await fillAll(page)).toBe(1)
    // The page still does what it is for.
    await page.locator('.typed input').fill('yyzz')
    await page.locator('.results button').first().waitFor()
    const { origin, pathname } = new URL(page.url())
    expect({ origin, pathname, trouble }).toEqual({ origin: hall.url, pathname: '/kiosk', trouble: [] })
    // And the form of one that is not paired.
    const fresh = await browser.newContext({ viewport: { width: 1_080, height: 1_920 } })
    const unpaired = await fresh.newPage()
    unpaired.on('dialog', () => trouble.push('dialog'))
    unpaired.on('pageerror', (error) => trouble.push(error.message))
    await unpaired.goto(`${hall.url}/kiosk`)
    await unpaired.locator('input').first().waitFor()
    expect(await fillAll(unpaired)).toBeGreaterThan(0)
    expect(unpaired.url()).toBe(`${hall.url}/kiosk`)
    expect(trouble).toEqual([])
    await fresh.close()
  }, 30_000)

  it('X1 a page that broke is loaded anew by itself, and shows nothing of what broke', async () => {
    await page.reload()
    await page.locator('.theme-tile').first().waitFor()
    trouble.length = 0
    await page.evaluate(() => Object.assign(globalThis, { before: true }) && undefined)
    // What watches over the page comes after its first picture: it breaks until that is there.
    await expect
      .poll(
        async () => {
          await page.evaluate(() =>
            queueMicrotask(() => {
              document.querySelector('#app')?.replaceChildren()
              throw new Error('secret inside of the page')
            }),
          )
          await page.clock.runFor(6_000)
          return page.evaluate(() => 'before' in globalThis)
        },
        { timeout: 15_000 },
      )
      .toBe(false)
    await page.locator('.theme-tile').first().waitFor()
    expect(await page.locator('body').innerText()).not.toContain('secret inside')
    expect([...new Set(trouble)]).toEqual(['secret inside of the page', `went to ${page.url()}`])
  }, 30_000)
})

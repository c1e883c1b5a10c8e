/** Each ruler of the gate finds its planted fault, on a page made for it or on the real kiosk with one thing spoiled. */
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from './chromium.ts'
import { axeFaults } from './gate/axe.ts'
import { colourLiterals } from './gate/colours.ts'
import { DEVICES, inMode, type Limits, PANELS } from './gate/devices.ts'
import { type Fault, faultLines } from './gate/fault.ts'
import { type GateHall, startGateHall } from './gate/hall.ts'
import { startOver } from './gate/kiosk-walk.ts'
import { faultsOf } from './gate/look.ts'
import { medianPaint, slowFaults } from './gate/paint.ts'
import { VISITS } from './gate/visits.ts'
import { settled } from './gate/walk.ts'
import { heavyFaults } from './gate/weight.ts'

const path = process.env.CHROMIUM_PATH
const [panel] = PANELS

describe('the colours of the stylesheets', () => {
  it('S16 a colour written out is found, whatever its spelling', () => {
    const spoilt = [
      'a { color: #fff }',
      'a {\n  background: rgb(20 33 58 / 8%);\n  border: 1px solid black;\n}',
      '@media print {\n  a {\n    fill: hsl(20 30% 40%);\n  }\n}',
    ]
    expect(spoilt.slice(1).map(colourLiterals)).toEqual([['2: rgb(', '3: black'], ['3: hsl(']])
    expect(colourLiterals('a {\n  color: #fff;\n}')).toEqual(['2: #fff'])
  })

  it('S16 names of tokens, addresses, comments and selectors are no colours', () => {
    const clean = [
      '/* black on #fff */\na {\n  color: var(--ink);\n  white-space: nowrap;\n  outline: 1px solid currentColor;\n}',
      '#app .black {\n  background: transparent url("red.png#fff");\n}',
    ]
    expect(clean.flatMap(colourLiterals)).toEqual([])
  })

  it('S16 only client/tokens.css writes colours out', () => {
    const sheets = ['client', 'kiosk', 'display', 'counter'].flatMap((room) =>
      readdirSync(room)
        .filter((name) => name.endsWith('.css') && !(room === 'client' && name === 'tokens.css'))
        .map((name) => join(room, name)),
    )
    expect(sheets.length).toBeGreaterThan(15)
    const found = sheets.flatMap((sheet) =>
      colourLiterals(readFileSync(sheet, 'utf8')).map((literal) => `${sheet}:${literal}`),
    )
    expect(found).toEqual([])
  })
})

describe('the budgets', () => {
  const built = mkdtempSync(join(tmpdir(), 'yichuang-weight-'))
  afterAll(() => rmSync(built, { recursive: true, force: true }))

  it('S16 a page of 41 KB of script is found', () => {
    const sources = [
      'kiosk/index',
      'display/board',
      'display/strip',
      'counter/window',
      'counter/guide',
      'counter/pad',
      'counter/manager',
    ]
    mkdirSync(join(built, '.vite'))
    const manifest = Object.fromEntries(sources.map((source) => [`${source}.html`, { file: 'light.js' }]))
    writeFileSync(
      join(built, '.vite', 'manifest.json'),
      JSON.stringify({ ...manifest, 'counter/pad.html': { file: 'heavy.js' } }),
    )
    writeFileSync(join(built, 'light.js'), 'export {}')
    // Chance does not compress.
    writeFileSync(join(built, 'heavy.js'), randomBytes(41_000))
    expect(faultLines(heavyFaults(built))).toEqual([expect.stringMatching(/^weight: pad 4\d(\.\d)? KB, at most 40$/)])
  })
})

describe.skipIf(path === undefined)('the rulers on planted faults', () => {
  let hall: GateHall
  let browser: Browser
  let kiosk: Page

  const limits: Limits = DEVICES.window.limits
  /** What is found on a page of its own, under a ruler. */
  const planted = async (body: string, own: Limits = limits): Promise<string[]> => {
    const page = await browser.newPage({ viewport: { width: 800, height: 600 } })
    await page.setContent(
      `<!doctype html><html lang="zh-CN"><title>页</title><body style="margin:0;font:16px sans-serif"><style>button { font: inherit }</style><main><h1>页面</h1>${body}</main>`,
    )
    const found = await faultsOf(page, { ...DEVICES.window, density: 1 }, own, false)
    await page.close()
    return faultLines(found)
  }
  /** What is found on the kiosk's first page once something of it is spoilt; as it was afterwards. */
  const spoilt = async (css: string, own: Limits = panel.limits): Promise<Fault[]> => {
    // A sheet made by script: the page's policy lets no style into its text.
    const sheets = await kiosk.evaluateHandle((text) => {
      const before = [...document.adoptedStyleSheets]
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(text)
      document.adoptedStyleSheets = [...before, sheet]
      return before
    }, css)
    await settled(kiosk)
    const found = await faultsOf(kiosk, panel, own, false)
    await sheets.evaluate((before) => {
      document.adoptedStyleSheets = before
    })
    await settled(kiosk)
    return found
  }
  const rulersOf = (faults: readonly Fault[]): string[] => [...new Set(faults.map(({ ruler }) => ruler))]

  beforeAll(async () => {
    hall = await startGateHall()
    browser = await launch(path ?? '')
    const { width, height } = panel
    const context = await browser.newContext({ viewport: { width, height }, locale: 'zh-CN', reducedMotion: 'reduce' })
    kiosk = await (VISITS.find(({ group }) => group === 'kiosk')?.open(context, hall) ?? context.newPage())
    await settled(kiosk)
  })
  afterAll(async () => {
    await browser?.close()
    await hall?.stop()
  })

  it('S16 the kiosk as it is has no fault', async () => {
    expect(faultLines(await faultsOf(kiosk, panel, panel.limits, true))).toEqual([])
  })

  it('S16 a line of 27 px on the kiosk is found', async () => {
    const found = await spoilt('.head p { font-size: 27px !important }')
    expect(rulersOf(found)).toEqual(['text'])
    expect(faultLines(found)[0]).toMatch(/27\.0 px, least 28\.\d/)
  })

  it('S16 a button of 15 mm on the kiosk is found', async () => {
    const found = await spoilt(
      '.edge .mode { height: calc(15 * var(--mm)); min-height: 0 !important; align-self: end }',
    )
    expect(rulersOf(found)).toContain('target')
    expect(faultLines(found).some((line) => /× 6[01], least 8[12]/.test(line))).toBe(true)
  })

  it('S16 a name that is cut off on the kiosk is found', async () => {
    const found = await spoilt(
      '.theme-name { max-width: 2em; overflow: hidden; white-space: nowrap; text-overflow: ellipsis; display: block }',
    )
    expect(rulersOf(found)).toContain('cut')
    expect(faultLines(found).some((line) => line.startsWith('cut: 登记注册'))).toBe(true)
  })

  it('S16 grey text on the kiosk is found', async () => {
    const found = await spoilt('.head { background: var(--paper) !important } .head * { color: #c8ccd4 !important }')
    expect(rulersOf(found)).toEqual(['contrast'])
  })

  it('S16 a control too high for somebody seated is found', async () => {
    await startOver(kiosk, 'seated')
    await settled(kiosk)
    const seated = inMode(panel, 'seated')
    expect(faultLines(await faultsOf(kiosk, panel, seated, false))).toEqual([])
    const found = await spoilt('.edge { position: fixed; inset: 0 0 auto }', seated)
    expect(rulersOf(found)).toContain('reach')
    await startOver(kiosk, 'plain')
    await settled(kiosk)
  })

  it('S16 what lies over something else, sticks out, spills or scrolls by a hair is found', async () => {
    expect(
      await planted(
        '<button style="width:80px;height:60px">一</button><button style="width:80px;height:60px;margin-left:-40px">二</button>',
      ),
    ).toContainEqual(expect.stringMatching(/^overlap: 一 \/ 二/))
    expect(
      await planted('<p style="margin:0;height:20px">下面一行</p><p style="margin:-20px 0 0;height:20px">上面一行</p>'),
    ).toContainEqual(expect.stringMatching(/^overlap:/))
    expect(
      await planted('<button style="position:fixed;left:-30px;top:100px;width:90px;height:60px">出界</button>'),
    ).toContainEqual(expect.stringMatching(/^outside: 出界 by 30 px/))
    expect(
      await planted('<button style="width:60px;height:60px;white-space:nowrap;padding:0">一个很长的名字</button>'),
    ).toContainEqual(expect.stringMatching(/^cut: 一个很长的名字 spills/))
    expect(
      await planted('<div style="height:100px;overflow:auto" tabindex="0"><div style="height:114px">名单</div></div>'),
    ).toContainEqual(expect.stringMatching(/^scroll: .* by only 14 px/))
    expect(await planted('<div style="width:900px">宽</div>')).toContainEqual(
      expect.stringMatching(/^scroll: the page by 100 px sideways/),
    )
    expect(
      await planted('<button style="width:4.4em;height:60px;padding:0;border:0">不动产登记</button>'),
    ).toContainEqual('orphan: 不动产登记 breaks before its last character')
  })

  it('S16 what scrolls, hides on purpose or cannot be used is no fault', async () => {
    const found = await planted(
      [
        '<div style="height:100px;overflow:auto" tabindex="0"><p>名单的第一行</p><p style="margin-top:300px">名单的最后一行</p></div>',
        '<span style="position:absolute;clip-path:inset(50%);font-size:2px">念出来</span>',
        '<button disabled style="height:60px;opacity:0.3">不能用</button>',
        '<label style="display:block;height:60px;width:200px"><input type="checkbox">同意</label>',
      ].join(''),
    )
    expect(found).toEqual([])
  })

  it('S16 pale text is found through opacity, gradients and pictures', async () => {
    for (const style of [
      'color:#999;background:#fff',
      'color:#000;background:#fff;opacity:0.35',
      'color:#fff;background:linear-gradient(90deg,#aaa,#bbb)',
    ])
      expect(await planted(`<p style="${style}">说明文字一行</p>`)).toContainEqual(
        expect.stringMatching(/^contrast: 说明文字一行/),
      )
    const contrast = inMode(panel, 'contrast')
    expect(await planted('<p style="color:#666;background:#fff">说明文字一行</p>')).toEqual([])
    expect(
      await planted('<p style="color:#666;background:#fff">说明文字一行</p>', {
        ...limits,
        contrast: contrast.contrast,
      }),
    ).toContainEqual(expect.stringMatching(/^contrast: 说明文字一行 5\.\d : 1, least 7/))
  })

  it('S16 rare characters of names come from the hall itself, and are fetched only where they stand', async () => {
    const rare = '䶮㛃𬬭𬭎㬎𠅤䴙𬘘𬬻'
    const fetched: string[] = []
    kiosk.on('request', (request) => void fetched.push(new URL(request.url()).pathname))
    await kiosk.reload()
    await settled(kiosk)
    expect(fetched.filter((name) => name.endsWith('.ttf'))).toEqual([])
    await kiosk.evaluate((text) => {
      const line = document.createElement('p')
      line.id = 'rare'
      line.textContent = text
      document.querySelector('.head')?.append(line)
    }, rare)
    await expect.poll(() => fetched.filter((name) => name.endsWith('.ttf'))).toHaveLength(1)
    await settled(kiosk)
    const cdp = await kiosk.context().newCDPSession(kiosk)
    await cdp.send('DOM.enable')
    await cdp.send('CSS.enable')
    const { root } = await cdp.send('DOM.getDocument')
    const { nodeId } = await cdp.send('DOM.querySelector', { nodeId: root.nodeId, selector: '#rare' })
    const drawn = async (): Promise<number> => {
      const { fonts } = await cdp.send('CSS.getPlatformFontsForNode', { nodeId })
      return fonts.reduce((sum, { isCustomFont, glyphCount }) => sum + (isCustomFont ? glyphCount : 0), 0)
    }
    await expect.poll(drawn).toBe([...rare].length)
    await kiosk.reload()
    await settled(kiosk)
  })

  it('S16 axe is asked for every impact, the least with them', async () => {
    const page = await browser.newPage()
    await page.setContent('<!doctype html><html lang="zh-CN"><title>页</title><body><p>没有标题，也没有区域</p>')
    expect((await axeFaults(page)).map(({ what }) => what.split(' ')[0])).toEqual([
      'landmark-one-main',
      'page-has-heading-one',
      'region',
    ])
    await page.close()
  })

  it('S16 a page that is busy before it can be used is found', async () => {
    const busy = '<script>for (const until = Date.now() + 2300; Date.now() < until;);</script>'
    const server = createServer((request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.end(`<!doctype html><title>页</title>${request.url === '/busy' ? busy : ''}<p class="ready">好了</p>`)
    }).listen(0, '127.0.0.1')
    const context = await browser.newContext()
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    try {
      const light = await medianPaint(context, `${address}/light`, '.ready')
      expect(slowFaults('light', light)).toEqual([])
      const heavy = await medianPaint(context, `${address}/busy`, '.ready', [1])
      expect(faultLines(slowFaults('busy', heavy))).toEqual([
        expect.stringMatching(/^paint: busy usable after \d{4,} ms/),
      ])
    } finally {
      await context.close()
      server.close()
    }
  }, 30_000)
})

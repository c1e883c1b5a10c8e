/** The manager's two pages of this world: every machine with what it can be made to do, and the papers edited without code. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Catalogue } from '../../hall/catalogue.ts'
import type { EventType } from '../../hall/events.ts'
import type { Paper } from '../../hall/views/paper.ts'
import { sampleCatalogue } from '../../server/catalogue/sample/index.ts'
import { mintSecret } from '../../server/clock.ts'
import { sqliteLedger } from '../../server/ledger/sqlite.ts'
import { type HallServer, PASSWORD, startTestHall } from '../kit/hall-server.ts'
import { launch } from './chromium.ts'

const path = process.env.CHROMIUM_PATH
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
const WITHIN = { interval: 30, timeout: 8_000 }
/** 18 characters with a right check digit; nobody's. */
const DOCUMENT = '11010519491231002X'

const catalogue: Catalogue = {
  ...sampleCatalogue,
  printers: [
    { id: 'p1', name: '大门打印机', kind: 'virtual', paper: 80, place: '大门左侧' },
    { id: 'p2', name: '西侧打印机', kind: 'virtual', paper: 58, edge: 'west' },
  ],
  edges: [{ id: 'west', name: '西侧', place: '一楼西侧' }],
  peripherals: [
    { kind: 'keypad', id: 'keypad', name: '1 号窗口呼叫器', counter: '1', link: { kind: 'virtual' } },
    { kind: 'scanner', id: 'scanner', name: '1 号窗口扫码器', counter: '1', edge: 'west', link: { kind: 'virtual' } },
    {
      kind: 'card-reader',
      id: 'reader',
      name: '1 号窗口读卡器',
      counter: '1',
      edge: 'west',
      link: { kind: 'virtual' },
    },
    { kind: 'scanner', id: 'desk-scanner', name: '导办台扫码器', edge: 'west', link: { kind: 'virtual' } },
  ],
}

describe.skipIf(path === undefined)('devices and papers, in a real browser', () => {
  const errors: string[] = []
  let hall: HallServer
  let browser: Browser
  let manager: Page

  const open = async (screen: string, width: number, height: number): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width, height }, locale: 'zh-CN', reducedMotion: 'reduce' })
    const page = await context.newPage()
    page.on('pageerror', (error) => errors.push(`${screen}: ${error.message}`))
    page.on('console', (message) => {
      if (message.type() === 'error' && /Content Security Policy|Uncaught/.test(message.text()))
        errors.push(`${screen}: ${message.text()}`)
    })
    await page.goto(`${hall.url}/${screen}`)
    return page
  }
  const signIn = async (page: Page, name: string): Promise<void> => {
    await page.locator('input[name=name]').fill(name)
    await page.locator('input[name=password]').fill(PASSWORD)
    await page.keyboard.press('Enter')
  }
  const paired = async (role: string, screen: string, where: object, width: number, height: number): Promise<Page> => {
    const wanted = { name: `本机是${screen}`, role, ...where }
    const { code } = await hall.request('POST', `${hall.hallPath}/devices`, wanted, hall.managerToken)
    return open(`${screen}?pair=${String(code)}`, width, height)
  }
  const row = (name: string) => manager.locator('.machine', { hasText: name })
  const tab = (name: string) => manager.locator('.manager-tabs a', { hasText: name }).click()
  const kindTab = (name: string) => manager.locator('.slip-kinds .tab', { hasText: name }).click()
  const block = (text: string) => manager.locator('.block', { hasText: text }).first()
  const previewText = async () => (await manager.locator('.preview svg').textContent()) ?? ''
  const paperOf = async (printer: string): Promise<Paper> => {
    const asked = await hall.request('GET', `${hall.hallPath}/views/paper:${printer}`, undefined, hall.managerToken)
    return asked.view as Paper
  }
  const textOf = (paper: Paper, template: string): string[] =>
    paper.jobs
      .filter((job) => job.template === template)
      .map((job) => job.rows.flatMap((one) => (one.kind === 'text' ? one.runs.map(({ text }) => text) : [])).join(' '))
  const takeNumber = async (): Promise<string> => {
    const ticket = mintSecret()
    const service = sampleCatalogue.services.find(({ theme }) => theme === sampleCatalogue.counters[0]?.own[0])
    await hall.live.submit(
      { id: mintSecret(), type: 'IssueTicket', ticket, service: service?.id ?? '' },
      { role: 'guide', id: 'g', name: '导办员' },
    )
    return ticket
  }
  const typesSince = (from: number): EventType[] => {
    const read = sqliteLedger(`${hall.dataDir}/hall.sqlite`)
    const types = [...read.read(hall.live.hall().id, from)].map(({ event }) => event.type)
    read.close()
    return types
  }
  /** The token of the edge of the west, after its machine was paired anew. */
  const freshEdge = async (): Promise<string> => {
    const { devices } = (await hall.request(
      'GET',
      `${hall.hallPath}/devices`,
      undefined,
      hall.managerToken,
    )) as unknown as {
      devices: readonly { id: string; role: string }[]
    }
    const id = devices.find(({ role }) => role === 'edge')?.id ?? ''
    const { code } = await hall.request('POST', `${hall.hallPath}/devices/${id}/code`, {}, hall.managerToken)
    return String((await hall.request('POST', '/api/pair', { code })).token)
  }
  /** What the edge of the west says that somebody did. */
  const edgeSays = async (token: string, peripheral: string, input: object): Promise<void> => {
    const said = { id: mintSecret(), peripheral, at: Date.now(), input }
    expect(await hall.request('POST', `${hall.hallPath}/edge/inputs`, said, token)).toMatchObject({ ok: true })
  }
  /** Sideways scrolling, small targets, small texts and what axe calls serious. */
  const faultsOf = async (page: Page): Promise<readonly string[]> => {
    const measured = await page.evaluate(() => {
      const found: string[] = []
      if (document.documentElement.scrollWidth > innerWidth + 1) found.push('scrolls sideways')
      for (const element of document.querySelectorAll('button, a[href], input, select, textarea')) {
        const box = element.getBoundingClientRect()
        if (box.width > 0 && Math.min(box.width, box.height) < 39.5) found.push(`small: ${element.outerHTML}`)
      }
      for (const element of document.querySelectorAll('body *:not(svg *)')) {
        const texts = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim())
        if (texts && Number.parseFloat(getComputedStyle(element).fontSize) < 13.5)
          found.push(`tiny: ${element.outerHTML.slice(0, 80)}`)
      }
      return found
    })
    await page.evaluate(axe)
    const violations = await page.evaluate(async () => {
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
    browser = await launch(path ?? '')
    for (const role of ['window', 'guide'] as const)
      await hall.request('POST', `${hall.hallPath}/staff`, { name: role, password: PASSWORD, role }, hall.managerToken)
    manager = await open('manager#devices', 1_280, 800)
    await signIn(manager, 'manager')
    await row('1 号窗口呼叫器').waitFor()
  })
  afterAll(async () => {
    await browser?.close()
    await hall?.stop()
  })

  it('E15 every printer and peripheral has its line, with its place and how it is', async () => {
    const places = await manager.locator('.machine-place').allTextContents()
    expect(places).toEqual(['全厅', '前置机 西侧 · 一楼西侧', '1号窗口'])
    await row('1 号窗口呼叫器').locator('.badge.good', { hasText: '正常' }).waitFor()
    await row('1 号窗口扫码器').locator('.badge.bad', { hasText: '前置机没有连接' }).waitFor()
    await row('西侧打印机').locator('.badge.bad', { hasText: '前置机没有连接' }).waitFor()
    await row('大门打印机').locator('.badge.good', { hasText: '正常' }).waitFor()
    expect(await row('大门打印机').textContent()).toContain('大门左侧')
    await manager.locator('.machine-filter', { hasText: '有问题的' }).click()
    expect(await row('大门打印机').count()).toBe(0)
    expect(await manager.locator('.machine').count()).toBe(4)
    await manager.locator('.machine-filter', { hasText: '全部' }).click()
  })

  it('M4 an edge is added with its code, and the sheet has the two lines to type on its computer', async () => {
    await manager.locator('button', { hasText: '添加设备' }).click()
    await manager.locator('.sheet .tab', { hasText: '前置机' }).click()
    await manager.locator('.sheet input[name=name]').fill('西侧工控机')
    await manager.locator('.sheet button[type=submit]').click()
    const code = (await manager.locator('.pair-code').textContent()) ?? ''
    // They come when the page knows which authority that computer is to believe.
    await manager.locator('.sheet .pair-address').nth(1).waitFor()
    expect(await manager.locator('.sheet .pair-address').allTextContents()).toEqual([
      `npm run edge -- pair ${hall.url} ${code}`,
      'npm run edge',
    ])
    expect(await hall.request('POST', '/api/pair', { code })).toMatchObject({ ok: true, identity: { role: 'edge' } })
    await manager.keyboard.press('Escape')
    await row('西侧工控机').locator('.badge.bad', { hasText: '离线' }).waitFor()
  })

  it('E15 a screen chimes, shows its own name, and is on the page with the version it runs', async () => {
    const strip = await paired('display', 'strip', { counter: '1' }, 1_920, 360)
    await row('本机是strip').locator('.badge.good', { hasText: '在线' }).waitFor()
    expect(await row('本机是strip').locator('td').allTextContents()).toContain(version)
    await row('本机是strip').locator('button', { hasText: '测试音' }).click()
    const sign = strip.locator('.here')
    await sign.waitFor()
    expect(await sign.locator('b').textContent()).toBe('本机是strip')
    await row('本机是strip').locator('.told.good').waitFor()
    await sign.waitFor({ state: 'detached' })
    await strip.context().close()
    await row('本机是strip').locator('.badge.bad', { hasText: '离线' }).waitFor()
    await row('本机是strip').locator('button', { hasText: '测试音' }).click()
    await row('本机是strip').locator('.told.bad', { hasText: '没有连接' }).waitFor()
  })

  it('E15 a peripheral is made to show itself, and one whose edge is away says why not', async () => {
    await row('1 号窗口呼叫器').locator('button', { hasText: '测试' }).click()
    await row('1 号窗口呼叫器').locator('.told.good').waitFor()
    await row('1 号窗口扫码器').locator('button', { hasText: '测试' }).click()
    await row('1 号窗口扫码器').locator('.told.bad', { hasText: '前置机没有连接' }).waitFor()
  })

  it('P55 a test and the list of those who wait come out of the printer they were asked of', async () => {
    await takeNumber()
    await row('大门打印机').locator('button', { hasText: '测试打印' }).click()
    await row('大门打印机').locator('.told.good', { hasText: '已送打印' }).waitFor()
    await row('大门打印机').locator('button', { hasText: '等候名单' }).click()
    await expect.poll(async () => textOf(await paperOf('p1'), 'test').length, WITHIN).toBe(1)
    await expect.poll(async () => textOf(await paperOf('p1'), 'waiting').join(), WITHIN).toContain('A001')
  })

  it('P38 the preview is the paper that the printer makes, and follows what is typed', async () => {
    await tab('票面')
    await manager.locator('.preview svg').waitFor()
    expect(await previewText()).toContain('蕉岭县政务服务中心')
    await block('热线').locator('.block-open').click()
    await block('热线').locator('textarea').first().fill('问我【热线】，')
    await expect.poll(previewText, WITHIN).toContain(`问我${sampleCatalogue.hall.hotline}，`)
    const wide = await manager.locator('.preview svg').getAttribute('viewBox')
    await manager.locator('.choice-row .tab', { hasText: '58 毫米' }).click()
    await expect.poll(() => manager.locator('.preview svg').getAttribute('viewBox'), WITHIN).not.toBe(wide)
    await manager.locator('.choice-row .tab', { hasText: '图像' }).click()
    await expect.poll(previewText, { interval: 30, timeout: 15_000 }).not.toContain('问我')
    await manager.locator('.choice-row .tab', { hasText: '80 毫米' }).click()
    await manager.locator('.choice-row .tab', { hasText: /^文字$/ }).click()
    await expect.poll(previewText, WITHIN).toContain('问我')
  })

  it('P38 at 100 % a dot of the printer is a pixel of the screen', async () => {
    for (const [scale, dot] of [
      ['100%', 1],
      ['50%', 0.5],
    ] as const) {
      await manager.locator('.choice-row .tab', { hasText: scale }).click()
      const measured = await manager
        .locator('.preview svg')
        .evaluate((svg) => svg.getBoundingClientRect().width / (svg as SVGSVGElement).viewBox.baseVal.width)
      expect(measured).toBeCloseTo(dot, 3)
    }
  })

  it('P41 a fact goes in where the cursor is', async () => {
    const field = block('问我').locator('textarea').first()
    await field.focus()
    await manager.keyboard.press('End')
    await block('问我').locator('.fact', { hasText: '大厅名称' }).click()
    expect(await field.inputValue()).toBe('问我【热线】，【大厅名称】')
    await expect.poll(previewText, WITHIN).toContain('，蕉岭县政务服务中心')
  })

  it('P41 what must not go is said at once and saves nothing, and one step back mends it', async () => {
    const number = manager.locator('.block', { has: manager.locator('.block-text', { hasText: /^【号码】$/ }) })
    await number.locator('.block-act').last().click()
    await manager.locator('.block-problem', { hasText: '号码' }).first().waitFor()
    await manager.locator('.preview-paper.old').waitFor()
    await manager.locator('button', { hasText: '保存到草稿' }).click()
    await manager.locator('.slip-kinds .tab', { hasText: '未保存' }).waitFor()
    await manager.locator('button', { hasText: '撤销一步' }).click()
    await number.waitFor()
    await manager.locator('.block-problem').first().waitFor({ state: 'detached' })
  })

  it('P41 no edit is lost: not by another paper, not by another tab, and a page that is closed asks first', async () => {
    await kindTab('受理回执')
    await tab('设备')
    await tab('票面')
    await kindTab('号票')
    await block('问我').waitFor()
    const [dialog] = await Promise.all([manager.waitForEvent('dialog'), manager.close({ runBeforeUnload: true })])
    expect(dialog.type()).toBe('beforeunload')
    await dialog.dismiss()
    await block('问我').waitFor()
  })

  it('P41 what was saved and published is on the next ticket, and the shipped one comes back', async () => {
    await manager.locator('button', { hasText: '保存到草稿' }).click()
    await manager.locator('.slip-blocks .good', { hasText: '已保存到草稿' }).waitFor()
    await manager.locator('.slip-kinds .tab .good', { hasText: '本厅' }).waitFor()
    const before = textOf(await paperOf('p1'), 'ticket').length
    await takeNumber()
    await expect.poll(async () => textOf(await paperOf('p1'), 'ticket').length, WITHIN).toBe(before + 1)
    expect(textOf(await paperOf('p1'), 'ticket').join()).not.toContain('问我')
    const publish = (): Promise<unknown> =>
      hall.request('POST', `${hall.hallPath}/draft/publish`, { id: mintSecret() }, hall.managerToken)
    expect(await publish()).toMatchObject({ ok: true })
    await takeNumber()
    await expect.poll(async () => textOf(await paperOf('p1'), 'ticket')[0], WITHIN).toContain('问我')
    await manager.locator('button', { hasText: '恢复出厂' }).click()
    await manager.locator('.sheet [data-main]').click()
    await manager.locator('.slip-kinds .tab .good', { hasText: '本厅' }).waitFor({ state: 'detached' })
    await block('问我').waitFor({ state: 'detached' })
  })

  it.each([
    ['devices', 1_440, 900],
    ['devices', 1_280, 800],
    ['slips', 1_440, 900],
    ['slips', 1_280, 800],
  ] as const)('S9 %s at %i × %i', async (name, width, height) => {
    await manager.setViewportSize({ width, height })
    await tab(name === 'devices' ? '设备' : '票面')
    await manager
      .locator(name === 'devices' ? '.machine' : '.preview svg')
      .first()
      .waitFor()
    if (name === 'slips') await manager.locator('.block-open').nth(2).click()
    expect(await faultsOf(manager)).toEqual([])
  })

  it('E14 a code that is scanned at a window is found there, and the visitor called', async () => {
    const edge = await freshEdge()
    const ticket = await takeNumber()
    const secret = hall.live.hall().tickets.get(ticket)?.secret ?? ''
    const window = await paired('counter', 'window', { counter: '1' }, 1_366, 768)
    await signIn(window, 'window')
    await window.locator('.lists .tabs').waitFor()
    await window.keyboard.press('F2')
    await window.locator('.who-card.next').waitFor()
    await edgeSays(edge, 'scanner', { kind: 'code', text: `${hall.url}/t/${secret}` })
    const line = window.locator('.notice-row.presented', { hasText: '扫到号票' })
    await line.locator('button', { hasText: '查号' }).click()
    await window.locator('.sheet', { hasText: '点名呼叫' }).waitFor()
    await line.waitFor({ state: 'detached' })
    await window.locator('.sheet .choice').first().click()
    await window.locator('.sheet [data-main], .sheet .action').last().click()
    await expect.poll(() => hall.live.hall().tickets.get(ticket)?.status, WITHIN).toBe('called')

    const from = hall.live.hall().position
    await edgeSays(edge, 'reader', { kind: 'card', name: '张三丰', document: DOCUMENT })
    const card = window.locator('.notice-row.presented', { hasText: '读到证件' })
    await card.waitFor()
    expect(await window.content()).not.toContain(DOCUMENT)
    expect(await card.textContent()).not.toContain('三丰')
    await card.locator('button', { hasText: '登记到' }).click()
    await card.waitFor({ state: 'detached' })
    expect(typesSince(from)).toEqual(['VisitorNamed'])
    expect(await faultsOf(window)).toEqual([])

    await edgeSays(edge, 'desk-scanner', { kind: 'code', text: 'nothing of ours' })
    const desk = await open('guide', 1_280, 800)
    await signIn(desk, 'guide')
    const unknown = desk.locator('.notice-row.presented', { hasText: '不是今天的号票' })
    await unknown.waitFor()
    await unknown.locator('button', { hasText: '不用了' }).click()
    await unknown.waitFor({ state: 'detached' })
  }, 40_000)

  it('P55 a guide prints the list of those who wait', async () => {
    const desk = await open('guide', 1_280, 800)
    await signIn(desk, 'guide')
    const before = textOf(await paperOf('p1'), 'waiting').length
    await desk.locator('button', { hasText: '打印等候名单' }).click()
    await desk.locator('.sheet .choice', { hasText: '大门打印机' }).click()
    await desk.locator('.good', { hasText: '等候名单正在大门打印机打印' }).waitFor()
    await expect.poll(async () => textOf(await paperOf('p1'), 'waiting').length, WITHIN).toBe(before + 1)
  })

  it('I7 with the server gone the pages say so, and nothing that was typed is lost', async () => {
    await tab('票面')
    await block('热线').locator('.block-open').click()
    await block('热线').locator('textarea').first().fill('停电时写的')
    await hall.close()
    await manager.locator('.stale-notice').waitFor({ timeout: 15_000 })
    await manager.locator('button', { hasText: '保存到草稿' }).click()
    await manager.locator('.slip-blocks .trouble', { hasText: '连不上服务器' }).waitFor({ timeout: 12_000 })
    await manager.locator('.slip-kinds .tab', { hasText: '未保存' }).waitFor()
    expect(await block('停电时写的').locator('textarea').first().inputValue()).toBe('停电时写的')
  }, 40_000)

  it('I7 no page threw', () => {
    expect(errors).toEqual([])
  })
})

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Recorded } from '../../hall/events.ts'
import { verify } from '../../hall/verify.ts'
import { paperText, readPaper } from '../../printer/paper.ts'
import { startVirtualPrinter, type VirtualPrinter } from '../../printer/virtual.ts'
import { sampleCatalogue } from '../../server/catalogue/sample/index.ts'
import { sqliteLedger } from '../../server/ledger/sqlite.ts'
import { type HallServer, PASSWORD, startTestHall } from '../kit/hall-server.ts'
import { launch } from './chromium.ts'

const path = process.env.CHROMIUM_PATH
const SIZES = {
  kiosk: { width: 1080, height: 1920 },
  board: { width: 1920, height: 1080 },
  strip: { width: 1920, height: 360 },
  window: { width: 1366, height: 768 },
  pad: { width: 1280, height: 800 },
  manager: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
} as const

/** Every browser error is a defect: a page that throws may look right and be dead. */
const errors: string[] = []

describe.skipIf(path === undefined)('a visit from the tap to the rating, in a real browser', () => {
  let hall: HallServer
  let browser: Browser
  let printer: VirtualPrinter
  const papers: Uint8Array[] = []
  const pages = {} as Record<keyof typeof SIZES, Page>

  const open = async (name: keyof typeof SIZES, address: string): Promise<Page> => {
    const context = await browser.newContext({ viewport: SIZES[name], locale: 'zh-CN' })
    const page = await context.newPage()
    page.on('pageerror', (error) => errors.push(`${name}: ${error.message}`))
    page.on('console', (message) => {
      if (message.type() === 'error' && /Content Security Policy|Uncaught/.test(message.text()))
        errors.push(`${name}: ${message.text()}`)
    })
    await page.goto(hall.url + address)
    pages[name] = page
    return page
  }
  const code = async (role: string, where: object = {}): Promise<string> =>
    String(
      (await hall.request('POST', `${hall.hallPath}/devices`, { name: role, role, ...where }, hall.managerToken)).code,
    )
  const signIn = async (page: Page, name: string): Promise<void> => {
    await page.locator('input[name=name]').fill(name)
    await page.locator('input[name=password]').fill(PASSWORD)
    await page.locator('button[type=submit]').click()
  }
  const events = (): Recorded[] => {
    const ledger = sqliteLedger(`${hall.dataDir}/hall.sqlite`)
    const read = [...ledger.read(hall.live.hall().id, 0)]
    ledger.close()
    return read
  }
  const last = <T extends Recorded['event']['type']>(type: T) => {
    const found = events().findLast(({ event }) => event.type === type)
    if (found?.event.type !== type) throw new Error(`The ledger has no ${type}.`)
    return found.event as Extract<Recorded['event'], { type: T }>
  }

  beforeAll(async () => {
    printer = await startVirtualPrinter({ port: 0, onJob: (bytes) => papers.push(bytes) })
    const shipped = {
      ...sampleCatalogue,
      printers: [
        {
          id: 'p1',
          name: '取号机打印机',
          kind: 'tcp' as const,
          host: '127.0.0.1',
          port: printer.port,
          paper: 80 as const,
        },
      ],
    }
    hall = await startTestHall({ shipped })
    browser = await launch(path ?? '')
    await hall.request(
      'POST',
      `${hall.hallPath}/staff`,
      { name: '窗口员', password: PASSWORD, role: 'window' },
      hall.managerToken,
    )
    await open('kiosk', `/kiosk?pair=${await code('kiosk', { printer: 'p1' })}`)
    await open('board', `/board?pair=${await code('display')}`)
    await open('strip', `/strip?pair=${await code('display', { counter: '1' })}`)
    await open('pad', `/pad?pair=${await code('pad', { counter: '1' })}`)
    const window = await open('window', `/window?pair=${await code('counter', { counter: '1', printer: 'p1' })}`)
    await signIn(window, '窗口员')
    const manager = await open('manager', '/manager')
    await signIn(manager, 'manager')
    await window.getByText('开窗').first().click()
  })
  afterAll(async () => {
    await browser?.close()
    await hall?.stop()
    await printer?.close()
  })

  it('K1 two taps take a number, and it is the number in the ledger', async () => {
    const { kiosk } = pages
    const service = sampleCatalogue.services.find(({ theme }) => theme === 'A')
    const theme = sampleCatalogue.themes.find(({ id }) => id === 'A')
    await kiosk
      .getByText(theme?.name ?? '')
      .first()
      .click()
    await kiosk
      .getByText(service?.name ?? '')
      .first()
      .click()
    await kiosk.getByText('A001').first().waitFor()
    expect(last('TicketIssued')).toMatchObject({ series: 'A', number: 1, service: service?.id })
  })

  it('I5 the printer got that number and the QR of that ticket', async () => {
    await expect.poll(() => papers.length).toBe(1)
    const paper = readPaper(papers[0] ?? new Uint8Array())
    expect(paper.unknown).toEqual([])
    expect(paperText(paper).join('\n')).toContain('A001')
    const qr = paper.rows.find((row) => row.kind === 'qr')
    expect(qr?.kind === 'qr' && qr.data).toBe(`${hall.url}/t/${last('TicketIssued').secret}`)
  })

  it('S2 the phone that reads the QR follows the ticket live', async () => {
    const phone = await open('phone', `/t/${last('TicketIssued').secret}`)
    await phone.getByText('A001').first().waitFor()
  })

  it('W1 one press calls the next, and board and strip show number and window', async () => {
    const { window, board, strip } = pages
    await window.getByText('呼叫下一位').first().click()
    await board.getByText('A001').first().waitFor()
    await strip.getByText('A001').first().waitFor()
    expect(last('TicketCalled')).toMatchObject({ counter: '1', why: { rule: 'own', overtook: 0 } })
    await pages.phone.getByText('1').first().waitFor()
  })

  it('W1 one press completes, and the pad asks about that visit', async () => {
    const { window, pad } = pages
    await window.locator('[aria-keyshortcuts="F8"]').click()
    await pad.getByText('非常满意').first().waitFor()
    await pad.getByText('A001').first().waitFor()
    expect(last('TicketCompleted')).toMatchObject({ counter: '1', ticket: last('TicketIssued').ticket })
  })

  it('R1 one touch rates the visit, and staff see only that it was rated', async () => {
    const { pad, window } = pages
    await pad.getByText('非常满意').first().click()
    await expect.poll(() => events().some(({ event }) => event.type === 'VisitRated')).toBe(true)
    expect(last('VisitRated')).toMatchObject({
      ticket: last('TicketIssued').ticket,
      counter: '1',
      grade: 'very-satisfied',
    })
    await window.getByText(/已评/).first().waitFor()
    expect(await window.content()).not.toContain('非常满意')
  })

  it('M1 the manager sees one visit done at window 1', async () => {
    const floor = await hall.request('GET', `${hall.hallPath}/views/floor`, undefined, hall.managerToken)
    expect(floor.view).toMatchObject({ counts: { completed: 1, waiting: 0 }, grades: { 'very-satisfied': 1 } })
    await pages.manager.getByText('窗口员').first().waitFor()
    await pages.manager
      .getByText(/1\s*\/\s*25/)
      .first()
      .waitFor()
  })

  it('I7 with the server gone every screen says so within seconds, and returns by itself', async () => {
    const { board, kiosk, phone, ...others } = pages
    const port = hall.port
    await hall.close()
    await board.getByText('显示未更新').first().waitFor({ timeout: 15_000 })
    await kiosk
      .getByText(/导办台/)
      .first()
      .waitFor({ timeout: 15_000 })
    for (const page of [phone, ...Object.values(others)]) {
      await page.getByText('显示未更新').first().waitFor({ timeout: 15_000 })
    }
    hall = await startTestHall({ dataDir: hall.dataDir, port })
    await board.getByText('显示未更新').first().waitFor({ state: 'hidden', timeout: 15_000 })
    await board.getByText('A001').first().waitFor()
  }, 60_000)

  it('I11 the ledger of the visit keeps every promise, and no page threw', () => {
    expect(verify(events(), hall.live.hall().id)).toMatchObject({ ok: true, tickets: 1 })
    expect(errors).toEqual([])
  })
})

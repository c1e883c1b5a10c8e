import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../hall/actor.ts'
import type { Intent } from '../../hall/commands.ts'
import type { EventOf, EventType, Recorded } from '../../hall/events.ts'
import { verify } from '../../hall/verify.ts'
import { paperText, readPaper } from '../../printer/paper.ts'
import { startVirtualPrinter, type VirtualPrinter } from '../../printer/virtual.ts'
import { sampleCatalogue } from '../../server/catalogue/sample/index.ts'
import { mintSecret } from '../../server/clock.ts'
import { sqliteLedger } from '../../server/ledger/sqlite.ts'
import { type HallServer, PASSWORD, startTestHall } from '../kit/hall-server.ts'
import { minutes, runningClock, seconds } from '../kit/hand-clock.ts'
import { launch } from './chromium.ts'
import { scans } from './scanner.ts'

const path = process.env.CHROMIUM_PATH
const TABLET: BrowserContextOptions = { viewport: { width: 1280, height: 800 }, hasTouch: true }
const WINDOW: BrowserContextOptions = { viewport: { width: 1366, height: 768 } }

const serviceNamed = (id: string) => {
  const service = sampleCatalogue.services.find((row) => row.id === id)
  if (!service) throw new Error(`The shipped catalogue has no ${id}.`)
  return service
}
const clerk = (counter: string): Actor => ({ role: 'window', id: `clerk-${counter}`, name: '窗口员', counter })

describe.skipIf(path === undefined)('a guide with a tablet, in a real browser', () => {
  const clock = runningClock()
  const errors: string[] = []
  const papers: string[] = []
  let hall: HallServer
  let browser: Browser
  let printer: VirtualPrinter
  let desk: Page
  let window: Page

  const since = (from: number): Recorded[] => {
    const read = sqliteLedger(`${hall.dataDir}/hall.sqlite`)
    const all = [...read.read(hall.live.hall().id, from)]
    read.close()
    return all
  }
  /** What people did: the wait that a paper tells is noted by the hall itself, a moment later. */
  const actsSince = (from: number): Recorded[] => since(from).filter(({ event }) => event.type !== 'WaitQuoted')
  const position = (): number => hall.live.hall().position
  /** What somebody else in the hall does. */
  const asked = async (intent: Intent, actor: Actor): Promise<void> => {
    const reply = await hall.live.submit({ id: mintSecret(), ...intent }, actor)
    if (!reply.ok) throw new Error(`${intent.type} was refused: ${reply.code}.`)
  }
  const open = async (screen: string, options: BrowserContextOptions, query = ''): Promise<Page> => {
    const context = await browser.newContext({ ...options, locale: 'zh-CN', reducedMotion: 'reduce' })
    const page = await context.newPage()
    page.on('pageerror', (error) => errors.push(`${screen}: ${error.message}`))
    page.on('console', (message) => {
      if (message.type() === 'error' && /Content Security Policy|Uncaught/.test(message.text()))
        errors.push(`${screen}: ${message.text()}`)
    })
    await page.goto(`${hall.url}/${screen}${query}`)
    return page
  }
  const signIn = async (page: Page, role: string): Promise<void> => {
    const person = { name: role, password: PASSWORD, role }
    await hall.request('POST', `${hall.hallPath}/staff`, person, hall.managerToken)
    await page.locator('input[name=name]').fill(role)
    await page.locator('input[name=password]').fill(PASSWORD)
    await page.keyboard.press('Enter')
  }

  const button = (words: string | RegExp, within = 'body'): Locator =>
    desk.locator(`${within} button:not([disabled])`, { hasText: words }).first()
  const tap = (words: string | RegExp, within?: string): Promise<void> => button(words, within).tap()
  const tile = (id: string): Promise<void> => tap(serviceNamed(id).name, '.tiles')
  /** What the ledger has since a position, once it is one event of this kind and nothing else. */
  const made = async <T extends EventType>(from: number, type: T): Promise<EventOf<T>> => {
    await expect
      .poll(() => actsSince(from).map(({ event }) => event.type), { interval: 30, timeout: 6_000 })
      .toEqual([type])
    return actsSince(from)[0]?.event as EventOf<T>
  }
  /** Takes the number in hand, and waits until the desk shows that it has it. */
  const take = async (from: number): Promise<EventOf<'TicketIssued'>> => {
    await tap('取号并打印')
    const issued = await made(from, 'TicketIssued')
    await desk.locator('.taken-number').waitFor()
    return issued
  }

  beforeAll(async () => {
    printer = await startVirtualPrinter({
      port: 0,
      onJob: (bytes) => papers.push(paperText(readPaper(bytes)).join('')),
    })
    const shipped: typeof sampleCatalogue = {
      ...sampleCatalogue,
      printers: [{ id: 'p1', name: '导办台打印机', kind: 'tcp', host: '127.0.0.1', port: printer.port, paper: 80 }],
    }
    hall = await startTestHall({ shipped, clock })
    browser = await launch(path ?? '')
    desk = await open('guide', TABLET)
    await signIn(desk, 'guide')
    const wanted = { name: 'counter', role: 'counter', counter: '14' }
    const { code } = await hall.request('POST', `${hall.hallPath}/devices`, wanted, hall.managerToken)
    window = await open('window', WINDOW, `?pair=${String(code)}`)
    await signIn(window, 'window')
    for (const counter of ['1', '14']) await asked({ type: 'OpenCounter', counter }, clerk(counter))
  })
  afterAll(async () => {
    await browser?.close()
    await hall?.stop()
    await printer?.close()
  })

  it('N4 one tap after signing in, and the guide is on duty', async () => {
    const from = position()
    await tap('一楼导办台', '.duty-question')
    expect(await made(from, 'PostTaken')).toMatchObject({ desk: 'guide-1', staff: 'guide' })
    await button('我在岗').waitFor()
    await desk.locator('.duty-question').waitFor({ state: 'detached' })
  })

  it('S10 two taps take a number', async () => {
    const from = position()
    await tile('A-01')
    expect(await take(from)).toMatchObject({ service: 'A-01', class: 'ordinary', number: 1 })
    expect(await desk.locator('.taken-number').textContent()).toBe('A001')
  })

  it('G8 several matters go on one ticket, in order', async () => {
    const from = position()
    await tile('A-01')
    await tap('加一件', '.papers')
    await tap('经营许可', '.theme-tabs')
    await tile('B-01')
    await desk
      .locator('.route .stop')
      .nth(1)
      .filter({ hasText: serviceNamed('B-01').name })
      .waitFor()
    const issued = await take(from)
    expect(issued).toMatchObject({ service: 'A-01', number: 2, legs: [{ service: 'B-01' }] })
    expect(issued.legs).toHaveLength(1)
  })

  it('G7 a list that is complete at the desk makes a 已预审 ticket, and the window is told', async () => {
    const from = position()
    await tile('F-01')
    await tap('预审材料')
    await tap('必交材料齐全', '.sheet')
    await tap('齐全，取号并标记已预审', '.sheet')
    expect(await made(from, 'TicketIssued')).toMatchObject({ service: 'F-01', prechecked: true })
    await asked({ type: 'CallNext', counter: '14' }, clerk('14'))
    await window.locator('.who-card .number', { hasText: 'F001' }).waitFor()
    await window.locator('.who-card .chip', { hasText: '已预审' }).waitFor()
  })

  it('N1 an incomplete one prints the 补齐通知书, and nobody gets a number', async () => {
    const from = position()
    const printed = papers.length
    const { checklist } = serviceNamed('F-01')
    await tile('F-01')
    await tap('预审材料')
    await tap('必交材料齐全', '.sheet')
    await desk.locator('.sheet .material').first().locator('.mark.missing').tap()
    await tap('缺 1 项：打印通知书', '.sheet')
    expect(await made(from, 'NoticeGiven')).toMatchObject({
      kind: 'supplement',
      service: 'F-01',
      materials: { missing: [checklist[0]?.name] },
    })
    await desk.locator('.taken', { hasText: '补齐通知书正在打印' }).waitFor()
    const notices = (): string[] => papers.slice(printed).filter((text) => text.includes('补齐申请材料通知书'))
    await expect.poll(notices, { timeout: 6_000 }).toHaveLength(1)
    expect(notices()[0]).toContain(checklist[0]?.name.slice(0, 8))
  })

  it('G6 precedence waits for its ground', async () => {
    const from = position()
    await tile('E-01')
    await tap('优先', '.segments')
    const main = desk.locator('.tray button', { hasText: '还差一步' })
    await main.waitFor()
    expect(await main.isDisabled()).toBe(true)
    await desk.locator('.grounds .choice').first().tap()
    expect(await take(from)).toMatchObject({ service: 'E-01', class: 'priority', ground: 'elderly' })
  })

  it('G11 a scanned QR opens its ticket and stays nowhere', async () => {
    const ticket = [...hall.live.hall().tickets.values()].find(({ legs }) => legs.length > 0)
    const secret = String(ticket?.secret)
    await scans(desk, `${hall.url}/t/${secret}`)
    await desk.locator('.found-number', { hasText: 'A002' }).waitFor()
    await desk.locator('.found .leg', { hasText: serviceNamed('B-01').name }).waitFor()
    expect(desk.url()).not.toContain(secret)
    expect(await desk.content()).not.toContain(secret)
    const fields = await desk
      .locator('input')
      .evaluateAll((all) => all.map((field) => (field as HTMLInputElement).value))
    expect(fields.join('')).toBe('')
  })

  it('G9 that ticket is sent on to another theme, with a reason', async () => {
    const from = position()
    await tap('改办', '.found-acts')
    await tap('社会保障', '.sheet .themes')
    await tap(serviceNamed('F-04').name, '.sheet .services')
    expect(await desk.locator('.sheet [data-main]').textContent()).toContain('请选择原因')
    await tap('群众要求', '.sheet .why')
    await tap('改办', '.sheet .sheet-foot')
    expect(await made(from, 'TicketTransferred')).toMatchObject({ service: 'F-04', reason: 'asked' })
    await desk.locator('.found .good', { hasText: '已改办' }).waitFor()
    await tap('返回', '.found')
  })

  it('T5 a missed number comes back at a tap', async () => {
    const ticket = hall.live.hall().counters.get('14')?.ticket ?? ''
    const here = { counter: '14', ticket }
    for (const type of ['RecallTicket', 'RecallTicket', 'MarkNoShow'] as const) {
      clock.forward(seconds(21))
      await asked({ type, ...here }, clerk('14'))
    }
    const from = position()
    await desk.locator('.missed-row', { hasText: 'F001' }).locator('button', { hasText: '激活' }).tap()
    expect(await made(from, 'TicketReturned')).toMatchObject({ ticket })
    expect(hall.live.hall().tickets.get(ticket)?.status).toBe('waiting')
    await desk.locator('.missed-row').waitFor({ state: 'detached' })
  })

  it('G1 what is not handled here is found by the same words, told, and printed', async () => {
    const from = position()
    await desk.locator('.issue-head input[type=search]').fill('驾照')
    const tile = desk.locator('.tiles .service', { hasText: '不在本厅办理' })
    await tile.filter({ hasText: '0753-0000101' }).filter({ hasText: '城东路' }).tap()
    expect(await made(from, 'NoticeGiven')).toMatchObject({ kind: 'elsewhere', service: 'out-vehicle' })
    await desk.getByText('请到 县公安局车辆管理所').waitFor()
    await desk.locator('.issue-head input[type=search]').fill('')
  })

  it('N2 a question answered at once is counted and owes nothing', async () => {
    const from = position()
    await tap('咨询登记')
    await tap(/^当场答复$/, '.sheet')
    expect(await made(from, 'QuestionLogged')).not.toHaveProperty('owed')
    await desk.locator('.figures', { hasText: '当场答复 1' }).waitFor()
    expect(hall.live.hall().owed.size).toBe(0)
  })

  it('N3 one that cannot be answered has an owner and two working days', async () => {
    const from = position()
    await tap('咨询登记')
    await tap('不能当场答复', '.sheet')
    await tap('我来问', '.sheet')
    await tap('登记待答复', '.sheet')
    expect((await made(from, 'QuestionLogged')).owed).toEqual({ owner: 'guide', due: '2026-03-04' })
    await tap('待答复 1', '.needs')
    await desk.locator('.missed-row', { hasText: '03-04' }).waitFor()
  })

  it('G12 a bad rating is an alarm without a staff name', async () => {
    await asked({ type: 'CallNext', counter: '1' }, clerk('1'))
    const ticket = hall.live.hall().counters.get('1')?.ticket ?? ''
    await asked({ type: 'CompleteTicket', counter: '1', ticket, outcome: 'immediate' }, clerk('1'))
    const secret = hall.live.hall().tickets.get(ticket)?.secret ?? ''
    const visitor: Actor = { role: 'visitor', id: ticket }
    await asked({ type: 'RateVisit', ticket, secret, grade: 'very-dissatisfied' }, visitor)
    const alarm = desk.locator('.alarm', { hasText: '有差评' })
    await alarm.waitFor()
    expect(await alarm.textContent()).toContain('A001 · 1号窗口')
    expect(await desk.locator('.alarms').textContent()).not.toContain('窗口员')
  })

  it('C17 a window that does nothing while people wait is a red alarm', async () => {
    const from = position()
    clock.forward(minutes(5))
    expect(await made(from, 'VacancyNoted')).toMatchObject({ counter: '14' })
    const alarm = desk.locator('.alarm.red', { hasText: '空岗 · 14号窗口' })
    await alarm.waitFor()
    await asked({ type: 'CallNext', counter: '14' }, clerk('14'))
    await alarm.waitFor({ state: 'detached' })
  })

  it('G12 with the server gone the alarms are unknown, never 一切正常, and it comes back by itself', async () => {
    const { port, dataDir } = hall
    await hall.close()
    const unknown = desk.locator('.alarm.unknown', { hasText: '不知道有没有新的提醒' })
    await unknown.waitFor({ timeout: 15_000 })
    expect(await desk.locator('.alarms').textContent()).not.toContain('一切正常')
    await desk.locator('.needs h2 b', { hasText: '?' }).waitFor()
    hall = await startTestHall({ dataDir, port, clock })
    await unknown.waitFor({ state: 'detached', timeout: 15_000 })
  }, 40_000)

  it('I11 the ledger of the desk keeps every promise, and no page threw', () => {
    const verdict = verify(since(0), hall.live.hall().id)
    expect(verdict.ok ? [] : verdict.findings).toEqual([])
    expect(verdict).toMatchObject({ ok: true, tickets: 4 })
    expect(errors).toEqual([])
  })
})

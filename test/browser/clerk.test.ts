import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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

const path = process.env.CHROMIUM_PATH
const SIZES = {
  window: { width: 1366, height: 768 },
  backup: { width: 1366, height: 768 },
  strip: { width: 1920, height: 360 },
  board: { width: 1920, height: 1080 },
} as const

const LONG = 30
const MATTERS = ['A-01', 'A-02', 'A-03'] as const
const shippedWith = (port: number): typeof sampleCatalogue => ({
  ...sampleCatalogue,
  services: sampleCatalogue.services.map((service) =>
    MATTERS.some((id) => id === service.id)
      ? { ...service, name: service.name.padEnd(LONG, '（含补正材料、现场核对、档案移交和电子证照签发）') }
      : service,
  ),
  printers: [
    { id: 'p1', name: '取号机打印机', kind: 'virtual', paper: 80 },
    { id: 'p2', name: '窗口打印机', kind: 'tcp', host: '127.0.0.1', port, paper: 80 },
  ],
})

/** The one event of a kind among those that an act made. */
const only = <T extends EventType>(made: readonly Recorded[], type: T): EventOf<T> => {
  const found = made.filter(({ event }) => event.type === type)
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} events are ${type}.`)
  return found[0].event as EventOf<T>
}
const typesOf = (made: readonly Recorded[]): EventType[] => made.map(({ event }) => event.type)
const commandsOf = (made: readonly Recorded[]): number => new Set(made.map(({ command }) => command)).size

describe.skipIf(path === undefined)('a clerk at the keyboard, in a real browser', () => {
  const clock = runningClock()
  const errors: string[] = []
  /** The texts of what came out at the clerk's own printer. */
  const papers: string[] = []
  const waiting: string[] = []
  const pages = {} as Record<keyof typeof SIZES, Page>
  let hall: HallServer
  let browser: Browser
  let printer: VirtualPrinter

  const ledger = (): Recorded[] => {
    const read = sqliteLedger(`${hall.dataDir}/hall.sqlite`)
    const all = [...read.read(hall.live.hall().id, 0)]
    read.close()
    return all
  }
  const position = (): number => hall.live.hall().position
  /** What people did: the wait that a paper tells is noted by the hall itself, a moment later. */
  const since = (from: number): Recorded[] =>
    ledger().filter(({ position, event }) => position > from && event.type !== 'WaitQuoted')
  const statusOf = (ticket: string | undefined) => hall.live.hall().tickets.get(ticket ?? '')
  /** Somebody takes a number for the next of the three matters. */
  const arrive = async (): Promise<void> => {
    const ticket = mintSecret()
    const service = MATTERS[waiting.length % MATTERS.length] ?? ''
    waiting.push(ticket)
    await hall.live.submit(
      { id: mintSecret(), type: 'IssueTicket', ticket, service },
      { role: 'guide', id: 'g', name: '导办员' },
    )
  }

  const open = async (name: keyof typeof SIZES, role: string, screen: string, where: object): Promise<Page> => {
    const wanted = { name, role, ...where }
    const { code } = await hall.request('POST', `${hall.hallPath}/devices`, wanted, hall.managerToken)
    const context = await browser.newContext({ viewport: SIZES[name], locale: 'zh-CN', reducedMotion: 'reduce' })
    const page = await context.newPage()
    page.on('pageerror', (error) => errors.push(`${name}: ${error.message}`))
    page.on('console', (message) => {
      if (message.type() === 'error' && /Content Security Policy|Uncaught/.test(message.text()))
        errors.push(`${name}: ${message.text()}`)
    })
    await page.goto(`${hall.url}/${screen}?pair=${String(code)}`)
    pages[name] = page
    return page
  }
  const signIn = async (page: Page, name: string): Promise<void> => {
    const person = { name, password: PASSWORD, role: 'window' }
    await hall.request('POST', `${hall.hallPath}/staff`, person, hall.managerToken)
    await page.locator('input[name=name]').fill(name)
    await page.locator('input[name=password]').fill(PASSWORD)
    await page.keyboard.press('Enter')
    await page.locator('.lists .tabs').waitFor()
  }

  /** Presses a key once the button that carries it can be pressed. */
  const press = async (key: string, page = pages.window): Promise<void> => {
    await page.locator(`[aria-keyshortcuts~="${key}"]:not([disabled])`).first().waitFor()
    await page.keyboard.press(key)
  }
  /** What the ledger has since a position, once it is this and nothing else. */
  const made = async (from: number, types: readonly EventType[]): Promise<Recorded[]> => {
    await expect.poll(() => typesOf(since(from)), { interval: 30, timeout: 6_000 }).toEqual(types)
    return since(from)
  }
  const act = async (key: string, types: readonly EventType[], page = pages.window): Promise<Recorded[]> => {
    const from = position()
    await press(key, page)
    return made(from, types)
  }
  /** Tab by Tab to the control that carries these words. */
  const tabTo = async (words: string, page = pages.window): Promise<void> => {
    for (let left = 90; left > 0; left -= 1) {
      const here = await page.evaluate(() => {
        const at = document.activeElement
        if (!at?.matches('button, input, select')) return ''
        return `${at.getAttribute('aria-label') ?? ''} ${(at.closest('label') ?? at).textContent}`
      })
      if (here.includes(words)) return
      await page.keyboard.press('Tab')
    }
    throw new Error(`No Tab leads to ${words}.`)
  }
  /** After a digit the button that finishes the sheet has the focus. */
  const mainFocused = (words: string) =>
    pages.window.waitForFunction(
      (wanted) =>
        document.activeElement?.matches('[data-main]') && document.activeElement.textContent?.includes(wanted),
      words,
    )
  /** Enter presses that button, and the sheet goes. */
  const confirm = async (words: string): Promise<void> => {
    await mainFocused(words)
    await pages.window.keyboard.press('Enter')
    await pages.window.locator('.sheet').waitFor({ state: 'detached' })
  }
  const shows = (number: string, page = pages.window): Promise<void> =>
    page.locator('.who-card .number', { hasText: number }).waitFor()

  beforeAll(async () => {
    printer = await startVirtualPrinter({
      port: 0,
      onJob: (bytes) => papers.push(paperText(readPaper(bytes)).join('')),
    })
    hall = await startTestHall({ shipped: shippedWith(printer.port), clock })
    browser = await launch(path ?? '')
    for (let count = 0; count < 40; count += 1) await arrive()
    await open('board', 'display', 'board', {})
    await open('strip', 'display', 'strip', { counter: '1' })
    await signIn(await open('window', 'counter', 'window', { counter: '1', printer: 'p2' }), '一号窗口员')
    await signIn(await open('backup', 'counter', 'window', { counter: '2' }), '二号窗口员')
  })
  afterAll(async () => {
    await browser?.close()
    await hall?.stop()
    await printer?.close()
  })

  it('W14 F2 opens the window and calls the first of forty', async () => {
    await act('F2', ['CounterOpened'])
    await act('F2', ['CounterOpened'], pages.backup)
    const called = await act('F2', ['TicketCalled'])
    expect(only(called, 'TicketCalled')).toMatchObject({ counter: '1', ticket: waiting[0], why: { overtook: 0 } })
    await shows('A001')
  })

  it('S9 with names of thirty characters every button is on the screen', async () => {
    await pages.window.locator('.undo').waitFor()
    const found = await pages.window.evaluate(() => {
      const seen = [...document.querySelectorAll('.primary, .side, .outcome, .second, .undo, .tab, .row-act')]
      const off = seen.filter((button) => {
        const { left, right, top, bottom } = button.getBoundingClientRect()
        const scrolls = button.closest('.list-box') !== null
        return left < 0 || right > innerWidth || (!scrolls && (top < 0 || bottom > innerHeight))
      })
      return {
        name: document.querySelector('.who-service')?.textContent?.length,
        off: off.map(({ textContent }) => textContent),
        sideways: document.documentElement.scrollWidth > innerWidth,
        buttons: seen.length > 20,
      }
    })
    expect(found).toEqual({ name: LONG, off: [], sideways: false, buttons: true })
  })

  it('S10 one press a visitor: one command completes and calls, and a double press does it once', async () => {
    const from = position()
    await press('F2')
    await pages.window.keyboard.press('F2')
    // The button is given back only after its rest, when a second act would have been in the ledger.
    await shows('A002')
    await pages.window.locator('.primary:not([disabled])').waitFor()
    const acts = await made(from, ['TicketCompleted', 'TicketCalled'])
    expect(commandsOf(acts)).toBe(1)
    expect(only(acts, 'TicketCompleted').ticket).toBe(waiting[0])
    expect(only(acts, 'TicketCalled').ticket).toBe(waiting[1])
  })

  it('C11 one key takes that press back: the ticket is at the window again, and the next waits again', async () => {
    const acts = await act('F2', ['TicketCompleted', 'TicketCalled'])
    await shows('A003')
    const undone = await act('-', ['ActUndone'])
    expect(only(undone, 'ActUndone').positions).toEqual(acts.map((recorded) => recorded.position).reverse())
    await shows('A002')
    expect(statusOf(waiting[1])).toMatchObject({ status: 'called', counter: '1' })
    expect(statusOf(waiting[2])).toMatchObject({ status: 'waiting' })
    const again = await act('F2', ['TicketCompleted', 'TicketCalled'])
    expect(only(again, 'TicketCalled').ticket).toBe(waiting[2])
  })

  it('W9 F10 and three keys end a visit as 补办, and its notice is printed', async () => {
    const from = position()
    const { checklist } = sampleCatalogue.services.find(({ id }) => id === MATTERS[2]) ?? { checklist: [] }
    const names = checklist.map(({ name }) => name)
    await press('F10')
    await pages.window.locator('.sheet .tick-row').first().waitFor()
    await pages.window.keyboard.press('0')
    await pages.window.keyboard.press('2')
    await confirm('缺 1 项')
    const [done] = await made(from, ['TicketCompleted'])
    expect(done?.event).toMatchObject({
      outcome: 'supplement',
      materials: { missing: [names[1]], present: names.filter((name) => name !== names[1]) },
    })
    const notices = (): string[] => papers.filter((text) => text.includes('补齐申请材料通知书'))
    await expect.poll(notices, { timeout: 6_000 }).toHaveLength(1)
    expect(notices()[0]).toContain(names[1]?.slice(0, 8))
    expect(notices()[0]).toContain('A003')
  })

  it('W13 F6 sends the next one to another theme by letters, a digit and Enter, with its wait', async () => {
    await act('F2', ['TicketCalled'])
    const before = statusOf(waiting[3])
    const from = position()
    await press('F6')
    await pages.window.locator('.sheet input[type=search]').waitFor()
    await pages.window.keyboard.type('spjyxkzhf')
    await pages.window.keyboard.press('Enter')
    await pages.window.locator('.preview', { hasText: '食品经营许可证核发' }).waitFor()
    await pages.window.keyboard.press('2')
    await confirm('转移')
    const sent = await made(from, ['TicketTransferred'])
    expect(only(sent, 'TicketTransferred')).toMatchObject({ service: 'B-01', reason: 'wrong-service' })
    expect(statusOf(waiting[3])).toMatchObject({ status: 'waiting', service: 'B-01', key: before?.key })
  })

  it('C21 F7 puts one aside for ten minutes, and Tab and Enter bring it back from the list', async () => {
    await act('F2', ['TicketCalled'])
    const from = position()
    await press('F7')
    await pages.window.locator('.sheet [data-digit="1"]').waitFor()
    await pages.window.keyboard.press('1')
    await mainFocused('挂起')
    await tabTo('10 分钟')
    await pages.window.keyboard.press('Space')
    await tabTo('挂起')
    await confirm('挂起')
    const [parked] = await made(from, ['TicketParked'])
    const { until, reason } = only(parked ? [parked] : [], 'TicketParked')
    expect(reason).toBe('去复印材料')
    expect(Math.abs((until ?? 0) - (parked?.at ?? 0) - minutes(10))).toBeLessThan(seconds(2))
    const put = position()
    await pages.window.locator('.tab b', { hasText: '1' }).first().waitFor()
    await tabTo('挂起 1')
    await pages.window.keyboard.press('Enter')
    await pages.window.locator('.row-act:not([disabled])', { hasText: '继续办理' }).waitFor()
    await tabTo('继续办理')
    await pages.window.keyboard.press('Enter')
    expect(only(await made(put, ['TicketCalled']), 'TicketCalled')).toMatchObject({
      ticket: waiting[4],
      why: { rule: 'resumed' },
    })
  })

  it('W2 F3 and F4 wait for the gap, three calls make a no-show, and an early key asks for nothing', async () => {
    const from = position()
    await act('F2', ['TicketCompleted', 'TicketCalled'])
    const { keyboard } = pages.window
    await pages.window.locator('.side[aria-keyshortcuts="F3"]', { hasText: '秒后' }).waitFor()
    await keyboard.press('F3')
    await keyboard.press('F4')
    for (const key of ['F3', 'F3', 'F4']) {
      // Who comes meanwhile makes the screen hear the time that has passed.
      clock.forward(seconds(21))
      await arrive()
      await press(key)
      const settled = key === 'F4' ? 'NoShowMarked' : 'TicketRecalled'
      await expect.poll(() => typesOf(since(from)).at(-1), { interval: 30, timeout: 6_000 }).toBe(settled)
    }
    const missed = await made(from, [
      'TicketCompleted',
      'TicketCalled',
      'TicketIssued',
      'TicketRecalled',
      'TicketIssued',
      'TicketRecalled',
      'TicketIssued',
      'NoShowMarked',
    ])
    expect(only(missed, 'NoShowMarked').ticket).toBe(waiting[5])
  })

  it('T9 one more matter and three pieces of work by key: the same number waits for its next window', async () => {
    await act('F2', ['TicketCalled'])
    const from = position()
    await press('*')
    const entry = pages.window.locator('.sheet [data-digit]', { hasText: '追加事项' })
    await entry.waitFor()
    await pages.window.keyboard.press((await entry.getAttribute('data-digit')) ?? '')
    await pages.window.locator('.sheet input[type=search]').waitFor()
    await pages.window.keyboard.type('spjyxkzhf')
    await pages.window.keyboard.press('Enter')
    await confirm('追加')
    const added = await made(from, ['MatterAdded'])
    expect(only(added, 'MatterAdded')).toMatchObject({ ticket: waiting[6], legs: [{ service: 'B-01' }] })
    await pages.window.locator('.legs .leg-to-come', { hasText: '食品经营许可证核发' }).waitFor()
    await tabTo('多一件')
    await pages.window.keyboard.press('Enter')
    await pages.window.keyboard.press('Enter')
    await pages.window.locator('.cases output', { hasText: '3' }).waitFor()
    const acts = await act('F2', ['TicketCompleted', 'TicketCalled'])
    expect(only(acts, 'TicketCompleted')).toMatchObject({ ticket: waiting[6], cases: 3 })
    expect(statusOf(waiting[6])).toMatchObject({ status: 'waiting', number: 7, service: 'B-01' })
  })

  it('C23 another matter of the same window by key: served here and now, without another wait', async () => {
    const from = position()
    const was = statusOf(waiting[7])
    await press('*')
    const entry = pages.window.locator('.sheet [data-digit]', { hasText: '更正事项' })
    await entry.waitFor()
    await pages.window.keyboard.press((await entry.getAttribute('data-digit')) ?? '')
    await confirm('更正并继续办理')
    const corrected = only(await made(from, ['ServiceCorrected']), 'ServiceCorrected')
    expect(corrected).toMatchObject({ ticket: waiting[7], counter: '1' })
    expect(corrected.service).not.toBe(was?.service)
    expect(statusOf(waiting[7])).toMatchObject({ status: 'called', service: corrected.service, readyAt: was?.readyAt })
  })

  it('C15 F9 says where to and back when, hands the visitor over, and the strip shows it', async () => {
    const from = position()
    await press('F9')
    await pages.window.locator('.sheet .hand-over', { hasText: 'A008' }).waitFor()
    await pages.window.keyboard.press('1')
    await mainFocused('交给 B 岗')
    await tabTo('会议室')
    await pages.window.keyboard.press('Space')
    await tabTo('20 分钟')
    await pages.window.keyboard.press('Space')
    await tabTo('留言')
    await pages.window.keyboard.type('章程已核对')
    await pages.window.keyboard.press('Enter')
    const acts = await made(from, ['TicketParked', 'CounterPaused'])
    expect(commandsOf(acts)).toBe(1)
    expect(only(acts, 'CounterPaused')).toMatchObject({ reason: 'meeting', destination: '会议室', note: '章程已核对' })
    const back = new Intl.DateTimeFormat('zh-CN', {
      timeZone: 'Asia/Shanghai',
      hourCycle: 'h23',
      hour: '2-digit',
      minute: '2-digit',
    }).format(only(acts, 'CounterPaused').backAt)
    await pages.strip.getByText('去向：会议室').waitFor()
    await pages.strip.getByText(`预计 ${back} 返回`).waitFor()
    expect(await pages.strip.content()).not.toContain('章程已核对')
  })

  it('C16 the B岗 is asked and stands in by one key; who was handed over is called there, on the board once', async () => {
    const asked = pages.backup.locator('.stand-in', { hasText: '1号窗口离岗' })
    await asked.filter({ hasText: '会议室' }).filter({ hasText: '留言：章程已核对' }).waitFor()
    const acts = await act('/', ['CounterTakenOver', 'TicketCalled'], pages.backup)
    expect(only(acts, 'CounterTakenOver')).toMatchObject({ counter: '2', from: '1', tickets: [waiting[7]] })
    expect(only(acts, 'TicketCalled')).toMatchObject({ counter: '2', ticket: waiting[7] })
    await shows('A008', pages.backup)
    await asked.waitFor({ state: 'detached' })
    await pages.strip.getByText('请到2号窗口').waitFor()
    const row = pages.board.locator('.call', { hasText: 'A008' })
    await row.locator('.call-place', { hasText: /^2/ }).waitFor()
    expect(await row.count()).toBe(1)
  })

  it.each(['question', 'answer'] as const)(
    'W15 with the %s lost on the line, a reload brings the act, once',
    async (lost) => {
      const { backup } = pages
      const ticket = hall.live.hall().counters.get('2')?.ticket
      const before = position()
      await backup.route('**/commands', async (route) => {
        if (lost === 'answer') await route.fetch()
        await route.abort()
      })
      const failing = backup.waitForEvent('requestfailed', (request) => request.url().endsWith('/commands'))
      await press('F2', backup)
      const { id } = (await failing).postDataJSON() as { readonly id: string }
      await backup.reload()
      await backup.locator('.unsure', { hasText: '未确认：办结' }).waitFor()
      expect(typesOf(since(before))).toEqual(lost === 'answer' ? ['TicketCompleted', 'TicketCalled'] : [])
      // What is on its way through the broken line ends before the line is mended.
      await backup.unrouteAll({ behavior: 'wait' })
      await backup.locator('.unsure').waitFor({ state: 'detached' })
      const acts = await made(before, ['TicketCompleted', 'TicketCalled'])
      expect(only(acts, 'TicketCompleted').ticket).toBe(ticket)
      expect(acts.map(({ command }) => command)).toEqual([id, id])
    },
  )

  it('I11 the ledger of the morning keeps every promise, and no page threw', () => {
    const verdict = verify(ledger(), hall.live.hall().id)
    expect(verdict.ok ? [] : verdict.findings).toEqual([])
    expect(verdict).toMatchObject({ ok: true, tickets: 43 })
    expect(errors).toEqual([])
  })
})

/** After a power cut of the hall, on real screens: boards say that it is back, windows ask about whoever sat there (Z34). */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../hall/actor.ts'
import type { Intent } from '../../hall/commands.ts'
import { mintSecret } from '../../server/clock.ts'
import { type HallServer, PASSWORD, startTestHall } from '../kit/hall-server.ts'
import { minutes, runningClock, seconds } from '../kit/hand-clock.ts'
import { launch } from './chromium.ts'

const path = process.env.CHROMIUM_PATH
const LINE = '系统已恢复，号票有效'
const DARK = minutes(3)
const BOARD = { width: 1920, height: 1080 }
const WINDOW = { width: 1366, height: 768 }
const kiosk: Actor = { role: 'kiosk', id: 'k1' }

describe.skipIf(path === undefined)('after a power cut of the hall, in a real browser', () => {
  const clock = runningClock()
  const errors: string[] = []
  let hall: HallServer
  let browser: Browser
  let board: Page
  let entrance: Page
  const windows = new Map<string, Page>()

  const does = async (intent: Intent, actor: Actor): Promise<void> => {
    const reply = await hall.live.submit({ id: mintSecret(), ...intent }, actor)
    if (!reply.ok) throw new Error(`${intent.type} was refused: ${reply.code}`)
  }
  const open = async (screen: string, wanted: object, viewport: { width: number; height: number }): Promise<Page> => {
    const asked = { name: `${screen} ${mintSecret()}`, ...wanted }
    const { code } = await hall.request('POST', `${hall.hallPath}/devices`, asked, hall.managerToken)
    const context = await browser.newContext({ viewport, locale: 'zh-CN', reducedMotion: 'reduce' })
    const page = await context.newPage()
    page.on('pageerror', (error) => errors.push(`${screen}: ${error.message}`))
    await page.goto(`${hall.url}/${screen}?pair=${String(code)}`)
    return page
  }
  /** A board whose own clock the test can move. */
  const openBoard = async (face: 'calls' | 'entrance'): Promise<Page> => {
    const wanted = { name: `board ${mintSecret()}`, role: 'display', zone: 'z2' }
    const { code, device } = await hall.request('POST', `${hall.hallPath}/devices`, wanted, hall.managerToken)
    const { id } = device as { readonly id: string }
    await hall.request('PATCH', `${hall.hallPath}/devices/${id}`, { screen: { face } }, hall.managerToken)
    const context = await browser.newContext({ viewport: BOARD, locale: 'zh-CN', reducedMotion: 'reduce' })
    const page = await context.newPage()
    page.on('pageerror', (error) => errors.push(`board: ${error.message}`))
    await page.clock.install()
    await page.goto(`${hall.url}/board?pair=${String(code)}`)
    await page.locator('.board-footer').waitFor()
    return page
  }
  const openWindow = async (counter: string): Promise<void> => {
    const page = await open('window', { role: 'counter', counter }, WINDOW)
    // Window 3 never gets the catalogue: what it does is the same.
    if (counter === '3') await page.route('**/catalogue', (route) => route.abort())
    const person = { name: `窗口员${counter}`, password: PASSWORD, role: 'window' }
    await hall.request('POST', `${hall.hallPath}/staff`, person, hall.managerToken)
    await page.locator('input[name=name]').fill(person.name)
    await page.locator('input[name=password]').fill(PASSWORD)
    await page.keyboard.press('Enter')
    await page.locator('.lists .tabs').waitFor()
    windows.set(counter, page)
  }
  const at = (counter: string): Page => {
    const page = windows.get(counter)
    if (!page) throw new Error(`Window ${counter} has no page.`)
    return page
  }
  const clerk = (counter: string): Actor => ({ role: 'window', id: `c${counter}`, name: `窗口员${counter}`, counter })
  const call = async (counter: string): Promise<void> => {
    await does({ type: 'OpenCounter', counter }, clerk(counter))
    await does({ type: 'CallNext', counter }, clerk(counter))
  }
  const band = (counter: string) => at(counter).locator('.interrupted')
  const inFront = (counter: string) => {
    const seen = hall.live.hall()
    return seen.tickets.get(seen.counters.get(counter)?.ticket ?? '')
  }

  beforeAll(async () => {
    browser = await launch(path ?? '')
    hall = await startTestHall({ clock, storage: {} })
    for (let count = 0; count < 6; count += 1)
      for (const service of ['A-01', 'B-01']) await does({ type: 'IssueTicket', ticket: mintSecret(), service }, kiosk)
    // Windows 1 and 3 serve somebody, window 2 has only called.
    for (const counter of ['1', '2', '3']) await call(counter)
    for (const counter of ['1', '3']) {
      const ticket = inFront(counter)?.id ?? ''
      await does({ type: 'StartServing', counter, ticket }, clerk(counter))
    }
    ;[board, entrance] = await Promise.all([
      openBoard('calls'),
      openBoard('entrance'),
      ...['1', '2', '3'].map(openWindow),
    ])
    await entrance.locator('.entrance').waitFor()
    clock.forward(minutes(4))
    await hall.close()
    clock.forward(DARK)
    hall = await startTestHall({ clock, storage: {}, dataDir: hall.dataDir, port: hall.port })
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await hall?.stop()
  })

  it('Z34 boards say that the hall is back and numbers are good, where notices stand, and nothing is spoken', async () => {
    await board.locator('.footer-notice.is-resumed', { hasText: LINE }).waitFor()
    await entrance.locator('.entrance-hint', { hasText: LINE }).waitFor()
    expect(await board.locator('.footer-calling').count()).toBe(0)
    expect(await board.locator('.is-stale').count()).toBe(0)
  })

  it('Z34 a call that comes then is shown in its place, and the line stands again after it', async () => {
    await call('4')
    // Looked at in one moment: a call that nobody hears is over soon.
    await board.waitForFunction(
      (number) =>
        document.querySelector('.footer-calling')?.textContent?.includes(number) &&
        document.querySelector('.is-resumed') === null,
      `B00${inFront('4')?.number}`,
    )
    await board.locator('.is-resumed').waitFor()
  })

  it('Z34 each window with somebody in front asks, with the dark minutes, and its timer leaves them out', async () => {
    for (const counter of ['1', '2', '3']) {
      const words = (await band(counter).locator('.notice-words').textContent()) ?? ''
      expect(words).toMatch(/停机 09:0\d–09:0\d/)
    }
    expect(await band('1').textContent()).toMatch(/A001 业务中断，继续还是办结？继续办理F1办结F8$/)
    expect(await band('2').textContent()).toMatch(/A002 在停机前叫到，人还在吗？继续办理F1再次呼叫F3办结F8$/)
    const served = await at('1').locator('.timer', { hasText: '办理' }).locator('.timer-text').textContent()
    expect(served).toMatch(/^4:\d\d$/)
  })

  it('Z34 one key goes on: the question is gone there and after a reload, and at the other windows it stands', async () => {
    const before = inFront('1')
    await at('1').keyboard.press('F1')
    await band('1').waitFor({ state: 'detached' })
    const asking = at('1').waitForResponse(/window-interrupted/)
    await at('1').reload()
    await asking
    await at('1').locator('.lists .tabs').waitFor()
    await at('1').evaluate(() => new Promise((drawn) => setTimeout(() => requestAnimationFrame(drawn))))
    expect(await band('1').count()).toBe(0)
    expect(inFront('1')).toBe(before)
    expect(await band('2').count()).toBe(1)
    expect(await band('3').count()).toBe(1)
  })

  it('Z34 a key under an open sheet answers nothing', async () => {
    await at('3').keyboard.press('F6')
    await at('3').locator('.sheet').waitFor()
    await at('3').keyboard.press('F1')
    await at('3').keyboard.press('Escape')
    await at('3').locator('.sheet').waitFor({ state: 'detached' })
    expect(await band('3').count()).toBe(1)
  })

  it('Z34 one press calls again whoever was only called, and one ends the visit with its usual outcome', async () => {
    await band('2').getByRole('button', { name: '再次呼叫' }).click()
    await band('2').waitFor({ state: 'detached' })
    expect(inFront('2')).toMatchObject({ status: 'called', calls: 2 })
    const served = inFront('3')
    await band('3').getByRole('button', { name: '办结' }).click()
    await band('3').waitFor({ state: 'detached' })
    const visit = hall.live.hall().tickets.get(served?.id ?? '')
    expect(visit).toMatchObject({ status: 'completed', served: [{ counter: '3', outcome: 'promised' }] })
  })

  it('Z34 after a minute the line is gone by itself; a board that comes on then says it for its own first minute', async () => {
    clock.forward(seconds(61))
    for (const page of [board, entrance]) await page.clock.fastForward(seconds(61))
    await board.locator('.is-resumed').waitFor({ state: 'detached' })
    await entrance.locator('.entrance-hint', { hasText: '请先在取号机取号' }).waitFor()
    const late = await openBoard('calls')
    await late.locator('.is-resumed', { hasText: LINE }).waitFor()
    await late.clock.fastForward(seconds(61))
    await late.locator('.is-resumed').waitFor({ state: 'detached' })
  })

  it('Z34 no page threw', () => {
    expect(errors).toEqual([])
  })
})

/**
 * The speed of hand, measured in a real browser against a real server on this machine: presses a visitor costs a clerk,
 * taps a ticket costs a guide, and how long a press takes until the screen shows what it did.
 */
import type { Browser, Page } from 'playwright-core'
import type { Recorded } from '../../hall/events.ts'
import { mintSecret } from '../../server/clock.ts'
import { sqliteLedger } from '../../server/ledger/sqlite.ts'
import { type HallServer, PASSWORD } from '../kit/hall-server.ts'

export type Hands = {
  /** Presses of one key for so many visitors served, from the first call to the last. */
  readonly visitors: number
  readonly presses: number
  readonly pressesPerVisitor: number
  /** Finger taps at the guide desk until the ledger holds the ticket: the most of the tries. */
  readonly tapsToTicket: number
  /** Milliseconds from the press until the screen shows the next number. */
  readonly changedMs: { readonly p50: number; readonly p99: number; readonly most: number; readonly of: number }
}

const COUNTER = '1'
const TAPS_TRIED = 5

const share = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN

const eventsOf = (hall: HallServer, type: Recorded['event']['type']): number => {
  const ledger = sqliteLedger(`${hall.dataDir}/hall.sqlite`)
  try {
    return [...ledger.read(hall.live.hall().id, 0)].filter(({ event }) => event.type === type).length
  } finally {
    ledger.close()
  }
}

const deviceCode = async (hall: HallServer, role: string, where: object = {}): Promise<string> =>
  String(
    (await hall.request('POST', `${hall.hallPath}/devices`, { name: role, role, ...where }, hall.managerToken)).code,
  )

const addStaff = (hall: HallServer, name: string, role: string) =>
  hall.request('POST', `${hall.hallPath}/staff`, { name, password: PASSWORD, role }, hall.managerToken)

const signIn = async (page: Page, name: string): Promise<void> => {
  await page.locator('input[name=name]').fill(name)
  await page.locator('input[name=password]').fill(PASSWORD)
  await page.locator('button[type=submit]').click()
}

type Watched = { readonly changed: readonly number[] }

/** What the page itself notes: when the key went down, and when another number stood in the card. */
const WATCH = `
  window.pressed = 0
  window.changed = []
  addEventListener('keydown', (event) => { if (event.key === 'F2') window.pressed = performance.now() }, true)
  const numberNow = () => document.querySelector('.who-card.called .number, .who-card.serving .number')?.textContent ?? ''
  let last = ''
  new MutationObserver(() => {
    const number = numberNow()
    if (number === last) return
    if (number !== '' && window.pressed > 0) {
      window.changed.push(performance.now() - window.pressed)
      window.pressed = 0
    }
    last = number
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
`

const readyToPress = (page: Page): Promise<void> =>
  page.locator('button.primary:not(:disabled)').first().waitFor({ state: 'visible' })

/** A service of one leg whose usual outcome needs no reason: what most visitors come for. */
const usualService = (hall: HallServer): string => {
  const { lookup } = hall.live.hall()
  const theme = lookup.counters.get(COUNTER)?.own[0] ?? ''
  const found = (lookup.servicesOfTheme.get(theme) ?? []).find((id) => {
    const known = lookup.services.get(id)
    return known !== undefined && !known.stages && !known.assists
  })
  if (found === undefined) throw new Error('The catalogue has no service of one leg at the first window.')
  return found
}

/** A clerk serves visitors by one key alone. */
const measureClerk = async (hall: HallServer, browser: Browser, visitors: number) => {
  const kiosk = await hall.device('kiosk')
  const service = usualService(hall)
  // One more than will be served, so that the last completion calls somebody too.
  for (let index = 0; index <= visitors; index += 1)
    await hall.command({ type: 'IssueTicket', ticket: mintSecret(), service }, kiosk.token)
  await addStaff(hall, '窗口员', 'window')
  const page = await (await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })).newPage()
  await page.goto(`${hall.url}/window?pair=${await deviceCode(hall, 'counter', { counter: COUNTER })}`)
  await signIn(page, '窗口员')
  await readyToPress(page)
  await page.keyboard.press('F2')
  await page.getByText('呼叫下一位').first().waitFor()
  await page.evaluate(WATCH)
  let presses = 0
  const press = async (): Promise<void> => {
    await readyToPress(page)
    await page.keyboard.press('F2')
    presses += 1
    await page.waitForFunction((wanted) => (globalThis as unknown as Watched).changed.length >= wanted, presses)
  }
  // The first visitor is called by a press of their own, as in the morning; every further press ends a visit and calls.
  await press()
  while (presses <= visitors) await press()
  const times = await page.evaluate(() => (globalThis as unknown as Watched).changed)
  await page.context().close()
  const served = eventsOf(hall, 'TicketCompleted')
  if (served !== visitors) throw new Error(`${presses} presses served ${served} of ${visitors} visitors.`)
  return { presses: presses - 1, times: [...times].sort((one, other) => one - other) }
}

/** A guide issues tickets by finger, each from the desk as it lies. */
const measureGuide = async (hall: HallServer, browser: Browser): Promise<number> => {
  await addStaff(hall, '导办员', 'guide')
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN', hasTouch: true })
  const page = await context.newPage()
  await page.goto(`${hall.url}/guide`)
  await signIn(page, '导办员')
  await page.locator('button.service').first().waitFor()
  let most = 0
  for (let turn = 0; turn < TAPS_TRIED; turn += 1) {
    const before = eventsOf(hall, 'TicketIssued')
    let taps = 0
    const issued = (): boolean => eventsOf(hall, 'TicketIssued') > before
    for (const step of [page.locator('button.service').nth(turn), page.locator('button.take:not(:disabled)')]) {
      if (issued()) break
      await step.tap()
      taps += 1
    }
    // What the tap asked for is in the ledger once the desk shows the number.
    await page.locator('.taken-number').waitFor()
    if (!issued()) throw new Error(`${taps} taps issued no ticket.`)
    most = Math.max(most, taps)
  }
  await context.close()
  return most
}

export const measureHands = async (hall: HallServer, browser: Browser, visitors: number): Promise<Hands> => {
  const clerk = await measureClerk(hall, browser, visitors)
  const tapsToTicket = await measureGuide(hall, browser)
  const [p50, p99, most] = [share(clerk.times, 0.5), share(clerk.times, 0.99), clerk.times.at(-1) ?? Number.NaN]
  return {
    visitors,
    presses: clerk.presses,
    pressesPerVisitor: clerk.presses / visitors,
    tapsToTicket,
    changedMs: { p50, p99, most, of: clerk.times.length },
  }
}

/** Hostile text through every field to every screen: it is shown as it was typed, and nothing of it ever runs. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../hall/actor.ts'
import type { Intent } from '../../hall/commands.ts'
import { mintSecret } from '../../server/clock.ts'
import { launch } from '../browser/chromium.ts'
import { filesUnder } from '../kit/files-under.ts'
import { type HallServer, PASSWORD, startTestHall } from '../kit/hall-server.ts'
import { HOSTILE, hostileCatalogue } from './hostile-catalogue.ts'

const path = process.env.CHROMIUM_PATH
const [IMG, SCRIPT, SVG] = HOSTILE

/** Everything by which a text becomes markup or script in a browser (ASVS V1.2.1, V3.2.2). */
const SINKS =
  /\b(?:innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|srcdoc|createContextualFragment|setHTML\w*|parseFromString)\b|\bdocument\.write|\bnew Function\b|\beval\(|\bset(?:Timeout|Interval)\(\s*['"`]|javascript:/

describe('what screens are written in', () => {
  it('X9 none of it makes markup or script of a text', () => {
    const found = ['kiosk', 'display', 'counter', 'client', 'hall'].flatMap((room) =>
      filesUnder(room).flatMap((file) =>
        String(file)
          .split('\n')
          .filter((written) => SINKS.test(written)),
      ),
    )
    expect(found).toEqual([])
  })
  it('X9 each way is seen where it is written', () => {
    for (const written of [
      'box.innerHTML = x',
      '<p dangerouslySetInnerHTML={x}>',
      'document.write(x)',
      "setTimeout('x')",
      'new Function(x)',
      'href="javascript:x"',
    ])
      expect([written, SINKS.test(written)]).toEqual([written, true])
    expect(SINKS.test('setTimeout(() => x)')).toBe(false)
  })
})

describe.skipIf(path === undefined)('hostile text on screens', () => {
  let hall: HallServer
  let browser: Browser
  let context: BrowserContext
  const alarms: string[] = []

  const open = async (address: string): Promise<Page> => {
    const page = await context.newPage()
    page.on('dialog', (dialog) => {
      alarms.push(`dialog ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on('console', (message) => {
      if (/content security policy|trusted type/i.test(message.text())) alarms.push(`${address}: ${message.text()}`)
    })
    await page.goto(hall.url + address)
    return page
  }
  const machine = async (role: string, page: string, place: object = {}): Promise<Page> => {
    const wanted = { name: IMG, role, ...place }
    const made = await hall.request('POST', `${hall.hallPath}/devices`, wanted, hall.managerToken)
    return open(`${page}?pair=${String(made.code)}`)
  }
  const signIn = async (page: Page, name: string): Promise<Page> => {
    await page.locator('input[name=name]').fill(name)
    await page.locator('input[name=password]').fill(PASSWORD)
    await page.locator('button[type=submit]').click()
    await page.locator('input[name=password]').waitFor({ state: 'detached' })
    return page
  }
  /** The page says something hostile word for word, and none of it ran. */
  const harmless = async (page: Page, shown: string): Promise<void> => {
    await expect
      .poll(async () => (await page.locator('body').innerText()).includes(shown), { timeout: 15_000 })
      .toBe(true)
    expect(await page.evaluate(() => 'hacked' in globalThis)).toBe(false)
    expect(await page.locator('img[src=x], svg[onload], b:text-is("粗")').count()).toBe(0)
    await page.close()
  }

  beforeAll(async () => {
    hall = await startTestHall({ shipped: hostileCatalogue })
    const act = async (intent: Intent, actor: Actor): Promise<void> => {
      const reply = await hall.live.submit({ id: mintSecret(), ...intent }, actor)
      if (!reply.ok) throw new Error(`${intent.type} was refused: ${reply.code}`)
    }
    const desk: Actor = { role: 'guide', id: 'g', name: SVG }
    const clerk = (counter: string): Actor => ({ role: 'window', id: `c${counter}`, name: SCRIPT, counter })
    for (const [name, role] of [
      [SVG, 'guide'],
      [SCRIPT, 'window'],
    ] as const)
      await hall.request('POST', `${hall.hallPath}/staff`, { name, password: PASSWORD, role }, hall.managerToken)
    for (const service of ['A-01', 'A-02', 'B-01', 'C-01'])
      await act({ type: 'IssueTicket', ticket: mintSecret(), service }, desk)
    await act({ type: 'OpenCounter', counter: '1' }, clerk('1'))
    await act({ type: 'CallNext', counter: '1' }, clerk('1'))
    await act({ type: 'OpenCounter', counter: '2' }, clerk('2'))
    await act({ type: 'PauseCounter', counter: '2', reason: 'meeting', destination: IMG, note: SCRIPT }, clerk('2'))
    await act(
      {
        type: 'LogQuestion',
        question: mintSecret(),
        channel: 'desk',
        text: IMG,
        owed: { owner: SCRIPT, workingDays: 1 },
      },
      desk,
    )
    browser = await launch(path ?? '')
    context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1_600, height: 1_000 } })
    // What a page's policy stops is told here as well, whether or not the console says it.
    await context.addInitScript(() => {
      addEventListener('securitypolicyviolation', (event) =>
        console.error(`content security policy: ${event.violatedDirective}`),
      )
    })
  })
  afterAll(async () => {
    await browser?.close()
    await hall?.stop()
  })

  it('X9 kiosk and board', async () => {
    await harmless(await machine('kiosk', '/kiosk'), IMG)
    await harmless(await machine('display', '/board'), IMG)
  })
  it('X9 strip, window and pad', async () => {
    await harmless(await machine('display', '/strip', { counter: '2' }), IMG)
    await harmless(await signIn(await machine('counter', '/window', { counter: '1' }), SCRIPT), SCRIPT)
    await harmless(await machine('pad', '/pad', { counter: '1' }), HOSTILE[0].slice(0, 10))
  })
  it('X9 guide desk', async () => {
    await harmless(await signIn(await open('/guide'), SVG), SVG)
  })
  it('X9 the manager’s pages', async () => {
    const page = await signIn(await open('/manager'), 'manager')
    await page.close()
    for (const [tab, shown] of [
      ['floor', IMG],
      ['devices', IMG],
      ['staff', SVG],
      ['catalogue', IMG],
    ] as const)
      await harmless(await open(`/manager#${tab}`), shown)
  })
  it('X9 the phone’s pages, whatever stands in their addresses', async () => {
    const [ticket] = hall.live.hall().tickets.values()
    await harmless(await open(`/t/${ticket?.secret}`), HOSTILE[0])
    for (const end of [
      '%3Cimg%20src%3Dx%20onerror%3Dhacked%3D1%3E',
      "';hacked=1;'",
      '..%2f..%2f',
      '%00',
      '%F0%9F%92%A9',
    ]) {
      for (const kind of ['t', 'g']) {
        const page = await open(`/${kind}/${end}?x=%3Cscript%3Ehacked=1%3C/script%3E#<img src=x onerror=hacked=1>`)
        await page.locator('#app > *').first().waitFor()
        expect(await page.evaluate(() => 'hacked' in globalThis)).toBe(false)
        await page.close()
      }
    }
  })
  it('X9 no page broke its own policy and none opened a dialog', () => {
    expect(alarms).toEqual([])
  })
  it('X9 the ruler sees what runs: the same text as markup is caught', async () => {
    const page = await context.newPage()
    await page.setContent(`<p>${IMG}</p>`)
    await expect.poll(() => page.evaluate(() => 'hacked' in globalThis)).toBe(true)
    expect(await page.locator('img[src=x]').count()).toBe(1)
    await page.close()
  })
})

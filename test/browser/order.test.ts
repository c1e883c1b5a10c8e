/** 叫号规则 with a real browser: a rule is edited in its sentence, tried, published and followed; every call gives its reason. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Catalogue } from '../../hall/catalogue.ts'
import { mintSecret } from '../../server/clock.ts'
import { type HallServer, PASSWORD, startTestHall } from '../kit/hall-server.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'
import { launch } from './chromium.ts'

const path = process.env.CHROMIUM_PATH
const SIZE = { width: 1440, height: 900 }
const GUIDE = { role: 'guide', id: 'g', name: '导办员' } as const

/** The small hall whose second window may follow a profile of both its themes. */
const catalogue: Catalogue = {
  ...smallCatalogue,
  profiles: [
    {
      id: 'tide',
      name: '潮汐',
      own: ['A'],
      help: ['B'],
      order: 'own-first',
      helpWhen: [{ theme: 'B', overMinutes: 15, whenIdle: true, first: false, untilWaiting: 5 }],
    },
  ],
}

describe.skipIf(path === undefined)('the order, as people use it', () => {
  const errors: string[] = []
  let hall: HallServer
  let browser: Browser
  let page: Page

  const open = async (address: string): Promise<Page> => {
    const context = await browser.newContext({ viewport: SIZE, locale: 'zh-CN', reducedMotion: 'reduce' })
    const opened = await context.newPage()
    opened.on('pageerror', (error) => errors.push(error.message))
    opened.on('console', (message) => {
      if (message.type() === 'error' && /Content Security Policy|Uncaught/.test(message.text()))
        errors.push(message.text())
    })
    await opened.goto(`${hall.url}/${address}`)
    return opened
  }
  const signIn = async (at: Page, name: string): Promise<void> => {
    await at.locator('input[name=name]').fill(name)
    await at.locator('input[name=password]').fill(PASSWORD)
    await at.keyboard.press('Enter')
  }
  const take = async (more: object = {}): Promise<void> => {
    const issue = { id: mintSecret(), type: 'IssueTicket', ticket: mintSecret(), service: 'A-01' } as const
    await hall.live.submit({ ...issue, ...more }, GUIDE)
  }
  const draft = async (): Promise<Catalogue['rules'] & Catalogue> => {
    const answer = await hall.request('GET', `${hall.hallPath}/draft/order`, undefined, hall.managerToken)
    return answer.order as Catalogue['rules'] & Catalogue
  }
  const save = async (): Promise<void> => {
    await page.getByRole('button', { name: '保存到草稿' }).click()
    await page.locator('.order-side [role=status]').waitFor()
  }

  beforeAll(async () => {
    hall = await startTestHall({ shipped: catalogue })
    browser = await launch(path ?? '')
    const device = await hall.device('counter', { counter: '1' })
    const clerk = await hall.staff('window', '窗口员', device.token)
    await hall.command({ type: 'OpenCounter', counter: '1' }, clerk)
    const other = await hall.device('counter', { counter: '2' })
    await hall.command({ type: 'OpenCounter', counter: '2' }, await hall.staff('window', '窗口员二', other.token))
    await take()
    await take({ class: 'priority', ground: 'elderly' })
    await hall.command({ type: 'CallNext', counter: '1' }, clerk)
    page = await open('manager#order')
    await signIn(page, 'manager')
    await page.locator('.sentence').first().waitFor()
  })
  afterAll(async () => {
    await browser?.close()
    await hall?.stop()
  })

  it('Q15 a rule stands on the page as a sentence, and is changed in it', async () => {
    const sentence = page.locator('.profile .help-row .sentence')
    await page.getByLabel('降到几人恢复').fill('2')
    await page.getByLabel('看什么').selectOption('either')
    await page.getByLabel('等候人数').fill('9')
    const said = await sentence.evaluate((line) =>
      [...line.childNodes]
        .map((node) =>
          node instanceof HTMLInputElement
            ? node.value
            : node instanceof HTMLSelectElement
              ? node.selectedOptions[0]?.textContent
              : node.textContent,
        )
        .join(''),
    )
    expect(said).toMatch(/^当【经营许可】等候超过.* ?15 分钟或超过 9 人且本窗口主办的没有人等时，.+，降到 2 人恢复。$/)
    await save()
    expect((await draft()).profiles?.[0]?.helpWhen).toEqual([
      { theme: 'B', overMinutes: 15, overWaiting: 9, whenIdle: true, first: false, untilWaiting: 2 },
    ])
    expect(await page.locator('.order-side [role=status]').textContent()).toContain('检查通过')
  })

  it('Q15 what cannot be meant is refused at its sentence, and nothing that was typed is lost', async () => {
    await page.getByLabel('降到几人恢复').fill('20')
    await save()
    expect(await page.locator('.profile .sentences .wrong').textContent()).toContain('窗口会反复切换')
    await page.getByLabel('降到几人恢复').fill('')
    await page.getByRole('button', { name: '保存到草稿' }).click()
    await page.locator('.order-side .bad[role=status]', { hasText: '没有保存' }).waitFor()
    expect(await page.getByLabel('等候人数').inputValue()).toBe('9')
    await page.goto(`${hall.url}/manager#floor`)
    await page.goto(`${hall.url}/manager#order`)
    expect(await page.getByLabel('降到几人恢复').inputValue()).toBe('')
    await page.getByLabel('降到几人恢复').fill('2')
    await save()
    expect(await page.locator('.wrong').count()).toBe(0)
  })

  it('Q16 the draft is run on a day before it is in force, figures beside', async () => {
    await page.getByLabel('优先加多少分钟').fill('0')
    expect(await page.getByRole('button', { name: '试算' }).isDisabled()).toBe(true)
    await save()
    await page.getByRole('button', { name: '试算' }).click()
    await page.locator('.dry-run table').waitFor()
    expect(await page.locator('.dry-run thead').textContent()).toBe('等候（分钟）当天规则草稿')
    expect(hall.live.hall().catalogue?.rules.creditMinutes.priority).toBe(15)
  })

  it('Q14 a window is switched with a reason, and its card says what it follows', async () => {
    const row = page.locator('.window-orders tr', { hasText: '2号窗口' })
    await row.getByRole('button', { name: '切换…' }).click()
    await page.getByLabel('潮汐').check()
    await page.getByRole('button', { name: '人手调整' }).click()
    await page.getByRole('button', { name: '切换：潮汐' }).click()
    await expect.poll(() => hall.live.hall().profiles.get('2')).toMatchObject({ profile: 'tide', by: 'hand' })
    await page.locator('dialog').waitFor({ state: 'detached' })
    await page.goto(`${hall.url}/manager#floor`)
    await page.locator('.card-follows', { hasText: '方案：潮汐' }).waitFor()
  })

  it('Q10 the manager asks a number on a card why it was called', async () => {
    await page.locator('.card-now.asks', { hasText: 'VA002' }).click()
    const said = page.locator('.why-said')
    await said.waitFor()
    expect(await said.textContent()).toMatch(/^VA002 在1号窗口主办的号里排第一：.*它先于 1 位先到的人：A001/)
    await page.keyboard.press('Escape')
  })

  it('Q10 the clerk in front of whom it stands asks the same', async () => {
    const wanted = { name: '窗口电脑', role: 'counter', counter: '1' }
    const { code } = await hall.request('POST', `${hall.hallPath}/devices`, wanted, hall.managerToken)
    const window = await open(`window?pair=${String(code)}`)
    await signIn(window, '窗口员')
    await window.getByRole('button', { name: '为什么叫这个号' }).click()
    await window.locator('.why-said', { hasText: '它先于 1 位先到的人：A001' }).waitFor()
    // No key of the panel acts beneath the open sheet.
    const { position } = hall.live.hall()
    await window.keyboard.press('F3')
    await window.keyboard.press('Escape')
    await window.locator('dialog').waitFor({ state: 'detached' })
    expect(hall.live.hall().position).toBe(position)
  })

  it('Q10 so does the guide who looks the number up', async () => {
    await hall.staff('guide', '导办员')
    const guide = await open('guide')
    await signIn(guide, '导办员')
    const answer = guide.locator('.why-said', { hasText: '它先于 1 位先到的人：A001' })
    await guide.locator('.recent-row', { hasText: 'VA002' }).click()
    await guide.getByRole('button', { name: '为什么叫这个号' }).click()
    await answer.waitFor()
  })

  it('Q17 the report lists the call, is kept as a file and printed without the page around it', async () => {
    await page.goto(`${hall.url}/manager#order`)
    await page.getByRole('button', { name: '超号报告' }).click()
    const row = page.locator('.order-report tbody tr')
    await row.waitFor()
    expect(await row.textContent()).toMatch(/1号窗口VA002优先主办加时1 人A001/)
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /CSV/ }).click()])
    expect(file.suggestedFilename()).toMatch(/^超号报告 \d{4}-\d\d-\d\d\.csv$/)
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.bar-top').isVisible()).toBe(false)
    expect(await page.locator('.order-report .paper-only').textContent()).toMatch(/^小厅 超号报告 \d{4}/)
    expect(await page.getByRole('button', { name: '打印' }).isVisible()).toBe(false)
    await page.emulateMedia({ media: 'screen' })
    expect(errors).toEqual([])
  })
})

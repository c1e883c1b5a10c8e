import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type HallServer, PASSWORD, startTestHall } from '../kit/hall-server.ts'
import { openProvider } from '../kit/oidc-provider.ts'
import { launch } from './chromium.ts'

const path = process.env.CHROMIUM_PATH
const NAME = '导办员'

describe.skipIf(path === undefined)('a page of staff in a real browser', () => {
  let hall: HallServer
  let provider: Awaited<ReturnType<typeof openProvider>>
  let browser: Browser
  let page: Page
  const errors: string[] = []

  beforeAll(async () => {
    provider = await openProvider('yichuang', 'between us')
    hall = await startTestHall({
      webRoot: process.env.WEB_ROOT ?? 'build/web',
      sso: { issuer: provider.issuer, clientId: 'yichuang', clientSecret: 'between us' },
    })
    await hall.staff('guide', NAME)
    browser = await launch(path ?? '')
    page = await (await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN' })).newPage()
    page.on('pageerror', (error) => errors.push(error.message))
    await page.goto(`${hall.url}/guide`)
    await page.locator('input[name=name]').fill(NAME)
    await page.locator('input[name=password]').fill(PASSWORD)
    await page.locator('.gate-action').click()
    // The form has fields too: somebody is signed in once there is a way out.
    await page.getByText('退出').first().waitFor()
  })
  afterAll(async () => {
    await browser?.close()
    await hall?.stop()
    await provider?.close()
  })

  const locked = () => page.locator('dialog.lock')

  it('X16 locks when its session ends, hides what it showed, and unlocks with what was typed still there', async () => {
    const typed = page.locator('#app input').first()
    await typed.fill('A01')
    const id = hall.people.staff().find(({ name }) => name === NAME)?.id ?? ''
    hall.people.signOutEverywhere(id, { from: 'test' })
    await locked().waitFor()
    expect(await locked().textContent()).toContain(NAME)
    expect(await typed.isVisible()).toBe(false)
    for (let press = 0; press < 3; press += 1) await page.keyboard.press('Escape')
    // Chromium closes a dialog at the second one, whatever the page says to it.
    await expect.poll(() => locked().isVisible()).toBe(true)
    await locked().locator('input[name=password]').fill('not the one')
    await locked().locator('.gate-action').click()
    await page.getByText('姓名或密码不对').waitFor()
    await locked().locator('input[name=password]').fill(PASSWORD)
    await locked().locator('.gate-action').click()
    await locked().waitFor({ state: 'detached' })
    expect(await typed.inputValue()).toBe('A01')
    expect(await typed.isVisible()).toBe(true)
  })

  it('X16 locks at the keys Ctrl, Alt and L, on the server too, and somebody else may sign in', async () => {
    const before = hall.people.sessions().filter(({ device }) => device === undefined).length
    await page.keyboard.press('Control+Alt+KeyL')
    await locked().waitFor()
    await expect.poll(() => hall.people.sessions().length).toBe(before - 1)
    await page.locator('.lock-other').click()
    await page.locator('#app input[name=name]').waitFor()
    expect(await locked().count()).toBe(0)
  })

  it('X16 stays shut when it is locked while nobody hears it and loaded anew', async () => {
    await page.locator('input[name=name]').fill(NAME)
    await page.locator('input[name=password]').fill(PASSWORD)
    await page.locator('.gate-action').click()
    await page.getByText('退出').first().waitFor()
    await page.route('**/api/sign-out', (route) => route.abort())
    await page.keyboard.press('Control+Alt+KeyL')
    await locked().waitFor()
    await page.reload()
    await page.locator('#app input[name=password]').waitFor()
    expect(await page.getByText('退出').count()).toBe(0)
    await page.unroute('**/api/sign-out')
  })

  it('X31 goes to the single sign-on and comes back signed in', async () => {
    const { staff } = await hall.request('GET', `${hall.hallPath}/staff`, undefined, hall.managerToken)
    const id = (staff as { id: string; name: string }[]).find(({ name }) => name === NAME)?.id
    await hall.request('PATCH', `${hall.hallPath}/staff/${id}`, { subject: 'person-71' }, hall.managerToken)
    provider.signInAs('person-71')
    await page.getByText('单点登录').click()
    await page.getByText('退出').first().waitFor()
    expect(page.url()).toBe(`${hall.url}/guide`)
    expect(errors).toEqual([])
  })

  it('X17 whoever wants another password chooses it with the present one, and is signed in with it', async () => {
    await hall.staff('guide', '另一位导办员')
    await page.getByText('退出').first().click()
    await page.getByText('换密码').click()
    const change = async (present: string): Promise<void> => {
      await page.locator('input[name=name]').fill('另一位导办员')
      await page.locator('input[name=password]').fill(present)
      await page.locator('input[name=wanted]').fill('Another-one-9')
      await page.locator('.gate-action').click()
    }
    await change('not the one')
    await page.getByText('姓名或密码不对').waitFor()
    await change(PASSWORD)
    await page.getByText('退出').first().waitFor()
    const signed = await hall.request('POST', '/api/sign-in', { name: '另一位导办员', password: 'Another-one-9' })
    expect(signed.status).toBe(200)
    expect(errors).toEqual([])
  })
})

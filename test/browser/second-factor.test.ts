/** A second factor, from the first scan to the lost telephone, in a real browser (X30). */
import { createCanvas, loadImage } from '@napi-rs/canvas'
import jsqr from 'jsqr'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeAt, stepOf } from '../../server/people/totp.ts'
import { type HallServer, PASSWORD, startTestHall } from '../kit/hall-server.ts'
import { launch } from './chromium.ts'

const path = process.env.CHROMIUM_PATH
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const GUIDE = '导办员'
const OTHER = '另一位管理员'
const THIRD = '第三位管理员'

const bytesOf = (secret: string): Buffer => {
  const bits = [...secret].map((sign) => BASE32.indexOf(sign).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)))
}
const readQr = async (png: Buffer): Promise<string | undefined> => {
  const image = await loadImage(png)
  const context = createCanvas(image.width, image.height).getContext('2d')
  context.drawImage(image, 0, 0)
  const { data, width, height } = context.getImageData(0, 0, image.width, image.height)
  // jsQR is CommonJS: its function is the module's default.
  const read = 'default' in jsqr ? jsqr.default : jsqr
  return read(data, width, height)?.data
}

describe.skipIf(path === undefined)('a second factor in a real browser', () => {
  let hall: HallServer
  let browser: Browser
  const errors: string[] = []

  const open = async (screen: string): Promise<Page> => {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN' })).newPage()
    page.on('pageerror', (error) => errors.push(error.message))
    await page.goto(`${hall.url}/${screen}`)
    return page
  }
  const password = async (page: Page, name: string): Promise<void> => {
    await page.locator('#app input[name=name]').fill(name)
    await page.locator('#app input[name=password]').fill(PASSWORD)
    await page.locator('.gate-action').click()
  }
  const code = async (page: Page, typed: string): Promise<void> => {
    await page.locator('.gate-card input[name=code]').fill(typed)
    await page.locator('.gate-action').click()
  }
  const inside = (page: Page) => page.locator('.bar-top button.who')
  /** The secret as it stands to be typed. */
  const secretOn = async (page: Page): Promise<Buffer> =>
    bytesOf(((await page.locator('.factor-key').textContent()) ?? '').replaceAll(' ', ''))
  const confirm = async (page: Page, secret: Buffer): Promise<string[]> => {
    await page.locator('.factor-six input').fill(codeAt(secret, stepOf(Date.now())))
    await page.getByRole('button', { name: '确认启用' }).click()
    await page.locator('.factor-paper').waitFor()
    return page.locator('.factor-paper code').allTextContents()
  }

  beforeAll(async () => {
    hall = await startTestHall({ webRoot: process.env.WEB_ROOT ?? 'build/web', closed: true })
    for (const [name, role] of [
      [GUIDE, 'guide'],
      [OTHER, 'manager'],
      [THIRD, 'manager'],
    ])
      await hall.request('POST', `${hall.hallPath}/staff`, { name, password: PASSWORD, role }, hall.managerToken)
    browser = await launch(path ?? '')
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    await hall?.stop()
  })

  let secret: Buffer
  let codes: string[] = []

  it('X30 is set up on the own account: password, square or key, code, recovery codes once', async () => {
    const page = await open('guide')
    await password(page, GUIDE)
    await inside(page).click()
    await page.getByRole('button', { name: '启用动态口令' }).click()
    await page.locator('.sheet input[name=password]').fill('not the one')
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByText('姓名或密码不对').waitFor()
    await page.locator('.sheet input[name=password]').fill(PASSWORD)
    await page.getByRole('button', { name: '下一步' }).click()
    await page.locator('svg.factor-square path').waitFor({ state: 'attached' })
    secret = await secretOn(page)
    expect(secret).toHaveLength(20)
    const address = new URL((await readQr(await page.locator('svg.factor-square').screenshot())) ?? 'none:')
    expect(address.protocol).toBe('otpauth:')
    expect(bytesOf(address.searchParams.get('secret') ?? '')).toEqual(secret)
    expect(decodeURIComponent(address.pathname)).toContain(`:${GUIDE}`)
    await page.locator('.factor-six input').fill('000000')
    await page.getByRole('button', { name: '确认启用' }).click()
    await page.getByText('动态口令不对或已用过').waitFor()
    codes = await confirm(page, secret)
    expect(codes).toHaveLength(10)
    // A key pressed by mistake does not take them away.
    await page.keyboard.press('Escape')
    expect(await page.locator('.factor-paper').isVisible()).toBe(true)
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.factor-paper').isVisible()).toBe(true)
    for (const rest of ['.bar-top h1', '.guide-main', '.sheet-head'])
      expect(await page.locator(rest).isVisible(), rest).toBe(false)
    await page.emulateMedia({ media: 'screen' })
    await page.getByRole('button', { name: '已保存，继续' }).click()
    await page.getByText('恢复码还剩 10 个').waitFor()
    await page.keyboard.press('Escape')
    // The fresh session goes on: nothing locked, nothing signed out.
    await inside(page).waitFor()
    expect(await page.locator('dialog.lock').count()).toBe(0)
    await page.context().close()
  }, 60_000)

  it('X30 X16 is asked for after the password, at the page and at the lock, and a recovery code does as well', async () => {
    const page = await open('guide')
    await password(page, GUIDE)
    await page.getByText('请输入手机上的 6 位动态口令').waitFor()
    await code(page, '000000')
    await page.getByText('动态口令不对或已用过').waitFor()
    await page.getByRole('button', { name: '返回' }).click()
    await password(page, GUIDE)
    // The code of the present was used when it was set up; the next one is good already.
    await code(page, codeAt(secret, stepOf(Date.now()) + 1))
    await inside(page).waitFor()
    const id = hall.people.staff().find(({ name }) => name === GUIDE)?.id ?? ''
    hall.people.signOutEverywhere(id, { from: 'test' })
    const lock = page.locator('dialog.lock')
    await lock.locator('input[name=password]').fill(PASSWORD)
    await lock.locator('.gate-action').click()
    await lock.locator('input[name=code]').fill((codes[0] ?? '').toLowerCase())
    await lock.locator('.gate-action').click()
    await lock.waitFor({ state: 'detached' })
    await inside(page).click()
    await page.getByText('恢复码还剩 9 个').waitFor()
    await page.context().close()
  }, 60_000)

  it('X30 where it is asked and not set up, the page shows that and nothing else, until it is', async () => {
    hall.people.setPolicy({ secondFactor: 'administrators' }, { from: 'test' })
    const page = await open('manager')
    await password(page, OTHER)
    await page.getByText('本厅要求登录时使用动态口令').waitFor()
    expect(await page.locator('.manager-tabs').count()).toBe(0)
    await page.reload()
    await page.locator('.factor-key').waitFor()
    expect(await page.locator('.manager-tabs').count()).toBe(0)
    await confirm(page, await secretOn(page))
    await page.getByRole('button', { name: '已保存，继续' }).click()
    await page.locator('.manager-tabs').waitFor()
    await page.goto(`${hall.url}/manager#security`)
    const row = (name: string) => page.locator('.security tr', { hasText: name })
    await row('manager').getByText('应启用，还没有').first().waitFor()
    await row(OTHER).getByText('已启用').waitFor()
    await row(GUIDE).getByRole('button', { name: '手机丢失' }).click()
    await page.getByRole('button', { name: '停用动态口令' }).click()
    await row(GUIDE).getByText('未启用').waitFor()
    const signed = await hall.request('POST', '/api/sign-in', { name: GUIDE, password: PASSWORD })
    expect(signed.status).toBe(200)
    expect(errors).toEqual([])
    await page.context().close()
  }, 60_000)

  it('X30 X16 asked for while somebody’s page stands open, it is set up there, from the lock or the form, without a new page', async () => {
    hall.people.setPolicy({ secondFactor: 'offered' }, { from: 'test' })
    const page = await open('manager')
    await password(page, THIRD)
    await page.locator('.manager-tabs').waitFor()
    hall.people.setPolicy({ secondFactor: 'administrators' }, { from: 'test' })
    const lock = page.locator('dialog.lock')
    await lock.locator('input[name=password]').fill(PASSWORD)
    await lock.locator('.gate-action').click()
    await page.locator('.factor-key').waitFor()
    await page.getByRole('button', { name: '退出' }).click()
    await password(page, THIRD)
    await page.locator('.factor-key').waitFor()
    await confirm(page, await secretOn(page))
    await page.getByRole('button', { name: '已保存，继续' }).click()
    await page.locator('.manager-tabs').waitFor()
    expect(await lock.count()).toBe(0)
    expect(errors).toEqual([])
    await page.context().close()
  }, 60_000)
})

/** 双人复核 at the page 安全: one person asks, another reads what it changes and agrees (X32). */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type HallServer, PASSWORD, startTestHall } from '../kit/hall-server.ts'
import { launch } from './chromium.ts'
import { axeFaults } from './gate/axe.ts'

const path = process.env.CHROMIUM_PATH
const OWN = 'Chosen-by-7-owner'

describe.skipIf(path === undefined)('what takes two people', () => {
  let hall: HallServer
  let browser: Browser
  let clerk: string
  const tokens = new Map<string, string>()
  beforeAll(async () => {
    hall = await startTestHall()
    for (const name of ['甲', '乙']) {
      await hall.people.addStaff(name, PASSWORD, 'manager')
      const chosen = await hall.request('POST', '/api/password', { name, password: PASSWORD, wanted: OWN })
      tokens.set(name, String(chosen.token))
    }
    const made = await hall.people.addStaff('丙', PASSWORD, 'guide')
    clerk = made.ok ? made.staff.id : ''
    hall.people.setPolicy({ fourEyes: true }, { from: 'test' })
    browser = await launch(path ?? '')
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    await hall?.stop()
  })
  const opened = async (name: string, tab: string): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN' })
    const page = await context.newPage()
    const token = tokens.get(name) ?? ''
    const granted = JSON.stringify({ token, identity: hall.people.actorOf(token) })
    await page.addInitScript((text) => localStorage.setItem('yichuang.person.manager', text), granted)
    await page.goto(`${hall.url}/manager#${tab}`)
    return page
  }

  it('X32 whoever asks is told for whom it waits; the other sees a count, reads the change and agrees', {
    timeout: 60_000,
  }, async () => {
    const asking = await opened('甲', 'staff')
    await asking.locator('tr', { hasText: '丙' }).getByRole('button', { name: '账号' }).click()
    await asking.locator('dialog select[name=role]').selectOption('secadmin')
    await asking.locator('dialog').getByRole('button', { name: '保存' }).click()
    await asking.getByText('已提交，等待同意').waitFor()
    expect(await asking.locator('dialog').last().innerText()).toMatch(/乙/)
    const page = await opened('乙', 'security')
    await page.locator('.two-count').waitFor()
    await page.locator('.two-waiting').waitFor()
    expect(await page.locator('.two-waiting').innerText()).toMatch(/更改账号 · 丙[\s\S]*甲提出[\s\S]*导办 → 安全管理员/)
    expect(await axeFaults(page)).toEqual([])
    await page.getByRole('button', { name: '同意', exact: true }).click()
    await page.locator('dialog').getByRole('button', { name: '同意', exact: true }).click()
    await page.getByText('已执行').waitFor()
    expect(hall.people.staff().find(({ id }) => id === clerk)?.role).toBe('secadmin')
    await page.locator('.two-count').waitFor({ state: 'detached' })
  })
})

/** Screens that look after themselves, in real browsers: started as the page says, seen by the manager, shown with who serves. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { flagsOf } from '../../counter/provision.ts'
import { type HallServer, PASSWORD, startTestHall } from '../kit/hall-server.ts'
import { launch } from './chromium.ts'

const path = process.env.CHROMIUM_PATH
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** A name in the hall's own network, which no browser trusts by itself. */
const LAN = 'hall.lan'
const WITHIN = { interval: 50, timeout: 15_000 }

/** Says in the console, as a script of the page, whether sound starts with nobody touching it, and what the browser trusts. */
const PROBE = `addEventListener('load', () => {
  const context = new AudioContext()
  const late = new Promise((resolve) => setTimeout(resolve, 1500))
  Promise.race([context.resume(), late]).then(() => console.log('probe', context.state, isSecureContext))
})`

describe.skipIf(path === undefined)('screens, in a real browser', () => {
  const errors: string[] = []
  let hall: HallServer
  let browser: Browser
  let manager: Page

  const open = async (address: string, from = browser, width = 1440, height = 900): Promise<Page> => {
    const context = await from.newContext({ viewport: { width, height }, locale: 'zh-CN', reducedMotion: 'reduce' })
    const page = await context.newPage()
    page.on('pageerror', (error) => errors.push(`${address}: ${error.message}`))
    await page.goto(`${hall.url}${address}`)
    return page
  }
  const paired = async (name: string, role: string, where: object = {}): Promise<string> => {
    const { code } = await hall.request('POST', `${hall.hallPath}/devices`, { name, role, ...where }, hall.managerToken)
    return `pair=${String(code)}`
  }
  const tab = async (name: string): Promise<void> => {
    await manager.locator(`.manager-tabs a[href="#${name}"]`).click()
  }
  const card = (name: string, words: string) =>
    manager.locator('.screen-card', { hasText: name }).filter({ hasText: words })
  const faults = async (): Promise<readonly string[]> => {
    await manager.evaluate(axe)
    return manager.evaluate(async () => {
      const found = await (
        globalThis as unknown as { axe: { run: () => Promise<{ violations: { id: string }[] }> } }
      ).axe.run()
      return found.violations.map(({ id }) => id)
    })
  }
  /** A picture as a camera would give it, made by the browser itself. */
  const picture = async (width: number, height: number): Promise<Buffer> =>
    Buffer.from(
      await manager.evaluate(
        ([wide, high]) => {
          const canvas = document.createElement('canvas')
          canvas.width = wide ?? 0
          canvas.height = high ?? 0
          const context = canvas.getContext('2d')
          if (context) context.fillStyle = 'steelblue'
          context?.fillRect(0, 0, canvas.width, canvas.height)
          return canvas.toDataURL('image/png').split(',')[1] ?? ''
        },
        [width, height],
      ),
      'base64',
    )

  beforeAll(async () => {
    hall = await startTestHall({ hosts: [LAN] })
    browser = await launch(path ?? '')
    manager = await open('/manager')
    await manager.locator('#gate-name').fill('manager')
    await manager.locator('#gate-password').fill(PASSWORD)
    await manager.locator('.gate-action').click()
    await manager.locator('.manager-tabs').waitFor()
  })
  afterAll(async () => {
    await browser?.close()
    await hall?.stop()
  })

  const probed = async (flags: readonly string[]): Promise<string> => {
    const started = await chromium.launch({
      executablePath: path ?? '',
      args: [...flags, `--host-resolver-rules=MAP ${LAN} 127.0.0.1`, '--no-sandbox', '--disable-gpu'],
    })
    try {
      const page = await started.newPage()
      await page.addInitScript(PROBE)
      const said = page.waitForEvent('console', { predicate: (message) => message.text().startsWith('probe') })
      await page.goto(`http://${LAN}:${hall.port}/board`)
      return (await said).text()
    } finally {
      await started.close()
    }
  }

  it('S14 started as the page says, a browser has sound with nobody touching it and trusts the hall; otherwise neither', async () => {
    expect(await probed(flagsOf(`http://${LAN}:${hall.port}`))).toBe('probe running true')
    expect(await probed([])).toBe('probe suspended false')
  }, 60_000)

  it('S12 S11 a board is seen as it is, is told its size at once, and is away when it is gone', async () => {
    await tab('screens')
    await manager.getByText('还没有屏幕').waitFor()
    expect(await faults()).toEqual([])
    // Allowed sound as a provisioned board has it.
    const own = await chromium.launch({
      executablePath: path ?? '',
      args: [...flagsOf(hall.url), '--no-sandbox', '--disable-gpu'],
    })
    try {
      const board = await open(`/board?${await paired('西侧综合屏', 'display')}`, own, 1920, 1080)
      await card('西侧综合屏', '正常').waitFor()
      await expect.poll(() => card('西侧综合屏', '最新').count(), WITHIN).toBe(1)
      await card('西侧综合屏', '').click()
      const sheet = manager.locator('dialog')
      await sheet.getByText('1920 × 1080').waitFor()
      await sheet.locator('input[name=inches]').fill('55')
      await sheet.locator('input[name=metres]').fill('8')
      await sheet.locator('button.action').click()
      await sheet.getByText('已保存').waitFor()
      expect(await faults()).toEqual([])
      await manager.keyboard.press('Escape')
      await card('西侧综合屏', '55″ · 8 m').waitFor()
      // An empty field is as usual again.
      await card('西侧综合屏', '').click()
      await sheet.locator('input[name=metres]').fill('')
      await sheet.locator('select[name=face]').selectOption('entrance')
      await sheet.locator('button.action').click()
      await sheet.getByText('已保存').waitFor()
      await manager.keyboard.press('Escape')
      const { devices } = await hall.request('GET', `${hall.hallPath}/devices`, undefined, hall.managerToken)
      expect(devices).toMatchObject([{ screen: { inches: 55, face: 'entrance' }, health: { secure: true } }])
      await board.close()
      await card('西侧综合屏', '离线').waitFor()
      await manager.locator('.screen-card', { hasText: '检查电源' }).waitFor()
    } finally {
      await own.close()
    }
  }, 60_000)

  it('S12 S13 V13 a board whose browser forbids sound is mute to the manager at once, and one touch mends it', async () => {
    await tab('screens')
    const board = await open(`/board?${await paired('东侧综合屏', 'display')}`, browser, 1920, 1080)
    await card('东侧综合屏', '没有声音').waitFor()
    // The only one there has the turn all the same, so that one touch is enough.
    await card('东侧综合屏', '播报中').waitFor()
    await board.mouse.click(960, 1000)
    await card('东侧综合屏', '正常').waitFor()
    await board.close()
    await card('东侧综合屏', '离线').waitFor()
  }, 60_000)

  it('S14 the page writes policy and start-up for Linux and Windows, and a code that pairs', async () => {
    await tab('screens')
    await card('西侧综合屏', '').click()
    await manager.getByRole('button', { name: '开机设置' }).click()
    const sheet = manager.locator('dialog')
    const saved = async (name: string): Promise<string> => {
      const [file] = await Promise.all([
        manager.waitForEvent('download'),
        sheet.getByRole('button', { name: `下载 ${name}` }).click(),
      ])
      return readFileSync(await file.path(), 'utf8')
    }
    expect(JSON.parse(await saved('yichuang.json'))).toMatchObject({ URLBlocklist: ['*'], URLAllowlist: [hall.url] })
    await sheet.getByText('别的电脑打不开它').waitFor()
    await sheet.getByRole('button', { name: '生成配对码' }).click()
    const address = await sheet.locator('code', { hasText: /^http/ }).innerText()
    expect(await sheet.locator('code', { hasText: /^chromium / }).innerText()).toContain(address)
    expect(await faults()).toEqual([])
    await sheet.getByRole('button', { name: 'Windows' }).click()
    expect(await saved('yichuang.reg')).toContain('[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Google\\Chrome]')
    await manager.keyboard.press('Escape')
    await manager.keyboard.press('Escape')
    const board = await open(address.slice(hall.url.length), browser, 1920, 1080)
    await board.locator('#app > *').first().waitFor()
    await expect.poll(() => card('西侧综合屏', '离线').count(), WITHIN).toBe(0)
    await board.close()
  }, 60_000)

  it('S15 B23 a picture is brought, put into the playlist of the draft, and taken away again', async () => {
    await tab('media')
    await manager.getByText('还没有图片和视频').waitFor()
    expect(await faults()).toEqual([])
    const choose = manager.locator('.media-choose input')
    await choose.setInputFiles({ name: 'a.gif', mimeType: 'image/gif', buffer: Buffer.from('GIF89a') })
    await manager.getByText('只能放').first().waitFor()
    // A page that calls itself a picture gets as far as the server, which looks at the bytes.
    await choose.setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: Buffer.from(`<html>${'x'.repeat(99)}`) })
    await expect.poll(() => manager.getByText('只能放').count(), WITHIN).toBe(1)
    await choose.setInputFiles({ name: '办事指南.png', mimeType: 'image/png', buffer: await picture(320, 180) })
    const file = manager.locator('.media-card')
    await file.locator('img').waitFor()
    await file.getByRole('button', { name: '加到播放单' }).click()
    const titles = manager.locator('.turn input[aria-label="标题"]')
    await expect.poll(() => titles.last().inputValue(), WITHIN).toBe('办事指南')
    await titles.last().fill('')
    const save = manager.getByRole('button', { name: '保存到草稿' })
    await expect.poll(() => save.isDisabled(), WITHIN).toBe(true)
    await titles.last().fill('办事指南')
    await save.click()
    await manager.getByText('已保存到草稿').waitFor()
    expect(await faults()).toEqual([])
    // What is typed goes with its item, and is gone when it is discarded.
    const texts = manager.locator('.turn textarea')
    const before = await texts.allInnerTexts()
    for (const words of ['第一段', '第二段']) {
      await manager.getByRole('button', { name: '加文字' }).click()
      await texts.last().fill(words)
    }
    await manager.locator('.turn').last().getByRole('button', { name: '上移' }).click()
    const written = () => texts.evaluateAll((all) => all.map((one) => (one as HTMLTextAreaElement).value).slice(-2))
    await expect.poll(written, WITHIN).toEqual(['第二段', '第一段'])
    await tab('staff')
    await tab('media')
    await expect.poll(written, WITHIN).toEqual(['第二段', '第一段'])
    await manager.getByRole('button', { name: '放弃修改' }).click()
    await expect.poll(() => texts.count(), WITHIN).toBe(before.length)
    const { boards } = await hall.request('GET', `${hall.hallPath}/draft/boards`, undefined, hall.managerToken)
    expect((boards as { playlist: object[] }).playlist.at(-1)).toMatchObject({ kind: 'image', title: '办事指南' })
    // Only the catalogue in force holds a file.
    await file.getByRole('button', { name: '删除' }).click()
    await manager.locator('dialog').getByRole('button', { name: '删除' }).click()
    await manager.getByText('还没有图片和视频').waitFor()
    await manager.getByText('文件不在了').waitFor()
  }, 60_000)

  it('A11 a photo is cut to 3 by 4 in the browser, and the pad shows who serves', async () => {
    await tab('staff')
    const computer = await hall.device('counter', { counter: '1' })
    const token = await hall.staff('window', '窗口甲', computer.token)
    await manager.reload()
    const row = manager.locator('tr', { hasText: '窗口甲' })
    await row.getByRole('button', { name: '公示资料' }).click()
    const sheet = manager.locator('dialog')
    await sheet
      .locator('.photo-choose input')
      .setInputFiles({ name: 'a.txt', mimeType: 'image/png', buffer: Buffer.from('no') })
    await sheet.getByText('不是能打开的照片').waitFor()
    await sheet.locator('.photo-choose input').setInputFiles({
      name: 'a.png',
      mimeType: 'image/png',
      buffer: await picture(900, 700),
    })
    await sheet.locator('canvas.photo').waitFor()
    await sheet.locator('input[name=number]').fill('0012')
    await sheet.locator('input[name=post]').fill('综合受理岗')
    expect(await faults()).toEqual([])
    await sheet.getByRole('button', { name: '保存' }).click()
    await row.locator('.staff-face').waitFor()
    const pad = await open(`/pad?${await paired('评价器', 'pad', { counter: '1' })}`, browser, 1280, 800)
    await pad.locator('.pad .idle').waitFor()
    expect(await pad.locator('.clerk').count()).toBe(0)
    await hall.command({ type: 'OpenCounter', counter: '1' }, token)
    await pad.locator('.clerk', { hasText: '窗口甲' }).waitFor()
    expect(await pad.locator('.clerk').innerText()).toContain('综合受理岗 · 工号 0012')
    const size = () =>
      pad
        .locator('.clerk-photo')
        .evaluate((image) => [(image as HTMLImageElement).naturalWidth, (image as HTMLImageElement).naturalHeight])
    await expect.poll(size, WITHIN).toEqual([480, 640])
    await pad.close()
  }, 60_000)

  it('S12 no page of these throws', () => {
    expect(errors).toEqual([])
  })
})

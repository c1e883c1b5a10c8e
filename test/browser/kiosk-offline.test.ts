/** A kiosk whose power goes, whose server goes, and whose program is replaced. */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Recorded } from '../../hall/events.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'

const path = process.env.CHROMIUM_PATH
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

describe.skipIf(path === undefined)('a kiosk that is cut off', () => {
  const events: Recorded[] = []
  const folders: string[] = []
  let hall: HallServer
  let webRoot: string
  let profile: string
  let context: BrowserContext | undefined

  const folder = (name: string): string => {
    const made = mkdtempSync(join(tmpdir(), `yichuang-${name}-`))
    folders.push(made)
    return made
  }
  const issued = () => events.flatMap(({ event }) => (event.type === 'TicketIssued' ? [event] : []))
  const begin = async (): Promise<BrowserContext> => {
    context = await chromium.launchPersistentContext(profile, {
      executablePath: path ?? '',
      args: ARGUMENTS,
      viewport: { width: 1_080, height: 1_920 },
      locale: 'zh-CN',
      reducedMotion: 'reduce',
    })
    return context
  }
  /** Every process of this browser, by the profile it was given. */
  const pull = (): void => {
    const found = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' })
      .split('\n')
      .filter((line) => line.includes(profile))
      .map((line) => Number(line.trim().split(' ')[0]))
    expect(found.length).toBeGreaterThan(1)
    for (const id of found) {
      try {
        process.kill(id, 'SIGKILL')
      } catch (error) {
        // One that went with its parent is gone as wanted.
        if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
      }
    }
  }
  const kioskOf = async (browser: BrowserContext, address: string): Promise<Page> => {
    const page = await browser.newPage()
    await page.goto(address)
    return page
  }
  const pairedAddress = async (role: string, where: object = {}): Promise<string> => {
    const wanted = { name: `${role} ${folders.length}`, role, ...where }
    const added = await hall.request('POST', `${hall.hallPath}/devices`, wanted, hall.managerToken)
    return `?pair=${String(added.code)}`
  }
  const kept = (page: Page): Promise<readonly string[]> =>
    page.evaluate(async () => {
      const found: string[] = []
      for (const name of await caches.keys()) {
        const cache = await caches.open(name)
        for (const { url } of await cache.keys()) found.push(new URL(url).pathname)
      }
      return found
    })

  beforeAll(async () => {
    webRoot = folder('web')
    cpSync('build/web', webRoot, { recursive: true, dereference: true })
    profile = folder('profile')
    hall = await startTestHall({ webRoot })
    hall.live.listen((more) => void events.push(...more))
  })
  afterAll(async () => {
    await context?.close()
    await hall?.stop()
    for (const made of folders) rmSync(made, { recursive: true, force: true })
  })

  it('K32 a number on its way when the power goes is one ticket, shown after the next start', {
    timeout: 60_000,
  }, async () => {
    const browser = await begin()
    const kiosk = await kioskOf(browser, `${hall.url}/kiosk${await pairedAddress('kiosk')}`)
    await kiosk.locator('.theme-tile').nth(1).click()
    await kiosk.locator('.service-take').first().waitFor()
    // The pairing itself is a minute old in life; here it must reach the disk before the power goes.
    const address = kiosk.url()
    const token = await kiosk.evaluate(() => ({ ...localStorage }))
    const got = new Promise<void>((resolve) => {
      void kiosk.route('**/commands', async (route) => {
        // The hall hears it and answers, and the answer is never read.
        await route.fetch()
        resolve()
      })
    })
    await kiosk.locator('.service-take').first().click()
    await got
    pull()
    expect(issued()).toHaveLength(1)
    const again = await begin()
    await again.addInitScript((entries) => {
      for (const [key, value] of Object.entries(entries)) {
        // Only what pairing kept: a number on its way must come from the disk.
        if (key.includes('device') && localStorage.getItem(key) === null) localStorage.setItem(key, value)
      }
    }, token)
    const next = await kioskOf(again, address)
    await next.locator('.taken-number').waitFor({ timeout: 20_000 })
    expect(await next.locator('.taken-number').textContent()).toBe('B001')
    expect(issued()).toHaveLength(1)
    // Once shown it is struck out on the disk too: a second start shows nobody's number.
    const written = () =>
      next.evaluate(
        () =>
          new Promise<unknown>((resolve, reject) => {
            const opening = indexedDB.open('yichuang')
            opening.onerror = () => reject(opening.error)
            opening.onsuccess = () => {
              const asked = opening.result.transaction('kept').objectStore('kept').getAllKeys()
              asked.onsuccess = () => {
                opening.result.close()
                resolve(asked.result)
              }
            }
          }),
      )
    await expect.poll(written).toEqual([])
    await next.reload()
    await next.locator('.theme-tile').first().waitFor()
    expect(issued()).toHaveLength(1)
  })

  it('K33 the pages are kept once they were opened, with what they fetch later, and no answer of the hall', {
    timeout: 60_000,
  }, async () => {
    const browser = context ?? (await begin())
    const kiosk = browser.pages().at(-1) ?? (await browser.newPage())
    expect(await kiosk.evaluate(() => isSecureContext)).toBe(true)
    await kiosk.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    await expect
      .poll(async () => (await kept(kiosk)).some((file) => file.endsWith('.woff2')), { timeout: 15_000 })
      .toBe(true)
    // Now that the worker stands between the page and the hall, the page asks the hall for everything once more.
    await kiosk.reload()
    await kiosk.locator('.theme-tile').first().waitFor()
    const files = await kept(kiosk)
    // All that the four pages may ever fetch, though this one opened none of the others.
    type Chunk = { readonly file: string; readonly imports?: string[]; readonly dynamicImports?: string[] }
    const manifest = JSON.parse(readFileSync(join(webRoot, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>
    const needed = new Set<string>()
    const walk = (name: string): void => {
      const chunk = manifest[name]
      if (!chunk || needed.has(`/${chunk.file}`)) return
      needed.add(`/${chunk.file}`)
      for (const next of [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])]) walk(next)
    }
    for (const page of ['kiosk/index.html', 'display/board.html', 'display/strip.html', 'counter/pad.html']) walk(page)
    expect(needed.size).toBeGreaterThan(20)
    expect([...needed].filter((file) => !files.includes(file))).toEqual([])
    expect(files).toEqual(expect.arrayContaining(['/kiosk', '/board', '/strip', '/pad']))
    for (const part of [/taken-page.*\.js$/, /search-page.*\.js$/, /access.*\.js$/, /\.css$/])
      expect(files.some((file) => part.test(file))).toBe(true)
    // The page has asked the hall for its catalogue, its name and its commands by now.
    const asked = await kiosk.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
    )
    expect(asked.some((file) => file.startsWith('/api/'))).toBe(true)
    expect(files.filter((file) => !/^\/(assets\/.+|kiosk|board|strip|pad|waiting-list)$/.test(file))).toEqual([])
  })

  it('K33 K32 with the server gone a reload shows the kiosk, which says where to go and does nothing else', {
    timeout: 90_000,
  }, async () => {
    const browser = context ?? (await begin())
    const kiosk = browser.pages().at(-1) ?? (await browser.newPage())
    const { port } = hall
    await hall.close()
    await kiosk.reload()
    await kiosk.getByText('暂时不能取号').waitFor({ timeout: 20_000 })
    await kiosk.getByText('请到导办台，工作人员帮您取号').waitFor()
    // Nothing behind it can be pressed, and its own letters are there.
    expect(
      await kiosk.locator('button').evaluateAll((all) => all.filter((one) => !one.closest('[inert]')).length),
    ).toBe(0)
    const font = await kiosk.evaluate(() =>
      document.fonts.ready.then(() => document.fonts.check('20px "Noto Sans SC Variable"', '号')),
    )
    expect(font).toBe(true)
    const board = await kioskOf(browser, `${new URL(kiosk.url()).origin}/board`)
    await board.locator('#app').waitFor({ state: 'attached' })
    await board.close()
    hall = await startTestHall({ dataDir: hall.dataDir, port, webRoot })
    await kiosk.locator('.theme-tile').first().waitFor({ timeout: 30_000 })
    await kiosk.getByText('暂时不能取号').waitFor({ state: 'detached' })
  })

  it('K33 a new version waits until nobody stands there, and is then taken', { timeout: 90_000 }, async () => {
    const browser = context ?? (await begin())
    const kiosk = browser.pages().at(-1) ?? (await browser.newPage())
    await kiosk.bringToFront()
    await kiosk.locator('.theme-tile').first().click()
    await kiosk.locator('.service-take').first().waitFor()
    const old = await kiosk.evaluate(() => caches.keys())
    const worker = join(webRoot, 'sw.js')
    writeFileSync(worker, readFileSync(worker, 'utf8').replace(/"version":"\w+"/, '"version":"another"'))
    await kiosk.evaluate(() => navigator.serviceWorker.getRegistration().then((found) => found?.update()))
    const waits = () =>
      kiosk.evaluate(() => navigator.serviceWorker.getRegistration().then((found) => !!found?.waiting))
    await expect.poll(waits).toBe(true)
    // Somebody stands there until the number is in their hand and the page has started over.
    await kiosk.evaluate(() => {
      Object.assign(globalThis, { before: true })
    })
    await kiosk.locator('.service-take').nth(1).click()
    await kiosk.locator('.taken-number').waitFor()
    expect(await kiosk.evaluate(() => (globalThis as { before?: boolean }).before)).toBe(true)
    expect(await waits()).toBe(true)
    const reloaded = kiosk.waitForEvent('load')
    await kiosk.locator('.done-button').click()
    await reloaded
    await kiosk.locator('.theme-tile').first().waitFor()
    await expect.poll(() => kiosk.evaluate(() => caches.keys())).toEqual(['yichuang another'])
    expect(old).not.toContain('yichuang another')
  })
})

/** The list that survives the server, in a real browser: kept, shown and printed when nobody answers any more (Z20). */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { WaitingList } from '../../hall/views/waiting-list.ts'
import { mintSecret } from '../../server/clock.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'

const path = process.env.CHROMIUM_PATH
/** A name that is no secure context over plain HTTP. */
const PLAIN = 'hall.test'

describe.skipIf(path === undefined)('a page of staff whose server is dead', () => {
  let hall: HallServer
  let list: WaitingList
  let context: BrowserContext
  let profile: string
  let people: Readonly<Record<'guide' | 'manager', { readonly key: string; readonly granted: string }>>

  const signedIn = (screen: string, token: string) => {
    const actor = hall.people.actorOf(token)
    return { key: `yichuang.person.${screen}`, granted: JSON.stringify({ token, identity: actor }) }
  }
  /** A page whose clock the test moves, with somebody signed in as if they had come this morning. */
  const opened = async (address: string, who: { readonly key: string; readonly granted: string }): Promise<Page> => {
    const page = await context.newPage()
    await page.clock.install()
    await page.addInitScript(({ key, granted }) => {
      if (sessionStorage.getItem('begun') === null) localStorage.setItem(key, granted)
      sessionStorage.setItem('begun', 'yes')
    }, who)
    await page.goto(address)
    return page
  }
  const rows = (page: Page, root = '.list-page'): Promise<readonly string[]> =>
    page.locator(`${root} .list-rows b`).allTextContents()
  const expected = (): readonly string[] => list.themes.flatMap(({ waiting }) => waiting.map(({ number }) => number))
  /** What lies in IndexedDB: the names of the entries, and all their bytes as text. */
  const onDisk = (page: Page): Promise<{ readonly names: readonly string[]; readonly text: string }> =>
    page.evaluate(async () => {
      const settled = <T>(asked: IDBRequest<T>): Promise<T> =>
        new Promise((resolve, reject) => {
          asked.onsuccess = () => resolve(asked.result)
          asked.onerror = () => reject(asked.error)
        })
      // Opening makes it, and the page is to do that.
      if (!(await indexedDB.databases()).some(({ name }) => name === 'yichuang-waiting-list'))
        return { names: [], text: '' }
      const store = (await settled(indexedDB.open('yichuang-waiting-list', 1))).transaction('kept').objectStore('kept')
      const names = (await settled(store.getAllKeys())).map(String)
      let text = ''
      for (const name of names) {
        const kept = await settled(store.get(name))
        if (kept.bytes) text += new TextDecoder('latin1').decode(kept.bytes)
      }
      return { names, text }
    })
  const keptPages = (page: Page): Promise<readonly string[]> =>
    page.evaluate(async () => {
      const found: string[] = []
      for (const name of await caches.keys())
        for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname)
      return found
    })

  let guide: Page
  let manager: Page
  let plain: Page
  beforeAll(async () => {
    profile = mkdtempSync(join(tmpdir(), 'yichuang-profile-'))
    hall = await startTestHall({ hosts: [PLAIN] })
    const kiosk = (await hall.device('kiosk')).token
    const counter = (await hall.device('counter', { counter: '1' })).token
    const clerk = await hall.staff('window', 'clerk', counter)
    const guideToken = await hall.staff('guide', 'guide')
    for (const service of ['A-01', 'A-02', 'F-01', 'A-01', 'B-01'])
      await hall.command({ type: 'IssueTicket', ticket: mintSecret(), service }, kiosk)
    await hall.command(
      { type: 'IssueTicket', ticket: mintSecret(), service: 'A-01', class: 'priority', ground: 'elderly' },
      guideToken,
    )
    await hall.command({ type: 'OpenCounter', counter: '1' }, clerk)
    await hall.command({ type: 'CallNext', counter: '1' }, clerk)
    const answer = await hall.request('GET', `${hall.hallPath}/waiting-list`, undefined, guideToken)
    list = (answer as unknown as { list: WaitingList }).list
    people = { guide: signedIn('guide', guideToken), manager: signedIn('manager', hall.managerToken) }
    context = await chromium.launchPersistentContext(profile, {
      executablePath: path ?? '',
      args: ['--no-sandbox', '--disable-gpu', `--host-resolver-rules=MAP ${PLAIN} 127.0.0.1`],
      viewport: { width: 1280, height: 800 },
      locale: 'zh-CN',
      reducedMotion: 'reduce',
    })
    // Somebody who goes home at noon: what was kept for them goes with them.
    const leaves = await opened(`${hall.url}/manager`, signedIn('manager', await hall.staff('inspector', 'inspector')))
    await vi.waitFor(async () => expect((await onDisk(leaves)).names).toHaveLength(2), { timeout: 10_000 })
    await leaves.getByText('退出').click()
    await vi.waitFor(async () => expect((await onDisk(leaves)).names).toEqual(['half']), { timeout: 10_000 })
    await leaves.close()
    guide = await opened(`${hall.url}/guide`, people.guide)
    manager = await opened(`${hall.url}/manager`, people.manager)
    plain = await opened(`http://${PLAIN}:${hall.port}/guide`, people.guide)
    for (const page of [guide, manager, plain]) await page.locator('.list-root').waitFor({ state: 'attached' })
    await vi.waitFor(async () => expect((await onDisk(guide)).names).toHaveLength(3), { timeout: 10_000 })
    await vi.waitFor(async () => expect(await keptPages(guide)).toContain('/waiting-list'), { timeout: 20_000 })
    await hall.close()
    for (const page of [guide, manager, plain]) await page.clock.runFor(40_000)
  }, 120_000)
  afterAll(async () => {
    await context?.close()
    await hall?.stop()
    rmSync(profile, { recursive: true, force: true })
  })

  it('Z20 keeps the list encrypted, one for each who is signed in and none for who signed out, and what lies on the disk shows no number', async () => {
    const { names, text } = await onDisk(guide)
    expect(names.filter((name) => name.startsWith('list '))).toHaveLength(2)
    expect(names).toContain('half')
    expect(text.length).toBeGreaterThan(500)
    for (const number of expected()) expect(text).not.toContain(number)
    expect(text).not.toContain('waiting')
  })

  it('Z20 half a minute after the last answer a desk and a manager’s page say so and show everybody in calling order', async () => {
    expect(expected().length).toBe(5)
    for (const page of [guide, manager]) {
      await page.locator('.list-bar').waitFor()
      // The page makes room for it: what lay below would be the keys of a window.
      const over = await page.evaluate(() => {
        const below = (name: string) => document.querySelector(name)?.getBoundingClientRect()
        return (below('#app')?.bottom ?? 0) - (below('.list-bar')?.top ?? 0)
      })
      expect(over).toBeLessThanOrEqual(0)
      await page.locator('.list-bar button').click()
      expect(await rows(page, '.sheet')).toEqual(expected())
      const windows = await page.locator('.sheet .list-windows li').allTextContents()
      expect(windows).toHaveLength(1)
      expect(windows[0]).toContain(list.windows[0]?.number)
      expect(await page.locator('.sheet .list-plain').count()).toBe(0)
    }
  })

  it('Z20 on paper stands the list and nothing else of the page', async () => {
    await guide.emulateMedia({ media: 'print' })
    expect(await guide.locator('.list-print').isVisible()).toBe(true)
    for (const other of ['.guide', '.list-bar', '.sheet']) expect(await guide.locator(other).isVisible()).toBe(false)
    expect((await guide.pdf({ preferCSSPageSize: true })).length).toBeGreaterThan(5_000)
    await guide.emulateMedia({ media: null })
  })

  it('Z20 over plain HTTP the list is in the page alone, and the page says so', async () => {
    await plain.locator('.list-bar button').click()
    expect(await rows(plain, '.sheet')).toEqual(expected())
    expect(await plain.locator('.sheet .list-plain').textContent()).toMatch(/不是加密连接/)
    expect(await plain.evaluate(() => indexedDB.databases())).toEqual([])
  })

  it('Z20 a page that is opened while the server is dead shows the list, to whoever is signed in at this machine', async () => {
    for (const address of ['/guide', '/window?as=7', '/waiting-list']) {
      await guide.goto(`${hall.url}${address}`)
      await guide.locator('.list-page .list-rows').first().waitFor()
      expect(await rows(guide)).toEqual(expected())
    }
  })

  it('Z20 opens for no other session: another token, or nobody signed in', async () => {
    await guide.evaluate(({ key, granted }) => {
      localStorage.setItem(key, granted.replace(/"token":"../, '"token":"xx'))
      localStorage.removeItem('yichuang.person.manager')
    }, people.guide)
    await guide.reload()
    await guide.locator('.list-nothing h1').waitFor()
    await guide.evaluate(() => localStorage.clear())
    await guide.reload()
    await guide.locator('.list-nothing h1').waitFor()
    expect(await rows(guide)).toEqual([])
  })

  it('Z20 is thrown away when its day is over', async () => {
    await guide.evaluate(({ key, granted }) => localStorage.setItem(key, granted), people.guide)
    await guide.reload()
    await guide.locator('.list-page .list-rows').first().waitFor()
    await guide.clock.setFixedTime(list.goodUntil + 1)
    await guide.reload()
    await guide.locator('.list-nothing h1').waitFor()
    expect((await onDisk(guide)).names).toEqual(['half'])
  })
})

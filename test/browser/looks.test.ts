import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../hall/actor.ts'
import { mintSecret } from '../../server/clock.ts'
import { type HallServer, PASSWORD, startTestHall } from '../kit/hall-server.ts'
import { launch } from './chromium.ts'

const path = process.env.CHROMIUM_PATH
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Smallest touch target and text in CSS px: 20 mm on a 21.5-inch kiosk, 60 on tablets, 44 with a mouse (UX anchors §1). */
const SCREENS = [
  { name: 'kiosk', path: '/kiosk', width: 1080, height: 1920, target: 81, text: 28, role: 'kiosk', where: {} },
  { name: 'board', path: '/board', width: 1920, height: 1080, target: 44, text: 24, role: 'display', where: {} },
  {
    name: 'board upright',
    path: '/board',
    width: 1080,
    height: 1920,
    target: 44,
    text: 24,
    role: 'display',
    where: {},
  },
  {
    name: 'strip',
    path: '/strip',
    width: 1920,
    height: 360,
    target: 44,
    text: 24,
    role: 'display',
    where: { counter: '1' },
  },
  { name: 'pad', path: '/pad', width: 1280, height: 800, target: 60, text: 24, role: 'pad', where: { counter: '1' } },
  {
    name: 'window',
    path: '/window',
    width: 1366,
    height: 768,
    target: 40,
    text: 14,
    role: 'counter',
    where: { counter: '1' },
    person: 'clerk',
    later: ['.window .tabs'],
  },
  {
    name: 'window in small',
    path: '/window',
    hash: '#compact',
    width: 340,
    height: 520,
    target: 44,
    text: 14,
    role: 'counter',
    where: { counter: '3' },
    person: 'clerk',
    later: ['.small'],
  },
  {
    name: 'guide',
    path: '/guide',
    width: 1280,
    height: 800,
    target: 56,
    text: 14,
    person: 'guide',
    later: ['.needs', '.look'],
  },
  { name: 'manager', path: '/manager', width: 1440, height: 900, target: 40, text: 14, person: 'manager' },
  { name: 'paper', path: '/paper', width: 1440, height: 900, target: 40, text: 14, person: 'manager' },
] as const
type Screen = (typeof SCREENS)[number]

type Faults = { overflow: boolean; small: string[]; tiny: string[] }

/** What a ruler would find on the page: sideways scrolling, touch targets and texts under their size. */
const measure = (page: Page, target: number, text: number): Promise<Faults> =>
  page.evaluate(
    ([least, smallest]) => {
      const seen = (element: Element): DOMRect | undefined => {
        const box = element.getBoundingClientRect()
        const style = getComputedStyle(element)
        return box.width > 0 && box.height > 0 && style.visibility !== 'hidden' && style.opacity !== '0'
          ? box
          : undefined
      }
      const small: string[] = []
      for (const element of document.querySelectorAll('button, a[href], input, select, [role=button]')) {
        const box = seen(element)
        if (box && Math.max(box.width, box.height) > 0 && Math.min(box.width, box.height) < least - 0.5) {
          small.push(
            `${element.textContent?.trim().slice(0, 20) || element.tagName} ${Math.round(box.width)}×${Math.round(box.height)}`,
          )
        }
      }
      const tiny: string[] = []
      const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const parent = node.parentElement
        if (!parent || !node.textContent?.trim() || parent.closest('svg, script, style') || !seen(parent)) continue
        const size = Number.parseFloat(getComputedStyle(parent).fontSize)
        if (size < smallest - 0.5) tiny.push(`${node.textContent.trim().slice(0, 20)} ${size}px`)
      }
      return { overflow: document.documentElement.scrollWidth > innerWidth + 1, small, tiny }
    },
    [target, text] as const,
  )

describe.skipIf(path === undefined)('what the screens look like', () => {
  let hall: HallServer
  let browser: Browser
  const opened: Page[] = []
  const errors: string[] = []

  const clerk = (counter: string): Actor => ({ role: 'window', id: `clerk-${counter}`, name: '窗口员', counter })

  beforeAll(async () => {
    hall = await startTestHall()
    browser = await launch(path ?? '')
    for (const role of ['window', 'guide'] as const) {
      const name = role === 'window' ? 'clerk' : 'guide'
      await hall.request('POST', `${hall.hallPath}/staff`, { name, password: PASSWORD, role }, hall.managerToken)
    }
  })
  afterAll(async () => {
    await browser?.close()
    await hall?.stop()
  })

  const open = async (screen: Screen): Promise<Page> => {
    const context = await browser.newContext({
      viewport: { width: screen.width, height: screen.height },
      locale: 'zh-CN',
      reducedMotion: 'reduce',
    })
    const page = await context.newPage()
    page.on('pageerror', (error) => errors.push(`${screen.name}: ${error.message}`))
    const wanted = 'role' in screen ? { name: screen.name, role: screen.role, ...screen.where } : undefined
    const code = wanted
      ? (await hall.request('POST', `${hall.hallPath}/devices`, wanted, hall.managerToken)).code
      : undefined
    const hash = 'hash' in screen ? screen.hash : ''
    await page.goto(`${hall.url}${screen.path}${code === undefined ? '' : `?pair=${code}`}${hash}`)
    if ('person' in screen) {
      await page.locator('input[name=name]').fill(screen.person)
      await page.locator('input[name=password]').fill(PASSWORD)
      await page.locator('button[type=submit]').click()
      await page.locator('input[name=password]').waitFor({ state: 'detached' })
    }
    await page.waitForFunction(() => !document.querySelector('.gate') && (document.body.textContent ?? '').length > 20)
    // What is loaded after the first picture belongs to what is looked at.
    for (const part of 'later' in screen ? screen.later : []) await page.locator(part).first().waitFor()
    opened.push(page)
    return page
  }

  const look = async (screen: Screen): Promise<void> => {
    const page = await open(screen)
    const faults = await measure(page, screen.target, screen.text)
    expect(faults, screen.name).toEqual({ overflow: false, small: [], tiny: [] })
    await page.evaluate(axe)
    const found = await page.evaluate(async () => {
      const { axe: run } = globalThis as unknown as {
        axe: { run: () => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> }
      }
      const { violations } = await run.run()
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 120)}`)
    })
    expect(found, screen.name).toEqual([])
    await page.context().close()
  }

  it.each(SCREENS)('S9 $name with nobody waiting', look, 30_000)

  it('S9 the ruler finds a planted small button, small text and overflow', async () => {
    const page = await browser.newPage({ viewport: { width: 400, height: 400 } })
    await page.setContent(
      '<button style="width:20px;height:20px">x</button><p style="font-size:9px">tiny</p><div style="width:900px">wide</div>',
    )
    const faults = await measure(page, 44, 14)
    expect(faults.overflow).toBe(true)
    expect(faults.small).toHaveLength(1)
    expect(faults.tiny.some((text) => text.startsWith('tiny'))).toBe(true)
    await page.close()
  })

  it('S9 forty people come, six windows call', async () => {
    const guide: Actor = { role: 'guide', id: 'guide', name: '导办员' }
    const services = hall.live.hall().catalogue?.services ?? []
    for (let count = 0; count < 40; count += 1) {
      const service = services[(count * 7) % services.length]?.id ?? ''
      const named = count % 9 === 0 ? ({ class: 'priority', ground: 'elderly' } as const) : {}
      await hall.live.submit({ id: mintSecret(), type: 'IssueTicket', ticket: mintSecret(), service, ...named }, guide)
    }
    for (const counter of ['1', '3', '5', '6', '9', '12']) {
      await hall.live.submit({ id: mintSecret(), type: 'OpenCounter', counter }, clerk(counter))
      await hall.live.submit({ id: mintSecret(), type: 'CallNext', counter }, clerk(counter))
    }
    expect(hall.live.hall().counts.waiting).toBeGreaterThan(30)
  })

  it.each(SCREENS)('S9 $name with forty tickets', look, 30_000)

  it('S9 no page threw', () => {
    expect(errors).toEqual([])
  })
})

/** The sound of real boards: blocked and opened by one touch, silent where the zone is, from one of two; and the page that records. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { USUAL_VOICE, type VoiceSettings } from '../../hall/voice.ts'
import { buildWave } from '../../hall/wave.ts'
import { mintSecret } from '../../server/clock.ts'
import type { Synthesise } from '../../server/voice/agent.ts'
import { type HallServer, PASSWORD, startTestHall } from '../kit/hall-server.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'
import { SOUND_LOG, type SoundLog } from '../voice/sound-log.ts'
import { tone } from '../voice/tones.ts'

const path = process.env.CHROMIUM_PATH
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const webRoot = process.env.WEB_ROOT ?? 'build/web'
const WITHIN = { interval: 100, timeout: 15_000 }
const FREE = '--autoplay-policy=no-user-gesture-required'

/** Half a second of a tone in place of a voice. */
const short: Synthesise = async () => ({ ok: true, wave: buildWave(tone(500)) })

const voiced = (voice: VoiceSettings = {}) => ({ ...smallCatalogue, voice })

describe.skipIf(path === undefined)('the sound of boards, in a real browser', () => {
  let blocked: Browser
  let free: Browser
  const contexts: BrowserContext[] = []
  const halls: HallServer[] = []

  beforeAll(async () => {
    const launch = (...more: readonly string[]) =>
      chromium.launch({
        executablePath: path ?? '',
        args: [
          '--no-sandbox',
          '--disable-gpu',
          '--use-fake-device-for-media-stream',
          '--use-fake-ui-for-media-stream',
          ...more,
        ],
      })
    ;[blocked, free] = await Promise.all([launch(), launch(FREE)])
  })
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()))
    await Promise.all(halls.splice(0).map((hall) => hall.stop()))
  })
  afterAll(async () => {
    await Promise.all([blocked?.close(), free?.close()])
  })

  const openHall = async (voice: VoiceSettings = {}, synthesise: Synthesise = short): Promise<HallServer> => {
    const hall = await startTestHall({ webRoot, shipped: voiced(voice), synthesise })
    halls.push(hall)
    const { token: computer } = await hall.device('counter', { counter: '1' })
    const clerk = await hall.staff('window', 'clerk', computer)
    await hall.command({ type: 'OpenCounter', counter: '1' }, clerk)
    clerks.set(hall, clerk)
    return hall
  }
  const clerks = new Map<HallServer, string>()

  /** Calls the next visitor to window 1. */
  const call = async (hall: HallServer): Promise<number> => {
    const clerk = clerks.get(hall) ?? ''
    const here = hall.live.hall().counters.get('1')?.ticket
    if (here !== undefined) {
      await hall.command({ type: 'StartServing', counter: '1', ticket: here }, clerk)
      await hall.command({ type: 'CompleteTicket', counter: '1', ticket: here, outcome: 'immediate' }, clerk)
    }
    await hall.command({ type: 'IssueTicket', ticket: mintSecret(), service: 'A-01' }, hall.managerToken)
    await hall.command({ type: 'CallNext', counter: '1' }, clerk)
    return hall.live.hall().calls.at(-1)?.position ?? 0
  }

  /** Nothing is asked of the page by script before its sound was tried: that would count as a touch. */
  const openBoard = async (
    hall: HallServer,
    browser: Browser,
  ): Promise<{ readonly page: Page; readonly id: string }> => {
    const board = await hall.device('display', { zone: 'z1' })
    const { code } = await hall.request('POST', `${hall.hallPath}/devices/${board.id}/code`, {}, hall.managerToken)
    const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'zh-CN' })
    contexts.push(context)
    const page = await context.newPage()
    await page.addInitScript(SOUND_LOG)
    await page.goto(`${hall.url}/board?pair=${code}`)
    await page.locator('.board').waitFor()
    return { page, id: board.id }
  }
  const log = (page: Page): Promise<SoundLog> => page.evaluate('window.soundLog')

  type Row = {
    readonly id: string
    readonly health?: { readonly sound: string; readonly spoken?: number }
    readonly speaks?: boolean
    readonly condition?: string
  }
  const rowOf = async (hall: HallServer, id: string): Promise<Row | undefined> => {
    const answer = await hall.request('GET', `${hall.hallPath}/devices`, undefined, hall.managerToken)
    return (answer.devices as readonly Row[]).find((row) => row.id === id)
  }
  /** It is this board's turn, it is heard and awake. */
  const ready = (hall: HallServer, id: string): Promise<void> =>
    vi.waitFor(
      async () =>
        expect(await rowOf(hall, id)).toMatchObject({ speaks: true, condition: 'well', health: { sound: 'on' } }),
      WITHIN,
    )
  const says = (hall: HallServer, id: string, sound: string): Promise<void> =>
    vi.waitFor(async () => expect((await rowOf(hall, id))?.health?.sound).toBe(sound), WITHIN)

  it('V13 a board whose sound is blocked says so on the screen and to the manager, and one touch opens it', async () => {
    const hall = await openHall()
    const { page, id } = await openBoard(hall, blocked)
    await says(hall, id, 'blocked')
    const button = page.getByRole('button', { name: '点此开启声音' })
    await button.waitFor()
    await call(hall)
    await page.mouse.click(960, 300)
    await button.waitFor({ state: 'detached' })
    await ready(hall, id)
    const position = await call(hall)
    await vi.waitFor(async () => expect((await rowOf(hall, id))?.health?.spoken).toBe(position), WITHIN)
    const heard = await log(page)
    expect(heard.chimes.length).toBeGreaterThanOrEqual(1)
    expect(heard.speeches.length).toBeGreaterThanOrEqual(1)
  }, 60_000)

  it('V10 a silent zone shows its calls and never sounds, and that is no fault', async () => {
    const hall = await openHall({ zones: { z1: { ...USUAL_VOICE, silent: true } } })
    const { page, id } = await openBoard(hall, free)
    await says(hall, id, 'silent')
    await call(hall)
    await page.getByText('A001').first().waitFor()
    await call(hall)
    await page.getByText('A002').first().waitFor()
    expect(await log(page)).toEqual({ chimes: [], speeches: [], ends: [] })
    expect(await page.getByRole('button', { name: '点此开启声音' }).count()).toBe(0)
  }, 60_000)

  it('S13 of two boards of a zone one speaks, and when it goes the other does', async () => {
    const hall = await openHall()
    const boards = [await openBoard(hall, free), await openBoard(hall, free)]
    const speakers = async () => {
      const rows = await Promise.all(boards.map(({ id }) => rowOf(hall, id)))
      expect(rows.map((row) => row?.condition)).toEqual(['well', 'well'])
      return boards.filter((_, index) => rows[index]?.speaks && rows[index].health?.sound === 'on')
    }
    await vi.waitFor(async () => expect(await speakers()).toHaveLength(1), WITHIN)
    const first = await call(hall)
    await vi.waitFor(async () => {
      const rows = await Promise.all(boards.map(({ id }) => rowOf(hall, id)))
      expect(rows.map((row) => row?.health?.spoken).filter((spoken) => spoken === first)).toHaveLength(1)
    }, WITHIN)
    const [speaker] = await speakers()
    const other = boards.find((board) => board !== speaker)
    if (!speaker || !other) throw new Error('One of the two boards speaks.')
    expect((await log(speaker.page)).chimes).toHaveLength(1)
    expect((await log(other.page)).chimes).toHaveLength(0)
    await speaker.page.close()
    await ready(hall, other.id)
    // What was said before it took over is not said again.
    expect((await log(other.page)).chimes).toHaveLength(0)
    const second = await call(hall)
    await vi.waitFor(async () => expect((await rowOf(hall, other.id))?.health?.spoken).toBe(second), WITHIN)
  }, 60_000)

  it('V15 where nobody can speak the board chimes, shows the call and says what is missing', async () => {
    const hall = await openHall({}, async () => ({ ok: false, missing: true, why: 'ENOENT' }))
    const { page, id } = await openBoard(hall, free)
    await ready(hall, id)
    await call(hall)
    await says(hall, id, 'broken')
    await page.getByText('只响提示音').waitFor()
    const heard = await log(page)
    expect(heard.chimes.length).toBeGreaterThanOrEqual(1)
    expect(heard.speeches).toEqual([])
    expect((await rowOf(hall, id))?.health?.spoken).toBeUndefined()
  }, 60_000)

  it('V14 a manager hears a zone, is told what a bad recording lacks, and keeps a good one', async () => {
    const hall = await openHall()
    const context = await free.newContext({
      viewport: { width: 1440, height: 900 },
      locale: 'zh-CN',
      permissions: ['microphone'],
    })
    contexts.push(context)
    const page = await context.newPage()
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    await page.goto(`${hall.url}/manager#voice`)
    await page.locator('input').nth(0).fill('manager')
    await page.locator('input').nth(1).fill(PASSWORD)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: '试听' }).first().click()
    await page.getByText('普通话：服务器合成').waitFor()

    const bench = page.locator('.clip-bench')
    await expect.poll(() => bench.locator('b').textContent()).toBe('请')
    const give = (loud: number) =>
      page.locator('.clip-file input').setInputFiles({
        name: 'word.wav',
        mimeType: 'audio/wav',
        buffer: Buffer.from(buildWave(tone(400, { before: 300, after: 600, loud }))),
      })
    await give(0.004)
    await page.getByText('声音太小').waitFor()
    expect(await page.getByRole('button', { name: '保存，录下一个' }).count()).toBe(0)
    await give(0.3)
    await page.getByText('可以用').waitFor()
    await page.getByRole('button', { name: '保存，录下一个' }).click()
    // The next word that is missing comes by itself.
    await expect.poll(() => bench.locator('b').textContent()).toBe('A')
    await page.getByText('已录 1 /').waitFor()
    await page.getByRole('button', { name: /^请，已录/ }).click()
    await page.locator('.clip-wave').waitFor()

    // Chromium's own test microphone beeps once a second.
    await page.getByRole('button', { name: /^A，还没有录/ }).click()
    await page.getByRole('button', { name: '录音', exact: true }).click()
    await page.getByText('正在录').waitFor()
    await page.getByRole('button', { name: '停止' }).waitFor()
    // It stops by itself, so that nobody records a minute.
    await page.getByRole('button', { name: '停止' }).waitFor({ state: 'detached' })
    await page.locator('.clip-wave').waitFor()
    // A word that is left while it is recorded leaves nothing to the next one.
    await page.getByRole('button', { name: '重录' }).click()
    await page.getByText('正在录').waitFor()
    await page.getByRole('button', { name: /^零，还没有录/ }).click()
    await page.getByRole('button', { name: '录音', exact: true }).waitFor()
    expect(await page.locator('.clip-wave').count()).toBe(0)
    await page.getByRole('button', { name: /^请，已录/ }).click()
    await page.getByRole('button', { name: '删除录音' }).click()
    await page.getByText('已录 0 /').waitFor()
    await page.evaluate(axe)
    const found = (await page.evaluate('axe.run()')) as { readonly violations: readonly { readonly id: string }[] }
    expect(found.violations.map(({ id }) => id)).toEqual([])
    const wide = await page.evaluate('document.documentElement.scrollWidth <= innerWidth')
    expect(wide).toBe(true)
    expect(errors).toEqual([])
  }, 60_000)
})

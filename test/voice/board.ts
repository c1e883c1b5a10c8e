/** A real server, a real board in Chromium, an idle zone: how long after a call the sound is ready, and the board begins. */
import { performance } from 'node:perf_hooks'
import { chromium, type Page } from 'playwright-core'
import { USUAL_VOICE } from '../../hall/voice.ts'
import { buildWave, VOICE_RATE } from '../../hall/wave.ts'
import type { DeviceRow } from '../../hall/wire.ts'
import { mintSecret } from '../../server/clock.ts'
import { espeak, type Synthesise } from '../../server/voice/agent.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'
import { SOUND_LOG, type SoundLog } from './sound-log.ts'

/** Each from the moment before the command was sent, ms. */
export type Heard = {
  readonly ready: readonly number[]
  /** Asked for again: what is kept answers. */
  readonly again: readonly number[]
  readonly chime: readonly number[]
  readonly words: readonly number[]
}

const PATIENCE_MS = 15_000
const ASK_EVERY_MS = 20
/** Twice the usual pace: what is measured is the beginning, so the end need not be waited for long. */
const PACE = 200

/** A second of nothing, for machines without a synthesiser. */
const stand: Synthesise = async () => ({
  ok: true,
  wave: buildWave({ rate: VOICE_RATE, samples: new Float32Array(VOICE_RATE).fill(0.1) }),
})

const logOf = (page: Page): Promise<SoundLog> => page.evaluate('window.soundLog')
/** Asks the page until it says yes. The pages' policy forbids the browser's own waiting, which evaluates text there. */
const until = async (page: Page, what: string): Promise<boolean> => {
  for (const begun = performance.now(); performance.now() - begun < PATIENCE_MS; ) {
    if (await page.evaluate(what)) return true
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS))
  }
  return false
}

/** Whether the server has given this board its turn, and the board is heard and awake. */
const isReady = async (hall: HallServer, id: string): Promise<boolean> => {
  for (const begun = performance.now(); performance.now() - begun < PATIENCE_MS; ) {
    const { devices } = await hall.request('GET', `${hall.hallPath}/devices`, undefined, hall.managerToken)
    const row = (devices as readonly DeviceRow[]).find((one) => one.id === id)
    if (row?.speaks && row.condition === 'well' && row.health?.sound === 'on') return true
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS))
  }
  return false
}

/** @param real whether this machine has a synthesiser @param webRoot built pages */
export const hearBoard = async (
  executablePath: string,
  count: number,
  real: boolean,
  webRoot = 'build/web',
): Promise<Heard> => {
  const voice = { usual: { ...USUAL_VOICE, pace: PACE } }
  const hall = await startTestHall({
    webRoot,
    shipped: { ...smallCatalogue, voice },
    synthesise: real ? espeak : stand,
  })
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--autoplay-policy=no-user-gesture-required'],
  })
  const found = { ready: [] as number[], again: [] as number[], chime: [] as number[], words: [] as number[] }
  try {
    const board = await hall.device('display', { zone: 'z1' })
    const { code } = await hall.request('POST', `${hall.hallPath}/devices/${board.id}/code`, {}, hall.managerToken)
    const { token: computer } = await hall.device('counter', { counter: '1' })
    const other = await hall.device('display', { zone: 'z1' })
    const clerk = await hall.staff('window', 'clerk', computer)
    await hall.command({ type: 'OpenCounter', counter: '1' }, clerk)
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } })
    await page.addInitScript(SOUND_LOG)
    await page.goto(`${hall.url}/board?pair=${code}`)
    await page.locator('.board').waitFor()
    if (!(await isReady(hall, board.id))) throw new Error('The board never had its turn to speak.')
    for (let index = 0; index < count; index += 1) {
      await hall.command({ type: 'IssueTicket', ticket: mintSecret(), service: 'A-01' }, hall.managerToken)
      const sent = Date.now()
      await hall.command({ type: 'CallNext', counter: '1' }, clerk)
      const call = hall.live.hall().calls.at(-1)
      const ask = () =>
        fetch(`${hall.url}${hall.hallPath}/speech/z1/${call?.position}`, {
          headers: { authorization: `Bearer ${other.token}` },
        })
      const speech = await ask()
      await speech.arrayBuffer()
      const readyAt = Date.now()
      const begun = performance.now()
      await (await ask()).arrayBuffer()
      const again = performance.now() - begun
      if (!(await until(page, `window.soundLog.speeches.some((at) => at > ${sent})`)))
        throw new Error('The board did not speak.')
      const log = await logOf(page)
      found.ready.push(readyAt - sent)
      found.again.push(again)
      found.chime.push((log.chimes.find((at) => at >= sent) ?? 0) - sent)
      found.words.push((log.speeches.find((at) => at >= sent) ?? 0) - sent)
      const ticket = hall.live.hall().counters.get('1')?.ticket ?? ''
      await hall.command({ type: 'StartServing', counter: '1', ticket }, clerk)
      await hall.command({ type: 'CompleteTicket', counter: '1', ticket, outcome: 'immediate' }, clerk)
      await until(page, 'window.soundLog.ends.length >= window.soundLog.speeches.length')
      // Once its ticket is served a call is not said again; the loudspeaker is idle after the breath.
      await until(page, "document.querySelector('.footer-calling') === null")
    }
    return found
  } finally {
    await browser.close()
    await hall.stop()
  }
}

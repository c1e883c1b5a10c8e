/** Lines between the hall and its screens, kiosks and windows go bad in every way, and come back (Z10). */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Board, shownOn, startBoard } from './boards.ts'
import type { Broken } from './check.ts'
import { openCrashRun, sleep, toMorning } from './crash-run.ts'
import { mustPost, openLine } from './line.ts'
import { machineFor } from './people.ts'
import { startHallProcess } from './server-process.ts'
import { letIn } from './strangers.ts'
import { type Outcome, roundLine, type Tier, together } from './tier.ts'
import { openWeather, type Weather } from './weather.ts'

/** Lines on which nothing arrives for a while: whoever looks at such a board must be told. */
const SILENT: readonly Weather[] = ['held', 'vanished', 'oneWay', 'cut']
/** Bad lines on which everything arrives in the end. */
const BAD: readonly Weather[] = ['slow', 'lossy']
const SILENT_FOR_MS = 12_500
/** A screen says so after ten seconds and a frame; its process, and this one, need a moment to tell of it. */
const SAYS_SO_WITHIN_MS = 10_000 + 150
const PRESENT_WITHIN_MS = 3_000
/** What was called so long before the line came back is past. */
const STALE_CALL_MS = 10_000
/** How the line of kiosks and windows goes on changing meanwhile, and how long each lasts, ms. */
const CHANGES: readonly (readonly [Weather, number])[] = [
  ['fair', 600],
  ['cut', 250],
  ['slow', 1_200],
  ['lossy', 1_200],
  ['held', 800],
  ['vanished', 400],
]

const until = async (what: () => boolean, withinMs: number): Promise<boolean> => {
  const deadline = performance.now() + withinMs
  while (!what() && performance.now() < deadline) await sleep(20)
  return what()
}

/** What was wrong on one board between the moment its line went bad and some time after it was good again. */
const judge = ({ weather, words }: Board, wentAt: number, backAt: number, position: number): readonly Broken[] => {
  const broken: Broken[] = []
  const silent = SILENT.includes(weather)
  const saidSo = words.find((word) => word.kind === 'stale' && word.stale && word.at >= wentAt)
  if (silent && !(saidSo && saidSo.at - wentAt <= SAYS_SO_WITHIN_MS))
    broken.push({
      kind: 'late',
      rule: 'I7',
      sentence: `${weather}: the board did not say that it is old: ${saidSo ? saidSo.at - wentAt : 'never'} ms.`,
    })
  const showed = words.find((word) => word.kind === 'shows' && word.position >= position)
  if (!(showed && showed.at - backAt <= PRESENT_WITHIN_MS))
    broken.push({
      kind: 'late',
      rule: 'Z10',
      sentence: `${weather}: the board showed the present ${showed ? `${showed.at - backAt} ms after its line came back` : 'never'}.`,
    })
  for (const word of words)
    if (word.kind === 'spoke' && silent && word.at >= backAt && word.callAt < word.now - STALE_CALL_MS)
      broken.push({
        kind: 'finding',
        rule: 'I16',
        sentence: `${weather}: ${word.number} was spoken ${Math.round((word.now - word.callAt) / 1000)} s late.`,
      })
  const told = words.filter((word) => word.kind === 'spoke').map(({ callAt, number }) => `${number} at ${callAt}`)
  for (const call of new Set(told))
    if (told.indexOf(call) !== told.lastIndexOf(call))
      broken.push({ kind: 'duplicate', rule: 'I16', sentence: `${weather}: ${call} was spoken twice.` })
  return broken
}

const run: Tier['run'] = async ({ rounds, seed, bug, say }) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'yichuang-line-'))
  const hall = openCrashRun(seed)
  const server = await startHallProcess({ dataDir, port: 0, aheadMs: toMorning(Date.now()), bug })
  const setting = openLine(server.url)
  const done: Outcome[] = []
  const boards: Board[] = []
  let changing = true
  const pressersLine = await openWeather(server.url, hall.chance)
  try {
    await hall.begin(server.url, server.code)
    const strangers = await letIn(server.url, hall.people()[0]?.token ?? '')
    // The planted guard shows at the door, and nowhere else.
    if (bug === 'noOriginCheck')
      return { rounds: 1, acknowledged: 0, resent: 0, recoveriesMs: [], broken: strangers, figures: {} }
    const weathers: readonly Weather[] = ['fair', ...SILENT, ...BAD]
    for (const weather of weathers) {
      const token = await machineFor(setting, hall.manager(), { name: `board in ${weather}`, role: 'display' })
      boards.push(await startBoard({ weather, url: server.url, token, chance: hall.chance }))
    }
    const figures: Record<string, number> = {}
    for (let round = 1; round <= rounds; round += 1) {
      if (!(await until(() => boards.every((board) => shownOn(board) > 0), 20_000)))
        throw new Error('A board never showed anything.')
      const load = hall.press(pressersLine.url, { again: true, restMs: 150 })
      const change = (async () => {
        while (changing)
          for (const [weather, ms] of CHANGES) {
            pressersLine.set(weather)
            await sleep(changing ? ms : 0)
          }
      })()
      await sleep(500)
      const wentAt = Date.now()
      for (const { line, weather } of boards) line.set(weather)
      await sleep(SILENT_FOR_MS)
      changing = false
      await change
      pressersLine.set('fair')
      await load.stop()
      // Whatever the hall holds now, every board must hold soon: the position is that of the last durable command.
      const asked = await mustPost(setting, `/api/halls/jiaoling/commands`, hall.nextNumber(), hall.people()[0]?.token)
      const position = Number(asked.position)
      const backAt = Date.now()
      for (const { line } of boards) line.set('fair')
      await until(() => boards.every((board) => shownOn(board) >= position), 2 * PRESENT_WITHIN_MS)
      // Voices that were held back would come now.
      await sleep(500)
      const broken = boards.flatMap((board) => judge(board, wentAt, backAt, position))
      const back = await hall.comeBack(server.url, performance.now(), dataDir)
      const shows = boards.map(({ words }) => {
        const found = words.find((word) => word.kind === 'shows' && word.position >= position)
        return found ? Math.max(0, found.at - backAt) : PRESENT_WITHIN_MS * 2
      })
      const says = boards.flatMap(({ words, weather }) => {
        const found = words.find((word) => word.kind === 'stale' && word.stale && word.at >= wentAt)
        return SILENT.includes(weather) && found ? [found.at - wentAt] : []
      })
      figures['boards say so within ms'] = Math.max(0, ...says)
      figures['boards show the present within ms'] = Math.max(0, ...shows)
      done.push({
        rounds: boards.length,
        acknowledged: back.acknowledged,
        resent: back.resent,
        recoveriesMs: shows,
        broken: [...broken, ...back.broken, ...(round === 1 ? strangers : [])],
        figures,
      })
      const what = `${boards.length} lines   said so within ${Math.max(0, ...says)} ms   present after ${Math.max(...shows)} ms`
      say(roundLine(round, what, done.at(-1)?.broken ?? []))
      changing = true
      for (const board of boards) board.words.splice(0)
    }
    return together(done)
  } finally {
    changing = false
    for (const board of boards) await board.close()
    setting.close()
    await pressersLine.close()
    await server.kill()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

export const line: Tier = {
  name: 'line',
  title: 'lines that are slow, lossy, held, half open or cut',
  proves: 'Z10 I7 I8 I16 X6',
  rounds: 1,
  lacks: () => undefined,
  run,
  planted: [
    { bug: 'blindPush', rounds: 1 },
    { bug: 'noOriginCheck', rounds: 1 },
  ],
}

/** `npm run demo`: a throwaway hall with simulated people. Nothing of it is left when it ends. */
import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sampleCatalogue } from '../catalogue/sample/index.ts'
import { systemClock } from '../clock.ts'
import { jsonLog, reasonOf } from '../log.ts'
import { startHall } from '../start.ts'
import { demoCatalogue } from './catalogue.ts'
import { SPEED_AT_FIRST, SPEED_MAX, SPEED_MIN } from './demo.ts'
import { openDemo, type RunningDemo } from './open-demo.ts'

const { HOST = '127.0.0.1', PORT = '8080', HALL_HOSTS = '', SPEED = String(SPEED_AT_FIRST), SEED } = process.env

/** A number from the environment, or a sentence that says which one. */
const numberFrom = (name: string, text: string, least: number, most: number): number => {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (!(value >= least && value <= most))
    throw new Error(`${name} must be a number from ${least} to ${most}, not "${text}".`)
  return value
}

const welcome = (url: string, speed: number, seed: number): string =>
  [
    '',
    '  ┌──────────────────────────────────────────────────────────────────┐',
    '  │  演示 DEMO · 群众和窗口人员都是模拟的，退出后数据全部删除        │',
    '  │  Simulated people. Everything is deleted when this ends.         │',
    '  └──────────────────────────────────────────────────────────────────┘',
    '',
    `  打开 Open     ${url}/`,
    `  速度 Speed    ${speed}×   (${SPEED_MIN}–${SPEED_MAX})`,
    `                curl -X POST ${url}/api/demo/speed -H 'content-type: application/json' -d '{"speed":60}'`,
    `  种子 Seed     ${seed}   SEED=${seed} npm run demo 再来同样的群众 brings the same people`,
    '  退出 Stop     Ctrl-C',
    '',
    '',
  ].join('\n')

const start = async (): Promise<void> => {
  const port = numberFrom('PORT', PORT, 0, 65_535)
  const speed = numberFrom('SPEED', SPEED, SPEED_MIN, SPEED_MAX)
  const seed = numberFrom('SEED', SEED ?? String(Date.now() % 1_000_000), 0, 0xffff_ffff)
  const dataDir = await mkdtemp(join(tmpdir(), 'yichuang-demo-'))
  // Also when something fails further down; nobody should find an old demonstration later.
  process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }))

  let demo: RunningDemo | undefined
  const running = await startHall({
    dataDir,
    host: HOST,
    port,
    webRoot: fileURLToPath(new URL('../../web', import.meta.url)),
    hosts: HALL_HOSTS.split(',').filter(Boolean),
    // Nothing here is anybody's, and nobody installs a certificate for an hour.
    plainHttp: true,
    shipped: demoCatalogue(sampleCatalogue),
    // The demo hall is open whatever the hour.
    keepsTime: false,
    demo: ({ live, people }) => {
      demo = openDemo({ live, people, clock: systemClock, log: jsonLog, seed, speed })
      return demo
    },
  })
  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    void running.close().then(() => process.exit(0))
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  await demo?.begin()
  process.stdout.write(welcome(running.url.replace('127.0.0.1', 'localhost'), speed, seed))
}

start().catch((error: unknown) => {
  process.stderr.write(`\n  ${reasonOf(error)}\n\n`)
  process.exit(1)
})

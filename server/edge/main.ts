/** `npm run edge`: the printers and peripherals of one kiosk or counter PC. `npm run edge -- pair URL CODE --fingerprint …` comes first. */
import { join } from 'node:path'
import { systemClock } from '../clock.ts'
import { jsonLog, reasonOf } from '../log.ts'
import { programVersion } from '../version.ts'
import { openAgent } from './agent.ts'
import type { LineState } from './line.ts'
import { pairWith, readPairing, writePairing } from './pairing.ts'
import { openRecord } from './record.ts'

const { EDGE_DIR = 'edge-data' } = process.env

const say = (line: string): void => void process.stdout.write(`  ${line}\n`)

const lineOf = (state: LineState, detail: string, url: string): string => {
  switch (state) {
    case 'connected':
      return `已连接 Connected to ${url}`
    case 'lost':
      return `大厅没有应答，持续重试 The hall at ${url} does not answer (${detail}); trying on.`
    case 'not-in-catalogue':
      return `目录中没有此前置机 The catalogue in force has no edge "${detail}": add it there and publish.`
    case 'runs-elsewhere':
      return '此前置机已在另一台电脑运行 Another program runs with this pairing, as from a copied disk: pair this PC with a code of its own.'
    case 'outdated':
      return '版本不一致，请更新此程序 The hall runs another release: install the same one here.'
    case 'unpaired':
      return "配对已失效 This edge's token is no longer good: make a fresh code on the manager's page and pair it again."
  }
}

const run = (): void => {
  const pairing = readPairing(EDGE_DIR)
  const record = openRecord(join(EDGE_DIR, 'edge.sqlite'), systemClock.now)
  let shown: LineState | undefined
  let stopping = false
  const stop = (code: number): void => {
    if (stopping) return
    stopping = true
    void agent.close().then(() => {
      record.close()
      process.exit(code)
    })
  }
  const agent = openAgent({
    pairing,
    record,
    version: programVersion(),
    keepToken: (token) => writePairing(EDGE_DIR, { ...pairing, token }),
    log: jsonLog,
    onState: (state, detail) => {
      // Once, however often it tries and whatever each try died of.
      if (state !== shown) say(lineOf(state, detail, pairing.url))
      shown = state
      // A service manager that starts it again and again changes nothing; a person has to.
      if (state === 'unpaired' || state === 'outdated') stop(1)
    },
  })
  process.on('SIGINT', () => stop(0))
  process.on('SIGTERM', () => stop(0))
  say(`一窗前置机 Yichuang edge ${pairing.edge} (${pairing.name})`)
}

const start = async (): Promise<void> => {
  const [verb, address, code, option, pin, ...more] = process.argv.slice(2)
  if (verb === undefined) return run()
  const pins = option === '--fingerprint' && pin !== undefined
  if (
    verb !== 'pair' ||
    address === undefined ||
    code === undefined ||
    (option !== undefined && !pins) ||
    more.length > 0
  )
    throw new Error(
      'Use: npm run edge, or first: npm run edge -- pair https://hall:8080 CODE --fingerprint FINGERPRINT',
    )
  const { edge, name, url } = await pairWith(EDGE_DIR, address, code, pin)
  say(`已配对 Paired with ${url} as edge ${edge} (${name}). Start it with: npm run edge`)
}

start().catch((error: unknown) => {
  process.stderr.write(`\n  ${reasonOf(error)}\n\n`)
  process.exitCode = 1
})

/** A card at the edge's own program, as a process: what it says aloud and what it keeps has nothing of the card (E12). */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { pairWith } from '../../server/edge/pairing.ts'
import { edgeCatalogue } from '../kit/edge-hall.ts'
import { filesUnder } from '../kit/files-under.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'

const MAIN = 'build/server/edge/main.js'
/** `npm test` builds first; somebody who runs this file alone may not have. */
const built = existsSync(MAIN)
if (!built) console.warn(`SKIPPED: the edge as a process, since ${MAIN} is not built (npm run build)`)

/** GB 11643's own example, and the same with a wrong check digit. */
const CARD = '11010519491231002X'
const WRONG = '110105194912310021'
const NAME = '张某某'

let bridge: WebSocketServer
let hall: HallServer
let dir: string
let logged = ''
beforeAll(async () => {
  bridge = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(bridge, 'listening')
  dir = mkdtempSync(join(tmpdir(), 'yichuang-edge-card-'))
  const catalogue = edgeCatalogue(9)
  const url = `ws://127.0.0.1:${(bridge.address() as AddressInfo).port}/`
  const reader = {
    id: 'bridged',
    name: '读卡器',
    kind: 'card-reader',
    edge: 'e2',
    link: { kind: 'bridge', url },
  } as const
  hall = await startTestHall({
    shipped: { ...catalogue, peripherals: [...(catalogue.peripherals ?? []), reader] },
    log: (...line) => {
      logged += JSON.stringify(line)
    },
  })
})
afterAll(async () => {
  await hall.stop()
  bridge.close()
  rmSync(dir, { recursive: true, force: true })
})

it.skipIf(!built)(
  'E12 neither the edge’s output nor its files have a card’s number, read well, wrongly or in vain',
  async () => {
    const added = await hall.request(
      'POST',
      `${hall.hallPath}/devices`,
      { name: '前置机', role: 'edge', edge: 'e2' },
      hall.managerToken,
    )
    await pairWith(dir, hall.url, String(added.code))
    const connected = once(bridge, 'connection') as Promise<[WebSocket]>
    const edge = spawn(process.execPath, [MAIN], { env: { ...process.env, EDGE_DIR: dir } })
    let said = ''
    for (const stream of [edge.stdout, edge.stderr])
      stream.on('data', (chunk: unknown) => {
        said += String(chunk)
      })
    const ended = once(edge, 'exit')
    const until = (look: () => unknown) => vi.waitFor(look, { timeout: 15_000, interval: 50 })
    const lay = (document: string): void => socket.send(JSON.stringify({ type: 'card', name: NAME, document }))
    const [socket] = await connected
    await until(() => expect(hall.edges.healthOf('bridged')).toMatchObject({ state: 'ready' }))

    lay(CARD)
    await until(async () => {
      const { view } = await hall.request('GET', `${hall.hallPath}/views/guide`, undefined, hall.managerToken)
      expect(view).toMatchObject({ presented: [{ kind: 'card', maskedName: '张*' }] })
    })
    lay(WRONG)
    await until(() => expect(said).toMatch(/press-refused.*bad-document/))
    socket.send(`{"type":"card","name":"${NAME}","document":"${CARD}"`)
    const { dataDir } = hall
    await hall.close()
    lay(CARD)
    await until(() => expect(said).toMatch(/press-dropped/))
    edge.kill('SIGTERM')
    await ended

    const kept = [dir, dataDir].flatMap(filesUnder).map((bytes) => bytes.toString('latin1'))
    const everything = [said, logged, ...kept].join('\n')
    for (const secret of [CARD, WRONG, CARD.slice(0, 14), NAME]) expect(everything).not.toContain(secret)
  },
  40_000,
)

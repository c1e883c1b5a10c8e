/** Two servers of a hall as two programs over TLS, and what screens see when one takes over from the other. */
import { X509Certificate } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { io, type Socket } from 'socket.io-client'
import { describe, expect, it, vi } from 'vitest'
import { PROTOCOL } from '../../hall/wire.ts'
import { mintSecret } from '../../server/clock.ts'
import { pairStandby } from '../../server/standby/pairing.ts'
import { freePort } from '../chaos/server-process.ts'
import { PASSWORD } from '../kit/hall-server.ts'
import { type Address, layAddress, type Program, runProgram } from '../kit/programs.ts'
import { historyOf } from '../kit/standby-hall.ts'
import { ask, type Heard } from '../tls/ask.ts'

/** Takes what is to be undone when a test is over, the last first. */
type Ends = (end: () => void | Promise<void>) => void

const soon = <T>(check: () => T): Promise<T> => vi.waitFor(check, { timeout: 30_000, interval: 50 })

const folder = (ends: Ends): string => {
  const dir = mkdtempSync(join(tmpdir(), 'yichuang-over-tls-'))
  ends(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}
const run = (ends: Ends, ...words: Parameters<typeof runProgram>): Program => {
  const program = runProgram(...words)
  ends(program.kill)
  return program
}
/** Open to the network, and so under TLS. */
const openTo = (port: number) => ({ HOST: '0.0.0.0', PORT: String(port), HALL_HOSTS: 'localhost,127.0.0.1' })

type Said = Readonly<Record<string, unknown>>
const said = ({ body }: Heard): Said => JSON.parse(body) as Said

/** What one asks a server that is believed under one root, and nothing else. */
const askerOf =
  (ca: string) =>
  async (port: number, path: string, token?: string, body?: object): Promise<Said> => {
    const headers = {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    }
    const about = body === undefined ? { ca, headers } : { ca, headers, method: 'POST', body: JSON.stringify(body) }
    return said(await ask(`https://localhost:${port}${path}`, about))
  }

/** A hall with its manager, a kiosk and a board, all of which know its address and its root alone. */
const startHall = async (ends: Ends) => {
  const [dataDir, port] = [folder(ends), await freePort()]
  const server = run(ends, 'main', [], { ...openTo(port), DATA_DIR: dataDir })
  const code = await soon(() => {
    const found = /first manager\s+(\S+)/.exec(server.said())?.[1]
    expect(found, server.said()).toBeDefined()
    return found ?? ''
  })
  const ca = readFileSync(join(dataDir, 'tls', 'authority.crt'), 'utf8')
  const asks = askerOf(ca)
  const address: Address = await layAddress(port)
  ends(address.close)
  const { token } = await asks(port, '/api/first-manager', undefined, { code, name: 'manager', password: PASSWORD })
  const { hall } = await asks(port, '/api/hall')
  const path = `/api/halls/${String(hall)}`
  const codeFor = async (role: string): Promise<string> =>
    String((await asks(port, `${path}/devices`, String(token), { name: role, role })).code)
  const pair = async (role: string): Promise<string> =>
    String((await asks(port, '/api/pair', undefined, { code: await codeFor(role) })).token)
  const kiosk = await pair('kiosk')
  const number = (at: number): Promise<Said> => {
    const id = mintSecret()
    return asks(at, `${path}/commands`, kiosk, { id, type: 'IssueTicket', ticket: id, service: 'A-01' })
  }
  const open = () => asks(port, `${path}/commands`, String(token), { id: mintSecret(), type: 'OpenHall' })
  await open()
  const board = io(`https://localhost:${address.port}`, {
    auth: { token: await pair('display') },
    ca,
    transports: ['websocket'],
    forceNew: true,
    reconnectionDelay: 300,
    reconnectionDelayMax: 1_000,
  })
  ends(() => void board.close())
  return { server, dataDir, port, ca, asks, address, board, number, codeFor, path, token: String(token) }
}

/** The whole present, as a board asks for it on every connect. */
const present = (board: Socket): Promise<{ readonly position: number }> =>
  board.timeout(5_000).emitWithAck('watch', 'board:all', PROTOCOL)

/** A standby that has everything, below the address of its own. */
const startStandby = async (ends: Ends, hall: Awaited<ReturnType<typeof startHall>>, ...words: readonly string[]) => {
  const [dir, port] = [folder(ends), await freePort()]
  const url = `https://localhost:${hall.port}`
  const { fingerprint256 } = new X509Certificate(hall.ca)
  const code = await hall.codeFor('standby')
  await expect(pairStandby(dir, url, code)).rejects.toThrow()
  await expect(pairStandby(dir, url, code, 'AB'.repeat(32))).rejects.toThrow(/another fingerprint/)
  const all = [url, '--code', code, '--fingerprint', fingerprint256, '--data', dir, ...words]
  const program = run(ends, 'standby/main', all, openTo(port))
  await soon(async () => {
    const page = await ask(`http://localhost:${port}/`).catch(() => undefined)
    expect(page?.body, program.said()).toMatch(/同步中[\s\S]*其余数据复制于 <small>[^<]*<\/small><\/dt><dd>[^—]/)
  })
  return { dir, port, program }
}

describe.concurrent('a standby over TLS', () => {
  it('Z32 Z27 takes over by hand: kiosks and boards find it under the same name and the same root, and the one before is fenced', async ({
    onTestFinished: ends,
  }) => {
    const hall = await startHall(ends)
    const moved = join(folder(ends), 'moved')
    const standby = await startStandby(ends, hall, '--run', `echo moved > ${moved}`)
    await soon(() => expect(hall.board.connected).toBe(true))
    const first = await hall.number(hall.address.port)
    expect(first).toMatchObject({ ok: true })
    const told = run(ends, 'standby/main', ['--take-over', '--data', standby.dir])
    expect(await told.ended, told.said()).toBe(0)
    await soon(() => expect(existsSync(moved)).toBe(true))
    hall.address.moveTo(standby.port)
    const next = await soon(async () => {
      const reply = await hall.number(hall.address.port)
      expect(reply).toMatchObject({ ok: true })
      return reply
    })
    expect(Number(String(next.number).slice(1))).toBe(Number(String(first.number).slice(1)) + 1)
    await soon(() => expect(hall.board.connected).toBe(true))
    expect((await present(hall.board)).position).toBeGreaterThanOrEqual(Number(next.position))
    // It is believed for the same root, and for nothing else.
    await expect(ask(`https://localhost:${standby.port}/api/hall`)).rejects.toThrow(
      /unable to (verify|get)|self.signed/,
    )
    await soon(async () => expect(await hall.number(hall.port)).toMatchObject({ ok: false, code: 'deposed' }))
    const { deposed } = await hall.asks(hall.port, `${hall.path}/standby`, hall.token)
    expect(deposed).toMatchObject({ epoch: 1, certain: true, rows: [], numbers: [] })
    // Whoever has spoken with the new server carries its statement, and over TLS alone.
    const heard = await ask(`https://localhost:${standby.port}/api/hall`, { ca: hall.ca })
    expect(String(heard.headers['set-cookie'])).toMatch(/^yichuang-line=0001\.\S+; .*HttpOnly; Secure$/)
  }, 180_000)

  it('Z32 Z27 takes over after the silence it was told, with all it had confirmed, and whoever comes back is fenced before it serves', async ({
    onTestFinished: ends,
  }) => {
    const hall = await startHall(ends)
    const standby = await startStandby(ends, hall, '--by-itself', '10')
    const first = await hall.number(hall.address.port)
    expect(first).toMatchObject({ ok: true })
    await soon(() => expect(historyOf(standby.dir).length).toBeGreaterThanOrEqual(Number(first.position)))
    await hall.server.kill()
    const silentAt = performance.now()
    hall.address.moveTo(standby.port)
    const next = await vi.waitFor(
      async () => {
        const reply = await hall.number(hall.address.port)
        expect(reply).toMatchObject({ ok: true })
        return reply
      },
      { timeout: 60_000, interval: 100 },
    )
    expect(performance.now() - silentAt).toBeGreaterThanOrEqual(9_000)
    expect(Number(String(next.number).slice(1))).toBe(Number(String(first.number).slice(1)) + 1)
    expect(historyOf(standby.dir).slice(0, Number(first.position))).toEqual(
      historyOf(hall.dataDir).slice(0, Number(first.position)),
    )
    run(ends, 'main', [], { ...openTo(hall.port), DATA_DIR: hall.dataDir })
    const back = await soon(async () => await hall.number(hall.port))
    expect(back).toMatchObject({ ok: false, code: 'deposed' })
  }, 180_000)
})

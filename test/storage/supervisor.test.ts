import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openDeaths } from '../../server/deaths.ts'
import { STORAGE_FAULT_EXIT } from '../../server/minding.ts'
import { supervise } from '../../server/supervisor.ts'
import { alive, BACK_WITHIN_MS, cannotMind, freePort, type MindedServer, startMinded } from './minded-server.ts'
import { until } from './until.ts'

// A busy test machine starts a process slowly.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

const MANAGER = { name: 'manager', password: 'eight-or-more' }
const death = (at: number, more: Partial<Parameters<ReturnType<typeof openDeaths>['died']>[0]> = {}) => ({
  at,
  ranMs: 1_000,
  code: 1,
  inFlight: [],
  ...more,
})

describe('what a death brings', () => {
  it('Z19 it starts again at once, then after 0.2, 0.5, 1 and 2 s, and anew at once after a good minute', () => {
    const deaths = openDeaths()
    const waits = [1, 2, 3, 4, 5, 6].map((at) => deaths.died(death(at * 10_000)).afterMs)
    expect(waits).toEqual([0, 200, 500, 1_000, 2_000, 2_000])
    expect(deaths.died(death(200_000, { ranMs: 60_000 })).afterMs).toBe(0)
  })

  it('Z18 three faults of the disk within a minute show the hall only; two, or three in two minutes, do not', () => {
    const fault = (at: number) => death(at, { code: STORAGE_FAULT_EXIT })
    const often = openDeaths()
    expect([0, 20_000, 40_000].map((at) => often.died(fault(at)).orders.readOnly)).toEqual([false, false, true])
    const seldom = openDeaths()
    expect([0, 40_000, 80_000, 120_000].map((at) => seldom.died(fault(at)).orders.readOnly)).not.toContain(true)
    const others = openDeaths()
    expect([0, 1, 2, 3].map((at) => others.died(death(at)).orders.readOnly)).not.toContain(true)
  })

  it('Z33 a command in flight at one death is suspected, at two refused; a fault of the disk accuses nobody', () => {
    const deaths = openDeaths()
    expect(deaths.died(death(1, { inFlight: ['a', 'b'] })).orders).toMatchObject({
      suspects: ['a', 'b'],
      quarantined: [],
    })
    expect(deaths.died(death(2, { inFlight: ['b'] })).orders).toMatchObject({ suspects: ['a'], quarantined: ['b'] })
    const next = deaths.died(death(3, { inFlight: ['a'], code: STORAGE_FAULT_EXIT })).orders
    expect(next).toMatchObject({ suspects: ['a'], quarantined: ['b'], afterFault: true })
  })
})

describe('a machine without room for one more process', () => {
  const execPath = process.execPath
  afterEach(() => {
    process.execPath = execPath
  })

  it('Z19 is asked again until the server stands again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'yichuang-supervise-'))
    const program = join(folder, 'server.mjs')
    const pids = (): readonly string[] => readFileSync(join(folder, 'pids'), 'utf8').trim().split('\n')
    writeFileSync(
      program,
      `import { appendFileSync } from 'node:fs'
       process.send({ ready: true }, () => appendFileSync(${JSON.stringify(join(folder, 'pids'))}, process.pid + '\\n'))
       process.on('disconnect', () => process.exit(0))
       setInterval(() => {}, 1_000)`,
    )
    const said: string[] = []
    const supervised = supervise(program, (_level, what) => said.push(what))
    await until(() => expect(pids()).toHaveLength(1))
    process.execPath = join(folder, 'nothing')
    process.kill(Number(pids()[0]), 'SIGKILL')
    await until(() => expect(said).toContain('server-not-started'))
    process.execPath = execPath
    await until(() => expect(pids()).toHaveLength(2))
    supervised.stop('SIGTERM')
    expect(await supervised.ended).toBe(0)
    rmSync(folder, { recursive: true })
  })
})

describe('a server that stands still', () => {
  it('Z35 is ended and started again, and a command that stood still twice is refused; one that never said it lives is let be', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'yichuang-still-'))
    const program = join(folder, 'server.mjs')
    const notes = (): readonly string[] => readFileSync(join(folder, 'notes'), 'utf8').trim().split('\n')
    writeFileSync(
      program,
      `import { appendFileSync } from 'node:fs'
       const orders = JSON.parse(process.env.YICHUANG_ORDERS ?? '{}')
       const refused = (orders.quarantined ?? []).includes('endless')
       const note = (what) => appendFileSync(${JSON.stringify(join(folder, 'notes'))}, what + '\\n')
       note(refused ? 'refuses' : 'decides')
       process.on('disconnect', () => process.exit(0))
       process.send({ ready: true })
       if (!refused) process.send({ alive: true }, () => process.send({ inFlight: ['endless'] }, () => { for (;;); }))
       else setTimeout(note, 2_500, 'lives')`,
    )
    const said: string[] = []
    const log = (_level: string, what: string): void => void said.push(what)
    const supervised = supervise(program, log, { loads: 60_000, serves: 60_000, silent: 1_000 })
    await vi.waitFor(() => expect(notes()).toEqual(['decides', 'decides', 'refuses', 'lives']), { timeout: 30_000 })
    expect(said.filter((what) => what === 'server-silent')).toHaveLength(2)
    supervised.stop('SIGTERM')
    expect(await supervised.ended).toBe(0)
    rmSync(folder, { recursive: true })
  })
})

describe('npm start', () => {
  let server: MindedServer
  let port = 0
  /** What a return may take: the rule's two seconds, or what a first start takes on a machine that is that busy. ms */
  let allowed = 0
  beforeEach(async ({ skip }) => {
    const reason = cannotMind()
    if (reason) console.warn(reason)
    skip(reason !== undefined, reason)
    port = await freePort()
    server = startMinded(port)
    allowed = Math.max(BACK_WITHIN_MS, 1.5 * (await server.answers()))
  })
  afterEach(() => server?.stop())

  /** A manager's token, and an open hall. */
  const opened = async (): Promise<{ readonly token: string; readonly commands: string }> => {
    const code = /manager\s+(\w{8})/.exec(server.text())?.[1]
    const made = await server.request('POST', '/api/first-manager', { code, ...MANAGER })
    const { hall } = await server.request('GET', '/api/hall')
    const token = String(made.token)
    const commands = `/api/halls/${String(hall)}/commands`
    await server.request('POST', commands, { id: 'open-the-hall-now', type: 'OpenHall' }, token)
    return { token, commands }
  }
  const issue = (id: string) => ({ id, type: 'IssueTicket', ticket: `ticket-of-${id}`, service: 'A-01' })

  it('Z19 X24 a killed server is back within 2 s under the same parent, with everything it had acknowledged', async () => {
    const { token, commands } = await opened()
    const first = await server.request('POST', commands, issue('command-number-one'), token)
    expect(first).toMatchObject({ ok: true, number: 'A001' })
    const [parent, before] = [server.parent.pid, server.pid()]
    process.kill(before, 'SIGKILL')
    await until(() => expect(alive(before)).toBe(false))
    expect(await server.answers()).toBeLessThan(allowed)
    expect(server.pid()).not.toBe(before)
    expect(server.parent.pid).toBe(parent)
    expect(await server.request('POST', commands, issue('command-number-one'), token)).toEqual(first)
    expect(server.said('server-died')).toMatchObject([{ signal: 'SIGKILL' }])
  })

  it('Z35 one that stands still for fifteen seconds is ended, and back two seconds later with all it had acknowledged', async () => {
    const { token, commands } = await opened()
    const first = await server.request('POST', commands, issue('command-number-one'), token)
    const before = server.pid()
    const from = performance.now()
    process.kill(before, 'SIGSTOP')
    await vi.waitFor(() => expect(server.said('server-silent')).toHaveLength(1), { timeout: 30_000 })
    expect(performance.now() - from).toBeGreaterThan(13_000)
    await until(() => expect(alive(before)).toBe(false))
    expect(performance.now() - from).toBeLessThan(17_000)
    expect(await server.answers()).toBeLessThan(allowed)
    expect(await server.request('POST', commands, issue('command-number-one'), token)).toEqual(first)
  })

  it('Z19 X24 what nothing caught is one line of the log, and the server starts anew', async () => {
    const before = server.pid()
    process.kill(before, 'SIGUSR2')
    await until(() => expect(alive(before)).toBe(false))
    expect(await server.answers()).toBeLessThan(allowed)
    expect(server.said('process-failed')).toHaveLength(1)
    expect(String(server.said('process-failed')[0]?.reason)).toContain('nobody\ncaught this')
  })

  it('Z19 told to stop, both end, with status 0', async () => {
    const child = server.pid()
    server.parent.kill('SIGTERM')
    expect(await server.ended).toBe(0)
    expect(alive(child)).toBe(false)
  })

  it('Z19 where the parent is killed, the server ends by itself: one hall never has two', async () => {
    const child = server.pid()
    server.parent.kill('SIGKILL')
    await vi.waitFor(() => expect(alive(child)).toBe(false), { timeout: 5_000 })
  })

  it('Z19 a start that cannot be is its own answer: one sentence and a status, and no second try', async () => {
    const second = startMinded(port)
    expect(await second.ended).toBe(1)
    expect(second.text()).toContain(`Port ${port} is taken`)
    expect(second.said('server-died')).toEqual([])
    await second.stop()
  })

  it('Z18 after a failed sync the command is undecided, the server is back within 2 s, and the same command acts once', async () => {
    const { token, commands } = await opened()
    server.fail(true)
    const before = server.pid()
    expect(await server.request('POST', commands, issue('command-at-the-fault'), token)).toMatchObject({
      status: 503,
      code: 'storage-failed',
    })
    await until(() => expect(alive(before)).toBe(false))
    server.fail(false)
    expect(await server.answers()).toBeLessThan(allowed)
    expect(server.said('server-died')).toMatchObject([{ code: STORAGE_FAULT_EXIT }])
    const again = await server.request('POST', commands, issue('command-at-the-fault'), token)
    expect(again).toMatchObject({ ok: true, number: 'A001' })
    expect(await server.request('POST', commands, issue('command-at-the-fault'), token)).toEqual(again)
    expect(await server.request('POST', commands, issue('command-after-it'), token)).toMatchObject({ number: 'A002' })
  })

  it('Z18 after three faults in a minute the hall is only shown: views stand, commands are refused, staff are told', async () => {
    const { token, commands } = await opened()
    const kept = await server.request('POST', commands, issue('command-before-faults'), token)
    expect(kept).toMatchObject({ number: 'A001' })
    server.fail(true)
    for (const turn of [1, 2, 3]) {
      const before = server.pid()
      const asked = server.request('POST', commands, issue(`command-at-fault-${turn}`), token)
      expect(await asked).toMatchObject({ code: 'storage-failed' })
      await until(() => expect(alive(before)).toBe(false))
      await server.answers()
    }
    expect(await server.request('POST', commands, issue('command-to-nobody'), token)).toMatchObject({
      status: 409,
      code: 'read-only',
    })
    const floor = await server.request('GET', `${commands.replace('commands', 'views')}/floor`, undefined, token)
    expect(floor).toMatchObject({ status: 200, view: { open: true, system: [{ code: 'read-only' }] } })
    expect(await server.request('POST', '/api/sign-in', MANAGER)).toMatchObject({ status: 200 })
    const staff = { name: 'somebody', password: MANAGER.password, role: 'guide' }
    expect(await server.request('POST', `${commands.replace('commands', 'staff')}`, staff, token)).toMatchObject({
      status: 409,
      code: 'read-only',
    })
  })

  it('Z33 a command that kills the server twice is refused and named, and the hall goes on', async () => {
    const { token, commands } = await opened()
    for (const _ of [1, 2]) {
      await expect(server.request('POST', commands, issue('poison-for-the-hall'), token)).rejects.toThrow()
      await server.answers()
    }
    expect(await server.request('POST', commands, issue('poison-for-the-hall'), token)).toMatchObject({
      status: 409,
      code: 'quarantined',
    })
    expect(server.said('server-died').at(-1)).toMatchObject({ refused: ['poison-for-the-hall'] })
    expect(await server.request('POST', commands, issue('command-of-another'), token)).toMatchObject({ ok: true })
  })
})

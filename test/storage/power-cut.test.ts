/** A hall that is stopped in the middle of its day and started again later: what its screens are told (Z34). */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Actor } from '../../hall/actor.ts'
import type { Intent } from '../../hall/commands.ts'
import type { Views } from '../../hall/wire.ts'
import { sampleCatalogue } from '../../server/catalogue/sample/index.ts'
import { mintSecret } from '../../server/clock.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'
import { type HandClock, handClock, MORNING, minutes, seconds } from '../kit/hand-clock.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const BEFORE = minutes(10)
const DARK = minutes(3)
const kiosk: Actor = { role: 'kiosk', id: 'k1' }
const clerk = (counter: string): Actor => ({
  role: 'window',
  id: `clerk-${counter}`,
  name: `clerk ${counter}`,
  counter,
})

/** Two windows with somebody in front: at 1 one is served, at 2 one was called. Seven wait; ten minutes later. */
const workingHall = async () => {
  const clock: HandClock = handClock(MORNING)
  let hall: HallServer = await startTestHall({ clock, storage: {}, shipped: sampleCatalogue })
  const does = async (intent: Intent, actor: Actor): Promise<void> => {
    const reply = await hall.live.submit({ id: mintSecret(), ...intent }, actor)
    if (!reply.ok) throw new Error(`${intent.type} was refused: ${reply.code}`)
  }
  const view = async <K extends keyof Views>(kind: K, id?: string): Promise<Views[K]> => {
    const topic = id === undefined ? kind : `${kind}:${id}`
    return (await hall.request('GET', `${hall.hallPath}/views/${topic}`, undefined, hall.managerToken)).view as Views[K]
  }
  for (let count = 0; count < 9; count += 1)
    await does({ type: 'IssueTicket', ticket: `t${count}`, service: 'A-01' }, kiosk)
  for (const counter of ['1', '2']) {
    await does({ type: 'OpenCounter', counter }, clerk(counter))
    await does({ type: 'CallNext', counter }, clerk(counter))
  }
  await does({ type: 'StartServing', counter: '1', ticket: 't0' }, clerk('1'))
  clock.move(BEFORE)
  return {
    clock,
    does,
    view,
    asked: async (counter: string) => (await view('counter', counter)).interrupted,
    hall: () => hall,
    /** The hall is gone for so long. */
    cut: async (ms: number, more: { readonly keepsTime?: boolean } = {}): Promise<void> => {
      await hall.close()
      clock.move(ms)
      hall = await startTestHall({ clock, storage: {}, dataDir: hall.dataDir, ...more })
    },
    stop: () => hall.stop(),
  }
}
type WorkingHall = Awaited<ReturnType<typeof workingHall>>

describe('a hall that was dark for three minutes', () => {
  const at = { from: MORNING + BEFORE, to: MORNING + BEFORE + DARK }
  let working: WorkingHall
  let before: readonly unknown[] = []
  /** What the screens show on which nothing is to be said. */
  const others = async (): Promise<readonly unknown[]> => [
    await working.view('strip', '1'),
    await working.view('strip', '2'),
    await working.view('windows'),
    { ...(await working.view('guide')), printers: [], system: [] },
  ]
  beforeAll(async () => {
    working = await workingHall()
    before = await others()
    await working.cut(DARK)
  })
  afterAll(() => working?.stop())

  it('Z34 tells its boards since when it is back, and each window what interrupted whoever is in front', async () => {
    for (const zone of ['all', sampleCatalogue.zones[0]?.id])
      expect((await working.view('board', zone)).resumed).toBe(at.to)
    for (const counter of ['1', '2']) expect(await working.asked(counter)).toEqual(at)
    expect(await working.view('counter', '3')).not.toHaveProperty('interrupted')
  })

  it('Z34 shows strips and desks what they showed before', async () => {
    expect(await others()).toEqual(before)
  })

  it('Z34 a visit has lasted ten minutes, not thirteen; what is recorded of it is not touched', async () => {
    const { ticket } = await working.view('counter', '1')
    expect(working.clock.now() - (ticket?.startedAt ?? 0)).toBe(BEFORE)
    expect((await working.view('counter', '2')).ticket?.calledAt).toBe(MORNING + DARK)
    expect(working.hall().live.hall().tickets.get('t0')).toMatchObject({ startedAt: MORNING })
  })

  it('Z34 boards are told for three minutes, windows until somebody answered', async () => {
    working.clock.move(seconds(179))
    expect((await working.view('board', 'all')).resumed).toBe(at.to)
    working.clock.move(seconds(1))
    expect(await working.view('board', 'all')).not.toHaveProperty('resumed')
    expect(await working.asked('1')).toEqual(at)
  })

  it('Z34 what is done at a window answers it there alone, also after another restart', async () => {
    await working.does({ type: 'RecallTicket', counter: '2', ticket: 't1' }, clerk('2'))
    expect(await working.asked('2')).toBeUndefined()
    await working.cut(seconds(20))
    expect(await working.asked('2')).toBeUndefined()
    expect(await working.asked('1')).toEqual(at)
  })

  it('Z34 whoever is called next was not interrupted', async () => {
    const done = { type: 'CompleteTicket', counter: '1', ticket: 't0', outcome: 'immediate', thenCall: true } as const
    await working.does(done, clerk('1'))
    expect((await working.view('counter', '1')).ticket).toMatchObject({ id: 't2' })
    expect(await working.asked('1')).toBeUndefined()
  })
})

describe('a hall that was gone', () => {
  let working: WorkingHall | undefined
  afterEach(() => working?.stop())

  it('Z34 for seconds says nothing to anybody', async () => {
    working = await workingHall()
    await working.cut(seconds(59))
    expect(await working.view('board', 'all')).not.toHaveProperty('resumed')
    expect(await working.view('counter', '1')).not.toHaveProperty('interrupted')
  })

  it('Z34 for twenty minutes notes no window as vacant for them', async () => {
    working = await workingHall()
    const { clock, view } = working
    await working.does({ type: 'CompleteTicket', counter: '1', ticket: 't0', outcome: 'immediate' }, clerk('1'))
    await working.cut(minutes(20), { keepsTime: true })
    /** The timekeeper looks once a second, and each look ends in a turn of its own. */
    const pass = async (count: number): Promise<void> => {
      for (let second = 0; second < count; second += 1) {
        clock.move(seconds(1))
        await new Promise((done) => setImmediate(done))
      }
    }
    await pass(sampleCatalogue.rules.window.idleMinutes * 60 - 5)
    expect(await view('counter', '1')).not.toHaveProperty('vacantSince')
    await pass(10)
    await vi.waitFor(async () => expect(await view('counter', '1')).toHaveProperty('vacantSince'))
  })
})

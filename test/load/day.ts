/**
 * The compressed day: eight hours of a full hall at sixty times their pace, on the real server with real sockets and
 * printers, with every fault of the table once that needs no rights; the others have tiers of their own in `npm run chaos`.
 */
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { PrinterSetting } from '../../hall/catalogue.ts'
import { startVirtualPrinter, type VirtualPrinter } from '../../printer/virtual.ts'
import { nextId } from '../bench/target.ts'
import { addressOf } from './addresses.ts'
import { checkDay, type DayCheck } from './day-check.ts'
import type { HallAsks, HallKeys } from './hall.ts'
import { type Peer, startPeer } from './peer.ts'
import { type Machine, openMachine, type Told } from './retrying.ts'
import type { ScreensAsks } from './screens.ts'

export type DayPlan = {
  readonly tickets: number
  readonly windows: number
  readonly screens: number
  readonly printers: number
  readonly forMs: number
  readonly speed: number
}
export const FULL_DAY: DayPlan = { tickets: 5_000, windows: 40, screens: 200, printers: 20, forMs: 480_000, speed: 60 }

export type DayFigures = Omit<DayPlan, 'forMs'> &
  DayCheck & {
    readonly tookSeconds: number
    /** Each fault, and until a number was given again (ms of the wall). */
    readonly faults: readonly { readonly fault: string; readonly backMs: number }[]
    readonly resent: number
    readonly papers: number
    readonly errors: number
    readonly firstError?: string
  }

/** Where the machines' addresses begin, behind those of the screens. */
const KIOSKS_FROM = 2_000
const WINDOWS_FROM = 3_000
const STRANGERS_FROM = 4_000

type Day = {
  readonly told: Told
  readonly port: number
  readonly keys: HallKeys
  readonly kiosks: readonly Machine[]
  readonly printers: readonly VirtualPrinter[]
  readonly hall: () => Peer<HallAsks>
  readonly watch: () => Promise<void>
  readonly unwatch: () => Promise<void>
  readonly kill: () => Promise<void>
  readonly restart: () => Promise<void>
}

const sick = async ({ printers }: Day, index: number, faults: Parameters<VirtualPrinter['set']>[0]): Promise<void> => {
  const printer = printers[index % printers.length]
  printer?.set(faults)
  await sleep(3_000)
  printer?.set(Object.fromEntries(Object.keys(faults).map((fault) => [fault, false])))
}

/** Peers that begin a request and never end it. */
const slowPeers = async ({ port }: Day): Promise<void> => {
  const peers = Array.from({ length: 30 }, (_, index) => {
    const peer = connect({ host: '127.0.0.1', port, localAddress: addressOf(STRANGERS_FROM + index) })
    peer.on('error', () => peer.destroy())
    peer.write('POST /api/halls/x/commands HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 1000\r\n')
    return peer
  })
  await sleep(2_000)
  for (const peer of peers) peer.destroy()
}

/** Twenty machines with one kiosk's token press as fast as they can. */
const flood = async ({ port, keys, told }: Day): Promise<void> => {
  const machines = Array.from({ length: 20 }, (_, index) =>
    openMachine(port, STRANGERS_FROM + 100 + index, keys.kiosks[0] ?? '', keys.path, told),
  )
  const service = keys.services[0] ?? ''
  await Promise.all(
    machines.flatMap((machine) =>
      Array.from({ length: 10 }, () => machine.send({ type: 'IssueTicket', ticket: nextId(), service })),
    ),
  )
  for (const machine of machines) machine.close()
}

const FAULTS: readonly (readonly [string, (day: Day) => Promise<unknown>])[] = [
  ['kill -9 and start again', (day) => day.kill()],
  ['paper out', (day) => sick(day, 0, { paperOut: true })],
  ['a printer hangs up in mid slip', (day) => sick(day, 1, { resetMidJob: true })],
  ['a printer answers nothing', (day) => sick(day, 2, { mute: true })],
  ['a printer stops reading', (day) => sick(day, 3, { stall: true })],
  ['stopped and started again, as for an upgrade', (day) => day.restart()],
  [
    'the clock an hour ahead, and back',
    async ({ hall }) => {
      await hall().ask('clockOff', 3_600_000)
      await sleep(2_000)
      await hall().ask('clockOff', 0)
    },
  ],
  [
    'a dead battery: the clock in 1970',
    async ({ hall }) => {
      await hall().ask('clockOff', -Date.now())
      await sleep(2_000)
      await hall().ask('clockOff', 0)
    },
  ],
  [
    'all kiosks crash with the answer on its way',
    async ({ kiosks }) => {
      for (const kiosk of kiosks) kiosk.crash()
    },
  ],
  [
    'all screens lose their lines',
    async ({ unwatch, watch }) => {
      await unwatch()
      await watch()
    },
  ],
  ['one machine presses without end', flood],
  ['thirty peers that never finish a request', slowPeers],
  ['kill -9 once more', (day) => day.kill()],
]

/** Everybody works until the last ticket was taken, and then until nobody waits. */
const work = async (plan: DayPlan, { told, keys, kiosks, port }: Day): Promise<void> => {
  const everyMs = plan.forMs / plan.tickets
  const beganAt = Date.now()
  const waiting: Promise<unknown>[] = []
  let closing = false
  const clerk = async ({ counter, token }: HallKeys['desks'][number], index: number): Promise<void> => {
    const machine = openMachine(port, WINDOWS_FROM + index, token, keys.path, told)
    for (let idle = 0; !closing || idle < 3; ) {
      const called = await machine.send({ type: 'CallNext', counter })
      idle = typeof called === 'string' ? idle + 1 : 0
      if (typeof called !== 'string') {
        const ticket = called.ticket ?? ''
        await machine.send({ type: 'StartServing', counter, ticket })
        await sleep(closing ? 50 : (plan.windows * everyMs) / 2)
        await machine.send({ type: 'CompleteTicket', counter, ticket, outcome: 'immediate' })
      } else await sleep(Math.min(1_000, everyMs * 5))
    }
    machine.close()
  }
  const clerks = keys.desks.map(clerk)
  for (let sent = 0; sent < plan.tickets; sent += 1) {
    const service = keys.services[sent % keys.services.length] ?? ''
    const intent = { type: 'IssueTicket', ticket: nextId(), service } as const
    const asked = kiosks[sent % kiosks.length]?.send(intent).then((reply) => {
      if (typeof reply === 'string') told.errors.push(`A kiosk got no number: ${reply}`)
    })
    waiting.push(asked ?? Promise.resolve())
    const ahead = beganAt + (sent + 1) * everyMs - Date.now()
    if (ahead > 0) await sleep(ahead)
  }
  await Promise.all(waiting)
  closing = true
  await Promise.all(clerks)
}

/** Lets each fault happen at its hour; tells how long it was from its beginning until a number was given again. */
const trouble = async (plan: DayPlan, day: Day): Promise<DayFigures['faults']> => {
  const faults: { fault: string; backMs: number }[] = []
  const beganAt = Date.now()
  for (const [index, [fault, act]] of FAULTS.entries()) {
    await sleep(Math.max(0, beganAt + ((index + 1) * plan.forMs) / (FAULTS.length + 1) - Date.now()))
    process.stderr.write(`  ${fault}\n`)
    const happenedAt = Date.now()
    const acting = act(day)
    // Somebody comes to take a number at that very moment.
    const service = day.keys.services[0] ?? ''
    const reply = await day.kiosks[index % day.kiosks.length]?.send({ type: 'IssueTicket', ticket: nextId(), service })
    if (typeof reply === 'string') day.told.errors.push(`${fault}: no number was given: ${reply}`)
    faults.push({ fault, backMs: Date.now() - happenedAt })
    await acting
  }
  return faults
}

export const liveDay = async (plan: DayPlan, folder: string): Promise<DayFigures> => {
  const papers: Uint8Array[] = []
  const printers = await Promise.all(
    Array.from({ length: plan.printers }, () =>
      startVirtualPrinter({ port: 0, onJob: (bytes) => void papers.push(bytes.slice()) }),
    ),
  )
  const settings = printers.map(({ port }, index): PrinterSetting => {
    const id = `p${index + 1}`
    return { id, name: id, kind: 'tcp', host: '127.0.0.1', port, paper: 80 }
  })
  const setting = startPeer<HallAsks>('hall-process')
  const keys = await setting.ask('setUp', { folder, kiosks: plan.printers, desks: plan.windows, printers: settings })
  await setting.stop()
  const since = Date.now()
  let hall = startPeer<HallAsks>('hall-process')
  const start = async (port: number): Promise<number> =>
    (await hall.ask('start', { folder, port, speed: plan.speed, since })).port
  const port = await start(0)
  const screens = startPeer<ScreensAsks>('screens-process')
  const told: Told = { acknowledged: [], errors: [], resent: 0 }
  const strips = Math.min(keys.desks.length, Math.floor(plan.screens / 4))
  const watch = async (): Promise<void> => {
    const common = { port, path: keys.path, token: keys.display }
    await screens.ask('open', { target: { ...common, topic: 'board:all' }, count: plan.screens - strips, from: 0 })
    for (const [index, { counter }] of keys.desks.slice(0, strips).entries())
      await screens.ask('open', { target: { ...common, topic: `strip:${counter}` }, count: 1, from: 1_000 + index })
  }
  const unwatch = async (): Promise<void> => void (await screens.ask('close', null))
  /** Screens come back when the server does. */
  const again = async (end: () => Promise<void>): Promise<void> => {
    await end()
    hall = startPeer<HallAsks>('hall-process')
    await start(port)
    await unwatch()
    await watch()
  }
  const day: Day = {
    told,
    port,
    keys,
    kiosks: keys.kiosks.map((token, index) => openMachine(port, KIOSKS_FROM + index, token, keys.path, told)),
    printers,
    hall: () => hall,
    watch,
    unwatch,
    kill: () => again(() => hall.kill()),
    restart: () => again(() => hall.stop()),
  }
  try {
    await watch()
    const [faults] = await Promise.all([trouble(plan, day), work(plan, day)])
    await screens.stop()
    await hall.stop()
    const { forMs: _forMs, ...figures } = plan
    const [firstError] = told.errors
    return {
      ...figures,
      ...checkDay(folder, told, papers),
      windows: keys.desks.length,
      tookSeconds: Math.round((Date.now() - since) / 1_000),
      faults,
      resent: told.resent,
      papers: papers.length,
      errors: told.errors.length,
      ...(firstError === undefined ? {} : { firstError }),
    }
  } finally {
    for (const kiosk of day.kiosks) kiosk.close()
    for (const printer of printers) await printer.close()
    await hall.kill()
  }
}

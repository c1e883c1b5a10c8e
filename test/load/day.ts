/**
 * The compressed day: eight hours of a full hall at sixty times their pace, on the real server with real sockets, printers,
 * backups and journal, and every fault that a day can have once (day-faults.ts).
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { PrinterSetting } from '../../hall/catalogue.ts'
import { startVirtualPrinter, type VirtualPrinter } from '../../printer/virtual.ts'
import { nextId } from '../bench/target.ts'
import { PASSWORD } from '../kit/hall-server.ts'
import { checkDay, type DayCheck } from './day-check.ts'
import { type Day, ELSEWHERE, FAULTS, type Fault } from './day-faults.ts'
import { type DayHeld, watchHall } from './day-watch.ts'
import type { HallAsks } from './hall.ts'
import { startPeer } from './peer.ts'
import { type Machine, openMachine, type Place, type Told } from './retrying.ts'
import type { ScreensAsks } from './screens.ts'

export type DayPlan = {
  readonly tickets: number
  readonly windows: number
  readonly screens: number
  readonly printers: number
  readonly forMs: number
  readonly speed: number
  readonly tls: boolean
}
export const FULL_DAY: DayPlan = {
  tickets: 5_000,
  windows: 40,
  screens: 200,
  printers: 20,
  forMs: 480_000,
  speed: 60,
  tls: false,
}

export type Happened = {
  readonly fault: string
  /** The longest without a number, ms of the wall, and the bound of that. */
  readonly backMs: number
  readonly withinMs: number
  /** Until every screen had the whole present again, where their lines broke. */
  readonly screensMs?: number
}

export type DayFigures = Omit<DayPlan, 'forMs'> &
  DayCheck &
  DayHeld & {
    readonly tookSeconds: number
    readonly faults: readonly Happened[]
    /** What was not tried, and why (Z15). */
    readonly skipped: readonly { readonly fault: string; readonly why: string }[]
    readonly resent: number
    readonly papers: number
    readonly errors: number
    readonly firstError?: string
  }

/** Where the machines' addresses begin, behind those of the screens. */
const KIOSKS_FROM = 2_000
const WINDOWS_FROM = 3_000
/** The hall's processes are looked at so often in a day. */
const LOOKS = 60
/** Nobody comes any more: a window that calls so often in vain has nobody left. */
const IN_VAIN = 3

/** A clerk calls, serves and completes until nobody is left; whoever was signed out signs in again. */
const clerk = async (plan: DayPlan, day: Day, index: number, closing: () => boolean): Promise<void> => {
  const [seat, machine] = [day.keys.desks[index], day.windows[index]]
  if (!seat || !machine) throw new Error('Every window has a clerk and a computer.')
  const { counter } = seat
  const everyMs = plan.forMs / plan.tickets
  for (let idle = 0; !closing() || idle < IN_VAIN; ) {
    const called = await machine.send({ type: 'CallNext', counter })
    idle = typeof called === 'string' ? idle + 1 : 0
    if (called === 'unknown-token') {
      idle = 0
      await machine.signIn(seat.name, PASSWORD, seat.machine)
    } else if (typeof called === 'string') await sleep(Math.min(1_000, everyMs * 5))
    else {
      const ticket = called.ticket ?? ''
      for (const intent of [
        { type: 'StartServing', counter, ticket },
        { type: 'CompleteTicket', counter, ticket, outcome: 'immediate' },
      ] as const) {
        if ((await machine.send(intent)) === 'unknown-token') {
          await machine.signIn(seat.name, PASSWORD, seat.machine)
          await machine.send(intent)
        }
        if (intent.type === 'StartServing') await sleep(closing() ? 50 : (plan.windows * everyMs) / 2)
      }
    }
  }
}

/** Everybody works until the last ticket was taken, and then until nobody waits. */
const work = async (plan: DayPlan, day: Day, troubled: Promise<unknown>): Promise<void> => {
  const { told, keys, kiosks } = day
  const everyMs = plan.forMs / plan.tickets
  const beganAt = Date.now()
  const waiting: Promise<unknown>[] = []
  let closing = false
  const clerks = keys.desks.map((_, index) => clerk(plan, day, index, () => closing))
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
  await Promise.all([...waiting, troubled])
  closing = true
  await Promise.all(clerks)
}

/** The longest that nobody was given a number, from one moment to another, ms. */
export const longestWithout = ({ acknowledged }: Pick<Told, 'acknowledged'>, from: number, to: number): number => {
  const given = acknowledged.flatMap(({ command, at }) =>
    command.type === 'IssueTicket' && at > from && at < to ? [at] : [],
  )
  const moments = [from, ...given.sort((one, other) => one - other), to]
  return Math.max(...moments.slice(1).map((moment, index) => moment - (moments[index] ?? from)))
}

/** Kiosks go on pressing and screens look on while a fault happens. */
const happen = async (day: Day, { name, act, cutsScreens, withinMs }: Fault, index: number): Promise<Happened> => {
  const begunAt = Date.now()
  const goneAt = (await act(day)) ?? begunAt
  const kiosk = day.kiosks[index % day.kiosks.length]
  const service = day.keys.services[0] ?? ''
  const reply = await kiosk?.send({ type: 'IssueTicket', ticket: nextId(), service })
  if (typeof reply === 'string') day.told.errors.push(`${name}: no number was given: ${reply}`)
  const backMs = longestWithout(day.told, goneAt, Date.now())
  const back = cutsScreens ? await day.screens.ask('back', begunAt) : undefined
  return {
    fault: name,
    backMs,
    withinMs,
    ...(back ? { screensMs: Math.max(0, Math.round(back.at - goneAt)) } : {}),
  }
}

/** Lets each fault that this machine can try happen at its hour. */
const trouble = async (plan: DayPlan, day: Day, faults: readonly Fault[]): Promise<readonly Happened[]> => {
  const happened: Happened[] = []
  const beganAt = Date.now()
  for (const [index, fault] of faults.entries()) {
    await sleep(Math.max(0, beganAt + ((index + 1) * plan.forMs) / (faults.length + 1) - Date.now()))
    process.stderr.write(`  ${fault.name}\n`)
    happened.push(await happen(day, fault, index))
  }
  return happened
}

const openPrinters = async (count: number, papers: Uint8Array[]): Promise<readonly VirtualPrinter[]> =>
  Promise.all(
    Array.from({ length: count }, () =>
      startVirtualPrinter({ port: 0, onJob: (bytes) => void papers.push(bytes.slice()) }),
    ),
  )

/** @param all the faults of this day; others than those of the whole day for a small proof */
export const liveDay = async (plan: DayPlan, folder: string, all: readonly Fault[] = FAULTS): Promise<DayFigures> => {
  const papers: Uint8Array[] = []
  const printers = await openPrinters(plan.printers, papers)
  const settings = printers.map(({ port }, index): PrinterSetting => {
    const id = `p${index + 1}`
    return { id, name: id, kind: 'tcp', host: '127.0.0.1', port, paper: 80 }
  })
  const dataDir = join(folder, 'data')
  mkdirSync(dataDir, { recursive: true })
  const setting = startPeer<HallAsks>('hall-process')
  const wanted = { folder: dataDir, kiosks: plan.printers, desks: plan.windows, printers: settings }
  const keys = await setting.ask('setUp', wanted)
  await setting.stop()
  const since = Date.now()
  const start = async (port: number) => {
    const { speed, tls } = plan
    const next = startPeer<HallAsks>('hall-process')
    const listens = await next.ask('start', {
      folder: dataDir,
      port,
      speed,
      since,
      tls,
      backupDir: join(folder, 'second'),
    })
    return { next, listens }
  }
  const first = await start(0)
  let hall = first.next
  const place: Place = { path: keys.path, ...first.listens }
  const screens = startPeer<ScreensAsks>('screens-process')
  const told: Told = { acknowledged: [], errors: [], resent: 0 }
  const machine =
    (from: number) =>
    (token: string, index: number): Machine =>
      openMachine(place, from + index, token, told)
  const day: Day = {
    told,
    place,
    keys,
    folder: dataDir,
    kiosks: keys.kiosks.map(machine(KIOSKS_FROM)),
    windows: keys.desks.map(({ token }) => token).map(machine(WINDOWS_FROM)),
    printers,
    screens,
    hall: () => hall,
    again: async () => {
      hall = (await start(place.port)).next
    },
  }
  const lacking = all.map((fault) => ({ fault, why: fault.lacks?.() }))
  const faults = lacking.flatMap(({ fault, why }) => (why === undefined ? [fault] : []))
  const skipped = lacking.flatMap(({ fault, why }) => (why === undefined ? [] : [{ fault: fault.name, why }]))
  try {
    const strips = Math.min(keys.desks.length, Math.floor(plan.screens / 4))
    const target = { ...place, token: keys.display }
    await screens.ask('open', { target: { ...target, topic: 'board:all' }, count: plan.screens - strips, from: 0 })
    for (const [index, { counter }] of keys.desks.slice(0, strips).entries())
      await screens.ask('open', { target: { ...target, topic: `strip:${counter}` }, count: 1, from: 1_000 + index })
    const held = watchHall(() => hall, plan.forMs / LOOKS)
    const troubled = trouble(plan, day, faults)
    await work(plan, day, troubled)
    const happened = await troubled
    const holds = await held.stop()
    const { forMs: _forMs, ...figures } = plan
    await screens.stop()
    await hall.stop()
    const [firstError] = told.errors
    return {
      ...figures,
      ...checkDay(dataDir, told, papers),
      ...holds,
      windows: keys.desks.length,
      tookSeconds: Math.round((Date.now() - since) / 1_000),
      faults: happened,
      skipped: [...skipped, ...ELSEWHERE.map(({ row, why }) => ({ fault: row, why }))],
      resent: told.resent,
      papers: papers.length,
      errors: told.errors.length,
      ...(firstError === undefined ? {} : { firstError }),
    }
  } finally {
    for (const { close } of [...day.kiosks, ...day.windows]) close()
    for (const printer of printers) await printer.close()
    await screens.kill()
    await hall.kill()
  }
}

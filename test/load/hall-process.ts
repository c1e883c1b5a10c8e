/**
 * The hall of a load: the real server on a real disk with its usual limits, at ten in the morning. It is set up without
 * limits by a process of its own, and started as a hall starts every morning.
 */
import { readdirSync, readlinkSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Catalogue, Counter } from '../../hall/catalogue.ts'
import type { Clock } from '../../server/clock.ts'
import { jsonLog, type Log } from '../../server/log.ts'
import { NO_ORDERS, ordersOf, STORAGE_FAULT_EXIT } from '../../server/minding.ts'
import { type Running, startHall } from '../../server/start.ts'
import type { StorageOptions } from '../../server/storage/settings.ts'
import { plainCatalogue } from '../bench/plain-catalogue.ts'
import { startTestHall } from '../kit/hall-server.ts'
import type { HallFigures, HallKeys, HallListens, HallStart, HallWanted, Seat } from './hall.ts'
import { actAsPeer } from './peer.ts'

const HOUR_MS = 3_600_000
const MB = 1024 * 1024
/** What a kiosk may ask and be refused while others press harder than people do is no news. */
const onlyErrors: Log = (level, what, detail) => {
  if (level === 'error') jsonLog(level, what, detail)
}

let hall: Running | undefined
let folder = ''
const delay = monitorEventLoopDelay({ resolution: 5 })

let offMs = 0
let roomBytes: number | null = null

const freeOf = (dir: string): number => {
  const { bavail, bsize } = statfsSync(dir)
  return roomBytes ?? bavail * bsize
}

/** After a fault of the disk: time for the refusals to reach whoever asked, as in the product. ms */
const ANSWERS_WITHIN_MS = 100

/** The disk is looked after as below the parent of `npm start`, which ends a server whose disk failed and starts it again. */
const keeping = (backupDir: string) => ({
  storage: { backupDir, free: freeOf } satisfies StorageOptions,
  minding: {
    orders: ordersOf(process.env) ?? NO_ORDERS,
    inFlight: () => {},
    endAfterFault: () => void setTimeout(() => process.exit(STORAGE_FAULT_EXIT), ANSWERS_WITHIN_MS),
  },
})

/** Up to this, ms, it is a machine that is waited for, and machines do not hurry. */
const MACHINES_TAKE_MS = 5_000

/** Ten in the morning in Shanghai at `since`, and from there days and people as fast as is wanted. */
const clockOf = (speed: number, since: number): Clock => {
  const morning = since - (since % (24 * HOUR_MS)) + 2 * HOUR_MS
  return {
    now: () => morning + Math.round((Date.now() - since) * speed) + offMs,
    after: (ms, then) => {
      const timer = setTimeout(then, ms <= MACHINES_TAKE_MS ? ms : ms / speed)
      timer.unref()
      return () => clearTimeout(timer)
    },
  }
}

/** The shipped hall with so many windows at least: further ones take what the first ones do. */
const withWindows = (count: number): Catalogue => {
  const calling = plainCatalogue.counters.filter(({ own }) => own.length > 0)
  const more = Array.from({ length: Math.max(0, count - calling.length) }, (_, index): Counter[] => {
    const like = calling[index % calling.length]
    const id = String(100 + index)
    return like ? [{ ...like, id, name: id, backups: [] }] : []
  })
  return { ...plainCatalogue, counters: [...plainCatalogue.counters, ...more.flat()] }
}

const setUp = async (wanted: HallWanted): Promise<HallKeys> => {
  const shipped = { ...withWindows(wanted.desks), printers: wanted.printers ?? [] }
  const pace = { perSecond: 1e6, burst: 1e6 }
  const clock = clockOf(1, Date.now())
  const setting = await startTestHall({ dataDir: wanted.folder, clock, log: onlyErrors, shipped, pace })
  const { lookup, id } = setting.live.hall()
  const kiosks: string[] = []
  for (let index = 0; index < wanted.kiosks; index += 1) {
    const printer = wanted.printers?.[index]?.id
    kiosks.push((await setting.device('kiosk', printer === undefined ? {} : { printer })).token)
  }
  const display = await setting.device('display')
  const desks: Seat[] = []
  const services: string[] = []
  for (const [counter, takes] of lookup.takes) {
    const service = takes.own[0]
    if (service === undefined || desks.length >= wanted.desks) continue
    const machine = await setting.device('counter', { counter })
    const name = `load ${counter}`
    const token = await setting.staff('window', name, machine.token)
    await setting.command({ type: 'OpenCounter', counter }, token)
    desks.push({ counter, token, name, machine: machine.token })
    services.push(service)
  }
  await setting.close()
  return { path: `/api/halls/${id}/commands`, kiosks, display: display.token, desks, services }
}

const start = async ({ folder: dataDir, port, speed, since, tls, backupDir }: HallStart): Promise<HallListens> => {
  folder = dataDir
  const clock = clockOf(speed, since)
  hall = await startHall({
    dataDir,
    clock,
    log: onlyErrors,
    host: tls ? '0.0.0.0' : '127.0.0.1',
    port,
    webRoot: 'no-pages',
    keepsTime: false,
    // Two hundred numbers a second are no people at kiosks; every other limit stands.
    numberPace: { perSecond: 1e6, burst: 1e6 },
    ...(backupDir === undefined ? {} : keeping(backupDir)),
  })
  delay.enable()
  const ca = hall.line().certificate?.authority?.pem
  return { port: hall.port, ...(ca === undefined ? {} : { ca }) }
}

const walMb = (): number =>
  readdirSync(folder)
    .filter((name) => name.endsWith('-wal'))
    .reduce((sum, name) => sum + statSync(join(folder, name)).size, 0) / MB

let busyBefore = process.cpuUsage()
/** Processor time since the last question, ms. */
const busyMs = (): number => {
  const { user, system } = process.cpuUsage(busyBefore)
  busyBefore = process.cpuUsage()
  return (user + system) / 1_000
}

/** What is open and no line to a peer: files, pipes, timers of the system. */
const filesOpen = (): number =>
  readdirSync('/proc/self/fd').filter((name) => {
    try {
      return !readlinkSync(`/proc/self/fd/${name}`).startsWith('socket:')
    } catch {
      // The one through which the folder itself was read is closed again.
      return false
    }
  }).length

const figures = async (): Promise<HallFigures> => {
  const loop = { loopP99Ms: delay.percentile(99) / 1e6, loopMaxMs: delay.max / 1e6 }
  // What sockets leave behind is let go in a later turn of the loop than the one that closed them.
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise((done) => setImmediate(done))
    globalThis.gc?.()
  }
  const resources = process.getActiveResourcesInfo()
  const count = (what: string): number => resources.filter((name) => name === what).length
  const told = {
    rssMb: process.memoryUsage.rss() / MB,
    peakRssMb: process.resourceUsage().maxRSS / 1024,
    heapMb: process.memoryUsage().heapUsed / MB,
    sockets: count('TCPSocketWrap'),
    timers: count('Timeout'),
    descriptors: readdirSync('/proc/self/fd').length,
    files: filesOpen(),
    walMb: walMb(),
    busyMs: busyMs(),
    ...loop,
  }
  // The collection above was this question's own.
  delay.reset()
  return told
}

const clockOff = (ms: number): null => {
  offMs = ms
  return null
}

const room = (bytes: number | null): null => {
  roomBytes = bytes
  return null
}

actAsPeer({ setUp, start, figures, clockOff, room }, async () => hall?.close())

/**
 * From events to paper. It hears what the ledger already holds, so whatever a printer does, no ticket is lost or held up.
 * Each printer of the catalogue has its own queue; the virtual one is a real TCP printer inside this server.
 */
import type { Actor } from '../../hall/actor.ts'
import type { PrinterSetting } from '../../hall/catalogue.ts'
import type { Recorded } from '../../hall/events.ts'
import type { Hall } from '../../hall/hall.ts'
import type { CounterId, PrinterId } from '../../hall/ids.ts'
import type { Paper, PaperJob, PrinterRow } from '../../hall/views/paper.ts'
import { render } from '../../printer/compose.ts'
import { modelFor } from '../../printer/models.ts'
import { readPaper } from '../../printer/paper.ts'
import { createSpool, type Job, TICKET_LIFE_MS } from '../../printer/spool.ts'
import { tcpTransport } from '../../printer/tcp.ts'
import type { PrinterStatus } from '../../printer/transport.ts'
import { startVirtualPrinter } from '../../printer/virtual.ts'
import type { Clock } from '../clock.ts'
import type { LiveHall } from '../live-hall.ts'
import { type Log, reasonOf } from '../log.ts'
import type { DeviceInfo, People } from '../people/people.ts'
import type { JobStores } from './job-store.ts'
import { type Paperwork, paperworkOf, type Template } from './slips.ts'

/** How often a printer is asked how it is, ms; a job's own outcome is noticed at once. */
const ASK_EVERY_MS = 10_000
/** Slips the paper page shows for each printer. */
const SHOWN = 20

/** What is taken home is worth printing while the visit lasts; where to go, while whoever goes there stands there. */
const TAKEN_HOME_MS = 30 * 60_000
const LIVES_MS: Readonly<Record<Template, number>> = {
  ticket: TICKET_LIFE_MS,
  next: TICKET_LIFE_MS,
  receipt: TAKEN_HOME_MS,
  supplement: TAKEN_HOME_MS,
  guide: TAKEN_HOME_MS,
  special: TAKEN_HOME_MS,
  declined: TAKEN_HOME_MS,
}

type Station = {
  readonly setting: PrinterSetting
  readonly spool: ReturnType<typeof createSpool>
  readonly recent: Job[]
  state: PrinterRow['state']
  printed: number
  failed: number
  readonly ask: () => Promise<void>
  readonly close: () => Promise<void>
}

export type Printing = {
  readonly rows: () => readonly PrinterRow[]
  readonly paper: (printer: PrinterId) => Paper | undefined
  /** How the paper is at the printer beside a kiosk. */
  readonly paperAt: (device: string) => 'ready' | 'low' | 'out'
  readonly onChange: (listener: (printer: PrinterId) => void) => void
  readonly close: () => Promise<void>
}

export type PrintingOptions = {
  readonly live: LiveHall
  readonly people: People
  readonly stores: JobStores
  readonly clock: Clock
  readonly log: Log
  /** The address a phone opens for a ticket's secret. */
  readonly linkTo: (secret: string) => string
}

const stateOf = (status: PrinterStatus): PrinterRow['state'] => {
  if (status.answer === 'none') return status.reason === 'blind' ? 'unasked' : 'unreachable'
  if (status.answer === 'ready') return status.nearEnd ? 'near-end' : 'ready'
  return status.trouble === 'printer-error' ? 'unreachable' : status.trouble
}

const openStation = async (
  setting: PrinterSetting,
  options: PrintingOptions,
  changed: (id: PrinterId) => void,
): Promise<Station> => {
  const { stores, clock, log } = options
  const { id } = setting
  const model = modelFor(setting)
  const virtual = setting.kind === 'virtual' ? await startVirtualPrinter({ host: '127.0.0.1', port: 0 }) : undefined
  const transport = tcpTransport({
    host: virtual ? '127.0.0.1' : (setting.host ?? ''),
    port: virtual?.port ?? setting.port ?? 9100,
    model,
  })
  const store = stores.of(id)
  const recent = [...store.load()].slice(-SHOWN)
  const remember = (job: Job): void => {
    const at = recent.findIndex((other) => other.id === job.id)
    if (at >= 0) recent[at] = job.bytes.length > 0 ? job : { ...job, bytes: recent[at]?.bytes ?? job.bytes }
    else recent.push(job)
    if (recent.length > SHOWN) recent.shift()
  }
  let cancel = () => {}
  const station: Station = {
    setting,
    recent,
    state: 'unasked',
    printed: 0,
    failed: 0,
    spool: createSpool({
      printer: id,
      transport,
      store,
      timers: clock,
      onFault: (what, error) => log('error', 'printing-failed', { printer: id, what, reason: reasonOf(error) }),
      onChange: (job) => {
        remember(job)
        if (job.state === 'printed') station.printed += 1
        // A blind printer never confirms: that it was sent is the best there is, and no failure.
        const asWished = job.reason === 'unconfirmable' || job.reason === 'withdrawn'
        if (!asWished && (job.state === 'unknown' || job.state === 'expired')) {
          station.failed += 1
          log('warn', 'slip-not-confirmed', { printer: id, job: job.id, state: job.state, reason: job.reason ?? '' })
        }
        if (job.state === 'printed') station.state = job.nearEnd ? 'near-end' : 'ready'
        else if (job.state === 'not_sent' || job.state === 'unknown') void station.ask()
        changed(id)
      },
    }),
    ask: async () => {
      cancel()
      const before = station.state
      station.state = stateOf(await transport.status())
      if (station.state !== before) {
        log(station.state === 'ready' ? 'info' : 'warn', 'printer-state', { printer: id, state: station.state })
        // Paper is back: what waits need not sit out its back-off.
        if (station.state === 'ready' || station.state === 'near-end') station.spool.wake()
        changed(id)
      }
      cancel = clock.after(ASK_EVERY_MS, () => void station.ask())
    },
    close: async () => {
      cancel()
      await station.spool.close()
      await virtual?.close()
    },
  }
  void station.ask()
  return station
}

const rowOf = ({ setting, state, spool, printed, failed }: Station): PrinterRow => ({
  id: setting.id,
  name: setting.name,
  state,
  waiting: spool.waiting().length,
  printed,
  failed,
})

const paperJob = (job: Job, dots: number): PaperJob => ({
  id: job.id,
  state: job.state,
  template: job.template,
  copy: job.copy,
  at: job.createdAt,
  bytes: job.bytes.length,
  rows: readPaper(job.bytes, dots).rows,
  ...(job.reason === undefined ? {} : { reason: job.reason }),
})

export const openPrinting = async (options: PrintingOptions): Promise<Printing> => {
  const { live, people, clock, log, linkTo } = options
  const stations = new Map<PrinterId, Station>()
  const listeners = new Set<(printer: PrinterId) => void>()
  const changed = (printer: PrinterId): void => {
    for (const listener of listeners) listener(printer)
  }
  let revision = -1

  /** Makes the printers those of the catalogue in force; one whose setting stayed the same goes on undisturbed. */
  const arrange = async (hall: Hall): Promise<void> => {
    if (hall.revision === revision) return
    revision = hall.revision
    const wanted = hall.catalogue?.printers ?? []
    for (const [id, station] of [...stations]) {
      const next = wanted.find((setting) => setting.id === id)
      if (next && JSON.stringify(next) === JSON.stringify(station.setting)) continue
      stations.delete(id)
      await station.close()
    }
    for (const setting of wanted) {
      if (!stations.has(setting.id)) stations.set(setting.id, await openStation(setting, options, changed))
      changed(setting.id)
    }
  }

  /** The machine somebody asks from: itself, or the one they signed in on. */
  const machineOf = (actor: Actor): DeviceInfo | undefined =>
    people.device('device' in actor && actor.device !== undefined ? actor.device : actor.id)

  const machineAt = (counter: CounterId | undefined): DeviceInfo | undefined =>
    counter === undefined
      ? undefined
      : people.devices().find((device) => device.role === 'counter' && device.counter === counter)

  /** Where a paper comes out: at the window that made it, else beside whoever asked or at their desk, else at the first printer. */
  const stationFor = ({ counter }: Paperwork, actor: Actor, hall: Hall): Station | undefined => {
    const near =
      counter === undefined
        ? [machineOf(actor), machineAt(hall.posts.get(actor.id)?.desk)]
        : [machineAt(counter), machineOf(actor)]
    const all = [...stations.values()]
    const [beside] = near.flatMap((machine) => stations.get(machine?.printer ?? '') ?? [])
    return beside ?? all[counter === undefined ? 0 : 1] ?? all[0]
  }

  const print = (paperwork: Paperwork, { actor }: Recorded, hall: Hall): void => {
    const station = stationFor(paperwork, actor, hall)
    if (!station) return
    const { slip, counter: _counter, ...job } = paperwork
    const { bytes, missing } = render(slip, modelFor(station.setting))
    if (missing.length > 0) log('warn', 'character-not-in-font', { printer: station.setting.id, count: missing.length })
    station.spool.print({ ...job, bytes, missing, expiresAt: clock.now() + LIVES_MS[job.template] })
  }

  const guarded = ({ position }: Recorded, act: () => void): void => {
    try {
      act()
    } catch (error) {
      log('error', 'slip-not-made', { position, reason: reasonOf(error) })
    }
  }

  /** Every paper on its own: one that cannot be made must not keep the others of its group from coming out. */
  const printAll = (recorded: Recorded, hall: Hall): void =>
    guarded(recorded, () => {
      const machine = machineOf(recorded.actor)?.name ?? ''
      for (const paperwork of paperworkOf(recorded, { hall, machine, linkTo }))
        guarded(recorded, () => print(paperwork, recorded, hall))
    })

  /** What an undone act asked for is not printed any more. A ticket's own paper is known by its copy, and stays. */
  const withdraw = ({ event }: Recorded): void => {
    if (event.type !== 'ActUndone') return
    const made = new Set(event.positions.map((position) => `.${position}`))
    const isVoid = ({ id, template }: Job): boolean => template !== 'ticket' && made.has(id.slice(id.lastIndexOf('.')))
    for (const { spool } of stations.values()) spool.withdraw(isVoid)
  }

  await arrange(live.hall())
  live.listen((events, hall) => {
    if (hall.revision !== revision) {
      void arrange(hall).catch((error) => log('error', 'printers-not-arranged', { reason: reasonOf(error) }))
    }
    if (stations.size === 0) return
    for (const recorded of events) {
      withdraw(recorded)
      printAll(recorded, hall)
    }
  })

  return {
    rows: () => [...stations.values()].map(rowOf),
    paper: (printer) => {
      const station = stations.get(printer)
      if (!station) return undefined
      const { dots } = modelFor(station.setting)
      return { printer: rowOf(station), dots, jobs: [...station.recent].reverse().map((job) => paperJob(job, dots)) }
    },
    paperAt: (device) => {
      const station = stations.get(people.device(device)?.printer ?? '') ?? [...stations.values()][0]
      if (!station) return 'out'
      if (station.state === 'near-end') return 'low'
      return station.state === 'ready' || station.state === 'unasked' ? 'ready' : 'out'
    },
    onChange: (listener) => void listeners.add(listener),
    close: async () => {
      await Promise.all([...stations.values()].map((station) => station.close()))
    },
  }
}

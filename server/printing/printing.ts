/**
 * From events to paper. It hears what the ledger already holds, so whatever a printer does, no ticket is lost or held up.
 * Each printer of the catalogue has a station with its own queue.
 */
import type { Actor } from '../../hall/actor.ts'
import type { PrinterSetting } from '../../hall/catalogue.ts'
import type { Recorded } from '../../hall/events.ts'
import type { Hall } from '../../hall/hall.ts'
import type { CounterId, EdgeId, PrinterId, TicketId } from '../../hall/ids.ts'
import type { SlipKind } from '../../hall/slip-template.ts'
import type { Paper, PrinterRow } from '../../hall/views/paper.ts'
import type { Job } from '../../printer/job.ts'
import { modelFor } from '../../printer/models.ts'
import { oneAtATime } from '../../printer/one-at-a-time.ts'
import { TICKET_LIFE_MS } from '../../printer/spool.ts'
import type { PrintOutcome, Transport } from '../../printer/transport.ts'
import type { Clock } from '../clock.ts'
import type { Quoted, Quotes } from '../forecast/quotes.ts'
import type { LiveHall } from '../live-hall.ts'
import { type Log, reasonOf } from '../log.ts'
import type { DeviceInfo, People } from '../people/people.ts'
import type { DayEnds } from './day-end.ts'
import { openDispatch } from './dispatch.ts'
import type { JobStores } from './job-store.ts'
import { type OpenTransport, openTransport } from './reach.ts'
import { type Paperwork, paperworkOf } from './slips.ts'
import { staffSlip } from './staff-slips.ts'
import { openStation, type Station } from './station.ts'

const MINUTE_MS = 60_000
/** What is taken home is worth printing while the visit lasts; where to go, while whoever goes there stands there. */
const TAKEN_HOME_MS = 30 * MINUTE_MS
const LIVES_MS: Readonly<Record<SlipKind, number>> = {
  ticket: TICKET_LIFE_MS,
  next: TICKET_LIFE_MS,
  fee: TICKET_LIFE_MS,
  collection: TAKEN_HOME_MS,
  receipt: TAKEN_HOME_MS,
  supplement: TAKEN_HOME_MS,
  guide: TAKEN_HOME_MS,
  service: TAKEN_HOME_MS,
  special: TAKEN_HOME_MS,
  declined: TAKEN_HOME_MS,
  elsewhere: TAKEN_HOME_MS,
  journey: TAKEN_HOME_MS,
  test: TICKET_LIFE_MS,
  // The list ages while it waits; the day's sheet does not, and may find paper in the morning.
  waiting: 5 * MINUTE_MS,
  'day-end': 12 * 60 * MINUTE_MS,
}

/** What staff may have printed when they like. */
export const STAFF_SLIPS = ['test', 'waiting', 'day-end'] as const
export type StaffSlipKind = (typeof STAFF_SLIPS)[number]

export type Printing = {
  readonly rows: () => readonly PrinterRow[]
  readonly paper: (printer: PrinterId) => Paper | undefined
  /** How the paper is at the printer beside a kiosk. */
  readonly paperAt: (device: string) => 'ready' | 'low' | 'out'
  /** Prints a paper for the staff. The same id again is the same job. Undefined: the catalogue has no such printer. */
  readonly print: (printer: PrinterId, slip: StaffSlipKind, id: string) => Pick<Job, 'id' | 'state'> | undefined
  readonly onChange: (listener: (printer: PrinterId) => void) => void
  /**
   * Ends the papers in hand and begins no more: what comes from now on is recorded, and printed by whoever opens the hall
   * next, so that nothing is half printed when the server changes (Z22).
   */
  readonly rest: () => Promise<void>
  readonly close: () => Promise<void>
}

/** The printers of other machines (server/edge/edges.ts). */
export type EdgePrinters = {
  readonly transport: (edge: EdgeId, printer: PrinterId) => Transport
  /** A printer of an edge is no longer as it was. */
  readonly onStatus?: (listener: (printer: PrinterId) => void) => void
  /** How a job ended that nobody waits for any more (P51). */
  readonly onLate?: (listener: (end: { printer: PrinterId; job: string; outcome: PrintOutcome }) => void) => void
}

export type PrintingOptions = {
  readonly live: LiveHall
  readonly people: People
  readonly stores: JobStores
  readonly clock: Clock
  readonly log: Log
  /** The address a phone opens for a ticket's secret. */
  readonly linkTo: (secret: string) => string
  /** The address a phone opens for a service, or for what is not handled here. */
  readonly guideLinkTo: (id: string) => string
  readonly edges?: EdgePrinters
  readonly dayEnds: DayEnds
  /** What a ticket says of its wait; absent: what the screens say. */
  readonly quotes?: Quotes
}

export const openPrinting = async (options: PrintingOptions): Promise<Printing> => {
  const { live, people, stores, clock, log, linkTo, guideLinkTo, edges, dayEnds, quotes } = options
  const stations = new Map<PrinterId, Station>()
  const listeners = new Set<(printer: PrinterId) => void>()
  const dispatch = openDispatch(stations, clock, log)
  const inTurn = oneAtATime()
  /** Numbers whose wait is being reckoned come out in their own order. */
  const inOrder = oneAtATime()
  let revision = -1
  let closed = false

  const changed = (printer: PrinterId): void => {
    dispatch.relieve()
    for (const listener of listeners) listener(printer)
  }

  const transportOf = async (setting: PrinterSetting): Promise<OpenTransport> => {
    const { id, edge } = setting
    const far = edge === undefined ? undefined : edges?.transport(edge, id)
    return far
      ? { ...far, onStatus: () => undefined, close: async () => undefined }
      : await openTransport(setting, clock)
  }

  /**
   * One that changes ends the job in hand first, which may take minutes: till then the old one stands here and records what
   * comes, and the new one begins with that.
   */
  const replace = async (setting: PrinterSetting): Promise<void> => {
    const { id } = setting
    const before = stations.get(id)
    await before?.close()
    const transport = await transportOf(setting)
    if (closed) return transport.close()
    const model = modelFor(setting)
    if (before && JSON.stringify(before.model) !== JSON.stringify(model))
      dispatch.refit(stores.of(id), { model, setting })
    const options = { transport, store: stores.of(id), clock, log, changed: () => changed(id) }
    stations.set(id, openStation(setting, options))
  }

  /** Makes the printers those of the catalogue in force; one whose setting stayed the same goes on undisturbed. */
  const arrange = async (hall: Hall): Promise<void> => {
    if (closed || hall.revision === revision) return
    revision = hall.revision
    const wanted = hall.catalogue?.printers ?? []
    const gone = [...stations.values()].filter((station) => !wanted.some(({ id }) => id === station.setting.id))
    for (const station of gone) {
      stations.delete(station.setting.id)
      const waiting = station.spool.waiting().length
      if (waiting > 0) log('warn', 'printer-removed-with-slips', { printer: station.setting.id, waiting })
    }
    const isNew = (setting: PrinterSetting): boolean =>
      JSON.stringify(setting) !== JSON.stringify(stations.get(setting.id)?.setting)
    await Promise.all([...gone.map((station) => station.close()), ...wanted.filter(isNew).map(replace)])
    // In the order of the catalogue, since a paper without a place comes out at the first.
    for (const { id } of wanted) {
      const station = stations.get(id)
      stations.delete(id)
      if (station) stations.set(id, station)
    }
    for (const { id } of wanted) changed(id)
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
    const { slip, counter: _counter, ...about } = paperwork
    dispatch.queue(station, slip, about, LIVES_MS[about.template])
  }

  const guarded = ({ position }: Recorded, act: () => void): void => {
    try {
      act()
    } catch (error) {
      log('error', 'slip-not-made', { position, reason: reasonOf(error) })
    }
  }

  /** Every paper on its own: one that cannot be made must not keep the others of its group from coming out. */
  const printAll = (recorded: Recorded, hall: Hall, quoted?: Quoted): void =>
    guarded(recorded, () => {
      const machine = machineOf(recorded.actor)?.name ?? ''
      const dayEnd = (closed: Recorded) => dayEnds(hall, closed)
      const context = { hall, machine, linkTo, guideLinkTo, dayEnd, ...(quoted ? { quoted } : {}) }
      for (const paperwork of paperworkOf(recorded, context)) guarded(recorded, () => print(paperwork, recorded, hall))
    })

  /** The paper of a number waits for its forecast, some milliseconds at most; nothing else waits for it (F2). */
  const printIssued = (recorded: Recorded, ticket: TicketId, { waitOf, told }: Quotes): void => {
    const reckoned = waitOf(ticket)
    void inOrder(async () => {
      const quoted = await reckoned
      printAll(recorded, live.hall(), quoted)
      if (quoted) told(ticket, quoted)
    })
  }

  /** What an undone act asked for is not printed any more. A ticket's own paper is known by its copy, and stays. */
  const withdraw = ({ event }: Recorded): void => {
    if (event.type !== 'ActUndone') return
    const made = new Set(event.positions.map((position) => `.${position}`))
    const isVoid = ({ id, template }: Job): boolean => template !== 'ticket' && made.has(id.slice(id.lastIndexOf('.')))
    for (const { spool } of stations.values()) spool.withdraw(isVoid)
  }

  await arrange(live.hall())
  edges?.onStatus?.((printer) => void stations.get(printer)?.ask())
  edges?.onLate?.(({ printer, job, outcome }) => stations.get(printer)?.spool.settle(job, outcome))
  live.listen((events, hall) => {
    if (hall.revision !== revision) {
      void inTurn(() => arrange(hall)).catch((error) =>
        log('error', 'printers-not-arranged', { reason: reasonOf(error) }),
      )
    }
    if (stations.size === 0) return
    for (const recorded of events) {
      withdraw(recorded)
      const { event, actor } = recorded
      if (quotes && event.type === 'TicketIssued' && actor.role !== 'window' && !event.offline)
        printIssued(recorded, event.ticket, quotes)
      else printAll(recorded, hall)
    }
  })

  return {
    rows: () => [...stations.values()].map((station) => station.row()),
    paper: (printer) => stations.get(printer)?.paper(),
    paperAt: (device) => {
      const station = stations.get(people.device(device)?.printer ?? '') ?? [...stations.values()][0]
      if (!station) return 'out'
      // Somebody who waits at a silent machine does not look for their slip elsewhere, so only a printer beside it counts.
      const other = dispatch.standIn(station)
      const beside = other && other.setting.place !== undefined && other.setting.place === station.setting.place
      const { state } = (beside ? other : station).row()
      if (state === 'near-end') return 'low'
      return state === 'ready' || state === 'unasked' ? 'ready' : 'out'
    },
    print: (printer, slip, id) => {
      const station = stations.get(printer)
      if (!station) return undefined
      const hall = live.hall()
      const at = clock.now()
      const made =
        slip === 'test'
          ? staffSlip({ kind: slip, hall, printer: station.setting }, at)
          : staffSlip(slip === 'waiting' ? { kind: slip, hall } : { kind: slip, ...dayEnds(hall) }, at)
      return dispatch.queue(station, made, { id: `staff.${id}`, template: slip, copy: 1 }, LIVES_MS[slip])
    },
    onChange: (listener) => void listeners.add(listener),
    rest: async () => void (await Promise.all([...stations.values()].map(({ spool }) => spool.close()))),
    close: async () => {
      closed = true
      // A number that waits for its forecast still gets its paper.
      await inOrder(async () => undefined)
      await Promise.all([...stations.values()].map((station) => station.close()))
      // An arranging under way opens nothing any more, and is over when what it lets go has ended.
      await inTurn(async () => undefined)
    },
  }
}

/** The printers of an edge: open as the catalogue says, asked how they are, each job printed once by its id. */
import type { PrinterSetting } from '../../hall/catalogue.ts'
import type { PrinterId } from '../../hall/ids.ts'
import type { EdgeJob } from '../../hall/views/edge.ts'
import type { Timers } from '../../printer/timers.ts'
import type { PrinterStatus, PrintOutcome } from '../../printer/transport.ts'
import type { Clock } from '../clock.ts'
import { type Log, reasonOf } from '../log.ts'
import type { OpenTransport } from '../printing/reach.ts'
import type { EdgeRecord } from './record.ts'
import type { EdgeReport } from './report.ts'

/** Trouble is to be seen within two seconds (P49), half of which the way to the hall may take, ms. */
const ASK_EVERY_MS = 1_000
/** Every question to one that does not answer waits for a deadline, and a job with it, ms. */
const ASK_SILENT_MS = 3_000

export type Reach = (setting: PrinterSetting, timers: Timers) => Promise<OpenTransport>

type Station = {
  readonly setting: string
  readonly transport: OpenTransport
  status: PrinterStatus
  /** The job in hand. */
  busy: Promise<void>
  /** Stops asking. */
  stop: () => void
}

export type EdgePrinters = {
  /** Makes the printers those of the settings, and prints what was not printed yet. */
  readonly follow: (settings: readonly PrinterSetting[], jobs: readonly EdgeJob[]) => void
  readonly statuses: () => EdgeReport['printers']
  /** Ends after the jobs in hand. */
  readonly close: () => Promise<void>
}

export type EdgePrintersOptions = {
  readonly reach: Reach
  readonly record: EdgeRecord
  readonly clock: Clock
  readonly log: Log
  /** There is something new to report. */
  readonly changed: () => void
}

/** Starts with no printers; `follow` gives them. Whatever a printer does becomes an outcome or a status. */
export const openEdgePrinters = ({ reach, record, clock, log, changed }: EdgePrintersOptions): EdgePrinters => {
  const stations = new Map<PrinterId, Station>()
  let wanted: { readonly settings: readonly PrinterSetting[]; readonly jobs: readonly EdgeJob[] } | undefined
  let working: Promise<void> | undefined
  let closed = false

  const hear = (station: Station, status: PrinterStatus): void => {
    if (JSON.stringify(status) === JSON.stringify(station.status)) return
    station.status = status
    changed()
  }

  const ask = async (id: PrinterId, station: Station): Promise<void> => {
    const status = await station.transport.status()
    if (stations.get(id) !== station) return
    hear(station, status)
    const pause = status.answer === 'none' ? ASK_SILENT_MS : ASK_EVERY_MS
    station.stop = clock.after(pause, () => void ask(id, station))
  }

  const closeStation = async (id: PrinterId, station: Station): Promise<void> => {
    stations.delete(id)
    station.stop()
    await station.busy
    await station.transport.close()
  }

  /** One that cannot be opened stops no other, and is tried again with the next word of the hall. */
  const opened = async (setting: PrinterSetting): Promise<OpenTransport | undefined> => {
    try {
      return await reach(setting, clock)
    } catch (error) {
      log('error', 'printer-not-opened', { printer: setting.id, reason: reasonOf(error) })
      return undefined
    }
  }

  const arrange = async (settings: readonly PrinterSetting[]): Promise<void> => {
    for (const [id, station] of [...stations]) {
      const next = settings.find((setting) => setting.id === id)
      if (JSON.stringify(next) !== station.setting) await closeStation(id, station)
    }
    for (const setting of settings) {
      if (stations.has(setting.id)) continue
      const transport = await opened(setting)
      if (!transport) continue
      const status: PrinterStatus = { answer: 'none', reason: 'away' }
      const station: Station = {
        setting: JSON.stringify(setting),
        transport,
        status,
        busy: Promise.resolve(),
        stop: () => {},
      }
      stations.set(setting.id, station)
      transport.onStatus((said) => hear(station, said))
      void ask(setting.id, station)
    }
  }

  const send = async ({ transport }: Station, { id, bytes }: EdgeJob): Promise<PrintOutcome> => {
    try {
      return await transport.send(new Uint8Array(Buffer.from(bytes, 'base64')), id)
    } catch (error) {
      // Where it failed is not known, so bytes may be on paper.
      return { result: 'unknown', reason: 'transport-failed', detail: reasonOf(error), nearEnd: false }
    }
  }

  const print = (job: EdgeJob): void => {
    const station = stations.get(job.printer)
    const begins = record.begin(job)
    if (begins && !station) record.end(job, { result: 'not_sent', reason: 'absent', nearEnd: false })
    changed()
    if (!begins || !station) return
    const carryOut = async (): Promise<void> => {
      const outcome = await send(station, job)
      record.end(job, outcome)
      if (outcome.result !== 'printed')
        log('warn', 'slip-not-confirmed', { printer: job.printer, job: job.id, reason: outcome.reason })
      changed()
    }
    // A job whose end cannot be written down stays begun: unknown at the next start, and no reason to stop the others.
    station.busy = station.busy
      .then(carryOut)
      .catch((error: unknown) => log('error', 'job-not-recorded', { job: job.id, reason: reasonOf(error) }))
  }

  /** One arranging after another, always towards what was wanted last. */
  const work = async (): Promise<void> => {
    for (let now = wanted; now && !closed; now = wanted) {
      wanted = undefined
      await arrange(now.settings)
      // Letting a printer go may take minutes: the hall has given up what it no longer tells.
      if (wanted === undefined) for (const job of now.jobs) print(job)
    }
    working = undefined
  }

  return {
    follow: (settings, jobs) => {
      wanted = { settings, jobs }
      working ??= work().catch((error: unknown) => {
        working = undefined
        log('error', 'printers-not-arranged', { reason: reasonOf(error) })
      })
    },
    statuses: () => [...stations].map(([printer, { status }]) => ({ printer, status })),
    close: async () => {
      closed = true
      await working
      await Promise.all([...stations].map(([id, station]) => closeStation(id, station)))
    },
  }
}

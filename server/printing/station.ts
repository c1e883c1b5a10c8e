/** One printer of the hall: its queue, the papers it made, and how it is. */
import type { PrinterSetting } from '../../hall/catalogue.ts'
import type { Paper, PaperJob, PrinterRow } from '../../hall/views/paper.ts'
import type { Job, JobStore } from '../../printer/job.ts'
import { modelFor, type PrinterModel } from '../../printer/models.ts'
import { readPaper } from '../../printer/paper.ts'
import { createSpool, type Spool } from '../../printer/spool.ts'
import { TROUBLES } from '../../printer/status.ts'
import { type About, NO_WAY, type PrinterStatus } from '../../printer/transport.ts'
import type { Clock } from '../clock.ts'
import { type Log, reasonOf } from '../log.ts'
import type { OpenTransport } from './reach.ts'

/**
 * A printer at rest is asked this often, ms: low paper, no paper, an open cover and a jammed cutter are seen within two
 * seconds (P49). One that does not answer is asked less and less often, since every question to it waits for a deadline.
 */
const ASK_EVERY_MS = 1200
const ASK_SILENT_MS = [1500, 3000, 5000]
/**
 * A blind one says nothing of itself, so a try that failed is all there is to know of it: for longer than the spool waits
 * between two tries, ms, and then the next paper may find it mended.
 */
const BLIND_AGAIN_MS = 15_000
/** Slips the paper page shows for each printer. */
const SHOWN = 20
const SHOWN_BYTES = 400_000

type State = PrinterRow['state']

export type Station = {
  readonly setting: PrinterSetting
  readonly model: PrinterModel
  readonly spool: Spool
  readonly row: () => PrinterRow
  readonly paper: () => Paper
  /** Whether it would print now, as far as anybody can tell of it; a blind one, as long as it is reached. */
  readonly isFine: () => boolean
  /** Whether it is known that it would not. */
  readonly isDown: () => boolean
  /** Asks it how it is; while it prints, the transport lets the question wait. */
  readonly ask: () => Promise<void>
  /** Ends after the job in hand. */
  readonly close: () => Promise<void>
}

export type StationOptions = {
  readonly transport: OpenTransport
  readonly store: JobStore
  readonly clock: Clock
  readonly log: Log
  /** Its state, or one of its jobs, is another than before. */
  readonly changed: () => void
}

type Answered = Exclude<PrinterStatus, { answer: 'none' }>

const stateOf = (status: PrinterStatus): State => {
  switch (status.answer) {
    case 'ready':
      return status.nearEnd ? 'near-end' : 'ready'
    case 'trouble':
      return status.trouble === 'printer-error' ? 'unreachable' : status.trouble
    case 'none':
      if (status.reason === 'blind') return 'unasked'
      return status.reason === 'away' ? 'away' : 'unreachable'
  }
}

const MUTE = 'it is reached and answers no status question; if this model never does, mark it blind in the catalogue'

const detailOf = (status: PrinterStatus): string | undefined => {
  if (status.answer !== 'none') return undefined
  return status.detail ?? (status.reason === 'mute' ? MUTE : undefined)
}

const isNoWay = (reason: string): reason is (typeof NO_WAY)[number] => NO_WAY.some((other) => other === reason)

/** What the end of a job says of the printer itself; undefined when it says nothing. */
const saidBy = ({ state, reason, nearEnd, detail }: Job): PrinterStatus | undefined => {
  if (state === 'printed') return { answer: 'ready', nearEnd }
  const trouble = TROUBLES.find((other) => other === reason)
  if (trouble) return { answer: 'trouble', trouble, nearEnd }
  if (state !== 'not_sent' || reason === undefined || !isNoWay(reason)) return undefined
  return { answer: 'none', reason, ...(detail === undefined ? {} : { detail }) }
}

const isDown = (state: State): boolean => state !== 'ready' && state !== 'near-end' && state !== 'unasked'

/** The newest papers first, as many as a screen may be told at once: a picture is a hundred times the bytes of a text. */
const shown = (recent: readonly Job[]): readonly Job[] => {
  let bytes = 0
  return [...recent].reverse().filter((job, index) => {
    bytes += job.bytes.length
    return index === 0 || bytes <= SHOWN_BYTES
  })
}

const paperJob = (job: Job, dots: number): PaperJob => ({
  id: job.id,
  state: job.state,
  template: job.template,
  copy: job.copy,
  at: job.createdAt,
  bytes: job.bytes.length,
  rows: readPaper(job.bytes, dots).rows,
  ...(job.reason === undefined ? {} : { reason: job.reason }),
  ...(job.from === undefined ? {} : { from: job.from }),
})

/** Opens the queue of a printer with what its store remembers, and begins to ask how it is. */
export const openStation = (setting: PrinterSetting, options: StationOptions): Station => {
  const { transport, store, clock, log, changed } = options
  const { id } = setting
  const model = modelFor(setting)
  const recent = [...store.load()].slice(-SHOWN)
  let now: { readonly state: State; readonly detail?: string } = { state: 'unasked' }
  let about: About = {}
  let seenAt: number | undefined
  let printed = 0
  let failed = 0
  let silences = 0
  let cancel = () => {}
  let asking: Promise<void> | undefined
  let closed = false

  const remember = (job: Job): void => {
    const at = recent.findIndex((other) => other.id === job.id)
    if (at >= 0) recent[at] = job.bytes.length > 0 ? job : { ...job, bytes: recent[at]?.bytes ?? job.bytes }
    else recent.push(job)
    if (recent.length > SHOWN) recent.shift()
  }

  const heard = (status: Answered): void => {
    seenAt = clock.now()
    if (status.answer === 'ready' && status.about) about = status.about
  }

  /** Takes in how it is. Its place in the world changes only with what a person would see. */
  const learn = (status: PrinterStatus): void => {
    silences = status.answer === 'none' ? silences + 1 : 0
    if (status.answer !== 'none') heard(status)
    const before = now
    const state = stateOf(status)
    const detail = detailOf(status)
    now = { state, ...(detail === undefined ? {} : { detail }) }
    if (before.state === state && before.detail === detail) return
    if (before.state !== state) log(state === 'ready' ? 'info' : 'warn', 'printer-state', { printer: id, ...now })
    // Paper is back: what waits need not sit out its back-off.
    if (isDown(before.state) && !isDown(state)) spool.wake()
    changed()
  }

  const askOnce = async (): Promise<void> => {
    const status = await transport.status()
    if (closed) return
    learn(status)
    if (status.answer === 'none' && status.reason === 'blind') return
    askLater(
      status.answer === 'none' ? (ASK_SILENT_MS[Math.min(silences, ASK_SILENT_MS.length) - 1] ?? 0) : ASK_EVERY_MS,
    )
  }
  const askLater = (ms: number): void => {
    cancel()
    cancel = clock.after(ms, () => void ask())
  }
  const ask = (): Promise<void> => {
    cancel()
    if (closed) return Promise.resolve()
    asking ??= askOnce().finally(() => {
      asking = undefined
    })
    return asking
  }

  const count = (job: Job): void => {
    if (job.state === 'printed') printed += 1
    // A blind printer never confirms: that it was sent is the best there is, and no failure.
    const asWished = job.reason === 'unconfirmable' || job.reason === 'withdrawn' || job.reason === 'handed-over'
    if (asWished || (job.state !== 'unknown' && job.state !== 'expired')) return
    failed += 1
    const { state, reason = '', detail = '' } = job
    log('warn', 'slip-not-confirmed', { printer: id, job: job.id, state, reason, detail })
  }

  const spool: Spool = createSpool({
    printer: id,
    transport,
    store,
    timers: clock,
    onFault: (what, error) => log('error', 'printing-failed', { printer: id, during: what, reason: reasonOf(error) }),
    onChange: (job) => {
      remember(job)
      count(job)
      const said = saidBy(job)
      if (said) learn(said)
      if (job.state === 'not_sent' && model.blind) askLater(BLIND_AGAIN_MS)
      else if (job.state === 'not_sent' || job.state === 'unknown') void ask()
      changed()
    },
  })
  transport.onStatus(learn)
  void ask()

  const row = (): PrinterRow => {
    const { place, edge, name } = setting
    const { model: says = setting.model, firmware } = about
    return {
      id,
      name,
      ...now,
      waiting: spool.waiting().length,
      printed,
      failed,
      ...(place === undefined ? {} : { place }),
      ...(edge === undefined ? {} : { edge }),
      ...(says === undefined ? {} : { model: says }),
      ...(firmware === undefined ? {} : { firmware }),
      ...(seenAt === undefined ? {} : { seenAt }),
    }
  }

  return {
    setting,
    model,
    spool,
    row,
    paper: () => ({ printer: row(), dots: model.dots, jobs: shown(recent).map((job) => paperJob(job, model.dots)) }),
    isFine: () => now.state === 'ready' || now.state === 'near-end' || (model.blind && !isDown(now.state)),
    isDown: () => isDown(now.state),
    ask,
    close: async () => {
      closed = true
      cancel()
      await spool.close()
      await transport.close()
    },
  }
}

/**
 * Gets each slip to a printer that prints it: the one it was meant for, or while that is in trouble the one that stands in
 * for it. What one certainly did not print is handed over once, and printed once (P50).
 */
import type { PrinterId } from '../../hall/ids.ts'
import { render } from '../../printer/compose.ts'
import { isFinal, type Job, type JobStore } from '../../printer/job.ts'
import type { Slip } from '../../printer/slip.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Station } from './station.ts'

type About = Pick<Job, 'id' | 'template' | 'copy' | 'ticket'>

export type Dispatch = {
  /** The printer that prints in place of another one now; undefined while that one may still print by itself. */
  readonly standIn: (station: Station) => Station | undefined
  /** Queues a slip once, wherever it is by now. It is worth printing for `life` ms. */
  readonly queue: (station: Station, slip: Slip, about: About, life: number) => Job
  /** Lets whoever stands in have what waits at a printer in trouble: to be called whenever a printer or a job changed. */
  readonly relieve: () => void
  /** Makes what waits in a store fit another model, before a new station begins with it (P25). */
  readonly refit: (store: JobStore, to: Pick<Station, 'model' | 'setting'>) => void
}

export const openDispatch = (stations: ReadonlyMap<PrinterId, Station>, clock: Clock, log: Log): Dispatch => {
  /** What waits, as it was before it became the bytes of one model: another printer may need other bytes. */
  const slips = new Map<string, Slip>()

  const standIn: Dispatch['standIn'] = (station) => {
    if (!station.isDown()) return undefined
    const other = stations.get(station.setting.failover ?? '')
    return other !== station && other?.isFine() ? other : undefined
  }

  const bytesFor = (
    slip: Slip,
    { model, setting }: Pick<Station, 'model' | 'setting'>,
  ): Pick<Job, 'bytes' | 'missing'> => {
    const { bytes, missing, fault } = render(slip, model)
    if (fault !== undefined) log('warn', 'cannot-draw', { printer: setting.id, reason: fault })
    if (missing.length > 0) log('warn', 'character-not-in-font', { printer: setting.id, count: missing.length })
    return { bytes, missing }
  }

  /** After a restart only the bytes are left, which another model would print wrongly. */
  const bytesAgain = (job: Job, from: Station, to: Station): Pick<Job, 'bytes' | 'missing'> | undefined => {
    const slip = slips.get(job.id)
    if (slip) return bytesFor(slip, to)
    const alike = JSON.stringify(from.model) === JSON.stringify(to.model)
    return alike ? { bytes: job.bytes, missing: job.missing } : undefined
  }

  /** Lets the printer that stands in have what waits at one that is in trouble. What came from elsewhere stays. */
  const handOn = (from: Station, to: Station): void => {
    for (const job of from.spool.waiting()) {
      const again = job.state === 'sending' || job.from !== undefined ? undefined : bytesAgain(job, from, to)
      if (!again || from.spool.job(job.id)?.state !== job.state) continue
      const { id, ticket, template, copy, expiresAt } = job
      const request = { id, template, copy, expiresAt, from: from.setting.id, ...again }
      to.spool.print(ticket === undefined ? request : { ...request, ticket })
      from.spool.release(id)
      log('info', 'slip-handed-over', { from: from.setting.id, to: to.setting.id, job: id })
    }
  }

  /** A printer that is known to be in trouble is not even tried. */
  const queue: Dispatch['queue'] = (station, slip, about, life) => {
    const before = [...stations.values()].flatMap(({ spool }) => spool.job(about.id) ?? [])
    const known = before.find(({ reason }) => reason !== 'handed-over')
    if (known) return known
    const to = standIn(station) ?? station
    const from = to === station ? {} : { from: station.setting.id }
    slips.set(about.id, slip)
    return to.spool.print({ ...about, ...bytesFor(slip, to), ...from, expiresAt: clock.now() + life })
  }

  const relieve = (): void => {
    for (const station of stations.values()) {
      const other = standIn(station)
      if (other) handOn(station, other)
      for (const id of slips.keys()) {
        const job = station.spool.job(id)
        if (job && isFinal(job.state) && job.reason !== 'handed-over') slips.delete(id)
      }
    }
  }

  const refit: Dispatch['refit'] = (store, to) => {
    for (const job of store.load()) {
      if (job.state !== 'queued' && job.state !== 'not_sent') continue
      const slip = slips.get(job.id)
      if (slip) store.save({ ...job, ...bytesFor(slip, to) })
      // After a restart only the bytes are left: they are sent as they are, and somebody should look at the paper.
      else log('warn', 'slip-of-another-model', { printer: to.setting.id, job: job.id })
    }
  }

  return { standIn, queue, relieve, refit }
}

/**
 * Lets days that are older than the hall must keep leave the ledger, at night and a day at a time (Z28). The Cybersecurity
 * Law wants logs of six months at least (Art. 23(3) of the 2025 text), and six months can have 184 days.
 */
import { businessDay, localParts } from '../../hall/calendar.ts'
import type { BusinessDay, HallId } from '../../hall/ids.ts'
import type { Clock } from '../clock.ts'
import type { Anchor } from '../ledger/anchors.ts'
import type { SqliteLedger } from '../ledger/sqlite.ts'
import type { LiveHall } from '../live-hall.ts'
import { type Log, reasonOf } from '../log.ts'
import type { SecurityLog } from '../security/security-log.ts'

export const KEEP_DAYS = 400
export const KEEP_DAYS_LEAST = 184
const DAY_MS = 24 * 3_600_000
const LOOK_EVERY_MS = 60_000
/** Days leave in the hall's own small hours, when nobody is called. */
const NIGHT_FROM_MINUTE = 3 * 60
const NIGHT_TO_MINUTE = 5 * 60
/** At most so many in a night: a clock that is wrong by years must not empty a ledger before somebody has seen it. */
const DAYS_A_NIGHT = 7
/** Between one day and the next, so that whatever else is written comes first. ms */
const PAUSE_MS = 50

/** The first day that is kept at this moment. */
export const firstKept = (now: number, keepDays: number, timeZone: string): BusinessDay =>
  businessDay(now - keepDays * DAY_MS, timeZone)

export type Retention = { readonly close: () => void }
export type RetentionOptions = {
  readonly hall: HallId
  readonly ledger: Pick<SqliteLedger, 'letDayLeave'>
  readonly live: Pick<LiveHall, 'hall'>
  readonly clock: Clock
  readonly log: Log
  readonly securityLog: Pick<SecurityLog, 'note'>
  readonly keepDays: number
  /** Told the first day that is kept, after days have left. */
  readonly onLeft: (before: BusinessDay) => void
}

/** @throws a sentence where fewer days are to be kept than the law wants */
export const openRetention = ({
  hall,
  ledger,
  live,
  clock,
  log,
  securityLog,
  keepDays,
  onLeft,
}: RetentionOptions): Retention => {
  if (!Number.isInteger(keepDays) || keepDays < KEEP_DAYS_LEAST)
    throw new Error(`RETENTION_DAYS is a whole number of days, ${KEEP_DAYS_LEAST} at least: the law wants six months.`)
  let cancel = (): void => {}
  let closed = false
  let tonight = { day: '', count: 0 }

  const left = ({ day, position }: Anchor): void => {
    log('info', 'day-left-ledger', { day, position })
    securityLog.note({ type: 'ledger-day-left', outcome: 'ok', who: 'retention', about: day, data: { position } })
  }

  /** Answers whether there may be another day. */
  const letOneLeave = (): boolean => {
    const zone = live.hall().catalogue?.hall.timeZone
    const { day, minute } = localParts(clock.now(), zone ?? 'Asia/Shanghai')
    if (zone === undefined || minute < NIGHT_FROM_MINUTE || minute >= NIGHT_TO_MINUTE) return false
    if (tonight.day !== day) tonight = { day, count: 0 }
    if (tonight.count >= DAYS_A_NIGHT) return false
    const before = firstKept(clock.now(), keepDays, zone)
    const anchor = ledger.letDayLeave(hall, before, clock.now())
    if (!anchor) return false
    tonight.count += 1
    left(anchor)
    onLeft(before)
    return true
  }

  const look = (): void => {
    let more = false
    try {
      more = letOneLeave()
    } catch (error) {
      log('error', 'retention-failed', { reason: reasonOf(error) })
    }
    if (!closed) cancel = clock.after(more ? PAUSE_MS : LOOK_EVERY_MS, look)
  }
  cancel = clock.after(LOOK_EVERY_MS, look)
  return {
    close: () => {
      closed = true
      cancel()
    },
  }
}

/** What is wrong with the system itself, for whoever looks after it: disk, clock, ledger, copies, line, guesses. */
import type { Instant } from './ids.ts'

export const SYSTEM_ALARMS = [
  /** Little room is left on the disk; data `freeMb`. */
  'disk-low',
  /** So little that no numbers are given any more, while calling goes on; data `freeMb`. */
  'disk-stop',
  /** A write failed as no full disk explains; data `reason`. */
  'storage-fault',
  /** Writes failed again and again: the hall is only shown. */
  'read-only',
  /** The machine's clock went back, jumped, or is before the ledger's last moment; data `behindMs` or `aheadMs`. */
  'clock-suspect',
  /** The ledger breaks a rule; data `rule`, `position`. */
  'ledger-finding',
  /** The last good backup is too old; data `hours`. */
  'backup-late',
  'backup-failed',
  /** The second disk is not where it was: nothing is written there; data `dir`. */
  'backup-away',
  /** What is called the second disk is the first one; data `dir`. */
  'backup-same-disk',
  /** The ledger was damaged and is a restored one; data `position`, `lost`. */
  'restored',
  /** The hall is open to the network without TLS. */
  'plain-http',
  /** The certificate could not be renewed; data `days`. */
  'certificate-late',
  /** The hall's root was made while the clock was ahead, and is not valid yet; data `days`. */
  'certificate-early',
  'standby-away',
  'standby-behind',
  /** A standby serves this hall now: this server writes no more. */
  'deposed',
  /** A machine's old token came again: it was shut out; data `device`. */
  'token-reused',
  /** A kiosk asks for numbers faster than people can; data `device`. */
  'kiosk-flood',
  /** The matter of emergency numbers was gone when they came in; data `numbers`, `service`. */
  'number-restated',
  /** Many wrong passwords or codes in a short time; data `count`. */
  'guessing',
] as const
export type SystemAlarmCode = (typeof SYSTEM_ALARMS)[number]

export type SystemAlarm = {
  readonly code: SystemAlarmCode
  readonly since: Instant
  readonly data: Readonly<Record<string, string | number>>
}

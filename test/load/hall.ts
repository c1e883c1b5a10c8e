/** What may be asked of the hall's process, and what it tells. */
import type { PrinterSetting } from '../../hall/catalogue.ts'
import type { Desk } from '../bench/target.ts'

export type HallWanted = {
  readonly folder: string
  readonly kiosks: number
  readonly desks: number
  readonly printers?: readonly PrinterSetting[]
}

/** A window with somebody signed in, and with what they sign in again. */
export type Seat = Desk & { readonly name: string; readonly machine: string }

/** Who may do what in the hall that was set up. */
export type HallKeys = {
  readonly path: string
  readonly kiosks: readonly string[]
  /** Of the screens that only show. */
  readonly display: string
  readonly desks: readonly Seat[]
  /** Services that the desks call. */
  readonly services: readonly string[]
}
/** Where the hall listens, and the authority it speaks TLS under, as PEM. */
export type HallListens = { readonly port: number; readonly ca?: string }
export type HallReady = HallKeys & HallListens

export type HallStart = {
  readonly folder: string
  /** 0 takes a free one. */
  readonly port: number
  /** How many times faster than the wall's its clock runs, and since when (ms since 1970): the same for every start of a run. */
  readonly speed: number
  readonly since: number
  /** Open to the network, and so under its own authority. */
  readonly tls: boolean
  /** Where its backups and journal go; without one nobody looks after its disk. */
  readonly backupDir?: string
}

export type HallFigures = {
  readonly rssMb: number
  /** The most it ever had. */
  readonly peakRssMb: number
  /** After a collection. */
  readonly heapMb: number
  readonly sockets: number
  readonly timers: number
  readonly descriptors: number
  /** Of those, what is no socket. */
  readonly files: number
  readonly walMb: number
  /** Processor time since the last question, ms. */
  readonly busyMs: number
  /** Of the event loop since the last question, ms. */
  readonly loopP99Ms: number
  readonly loopMaxMs: number
}

export type HallAsks = {
  /** Makes the hall ready with its machines and people, and stops it again. */
  readonly setUp: { readonly asked: HallWanted; readonly told: HallKeys }
  readonly start: { readonly asked: HallStart; readonly told: HallListens }
  readonly figures: { readonly asked: null; readonly told: HallFigures }
  /** Sets the machine's clock off by so many ms. */
  readonly clockOff: { readonly asked: number; readonly told: null }
  /** So many bytes seem to be left on the disk; null for what there is. */
  readonly room: { readonly asked: number | null; readonly told: null }
}

/** What may be asked of the hall's process, and what it tells. */
import type { PrinterSetting } from '../../hall/catalogue.ts'
import type { Desk } from '../bench/target.ts'

export type HallWanted = {
  readonly folder: string
  readonly kiosks: number
  readonly desks: number
  readonly printers?: readonly PrinterSetting[]
}

/** Who may do what in the hall that was set up. */
export type HallKeys = {
  readonly path: string
  readonly kiosks: readonly string[]
  /** Of the screens that only show. */
  readonly display: string
  readonly desks: readonly Desk[]
  /** Services that the desks call. */
  readonly services: readonly string[]
}
export type HallReady = HallKeys & { readonly port: number }

export type HallStart = {
  readonly folder: string
  /** 0 takes a free one. */
  readonly port: number
  /** How many times faster than the wall's its clock runs, and since when (ms since 1970): the same for every start of a run. */
  readonly speed: number
  readonly since: number
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
  readonly start: { readonly asked: HallStart; readonly told: { readonly port: number } }
  readonly figures: { readonly asked: null; readonly told: HallFigures }
  /** Sets the machine's clock off by so many ms. */
  readonly clockOff: { readonly asked: number; readonly told: null }
}

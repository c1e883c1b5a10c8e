/** One thing to look at: a page of a screen, in a mode, on a device, and how to get there. */
import type { BrowserContext, Page } from 'playwright-core'
import type { Device, Limits } from './devices.ts'
import type { GateHall } from './hall.ts'

export type View = {
  /** In Chinese: it labels the picture. */
  readonly name: string
  /** From where the visit stands to this page. */
  readonly arrive: (page: Page, hall: GateHall) => Promise<void>
  /** Where this page must keep something else than its device. */
  readonly limits?: Limits
  /** axe looks at the structure, which is the same on every panel: once is enough. */
  readonly axe?: false
}

/** A screen opened once on one device, and what is looked at there, one after another. */
export type Visit = {
  /** `kiosk`, `board`, …: pictures of a group share a sheet. */
  readonly group: string
  readonly name: string
  readonly device: Device
  readonly open: (context: BrowserContext, hall: GateHall) => Promise<Page>
  readonly views: readonly View[]
  /** Its time is moved by hand. */
  readonly clocked?: true
  /** Also looked at before anybody has come. */
  readonly empty?: true
}

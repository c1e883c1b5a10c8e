/**
 * What travels between screens and server, both ways. One verb each: a screen watches a topic, the server tells its view.
 * Types are shared, so a change on one side stops the other from compiling.
 */

import type { DeviceRole } from './actor.ts'
import type { Outcome } from './catalogue.ts'
import type { ClerkCard } from './clerk.ts'
import type { BusinessDay, CounterId, EdgeId, Instant } from './ids.ts'
import type { LentBlock } from './number-block.ts'
import type { KnownHealth, ScreenCondition, ScreenHealth, ScreenView } from './screen.ts'
import type { Interrupted } from './standstill.ts'
import type { SystemAlarm } from './system-alarm.ts'
import type { BoardView } from './views/board.ts'
import type { EdgeView } from './views/edge.ts'
import type { FloorView } from './views/floor.ts'
import type { GuideView } from './views/guide.ts'
import type { PadView } from './views/pad.ts'
import type { Paper, PrinterRow } from './views/paper.ts'
import type { Presented } from './views/presented.ts'
import type { KioskView, StripView, VisitorView } from './views/public.ts'
import type { CounterView } from './views/window.ts'
import type { WindowsView } from './views/windows.ts'

/** Raised when an old screen could no longer read what the server says; such a screen reloads itself. */
export const PROTOCOL = 6

/** The same person was sent away for the same service before, within 30 days (S004-02). */
export type EarlierNotice = {
  readonly day: BusinessDay
  readonly number: string
  readonly outcome: Outcome
  readonly counterName: string
  readonly staff: string
  readonly missing: readonly string[]
  readonly reason?: string
}

/** A paired machine, for whoever should go and look at one that is silent. */
export type DeviceRow = {
  readonly id: string
  readonly name: string
  readonly role: DeviceRole
  readonly counter?: CounterId
  readonly edge?: EdgeId
  /** What its program says it is, where it says so. */
  readonly version?: string
  /** Whether it has a screen connected now. */
  readonly online: boolean
  /** When it last came or went; absent: not since the server started. */
  readonly seenAt?: Instant
  /** For screens: how it is in a word, what it last said of itself, and whether it speaks for its zone. */
  readonly condition?: ScreenCondition
  readonly health?: KnownHealth
  readonly speaks?: boolean
}

/** Which view each kind of topic carries. A topic is `kind` or `kind:id`. */
export type Views = {
  kiosk: KioskView & {
    readonly paper: 'ready' | 'low' | 'out'
    readonly presented?: Presented
    /** No numbers are given by anybody now (Z17). */
    readonly stopped?: true
    /** Numbers this kiosk may give without a server, where the hall lends any (Z29). */
    readonly lent?: LentBlock
  }
  /** `resumed`: when the hall came back after it had stood still, while that is new (Z34). */
  board: BoardView & { readonly resumed?: Instant }
  strip: StripView & { readonly clerk?: ClerkCard }
  counter: CounterView & {
    readonly earlier: readonly EarlierNotice[]
    readonly presented?: Presented
    /** The hall stood still in the middle of this visit, and nothing was done about it since (Z34). */
    readonly interrupted?: Interrupted
  }
  windows: WindowsView
  pad: PadView & { readonly clerk?: ClerkCard }
  guide: GuideView & {
    readonly printers: readonly PrinterRow[]
    readonly devices: readonly DeviceRow[]
    readonly presented: readonly Presented[]
    readonly system: readonly SystemAlarm[]
  }
  floor: FloorView & {
    readonly printers: readonly PrinterRow[]
    readonly devices: readonly DeviceRow[]
    readonly system: readonly SystemAlarm[]
  }
  ticket: VisitorView
  paper: Paper
  edge: EdgeView
  screen: ScreenView
}
export type TopicKind = keyof Views
export const TOPIC_KINDS: readonly TopicKind[] = [
  'kiosk',
  'board',
  'strip',
  'counter',
  'windows',
  'pad',
  'guide',
  'floor',
  'ticket',
  'paper',
  'edge',
  'screen',
]
export type Topic = string

export const topicOf = (kind: TopicKind, id?: string): Topic => (id === undefined ? kind : `${kind}:${id}`)

/** A topic's kind and id, or undefined for a word that is no topic. */
export const parseTopic = (topic: Topic): { readonly kind: TopicKind; readonly id: string } | undefined => {
  const [word = '', ...rest] = topic.split(':')
  const kind = TOPIC_KINDS.find((other) => other === word)
  return kind && { kind, id: rest.join(':') }
}

export type ViewMessage<K extends TopicKind = TopicKind> = {
  readonly topic: Topic
  /** The ledger position the view shows. A screen drops a message older than what it has (I7). */
  readonly position: number
  /** The server's clock when it spoke, for the screen's offset. */
  readonly now: Instant
  readonly view: Views[K]
}

/** Why a watch was turned down. */
export type WatchRefused = { readonly refused: 'unknown-topic' | 'not-permitted' | 'outdated' }

export interface ServerToClient {
  view: (message: ViewMessage) => void
  /** The token was taken back or the role changed: forget it and show the pairing or sign-in page. */
  dismissed: () => void
  /** Somebody at the manager's page wants to know which machine this is: make yourself heard. */
  tone: () => void
}

export interface ClientToServer {
  watch: (topic: Topic, protocol: number, answer: (message: ViewMessage | WatchRefused) => void) => void
  unwatch: (topic: Topic) => void
  /** A screen says how it is (S12). */
  report: (health: ScreenHealth) => void
}

/** `version`: what program this is, for the page that lists all machines. */
export type HandshakeAuth = { readonly token?: string; readonly version?: string }

/**
 * What the server and the parent that minds it say to one another. The parent gives its orders with the start; the server
 * says when it is ready, every second that it lives, and before each group of commands which ones it is about to decide (Z19, Z33). One that is to
 * follow another says when it has loaded, and is given its orders when the other has ended (Z22).
 */
import type { CommandId } from '../hall/ids.ts'

/** The server ends itself with this after a write or sync that failed as no full disk explains (EX_IOERR of sysexits). */
export const STORAGE_FAULT_EXIT = 74
/** It ends with this after an error that nothing caught (EX_SOFTWARE). */
export const BROKEN_EXIT = 70

export type Orders = {
  /** Writes failed again and again: only show the hall (Z18). */
  readonly readOnly: boolean
  /** The last death was one of the disk's: look at the whole ledger before it is used. */
  readonly afterFault: boolean
  /** Commands in flight at one death: decide each by itself. */
  readonly suspects: readonly CommandId[]
  /** Commands in flight at two: refuse them. */
  readonly quarantined: readonly CommandId[]
}
export const NO_ORDERS: Orders = { readOnly: false, afterFault: false, suspects: [], quarantined: [] }

/** What a server is given by the process that has a parent. */
export type Minding = {
  readonly orders: Orders
  readonly inFlight: (commands: readonly CommandId[]) => void
  /** Ends the process soon, so that a fresh one takes its place. */
  readonly endAfterFault: () => void
}

export type Word =
  | { readonly ready: true }
  /** Its thread turns: said every second from then on (Z35). */
  | { readonly alive: true }
  | { readonly inFlight: readonly CommandId[] }
  /** All that can be done beside a server that runs is done; the release that says so. */
  | { readonly loaded: string }
  /** Why it could not be. */
  | { readonly notLoaded: string }

/** What the parent says to one that has loaded: the hall is yours now. */
export type Begin = { readonly begin: Orders }

const ORDERS = 'YICHUANG_ORDERS'

/** The environment that carries orders to a server. */
export const carrying = (orders: Orders): NodeJS.ProcessEnv => ({ [ORDERS]: JSON.stringify(orders) })

/** The orders this process was started with; undefined where nobody minds it. */
export const ordersOf = (env: NodeJS.ProcessEnv): Orders | undefined => {
  const text = env[ORDERS]
  return text === undefined ? undefined : { ...NO_ORDERS, ...(JSON.parse(text) as Partial<Orders>) }
}

/**
 * Says a word to the parent. It is in the pipe when this returns, so that a process that dies in the next line has said it.
 * Where nobody minds this process, nothing is said.
 */
export const tellParent = (word: Word): void => {
  if (process.connected) process.send?.(word)
}

/** How often a server says that it lives, ms. */
export const ALIVE_EVERY_MS = 1_000

/** Says from now on that this process lives, for as long as its thread turns. */
export const sayAlive = (): void => {
  tellParent({ alive: true })
  setInterval(() => tellParent({ alive: true }), ALIVE_EVERY_MS).unref()
}

/** The orders of the parent, once it says that the hall may be opened. */
export const toldToBegin = (): Promise<Orders> =>
  new Promise((resolve) => process.once('message', ({ begin }: Begin) => resolve({ ...NO_ORDERS, ...begin })))

/** What is measured: the hall, or its twin. */
export type Target = {
  readonly port: number
  /** The address that commands are posted to. */
  readonly path: string
  /** The topic its screens watch. */
  readonly topic: string
  /** The token of a screen; the twin asks for none. */
  readonly token?: string
  /** The authority its clients believe, as PEM, where it speaks TLS. */
  readonly ca?: string
}

/** A window with somebody signed in. */
export type Desk = { readonly counter: string; readonly token: string }

let count = 0
const run = Date.now().toString(36)
/** An id that nobody else of this run has, as long as those that devices mint. */
export const nextId = (): string => {
  count += 1
  return `bench-${run}-${String(count).padStart(8, '0')}`
}

/**
 * Which line of a hall's history a server writes, as one short text that can be compared and cannot be made up. Each
 * take-over begins a new line: the greater text is the later one. It carries a keyed digest under a secret that only the
 * servers of this hall have, so a screen may pass it on and a stranger can depose nobody with it.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { HallId } from '../../hall/ids.ts'

export type Statement = {
  /** How many take-overs there were. */
  readonly epoch: number
  /** The last position that the line shares with the one before it. */
  readonly position: number
  /** The beginning of the chain value there. */
  readonly chain: string
  /** The server that took over. */
  readonly server: string
}

export const CHAIN_SHOWN = 16
/** The longest text that is looked at. */
export const STATEMENT_LENGTH_MAX = 120
const PARTS = /^(\d{4})\.(\d{10})\.([0-9a-f]{16})\.([\w-]{8})$/

/** A known text may have many bytes; 128 bits of digest are enough against guessing. */
const digestOf = (key: string, hall: HallId, said: string): string =>
  createHmac('sha256', key).update(`yichuang standing ${hall} ${said}`).digest('base64url').slice(0, 22)

/** The text of a statement. It sorts by epoch, then by how much of the history the line shares (Z27: two takers). */
export const writeStatement = (key: string, hall: HallId, { epoch, position, chain, server }: Statement): string => {
  const said = [
    String(epoch).padStart(4, '0'),
    String(position).padStart(10, '0'),
    chain.slice(0, CHAIN_SHOWN),
    server,
  ].join('.')
  return `${said}.${digestOf(key, hall, said)}`
}

/** What a text states, or undefined where it is none of this hall's. */
export const readStatement = (key: string, hall: HallId, text: string): Statement | undefined => {
  if (text.length > STATEMENT_LENGTH_MAX) return undefined
  const cut = text.lastIndexOf('.')
  const said = text.slice(0, cut)
  const parts = PARTS.exec(said)
  if (!parts) return undefined
  const given = Buffer.from(text.slice(cut + 1))
  const due = Buffer.from(digestOf(key, hall, said))
  if (given.length !== due.length || !timingSafeEqual(given, due)) return undefined
  const [, epoch = '', position = '', chain = '', server = ''] = parts
  return { epoch: Number(epoch), position: Number(position), chain, server }
}

/** Whether `text` states a later line than `than`; nothing at all is the earliest. */
export const isLater = (text: string, than: string | undefined): boolean => text > (than ?? '')

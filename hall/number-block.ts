/**
 * 应急号段: numbers that the ledger lent to one kiosk beforehand, for the hour in which it has no server. They are marked (XA001),
 * given in order, and come into the ledger when the line is back, with the moment at which they were really given (Z29).
 */
import type { Actor } from './actor.ts'
import type { Context } from './context.ts'
import type { Hall } from './hall.ts'
import type { Instant, ServiceId, TicketId } from './ids.ts'
import { accept, type Decision, type Refusal, refuse } from './refusal.ts'

/** What a kiosk says of a number that it gave by itself. */
export type OfflineNumber = {
  readonly series: string
  readonly number: number
  /** When the person took it, by the kiosk's clock. */
  readonly at: Instant
  /** The ticket that was being asked for when the line broke, and of which nobody knew whether it was issued. */
  readonly insteadOf?: TicketId
}

export type NumberBlock = {
  readonly series: string
  /** The next number that may come in, and the last that was lent. */
  readonly next: number
  readonly until: number
  readonly leasedAt: Instant
  /** The last ticket that this kiosk was given in the usual way. */
  readonly lastTicket?: TicketId
  /** The ticket that was given up last. Asked for once more, by a request that was still on its way, it stays given up. */
  readonly givenUp?: TicketId
}

/** X is the mark; the second letter is the kiosk's. Letters that are read for one another are left out. */
export const BLOCK_MARK = 'X'
export const BLOCK_LETTERS = 'ABCDEFGHJKLMNPRSTUVWXY'

/** Lends numbers to the kiosk that asks; while it has more than half of a block left, all is so already. */
export const decideLease = (hall: Hall, { actor }: Pick<Context, 'actor'>): Decision => {
  const size = hall.catalogue?.rules.offlineNumbers ?? 0
  if (size === 0) return refuse({ code: 'blocks-off' })
  const block = hall.blocks.get(actor.id)
  if (block && block.until - block.next + 1 > size / 2) return accept()
  const letter = BLOCK_LETTERS[hall.blocks.size]
  if (!block && letter === undefined) return refuse({ code: 'blocks-off' })
  const next = block?.next ?? 1
  return accept({
    type: 'BlockLeased',
    kiosk: actor.id,
    series: block?.series ?? `${BLOCK_MARK}${letter}`,
    until: next + size - 1,
  })
}

/** Why a number that a kiosk says to have given cannot be one of its block's, if it cannot. They come in one by one, in order. */
export const offlineRefused = (
  hall: Hall,
  actor: Pick<Actor, 'id'>,
  { series, number, insteadOf }: OfflineNumber,
): Refusal | undefined => {
  const block = hall.blocks.get(actor.id)
  if (block?.series !== series || number !== block.next || number > block.until)
    return { code: 'not-in-block', ...(block ? { next: block.next } : {}) }
  return insteadOf === undefined || insteadOf === block.lastTicket || !hall.tickets.has(insteadOf)
    ? undefined
    : { code: 'not-in-block', next: block.next }
}

/** When somebody really came: what the kiosk says, but not before the loan and not after now, since its clock may be wrong. */
export const offlineArrival = (hall: Hall, actor: Pick<Actor, 'id'>, at: Instant, now: Instant): Instant =>
  Math.min(now, Math.max(hall.blocks.get(actor.id)?.leasedAt ?? now, at))

/**
 * What a number that was given without a server waits for: the service it was given for, or where the hall gave that up
 * meanwhile or asks for a document by now (T23), the first that consults and else the first that any window takes. Whoever
 * holds it has it; a window or the guide desk asks and sends them on. Undefined where nothing can be taken like that.
 */
export const takenInstead = ({ lookup }: Pick<Hall, 'lookup'>, service: ServiceId): ServiceId | undefined => {
  const taken = new Set([...lookup.takes.values()].flatMap(({ own, help }) => [...own, ...help]))
  if (taken.has(service) && !lookup.services.get(service)?.identity) return service
  const others = [...lookup.services.values()].filter(
    ({ id, identity, dailyQuota }) => taken.has(id) && !identity && dailyQuota === undefined,
  )
  return (others.find(({ caseType }) => caseType === 'consulted') ?? others[0])?.id
}

/** What a kiosk is told of its block. */
export type LentBlock = {
  readonly series: string
  readonly next: number
  readonly until: number
  /** Numbers lent at once. */
  readonly size: number
  /** Prefix of ordinary numbers. */
  readonly prefix: string
}

/** The block of a kiosk; before the first loan one without numbers. Nothing where the hall lends none. */
export const lentTo = ({ catalogue, blocks }: Hall, kiosk: string): { readonly lent?: LentBlock } => {
  const size = catalogue?.rules.offlineNumbers ?? 0
  if (!catalogue || size === 0) return {}
  const { series = '', next = 1, until = 0 } = blocks.get(kiosk) ?? {}
  return { lent: { series, next, until, size, prefix: catalogue.rules.classPrefix.ordinary } }
}

/** Where a visitor is sent on to, as the transfer sheet puts it together. Pure. */
import { authority, type Catalogue, type Service } from '../hall/catalogue.ts'
import type { CommandOf, RedirectReason } from '../hall/commands.ts'
import type { CounterId, Instant, ServiceId, StaffId, TicketId } from '../hall/ids.ts'
import type { Bound } from '../hall/legs.ts'
import { inMinutes } from './window-times.ts'

/** 原序 · 最前 · after some minutes. */
export type Position = 'keep' | 'front' | number

export type Destination = {
  readonly service?: ServiceId
  readonly counter?: CounterId
  readonly staff?: StaffId
  readonly position: Position
  readonly comeBack: boolean
  readonly note: string
}

/** The services that a window's list lets it take (S003-22). */
export const servicesAt = (book: Catalogue, counter: CounterId): readonly Service[] => {
  const setting = book.counters.find(({ id }) => id === counter)
  return setting ? book.services.filter((service) => authority(setting, service) !== 'none') : []
}

/** What a visitor is for at a window they are sent to: the same as now where it takes that, else its first. */
export const serviceThere = (book: Catalogue, counter: CounterId, current: ServiceId): ServiceId | undefined => {
  const taken = servicesAt(book, counter)
  return (taken.find(({ id }) => id === current) ?? taken[0])?.id
}

const boundOf = ({ counter, staff }: Destination): Bound | undefined =>
  staff !== undefined ? { staff } : counter !== undefined ? { counter } : undefined

/** The command, once there is somewhere to go; undefined before, and where nothing would change. */
export const transferOf = (
  ticket: { readonly id: TicketId; readonly service: ServiceId; readonly bound?: Bound },
  to: Destination,
  reason: RedirectReason,
  now: Instant,
): CommandOf<'TransferTicket'> | undefined => {
  const { service, position, comeBack } = to
  const bound = boundOf(to)
  if (service === undefined) return undefined
  const moves = bound !== undefined || ticket.bound !== undefined || position !== 'keep'
  if (service === ticket.service && !moves) return undefined
  const note = to.note.trim()
  return {
    type: 'TransferTicket',
    ticket: ticket.id,
    service,
    reason,
    ...(note === '' ? {} : { note }),
    ...(bound === undefined ? {} : { bound }),
    ...(position === 'front' ? { front: true } : {}),
    ...(typeof position === 'number' ? { until: inMinutes(now, position) } : {}),
    ...(comeBack ? { comeBack } : {}),
  }
}

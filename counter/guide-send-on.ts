/** Sending a ticket on from the guide desk: which windows and people can take it, and the command. Pure. */
import { authority, type Catalogue, type Service } from '../hall/catalogue.ts'
import type { CommandOf, RedirectReason } from '../hall/commands.ts'
import type { Bound } from '../hall/legs.ts'
import type { TicketCard } from '../hall/views/card.ts'
import type { WindowRow } from '../hall/views/windows.ts'

export type SendOn = {
  readonly service: Service | undefined
  readonly bound?: Bound
  readonly front: boolean
  readonly reason: RedirectReason | undefined
  readonly note: string
}

/** The windows that may take a service (S003-22); those that are open first. */
export const windowsFor = (
  service: Service,
  windows: readonly WindowRow[],
  { counters }: Catalogue,
): readonly WindowRow[] => {
  const away = ({ status }: WindowRow): number => ['open', 'paused', 'closed'].indexOf(status)
  return windows
    .filter(({ id }) => {
      const setting = counters.find((counter) => counter.id === id)
      return setting !== undefined && authority(setting, service) !== 'none'
    })
    .sort((a, b) => away(a) - away(b))
}

/** Whether anything changes by it: another service, one window or person, or the front. */
const changes = (ticket: TicketCard, { service, bound, front }: SendOn): boolean =>
  service !== undefined && (service.id !== ticket.service || bound !== undefined || front || ticket.bound !== undefined)

/** The command, or what is still missing for it. */
export const transferOf = (ticket: TicketCard, wanted: SendOn): CommandOf<'TransferTicket'> | 'where' | 'why' => {
  const { service, bound, front, reason } = wanted
  if (!service || !changes(ticket, wanted)) return 'where'
  if (reason === undefined) return 'why'
  const note = wanted.note.trim()
  return {
    type: 'TransferTicket',
    ticket: ticket.id,
    service: service.id,
    reason,
    ...(note === '' ? {} : { note }),
    ...(bound === undefined ? {} : { bound }),
    ...(front ? { front } : {}),
  }
}

/** Every window that calls, for whoever sends somebody there: who sits there, whether they are in, how many wait. */
import type { PauseReason } from '../commands.ts'
import type { CounterState } from '../counter.ts'
import type { Hall } from '../hall.ts'
import type { CounterId, Instant, StaffId, ThemeId } from '../ids.ts'
import { waitingAt } from '../queue.ts'
import { coverOf } from '../seating.ts'
import { hallSign } from './public.ts'

export type WindowRow = {
  readonly id: CounterId
  readonly name: string
  readonly zoneName: string
  readonly themes: readonly ThemeId[]
  readonly status: CounterState['status']
  readonly staff: string
  readonly staffId: StaffId
  readonly waiting: number
  readonly reason?: PauseReason
  readonly destination?: string
  readonly backAt?: Instant
  readonly coveredBy?: string
}

export type WindowsView = ReturnType<typeof hallSign> & { readonly windows: readonly WindowRow[] }

export const windowsView = (hall: Hall): WindowsView => ({
  ...hallSign(hall),
  windows: (hall.catalogue?.counters ?? []).flatMap((setting) => {
    const counter = hall.counters.get(setting.id)
    if (!counter || setting.own.length + setting.help.length === 0) return []
    const cover = coverOf(hall, setting.id)
    const paused = counter.status === 'paused' ? counter : undefined
    return [
      {
        id: setting.id,
        name: setting.name,
        zoneName: hall.catalogue?.zones.find((zone) => zone.id === setting.zone)?.name ?? '',
        themes: [...setting.own, ...setting.help],
        status: counter.status,
        staff: counter.status === 'closed' ? '' : counter.staff,
        staffId: counter.status === 'closed' ? '' : counter.staffId,
        waiting: waitingAt(hall, setting.id),
        ...(paused ? { reason: paused.reason } : {}),
        ...(paused?.destination === undefined ? {} : { destination: paused.destination }),
        ...(paused?.backAt === undefined ? {} : { backAt: paused.backAt }),
        ...(cover ? { coveredBy: hall.lookup.counters.get(cover.id)?.name ?? cover.id } : {}),
      },
    ]
  }),
})

/**
 * How fast one kiosk gives numbers: as fast as people can, so that a script at a stolen kiosk, or a hand on the panel, empties
 * neither the quotas nor the paper (threat X2). A repeat of the same command is one number and is never held up by it.
 */
import type { Actor } from '../../hall/actor.ts'
import type { Command } from '../../hall/commands.ts'
import type { Clock } from '../clock.ts'
import type { SystemAlarms } from '../system-alarms.ts'
import { allowance } from './allowance.ts'

export type NumberPace = {
  /** Takes one number's turn. Returns 0, or how long to wait, ms. */
  readonly take: (actor: Actor, command: Command) => number
}

/** Nobody chooses, reads and takes a slip in less than two seconds; five may press at once when a kiosk wakes. */
export const HUMAN_PACE = { perSecond: 0.5, burst: 5 } as const
/** After so long without another refusal the flood is over, ms. */
const OVER_AFTER_MS = 10 * 60_000

export const numberPace = (
  clock: Clock,
  alarms: Pick<SystemAlarms, 'raise' | 'clear'>,
  nameOf: (device: string) => string,
  { perSecond, burst } = HUMAN_PACE as { readonly perSecond: number; readonly burst: number },
): NumberPace => {
  const turns = allowance(clock, perSecond, burst)
  /** The last command of each kiosk that took its turn. */
  const last = new Map<string, string>()
  let over = () => {}
  return {
    take: (actor, command) => {
      // Numbers that were given without the server come in together once it is back (Z29).
      if (actor.role !== 'kiosk' || command.type !== 'IssueTicket' || command.offline) return 0
      if (last.get(actor.id) === command.id) return 0
      const waitMs = turns.take(actor.id)
      if (waitMs === 0) last.set(actor.id, command.id)
      else {
        alarms.raise('kiosk-flood', { device: nameOf(actor.id) })
        over()
        over = clock.after(OVER_AFTER_MS, () => alarms.clear('kiosk-flood'))
      }
      return waitMs
    },
  }
}

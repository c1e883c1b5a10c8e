/** What is wrong with the system itself now. Whoever notices raises it, and clears it when it is over; screens of staff are told. */
import type { SystemAlarm, SystemAlarmCode } from '../hall/system-alarm.ts'
import type { Clock } from './clock.ts'

export type SystemAlarms = {
  /** Raises an alarm, or renews what it says; `since` stays that of the first time. */
  readonly raise: (code: SystemAlarmCode, data?: SystemAlarm['data']) => void
  readonly clear: (code: SystemAlarmCode) => void
  /** Those of now, the oldest first. */
  readonly list: () => readonly SystemAlarm[]
  /** Called when what `list` says may have changed. */
  readonly onChange: (listener: () => void) => void
}

export const openSystemAlarms = (clock: Clock): SystemAlarms => {
  const alarms = new Map<SystemAlarmCode, SystemAlarm>()
  const listeners = new Set<() => void>()
  const changed = (): void => {
    for (const listener of listeners) listener()
  }
  return {
    raise: (code, data = {}) => {
      const was = alarms.get(code)
      if (was && JSON.stringify(was.data) === JSON.stringify(data)) return
      alarms.set(code, { code, since: was?.since ?? clock.now(), data })
      changed()
    },
    clear: (code) => {
      if (alarms.delete(code)) changed()
    },
    list: () => [...alarms.values()],
    onChange: (listener) => void listeners.add(listener),
  }
}

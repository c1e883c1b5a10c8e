/** What the guide desk must see without looking for it: paper, long waits, and people waiting where nobody serves. Pure. */
import type { Instant } from '../hall/ids.ts'
import type { PrinterRow } from '../hall/views/paper.ts'
import type { ThemeRow } from '../hall/views/theme-row.ts'
import { paceOf } from './acts.ts'

export type Level = 'amber' | 'red'
export type Alarm =
  | { readonly kind: 'printer'; readonly level: Level; readonly printer: PrinterRow }
  | { readonly kind: 'no-counter'; readonly level: 'red'; readonly theme: ThemeRow; readonly minutes: number }
  | { readonly kind: 'wait'; readonly level: Level; readonly theme: ThemeRow; readonly minutes: number }

type Watched = {
  readonly open: boolean
  readonly themes: readonly ThemeRow[]
  readonly printers: readonly PrinterRow[]
  readonly amberMinutes: number
  readonly redMinutes: number
}

/** Paper that runs low still prints; everything else that is not ready does not. A printer not asked yet is no alarm. */
export const printerLevel = (state: PrinterRow['state']): Level | undefined => {
  if (state === 'ready' || state === 'unasked') return undefined
  return state === 'near-end' ? 'amber' : 'red'
}

const ofTheme = (theme: ThemeRow, watched: Watched, now: Instant): Alarm[] => {
  if (theme.waiting === 0 || theme.longestSince === null) return []
  const ms = Math.max(0, now - theme.longestSince)
  const minutes = Math.floor(ms / 60_000)
  if (theme.openCounters === 0) return [{ kind: 'no-counter', level: 'red', theme, minutes }]
  const pace = paceOf(ms, watched.amberMinutes, watched.redMinutes)
  return pace === 'calm' ? [] : [{ kind: 'wait', level: pace, theme, minutes }]
}

/** The alarms of now, the worst first. A closed hall has nobody waiting, so only its printers can alarm. */
export const alarmsOf = (watched: Watched, now: Instant): readonly Alarm[] => {
  const printers = watched.printers.flatMap((printer): Alarm[] => {
    const level = printerLevel(printer.state)
    return level ? [{ kind: 'printer', level, printer }] : []
  })
  const themes = watched.open ? watched.themes.flatMap((theme) => ofTheme(theme, watched, now)) : []
  const weight = (alarm: Alarm): number =>
    (alarm.level === 'red' ? 1_000_000 : 0) + (alarm.kind === 'printer' ? 100_000 : alarm.minutes)
  return [...printers, ...themes].sort((a, b) => weight(b) - weight(a))
}

/** The server's clock, as well as this screen knows it, and times as people read them. Screens only subtract. */
import { signal } from '@preact/signals'

let offset = 0

/** Learns the server's clock from a message; the shortest way it has seen is the truest. */
export const heardClock = (serverNow: number): void => {
  const seen = serverNow - Date.now()
  // Messages are only ever late, never early, so the largest difference is nearest to the truth; it may drift by the hour.
  const before = offset
  offset = offset === 0 || seen > offset || offset - seen > 2_000 ? seen : offset
  // A machine whose own clock is wrong shows the hall's time from the first message on, not a second later.
  if (Math.abs(offset - before) > 1_000) tick.value = nowHere()
}

/** The server's time now, in ms. */
export const nowHere = (): number => Date.now() + offset

/** Ticks once a second: read it in a component that shows running time. */
export const tick = signal(nowHere())
setInterval(() => {
  tick.value = nowHere()
}, 1_000)

/** `09:31` or `09:31:05` in the hall's zone. */
export const clock = (at: number, timeZone: string, seconds = false): string =>
  new Intl.DateTimeFormat('zh-CN', {
    timeZone,
    hourCycle: 'h23',
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds ? { second: '2-digit' } : {}),
  }).format(at)

/** `2026年11月22日 星期日`, or its English twin. */
export const dateText = (at: number, timeZone: string, language: 'zh' | 'en'): string =>
  new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { timeZone, dateStyle: 'full' }).format(at)

/** `3:07` for minutes and seconds gone by, `1:03:07` past the hour; never negative. */
export const elapsed = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const two = (value: number): string => String(value).padStart(2, '0')
  const minutes = Math.floor(seconds / 60)
  return minutes < 60
    ? `${minutes}:${two(seconds % 60)}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`
}

/** Whole minutes gone by. */
export const minutesSince = (at: number, now: number): number => Math.max(0, Math.floor((now - at) / 60_000))

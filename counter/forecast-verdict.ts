/** What the measures of a day mean, in words for the manager. Pure. */
import { fill, say } from '../client/language.ts'
import type { Measure } from '../hall/forecast/measure.ts'
import { FORECAST } from './forecast-words.ts'

const MINUTE = 60_000
/** Fewer told waits than this say more about single visitors than about the forecasts. */
export const JUDGED_FROM = 20
/** Four in five, give or take what chance does to a day. */
const RIGHT = 0.8
const ALLOWED = 0.07
/** A bias below is not worth a sentence. */
const EVEN_MS = MINUTE / 2

/** `1.5` */
export const minutesText = (ms: number): string => (ms / MINUTE).toFixed(1)
/** `+1.5`, `−1.5` with a real minus, `0.0` without a sign. */
export const signedText = (ms: number): string => {
  const text = minutesText(Math.abs(ms))
  return text === '0.0' ? text : `${ms > 0 ? '+' : '−'}${text}`
}

/** One or two sentences: whether the forecasts can be trusted, which way they are out, and what to do. */
export const verdict = ({ n, within, biasMs }: Measure): string => {
  if (n === 0) return say(FORECAST.none)
  if (n < JUDGED_FROM) return fill(FORECAST.few, { count: n, least: JUDGED_FROM })
  const far = within < RIGHT - ALLOWED ? FORECAST.short : within > RIGHT + ALLOWED ? FORECAST.wide : FORECAST.good
  const drift = Math.abs(biasMs) < EVEN_MS ? FORECAST.even : biasMs > 0 ? FORECAST.sooner : FORECAST.later
  const tenths = (within * 10).toFixed(within * 10 >= 9.95 ? 0 : 1)
  return `${fill(far, { tenths })}${say(['', ' '])}${fill(drift, { count: minutesText(Math.abs(biasMs)) })}`
}

/** Whether a share is so far out that it is worth a colour. */
export const toneOf = ({ n, within }: Measure): '' | 'amber' | 'red' =>
  n < JUDGED_FROM || within >= RIGHT - ALLOWED ? '' : within >= RIGHT - 2 * ALLOWED ? 'amber' : 'red'

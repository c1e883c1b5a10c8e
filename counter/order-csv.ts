/** The overtaking report as a table that spreadsheets read: UTF-8 with its mark, comma and CRLF (RFC 4180). */
import { say } from '../client/language.ts'
import { windowText } from '../client/phrases.ts'
import { clock } from '../client/time.ts'
import { CLASS_WORDS } from '../client/words.ts'
import type { Overtaking, OvertakingReport } from '../hall/overtaking.ts'
import { GROUND_NAMES, O, RULE_WORDS } from './order-words.ts'

const MINUTE = 60_000

/** A cell that begins like a formula would be run by a spreadsheet, and a reason is free text. */
const cell = (value: string | number): string => {
  const text = String(value)
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The widest bound of those it went before, in whole minutes; undefined: none. */
export const boundMinutes = ({ whom }: Overtaking): number | undefined => {
  const bounds = whom.map(({ boundMs }) => boundMs)
  if (bounds.some((bound) => bound === null)) return undefined
  return Math.max(0, ...bounds.map((bound) => Math.round((bound ?? 0) / MINUTE)))
}

export const isBeyond = ({ whom }: Overtaking): boolean => whom.some(({ beyond }) => beyond)

/** Minutes by which somebody had come earlier, whole ones. */
export const earlierMinutes = ({ earlierMs }: { readonly earlierMs: number }): number => Math.floor(earlierMs / MINUTE)

const row = (call: Overtaking, timeZone: string): readonly (string | number)[] => [
  clock(call.at, timeZone, true),
  windowText(call.counterName),
  call.called.number,
  say(CLASS_WORDS[call.called.class]),
  call.serviceName,
  say(RULE_WORDS[call.rule]),
  say(GROUND_NAMES[call.ground]),
  call.overtook,
  call.whom.map((other) => `${other.number} ${earlierMinutes(other)}`).join('; '),
  boundMinutes(call) ?? say(O.unbounded),
  isBeyond(call) ? say(O.beyond) : '',
  call.reason ?? '',
]

export const csvOf = ({ rows, timeZone }: OvertakingReport): string => {
  const head = [
    O.time,
    O.window,
    O.number,
    O.class,
    O.service,
    O.rule,
    O.ground,
    O.overtook,
    O.whom,
    O.bound,
    O.beyond,
    O.reason,
  ].map(say)
  const lines = [head, ...rows.map((call) => row(call, timeZone))]
  return `\uFEFF${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`
}

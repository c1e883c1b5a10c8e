/** The overtaking report as a table that spreadsheets read. */
import { say } from '../client/language.ts'
import { windowText } from '../client/phrases.ts'
import { clock } from '../client/time.ts'
import { CLASS_WORDS } from '../client/words.ts'
import { csvOf as tableOf } from '../hall/csv.ts'
import type { Overtaking, OvertakingReport } from '../hall/overtaking.ts'
import { GROUND_NAMES, O, RULE_WORDS } from './order-words.ts'

const MINUTE = 60_000

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
  return tableOf([head, ...rows.map((call) => row(call, timeZone))])
}

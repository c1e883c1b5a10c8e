/** What the manager is warned of about the order, in words (Q18). Pure. */
import { fill, say, type Word } from '../client/language.ts'
import { windowText } from '../client/phrases.ts'
import type { Instant } from '../hall/ids.ts'
import type { Fairness } from '../hall/views/fairness.ts'
import type { Level } from './alarms.ts'

/** More than one in three with precedence, and those without wait for two others' turns. */
const PRECEDENCE_SHARE = 1 / 3
/** An ordinary number that waited longer is the manager's to see, ms. */
const ORDINARY_WAIT_MS = 45 * 60_000

const W = {
  precedence: ['优先和预约偏多', 'Much precedence'],
  precedenceText: [
    '最近 {of} 个号里有 {count} 个，超过三分之一，普通号会多等',
    '{count} of the last {of} numbers, more than a third: ordinary ones wait longer',
  ],
  ordinary: ['{number} 已等 {minutes} 分钟', '{number} has waited {minutes} min'],
  ordinaryText: ['普通号，{service}：请加开窗口或请别的窗口帮忙', 'Ordinary, {service}: open or switch a window'],
  breaking: ['{window}下一个是 {number}', 'Next at {window} is {number}'],
  breakingText: [
    '会先于早到 {minutes} 分钟的 {passed}，超过它的上限 {bound} 分钟',
    'Goes before {passed}, {minutes} min earlier, beyond its bound of {bound} min',
  ],
} satisfies Record<string, Word>

export type OrderWarning = {
  readonly key: string
  readonly level: Level
  readonly title: string
  readonly text: string
}

const minutes = (ms: number): number => Math.floor(ms / 60_000)

/** The warnings of now, in the order in which somebody should act. @param now the hall's time, ms */
export const orderWarnings = ({ precedence, ordinary, breaking }: Fairness, now: Instant): readonly OrderWarning[] => {
  const long: OrderWarning[] =
    ordinary && now - ordinary.since > ORDINARY_WAIT_MS
      ? [
          {
            key: 'ordinary',
            level: 'red',
            title: fill(W.ordinary, { number: ordinary.number, minutes: minutes(now - ordinary.since) }),
            text: fill(W.ordinaryText, { service: ordinary.serviceName }),
          },
        ]
      : []
  const broken = breaking.map(
    ({ counterName, number, passed, earlierMs, boundMs }): OrderWarning => ({
      key: `breaking ${counterName}`,
      level: 'amber',
      title: fill(W.breaking, { window: windowText(counterName), number }),
      text: fill(W.breakingText, { passed, minutes: minutes(earlierMs), bound: minutes(boundMs) }),
    }),
  )
  const many: OrderWarning[] =
    precedence && precedence.count > precedence.of * PRECEDENCE_SHARE
      ? [{ key: 'precedence', level: 'amber', title: say(W.precedence), text: fill(W.precedenceText, precedence) }]
      : []
  return [...long, ...broken, ...many]
}

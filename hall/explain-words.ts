/** A call's reason in words: who was first by which rule, and whom it went before, in Chinese and in English (Q10). */
import { localParts } from './calendar.ts'
import type { CallMade, Ground, PassedOver, Reckoned } from './explain.ts'
import { type Hall, themeOf } from './hall.ts'
import type { Ticket } from './ticket.ts'
import { isNumbered } from './window-name.ts'

const MINUTE = 60_000
/** Passed-over people who are named in the sentence; the report names all that the call recorded. */
const NAMED_MAX = 3

const CLASS_ZH = { ordinary: '普通号', priority: '优先号', appointment: '预约号' } as const
const CLASS_EN = { ordinary: 'ordinary', priority: 'priority', appointment: 'booked' } as const

const minutes = (ms: number): number => Math.floor(ms / MINUTE)
const windowZh = (name: string): string => (isNumbered(name) ? `${name}号窗口` : name)
const windowEn = (name: string): string => (isNumbered(name) ? `window ${name}` : name)

/** The same in Chinese and in English. */
export type Said = readonly [zh: string, en: string]

/** How long it waited, from when, and what that counts. */
const waitedSaid = (one: Reckoned, zone: string): Said => {
  const waited = minutes(one.waitMs)
  const at = localParts(one.since, zone).time.slice(0, 5)
  if (one.moved === 'fronted') return ['经转办排到最前', 'moved to the front by a transfer']
  if (one.moved === 'earlier-rules')
    return [
      `取号时规则不同，按 ${at} 起等了 ${waited} 分钟算`,
      `numbered under earlier rules, counts from ${at}, ${waited} min`,
    ]
  if (one.moved === 'returned')
    return [`过号后从 ${at} 重新排，等了 ${waited} 分钟`, `stands from ${at} after a no-show, waited ${waited} min`]
  if (one.slot === undefined || one.slot !== one.since) return [`等了 ${waited} 分钟`, `waited ${waited} min`]
  return one.waitMs >= 0
    ? [`从约定的 ${at} 起等了 ${waited} 分钟`, `waited ${waited} min from its slot at ${at}`]
    : [`约定 ${at}，还有 ${-waited} 分钟`, `its slot at ${at} is ${-waited} min ahead`]
}

const reckonedSaid = (one: Reckoned, zone: string): Said => {
  const [waitedZh, waitedEn] = waitedSaid(one, zone)
  const name = CLASS_ZH[one.class]
  if (one.strict)
    return [`${waitedZh}，${name}先于其他人`, `${waitedEn}; ${CLASS_EN[one.class]} goes before all others`]
  const plain = one.rate === 1 && one.creditMs === 0
  if (plain || one.moved === 'fronted') return [waitedZh, waitedEn]
  const rate: Said = one.rate === 1 ? ['', ''] : [`，每分钟按 ${one.rate} 分钟算`, `, each minute as ${one.rate}`]
  const credit: Said =
    one.creditMs === 0
      ? ['', '']
      : [`，${name}另加 ${minutes(one.creditMs)} 分钟`, `, ${CLASS_EN[one.class]} adds ${minutes(one.creditMs)} min`]
  const score = minutes(one.scoreMs)
  return [
    `${waitedZh}${rate[0]}${credit[0]}，按 ${score} 分钟排`,
    `${waitedEn}${rate[1]}${credit[1]}: ranks as ${score} min`,
  ]
}

/** The first sentence: by which rule the called one was first, and what its wait counts. */
export const firstSaid = (hall: Hall, made: CallMade, ticket: Ticket, called: Reckoned, counterName: string): Said => {
  const zone = hall.catalogue?.hall.timeZone ?? 'Asia/Shanghai'
  const [zh, en] = reckonedSaid(called, zone)
  const { number } = called
  const at: Said = [windowZh(counterName), windowEn(counterName)]
  const theme = themeOf(hall, ticket.service)
  const themeSaid: Said = [theme?.name ?? '', theme?.nameEn || (theme?.name ?? '')]
  const reason = made.reason ?? ''
  switch (made.why.rule) {
    case 'own':
      return ticket.bound
        ? [`${number} 指定在${at[0]}办理，轮到它：${zh}。`, `${number} waits for ${at[1]} alone and is first: ${en}.`]
        : [`${number} 在${at[0]}主办的号里排第一：${zh}。`, `${number} is first of ${at[1]}'s own: ${en}.`]
    case 'help':
      return [
        `${at[0]}主办的没有人等，协助【${themeSaid[0]}】，${number} 排第一：${zh}。`,
        `Nobody waits for ${at[1]}'s own, so it helps ${themeSaid[1]}; ${number} is first: ${en}.`,
      ]
    case 'longest':
      return [
        `${at[0]}按等候先后叫号，${number} 排第一：${zh}。`,
        `${at[1]} calls by the longest wait; ${number} is first: ${en}.`,
      ]
    case 'relief':
      return [
        `【${themeSaid[0]}】等候多，${at[0]}正在帮忙，${number} 排第一：${zh}。`,
        `${themeSaid[1]} is crowded and ${at[1]} helps it first; ${number} is first: ${en}.`,
      ]
    case 'chosen':
      return [`窗口人员挑选了 ${number}，理由：${reason}。`, `The clerk chose ${number}: ${reason}.`]
    case 'override':
      return [
        `${number} 不在${at[0]}的清单内，窗口人员叫号，理由：${reason}。`,
        `${number} is beyond the list of ${at[1]}; the clerk called it: ${reason}.`,
      ]
    case 'resumed':
      return [`${number} 先前叫过，挂起后接着办。`, `${number} was called before and put aside; it goes on.`]
    case 'direct':
      return [`没有排队叫号，直接办理，理由：${reason}。`, `Served without a call: ${reason}.`]
  }
}

/** The second: whom it went before, by how much, and what their waits count. */
export const passedSaid = (overtook: number, whom: readonly PassedOver[], ground: Ground): Said => {
  if (overtook === 0) return ['其中没有比它先到的。', 'Nobody among them came earlier.']
  const scored = ground === 'class' || ground === 'returned' || ground === 'rules'
  const each = whom.slice(0, NAMED_MAX).map((other): Said => {
    const sooner = Math.max(1, minutes(other.earlierMs))
    // Strict precedence has no minutes that anybody could compare, nor has who was put before it.
    const score: Said =
      scored && !other.strict && other.moved !== 'fronted'
        ? [`，按 ${minutes(other.scoreMs)} 分钟排`, `, ranks as ${minutes(other.scoreMs)}`]
        : ['', '']
    const near = other.earlierMs < MINUTE
    return [
      `${other.number}（早到${near ? '不到' : ''} ${sooner} 分钟${score[0]}）`,
      `${other.number} (${near ? 'under ' : ''}${sooner} min earlier${score[1]})`,
    ]
  })
  const more = overtook > each.length
  const list: Said = [
    `${each.map(([zh]) => zh).join('、')}${more ? '等' : ''}`,
    `${each.map(([, en]) => en).join(', ')}${more ? ' …' : ''}`,
  ]
  return [`它先于 ${overtook} 位先到的人：${list[0]}。`, `It went before ${overtook} who came earlier: ${list[1]}.`]
}

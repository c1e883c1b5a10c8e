/** How a service or a hall stands, in words that say what to do next (K21, K22). */
import { fill, say, type Word } from '../client/language.ts'
import type { ServedToday } from '../hall/served-today.ts'
import type { Opening, Standing } from './standing.ts'

const W = {
  closed: ['现在不取号，可以先看要带什么', 'No numbers now; you can see what to bring'],
  untaken: ['本厅没有窗口办理，请到导办台', 'No window here takes it: ask the guide desk'],
  used: ['今日已满，请明天再来，或问导办台', 'No numbers left today: come tomorrow, or ask the guide desk'],
  unstaffed: ['暂无窗口开放，着急请到导办台', 'No window open now: ask the guide desk if urgent'],
  few: ['今天还剩 {left} 个号', '{left} numbers left today'],
  yes: ['今天能办上', 'You can be served today'],
  uncertain: ['今天不一定能办上', 'You may not be served today'],
  unlikely: ['今天可能办不上', 'You will probably not be served today'],
  closing: [
    '还有 {minutes} 分钟下班。来不及时，请先问导办台',
    'The hall closes in {minutes} min. If that is not enough, ask the guide desk',
  ],
  opens: ['{day} {time} 开始取号。现在可以先看要带什么', 'Numbers from {time} {day}. You can see what to bring now'],
  opensLater: [
    '{day} {time} 开始取号（节假日除外）。现在可以先看要带什么',
    'Numbers from {time} {day} (not on holidays). You can see what to bring now',
  ],
  today: ['今天', 'today'],
  tomorrow: ['明天', 'tomorrow'],
} satisfies Record<string, Word>

const WEEKDAYS: readonly Word[] = [
  ['星期一', 'on Monday'],
  ['星期二', 'on Tuesday'],
  ['星期三', 'on Wednesday'],
  ['星期四', 'on Thursday'],
  ['星期五', 'on Friday'],
  ['星期六', 'on Saturday'],
  ['星期日', 'on Sunday'],
]

/** What is to be said of a service before it is touched; undefined where there is nothing to say. */
export const standingText = (standing: Standing): string | undefined => {
  switch (standing.kind) {
    case 'free':
      return undefined
    case 'few':
      return fill(W.few, { left: standing.left })
    case 'closed':
    case 'untaken':
    case 'used':
    case 'unstaffed':
      return say(W[standing.kind])
  }
}

/** 今天能不能办上; undefined while nobody knows. */
export const todayText = (today: ServedToday): string | undefined => (today === 'unknown' ? undefined : say(W[today]))

export const closingText = (minutes: number): string => fill(W.closing, { minutes })

/** When numbers are given next. Holidays are known to the hall alone, so a later day says so. */
export const opensText = ({ when, weekday, time }: Opening): string => {
  const day = say(when === 'today' ? W.today : when === 'tomorrow' ? W.tomorrow : (WEEKDAYS[weekday - 1] ?? W.tomorrow))
  return fill(when === 'today' ? W.opens : W.opensLater, { day, time })
}

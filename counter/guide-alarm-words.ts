/** What the alarms of the guide desk and of the manager's floor say. */
import type { Word } from '../client/language.ts'
import type { DeviceRole } from '../hall/actor.ts'
import type { TroubledScreen } from './guide-desk-alarms.ts'

export const A = {
  alarms: ['提醒', 'Alarms'],
  unknown: ['与服务器断开，不知道有没有新的提醒', 'No line to the server: alarms are unknown'],
  lastKnown: ['以下是断开前的情况', 'As it was before the line broke'],
  waitAlarm: ['最久等候 {minutes} 分钟 · {waiting} 人', 'Longest {minutes} min · {waiting} waiting'],
  noCounter: ['{waiting} 人等候，没有窗口开放', '{waiting} waiting, no window open'],
  offlineOne: ['没有连接，请到现场查看', 'Not connected: please look'],
  offlineMany: ['{count} 台没有连接：{names}', '{count} not connected: {names}'],
  rating: ['有差评，请去了解', 'A bad rating: please ask'],
  ratingText: ['{number} · {counter} · {minutes} 分钟前', '{number} · {counter} · {minutes} min ago'],
  vacant: ['空岗 · {counter}', 'Vacant: {counter}'],
  vacantText: ['{minutes} 分钟没有办理 · {waiting} 人等候', 'Nothing done for {minutes} min · {waiting} waiting'],
  sentOn: ['{number} 已转办 {times} 次', '{number} sent on {times} times'],
  sentOnText: ['请陪同办理 · {service}', 'Please go along: {service}'],
  overdue: ['答复逾期', 'Answer overdue'],
  dueToday: ['今天要答复', 'Answer due today'],
  owedText: ['{owner} · {text}', '{owner} · {text}'],
  duty: ['{floor} 楼导办员 {here}/{needed}', 'Floor {floor}: {here} of {needed} guides'],
  dutyNone: ['没有人在岗，请安排', 'Nobody on duty: please send somebody'],
  dutyFew: ['人手不够，请安排', 'Too few on duty: please send somebody'],
  missedList: ['过号', 'Missed'],
  owedList: ['待答复', 'Owed'],
  noMissed: ['没有过号', 'No missed tickets'],
  noOwed: ['没有待答复的问题', 'No answers owed'],
  missedAgo: ['{count} 分钟前', '{count} min ago'],
  return: ['激活', 'Return'],
  due: ['{due} 前 · {owner}', 'by {due} · {owner}'],
  aQuestion: ['未写明内容的问题', 'A question without words'],
  answer: ['答复', 'Answer'],
} satisfies Record<string, Word>

export const DEVICE_WORDS: Readonly<Record<DeviceRole, Word>> = {
  kiosk: ['取号机', 'Kiosk'],
  display: ['显示屏', 'Display'],
  counter: ['窗口电脑', 'Window computer'],
  pad: ['评价器', 'Rating pad'],
  edge: ['前置机', 'Edge'],
  standby: ['备机', 'Standby'],
}

/** What is wrong with a screen, and what whoever walks there does about it. */
export const SCREEN_ALARMS: Readonly<Record<TroubledScreen, readonly [title: Word, text: Word]>> = {
  asleep: [
    ['屏幕没有画面：{names}', 'No picture: {names}'],
    ['请到现场唤醒，或重启那台电脑', 'Please wake it, or restart that computer'],
  ],
  hidden: [
    ['屏幕被遮住：{names}', 'Screen covered: {names}'],
    ['请关掉上面的窗口，或打开显示器', 'Please close what covers it, or switch the panel on'],
  ],
  mute: [
    ['没有声音：{names}', 'No sound: {names}'],
    ['请触摸一次屏幕；仍无声就检查音箱', 'Please touch the screen once; if still silent, check its loudspeaker'],
  ],
}

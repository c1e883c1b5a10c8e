/** What is said with a number just taken. */
import type { Word } from '../client/language.ts'

export const TAKEN = {
  takenTitle: ['取号成功，您的号码是', 'Your number is'],
  ahead: ['前面等候', 'Ahead of you'],
  aheadText: ['{count} 人', '{count}'],
  estimate: ['预计等候', 'Expected wait'],
  goTo: ['请到', 'Please go to'],
  atWindows: ['请留意 {windows}', 'Watch for {windows}'],
  inOrder: ['一个号，按这个顺序办，不用再取', 'One number, in this order: no other is needed'],
  first: ['优先 · {ground}', 'Goes first · {ground}'],
  document: ['请准备好证件，窗口会核对', 'Have the document ready for the window'],
  forAnother: ['代办，已登记', 'For somebody else'],
  uncertain: ['今天不一定能办上，请留意叫号', 'You may not be served today: watch the calls'],
  unlikely: ['今天可能办不上，请问导办台', 'You may not be served today: ask the guide desk'],
  scan: ['手机扫码，随时看进度', 'Scan to follow your place'],
  takePaper: ['请取走号票', 'Please take your ticket'],
  paperOut: ['本机暂时打不出票，请拍照或记下号码', 'No paper ticket here for now: take a photo or note your number'],
  done: ['完成', 'Done'],
  returnsIn: ['{seconds} 秒后返回首页', 'Back to the start in {seconds} s'],
} satisfies Record<string, Word>

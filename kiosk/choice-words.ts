/** What is said while several matters, precedence or an earlier number are in question. */
import type { Word } from '../client/language.ts'

export const BASKET = {
  title: ['一次办多件', 'Several matters, one number'],
  hint: ['取一个号，按这个顺序办', 'One number; they are done in this order'],
  empty: ['还没有选事项，请返回选择', 'Nothing chosen yet: go back and choose'],
  remove: ['去掉', 'Remove'],
  take: ['取一个号，办 {count} 件', 'One number for {count}'],
} satisfies Record<string, Word>

export const FIRST = {
  title: ['优先办理', 'Going first'],
  hint: ['请选择您符合的一项', 'Which of these applies to you?'],
  proof: [
    '取的是优先号。到窗口请出示证件，窗口会核对。其他情况请到导办台。',
    'You get a priority number. Show the document at the window, which looks at it. For other cases ask the guide desk.',
  ],
  none: ['不用优先，取普通号', 'None of these: an ordinary number'],
} satisfies Record<string, Word>

export const QUEUED = {
  title: ['您已取过号，不用再取', 'You have a number already'],
  ahead: ['前面 {count} 人', '{count} ahead of you'],
  hint: ['请留意叫号，凭这个号办理', 'Please wait until this number is called'],
  lost: ['号票丢了，可以补打', 'If the paper is lost, print it again'],
  desk: ['要补打号票，请到导办台', 'To print it again, ask the guide desk'],
  reprint: ['补打号票', 'Print it again'],
  printing: ['正在补打…', 'Printing…'],
  printed: ['已补打，请取走号票', 'Printed: please take it'],
  failed: ['没有打印出来，请到导办台补打', 'Not printed: please ask the guide desk'],
  noPaper: ['本机暂时打不出票，请记下号码', 'No paper here for now: note your number'],
  understood: ['知道了', 'OK'],
} satisfies Record<string, Word>

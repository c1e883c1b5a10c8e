/** What the list says that outlives the server. */
import type { Word } from '../client/language.ts'

export const L = {
  title: ['等候名单', 'Waiting list'],
  gone: ['服务器 {time} 起没有应答', 'The server has not answered since {time}'],
  goneHow: ['请按名单人工叫号，并联系系统管理员。', 'Please call by the list, and tell the system administrator.'],
  show: ['看等候名单', 'Show the waiting list'],
  print: ['打印', 'Print'],
  close: ['关闭', 'Close'],
  asOf: ['截至 {day} {time}', 'As of {day} {time}'],
  total: ['共 {count} 人等候', '{count} waiting'],
  more: ['另有 {count} 人未列出', '{count} more are not listed'],
  now: ['正在叫号与办理', 'Called and served now'],
  nobodyNow: ['没有窗口在叫号或办理', 'No window has anybody'],
  called: ['已叫', 'called'],
  serving: ['办理中', 'in service'],
  parked: ['挂起', 'Put aside'],
  theme: ['{letter} {name}', '{letter} {name}'],
  count: ['{count} 人', '{count}'],
  only: ['限{window}', '{window} only'],
  how: [
    '各主题按次序叫号，叫到的打勾。系统恢复后，先补录已办的号，再照常叫号。',
    'Call each theme in this order and tick who came. When the system is back, enter them first.',
  ],
  hotline: ['咨询电话 {phone}', 'Hotline {phone}'],
  back: ['服务器已恢复', 'The server is back'],
  goBack: ['回到工作页面', 'Back to work'],
  away: ['服务器没有应答，这是本机保存的名单', 'The server does not answer; this list was kept here'],
  looking: ['正在打开名单…', 'Opening the list…'],
  none: ['本机没有可以打开的名单', 'No list opens on this machine'],
  noneWhy: [
    '只有今天在本机登录、还没有退出的人员才能打开。请到其他窗口或导办台查看。',
    'It opens for staff who signed in here today and have not signed out. Please look at another window or desk.',
  ],
  plain: [
    '本页不是加密连接，名单只在本页打开时可看，关闭即失。现在就请打印。',
    'This page has no encrypted line: the list is lost when it is closed. Please print it now.',
  ],
  plainNone: [
    '本页不是加密连接，本机没有保存名单。请到还开着页面的窗口查看。',
    'This page has no encrypted line, so nothing is kept here. Please look at a window whose page is still open.',
  ],
} satisfies Record<string, Word>

/** What the boards and strips say. */
import type { Word } from '../client/language.ts'

export const W = {
  goTo: ['请到', 'go to'],
  goToWindow: ['请到', 'Window'],
  again: ['再次呼叫', 'Called again'],
  priority: ['优先', 'Priority'],
  noCalls: ['暂无叫号', 'No calls yet'],
  noCallsHint: [
    '请留意本屏和语音播报，叫到您的号再到窗口',
    'Watch this screen and listen: go to a window when your number is called',
  ],
  hallClosed: ['大厅现在不办公', 'The hall is closed'],
  hours: ['办公时间 {hours}', 'Opening hours {hours}'],
  waitingTitle: ['等候情况', 'Waiting now'],
  waiting: ['人数', 'People'],
  estimate: ['预计分钟', 'Minutes'],
  windows: ['{count} 个窗口', '{count} open'],
  noWindow: ['无窗口', 'closed'],
  hotline: ['咨询电话 {phone}', 'Hotline {phone}'],
  calling: ['正在呼叫', 'Calling'],
  soundBlocked: ['点此开启声音', 'Touch to turn the sound on'],
  chimeOnly: ['本机没有中文语音，只响提示音', 'No Chinese voice here: chime only'],
  connecting: ['正在连接大厅服务器…', 'Connecting to the hall…'],
  wrongScreen: [
    '这台设备没有配对成这种屏幕，请管理员在“设备”里重新配对',
    'This machine is not paired as this kind of screen: pair it again under “Devices”',
  ],
  calledHere: ['请到本窗口', 'Please come'],
  serving: ['正在办理', 'Now serving'],
  welcome: ['欢迎', 'Welcome'],
  welcomeHint: ['请留意叫号', 'Please wait for your call'],
  paused: ['暂停服务', 'Paused'],
  closed: ['窗口未开放', 'Window closed'],
  elsewhere: ['请到其他窗口或导办台', 'Please use another window or ask the guide desk'],
  staff: ['工作人员', 'Staff'],
  windowWord: ['号窗口', 'Window'],
} satisfies Record<string, Word>

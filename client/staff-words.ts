/** What only staff are told. Loaded after the screen itself: nobody needs it before the first refusal. */
import type { RedirectReason } from '../hall/commands.ts'
import type { Word } from './language.ts'
import { learnProblems, type StaffProblem } from './words.ts'

/** Why somebody is sent elsewhere; the day's sums are a report. */
export const REDIRECT_WORDS: Readonly<Record<RedirectReason, Word>> = {
  'wrong-theme': ['取错主题', 'Wrong theme'],
  'wrong-service': ['事项选错', 'Wrong service'],
  'more-matters': ['还办其他事项', 'More matters'],
  materials: ['先补材料', 'Materials first'],
  authority: ['本窗口无权限', 'Not authorised here'],
  expert: ['需专人办理', 'Needs a specialist'],
  load: ['分流', 'To share the load'],
  asked: ['群众要求', 'Visitor asked'],
}

const STAFF_PROBLEMS: Readonly<Record<StaffProblem, Word>> = {
  'read-only': [
    '磁盘写不进，只能查看。请联系系统管理员',
    'The disk takes no writing: look only, and call the administrator',
  ],
  quarantined: ['这个操作两次使服务中断，已停用', 'The server died twice at this: it is not tried again'],
  deposed: ['本厅已由备机接管，请稍候', 'The standby serves this hall now: one moment'],
  'hall-open': ['大厅已经开放', 'The hall is already open'],
  'no-catalogue': ['还没有发布事项目录，请先发布', 'No catalogue is in force yet: publish one first'],
  'still-serving': ['还有窗口正在办理，请等办结后再关闭', 'Some windows are still serving: close after they finish'],
  'unknown-counter': ['没有这个窗口', 'No such window'],
  'counter-closed': ['窗口未开放，请先开窗', 'The window is closed: open it first'],
  'counter-paused': ['窗口已暂停，请先恢复', 'The window is paused: resume it first'],
  'counter-busy': ['窗口还有人，请先办完', 'Somebody is at the window: finish first'],
  'counter-without-queue': ['这个窗口不叫号', 'This window does not call'],
  'nobody-waiting': ['现在没有人等候', 'Nobody is waiting'],
  elsewhere: ['这张号票在 {counter} 号窗口', 'The ticket is at window {counter}'],
  'not-authorised': ['本窗口没有受理这个事项的权限', 'This window is not authorised for that service'],
  'same-service': ['已经在这个事项的队列里', 'It is already queued for that service'],
  'reason-needed': ['请填写理由', 'Please give a reason'],
  'too-soon': ['请再等 {seconds} 秒', 'Please wait {seconds} s'],
  'calls-spent': ['已叫满 {limit} 次，可以过号', 'Called {limit} times: mark it a no-show'],
  'calls-missing': ['叫满 {limit} 次才能过号（已叫 {calls} 次）', 'A no-show needs {limit} calls ({calls} so far)'],
  'return-too-late': [
    '过号已超过 {minutes} 分钟，请重新取号',
    'More than {minutes} minutes ago: please take a new number',
  ],
  'returns-spent': ['已激活过 {times} 次，请重新取号', 'Already returned {times} time(s): please take a new number'],
  'no-return': ['按本厅规则过号作废，请重新取号', 'A missed number is void here: please take a new one'],
  'unknown-material': ['清单里没有“{material}”，请重新核对', 'The checklist has no “{material}”: check again'],
  'nothing-missing': ['没有勾选缺少的材料', 'Nothing is ticked as missing'],
  'no-such-notice': [
    '没有可打印的内容：没有特定程序、没有领取窗口，或号票上没有这个事项',
    'Nothing to print: no special procedure, no collection window, or no such matter on the ticket',
  ],
  'materials-missing': [
    '还缺 {count} 项材料：请选补办，或写明容缺受理的理由',
    '{count} materials are missing: choose supplement, or give the reason for accepting',
  ],
  'unknown-staff': ['这位同事不在窗口', 'That colleague is at no window'],
  'time-passed': ['请选一个以后的时间', 'Choose a time that is still to come'],
  'not-a-backup': ['本窗口不是 {from} 号窗口的 B 岗', 'This window does not stand in for window {from}'],
  'not-away': ['{counter} 号窗口有人在岗', 'Window {counter} is attended'],
  'already-covered': ['{by} 号窗口已经顶岗', 'Window {by} stands in already'],
  'nothing-to-undo': ['没有可以撤销的操作', 'There is nothing to take back'],
  'undo-too-late': ['超过 {seconds} 秒，不能撤销', 'More than {seconds} s ago: it cannot be taken back'],
  'undo-overtaken': ['后面已有人接着办，不能撤销', 'Somebody went on with it: it cannot be taken back'],
  'unknown-profile': ['没有这个工作方案，请刷新后再选', 'There is no such work profile: reload and choose again'],
  'not-on-list': [
    '主题“{theme}”不在 {counter} 号窗口的受理清单上',
    'Theme "{theme}" is not on the list of window {counter}',
  ],
  'service-left': [
    '这样改后没有窗口先叫事项“{service}”，请先让另一个窗口先叫它',
    'No window would call "{service}" first any more: let another window call it first',
  ],
  'blocks-off': ['本厅没有启用应急号段', 'This hall lends no numbers to kiosks'],
  'not-in-block': ['这个应急号不属于这台取号机', 'That number is not of this kiosk’s block'],
  'not-due': ['现在还不到切换的时候', 'It is not time for this yet'],
  'not-vacant': ['窗口没有空岗', 'The window is not vacant'],
  'question-exists': ['这个问题已经登记', 'This question is logged already'],
  'unknown-question': ['没有这个待答复的问题', 'Nobody owes an answer to this question'],
  'not-a-desk': ['这不是导办台', 'That is not a guide desk'],
  'not-on-duty': ['没有在岗登记', 'Not on duty'],
  'live-ticket-orphaned': [
    '还有 {tickets} 人在等将被取消的事项，请先办完再发布',
    '{tickets} people wait for a service this would remove: serve them first',
  ],
  'counter-in-use': [
    '{counter} 号窗口还开着，请先关窗再发布',
    'Window {counter} is still open: close it before publishing',
  ],
  'device-away': ['这台设备没有连接，请到现场查看', 'That device is not connected: please look'],
  'edge-away': ['它的前置机没有连接，请到现场查看', 'Its edge is not connected: please look'],
  'unknown-edge': [
    '现行目录里没有这台前置机，请先写进目录并发布',
    'The catalogue in force has no such edge: add it and publish',
  ],
  'edge-taken': [
    '这台前置机已有设备：请给它新配对码，或先停用它',
    'That edge has a machine: make a fresh code for it, or revoke it first',
  ],
  'name-taken': ['已有同名人员', 'That name is taken'],
  'weak-password': ['密码至少 8 位', 'At least 8 characters'],
  'catalogue-invalid': ['目录有错误，没有发布', 'The catalogue has errors and was not published'],
}

learnProblems(STAFF_PROBLEMS)

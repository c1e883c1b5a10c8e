/** What the device page says. */
import type { Word } from '../client/language.ts'
import type { PeripheralKind, PeripheralState } from '../hall/peripheral.ts'

export const DEVICES = {
  add: ['添加设备', 'Add a device'],
  kind: ['类型', 'Kind'],
  name: ['名称', 'Name'],
  namePlaceholder: ['如：1 号取号机', 'Such as: Kiosk 1'],
  counter: ['窗口', 'Window'],
  edge: ['前置机', 'Edge'],
  zone: ['区域', 'Zone'],
  allZones: ['全部区域', 'All zones'],
  printer: ['打印机', 'Printer'],
  firstPrinter: ['默认打印机', 'Default printer'],
  noEdges: [
    '目录里还没有前置机。先在目录的 edges 里写上它，发布后再来添加',
    'The catalogue has no edges yet: write one under “edges”, publish, and come back',
  ],
  doAdd: ['添加并生成配对码', 'Add and make a code'],
  all: ['全部 {count}', 'All {count}'],
  troubled: ['有问题的 {count}', 'In trouble {count}'],
  allWell: ['没有设备有问题', 'Nothing is in trouble'],
  wholeHall: ['全厅', 'The whole hall'],
  atEdge: ['前置机 {name}', 'Edge {name}'],
  throughEdge: ['经前置机 {name}', 'through edge {name}'],
  throughServer: ['接在大厅服务器上', 'on the hall server'],
  heard: ['最近联系', 'Last heard'],
  now: ['现在', 'Now'],
  never: ['—', '—'],
  version: ['版本', 'Version'],
  online: ['在线', 'Online'],
  offline: ['离线', 'Offline'],
  unpaired: ['未配对', 'Not paired'],
  counts: [
    '已打印 {printed} · 待打 {waiting} · 失败 {failed}',
    '{printed} printed · {waiting} waiting · {failed} failed',
  ],
  tone: ['测试音', 'Test tone'],
  toneSent: ['已发出：应响一声并显示名称', 'Sent: it should chime and show its name'],
  frame: ['测试', 'Test'],
  frameSent: ['已发出：应有声音或显示', 'Sent: it should beep or light up'],
  testPrint: ['测试打印', 'Test print'],
  waitingList: ['等候名单', 'Waiting list'],
  printSent: ['已送打印', 'Sent to the printer'],
  paper: ['看打印纸', 'See the paper'],
  newCode: ['新配对码', 'New code'],
  revoke: ['停用', 'Revoke'],
  revokeSure: ['停用后这台设备立刻退出，需要重新配对', 'The device is signed out at once and must be paired again'],
  codeTitle: ['配对码', 'Pairing code'],
  codeHint: [
    '在那台设备上打开下面的地址，或打开本系统后输入配对码',
    'Open this address on the device, or enter the code there',
  ],
  authorityAway: [
    '没有取到大厅的根证书，请关掉再打开一次',
    'The hall’s root certificate did not come: close this and open it again',
  ],
  edgeHint: [
    '在那台电脑的程序目录里依次输入下面两行；以后开机只需第二行',
    'Type these two lines in the program’s folder on that computer; later starts need only the second',
  ],
  expires: ['{time} 前有效，只能用一次', 'Valid until {time}, once'],
  openHere: ['在本机打开', 'Open on this computer'],
  none: ['还没有设备。先添加一台取号机和一台窗口电脑', 'No devices yet: add a kiosk and a window computer first'],
} satisfies Record<string, Word>

export const PRINTER_KIND: Word = ['打印机', 'Printer']

export const PERIPHERAL_WORDS: Readonly<Record<PeripheralKind, Word>> = {
  'rating-pad': ['评价器（外设）', 'Rating pad (peripheral)'],
  keypad: ['呼叫器', 'Caller keypad'],
  led: ['窗口条屏', 'LED bar'],
  'card-reader': ['读卡器', 'Card reader'],
  scanner: ['扫码器', 'Scanner'],
}

/** How a peripheral is, as far as the hall knows: `away` when its edge is, `unknown` before it was ever heard. */
export type Heard = PeripheralState | 'away' | 'unknown'

export const HEARD_WORDS: Readonly<Record<Heard, Word>> = {
  ready: ['正常', 'Ready'],
  absent: ['没有接上', 'Not plugged in'],
  silent: ['没有应答', 'No answer'],
  disabled: ['缺少程序库', 'Library missing'],
  failed: ['故障', 'Failed'],
  away: ['前置机没有连接', 'Its edge is away'],
  unknown: ['尚未报告', 'Not reported yet'],
}

/** What to do about it; nothing where there is nothing to do. */
export const HEARD_HINTS: Readonly<Record<Heard, Word | undefined>> = {
  ready: undefined,
  absent: ['检查插头和目录里的端口', 'Check the plug and the port in the catalogue'],
  silent: ['检查电源、接线和地址', 'Check its power, wiring and address'],
  disabled: ['按提示安装后重启程序', 'Install what the line names and restart'],
  failed: ['看提示，改好目录里的设置', 'See the line and correct its setting in the catalogue'],
  away: ['检查那台电脑和网络', 'Check that computer and its network'],
  unknown: undefined,
}

/** What the paper page says: how each print ended and why. */
import type { Word } from '../client/language.ts'
import type { JobState, PaperReason } from '../hall/views/paper.ts'

export const W = {
  title: ['打印纸', 'Paper'],
  none: ['目录里没有打印机', 'The catalogue has no printers'],
  nothing: ['今天还没有打印', 'Nothing printed yet'],
  counts: [
    '已打印 {printed} · 待打 {waiting} · 失败 {failed}',
    '{printed} printed · {waiting} waiting · {failed} failed',
  ],
  copy: ['补打第 {copy} 张', 'copy {copy}'],
  bytes: ['{bytes} 字节', '{bytes} bytes'],
  millimetres: ['{mm} 毫米纸', '{mm} mm paper'],
  a4: ['A4 纸', 'A4'],
  slip: ['小票：{text}', 'Slip: {text}'],
  instead: ['代 {printer} 打印', 'instead of {printer}'],
  manager: ['管理', 'Manager'],
} satisfies Record<string, Word>

export const JOB_WORDS: Readonly<Record<JobState, Word>> = {
  queued: ['排队', 'Queued'],
  sending: ['打印中', 'Printing'],
  printed: ['已打印', 'Printed'],
  not_sent: ['未打印', 'Not printed'],
  unknown: ['已发送，未确认', 'Sent, not confirmed'],
  expired: ['过时，未打印', 'Too late, not printed'],
}

export const REASON_WORDS: Readonly<Record<PaperReason, Word>> = {
  'cover-open': ['机盖未关', 'Cover open'],
  'paper-out': ['缺纸', 'Out of paper'],
  'cutter-error': ['切刀卡住', 'Cutter jammed'],
  'printer-error': ['打印机报错，请关机再开', 'The printer reports an error: switch it off and on'],
  refused: ['那个地址没有打印机', 'No printer listens at that address'],
  unreachable: ['网络不通或地址不对', 'No way there, or the address is wrong'],
  'connect-timeout': ['连接超时', 'No connection in time'],
  mute: ['连上了，但不回答有没有纸', 'Connected, and does not say whether it has paper'],
  absent: ['没有这个串口、设备文件或打印队列', 'No such port, device file or queue'],
  'no-library': ['缺少程序库，请看设备页的提示', 'A library is missing: see the device page'],
  away: ['前置机没有连接', 'Its edge is away'],
  'not-recorded': ['服务器没能记下，所以没有发送', 'It could not be recorded and was not sent'],
  closed: ['打印机断开了连接', 'The printer hung up'],
  reset: ['打到一半连接断开', 'The line broke in mid print'],
  stalled: ['打印机不再收数据', 'The printer took no more'],
  'no-confirmation': ['没有回答是否打完', 'It did not confirm'],
  unconfirmable: ['这种打印机不会回答', 'This model never confirms'],
  restarted: ['发送时程序重启', 'The program restarted while sending'],
  'transport-failed': ['程序出错，请看日志', 'The program failed: see its log'],
  withdrawn: ['操作已撤销', 'What it was about was undone'],
  'handed-over': ['已转到备用打印机', 'Taken over by the fail-over printer'],
}

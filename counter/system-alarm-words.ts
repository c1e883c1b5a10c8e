/** What is wrong with the system itself, in words: what it is, and what to do about it. */
import type { Word } from '../client/language.ts'
import type { SystemAlarmCode } from '../hall/system-alarm.ts'

/** Said after the text of an alarm. `{call}` is whom staff ring, as the hall wants it said. */
export const RING: Word = ['。请联系系统管理员：{call}', '. Please call the administrator: {call}']

export const SYSTEM_WORDS: Readonly<Record<SystemAlarmCode, readonly [title: Word, text: Word]>> = {
  'disk-low': [
    ['磁盘空间不足', 'The disk is filling up'],
    ['剩余 {freeMb} MB，请尽快清理', '{freeMb} MB left: please make room soon'],
  ],
  'disk-stop': [
    ['磁盘将满，已暂停取号', 'The disk is nearly full: no numbers'],
    ['剩余 {freeMb} MB。叫号和办理照常，请马上清理', '{freeMb} MB left. Calling goes on. Please make room now'],
  ],
  'storage-fault': [
    ['存储故障', 'Storage fault'],
    ['服务正在重新启动，请稍候', 'The server is starting anew: one moment'],
  ],
  'read-only': [
    ['磁盘写不进，只能查看', 'The disk takes no writing'],
    ['请凭纸质号票人工叫号，并请系统管理员更换磁盘', 'Please call by paper, and have the disk replaced'],
  ],
  'clock-suspect': [
    ['服务器时钟异常', 'The clock of the server is wrong'],
    ['相差约 {minutes} 分钟，请校准时间', 'Out by about {minutes} min: please set it'],
  ],
  'ledger-finding': [
    ['台账核验发现问题', 'The ledger breaks a rule'],
    [
      '规则 {rule}，位置 {position}。不影响叫号，请到“系统”查看',
      'Rule {rule} at {position}. Calling goes on. See System',
    ],
  ],
  'backup-late': [
    ['备份过期', 'The last backup is old'],
    ['已有 {hours} 小时没有备份', 'None for {hours} h'],
  ],
  'backup-failed': [
    ['备份失败', 'A backup failed'],
    ['原有备份不受影响，请到“系统”查看', 'The others are as they were. See System'],
  ],
  'backup-away': [
    ['备份盘不在', 'The backup disk is away'],
    [
      '请接好并挂载 {dir}。换新盘：在新盘上放空文件 yichuang-backup-disk',
      'Please mount it at {dir}. For a new disk: put an empty file yichuang-backup-disk on it',
    ],
  ],
  'backup-same-disk': [
    ['备份和数据在同一块盘上', 'The backups lie on the same disk'],
    ['{dir} 不是另一块盘：盘坏了备份也没有。请挂载另一块盘', '{dir} is no other disk: please mount one'],
  ],
  restored: [
    ['台账曾损坏，已自动恢复', 'The ledger was damaged and restored'],
    ['恢复到位置 {position}，缺 {lost} 条，请到“系统”核对', 'Up to position {position}, {lost} lost. See System'],
  ],
  'plain-http': [
    ['网络未加密', 'The line is not encrypted'],
    ['请按“系统”页说明启用 HTTPS', 'Please turn HTTPS on: see System'],
  ],
  'certificate-late': [
    ['证书快到期', 'The certificate ends soon'],
    ['还有 {days} 天，请到“系统”查看', '{days} days left. See System'],
  ],
  'certificate-early': [
    ['证书还没有生效', 'The certificate is not valid yet'],
    [
      '{days} 天后才生效。请先校准时钟；时钟无误则移走 tls 文件夹再启动',
      'Not for {days} days. Set the clock; if it is right, move the folder tls away and start anew',
    ],
  ],
  'standby-away': [
    ['备机没有连接', 'The standby is away'],
    ['请检查备机', 'Please look after the standby'],
  ],
  'standby-behind': [
    ['备机落后', 'The standby is behind'],
    ['请检查网络和备机', 'Please look after the line and the standby'],
  ],
  deposed: [
    ['本厅已由备机接管', 'The standby serves this hall now'],
    ['这台服务器不再受理，请换到新地址', 'This server takes nothing any more: use the new address'],
  ],
  'token-reused': [
    ['设备凭证被重复使用', "A machine's token came again"],
    ['已停用该设备，请到“安全”查看', 'The machine was shut out. See Security'],
  ],
  'kiosk-flood': [
    ['取号过快：{device}', 'Too many numbers: {device}'],
    ['请到这台取号机看看是谁在取号', 'Please see who is at that kiosk'],
  ],
  'number-restated': [
    ['应急号的事项已取消', 'The matter of an emergency number is gone'],
    ['{numbers} 已按“{service}”排队，请问清来意后改派', '{numbers} wait for “{service}”: please ask and redirect them'],
  ],
  guessing: [
    ['多次密码或配对码错误', 'Many wrong passwords or codes'],
    ['短时间内 {count} 次，请到“安全”查看', '{count} in a short time. See Security'],
  ],
}

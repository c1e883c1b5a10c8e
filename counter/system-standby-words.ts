/** What the card of the standby says. */
import type { Word } from '../client/language.ts'

export const B = {
  title: ['备机', 'Standby'],
  hint: [
    '另一台电脑逐条复制台账。主机无法恢复时由它接管，号码接着往下排。',
    'Another computer copies the ledger row by row. When this server is gone for good it takes over, and numbers go on.',
  ],
  none: [
    '还没有备机。在“设备”页添加一台“备机”，再按提示在那台电脑上运行一条命令。',
    'No standby yet. Add one on the page 设备, then run one command on that computer.',
  ],
  name: ['名称', 'Name'],
  state: ['状态', 'State'],
  behind: ['落后', 'Behind'],
  behindCount: ['{count} 条', '{count}'],
  upToDate: ['无', 'Nothing'],
  seen: ['最近联系', 'Last heard'],
  files: ['其余数据复制于', 'Everything else as of'],
  moved: ['大厅已换过 {epoch} 次服务器', 'The hall has moved {epoch} times'],
  deposed: ['本机已停止写入，大厅由另一台服务器接管', 'Another server runs the hall: this one writes nothing more'],
  deposedDo: ['请打开接管后的服务器继续办事。', 'Please go on at the server that took over.'],
  tailNone: ['本机没有只在这里的记录，可以关机。', 'Nothing is on this server alone: it may be switched off.'],
  tail: [
    '第 {from} 至 {to} 条只在本机，没有并入新台账。请逐号核对：',
    'Positions {from} to {to} are on this server alone and were not merged. Please look after each number:',
  ],
  tailUncertain: [
    '两台服务器更早就已不一致，下面从第 {from} 条起列出。',
    'The two were apart even before; listed from position {from} on.',
  ],
  tailOther: ['不涉及号码。', 'No numbers are on them.'],
  tailRows: ['逐条查看（{count}）', 'One by one ({count})'],
  position: ['流水序号', 'Position'],
  at: ['时间', 'When'],
  number: ['号码', 'Number'],
  window: ['窗口', 'Window'],
  event: ['事件', 'Event'],
  save: ['导出 CSV', 'Export CSV'],
  print: ['打印', 'Print'],
} satisfies Record<string, Word>

export const STANDBY_STATES: Readonly<Record<'never' | 'following' | 'behind' | 'diverged' | 'away', Word>> = {
  never: ['还没有连接', 'Not yet connected'],
  following: ['同步中', 'Following'],
  behind: ['正在追赶', 'Behind'],
  diverged: ['台账不一致，请重新配对', 'Its ledger differs: pair it anew'],
  away: ['没有连接', 'Away'],
}

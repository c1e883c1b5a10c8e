/** Papers that stay with the staff, as they are shipped. */
import type { SlipTemplate } from '../../hall/slip-template.ts'
import { bold, field, heading, headline, line, RULE } from './shipped-parts.ts'

/** 等候名单: all who wait, by theme, in the order in which they will be called. No names. */
export const WAITING: SlipTemplate = [
  ...heading('等候名单'),
  { kind: 'pair', left: '{at}', right: '共 {total} 人' },
  {
    kind: 'each',
    of: 'rows',
    blocks: [
      { kind: 'rule', when: 'theme' },
      bold('{theme}'),
      { kind: 'pair', left: '{number} {class}', right: '{since} 起，{minutes} 分' },
      { kind: 'text', text: '{service}', maxLines: 1 },
    ],
  },
  RULE,
  line('另有 {more} 人未列出。'),
  line('供人工叫号使用，用后销毁。'),
]

/** 日终单: the day's figures, and the head of the ledger's chain, so that history cannot be rewritten without a trace. */
export const DAY_END: SlipTemplate = [
  ...heading('日终单'),
  headline('{day}', 1),
  { kind: 'text', text: '{state}', align: 'center' },
  RULE,
  { kind: 'pair', left: '取号 {issued}', right: '办结 {served}' },
  { kind: 'pair', left: '过号 {noShow}', right: '取消 {cancelled}' },
  { kind: 'pair', left: '闭厅作废 {expired}', right: '办件 {cases}' },
  field('最长等候', '{longest}'),
  RULE,
  line('各主题（办件为已办/应办）'),
  {
    kind: 'each',
    of: 'themes',
    blocks: [
      bold('{name}'),
      { kind: 'pair', left: '取号 {issued} 办结 {served}', right: '办件 {cases}/{goal}' },
      { kind: 'pair', left: '平均等候 {mean}', right: '九成不超 {p90}' },
    ],
  },
  { kind: 'rule', when: 'told' },
  bold('预计等候（已核对 {told} 次）'),
  { kind: 'pair', left: '未超上限 {toldWithin}', right: '平均误差 {toldError}' },
  line('{toldBias}'),
  { kind: 'rule', when: 'themes' },
  bold('评价（已评 {rated}）'),
  { kind: 'each', of: 'grades', blocks: [{ kind: 'pair', left: '{name}', right: '{count}' }] },
  bold('告知'),
  { kind: 'each', of: 'notices', blocks: [{ kind: 'pair', left: '{name}', right: '{count}' }] },
  { kind: 'pair', left: '答复咨询', right: '{answered}' },
  { kind: 'pair', left: '待答复咨询', right: '{owed}' },
  { kind: 'pair', left: '空岗', right: '{vacancies}' },
  RULE,
  field('账本序号', '{position}'),
  field('校验码', '{chainShort}'),
  line('{chain}'),
  line('请与账本核对后存档：校验码不同，说明记录被改动过。'),
  field('打印时间', '{at}'),
  field('核对人', '____________'),
]

/** 打印机测试: how wide, how large, how dark, and whether Chinese comes out. */
export const TEST: SlipTemplate = [
  ...heading('打印机测试'),
  field('打印机', '{printer}'),
  field('位置', '{where}'),
  field('型号', '{model}'),
  field('纸宽', '{paper} 毫米，{dots} 点，{columns} 字符'),
  field('时间', '{at}'),
  line('{ruler}'),
  { kind: 'text', text: '四倍字', size: 4, align: 'center', maxLines: 1 },
  { kind: 'text', text: '三倍字A012', size: 3, align: 'center', maxLines: 1 },
  { kind: 'text', text: '两倍字 A012', size: 2, align: 'center', maxLines: 1 },
  bold('加粗：政务服务'),
  line('少数民族姓名：买买提·吐尔逊'),
  // Outside of two-byte GBK: in text mode this line alone comes as a picture.
  line('生僻字：䶮 㛃'),
  { kind: 'pair', left: '靠左', right: '靠右' },
  RULE,
  { kind: 'qr', data: '{hall} {printer} {at}', label: '用手机扫一扫，应读出大厅、打印机和时间' },
  field('地址', '{address}'),
  field('热线', '{hotline}'),
  RULE,
  line('标尺应占满一行；以上文字应清晰、无“?”、无缺口，纸应切断。'),
]

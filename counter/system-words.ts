/** What the page 系统 and its card of disk and backups say. */
import type { Word } from '../client/language.ts'

export const S = {
  coming: ['正在打开…', 'One moment…'],
  title: ['存储与备份', 'Disk and backups'],
  hint: [
    '开放时每 15 分钟备份一次，闭厅时再备份一次，每份写完都核验。',
    'A backup every 15 minutes while anything happens and one at closing, each verified after it is written.',
  ],
  now: ['立即备份', 'Back up now'],
  running: ['正在备份…', 'Backing up…'],
  free: ['可用空间', 'Room left'],
  freeWell: ['充足', 'Enough'],
  freeLow: ['不足 500 MB，请清理', 'Below 500 MB: make room'],
  freeStop: ['不足 100 MB，已暂停取号', 'Below 100 MB: no numbers'],
  latest: ['最近备份', 'Latest backup'],
  none: ['还没有备份', 'No backup yet'],
  behind: ['之后新增 {count} 条', '{count} events since'],
  upToDate: ['与台账一致', 'As the ledger is'],
  place: ['备份位置', 'Where'],
  samePlace: [
    '与台账在同一磁盘。建议另加一块磁盘并设 BACKUP_DIR',
    'On the disk of the ledger. Add another, and set BACKUP_DIR',
  ],
  journal: ['逐条副本', 'Journal'],
  journalNone: ['没有第二块磁盘', 'No second disk'],
  journalWell: ['同步到第 {position} 条', 'Up to {position}'],
  journalBehind: ['落后 {count} 条', '{count} behind'],
  keep: ['保留期限', 'Kept for'],
  keepDays: ['{days} 天', '{days} days'],
  keepAll: ['尚无到期的日子', 'No day has left yet'],
  keepLeft: ['{day} 及以前已清理', 'Days up to {day} have left'],
  when: ['时间', 'When'],
  kind: ['类别', 'Kind'],
  position: ['流水序号', 'Position'],
  size: ['大小', 'Size'],
  all: ['全部备份（{count}）', 'All backups ({count})'],
  failed: ['上次备份失败：{reason}', 'The last backup failed: {reason}'],
  restored: [
    '{when} 启动时发现台账从第 {bad} 条起损坏，已自动恢复到第 {position} 条（{from}）。',
    'At the start of {when} the ledger was bad from {bad} on. It was restored up to {position} ({from}).',
  ],
  fromBackup: ['取自备份和逐条副本', 'from a backup and the journal'],
  fromItself: ['没有备份，保留了完好的部分', 'no backup: its good beginning'],
  lost: [
    '可能缺第 {from} 至 {to} 条，请与纸质记录核对。',
    'Positions {from} to {to} may be lost: hold them beside the paper.',
  ],
  lostNothing: ['没有发现缺失。', 'Nothing is missing.'],
  aside: ['损坏的文件保存在 {aside}', 'The damaged files are in {aside}'],
  seen: ['已核对', 'I have looked'],
  notWatched: ['这里是演示，不做备份。', 'This is a demonstration: nothing is backed up.'],
  gb: ['{size} GB', '{size} GB'],
  mb: ['{size} MB', '{size} MB'],
} satisfies Record<string, Word>

export const BACKUP_KINDS: Readonly<Record<'open' | 'closing' | 'asked', Word>> = {
  open: ['定时', 'Scheduled'],
  closing: ['闭厅', 'At closing'],
  asked: ['手动', 'By hand'],
}

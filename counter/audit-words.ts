/** What the page 稽核 and the card of the ledger's own checks say. */
import { GROUND_WORDS } from '../client/ground-words.ts'
import { say, type Word } from '../client/language.ts'
import { REDIRECT_WORDS } from '../client/staff-words.ts'
import type { AnomalyKind } from '../hall/anomaly.ts'
import type { ByHandGround } from '../hall/anomaly-acts.ts'
import type { PriorityGround, RedirectReason } from '../hall/commands.ts'

export const A = {
  title: ['异常线索', 'Leads'],
  hint: [
    '列出凭人工操作的事项，并与同岗同事比较。这里只是线索，供核查用，不作处罚依据。',
    'What passed by hand, beside what colleagues did. These are leads to look into, and no ground for a penalty.',
  ],
  rule: [
    '标为线索：至少 {least} 次，并达到同岗中位数的 {times} 倍；无可比的，占本人叫号的四分之一。评价类另有界限。',
    'A lead: at least {least} times, and {times} times the median of colleagues, or a quarter of the own calls where there are none. Ratings have limits of their own.',
  ],
  printed: ['{hall} 异常线索 {from} 至 {to}', '{hall} leads, {from} to {to}'],
  from: ['从', 'From'],
  to: ['到', 'To'],
  staff: ['按人员', 'By person'],
  windows: ['按窗口', 'By window'],
  csv: ['存成表格（CSV）', 'Save as CSV'],
  print: ['打印', 'Print'],
  summary: ['{days} 个开放日，{leads} 条线索', '{days} days open, {leads} leads'],
  none: ['这几天没有凭人工操作的事项', 'Nothing passed by hand on these days'],
  who: ['人员', 'Who'],
  window: ['窗口', 'Window'],
  post: ['岗位', 'Post'],
  kind: ['事项', 'What'],
  count: ['次数', 'Times'],
  share: ['占比', 'Share'],
  of: ['{share}（{count} / {of}）', '{share} ({count} of {of})'],
  median: ['同岗中位', 'Colleagues'],
  fewColleagues: ['无可比', 'None to compare'],
  lead: ['线索', 'Lead'],
  details: ['明细', 'Details'],
  close: ['收起', 'Close'],
  when: ['时间', 'When'],
  number: ['号码', 'Number'],
  reason: ['理由', 'Reason'],
  position: ['流水序号', 'Position'],
  more: ['还有 {count} 次没有列出', '{count} more are not listed'],
  ratingsInSum: ['评价只列总数，不对应到具体号码。', 'Ratings come in sum, never with a number.'],
  booked: ['预约', 'Booked'],
  chainTitle: ['台账校验码', 'Heads of the ledger'],
  chainHint: [
    '每天闭厅时的完整校验码，与纸质日终单上的一致。请定期导出，存到别处。以后核对：npm run verify -- 数据目录 --against 导出的文件',
    'The head of the chain at each closing, as on the printed day-end sheet. Export it now and then and keep it elsewhere. Later: npm run verify -- DATA_DIR --against FILE',
  ],
  day: ['日期', 'Day'],
  head: ['完整校验码', 'Head'],
  state: ['状态', 'State'],
  closed: ['已闭厅', 'Closed'],
  stillOpen: ['未闭厅，校验码还会变', 'Open: it will change'],
  json: ['导出（JSON）', 'Export (JSON)'],
  noDays: ['这几天没有开过门', 'The hall did not open on these days'],
  headsFile: ['台账校验码 {from} 至 {to}', 'ledger heads {from} to {to}'],
} satisfies Record<string, Word>

export const KIND_WORDS: Readonly<Record<AnomalyKind, Word>> = {
  chosen: ['挑选叫号', 'Chosen call'],
  override: ['清单外叫号', 'Call beyond the list'],
  direct: ['未取号直接办理', 'Served without a number'],
  precedence: ['给予优先或预约', 'Precedence given'],
  front: ['转办排到最前', 'Moved to the front'],
  cancelled: ['取消号票', 'Number cancelled'],
  'no-show': ['标记过号', 'Marked as missed'],
  switched: ['手动换方案或帮忙', 'Profile or help by hand'],
  undone: ['撤回操作', 'Taken back'],
  'rated-quick': ['评价过快', 'Rated too quickly'],
  'rated-shift-end': ['下班前集中评价', 'Rated in a burst at the end'],
  'rated-run': ['连续最高评价', 'A long run of the best grade'],
}

const isGround = (ground: ByHandGround): ground is PriorityGround => ground in GROUND_WORDS
const isRedirect = (ground: ByHandGround): ground is RedirectReason => ground in REDIRECT_WORDS

/** A ground of the hall's own in words. */
export const groundText = (ground: ByHandGround): string => {
  if (isGround(ground)) return say(GROUND_WORDS[ground])
  return isRedirect(ground) ? say(REDIRECT_WORDS[ground]) : say(A.booked)
}

export const V = {
  title: ['台账自证', 'The ledger checks itself'],
  hint: [
    '每次启动核对当天，每天凌晨 2:30 核对全部日期。查出问题不会停止叫号。',
    'The current day at each start, all days at 2:30 each night. A finding never stops calling.',
  ],
  today: ['当天', 'The current day'],
  all: ['全部日期', 'All days'],
  good: ['没有问题', 'Good'],
  bad: ['查出 {count} 处', '{count} found'],
  never: ['还没有核对过', 'Not looked at yet'],
  looked: ['{when} 核对，{events} 条流水，用时 {seconds} 秒', '{when}, {events} events in {seconds} s'],
  running: ['正在核对…', 'Looking…'],
  now: ['现在核对全部日期', 'Look at all days now'],
  whatToDo: [
    '请联系系统管理员，把下面的内容告诉他，不要自行改动数据文件夹。',
    'Tell the system administrator what stands below, and leave the data folder as it is.',
  ],
  rule: ['规则', 'Rule'],
  where: ['流水序号', 'Position'],
  sentence: ['说明', 'What is wrong'],
  rules: ['各条规则看了什么', 'What was looked at for each rule'],
  result: ['结果', 'Result'],
  inEvents: ['流水', 'Events'],
  inFiles: ['其他文件', 'Other files'],
  elsewhere: ['另由测试证明', 'Proved by tests'],
  ok: ['合格', 'Good'],
  broken: ['不合格', 'Broken'],
  unseen: ['数据里看不出', 'Not to be seen in data'],
  yes: ['看了', 'Yes'],
  no: ['—', '—'],
} satisfies Record<string, Word>

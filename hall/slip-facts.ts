/**
 * What each paper knows, and what must be on it. The hall checks templates against this; the printer room must provide
 * exactly these facts, which the compiler sees to.
 */
import type { SlipKind } from './slip-template.ts'

const HALL = ['hall', 'address', 'hotline'] as const
/** Who gives a paper about which matter. */
const OFFICE = [...HALL, 'number', 'service', 'department', 'phone', 'by', 'at', 'ask', 'link'] as const
const PLACE = ['place', 'windows', 'direction'] as const
/** Where somebody goes on with the number in their hand. */
const ONWARD = [
  ...HALL,
  'number',
  'service',
  ...PLACE,
  'before',
  'wait',
  'from',
  'reason',
  'counter',
  'at',
  'link',
] as const
const STOPS = ['index', 'service', 'stop'] as const
const MATERIALS = ['index', 'name', 'amount'] as const
const EXPLAINED = [...MATERIALS, 'case', 'sample'] as const
const TEXTS = ['text'] as const
const COUNTED = ['name', 'count'] as const

/**
 * `must`: a fact (`number`), a fact of each row of a list (`missing.name`), a code that holds a fact (`qr:link`), or the
 * frame for the seal (`seal`, 5 × 3 cm, S001-25).
 */
type Vocabulary = {
  readonly facts: readonly string[]
  readonly lists: { readonly [list: string]: readonly string[] }
  readonly must: readonly string[]
}

export const SLIP_FACTS = {
  ticket: {
    facts: [
      ...[...HALL, ...PLACE, 'badges', 'number', 'service', 'before', 'wait', 'matterCount', 'name', 'at'],
      ...['missedCall', 'kiosk', 'serial', 'link', 'closing', 'evidence'],
    ],
    lists: { stops: STOPS, footer: TEXTS },
    must: ['badges', 'number', 'missedCall', 'qr:link'],
  },
  receipt: {
    facts: [
      ...[...OFFICE, 'badges', 'name', 'handedIn', 'receivedCount', 'missingCount', 'lateReason', 'note'],
      ...['outcome', 'cases', 'promised', 'special'],
    ],
    lists: { received: MATERIALS, missing: MATERIALS },
    must: [
      ...['badges', 'number', 'service', 'received.name', 'missing.name', 'lateReason', 'outcome', 'at'],
      ...['promised', 'by', 'seal'],
    ],
  },
  supplement: {
    facts: [...OFFICE, 'missingCount', 'presentCount', 'reason', 'back'],
    lists: { missing: EXPLAINED, bases: TEXTS, present: MATERIALS },
    must: ['service', 'missing.name', 'bases.text', 'reason', 'back', 'by', 'at', 'ask', 'seal'],
  },
  guide: {
    facts: [
      ...[...OFFICE, 'audience', 'materialCount', 'procedure', 'promise', 'statutory', 'special', 'fee'],
      'preconditions',
    ],
    lists: { bases: TEXTS, materials: EXPLAINED },
    must: ['service', 'bases.text', 'materials.name', 'procedure', 'promise', 'fee', 'preconditions'],
  },
  service: {
    facts: [
      ...[...OFFICE, 'audience', 'preconditions', 'quantity', 'procedure', 'promise', 'statutory', 'special'],
      ...['materialCount', 'feeBasis', 'fee', 'handler', 'supervision', 'guideLink'],
    ],
    lists: { bases: TEXTS, flow: STOPS, materials: EXPLAINED, samples: TEXTS },
    // The thirteen fields of S000-12.
    must: [
      ...['service', 'bases.text', 'preconditions', 'quantity', 'procedure', 'promise', 'flow.stop'],
      ...['materials.name', 'samples.text', 'feeBasis', 'fee', 'handler', 'supervision'],
    ],
  },
  special: {
    facts: [...OFFICE, 'special', 'specialDays', 'promise', 'notCounted'],
    lists: {},
    must: ['service', 'special', 'specialDays', 'promise', 'notCounted', 'seal'],
  },
  declined: {
    facts: [...OFFICE, 'title', 'decision', 'reason', 'complain', 'remedy'],
    lists: {},
    must: ['title', 'service', 'decision', 'reason', 'complain', 'remedy', 'by', 'at', 'seal'],
  },
  next: {
    facts: ONWARD,
    lists: { further: STOPS },
    must: ['number', 'service', 'place', 'windows', 'from'],
  },
  fee: {
    facts: ONWARD,
    lists: { fees: ['index', 'service', 'fee'], further: STOPS },
    must: ['number', 'fees.service', 'fees.fee', 'place', 'windows', 'from'],
  },
  collection: {
    facts: [...ONWARD, 'ready'],
    lists: { matters: ['index', 'service'], further: STOPS },
    must: ['number', 'matters.service', 'ready', 'place', 'windows', 'from'],
  },
  journey: {
    facts: [...HALL, 'number', 'legCount', 'doneCount', 'by', 'at', 'link'],
    lists: { legs: ['index', 'service', 'state', 'stop', 'note'] },
    must: ['number', 'legs.service', 'legs.state', 'legs.stop'],
  },
  elsewhere: {
    facts: [...HALL, 'service', 'office', 'officeAddress', 'phone', 'officeHours', 'reason', 'by', 'at', 'guideLink'],
    lists: {},
    must: ['service', 'office', 'officeAddress', 'phone', 'reason'],
  },
  waiting: {
    facts: [...HALL, 'at', 'total', 'more'],
    lists: { rows: ['theme', 'number', 'class', 'service', 'since', 'minutes'] },
    must: ['total', 'more', 'rows.theme', 'rows.number', 'rows.class', 'rows.since'],
  },
  'day-end': {
    facts: [
      ...[...HALL, 'day', 'at', 'state', 'issued', 'served', 'noShow', 'cancelled', 'expired', 'cases'],
      ...['longest', 'rated', 'vacancies', 'answered', 'owed', 'position', 'chain', 'chainShort'],
      ...['told', 'toldWithin', 'toldError', 'toldBias'],
    ],
    lists: {
      themes: ['name', 'issued', 'served', 'mean', 'p90', 'cases', 'goal'],
      grades: COUNTED,
      notices: COUNTED,
    },
    must: [
      ...['day', 'state', 'issued', 'served', 'noShow', 'cancelled', 'longest', 'themes.mean', 'themes.p90'],
      ...['themes.cases', 'themes.goal', 'grades.count', 'notices.count', 'chainShort', 'chain'],
    ],
  },
  test: {
    facts: [...HALL, 'printer', 'where', 'model', 'paper', 'dots', 'columns', 'ruler', 'at'],
    lists: {},
    must: ['printer', 'ruler', 'at'],
  },
} as const satisfies Readonly<Record<SlipKind, Vocabulary>>

type Known = typeof SLIP_FACTS

/** Everything that one kind of paper knows. What is not known or not so is an empty text or an empty list. */
export type FactsOf<K extends SlipKind> = {
  readonly [name in Known[K]['facts'][number]]: string
} & {
  readonly [list in keyof Known[K]['lists']]: readonly RowOf<Known[K]['lists'][list]>[]
}
type RowOf<Names> = Names extends readonly string[] ? { readonly [name in Names[number]]: string } : never

type FactName = {
  [K in SlipKind]:
    | Known[K]['facts'][number]
    | { [L in keyof Known[K]['lists']]: L | RowNames<Known[K]['lists'][L]> }[keyof Known[K]['lists']]
}[SlipKind]
type RowNames<Names> = Names extends readonly string[] ? Names[number] : never

/** What each fact is, for whoever edits a paper; the same name means the same on every paper. */
export const FACT_WORDS: Readonly<Record<FactName, readonly [zh: string, en: string]>> = {
  address: ['大厅地址', 'Address of the hall'],
  amount: ['形式份数', 'Form and copies'],
  answered: ['当日答复咨询数', 'Questions answered'],
  ask: ['咨询电话', 'Whom to ask'],
  at: ['时间', 'Time'],
  audience: ['服务对象', 'Who may apply'],
  back: ['回来办理的地点', 'Where to come back to'],
  badges: ['类别和补打', 'Class, 已预审, and which copy'],
  bases: ['依据（列表）', 'Legal bases (list)'],
  before: ['前面等待多少人', 'How many are before'],
  by: ['经办窗口和人员', 'Who gives the paper'],
  cancelled: ['取消数', 'Cancelled'],
  case: ['提交情形', 'In which case it is needed'],
  cases: ['办件数', 'Pieces of work'],
  chain: ['完整校验码', 'Head of the ledger chain, whole'],
  chainShort: ['校验码', 'Head of the ledger chain, short'],
  class: ['类别', 'Class'],
  closing: ['今天能否办上', 'Whether it can be served today'],
  columns: ['每行字符数', 'Characters in a line'],
  complain: ['投诉途径', 'Where to complain'],
  count: ['数量', 'How many'],
  counter: ['开出窗口', 'Window that gave it'],
  day: ['日期', 'Day'],
  decision: ['决定', 'The decision'],
  department: ['部门', 'Department'],
  direction: ['怎么走', 'How to get there'],
  doneCount: ['已办环节数', 'Legs done'],
  dots: ['纸宽点数', 'Dots across'],
  evidence: ['请出示证件', 'That the document is looked at'],
  expired: ['闭厅作废数', 'Expired at closing'],
  fee: ['收费标准', 'Fee'],
  feeBasis: ['收费依据', 'Basis of the fee'],
  fees: ['缴费项目（列表）', 'What is paid (list)'],
  footer: ['本厅提示语（列表）', 'Notices of the hall (list)'],
  flow: ['流程（列表）', 'The way through the hall (list)'],
  from: ['几点起排队', 'Not called before'],
  further: ['其后的事项（列表）', 'What follows (list)'],
  grades: ['评价（列表）', 'Ratings (list)'],
  goal: ['应办数', 'Expected at 25 a window'],
  guideLink: ['手机办事指南链接', 'The guide for a phone'],
  hall: ['大厅名称', 'Name of the hall'],
  handedIn: ['材料总数', 'Materials seen and missing'],
  handler: ['承办人', 'Who handles it'],
  hotline: ['热线', 'Hotline'],
  index: ['序号', 'Number in the list'],
  issued: ['取号数', 'Tickets issued'],
  kiosk: ['取号机或导办台', 'Kiosk or desk'],
  lateReason: ['容缺原因', 'Why accepted incomplete'],
  legCount: ['环节总数', 'Legs in all'],
  legs: ['环节（列表）', 'Legs (list)'],
  link: ['号票链接', 'Link of the ticket'],
  longest: ['最长等候', 'Longest wait'],
  materialCount: ['材料项数', 'How many materials'],
  materials: ['材料（列表）', 'Materials (list)'],
  matterCount: ['事项数', 'How many matters, where several'],
  matters: ['可领结果的事项（列表）', 'Matters to collect for (list)'],
  mean: ['平均等候', 'Mean wait'],
  minutes: ['已等分钟', 'Minutes waited'],
  missedCall: ['过号规则', 'The missed-call rule'],
  missing: ['缺少的材料（列表）', 'Missing materials (list)'],
  missingCount: ['缺少材料项数', 'How many are missing'],
  model: ['打印机型号', 'Printer model'],
  more: ['未列出的人数', 'How many are not listed'],
  name: ['名称', 'Name'],
  noShow: ['过号数', 'No-shows'],
  notCounted: ['不计入时限的说明', 'That its days are not counted'],
  note: ['说明', 'Note'],
  notices: ['开出的告知（列表）', 'Notices given (list)'],
  number: ['号码', 'Number'],
  office: ['办理机构', 'Who handles it'],
  officeAddress: ['办理机构地址', 'Where that is'],
  officeHours: ['办理机构时间', 'When that is open'],
  outcome: ['办件类型', 'Outcome'],
  owed: ['待答复咨询数', 'Answers owed'],
  p90: ['九成人等候不超过', 'Nine in ten waited no longer'],
  paper: ['纸宽毫米', 'Paper width, mm'],
  phone: ['办理部门电话', 'Telephone of who handles it'],
  place: ['楼层和区域', 'Floor and zone'],
  position: ['账本序号', 'Ledger position'],
  preconditions: ['办理条件', 'Conditions'],
  present: ['已核对的材料（列表）', 'Materials in order (list)'],
  presentCount: ['已核对材料项数', 'How many are in order'],
  printer: ['打印机名称', 'Printer'],
  procedure: ['办理程序', 'Procedure'],
  promise: ['承诺时限', 'Promised term'],
  promised: ['承诺办结日期', 'Promised day'],
  quantity: ['数量限制', 'Limit on how many'],
  rated: ['已评价数', 'Visits rated'],
  ready: ['可领取日期', 'Ready from'],
  reason: ['原因', 'Reason'],
  received: ['收到的材料（列表）', 'Materials received (list)'],
  receivedCount: ['收到材料项数', 'How many were received'],
  remedy: ['复议和诉讼途径', 'Legal remedies'],
  rows: ['等候的人（列表）', 'Those who wait (list)'],
  ruler: ['宽度标尺', 'Width ruler'],
  sample: ['示范文本', 'Filled-in sample'],
  samples: ['示范文本（列表）', 'Samples (list)'],
  serial: ['流水号', 'Serial number'],
  served: ['办结数', 'Completed'],
  service: ['事项', 'Service'],
  since: ['何时起等候', 'Waiting since'],
  special: ['特定程序', 'Special procedure'],
  specialDays: ['特定程序所需时间', 'Days it takes'],
  state: ['状态', 'State'],
  statutory: ['法定时限', 'Term of the law'],
  stop: ['地点和窗口', 'Place and windows'],
  stops: ['各事项窗口（列表）', 'Windows of all matters (list)'],
  supervision: ['监督渠道', 'Supervision'],
  text: ['文字', 'Text'],
  theme: ['主题', 'Theme, on its first row'],
  themes: ['主题（列表）', 'Themes (list)'],
  title: ['名称', 'Title'],
  told: ['已核对的预计等候数', 'Forecasts that have come to pass'],
  toldBias: ['预计等候的偏差', 'Bias of the forecasts'],
  toldError: ['预计等候的平均误差', 'Mean error of the forecasts'],
  toldWithin: ['实际未超过预计上限的比例', 'Share within the upper bound'],
  total: ['总人数', 'How many in all'],
  vacancies: ['空岗次数', 'Vacancies noted'],
  wait: ['预计等候', 'Expected wait'],
  where: ['打印机位置', 'Where the printer is'],
  windows: ['窗口', 'Windows'],
}

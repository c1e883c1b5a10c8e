/** What the window panel says beyond its first picture: about the visit, the windows beside, and what was just done. */
import type { Word } from '../client/language.ts'
import type { CommandType } from '../hall/commands.ts'
import type { EventType } from '../hall/events.ts'
import type { Channel } from '../hall/ticket.ts'

export const V = {
  stale: [
    '显示未更新，{time} 起 · 可继续办理手上的这一位，恢复后自动核对',
    'Not updated since {time} · go on with this visitor; acts are confirmed when the line is back',
  ],
  queue: ['等候', 'Queue'],
  parked: ['挂起', 'Parked'],
  missed: ['过号', 'Missed'],
  leading: ['主办', 'Leading'],
  nobody: ['没有人等候', 'Nobody is waiting'],
  pick: ['点名呼叫', 'Call this one'],
  continue: ['继续办理', 'Continue'],
  activate: ['激活', 'Return'],
  tooLate: ['已超时', 'Too late'],
  returned: ['已激活过', 'Returned already'],
  goesOn: ['作废', 'Void'],
  longest: ['最久 {count} 分钟', 'longest {count} min'],
  more: ['另有 {count} 人在后面', '{count} more behind'],
  noneParked: ['没有挂起的号', 'Nothing parked'],
  noneMissed: ['没有过号', 'No missed tickets'],
  noneLeading: ['没有在别处续办的', 'Nothing goes on elsewhere'],
  load: ['今日 {cases}/{goal}', '{cases}/{goal} today'],
  minutes: ['{count} 分钟', '{count} min'],
  due: ['{time} 到点', 'due {time}'],
  overdue: ['已过 {time}', 'past {time}'],
  wakes: ['{time} 自动回队', 'back in the queue {time}'],
  handedOver: ['交给 B 岗', 'Handed over'],
  outcome: ['办理结果', 'Outcome'],
  outcomeKeys: ['← → 选择', '← → to choose'],
  outcomeReason: ['理由（必填）', 'Reason (required)'],
  lackingReason: ['缺 {count} 项，容缺理由（必填）', '{count} missing: why accept (required)'],
  promise: ['承诺 {days} 个工作日', '{days} working days promised'],
  special: ['另有{name} {days} 个工作日，不计入', '{name}: {days} working days more'],
  cases: ['件数', 'Pieces'],
  fewer: ['少一件', 'One less'],
  oneMore: ['多一件', 'One more'],
  lacks: ['缺：{names}', 'Missing: {names}'],
  allThere: ['材料已核对', 'Papers checked'],
  prechecked: ['已预审', 'Pre-checked'],
  transfers: ['转移 {count} 次', 'Sent on {count} times'],
  firstContact: ['首问：{name}', 'First contact: {name}'],
  firstContactAt: ['首问：{name}（{window}）', 'First contact: {name} ({window})'],
  named: ['证件已登记', 'Document noted'],
  addMatter: ['追加事项', 'Add a matter'],
  nameVisitor: ['登记证件', 'Note document'],
  returns: ['过号激活', 'Came back'],
  assist: ['协办', 'assists'],
  legs: ['本次办理顺序', 'Matters in order'],
  done: ['已办', 'done'],
  now: ['现在', 'now'],
  toCome: ['待办', 'to come'],
  earlier: ['此人 {day} 办同一事项被{outcome}：{why}', '{day}, same matter, {outcome}: {why}'],
  earlierMore: ['查看', 'Details'],
  completed: ['已办结 {number}', 'Completed {number}'],
  undoKey: ['撤销', 'Undo'],
  standIn: ['{window}离岗', '{window} is away'],
  standInCounts: ['等候 {waiting} · 挂起 {parked}', '{waiting} waiting, {parked} parked'],
  takeOver: ['顶岗', 'Stand in'],
  note: ['留言：{note}', 'Note: {note}'],
  notFirst: ['另有 B 岗在先', 'Another window comes first'],
  covers: ['正在为{windows}顶岗，其等候和挂起一并由本窗办理', 'Standing in for {windows}: their queue is yours'],
  away: ['同区离岗：', 'Away here: '],
  awayOne: ['{window} {where}', '{window} {where}'],
  coveredBy: ['{window}顶岗', '{window} stands in'],
  backAt: ['{time} 回', 'back {time}'],
  late: ['应 {time} 回，已超时', 'was due {time}'],
  vacant: [
    '空岗提醒：{minutes} 分钟没有办理，还有 {waiting} 人等候',
    'Vacant: nothing done for {minutes} min, {waiting} waiting',
  ],
  unconfirmed: ['未确认：{acts}。正在用原来的编号核对…', 'Not confirmed: {acts}. Asking again under the same id…'],
  notSent: ['未确认：{acts}。连上后自动核对，请不要重复操作', 'Not confirmed: {acts}. It is asked again by itself'],
  stripSays: ['窗口屏现在显示', 'The strip shows'],
  coverNote: ['给 B 岗的留言', 'Note for the stand-in'],
} satisfies Record<string, Word>

/** What was just done, where it can be taken back. */
export const DONE_WORDS: Partial<Record<EventType, Word>> = {
  TicketCalled: ['已呼叫 {number}', 'Called {number}'],
  ServingStarted: ['{number} 已到场', '{number} arrived'],
  TicketCompleted: ['已办结 {number}', 'Completed {number}'],
  NoShowMarked: ['{number} 已过号', '{number} marked missed'],
  TicketParked: ['已挂起 {number}', 'Parked {number}'],
  TicketRequeued: ['{number} 已退回队列', '{number} is back in the queue'],
  TicketTransferred: ['已转移 {number}', 'Sent {number} on'],
  CounterPaused: ['窗口已暂停', 'The window is paused'],
}

/** An act that nobody has confirmed, by what it asked for. */
export const ASKED_WORDS: Partial<Record<CommandType, Word>> = {
  OpenCounter: ['开窗', 'open'],
  PauseCounter: ['暂停', 'pause'],
  CloseCounter: ['关窗', 'close'],
  CallNext: ['呼叫下一位', 'call next'],
  CallTicket: ['点名呼叫', 'call'],
  RecallTicket: ['重呼', 'recall'],
  StartServing: ['到场', 'arrival'],
  CompleteTicket: ['办结', 'complete'],
  MarkNoShow: ['过号', 'no-show'],
  ParkTicket: ['挂起', 'park'],
  RequeueTicket: ['退回队列', 'requeue'],
  ServeDirectly: ['无号办理', 'serve directly'],
  TakeOver: ['顶岗', 'stand in'],
  UndoAct: ['撤销', 'undo'],
  TransferTicket: ['转移', 'transfer'],
  AddMatter: ['追加事项', 'add a matter'],
  CorrectService: ['更正事项', 'correct the matter'],
  CheckMaterials: ['材料核对', 'papers'],
  NameVisitor: ['登记证件', 'document'],
  GiveNotice: ['打印通知', 'notice'],
  ReturnTicket: ['激活', 'return'],
}

export const CHANNEL_WORDS: Readonly<Record<Channel, Word>> = {
  kiosk: ['取号机', 'Kiosk'],
  desk: ['导办台', 'Guide desk'],
  window: ['窗口直办', 'At the window'],
}

/** Usual reasons for turning somebody away. Recorded as written here, in Chinese. */
export const OUTCOME_REASONS: readonly Word[] = [
  ['材料不齐', 'Papers missing'],
  ['材料不符合要求', 'Papers not in order'],
  ['不属本部门职权', 'Not our power'],
  ['申请人撤回', 'Withdrawn'],
]
/** Usual reasons for accepting although something is missing. */
export const LACKING_REASONS: readonly Word[] = [
  ['容缺受理，限期补齐', 'Handed in later'],
  ['容缺受理，邮寄补齐', 'Sent by post'],
  ['容缺受理，系统核查', 'Verified by the system'],
]

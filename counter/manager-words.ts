/** What the manager's page says. */
import type { Word } from '../client/language.ts'
import type { StaffRole } from '../hall/actor.ts'
import type { DeviceKind } from './device-kind.ts'
import type { WindowAct, WindowState } from './floor.ts'

export const KIND_WORDS: Record<DeviceKind, Word> = {
  kiosk: ['取号机', 'Kiosk'],
  board: ['综合屏', 'Hall board'],
  strip: ['窗口屏', 'Window strip'],
  window: ['窗口电脑', 'Window computer'],
  pad: ['评价器', 'Rating pad'],
  edge: ['前置机', 'Edge'],
  standby: ['备机', 'Standby'],
}

export const ROLE_WORDS: Record<StaffRole, Word> = {
  window: ['窗口人员', 'Window staff'],
  guide: ['导办', 'Guide'],
  manager: ['管理员', 'Manager'],
  inspector: ['督查（只读）', 'Inspector (read only)'],
  sysadmin: ['系统管理员', 'System administrator'],
  secadmin: ['安全管理员', 'Security administrator'],
  auditor: ['审计管理员', 'Audit administrator'],
}

export const STATE_WORDS: Record<WindowState, Word> = {
  closed: ['未开窗', 'Closed'],
  paused: ['暂停', 'Paused'],
  free: ['空闲', 'Free'],
  called: ['叫号中', 'Calling'],
  serving: ['办理中', 'Serving'],
}

export const ACT_WORDS: Record<WindowAct, Word> = {
  open: ['开窗', 'Open'],
  resume: ['恢复', 'Resume'],
  pause: ['暂停', 'Pause'],
  close: ['关窗', 'Close'],
}

export const TAB_WORDS = {
  floor: ['大厅', 'Floor'],
  day: ['今日', 'Today'],
  order: ['叫号规则', 'Order'],
  forecast: ['预测', 'Forecast'],
  plan: ['窗口测算', 'Windows needed'],
  'what-if': ['推演', 'What if'],
  ratings: ['评价', 'Ratings'],
  screens: ['屏幕', 'Screens'],
  devices: ['设备', 'Devices'],
  media: ['媒体', 'Media'],
  voice: ['语音', 'Voice'],
  staff: ['人员', 'Staff'],
  slips: ['票面', 'Papers'],
  catalogue: ['目录', 'Catalogue'],
  system: ['系统', 'System'],
  security: ['安全', 'Security'],
  audit: ['稽核', 'Audit'],
} satisfies Record<string, Word>

export const FLOOR = {
  title: ['大厅管理', 'Hall management'],
  readOnly: ['只读', 'Read only'],
  hallOpen: ['开放中', 'Open'],
  hallClosed: ['未开放', 'Closed'],
  openHall: ['开放大厅', 'Open the hall'],
  closeHall: ['关闭大厅', 'Close the hall'],
  openSure: [
    '开放后可以取号、开窗、叫号；每天的号从 001 开始',
    'People can take numbers and windows can call; numbers start at 001',
  ],
  closeSure: [
    '关闭后今天不再取号；还在等候的 {waiting} 张号票作废，窗口全部关闭',
    'No more numbers today; {waiting} waiting tickets expire and every window closes',
  ],
  stillServing: ['这些窗口还在办理：{counters}', 'Still serving: {counters}'],
  forceClose: ['仍然关闭（正在办理的号票作废）', 'Close anyway (those tickets expire)'],
  waiting: ['等候', 'Waiting'],
  longest: ['最久等候', 'Longest'],
  windows: ['开放窗口', 'Windows open'],
  issued: ['今日取号', 'Taken today'],
  served: ['今日办结', 'Completed'],
  missed: ['过号', 'No-shows'],
  minutes: ['{count} 分', '{count} min'],
  of: ['{open} / {total}', '{open} of {total}'],
  theme: ['主题', 'Theme'],
  estimate: ['预计等候', 'Estimate'],
  noWindow: ['无窗口', 'No window'],
  tableWindows: ['窗口 开/设/应设', 'Open / set / needed'],
  tableWindowsHint: [
    '开：正在受理这个主题的窗口，含协助的；设：以它为本主题的窗口；应设：按日均件数',
    'Open: taking this theme now, helpers too; set: windows of the theme; needed: by cases a day',
  ],
  casesOf: ['件数/应办', 'Cases / expected'],
  casesOfHint: ['应办：本主题窗口数 × 每窗口每日件数', 'Expected: windows of the theme × cases a window does in a day'],
  waits: ['等候 均/九成', 'Wait mean / P90'],
  waitsHint: ['平均等候；九成的人等候不超过', 'Mean wait; nine in ten waited no longer'],
  noThemes: ['还没有发布目录', 'No catalogue is in force yet'],
  vacant: ['空岗', 'Unattended'],
  gone: ['去向：{destination}', 'Gone to: {destination}'],
  back: ['{time} 返回', 'back {time}'],
  cover: ['{window}顶岗', '{window} stands in'],
  taken: ['取号', 'Taken'],
  cases: ['{done} / {goal} 件', '{done} of {goal}'],
  now: ['{number} · {minutes} 分', '{number} · {minutes} min'],
  since: ['{minutes} 分', '{minutes} min'],
  profile: ['方案：{name}', 'Profile: {name}'],
  helping: ['正在帮忙：{themes}', 'Helping now: {themes}'],
  switchProfile: ['方案', 'Profile'],
  noQueue: ['不叫号', 'Does not call'],
  alarms: ['提醒', 'Alarms'],
  grades: ['今日评价', 'Ratings today'],
  satisfied: ['{rated} 件已评，满意率 {share}%', '{rated} rated, {share}% satisfied'],
  unrated: ['还没有评价；未评不计入', 'No ratings yet; silence is not counted'],
  pauseTitle: ['{name}暂停', 'Pause {name}'],
} satisfies Record<string, Word>

export const STAFF = {
  add: ['添加人员', 'Add a person'],
  name: ['姓名', 'Name'],
  role: ['角色', 'Role'],
  password: ['密码（至少 8 位）', 'Password (8 or more)'],
  doAdd: ['添加', 'Add'],
  active: ['在用', 'Active'],
  disabled: ['已停用', 'Disabled'],
  disable: ['停用', 'Disable'],
  enable: ['启用', 'Enable'],
  account: ['账号', 'Account'],
  newPassword: ['换密码', 'New password'],
  passwordTitle: ['{name} 的新密码', 'A new password for {name}'],
  save: ['保存', 'Save'],
  card: ['公示资料', 'Public card'],
  post: ['工号 · 职务', 'Number · post'],
  none: ['还没有人员', 'Nobody yet'],
} satisfies Record<string, Word>

export const CATALOGUE = {
  revision: ['现行目录：第 {revision} 版', 'In force: revision {revision}'],
  noneYet: ['还没有发布目录', 'No catalogue is in force yet'],
  holds: [
    '{themes} 个主题 · {services} 个事项 · {counters} 个窗口 · {printers} 台打印机',
    '{themes} themes · {services} services · {counters} windows · {printers} printers',
  ],
  draft: ['草稿', 'Draft'],
  same: ['草稿与现行目录一致', 'The draft is the same as what is in force'],
  changed: ['草稿有改动，还没有发布', 'The draft has changes that are not published'],
  advice: ['建议 {count} 条（不影响发布）', '{count} pieces of advice (none stops a publish)'],
  clean: ['检查通过，没有问题', 'Checked: no problems'],
  problems: ['{count} 个问题，改好后才能发布', '{count} problems: correct them before publishing'],
  where: ['位置', 'Where'],
  what: ['问题', 'Problem'],
  publish: ['发布草稿', 'Publish the draft'],
  publishSure: ['发布后立即生效：取号机、大屏、窗口都用新目录', 'It takes effect at once on every screen'],
  again: ['重新检查', 'Check again'],
  published: ['已发布', 'Published'],
  sample: ['样例数据', 'Sample data'],
} satisfies Record<string, Word>

export const COMMON = {
  cancel: ['取消', 'Cancel'],
  name: ['名称', 'Name'],
  kind: ['类型', 'Kind'],
  state: ['状态', 'State'],
  action: ['操作', 'Actions'],
  firstTitle: ['设置第一位管理员', 'Set up the first manager'],
  firstHint: ['服务器窗口里打印了一次性代码，请填在这里', 'The server printed a one-time code: enter it here'],
  firstCode: ['一次性代码', 'One-time code'],
  firstName: ['管理员姓名', "Manager's name"],
  firstDo: ['设置并登录', 'Set up and sign in'],
  loading: ['正在读取…', 'Reading…'],
} satisfies Record<string, Word>

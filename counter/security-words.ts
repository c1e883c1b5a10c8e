/** What the page 安全 says. */
import type { Word } from '../client/language.ts'
import type { Profile } from '../hall/duty.ts'
import { ROLE_WORDS } from './manager-words.ts'

export const PROFILE_WORDS: Readonly<Record<Profile, readonly [name: Word, hint: Word]>> = {
  modern: [
    ['通用', 'Modern'],
    [
      '按 ASVS 5.0：密码看长度，不定期更换；管理员可兼任系统、安全、审计',
      'By ASVS 5.0: passwords are long and do not expire; a manager may be all three administrators',
    ],
  ],
  djbh3: [
    ['等保三级', 'Graded protection, level 3'],
    [
      '三员分立；密码含三种字符、90 天更换、不重复最近 5 个；一人同时只能登录一处',
      'Three administrators apart; mixed passwords for 90 days, none of the last 5; one session a person',
    ],
  ],
}

export const SECURITY = {
  policy: ['登录策略', 'Signing in'],
  profile: ['方案', 'Profile'],
  fixed: ['由服务器启动参数 POLICY 指定', 'Given where the server is started (POLICY)'],
  idle: ['无操作锁屏（分钟）', 'Locks after quiet (min)'],
  sessionsMax: ['每人同时登录', 'Sessions a person'],
  passwordLength: ['密码最少位数', 'Password length'],
  save: ['保存', 'Save'],
  saved: ['已保存', 'Saved'],
  profileSure: ['改用“{profile}”后，其他人都要重新登录', 'With “{profile}” everybody else signs in again'],
  change: ['更改方案', 'Change the profile'],
  sessions: ['在线会话', 'Who is signed in'],
  person: ['人员', 'Person'],
  role: ['角色', 'Role'],
  place: ['地点', 'Where'],
  since: ['登录时间', 'Since'],
  seen: ['最近操作', 'Last act'],
  ends: ['最晚到', 'At most until'],
  act: ['操作', 'Actions'],
  end: ['下线', 'Sign out'],
  endSure: ['{name} 的全部会话立即结束，没保存的内容还在屏幕上', 'All sessions of {name} end at once'],
  nobody: ['没有人登录', 'Nobody is signed in'],
  log: ['安全日志', 'Security log'],
  logHint: [
    '只能追加、逐条链接，任何改动都会被查出；不含密码和完整号码',
    'Append-only and chained, so that any edit is found; it holds no password and no number in full',
  ],
  at: ['时间', 'When'],
  what: ['事件', 'What'],
  who: ['谁', 'Who'],
  from: ['来自', 'From'],
  about: ['对象', 'About'],
  more: ['详情', 'Details'],
  onlyRefused: ['只看被拒绝的', 'Refused only'],
  older: ['更早', 'Older'],
  newest: ['最新', 'Newest'],
  noLog: ['没有记录', 'No lines'],
  refused: ['被拒绝', 'Refused'],
  check: ['校验', 'Check'],
  good: ['{rows} 条，链完整', '{rows} lines, the chain is whole'],
  bad: ['第 {bad} 条被改动或缺失', 'Line {bad} was changed or is missing'],
  export: ['导出', 'Export'],
  exportFrom: ['从', 'From'],
  exportTo: ['到', 'To'],
} satisfies Record<string, Word>

/** What a line of the log is about; one that is not here is shown by its own name. */
export const EVENT_WORDS: Readonly<Record<string, Word>> = {
  'sign-in': ['登录', 'Sign-in'],
  'session-ended': ['会话结束', 'Session ended'],
  'first-account': ['首个账号', 'First account'],
  'account-added': ['添加账号', 'Account added'],
  'account-changed': ['更改账号', 'Account changed'],
  'card-changed': ['更改公示资料', 'Public card changed'],
  'password-chosen': ['更换密码', 'Password chosen'],
  'policy-changed': ['更改策略', 'Policy changed'],
  'device-added': ['添加设备', 'Machine added'],
  'device-code': ['配对码', 'Pairing code'],
  'device-paired': ['设备配对', 'Machine paired'],
  'device-revoked': ['停用设备', 'Machine revoked'],
  'token-rotated': ['令牌更新', 'Token renewed'],
  'token-reused': ['旧令牌重现', 'Old token came again'],
  'not-permitted': ['越权请求', 'Not permitted'],
  watch: ['越权查看', 'View not permitted'],
  exported: ['导出', 'Exported'],
  backup: ['备份', 'Backup'],
  'vault-kept': ['留存号码', 'Number kept'],
  'vault-looked': ['查看号码', 'Number looked at'],
  'vault-removed': ['删除号码', 'Number removed'],
}

/** Names of details that a reader would not guess. */
export const DETAIL_WORDS: Readonly<Record<string, Word>> = {
  role: ['角色', 'role'],
  how: ['方式', 'by'],
  command: ['命令', 'command'],
  omitted: ['另有', 'and more'],
  from: ['原角色', 'was'],
  to: ['新角色', 'is'],
}

export const DETAIL_VALUES: Readonly<Record<string, Word>> = {
  ...ROLE_WORDS,
  kiosk: ['取号机', 'kiosk'],
  display: ['显示屏', 'display'],
  counter: ['窗口电脑', 'window computer'],
  pad: ['评价器', 'pad'],
  edge: ['前置机', 'edge'],
  standby: ['备机', 'standby'],
  password: ['密码', 'password'],
  sso: ['单点登录', 'single sign-on'],
  'first-code': ['一次性代码', 'one-time code'],
  'signed-out': ['退出', 'signed out'],
  quiet: ['无操作', 'quiet'],
  'day-over': ['到时', 'its day was over'],
  'another-place': ['在别处登录', 'signed in elsewhere'],
  'taken-back': ['被收回', 'taken back'],
  'wrong-password': ['密码不对', 'wrong password'],
  'counter-needed': ['不在窗口电脑', 'not at a window computer'],
  'not-linked': ['没有关联账号', 'not linked'],
  'own-role': ['改自己的权限', 'own rights'],
  'last-administrator': ['最后一位管理员', 'the last administrator'],
}

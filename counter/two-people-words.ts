/** 双人复核: what its card says, and why the hall says no. */
import type { Word } from '../client/language.ts'
import { learnProblems } from '../client/words.ts'

learnProblems({
  // Said by a sheet of its own: nothing went wrong.
  'waits-for-second': ['', ''],
  'nobody-to-agree': [
    '这个操作要两个人，现在没有另一位可以同意。请安全管理员先授权另一位，本人改好密码，半小时后再办理',
    'This takes two people and nobody else could agree: have another person given the duty, who chooses their own password, and ask again after half an hour',
  ],
  'too-many-open': [
    '您已有 5 项等待同意，请先等结果或撤回',
    'Five of yours wait already: see what becomes of them, or take one back',
  ],
  'last-two': [
    '双人复核至少要留两位能管账号的人，请先授权另一位',
    'Four eyes need two who can give rights: give another person the right first',
  ],
  'two-needed': [
    '系统和安全两项职责都要有两个人，而且密码是本人自己设的。请先添加人员，由本人在登录页改密码',
    'System and security need two people each, with passwords of their own: add them, and let them choose theirs at the sign-in page',
  ],
  'own-proposal': ['自己提出的，要由另一位同意', 'Somebody else has to agree to what you asked for'],
  'about-yourself': [
    '这与您本人的账号有关，要由另一位答复',
    'It is about your own account: somebody else has to answer it',
  ],
  'just-made': [
    '您的账号是提出人半小时内办理的，要由另一位同意',
    'Whoever asks gave you this account within half an hour: somebody else has to agree',
  ],
  'password-given': [
    '您的密码是别人设的，请先在登录页改成自己的',
    'Somebody else set your password: choose your own at the sign-in page first',
  ],
  'proposal-ended': ['这一项已经办理、撤回或过期', 'It was answered, taken back, or is too old'],
  'unknown-proposal': ['没有找到这一项', 'No such proposal'],
  'asker-gone': ['提出人已没有这项职责，没有执行', 'Whoever asked has no longer the duty: it was not done'],
  'changed-meanwhile': [
    '内容在提出后有变化，没有执行，请重新提出',
    'What it changes is not as it was: it was not done, ask again',
  ],
  'proposal-unreadable': ['版本不同，没有执行，请重新提出', 'Another version wrote it: it was not done, ask again'],
} satisfies Record<string, Word>)

export const TWO = {
  title: ['双人复核', 'Four eyes'],
  hint: [
    '更改登录策略、管理类账号、管理员的密码或动态口令、备机，由一人提出、另一位同职责人员同意后执行；30 分钟内有效，双方都记入安全日志',
    'Policy, administrators’ accounts, passwords and second factors, and standbys: one person asks, another with the same duty agrees within 30 minutes; both are in the security log',
  ],
  on: ['已启用', 'On'],
  off: ['未启用', 'Off'],
  turnOn: ['启用', 'Turn on'],
  turnOff: ['停用', 'Turn off'],
  onSure: [
    '启用后，这些操作都要两个人。停用也要另一位同意',
    'These acts then take two people, and so does turning it off',
  ],
  offSure: ['停用要由另一位同意', 'Somebody else has to agree to that'],
  nothing: ['没有等待同意的事项', 'Nothing waits'],
  submitted: ['已提交，等待同意', 'Waits for a second person'],
  submittedFor: [
    '{names}中的一位在 30 分钟内同意后生效。结果在“安全”页',
    'It is done when one of {names} agrees within 30 minutes. See the page Security',
  ],
  understood: ['知道了', 'Understood'],
  asked: ['{name}提出 · {time}', '{name} asked · {time}'],
  until: ['{time} 前有效', 'until {time}'],
  for: ['可由{names}同意', '{names} may agree'],
  agree: ['同意', 'Agree'],
  decline: ['不同意', 'Do not agree'],
  withdraw: ['撤回', 'Take back'],
  withdrawn: ['提出人撤回', 'Taken back by whoever asked'],
  agreeSure: ['同意后立即执行', 'It is done at once'],
  notNeeded: ['没有必要', 'Not needed'],
  notRight: ['内容不对', 'Not right'],
  askFirst: ['要先当面核实', 'To be asked in person first'],
  recent: ['一天内的结果', 'What became of others within a day'],
  when: ['时间', 'When'],
  what: ['事项', 'What'],
  asker: ['提出人', 'Asked by'],
  outcome: ['结果', 'Outcome'],
  second: ['复核人', 'Second person'],
  word: ['说明', 'Word'],
  waiting: ['{count} 项等待您同意', '{count} wait for you'],
} satisfies Record<string, Word>

export const STATES = {
  open: ['等待', 'Waits'],
  agreed: ['正在执行', 'Being done'],
  done: ['已执行', 'Done'],
  failed: ['没有执行', 'Not done'],
  declined: ['不同意', 'Not agreed to'],
  withdrawn: ['已撤回', 'Taken back'],
  expired: ['已过期', 'Too old'],
  unknown: ['结果不明，请核对', 'Not known: look'],
} satisfies Record<string, Word>

export const ACTS = {
  policy: ['更改登录策略', 'Change the policy'],
  'account-new': ['新账号', 'New account'],
  account: ['更改账号', 'Change an account'],
  'factor-end': ['停用动态口令', 'Take a second factor'],
  'standby-new': ['添加备机', 'Add a standby'],
  'standby-code': ['备机配对码', 'Code for a standby'],
  'standby-end': ['停用备机', 'Remove a standby'],
} satisfies Record<string, Word>

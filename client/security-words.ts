/** What people are told about passwords, rights and sessions. Loaded with the forms that can be refused so. */
import type { Word } from './language.ts'
import { learnProblems } from './words.ts'

learnProblems({
  'weak-password': ['密码太短，请按本厅规定的位数设置', 'Too short: this hall wants a longer password'],
  'password-common': [
    '这个密码太常见，或含有姓名，请换一个',
    'Everybody guesses this one first, or it holds the name: choose another',
  ],
  'password-simple': [
    '请至少用大写、小写、数字、符号中的三种',
    'Mix three of capitals, small letters, digits and signs',
  ],
  'password-used': ['这个密码以前用过，请换一个', 'This one was in use before: choose another'],
  'password-old': ['密码到期，请先换新密码', 'The password is too old: choose a new one first'],
  'own-password': [
    '自己的密码请在登录页用“改密码”，要先输入现在的密码',
    'Change your own password at the sign-in page, with the present one',
  ],
  'own-role': ['不能改自己的权限，请由另一位管理员办理', 'Nobody changes their own rights: ask another administrator'],
  'last-administrator': [
    '这是最后一位能管账号的人，请先授权另一位',
    'Nobody else could manage accounts then: give somebody else the right first',
  ],
  'no-secadmin': ['请先添加一位安全管理员', 'Add a security administrator first'],
  'policy-fixed': ['方案由服务器启动参数指定，不能在这里改', 'The profile is given where the server is started'],
  'number-taken': ['这个工号已用在别的账号上', 'Another account has this number'],
  'subject-taken': ['这个单点登录账号已关联别人', 'That sign-on is linked to another account'],
  'not-linked': [
    '单点登录成功，但没有关联本厅账号，请联系安全管理员',
    'Signed on, but no account of this hall is linked: ask the security administrator',
  ],
  'code-needed': ['还要输入动态口令', 'A one-time code is needed as well'],
  'ticket-old': ['时间太久，请返回重新开始', 'This took too long: go back and begin again'],
  'wrong-factor': [
    '动态口令不对或已用过，请等下一个。总不对时，看手机时间是否自动校准',
    'The code is wrong or was used: wait for the next. If none is right, look whether the telephone’s clock is',
  ],
  'factor-spent': [
    '动态口令试错太多，已锁住。请用恢复码登录，或请安全管理员停用',
    'Too many wrong codes: sign in with a recovery code, or ask the security administrator',
  ],
  'factor-unreadable': [
    '动态口令暂不能核对。请用恢复码登录，再重新启用',
    'Codes cannot be checked now: sign in with a recovery code, and set up anew',
  ],
  'factor-paired': [
    '窗口人员用已配对的窗口电脑，不需要动态口令',
    'The paired window computer is enough for window staff',
  ],
  'factor-asked': [
    '本厅要求使用动态口令，不能停用，可以更换',
    'This hall asks for it: change it, it cannot be removed',
  ],
  'factor-first': [
    '请先点右上角姓名，为自己启用动态口令，再要求别人',
    'Set up your own first (your name, top right), then ask it of others',
  ],
  'no-factor': ['没有启用动态口令', 'There is no second factor'],
  'own-factor': ['自己的动态口令请点右上角姓名办理', 'For your own, press your name at the top right'],
  'password-needed': ['请输入密码', 'Give your password'],
  'factor-needed': ['请先启用动态口令', 'Set up a second factor first'],
  'sso-off': ['本厅没有启用单点登录', 'This hall has no single sign-on'],
  'sso-failed': ['单点登录没有成功，请重试或用密码登录', 'Single sign-on failed: try again, or use your password'],
} satisfies Record<string, Word>)

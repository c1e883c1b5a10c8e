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
  'sso-off': ['本厅没有启用单点登录', 'This hall has no single sign-on'],
  'sso-failed': ['单点登录没有成功，请重试或用密码登录', 'Single sign-on failed: try again, or use your password'],
} satisfies Record<string, Word>)

/** What is said about second factors: one's own, and those of others on the page 安全. */
import type { Word } from '../client/language.ts'

export const FACTOR = {
  account: ['我的账号', 'My account'],
  title: ['动态口令', 'One-time code'],
  why: [
    '登录时除密码外，再输入手机上的 6 位动态口令。别人知道密码也进不来',
    'Beside the password you give six digits from your telephone, so a known password lets nobody in',
  ],
  asked: ['本厅要求您使用', 'This hall asks it of you'],
  off: ['未启用', 'Not set up'],
  on: ['已启用', 'Set up'],
  left: ['恢复码还剩 {count} 个', '{count} recovery codes left'],
  setUp: ['启用动态口令', 'Set up'],
  change: ['换手机或恢复码', 'New telephone or recovery codes'],
  remove: ['停用', 'Remove'],
  password: ['密码', 'Password'],
  code: ['动态口令或恢复码', 'One-time or recovery code'],
  next: ['下一步', 'Next'],
  back: ['返回', 'Back'],
  scan: ['用手机上的身份验证器扫一扫', 'Scan this with an authenticator'],
  scanHint: ['任何支持 TOTP 的身份验证器应用都可以，不用联网', 'Any application for TOTP will do; it needs no network'],
  typed: ['不能扫码时，手工输入密钥', 'Without a camera, type this key'],
  square: ['二维码', 'QR code'],
  six: ['输入应用显示的 6 位数字', 'Enter the six digits that it shows'],
  confirm: ['确认启用', 'Confirm'],
  codes: ['保存恢复码', 'Keep the recovery codes'],
  codesHint: [
    '手机丢了，用恢复码代替动态口令，每个只能用一次。只显示这一次，请打印或抄下，和手机分开放',
    'When the telephone is lost each of them opens once. They are shown this once: print or copy them, and keep them apart',
  ],
  codesPaper: ['一窗 动态口令恢复码 · {name}', 'Recovery codes · {name}'],
  print: ['打印', 'Print'],
  kept: ['已保存，继续', 'Kept: go on'],
  first: ['先启用动态口令', 'Set up a one-time code first'],
  firstHint: ['本厅要求登录时使用动态口令，启用后才能继续', 'This hall asks for it; you can go on once it is set up'],
} satisfies Record<string, Word>

export const FACTORS = {
  title: ['动态口令', 'One-time codes'],
  ask: ['动态口令要求', 'One-time codes are asked of'],
  offered: ['自愿启用', 'Nobody; whoever wants one'],
  administrators: ['管理人员必须', 'Managers and administrators'],
  everybody: ['除窗口外人人必须', 'Everybody but window staff'],
  hint: [
    '窗口人员在已配对的电脑登录，本身就是两道验证。单点登录由对方平台验证',
    'Window staff sign in at a paired computer, which is a second factor; single sign-on has its own',
  ],
  state: ['状态', 'State'],
  lacking: ['应启用，还没有', 'Asked, not set up'],
  paired: ['窗口电脑', 'Paired computer'],
  left: ['恢复码', 'Codes left'],
  lost: ['手机丢失', 'Telephone lost'],
  lostSure: [
    '停用 {name} 的动态口令并让其下线。请先当面核实本人',
    'Takes the second factor of {name} away and signs them out. Make sure first that it is they who ask',
  ],
  take: ['停用动态口令', 'Take it away'],
  counts: ['{set} 人已启用，{lacking} 人应启用还没有', '{set} have one; {lacking} lack one that is asked'],
} satisfies Record<string, Word>

/** What the page says that sets up the computer behind a screen. */
import type { Word } from '../client/language.ts'

export const P = {
  title: ['开机设置 · {name}', 'Start-up · {name}'],
  hint: [
    '照三步做完，这台电脑一开机就全屏打开本页，有声音，断网也能打开，浏览器退出会自己再开',
    'After three steps this computer opens the page by itself at every start: full screen, with sound, even offline',
  ],
  local: [
    '本页现在用本机地址 {origin} 打开，别的电脑打不开它。请先用大厅服务器的网络地址打开管理页，再下载',
    'This page was opened as {origin}, which no other computer can open. Open it by the server’s network address first',
  ],
  system: ['那台电脑用', 'That computer runs'],
  policy: ['第一步 装策略', 'Step 1: the policy'],
  trusts: [
    '策略里已带上大厅的根证书，装好后浏览器不再警告（Chromium 或 Chrome 128 以上；更旧的请另装“系统 → 网络与证书”里的根证书）',
    'It carries the hall’s root certificate, so the browser warns no more (Chromium or Chrome 128 and later; older ones need the root from System → Line installed)',
  ],
  authorityAway: [
    '没有取到大厅的根证书，策略里缺它。请关掉本页再打开一次',
    'The hall’s root certificate did not come and is missing below: close this and open it again',
  ],
  policyLinux: [
    '以管理员身份放到下面的目录（Google Chrome 是 /etc/opt/chrome/policies/managed/），重启浏览器后生效',
    'Put it into this folder as root (Google Chrome: /etc/opt/chrome/policies/managed/); it counts after a restart of the browser',
  ],
  policyWindows: [
    '下载后双击导入注册表，需要管理员；重启浏览器后生效',
    'Download and double-click it as an administrator; it counts after a restart of the browser',
  ],
  pair: ['第二步 配对', 'Step 2: pairing'],
  pairHint: [
    '生成配对码，在那台电脑上输入这一行，看到画面后关掉浏览器（Alt+F4）',
    'Make a code, type this line on that computer, and close the browser (Alt+F4) once the page is there',
  ],
  paired: ['已经配对过的不用再做', 'Not needed where it is paired already'],
  makeCode: ['生成配对码', 'Make a code'],
  code: ['配对码 {code}，{time} 前有效，只能用一次', 'Code {code}, valid until {time}, once'],
  address: ['或在那台电脑的浏览器里打开', 'or open there in its browser'],
  start: ['第三步 开机自动打开', 'Step 3: at every start'],
  startLinux: ['放到下面的目录，再输入这一行', 'Put it into this folder, then type this line'],
  startWindows: [
    '按 Win+R 输入 shell:startup，把文件放进打开的文件夹；电脑要设成开机自动登录',
    'Press Win+R, type shell:startup and put the file there; the computer must sign in by itself',
  ],
  download: ['下载 {name}', 'Download {name}'],
  folder: ['目录', 'Folder'],
  other: [
    '浏览器装在别处时，改文件里的程序路径',
    'Where the browser is installed elsewhere, change its path in the file',
  ],
} satisfies Record<string, Word>

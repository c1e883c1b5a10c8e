/** What the page of screens says. */
import type { Word } from '../client/language.ts'
import type { ScreenCondition, Sound } from '../hall/screen.ts'

export const CONDITION_WORDS: Readonly<Record<ScreenCondition, Word>> = {
  away: ['离线', 'Away'],
  asleep: ['没有画面', 'Asleep'],
  hidden: ['被遮住', 'Hidden'],
  mute: ['没有声音', 'Mute'],
  refused: ['显示不了', 'Cannot show'],
  behind: ['画面落后', 'Behind'],
  well: ['正常', 'Well'],
}

/** What to do about it. */
export const CONDITION_HINTS: Readonly<Record<ScreenCondition, Word | undefined>> = {
  away: ['检查电源、网络，看页面开着没有', 'Check power, network and its page'],
  asleep: ['唤醒或重启那台电脑，关掉睡眠', 'Wake or restart it; turn its sleep off'],
  hidden: ['关掉盖住它的窗口，或打开显示器', 'Close what covers it, or switch it on'],
  mute: ['触摸一次屏幕；想一直有声看开机设置', 'Touch it once; for good see “Start-up”'],
  refused: ['改好尺寸和距离，或少放些内容', 'Correct its size and distance, or show less'],
  behind: ['刷新页面；仍落后就检查网络', 'Reload the page, then check the network'],
  well: undefined,
}

/** What the trouble of a screen means, where we know its word. */
export const TROUBLE_WORDS: Readonly<Record<string, Word>> = {
  layout: ['按现在的尺寸和距离，字太小看不清', 'At this size and distance its text would be too small'],
  media: ['有图片或视频放不出来', 'A picture or film cannot be shown'],
}

export const SOUND_WORDS: Readonly<Record<Sound, Word>> = {
  on: ['有声', 'Sound on'],
  blocked: ['被浏览器拦住', 'Blocked'],
  broken: ['发不出声', 'Broken'],
  silent: ['不出声', 'Silent'],
}

export const SCREENS = {
  all: ['全部 {count}', 'All {count}'],
  troubled: ['要处理 {count}', 'To mend {count}'],
  allWell: ['所有屏幕都正常', 'Every screen is well'],
  none: ['还没有屏幕。到“设备”里添加取号机和显示屏，再回来', 'No screens yet: add kiosks and displays under “Devices”'],
  toDevices: ['去“设备”', 'To “Devices”'],
  speaks: ['播报中', 'Speaks'],
  maySpeak: ['候补', 'Standby'],
  newest: ['最新', 'Up to date'],
  stood: ['停在 {position}', 'Stands at {position}'],
  wholeHall: ['全厅', 'Whole hall'],
  mend: ['要处理', 'To mend'],
  unknownSize: ['尺寸未填', 'Size not set'],
  size: ['{inches}″ · {metres} m', '{inches}″ · {metres} m'],
  inchesOnly: ['{inches}″', '{inches}″'],
  pixels: ['{width} × {height} 点', '{width} × {height} px'],
  // The sheet of one screen.
  shows: ['画面', 'Picture'],
  sound: ['声音', 'Sound'],
  resolution: ['分辨率', 'Pixels'],
  secure: ['安全来源', 'Secure origin'],
  yes: ['是', 'Yes'],
  no: ['否：断网时打不开，屏幕会熄；见“开机设置”', 'No: it cannot open offline and may go dark; see “Start-up”'],
  lastSeen: ['最近联系', 'Last heard'],
  place: ['位置', 'Place'],
  settings: ['这块屏的设置', 'Settings of this screen'],
  inches: ['对角线（英寸）', 'Diagonal (inches)'],
  metres: ['从多远看（米）', 'Read from (metres)'],
  lowerEdge: ['画面下沿离地（毫米）', 'Lower edge above the floor (mm)'],
  face: ['显示', 'Shows'],
  calls: ['叫号', 'Calls'],
  entrance: ['入口导引', 'Way in'],
  voice: ['播报', 'Speaking'],
  voiceAuto: ['自动：每区只有一块屏出声', 'Automatic: one screen of each zone'],
  voiceOff: ['这块屏不出声', 'Never'],
  save: ['保存', 'Save'],
  saved: ['已保存，屏幕已照新设置显示', 'Saved; the screen shows it now'],
  usual: ['留空：按这类屏的常用值', 'Empty: as is usual for its kind'],
  provision: ['开机设置', 'Start-up'],
} satisfies Record<string, Word>

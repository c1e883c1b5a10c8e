/** What the manager reads of what will go wrong, what would help, and what helped. */
import type { Word } from '../client/language.ts'
import type { ActKind } from '../hall/advice/advised.ts'

export const ADVICE = {
  title: ['未来一小时', 'The next hour'],
  at: ['{time} 推算', 'reckoned {time}'],
  calm: ['预计没有人等候超过 {limit} 分钟。', 'Nobody is expected to wait longer than {limit} minutes.'],
  late: [
    '预计 {count} 人等候将超过 {limit} 分钟。',
    '{count} people are expected to wait longer than {limit} minutes.',
  ],
  ofThem: ['其中 {count} 人已在等候。', '{count} of them wait already.'],
  alreadyLate: ['已有 {count} 人超过 {limit} 分钟。', '{count} have waited longer than {limit} already.'],
  most: ['八成的人等候不超过 {minutes} 分钟。', 'Four in five wait no longer than {minutes} minutes.'],
  who: ['先后超时的人', 'Who will be late, first to last'],
  more: ['还有 {count} 人', '{count} more'],
  lateAt: ['{time} 超时', 'late at {time}'],
  acts: ['可以这样做', 'What would help'],
  noActs: [
    '没有一步就能见效的办法。请导办提前告知等候的人。',
    'No single act would help. Let a guide tell those who wait.',
  ],
  full: ['等候的人太多，无法逐一推算。请先增开窗口。', 'Too many wait to reckon with. Open windows first.'],
  loading: ['正在推算…', 'Reckoning…'],
  failed: [
    '暂时无法推算。连接恢复后自动继续。',
    'It cannot be reckoned now. It goes on by itself once the line is back.',
  ],
  gain: ['少 {people} 人超时，共少等 {minutes} 分钟', '{people} fewer late, {minutes} minutes less waiting'],
  shorter: ['共少等 {minutes} 分钟', '{minutes} minutes less waiting'],
  least: ['五次有四次不少于 {minutes} 分钟', 'at least {minutes} in four of five cases'],
  sitDown: ['按 5 分钟内有人到岗推算', 'if somebody sits there within 5 minutes'],
  doIt: ['照办', 'Do it'],
  done: ['已照办。{act}', 'Done. {act}'],
  opened: ['已开窗。请安排人员到{window}。', 'Opened. Send somebody to {window}.'],
} satisfies Record<string, Word>

export const ACTS: Record<ActKind, Word> = {
  help: ['{window}帮办{theme}', '{window} helps {theme}'],
  profile: ['{window}改用“{profile}”', '{window} works by “{profile}”'],
  resume: ['请{window}恢复办理', '{window} resumes'],
  open: ['开{window}', 'Open {window}'],
}

export const WHOLE_LIST: Word = ['{window}改为受理全部事项', '{window} takes its whole list']

export const SAVED = {
  title: ['照建议做了什么', 'Advice that was followed'],
  hint: ['把今天去掉这一步重排一遍，与实际安排相比', 'Today run again without the act, beside today as it was run'],
  sum: ['共少等 {minutes} 分钟', '{minutes} minutes less waiting'],
  none: ['今天还没有照建议做过', 'No advice was followed today'],
  time: ['时间', 'Time'],
  act: ['做法', 'Act'],
  until: ['到', 'Until'],
  still: ['仍在', 'still on'],
  saved: ['少等（分钟）', 'Minutes saved'],
  least: ['五次有四次不少于', 'Four in five at least'],
} satisfies Record<string, Word>

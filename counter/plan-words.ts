/** What the page 窗口测算 says. */
import { fill, type Word } from '../client/language.ts'
import type { Missed } from '../hall/plan/missed.ts'
import { halfHourText, percent } from './plan-figures.ts'

export const WEEKDAYS: readonly Word[] = [
  ['周一', 'Mon'],
  ['周二', 'Tue'],
  ['周三', 'Wed'],
  ['周四', 'Thu'],
  ['周五', 'Fri'],
  ['周六', 'Sat'],
  ['周日', 'Sun'],
]

export const PLAN = {
  weekday: ['星期', 'Day of the week'],
  targetBefore: ['目标：', 'Target: '],
  targetMiddle: ['% 的人在', '% are called within'],
  targetAfter: ['分钟内叫到', 'minutes'],
  share: ['多少人达标（%）', 'Share of people (%)'],
  minutes: ['等候分钟', 'Minutes of waiting'],
  run: ['测算', 'Reckon'],
  waiting: ['轮到它时显示', 'Shown as soon as it is simulated'],
  running: ['正在模拟 {done} / {all}', 'Simulating {done} of {all}'],
  edited: ['改过了，按“测算”重新算', 'Changed: press “Reckon”'],
  bad: [
    '件数填 0 到 10000 的数；比例填 50 到 99，分钟填 1 到 120',
    'Cases 0 to 10,000; share 50 to 99, minutes 1 to 120',
  ],
  reset: ['恢复', 'Reset'],
  print: ['打印', 'Print'],
  learned: [
    '按本厅 {days} 天的到号和办理时长',
    'From what this hall saw on {days} days: when people came and how long visits took',
  ],
  catalogue: [
    '还没有历史：按目录的日均件数和办理分钟数；一天里的忙闲借用华沙二十个大厅的实测',
    'No history yet: cases and minutes of the catalogue; the shape of the day as counted in twenty halls of Warsaw',
  ],
  assumed: [
    '人是成堆来的（半小时人数的方差是均值的 1.6 倍）；下班前取了号的都办完',
    'People come in clusters (variance 1.6 times the mean in a half hour); whoever holds a number at closing is served',
  ],
  theme: ['主题', 'Theme'],
  cases: ['件/天', 'Cases'],
  casesHint: ['这一天的件数，可以改', 'Numbers that day; may be changed'],
  perCase: ['每件', 'Each'],
  perCaseHint: [
    '一件平均占窗口多少分钟，含过号和换人的间隔',
    'Minutes a case keeps a window, no-shows and gaps included',
  ],
  minutesShort: ['{minutes} 分', '{minutes} min'],
  rule: ['按规则', 'By rule'],
  windows: ['窗口', 'No.'],
  inTime: ['达标', 'In time'],
  ruleHint: ['日均件数 ÷ {cases}，进一（蕉府办函〔2017〕25号）', 'Daily cases ÷ {cases}, rounded up'],
  withinHint: ['{minutes} 分钟内叫到的人占多少，模拟', 'Share called within {minutes} min, simulated'],
  set: ['现设', 'As set'],
  setHint: [
    '目录里以它为本主题的窗口；“通办”一行按这些窗口什么都办来算',
    'Windows of the catalogue that call it first; “together” as if they all took everything',
  ],
  erlang: ['公式', 'Erlang'],
  erlangHint: ['最忙的半小时，按 Erlang C', 'Busiest half hour, Erlang C'],
  need: ['要开', 'Needed'],
  simulated: ['模拟', 'Sim.'],
  needHint: ['最忙的半小时要几个窗口，模拟', 'Windows in the busiest half hour, simulated'],
  staff: ['排班', 'Staff'],
  staffHint: ['轮休排开后要几个人', 'People, breaks included'],
  apart: ['综合主题分设', 'Shared themes apart'],
  pooled: ['综合主题通办', 'Shared themes together'],
  people: ['{count} 人', '{count}'],
  dash: ['—', '—'],
  byHalfHour: ['{name}：每半小时要几个窗口', '{name}: windows by half hour'],
  within: ['{minutes} 分钟内叫到的人（%）', 'Called within {minutes} min (%)'],
  lineNeed: ['要开（模拟）', 'Needed (simulated)'],
  lineErlang: ['公式 Erlang C', 'Erlang C'],
  lineSet: ['现设', 'Set'],
  lineRoster: ['排班在岗', 'Rostered'],
  lineRule: ['按规则', 'By the rule'],
  lineTarget: ['目标', 'Target'],
  missed: ['规则没有看到的', 'What the rule misses'],
  roster: ['排班：{staff} 人', 'Roster: {staff} people'],
  shift: ['上班', 'On duty'],
  rest: ['轮休', 'Rest'],
  count: ['人数', 'People'],
  noRest: ['不休', 'None'],
  table: ['规则对照表：每天 25 到 2000 件', 'The rule from 25 to 2,000 cases a day'],
  tableHint: [
    '一天 7 小时、每件 15 分钟、15 分钟内叫到九成。忙时按平均的 1.27 倍。',
    'Seven hours, 15 min a case, nine in ten called within 15 min. Busy: 1.27 times the mean.',
  ],
  tableCases: ['件/天', 'Cases'],
  tableRule: ['规则 窗口/人员', 'Rule windows/staff'],
  tableFlat: ['通办要', 'Pooled need'],
  tablePeak: ['忙时要', 'Busy need'],
  tableWithin: ['规则达标', 'Rule meets'],
  tableSix: ['六个主题 规则', 'Six themes: rule'],
  tableSixFlat: ['六个主题要', 'Six: need'],
  tableSixPeak: ['忙时要', 'Busy need'],
  tableSixWithin: ['规则达标', 'Rule meets'],
  guides: ['导办：{floors} 层楼共 {needed} 人', 'Guides: {needed} on {floors} floors'],
  nothing: ['目录里还没有事项', 'The catalogue has no services yet'],
  figCases: ['这一天', 'That day'],
  figRule: ['按规则', 'By the rule'],
  figApart: ['分设要', 'Apart'],
  figPooled: ['通办要', 'Together'],
  figSaves: ['通办省', 'Sharing saves'],
  figStaff: ['窗口 · {staff} 人', 'windows · {staff} people'],
  figUnit: ['件', 'cases'],
  figHours: ['窗口 · 每天 {hours} 窗口小时', 'windows · {hours} window hours'],
} satisfies Record<string, Word>

const SENTENCES = {
  meets: [
    '按规则设 {windows} 个窗口够用：{within}% 的人在 {minutes} 分钟内叫到。',
    'The rule’s {windows} are enough: {within}% are called within {minutes} min.',
  ],
  short: [
    '按规则设 {windows} 个窗口，一天里 {within}% 的人在 {minutes} 分钟内叫到；{from}–{to} 不够，最多要 {most} 个。',
    'With the rule’s {windows}, {within}% are called within {minutes} min; {from}–{to} needs more, up to {most}.',
  ],
  spare: [
    '按规则设 {windows} 个窗口，最忙的半小时也只要 {most} 个。',
    'The rule gives {windows}; the busiest half hour needs {most}.',
  ],
  long: [
    '规则只数件数，不看时长：一件平均 {each} 分钟，一个窗口不停手一天也只办 {possible} 件，到不了 {cases} 件。',
    'The rule counts cases, not minutes: at {each} min each a window can do {possible} a day, not {cases}.',
  ],
  carried: [
    '{at} 按公式 {erlang} 个，模拟要 {need} 个：人成堆来，前面的队会留到后面。',
    'At {at} the formula says {erlang}, simulation {need}: people come in clusters and queues carry over.',
  ],
  fewStaff: [
    '按规则配 {rule} 人，排班要 {roster} 人，差 {gap} 人。',
    'The rule gives {rule} people, the roster needs {roster}: {gap} short.',
  ],
  manyStaff: [
    '按规则配 {rule} 人，排班 {roster} 人就盖住每个半小时，多 {gap} 人。',
    'The rule gives {rule} people; {roster} cover every half hour: {gap} to spare.',
  ],
  pooling: [
    '综合主题分设，要多开 {windows} 个窗口、每天多 {hours} 个窗口小时、多 {staff} 人。窗口数同按规则，平均等候：分设 {apart} 分钟，通办 {together} 分钟。',
    'Apart, the shared themes take {windows} more windows, {hours} more window hours a day and {staff} more people. With the rule’s windows the mean wait is {apart} min apart and {together} min together.',
  ],
} satisfies Record<string, Word>

/** With one place after the point, unless that is 0. */
export const tenth = (value: number): string => String(Math.round(value * 10) / 10)

/** A fact about the rule as a sentence. @param minutes of the target @param first half hour of the hall's day */
export const missedText = (missed: Missed, minutes: number, first: number): string => {
  const at = (halfHour: number): string => halfHourText(first + halfHour)
  switch (missed.kind) {
    case 'meets':
      return fill(SENTENCES.meets, { windows: missed.windows, within: percent(missed.within), minutes })
    case 'short':
      return fill(SENTENCES.short, {
        windows: missed.windows,
        within: percent(missed.within),
        minutes,
        from: at(missed.from),
        to: at(missed.to + 1),
        most: missed.most,
      })
    case 'spare':
      return fill(SENTENCES.spare, missed)
    case 'long':
      return fill(SENTENCES.long, { each: tenth(missed.minutes), possible: missed.possible, cases: missed.cases })
    case 'carried':
      return fill(SENTENCES.carried, { at: at(missed.at), erlang: missed.erlang, need: missed.need })
    case 'staff': {
      const { rule, roster } = missed
      return fill(roster > rule ? SENTENCES.fewStaff : SENTENCES.manyStaff, {
        rule,
        roster,
        gap: Math.abs(roster - rule),
      })
    }
    case 'pooling':
      return fill(SENTENCES.pooling, {
        windows: missed.windows,
        hours: tenth(missed.hours),
        staff: missed.staff,
        apart: tenth(missed.apart),
        together: tenth(missed.together),
      })
  }
}

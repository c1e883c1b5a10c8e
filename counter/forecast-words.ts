/** What the page 预测 says: how good the hall's own forecasts are, in plain words. */
import type { Word } from '../client/language.ts'

export const FORECAST = {
  today: ['今天', 'Today'],
  within: ['未超过上限', 'Within the upper end'],
  withinHint: [
    '等候没有超过号票上限的人。应有八成',
    'Waited no longer than the ticket’s upper end. Four in five should',
  ],
  error: ['平均误差', 'Mean error'],
  errorHint: ['实际等候与预计中间值相差多少', 'How far the real wait was from the middle of the forecast'],
  bias: ['偏差', 'Bias'],
  biasHint: ['正：实际更快。负：实际更久', 'Plus: sooner than said. Minus: later than said'],
  told: ['已叫到的人', 'Called so far'],
  toldHint: ['号票写了预计等候，并且已经叫到', 'Their ticket said how long, and they have been called'],
  open: ['还在等', 'Still waiting'],
  wait: ['实际等候', 'Real wait'],
  byHour: ['按取号时间', 'By hour of the ticket'],
  byService: ['按事项', 'By service'],
  days: ['前些日子', 'The days before'],
  hour: ['时段', 'Hour'],
  service: ['事项', 'Service'],
  day: ['日期', 'Day'],
  hourOf: ['{hour}:00', '{hour}:00'],
  minutes: ['{count} 分', '{count} min'],
  percent: ['{count}%', '{count}%'],
  none: [
    '今天还没有可核对的预计等候。号票写了预计等候的人叫到以后，这里就有数了。',
    'Nothing to check yet today. Figures come once people are called whose ticket said how long.',
  ],
  noDays: ['还没有前一天的记录。每天开厅时自动核对前一天。', 'No earlier day yet. Each opening checks the day before.'],
  few: [
    '今天叫到的人还少（{count} 人），结论还不稳。满 {least} 人再下判断。',
    'Only {count} called so far: too few to judge. Wait for {least}.',
  ],
  good: [
    '预计是可信的：每 10 人里约 {tenths} 人没有等过上限，和应有的 8 人相符。',
    'The forecasts can be trusted: about {tenths} in 10 waited no longer than said; it should be 8.',
  ],
  short: [
    '预计偏短：每 10 人里只有约 {tenths} 人没有等过上限，应有 8 人。请看哪个时段、哪些事项偏差最大，是否少开了窗口。系统明天会自动放宽。',
    'The forecasts are too short: only {tenths} in 10 waited no longer than said, instead of 8. Look for the hours and services with the largest bias, and for windows that were missing. Tomorrow they widen by themselves.',
  ],
  wide: [
    '预计偏宽：每 10 人里约 {tenths} 人没有等过上限，应有 8 人。没有人白等，但上限可以更准。系统明天会自动收紧。',
    'The forecasts are too wide: {tenths} in 10 waited no longer than said, instead of 8. Nobody is misled, but they could be closer. Tomorrow they narrow by themselves.',
  ],
  sooner: ['总体上，实际比预计快 {count} 分。', 'Overall, people are called {count} min sooner than said.'],
  later: ['总体上，实际比预计久 {count} 分。', 'Overall, people are called {count} min later than said.'],
  even: ['总体上不偏快，也不偏慢。', 'Overall neither too early nor too late.'],
  plotTitle: [
    '每个时段未超过上限的比例（横线是应有的八成）',
    'Share within the upper end by hour; the line is four in five',
  ],
} satisfies Record<string, Word>

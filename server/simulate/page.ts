/** What a simulation found, as one HTML file with its plots, that needs nothing else to be read or printed. */
import type { Comparison, Ran } from '../../hall/simulate/compare.ts'
import type { ManyDays } from '../../hall/simulate/many-days.ts'
import { type PlotAsked, plotOf } from '../../hall/simulate/plot.ts'
import { oneDecimal, percent } from './report.ts'

const MINUTE = 60_000
/** Lines are told apart by dashes as well as by colour. */
const STROKES = [
  { colour: '#44516a', dash: '2 4' },
  { colour: '#44516a', dash: 'none' },
  { colour: '#0b4f9e', dash: 'none' },
] as const

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (one) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[one] ?? one)

type Line = { readonly name: string; readonly values: readonly (number | null)[] }

const figure = (
  title: string,
  lines: readonly Line[],
  asked: Omit<PlotAsked, 'series' | 'width' | 'height'>,
): string => {
  const plot = plotOf({ ...asked, series: lines.map(({ values }) => values), width: 880, height: 260 })
  const { frame, width, height } = plot
  const strokeOf = (index: number) => STROKES[lines.length === 1 ? 2 : index] ?? STROKES[2]
  const strokes = plot.paths.map(
    (path, index) =>
      `<path d="${path}" fill="none" stroke="${strokeOf(index).colour}" stroke-width="2.5" stroke-dasharray="${strokeOf(index).dash}"/>`,
  )
  const across = plot.across.map(
    ({ y, text }) =>
      `<line x1="${frame.left}" x2="${frame.right}" y1="${y}" y2="${y}" stroke="#d5dbe6"/><text x="${frame.left - 8}" y="${y + 4}" text-anchor="end">${text}</text>`,
  )
  const along = plot.along.map(({ x, text }) => `<text x="${x}" y="${height - 8}" text-anchor="middle">${text}</text>`)
  const key = lines.map(
    ({ name }, index) =>
      `<span><svg width="28" height="8"><line x2="28" y1="4" y2="4" stroke="${strokeOf(index).colour}" stroke-width="2.5" stroke-dasharray="${strokeOf(index).dash}"/></svg>${escaped(name)}</span>`,
  )
  return `<figure><figcaption>${escaped(title)}</figcaption><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">${across.join('')}${along.join('')}${strokes.join('')}</svg><p class="key">${key.join('')}</p></figure>`
}

const tableOf = (rows: readonly (readonly string[])[]): string => {
  const [head = [], ...body] = rows.map((row) => row.map(escaped))
  const line = ([first = '', ...rest]: readonly string[]): string =>
    `<tr><th scope="row">${first}</th>${rest.map((cell) => `<td>${cell}</td>`).join('')}</tr>`
  return `<table><thead><tr>${head.map((cell) => `<th scope="col">${cell}</th>`).join('')}</tr></thead><tbody>${body.map(line).join('')}</tbody></table>`
}

const STYLE = `body{margin:0;padding:40px;background:#f4f6fa;color:#14213a;font:16px/1.6 "Noto Sans SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
main{max-width:960px;margin:auto}h1{font-size:28px;line-height:1.3;margin:0 0 4px}p.about{margin:0 0 24px;color:#44516a}
section,figure{margin:0 0 20px;padding:20px 24px;background:#fff;border:1px solid #d5dbe6;border-radius:12px;overflow-x:auto}
figcaption,h2{font-size:18px;font-weight:700;margin:0 0 12px}svg text{font-size:13px;fill:#44516a}figure>svg{width:100%;height:auto}
table{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:15px}th,td{padding:7px 8px;text-align:right;border-bottom:1px solid #d5dbe6;font-weight:400}
th:first-child{text-align:left}thead th{color:#44516a;font-size:13px;line-height:1.3;vertical-align:bottom}tbody th{font-weight:700}tbody tr:last-child>*{border-bottom:0}
.key{display:flex;gap:24px;margin:8px 0 0;font-size:14px;color:#44516a}.key span{display:flex;align-items:center;gap:8px}
@media print{body{padding:0;background:#fff}section,figure{break-inside:avoid}}`

const pageOf = (title: string, about: string, parts: readonly string[]): string =>
  `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><style>${STYLE}</style></head><body><main><h1>${escaped(title)}</h1><p class="about">${escaped(about)}</p>${parts.join('')}</main></body></html>\n`

/** @param about what was run: the file's name */
export const pageOfDays = (ran: ManyDays, about: string): string => {
  const rows = [{ name: '全部 All', ...ran.all }, ...ran.classes, ...ran.themes].map((row) => [
    row.name,
    String(row.called),
    String(row.uncalled),
    row.mean.toFixed(2) + (row.plusMinus === null ? '' : ` ±${row.plusMinus.toFixed(2)}`),
    ...[row.p50, row.p80, row.p90, row.p99, row.longest].map(oneDecimal),
    percent(row.within15),
  ])
  const head = [
    '',
    '已叫 Called',
    '未叫 Uncalled',
    '平均 Mean',
    'P50',
    'P80',
    'P90',
    'P99',
    '最久 Longest',
    '≤15 分 min',
  ]
  const at = { from: ran.halfHours[0]?.from ?? 0, step: 30 }
  return pageOf(
    '仿真结果 Simulation',
    `${about} · ${ran.days} 天 days · 种子 seed ${ran.seed} · 等候以分钟计 waits in minutes`,
    [
      `<section>${tableOf([head, ...rows])}</section>`,
      figure(
        '平均等候（分）Mean wait, min',
        [{ name: '平均等候 Mean wait', values: ran.halfHours.map(({ wait }) => wait) }],
        at,
      ),
      figure(
        '等候人数 People waiting',
        [{ name: '等候人数 Waiting', values: ran.halfHours.map(({ waiting }) => waiting) }],
        at,
      ),
      `<section><h2>窗口忙闲 Windows taken</h2>${tableOf([
        ['窗口 Window', ...ran.busy.map((_, index) => String(index + 1))],
        ['%', ...ran.busy.map((share) => (share * 100).toFixed(0))],
      ])}</section>`,
    ],
  )
}

/** @param midnight when the day began in the hall's zone, ms */
export const pageOfComparison = (day: string, comparison: Comparison, changes: boolean, midnight: number): string => {
  const { happened, base, changed, from, gain, offMs } = comparison
  const sides: readonly (readonly [string, Ran])[] = [
    ['实际 As it happened', happened],
    ['复算 Run again', base],
    ...(changes ? [['改变后 With the change', changed] as const] : []),
  ]
  const minutes = (ms: number): string => oneDecimal(ms / MINUTE)
  const rows = sides.map(([name, { all, classes, served, left, unserved }]) => [
    name,
    ...[all.meanMs, all.p50Ms, all.p90Ms, all.mostMs].map(minutes),
    percent(all.soon),
    minutes(classes.ordinary.meanMs),
    minutes(classes.priority.meanMs),
    String(served),
    String(left),
    String(unserved),
  ])
  const head = [
    '',
    '平均 Mean',
    'P50',
    'P90',
    '最久 Longest',
    '≤15 分 min',
    '普通 Ordinary',
    '优先 Priority',
    '已叫 Called',
    '离开 Left',
    '未叫 Uncalled',
  ]
  const begin = Math.round((from - midnight) / MINUTE)
  const words = [
    `复算与实际平均相差 ${minutes(offMs)} 分。Run again, a wait differs by ${minutes(offMs)} min on average.`,
    ...(changes
      ? [
          `平均等候变化 ${minutes(gain.meanMs)} 分（${gain.runs} 次，十次有八次在 ${minutes(gain.lowMs)} 到 ${minutes(gain.highMs)} 之间）。`,
          `The change moves the mean wait by ${minutes(gain.meanMs)} min over ${gain.runs} runs; eight in ten lie between ${minutes(gain.lowMs)} and ${minutes(gain.highMs)}.`,
        ]
      : []),
  ]
  return pageOf(`${day} 推演 What if`, '等候以分钟计 waits in minutes', [
    `<section>${tableOf([head, ...rows])}<p>${words.map(escaped).join('<br>')}</p></section>`,
    figure(
      '平均等候（分）Mean wait, min',
      sides.map(([name, { halfHours }]) => ({
        name,
        values: halfHours.map((ms) => (ms === null ? null : ms / MINUTE)),
      })),
      { from: begin, step: 30 },
    ),
    figure(
      '等候人数 People waiting',
      sides.map(([name, { queue }]) => ({ name, values: queue })),
      { from: begin, step: 5 },
    ),
  ])
}

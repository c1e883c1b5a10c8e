/** The figures as a table that says of each whether it reaches its target. */
import { type Figures, PAGES, type Page, rounded } from './figures.ts'

export type Row = {
  readonly what: string
  readonly measured: string
  /** What the twin did in the same run, where it did something. */
  readonly ceiling: string
  readonly target: string
  readonly verdict: 'pass' | 'MISSED' | ''
}

export const TARGETS = {
  issueRatio: 0.5,
  boardRatio: 1.6,
  growth: 1.3,
  restartMs: 1_000,
  /** The first picture of a slip, with its font, and every further one, ms. */
  firstPictureMs: 150,
  pictureMs: 15,
  /** KB of 1,000 bytes. */
  devicePage: 40,
  managerPage: 65,
  /** What reckoning may add to a call, ms. */
  reckoningMs: 2,
  /** Of the simulator, a second. */
  millionEvents: 3,
  /** Mean absolute error on the skills hall, minutes, and what a rollout costs, ms. */
  rolloutMae: 4.3,
  rolloutMs: 3,
} as const

const said = (good: boolean): 'pass' | 'MISSED' => (good ? 'pass' : 'MISSED')
const note = (what: string, measured: string, ceiling = ''): Row => ({
  what,
  measured,
  ceiling,
  target: '',
  verdict: '',
})
const atLeast = (what: string, value: number, limit: number): Row => ({
  ...note(what, String(value)),
  target: `≥ ${limit}`,
  verdict: said(value >= limit),
})
const atMost = (what: string, value: number, limit: number, unit = ''): Row => ({
  ...note(what, `${value}${unit}`),
  target: `≤ ${limit}${unit}`,
  verdict: said(value <= limit),
})

const issueRows = ({ issue, ceiling }: Figures): Row[] => {
  if (!issue) return []
  const twin = ceiling?.issue
  return [
    note('issue, 32 connections, 100 boards', `${issue.perSecond}/s`, twin && `${twin.perSecond}/s`),
    note('issue p50 · p99', `${issue.p50Ms} · ${issue.p99Ms} ms`, twin && `${twin.p50Ms} · ${twin.p99Ms} ms`),
    atLeast('issue, ours ÷ twin', issue.ceilingRatio, TARGETS.issueRatio),
  ]
}

const boardRows = ({ callToBoard, ceiling }: Figures): Row[] =>
  Object.entries(callToBoard ?? {}).flatMap(([screens, figures]) => {
    const twin = ceiling?.callToBoard?.[screens]
    const what = `call → last of ${screens} board${screens === '1' ? '' : 's'}`
    const row = note(
      `${what} p50 · p99${twin ? `, ${(twin.messageBytes / 1_000).toFixed(1)} KB each` : ''}`,
      `${figures.p50Ms} · ${figures.p99Ms} ms`,
      twin && `${twin.p50Ms} · ${twin.p99Ms} ms`,
    )
    const ratio = `${what}, p99 ÷ twin`
    const middle = twin ? note(`${what}, p50 ÷ twin`, String(rounded(figures.p50Ms / twin.p50Ms))) : []
    // Only the thousand has a target: with few screens the parts of a millisecond are those of the machine.
    return [
      row,
      middle,
      screens === '1000'
        ? atMost(ratio, figures.ceilingRatio, TARGETS.boardRatio)
        : note(ratio, String(figures.ceilingRatio)),
    ].flat()
  })

const growthRows = ({ growth }: Figures): Row[] => {
  if (!growth) return []
  const curve = (act: 'issue' | 'callNext') =>
    Object.entries(growth.costUs)
      .map(([waiting, cost]) => `${waiting}: ${cost[act]}`)
      .join('  ')
  return [
    note('issue in memory, µs by waiting', curve('issue')),
    atMost('issue, 20,000 ÷ 0 waiting', growth.issue, TARGETS.growth),
    atMost('the same through the door and the disk', growth.door.issue, TARGETS.growth),
    note('call-next in memory, µs by waiting', curve('callNext')),
    atMost('call-next, 20,000 ÷ 20 waiting', growth.callNext, TARGETS.growth),
    atMost('the same through the door and the disk', growth.door.callNext, TARGETS.growth),
  ]
}

const paperRows = ({ paper }: Figures): Row[] => {
  if (!paper) return []
  const { text, raster } = paper
  const press = (mode: string, { pressP50Ms, pressP99Ms }: typeof text) =>
    note(`press → last byte at a TCP printer, ${mode}, p50 · p99`, `${pressP50Ms} · ${pressP99Ms} ms`)
  return [
    note('ticket as text: bytes · first · then', `${text.bytes} · ${text.firstMs} · ${text.medianMs} ms`),
    note('ticket as picture: bytes', String(raster.bytes)),
    atMost('ticket as picture, the first with its font', raster.firstMs, TARGETS.firstPictureMs, ' ms'),
    atMost('ticket as picture, median of the next', raster.medianMs, TARGETS.pictureMs, ' ms'),
    press('text', text),
    press('picture', raster),
  ]
}

const reckoningRows = ({ reckoning }: Figures): Row[] => {
  if (!reckoning) return []
  const { plans, calm, busy } = reckoning
  return [
    note('call → 1 board p50 · p99, nothing else to do', `${calm.p50Ms} · ${calm.p99Ms} ms`),
    note(`the same while ${plans} plans are reckoned`, `${busy.p50Ms} · ${busy.p99Ms} ms`),
    atMost(
      'what reckoning adds to a call, p50',
      rounded(Math.max(0, busy.p50Ms - calm.p50Ms)),
      TARGETS.reckoningMs,
      ' ms',
    ),
  ]
}

const simulateRows = ({ simulate }: Figures): Row[] =>
  simulate
    ? [
        atLeast('simulator with policy and skills, million events/s', simulate.millionEvents, TARGETS.millionEvents),
        atLeast('the same with help thresholds', simulate.withHelp, TARGETS.millionEvents),
      ]
    : []

const forecastRows = ({ forecast }: Figures): Row[] => {
  if (!forecast) return []
  const { waited, meanWait, closedMae, closedMs, coverage80 } = forecast
  return [
    note('skills hall after ten days: waits, mean', `${waited}, ${meanWait} min`),
    atMost('rollout, mean absolute error', forecast.rolloutMae, TARGETS.rolloutMae, ' min'),
    atMost('rollout, one ticket', forecast.rolloutMs, TARGETS.rolloutMs, ' ms'),
    note('rollout, waits within the P80', String(coverage80)),
    note('closed form, error · cost', `${closedMae} min · ${closedMs} ms`),
  ]
}

const limitOf = (page: Page): number => (page === 'manager' ? TARGETS.managerPage : TARGETS.devicePage)

export const rowsOf = (figures: Figures): Row[] => {
  const { restartMs, kilobytes } = figures
  return [
    ...issueRows(figures),
    ...boardRows(figures),
    ...growthRows(figures),
    ...(restartMs === undefined ? [] : [atMost('restart on a full day', restartMs, TARGETS.restartMs, ' ms')]),
    ...paperRows(figures),
    ...reckoningRows(figures),
    ...simulateRows(figures),
    ...forecastRows(figures),
    ...(kilobytes ? PAGES.map((page) => atMost(`script of ${page}`, kilobytes[page], limitOf(page), ' KB')) : []),
  ]
}

const HEADS: Row = { what: 'what', measured: 'hall', ceiling: 'twin', target: 'target', verdict: '' }

/** The rows under one another in columns. */
export const tableOf = (rows: readonly Row[]): string => {
  const all = [HEADS, ...rows].map(({ what, measured, ceiling, target, verdict }) => [
    what,
    measured,
    ceiling,
    target,
    verdict,
  ])
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((cells) => cells[column]?.length ?? 0)))
  return all
    .map((cells) => `  ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
    .join('\n')
}

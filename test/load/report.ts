/** The figures of a load as a table that says of each whether it keeps its bound (SPEC Z13). */
import type { BurstFigures } from './burst.ts'
import type { DayFigures } from './day.ts'
import type { LeakFigures } from './leaks.ts'

export type Row = { readonly what: string; readonly measured: string; readonly bound: string; readonly kept: boolean }

/** A value on a screen within a second, a ticket before anybody looks up; what a small hall server has. */
export const BOUNDS = {
  p99Ms: 150,
  boardP99Ms: 1_000,
  /** After its death the server stands (fault table), and then every screen shows the present (Z10). */
  restartMs: 2_000,
  presentMs: 3_000,
  rssMb: 250,
  /** Of a whole day, with the fonts of its papers, its copies, the second disk and all its tickets in memory. */
  dayRssMb: 400,
  daySeconds: 600,
  loopP99Ms: 50,
  heapSlopeMb: 1,
  walMb: 64,
  /** Of descriptors, sockets and timers: what a moment adds and takes away again. */
  left: 5,
} as const

const note = (what: string, measured: string | number): Row => ({
  what,
  measured: String(measured),
  bound: '',
  kept: true,
})
const atMost = (what: string, value: number, bound: number, unit = ''): Row => ({
  what,
  measured: `${value}${unit}`,
  bound: `≤ ${bound}${unit}`,
  kept: value <= bound,
})

export const burstRows = (burst: BurstFigures): Row[] => [
  note('spoken', burst.tls ? 'TLS, under the hall’s own authority' : 'plain HTTP'),
  note('screens, connected after', `${burst.screens}, ${burst.connectMs} ms`),
  note('tickets, calls', `${burst.tickets} at ${burst.perSecond}/s, ${burst.calls}`),
  note('ticket p50 · longest', `${burst.p50Ms} · ${burst.maxMs} ms`),
  atMost('ticket p99', burst.p99Ms, BOUNDS.p99Ms, ' ms'),
  note('all boards p50', `${burst.boardP50Ms} ms`),
  atMost('all boards p99', burst.boardP99Ms, BOUNDS.boardP99Ms, ' ms'),
  note('frames to a screen each second', burst.framesPerScreen),
  atMost(`errors${burst.firstError === undefined ? '' : ` (${burst.firstError})`}`, burst.errors, 0),
  atMost('memory at its most', burst.rssMb, BOUNDS.rssMb, ' MB'),
  note('event loop p99', `${burst.loopP99Ms} ms`),
  note('processor time of the server', `${burst.busySeconds} s`),
  atMost('kill -9: the server stands after', burst.restartMs, BOUNDS.restartMs, ' ms'),
  atMost('then all screens are present after', burst.presentMs, BOUNDS.presentMs, ' ms'),
  note('tries of a screen for that', burst.triesPerScreen),
]

export const leakRows = (leaks: LeakFigures): Row[] => [
  note('waves of screens', `${leaks.waves} × ${leaks.screens}`),
  note('heap after each, MB', leaks.heapMb.join(' ')),
  atMost('heap slope a wave after the third', leaks.heapSlopeMb, BOUNDS.heapSlopeMb, ' MB'),
  atMost('sockets left', leaks.sockets, BOUNDS.left),
  atMost('timers left', leaks.timers, BOUNDS.left),
  atMost('descriptors left', leaks.descriptors, BOUNDS.left),
  atMost('write-ahead log at its most', leaks.walMb, BOUNDS.walMb, ' MB'),
  note('event loop p99 at its worst', `${leaks.loopP99Ms} ms`),
  atMost('errors', leaks.errors, 0),
]

export const dayRows = (day: DayFigures): Row[] => [
  note('the day', `${day.windows} windows, ${day.screens} screens, ${day.printers} printers`),
  atMost(`lived in, at ${day.speed} times the pace`, day.tookSeconds, BOUNDS.daySeconds, ' s'),
  note('numbers given · served', `${day.issued} · ${day.served}`),
  atMost('left waiting', day.left, 0),
  ...day.faults.flatMap(({ fault, backMs, withinMs, screensMs }) => [
    atMost(`fault: ${fault}`, backMs, withinMs, ' ms'),
    ...(screensMs === undefined
      ? []
      : [atMost('  all screens present', screensMs, withinMs + BOUNDS.presentMs, ' ms')]),
  ]),
  ...day.skipped.map(({ fault, why }) => note(`SKIPPED: ${fault}`, why)),
  note('sent again', day.resent),
  note('papers', `${day.papers}, ${day.slips} of them tickets`),
  atMost('lost', day.lost, 0),
  atMost(`done twice${day.firstDuplicate === undefined ? '' : ` (${day.firstDuplicate})`}`, day.duplicates, 0),
  atMost(`findings of verify${day.firstFinding === undefined ? '' : ` (${day.firstFinding})`}`, day.findings, 0),
  atMost('printed and not in the ledger', day.strayPapers, 0),
  atMost('files open at the end of a process, more than at its beginning', day.files, BOUNDS.left),
  note('heap at its most', `${day.heapMb} MB`),
  atMost('memory at its most', day.rssMb, BOUNDS.dayRssMb, ' MB'),
  atMost('write-ahead log at its most', day.walMb, BOUNDS.walMb, ' MB'),
  atMost('event loop p99 at its worst', day.loopP99Ms, BOUNDS.loopP99Ms, ' ms'),
  note('event loop, longest', `${day.loopMaxMs} ms`),
  atMost(`errors${day.firstError === undefined ? '' : ` (${day.firstError})`}`, day.errors, 0),
]

export const tableOf = (rows: readonly Row[]): string => {
  const wide = Math.max(...rows.map(({ what }) => what.length)) + 2
  return rows
    .map(({ what, measured, bound, kept }) =>
      `${what.padEnd(wide)}${measured.padEnd(18)} ${bound}${kept ? '' : '  MISSED'}`.trimEnd(),
    )
    .join('\n')
}

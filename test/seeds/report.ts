/** The figures of many lives, and the words for them. */
import type { Caught, Lives } from './lives.ts'

export type Report = {
  readonly seeds: number
  readonly firstSeed: number
  readonly virtualHours: number
  readonly seedsPerSecond: number
  readonly events: number
  readonly counted: Readonly<Record<string, number>>
  readonly broken: { readonly seed: number; readonly what: string } | null
  readonly planted: Readonly<Record<string, { readonly caughtAfter: number; readonly by: string } | 'missed'>>
}

const HOUR_MS = 3_600_000

export const reportOf = (firstSeed: number, lives: Lives, caught: readonly Caught[]): Report => ({
  seeds: lives.lives,
  firstSeed,
  virtualHours: Math.round((lives.virtualMs / HOUR_MS) * 10) / 10,
  seedsPerSecond: Math.round(lives.lives / (lives.tookMs / 1_000)),
  events: lives.events,
  counted: lives.counted,
  broken: lives.broken ?? null,
  planted: Object.fromEntries(
    caught.map(({ planted, seeds, what }) => [
      planted,
      what === undefined ? 'missed' : { caughtAfter: seeds, by: what },
    ]),
  ),
})

/** Nothing broke, and every planted bug was caught. */
export const isClean = ({ broken, planted }: Report): boolean =>
  broken === null && Object.values(planted).every((end) => end !== 'missed')

export const tableOf = (report: Report): string => {
  const rows: (readonly [string, string | number])[] = [
    ['seeds lived', report.seeds],
    ['from seed', report.firstSeed],
    ['virtual hours', report.virtualHours],
    ['seeds a second', report.seedsPerSecond],
    ['events', report.events],
    ...Object.entries(report.counted).sort(([a], [b]) => (a < b ? -1 : 1)),
    ...Object.entries(report.planted).map(
      ([bug, end]) =>
        [
          `planted ${bug}`,
          end === 'missed' ? 'MISSED' : `caught after ${end.caughtAfter}: ${end.by.slice(0, 90)}`,
        ] as const,
    ),
    ['broken', report.broken?.what ?? 'nothing'],
  ]
  return rows.map(([name, value]) => `${name.padEnd(26)}${String(value)}`).join('\n')
}

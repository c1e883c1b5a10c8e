/** Halls as a manager may publish them in the course of a day: every rule that changes what a command does, both ways. */
import type { Catalogue, NoShowRule, Rules } from '../../hall/catalogue.ts'
import {
  richCatalogue,
  smallCatalogue,
  withoutCounter,
  withoutService,
  withRules,
  withService,
} from '../kit/small-catalogue.ts'
import { tideCatalogue } from '../kit/tide-catalogue.ts'

/** Who stands in for whom: everybody at the hall's own windows has somebody. */
const BACKUPS: Readonly<Record<string, readonly string[]>> = {
  '1': ['2', '3'],
  '2': ['1', '4'],
  '3': ['1', '2'],
  '4': ['2'],
  '5': ['3'],
}

const rules: Rules = {
  ...richCatalogue.rules,
  window: { confirmArrival: true, choose: true, override: true, idleMinutes: 3 },
  ratingDays: 2,
  kioskGrounds: ['elderly', 'disabled'],
  maskedNames: true,
  offlineNumbers: 6,
}

/** The hall of tides, in which every window has its B岗, and one matter asks whose it is. */
export const fullHall: Catalogue = {
  ...withService('A-02', { identity: true }, tideCatalogue),
  rules,
  counters: tideCatalogue.counters.map((counter) => {
    const backups = BACKUPS[counter.id]
    return backups ? { ...counter, backups } : counter
  }),
}

const ruled = (change: Partial<Rules>): Catalogue => withRules(change, fullHall)
const missing = (noShow: Partial<NoShowRule>): Catalogue => ruled({ noShow: { ...rules.noShow, ...noShow } })

/** Without a window, and without it in the lists of those for whom it stood in. */
const closedWindow = (id: string): Catalogue => {
  const left = withoutCounter(id, fullHall)
  const counters = left.counters.map((counter) =>
    counter.backups ? { ...counter, backups: counter.backups.filter((other) => other !== id) } : counter,
  )
  return { ...left, counters }
}

/** The last cannot be published. */
export const CATALOGUES: readonly Catalogue[] = [
  fullHall,
  smallCatalogue,
  withoutService('A-02', fullHall),
  closedWindow('3'),
  closedWindow('4'),
  ruled({ window: { confirmArrival: false, choose: true, override: true, idleMinutes: 1 } }),
  ruled({ window: { confirmArrival: false, choose: false, override: false, idleMinutes: 0 } }),
  ruled({ calls: { limit: 2, gapSeconds: 5 }, noShow: { mode: 'keep', returnMinutes: 60, placesDown: 1, times: 3 } }),
  missing({ mode: 'void' }),
  missing({ mode: 'void-after-calls' }),
  missing({ mode: 'places-down', placesDown: 2, times: 2 }),
  {
    ...fullHall,
    themes: fullHall.themes.map((theme) =>
      theme.id === 'A'
        ? { ...theme, noShow: { mode: 'places-down', returnMinutes: 0, placesDown: 1, times: 1 } }
        : theme,
    ),
  },
  ruled({ creditMinutes: { ordinary: 2, priority: 5, appointment: 30 } }),
  ruled({ rate: { ordinary: 1, priority: 4, appointment: 2 } }),
  ruled({ creditMinutes: { ordinary: 0, priority: 1_440, appointment: 1_440 } }),
  { ...richCatalogue, rules },
  ruled({ classPrefix: { ...rules.classPrefix, priority: 'W' }, ratingDays: 1 }),
  { ...smallCatalogue, zones: [] },
]

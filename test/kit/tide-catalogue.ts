/** The rich hall whose second window changes its way of working by the hour, and helps where people wait too long. */
import type { Catalogue, Counter } from '../../hall/catalogue.ts'
import type { HelpRule, WorkProfile } from '../../hall/profile.ts'
import { richCatalogue } from './small-catalogue.ts'

/** 按等候先后: everything on the list of window 2, by score alone. */
export const longest: WorkProfile = {
  id: 'longest',
  name: '按等候先后',
  own: ['A'],
  help: ['B'],
  order: 'longest',
  helpWhen: [],
}

/** Theme B is called first once somebody waits over ten minutes, or more than three wait, until one is left. */
export const FLOOD: HelpRule = {
  theme: 'B',
  overMinutes: 10,
  overWaiting: 3,
  whenIdle: false,
  first: true,
  untilWaiting: 1,
}

export const tide: WorkProfile = {
  id: 'tide',
  name: '潮汐',
  own: ['A'],
  help: [],
  order: 'own-first',
  helpWhen: [FLOOD],
}

/** Helps theme B only while nobody waits for its own, and after them. */
export const aside: WorkProfile = {
  id: 'aside',
  name: '闲时协助',
  own: ['A'],
  help: [],
  order: 'own-first',
  helpWhen: [{ theme: 'B', overWaiting: 1, whenIdle: true, first: false, untilWaiting: 0 }],
}

/** One service alone. */
export const narrow: WorkProfile = {
  id: 'narrow',
  name: '只办设立',
  own: ['A'],
  help: [],
  services: ['A-01'],
  order: 'own-first',
  helpWhen: [],
}

export const PROFILES: readonly WorkProfile[] = [longest, tide, aside, narrow]

/** A catalogue with one of its windows otherwise. */
export const withWindow = (id: string, change: Partial<Counter>, from: Catalogue): Catalogue => ({
  ...from,
  counters: from.counters.map((counter) => (counter.id === id ? { ...counter, ...change } : counter)),
})

/** The rich hall with these profiles, none of them followed yet. */
export const profiled: Catalogue = { ...richCatalogue, profiles: PROFILES }

/** Window 2 begins the day by the longest wait, has tides from ten on, and helps when idle from two on. */
export const tideCatalogue: Catalogue = withWindow(
  '2',
  {
    profile: 'longest',
    plan: [
      { from: '10:00', profile: 'tide' },
      { from: '14:00', profile: 'aside' },
    ],
  },
  profiled,
)

/** A demonstration: people made, the hall opened whatever the hour, and everybody at work. */
import { businessDay } from '../../hall/calendar.ts'
import type { Counter } from '../../hall/catalogue.ts'
import type { RefusalCode } from '../../hall/refusal.ts'
import type { Clock } from '../clock.ts'
import type { LiveHall } from '../live-hall.ts'
import { type Log, reasonOf } from '../log.ts'
import type { People } from '../people/people.ts'
import { openArrivals } from './arrivals.ts'
import { openAsking } from './ask.ts'
import { type Cast, hireCast } from './cast.ts'
import { seeded } from './chance.ts'
import { openCitizens } from './citizens.ts'
import { putToWork } from './clerks.ts'
import { type Demo, SPEED_AT_FIRST } from './demo.ts'
import { type Entrances, openEntrances } from './entrances.ts'
import { openGuides } from './guides.ts'
import { openPace } from './pace.ts'

/** People who wait when the first screen is opened, besides those who are called at once. */
const WAITING_AT_FIRST = 25
/** How often the demo looks whether a new day has begun, ms of the hall's clock. */
const LOOK_EVERY_MS = 1_000

export type DemoOptions = {
  readonly live: LiveHall
  readonly people: People
  readonly clock: Clock
  readonly log: Log
  /** The same seed gives the same people, doing the same. */
  readonly seed: number
  readonly speed?: number
}

export type RunningDemo = Demo & {
  /** Makes the people and lets them begin. The hall has a catalogue and no manager yet. */
  readonly begin: () => Promise<void>
  /** What the hall said no to, by code. */
  readonly refusals: ReadonlyMap<RefusalCode, number>
}

/** The window left to the visitor, and those with simulated clerks. */
const share = (counters: readonly Counter[]): { visitor: Counter; worked: readonly Counter[] } => {
  const [visitor, ...worked] = counters.filter((counter) => counter.own.length + counter.help.length > 0)
  if (!visitor) throw new Error('A demonstration needs a window that calls: the catalogue in force has none.')
  return { visitor, worked }
}

export const openDemo = ({ live, people, clock, log, seed, speed = SPEED_AT_FIRST }: DemoOptions): RunningDemo => {
  const chance = seeded(seed)
  const pace = openPace(clock, speed, (error) => log('error', 'demo-act-failed', { reason: reasonOf(error) }))
  const { ask, refusals } = openAsking(live, chance, log)
  const stops: (() => void)[] = [pace.stop]
  let entrances: Entrances | undefined
  let cast: Cast | undefined

  const begin = async (): Promise<void> => {
    const { catalogue } = live.hall()
    if (!catalogue) throw new Error('A demonstration needs a catalogue in force.')
    const { visitor, worked } = share(catalogue.counters)
    entrances = await openEntrances({ live, people, clock }, catalogue, visitor)
    const hired = await hireCast(people, catalogue, worked)
    cast = hired
    const parts = { live, ask, cast: hired, chance, pace }
    const citizens = openCitizens(parts)
    const arrivals = openArrivals(parts, citizens)

    /** Opens a day that has begun. A hall that a visitor closed by hand stays closed for that day. */
    const openDay = async (): Promise<void> => {
      const hall = live.hall()
      const today = businessDay(clock.now(), catalogue.hall.timeZone)
      if (hall.day !== today) await ask(await hired.manager(), { type: 'OpenHall' })
      pace.afterReal(LOOK_EVERY_MS, openDay)
    }
    await openDay()
    await arrivals.crowd(WAITING_AT_FIRST + worked.length)
    arrivals.begin()
    stops.push(
      citizens.stop,
      openGuides(parts, citizens),
      ...hired.posts.map((post) => putToWork(post, parts, citizens)),
      live.listen((events) => {
        if (events.some(({ event }) => event.type === 'CataloguePublished')) arrivals.begin()
      }),
    )
  }

  return {
    begin,
    refusals,
    describe: () => ({ links: entrances?.links() ?? [], staff: entrances?.staff ?? [], speed: pace.speed() }),
    simulates: (machine) => cast?.machines.has(machine) ?? false,
    setSpeed: pace.setSpeed,
    stop: () => {
      for (const stop of stops) stop()
    },
  }
}

/** Who comes when, and takes which number where. */
import { minuteOf } from '../../hall/calendar.ts'
import type { CommandOf } from '../../hall/commands.ts'
import { matterRefused } from '../../hall/decide-issue.ts'
import type { ServiceId, ThemeId } from '../../hall/ids.ts'
import { waitingInTheme } from '../../hall/queue.ts'
import type { Citizens, Parts } from './citizens.ts'
import { busyAt, PEAK } from './day-shape.ts'
import { AT_KIOSK, allThere, drawGround, drawPerson, drawWay, type Way } from './habits.ts'

const MINUTE = 60_000

/**
 * Up to the first everybody joins a queue, past the second nobody does, and between them fewer and fewer: a theme whose
 * windows a visitor left empty or closed settles at a queue that can be looked at.
 */
const WAITING_FINE = 10
const WAITING_MAX = 40

export type Arrivals = {
  /** Lets this many come at once, spread over the themes as over a day. */
  readonly crowd: (people: number) => Promise<void>
  /** Lets people of every theme come from now on. Asking again only adds themes that are new. */
  readonly begin: () => void
}

export const openArrivals = ({ live, ask, cast, chance, pace }: Parts, citizens: Pick<Citizens, 'came'>): Arrivals => {
  const expected = new Set<ThemeId>()

  /** The working day of the catalogue in force, ms of demo time; the demo hall goes through one after another. */
  const dayMs = (): number => {
    const hours = live.hall().catalogue?.hours
    return hours ? (minuteOf(hours.close) - minuteOf(hours.open)) * MINUTE : 8 * 60 * MINUTE
  }

  /** A booked time a little ahead, in the minutes that a visitor sees pass. */
  const slotSoon = (): number => Math.round(live.hall().at + (chance.between(0, 10) * MINUTE) / pace.speed())

  const joins = (waiting: number): boolean =>
    waiting <= WAITING_FINE || chance.happens((WAITING_MAX - waiting) / (WAITING_MAX - WAITING_FINE))

  /** What somebody asks for besides a number for one matter. */
  const wishOf = (way: Way, service: ServiceId, near: readonly ServiceId[]): Partial<CommandOf<'IssueTicket'>> => {
    const about = live.hall().lookup.services.get(service)
    const others = near.filter((other) => other !== service && !matterRefused(live.hall(), other))
    const grounds = live.hall().catalogue?.rules.kioskGrounds ?? []
    switch (way) {
      case 'kiosk':
        return {}
      case 'card':
        return { person: drawPerson(chance) }
      case 'declared':
        return grounds.length > 0 ? { class: 'priority', ground: chance.pick(grounds) } : {}
      case 'several':
        return others.length > 0 ? { more: [chance.pick(others)] } : {}
      case 'priority':
        return { class: 'priority', ground: drawGround(chance) }
      case 'appointment':
        return { class: 'appointment', slot: slotSoon() }
      case 'checked':
        return { person: drawPerson(chance), ...(about?.checklist.length ? { materials: allThere(about) } : {}) }
    }
  }

  /** Takes a number: most at a kiosk, with a ground or an appointment at the guide desk. */
  const arrive = async (theme: ThemeId): Promise<void> => {
    const hall = live.hall()
    const services = hall.lookup.servicesOfTheme.get(theme) ?? []
    if (!hall.open || services.length === 0 || !joins(waitingInTheme(hall, theme))) return
    const ticket = chance.id()
    const service = chance.pick(services)
    const way = drawWay(chance)
    const atKiosk = AT_KIOSK.includes(way)
    const wish = wishOf(way, service, services)
    // A kiosk asks for the card where it must know whose matter it is (T23).
    const asks = [service, ...(wish.more ?? [])].some((matter) => hall.lookup.services.get(matter)?.identity)
    const person = atKiosk && asks ? { person: drawPerson(chance) } : {}
    const at = atKiosk ? chance.pick(cast.kiosks) : cast.guide
    const reply = await ask(await at(), { type: 'IssueTicket', ticket, service, ...person, ...wish })
    if (reply?.ok && reply.secret !== undefined) citizens.came(ticket, reply.secret)
  }

  /** The next of a theme: a Poisson process at the rate of the busiest hour, of which quieter hours let fewer in. */
  const expect = (theme: ThemeId): void => {
    const cases = live.hall().lookup.themes.get(theme)?.dailyCases ?? 0
    if (cases === 0) {
      expected.delete(theme)
      return
    }
    expected.add(theme)
    pace.after(chance.gap(dayMs() / (cases * PEAK)), async () => {
      if (chance.happens(busyAt(pace.now() / dayMs()) / PEAK)) await arrive(theme)
      expect(theme)
    })
  }

  return {
    crowd: async (people) => {
      const themes = (live.hall().catalogue?.themes ?? []).map(({ id, dailyCases }) => [id, dailyCases] as const)
      for (let came = 0; came < people && themes.length > 0; came += 1) await arrive(chance.weighted(themes))
    },
    begin: () => {
      for (const theme of live.hall().lookup.themes.keys()) if (!expected.has(theme)) expect(theme)
    },
  }
}

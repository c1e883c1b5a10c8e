/**
 * The skills hall: thirteen windows with two themes each, six themes, three hundred numbers a day in the profile of real
 * halls, visits of a lognormal length, three in twenty with precedence. It is run by the real heart: commands are decided
 * and events folded, so what is learnt here is learnt as a hall learns it.
 */
import type { Actor } from '../../hall/actor.ts'
import { type Catalogue, type Counter, type Service, type Theme, TICKET_CLASSES } from '../../hall/catalogue.ts'
import type { Intent } from '../../hall/commands.ts'
import { decide } from '../../hall/decide.ts'
import { evolve } from '../../hall/evolve.ts'
import { emptyHall, type Hall } from '../../hall/hall.ts'
import type { CounterId, Instant, ServiceId, TicketId } from '../../hall/ids.ts'
import { type Draws, drawsOf } from '../../hall/simulate/random.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** 08:30 in Shanghai on a Monday. */
const FIRST_DAY = Date.parse('2026-03-02T00:30:00Z')
const LETTERS = ['A', 'B', 'C', 'D', 'E', 'F'] as const
const SHARES = [0.3, 0.25, 0.15, 0.12, 0.1, 0.08] as const
/** Numbers by half hour from opening ÷ the mean: ten days of twenty service halls in Warsaw, 08:00–16:00. */
const PROFILE = [1.22, 0.84, 0.86, 0.96, 1.07, 1.21, 1.23, 1.27, 1.2, 1.21, 1.14, 1.07, 1.0, 0.91, 0.63, 0.2] as const
/** Two themes for each of thirteen windows: so many for each pair. */
const PAIRS: readonly (readonly [first: number, second: number])[] = [
  ...[
    [0, 1],
    [0, 2],
    [0, 3],
    [0, 4],
    [0, 5],
    [0, 1],
    [0, 2],
  ],
  ...[
    [1, 2],
    [1, 3],
    [1, 4],
    [1, 5],
    [2, 3],
    [4, 5],
  ],
] as const
/** The profile, stretched over the seven hours in which numbers are given. */
const STEP_MS = (7 * 60 * MINUTE) / PROFILE.length
const PER_DAY = 300
const PRIORITY = 0.15
const SERVICE = { minutes: 15, cv: 0.8 } as const

const theme = (letter: string): Theme => ({
  ...(smallCatalogue.themes[0] as Theme),
  id: letter,
  letter,
  name: `主题${letter}`,
  nameEn: `Theme ${letter}`,
  zone: 'z1',
  dailyCases: 50,
})

const service = (letter: string): Service => ({
  ...(smallCatalogue.services[0] as Service),
  id: `${letter}-01`,
  theme: letter,
  // What a new hall guesses; the truth is to be learnt.
  expectedMinutes: 10,
})

const counter = ([first, second]: readonly [number, number], index: number): Counter => ({
  id: String(index + 1),
  name: String(index + 1),
  zone: 'z1',
  role: 'comprehensive',
  own: [LETTERS[first] ?? 'A', LETTERS[second] ?? 'A'],
  help: [],
})

export const skillsCatalogue: Catalogue = {
  ...smallCatalogue,
  themes: LETTERS.map(theme),
  services: LETTERS.map(service),
  counters: PAIRS.map(counter),
  hours: { weekdays: [1, 2, 3, 4, 5, 6, 7], open: '08:30', close: '16:30' },
  rules: {
    ...smallCatalogue.rules,
    creditMinutes: { ordinary: 0, priority: 30, appointment: 30 },
    window: { ...smallCatalogue.rules.window, confirmArrival: false },
  },
}

const SYSTEM: Actor = { role: 'system', id: 'test' }
const GUIDE: Actor = { role: 'guide', id: 'g', name: '甲' }
const clerk = (id: CounterId): Actor => ({ role: 'window', id: `w${id}`, name: '乙', counter: id })

/** A hall that time passes in. */
export type SkillsHall = { readonly hall: Hall; readonly draws: Draws; now: Instant; commands: number; day: number }

export const skillsHall = (seed: number): SkillsHall => ({
  hall: emptyHall('small'),
  draws: drawsOf(seed, 'skills hall'),
  now: FIRST_DAY,
  commands: 0,
  day: 0,
})

const ask = (at: SkillsHall, intent: Intent, actor: Actor): void => {
  at.commands += 1
  const decision = decide({ ...intent, id: `c${at.commands}` }, at.hall, {
    now: at.now,
    actor,
    secret: `s${at.commands}`,
    workingDay: () => '2026-12-31',
  })
  if (!decision.ok) throw new Error(`${intent.type} is refused: ${decision.refusal.code}`)
  for (const event of decision.events) {
    const day = event.type === 'HallOpened' ? event.day : (at.hall.day ?? '')
    const position = at.hall.position + 1
    evolve(at.hall, { hall: at.hall.id, position, day, at: at.now, actor, command: `c${at.commands}`, event })
  }
}

type Coming = { readonly at: Instant; readonly service: ServiceId; readonly priority: boolean }

/** Everybody of a day, by a Poisson process whose rate follows the profile. */
const comingOn = (day: Instant, draws: Draws): Coming[] => {
  const sum = PROFILE.reduce((all, half) => all + half, 0)
  return PROFILE.flatMap((half, index) => {
    const perMs = (PER_DAY * half) / sum / STEP_MS
    const from = day + index * STEP_MS
    const found: Coming[] = []
    for (let at = from + draws.exponential(1 / perMs); at < from + STEP_MS; at += draws.exponential(1 / perMs)) {
      let pick = draws.next()
      const index = SHARES.findIndex((share) => {
        pick -= share
        return pick < 0
      })
      found.push({
        at: Math.floor(at),
        service: `${LETTERS[Math.max(0, index)]}-01`,
        priority: draws.happens(PRIORITY),
      })
    }
    return found
  })
}

/** What a test looks at: a number was just issued, or just called. */
export type Look = {
  readonly issued?: (hall: Hall, ticket: TicketId) => void
  readonly called?: (hall: Hall, ticket: TicketId, waitMs: number) => void
}

/** Lives through one day: everybody comes, is called as soon as a window is free, and is served. */
export const liveADay = (at: SkillsHall, look: Look = {}): void => {
  const opens = FIRST_DAY + at.day * DAY
  at.day += 1
  at.now = opens
  if (!at.hall.catalogue) ask(at, { type: 'PublishCatalogue', catalogue: skillsCatalogue }, SYSTEM)
  ask(at, { type: 'OpenHall' }, SYSTEM)
  for (const { id } of skillsCatalogue.counters) ask(at, { type: 'OpenCounter', counter: id }, clerk(id))
  const ends = new Map<CounterId, Instant>()
  const callAt = (counter: CounterId): void => {
    const tier = at.hall.takes.get(counter) ?? []
    const someWait = tier.some(({ services }) =>
      services.some((id) => TICKET_CLASSES.some((name) => waits(at.hall, id, name))),
    )
    if (!someWait) return
    ask(at, { type: 'CallNext', counter }, clerk(counter))
    const ticket = at.hall.tickets.get(at.hall.counters.get(counter)?.ticket ?? '')
    if (!ticket) return
    look.called?.(at.hall, ticket.id, at.now - ticket.issuedAt)
    ends.set(counter, at.now + Math.ceil(at.draws.lognormal(SERVICE.minutes * MINUTE, SERVICE.cv)))
  }
  const endUntil = (until: Instant): void => {
    for (;;) {
      const [next] = [...ends].sort(([, a], [, b]) => a - b)
      if (!next || next[1] > until) return
      const [counter, end] = next
      at.now = end
      ends.delete(counter)
      const ticket = at.hall.counters.get(counter)?.ticket
      if (ticket !== undefined)
        ask(at, { type: 'CompleteTicket', counter, ticket, outcome: 'immediate' }, clerk(counter))
      callAt(counter)
    }
  }
  let count = 0
  for (const { at: moment, service: wanted, priority } of comingOn(opens, at.draws)) {
    endUntil(moment)
    at.now = moment
    count += 1
    const ticket = `d${at.day}t${count}`
    const asked = { type: 'IssueTicket', ticket, service: wanted } as const
    ask(at, priority ? { ...asked, class: 'priority', ground: 'elderly' } : asked, GUIDE)
    look.issued?.(at.hall, ticket)
    for (const { id } of skillsCatalogue.counters) if (at.hall.counters.get(id)?.ticket === undefined) callAt(id)
  }
  endUntil(Number.POSITIVE_INFINITY)
  ask(at, { type: 'CloseHall' }, SYSTEM)
}

const waits = (hall: Hall, id: ServiceId, name: (typeof TICKET_CLASSES)[number]): boolean => {
  const line = hall.lines.get(id)?.[name].placed
  return line !== undefined && line.places.length > line.head
}

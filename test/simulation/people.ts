/** What people ask in a simulated hall: mostly what makes sense there and then, often enough what does not. */
import type { Actor } from '../../hall/actor.ts'
import { type Catalogue, OUTCOMES, OUTCOMES_WITH_REASON } from '../../hall/catalogue.ts'
import { type CommandType, GRADES, type Intent, PAUSE_REASONS, PRIORITY_GROUNDS } from '../../hall/commands.ts'
import type { CounterState } from '../../hall/counter.ts'
import type { Hall } from '../../hall/hall.ts'
import type { Status } from '../../hall/ticket.ts'
import {
  counterMachine,
  display,
  guide,
  holderOf,
  inspector,
  kiosk,
  manager,
  padAt,
  staffAt,
  timekeeper,
  usualActor,
} from '../kit/actors.ts'
import { minutes } from '../kit/hand-clock.ts'
import type { Random } from '../kit/random.ts'
import { smallCatalogue, withoutCounter, withoutService, withRules } from '../kit/small-catalogue.ts'

export type Wish = { readonly intent: Intent; readonly actor: Actor }

const { rules } = smallCatalogue

/** Catalogues that a manager publishes in the course of a day; the last cannot be. */
const CATALOGUES: readonly Catalogue[] = [
  smallCatalogue,
  withoutService('A-02'),
  withoutCounter('4', withoutService('C-01')),
  withoutCounter('3'),
  withRules({ calls: { limit: 2, gapSeconds: 5 }, noShow: { returnMinutes: 60, placesDown: 1, times: 3 } }),
  withRules({ creditMinutes: { ordinary: 0, priority: 5, appointment: 30 } }),
  withRules({ classPrefix: { ...rules.classPrefix, priority: 'W' } }),
  { ...smallCatalogue, zones: [] },
]

const COUNTERS = ['1', '2', '3', '4', 'desk', '77']
const SERVICES = ['A-01', 'A-02', 'B-01', 'B-02', 'C-01', 'X-01']
const REASONS = ['孩子发烧', '取材料', '窗口不对']

const TYPES: readonly CommandType[] = [
  'OpenHall',
  'CloseHall',
  'PublishCatalogue',
  'OpenCounter',
  'PauseCounter',
  'CloseCounter',
  'CallNext',
  'CallTicket',
  'RecallTicket',
  'StartServing',
  'CompleteTicket',
  'MarkNoShow',
  'ParkTicket',
  'IssueTicket',
  'TransferTicket',
  'ReturnTicket',
  'CancelTicket',
  'ReprintTicket',
  'RateVisit',
]

/** Any command at all about anything, existing or not. */
const anything = (random: Random, hall: Hall): Intent => {
  const counter = random.pick(COUNTERS)
  const service = random.pick(SERVICES)
  const ticket = hall.issued.length > 0 && random.chance(0.9) ? random.pick(hall.issued) : 'nobody'
  const here = { counter, ticket }
  const type = random.pick(TYPES)
  switch (type) {
    case 'OpenHall':
      return { type }
    case 'CloseHall':
      // A hall that closes all the time has no day to simulate.
      return random.chance(0.1) ? { type, force: random.chance(0.5) } : { type: 'OpenHall' }
    case 'PublishCatalogue':
      return { type, catalogue: random.pick(CATALOGUES) }
    case 'OpenCounter':
    case 'CloseCounter':
    case 'CallNext':
      return { type, counter }
    case 'PauseCounter':
      return { type, counter, reason: random.pick(PAUSE_REASONS) }
    case 'CallTicket':
      return { type, ...here, ...(random.chance(0.5) ? { reason: random.pick(REASONS) } : {}) }
    case 'RecallTicket':
    case 'StartServing':
    case 'MarkNoShow':
      return { type, ...here }
    case 'CompleteTicket':
      return { type, ...here, outcome: random.pick(OUTCOMES) }
    case 'ParkTicket':
      return { type, ...here, reason: random.pick(REASONS) }
    case 'IssueTicket': {
      const other = random.chance(0.4) ? { class: random.pick(['priority', 'appointment'] as const) } : {}
      return { type, ticket: random.chance(0.5) ? ticket : `any${random.int(1_000_000_000)}`, service, ...other }
    }
    case 'TransferTicket':
      return { type, ticket, service, reason: random.pick(REASONS) }
    case 'CancelTicket':
      return { type, ticket, reason: random.pick(REASONS) }
    case 'ReturnTicket':
    case 'ReprintTicket':
      return { type, ticket }
    case 'RateVisit':
      return {
        type,
        ticket,
        secret: random.chance(0.5) ? 'guess' : (hall.tickets.get(ticket)?.secret ?? ''),
        grade: random.pick(GRADES),
      }
  }
}

const anybody = (random: Random): Actor => {
  const counter = random.pick(COUNTERS)
  return random.pick([
    timekeeper,
    manager,
    guide,
    inspector,
    kiosk,
    display,
    counterMachine(counter),
    padAt(counter),
    staffAt(counter),
    holderOf('nobody'),
  ])
}

const someOf = (hall: Hall, status: Status): string[] =>
  hall.issued.filter((id) => hall.tickets.get(id)?.status === status)

/** What the person at a window does next, by what is in front of them. */
const atWindow = (random: Random, hall: Hall, { id, status, ticket }: CounterState): Intent => {
  const counter = id
  if (status !== 'open') return { type: 'OpenCounter', counter }
  const seated = ticket === undefined ? undefined : hall.tickets.get(ticket)
  if (seated?.status === 'called') {
    const here = { counter, ticket: seated.id }
    const { limit = 1 } = hall.catalogue?.rules.calls ?? {}
    if (random.chance(0.1)) return { type: 'ParkTicket', ...here, reason: random.pick(REASONS) }
    // One in three does not come.
    const stays = seated.number % 3 === 0
    if (!stays) return { type: 'StartServing', ...here }
    const again = seated.calls < limit && !random.chance(0.1)
    return { type: again ? 'RecallTicket' : 'MarkNoShow', ...here }
  }
  if (seated) {
    const here = { counter, ticket: seated.id }
    if (random.chance(0.15)) return { type: 'ParkTicket', ...here, reason: random.pick(REASONS) }
    if (random.chance(0.1))
      return { type: 'TransferTicket', ticket: seated.id, service: random.pick(SERVICES), reason: random.pick(REASONS) }
    const outcome = random.pick(OUTCOMES)
    const reason = OUTCOMES_WITH_REASON.includes(outcome) && random.chance(0.9) ? { reason: random.pick(REASONS) } : {}
    return { type: 'CompleteTicket', ...here, outcome, ...reason }
  }
  const parked = someOf(hall, 'parked')
  const waiting = someOf(hall, 'waiting')
  if (parked.length > 0 && random.chance(0.3)) return { type: 'CallTicket', counter, ticket: random.pick(parked) }
  if (waiting.length > 0 && random.chance(0.1))
    return { type: 'CallTicket', counter, ticket: random.pick(waiting), reason: random.pick(REASONS) }
  if (random.chance(0.04)) return { type: 'PauseCounter', counter, reason: random.pick(PAUSE_REASONS) }
  return random.chance(0.02) ? { type: 'CloseCounter', counter } : { type: 'CallNext', counter }
}

const arrival = (random: Random, now: number, ticket: string): Intent => {
  const issue = { type: 'IssueTicket', ticket, service: random.pick(SERVICES.slice(0, 5)) } as const
  if (random.chance(0.7)) return issue
  return random.chance(0.5)
    ? { ...issue, class: 'priority', ground: random.pick(PRIORITY_GROUNDS) }
    : { ...issue, class: 'appointment', slot: now + (random.int(60) - 20) * minutes(1) }
}

/** What somebody does about a ticket away from a window. */
const aboutTicket = (random: Random, hall: Hall): Wish | undefined => {
  const done = someOf(hall, 'completed')
  if (done.length > 0 && random.chance(0.5)) {
    const ticket = random.pick(done)
    const known = hall.tickets.get(ticket)
    const intent: Intent = { type: 'RateVisit', ticket, secret: known?.secret ?? '', grade: random.pick(GRADES) }
    const pad = known && 'counter' in known && random.chance(0.5) ? padAt(known.counter) : holderOf(ticket)
    return { intent, actor: pad }
  }
  const missed = someOf(hall, 'no-show')
  if (missed.length > 0 && random.chance(0.6))
    return { intent: { type: 'ReturnTicket', ticket: random.pick(missed) }, actor: guide }
  const waiting = someOf(hall, 'waiting')
  if (waiting.length === 0) return undefined
  const ticket = random.pick(waiting)
  const intent = random.pick<Intent>([
    { type: 'CancelTicket', ticket, reason: random.pick(REASONS) },
    { type: 'ReprintTicket', ticket },
    { type: 'TransferTicket', ticket, service: random.pick(SERVICES), reason: random.pick(REASONS) },
  ])
  return { intent, actor: intent.type === 'CancelTicket' && random.chance(0.5) ? holderOf(ticket) : guide }
}

/** The next thing somebody wants of this hall. `mint` gives a fresh ticket id. */
export const nextWish = (random: Random, hall: Hall, now: number, today: string, mint: () => string): Wish => {
  const asked = (intent: Intent): Wish => ({
    intent,
    actor: random.chance(0.03) ? anybody(random) : usualActor(intent),
  })
  if (!hall.catalogue && random.chance(0.8)) return asked({ type: 'PublishCatalogue', catalogue: smallCatalogue })
  if ((!hall.open || (hall.day ?? '') < today) && random.chance(0.5)) return asked({ type: 'OpenHall' })
  if (random.chance(0.12)) return asked(anything(random, hall))
  if (random.chance(0.01)) return asked({ type: 'PublishCatalogue', catalogue: random.pick(CATALOGUES) })
  if (random.chance(0.003)) return asked({ type: 'CloseHall', force: random.chance(0.5) })
  if (random.chance(0.3)) return asked(arrival(random, now, mint()))
  const counters = [...hall.counters.values()].filter(({ id }) => id !== 'desk' || random.chance(0.2))
  const about = counters.length === 0 || random.chance(0.25) ? aboutTicket(random, hall) : undefined
  if (about) return about
  return asked(counters.length > 0 ? atWindow(random, hall, random.pick(counters)) : arrival(random, now, mint()))
}

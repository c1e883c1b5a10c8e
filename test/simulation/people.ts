/** What people ask in a simulated hall: mostly what makes sense there and then, often enough what does not. */
import type { Actor } from '../../hall/actor.ts'
import { noShowRule, OUTCOMES, OUTCOMES_WITH_REASON } from '../../hall/catalogue.ts'
import {
  BAD_GRADES,
  COMPLAINT_REASONS,
  GRADES,
  type Intent,
  PAUSE_REASONS,
  PRIORITY_GROUNDS,
  QUESTION_CHANNELS,
} from '../../hall/commands.ts'
import type { CounterState } from '../../hall/counter.ts'
import { vacantSince } from '../../hall/decide-counter.ts'
import { type Hall, themeOf } from '../../hall/hall.ts'
import type { TicketId, TicketSecret } from '../../hall/ids.ts'
import type { Status, Ticket } from '../../hall/ticket.ts'
import { toSwitch } from '../../server/timekeeper.ts'
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
import { anything, aPerson, COUNTERS, perhaps, QUESTIONS, REASONS, SERVICES, ticks, transferOf } from './anything.ts'
import { CATALOGUES, fullHall } from './catalogues.ts'

export type Wish = { readonly intent: Intent; readonly actor: Actor }
/** A paper in somebody's hand, of whatever day. */
export type Paper = { readonly ticket: TicketId; readonly secret: TicketSecret }

/** What there is to wish about. */
export type Scene = {
  readonly hall: Hall
  readonly now: number
  readonly today: string
  readonly papers: readonly Paper[]
  /** A fresh ticket id. */
  readonly mint: () => TicketId
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

const asked = (intent: Intent, actor: Actor = usualActor(intent)): Wish => ({ intent, actor })

const someOf = (hall: Hall, status: Status): string[] =>
  hall.issued.filter((id) => hall.tickets.get(id)?.status === status)

const checklist = (hall: Hall, service: string): string[] =>
  (hall.lookup.services.get(service)?.checklist ?? []).map(({ name }) => name)

/** The end of a visit, or of its leg. */
const completion = (random: Random, hall: Hall, counter: string, { id, service }: Ticket): Intent => {
  const outcome = random.pick(OUTCOMES)
  const needed = OUTCOMES_WITH_REASON.includes(outcome) ? 0.9 : 0.1
  return {
    type: 'CompleteTicket',
    counter,
    ticket: id,
    outcome,
    ...perhaps(random, { reason: random.pick(REASONS) }, needed),
    ...perhaps(random, { materials: ticks(random, checklist(hall, service)) }, 0.2),
    ...perhaps(random, { cases: 1 + random.int(4) }, 0.2),
  }
}

/** What a clerk does about who is in front, besides calling and finishing. */
const aside = (random: Random, { hall, now }: Scene, counter: string, { id, service }: Ticket): Wish => {
  const here = { counter, ticket: id }
  const reason = random.pick(REASONS)
  const clerk = staffAt(counter)
  const away = { counter, reason: random.pick(PAUSE_REASONS), destination: '三楼', note: '材料在左边' }
  return random.pick<() => Wish>([
    () => asked({ type: 'ParkTicket', ...here, reason, ...perhaps(random, { until: now + minutes(5) }) }),
    () => asked({ type: 'RequeueTicket', ...here, reason }),
    () => asked({ type: 'PauseCounter', ...away, handOver: true }, clerk),
    () => asked({ type: 'PauseCounter', ...away, handOver: true }, random.chance(0.8) ? clerk : manager),
    () => asked({ type: 'CorrectService', ...here, service: random.pick(SERVICES.slice(0, 4)) }),
    () => asked(transferOf(random, id, random.pick(SERVICES), now), clerk),
    () => asked(transferOf(random, id, service, now), clerk),
    () => asked({ type: 'AddMatter', ticket: id, service: random.pick(SERVICES) }, clerk),
    () => asked({ type: 'CheckMaterials', ticket: id, materials: ticks(random, checklist(hall, service)) }, clerk),
    () => asked({ type: 'NameVisitor', ticket: id, person: aPerson(random) }, clerk),
    () => asked({ type: 'GiveNotice', service, kind: 'guide', ticket: id }, clerk),
    // Somebody else sits down at the window, whoever is in front.
    () => asked({ type: 'OpenCounter', counter }, { role: 'window', id: `relief${counter}`, name: '替岗', counter }),
  ])()
}

/** A clerk with nobody in front. */
const atFreeWindow = (random: Random, { hall, now, mint }: Scene, counter: string): Wish => {
  const away = [...hall.counters.values()].filter(
    ({ id, status }) =>
      status !== 'open' && (hall.lookup.counters.get(id)?.backups?.includes(counter) || random.chance(0.1)),
  )
  const parked = someOf(hall, 'parked')
  const waiting = someOf(hall, 'waiting')
  const reason = random.pick(REASONS)
  if (away.length > 0 && random.chance(0.4)) return asked({ type: 'TakeOver', counter, from: random.pick(away).id })
  if (parked.length > 0 && random.chance(0.25))
    return asked({ type: 'CallTicket', counter, ticket: random.pick(parked), ...perhaps(random, { reason }, 0.3) })
  if (waiting.length > 0 && random.chance(0.1))
    return asked({ type: 'CallTicket', counter, ticket: random.pick(waiting), reason, override: random.chance(0.6) })
  if (random.chance(0.08))
    return asked({ type: 'ServeDirectly', counter, ticket: mint(), service: random.pick(SERVICES), reason })
  if (random.chance(0.05)) {
    const back = perhaps(random, { backAt: now + minutes(10), destination: '二楼' })
    return asked({ type: 'PauseCounter', counter, reason: random.pick(PAUSE_REASONS), ...back })
  }
  return asked(random.chance(0.06) ? { type: 'CloseCounter', counter } : { type: 'CallNext', counter })
}

const withCalled = (random: Random, { hall }: Scene, counter: string, ticket: Ticket & { calls: number }): Wish => {
  const here = { counter, ticket: ticket.id }
  const rules = hall.catalogue?.rules
  const mode = rules && noShowRule(themeOf(hall, ticket.service), rules).mode
  // One in three does not come.
  if (ticket.number % 3 !== 0)
    return rules?.window.confirmArrival !== true && random.chance(0.6)
      ? asked(completion(random, hall, counter, ticket))
      : asked({ type: 'StartServing', ...here })
  const again = mode !== 'void' && ticket.calls < (rules?.calls.limit ?? 1) && !random.chance(0.1)
  return asked({ type: again ? 'RecallTicket' : 'MarkNoShow', ...here })
}

/** What the person at a window does next, by what is in front of them. */
const atWindow = (random: Random, scene: Scene, { id: counter, status, ticket }: CounterState): Wish => {
  const { hall } = scene
  // Undoing is what a hand does that slipped a moment ago.
  if (hall.acts.has(counter) && random.chance(0.25)) return asked({ type: 'UndoAct', counter })
  if (status !== 'open')
    return random.chance(0.4) ? asked({ type: 'OpenCounter', counter }) : aroundTickets(random, scene)
  const seated = ticket === undefined ? undefined : hall.tickets.get(ticket)
  if (!seated) return atFreeWindow(random, scene, counter)
  if (random.chance(0.3)) return aside(random, scene, counter, seated)
  if (seated.status === 'called') return withCalled(random, scene, counter, seated)
  return asked(completion(random, hall, counter, seated))
}

/** Somebody comes: with one matter or several, some with precedence, some from whom the desk sees the checklist first. */
const arrival = (random: Random, { hall, now, mint }: Scene): Wish => {
  const service = random.pick(SERVICES.slice(0, 5))
  const more = SERVICES.slice(0, 5).filter((other) => other !== service && random.chance(0.3))
  const matters = perhaps(random, { more }, more.length > 0 ? 0.25 : 0)
  const seen = perhaps(random, { materials: ticks(random, checklist(hall, service)) }, 0.15)
  const asks = [service, ...('more' in matters ? matters.more : [])].some(
    (id) => hall.lookup.services.get(id)?.identity,
  )
  const proxy = perhaps(random, { proxy: aPerson(random) }, 0.2)
  const shown = perhaps(random, { person: aPerson(random), ...proxy }, asks ? 0.9 : 0.1)
  const named = perhaps(random, { maskedName: '欧阳*' }, 0.05)
  const issue = { type: 'IssueTicket', ticket: mint(), service, ...matters, ...seen, ...shown, ...named } as const
  const desk = 'materials' in issue ? guide : undefined
  if (random.chance(0.7)) return asked(issue, desk)
  if (random.chance(0.1)) return asked({ ...issue, again: true }, guide)
  if (!desk && random.chance(0.3)) return asked({ ...issue, class: 'priority', ground: 'elderly' }, kiosk)
  return random.chance(0.5)
    ? asked({ ...issue, class: 'priority', ground: random.pick(PRIORITY_GROUNDS) })
    : asked({ ...issue, class: 'appointment', slot: now + (random.int(60) - 20) * minutes(1) })
}

/** A leg that is done is rated, at the pad with its own secret or by who holds the paper. */
const ratingOf = (random: Random, hall: Hall, ticket: Ticket): Wish | undefined => {
  const leg = random.int(Math.max(1, ticket.served.length))
  const done = ticket.served[leg]
  if (!done) return undefined
  const atPad = random.chance(0.5)
  const secret = atPad ? { secret: done.rating } : { secret: ticket.secret, leg }
  const who = atPad ? padAt(done.counter) : holderOf(ticket.id)
  const isBad = done.grade !== undefined && BAD_GRADES.includes(done.grade)
  const complaints = [random.pick(COMPLAINT_REASONS)]
  if (isBad && hall.ratings.length > 0)
    return asked({ type: 'ExplainRating', ticket: ticket.id, complaints, ...secret }, who)
  return asked({ type: 'RateVisit', ticket: ticket.id, grade: random.pick(GRADES), ...secret }, who)
}

/** Who comes home, finds the paper in a pocket, and reads its code. */
const ratingOfAnyDay = (random: Random, { ticket, secret }: Paper): Wish =>
  random.chance(0.7)
    ? asked({ type: 'RateVisit', ticket, secret, grade: random.pick(GRADES) })
    : asked({ type: 'ExplainRating', ticket, secret, complaints: [random.pick(COMPLAINT_REASONS)], text: '态度不好' })

/** What somebody does about a ticket away from a window. */
const aboutTicket = (random: Random, scene: Scene): Wish | undefined => {
  const { hall, now, papers } = scene
  const kept = papers.filter((paper) => !hall.tickets.has(paper.ticket)).slice(-25)
  if (kept.length > 0 && random.chance(0.3)) return ratingOfAnyDay(random, random.pick(kept))
  const served = hall.issued.flatMap((id) => hall.tickets.get(id) ?? []).filter((ticket) => ticket.served.length > 0)
  // Mostly the pad is touched by who is still sitting in front of it.
  const [just] = [...hall.lastServed.values()].reverse().flatMap(({ ticket }) => hall.tickets.get(ticket) ?? [])
  if (served.length > 0 && random.chance(0.35))
    return ratingOf(random, hall, just && random.chance(0.5) ? just : random.pick(served))
  const missed = someOf(hall, 'no-show')
  if (missed.length > 0 && random.chance(0.6)) return asked({ type: 'ReturnTicket', ticket: random.pick(missed) })
  const waiting = [...someOf(hall, 'waiting'), ...someOf(hall, 'parked')]
  if (waiting.length === 0) return undefined
  const ticket = random.pick(waiting)
  const person = hall.tickets.get(ticket)?.person
  if (person !== undefined && random.chance(0.2))
    return asked({ type: 'ReprintTicket', ticket, person: random.chance(0.8) ? person : aPerson(random) }, kiosk)
  if (random.chance(0.05)) return asked({ type: 'GiveNotice', kind: 'service', service: 'A-01' }, kiosk)
  const service = hall.tickets.get(ticket)?.service ?? ''
  const ground = perhaps(random, { ground: random.pick(PRIORITY_GROUNDS) }, 0.9)
  return asked(
    random.pick<() => Intent>([
      () => ({ type: 'CancelTicket', ticket, reason: random.pick(REASONS) }),
      () => ({ type: 'ReprintTicket', ticket }),
      () => ({ type: 'GiveNotice', kind: 'elsewhere', service: 'out-1' }),
      () => transferOf(random, ticket, random.pick(SERVICES), now),
      () => transferOf(random, ticket, service, now),
      () => ({ type: 'AddMatter', ticket, service: random.pick(SERVICES.slice(0, 4)) }),
      () => ({ type: 'ChangeClass', ticket, class: random.pick(['ordinary', 'priority'] as const), ...ground }),
      () => ({ type: 'CheckMaterials', ticket, materials: ticks(random, checklist(hall, service)) }),
      () => ({ type: 'NameVisitor', ticket, person: aPerson(random) }),
    ])(),
  )
}

/** What the timekeeper sees: a window that does nothing while people wait, and tickets whose time has come. */
const onTime = (random: Random, { hall, now }: Scene): Wish | undefined => {
  const vacant = [...hall.counters.values()].filter((counter) => vacantSince(hall, counter, now) !== undefined)
  if (vacant.length > 0 && random.chance(0.5)) return asked({ type: 'NoteVacancy', counter: random.pick(vacant).id })
  const switches = toSwitch(hall, now)
  if (switches.length > 0 && random.chance(0.7)) return asked(random.pick(switches), timekeeper)
  const due = [...hall.parked].filter((id) => {
    const ticket = hall.tickets.get(id)
    return ticket?.status === 'parked' && ticket.thenWaits && (ticket.until ?? now) <= now
  })
  return due.length > 0 ? asked({ type: 'WakeTicket', ticket: random.pick(due) }) : undefined
}

/** The guide desk besides tickets. */
const atDesk = (random: Random, { hall }: Scene): Wish => {
  const service = random.pick(SERVICES.slice(0, 5))
  const names = checklist(hall, service)
  const question = random.pick(QUESTIONS)
  const owed = { owed: { owner: '住建局', workingDays: random.int(4) } }
  return asked(
    random.pick<() => Intent>([
      () => ({ type: 'GiveNotice', service, kind: 'supplement', materials: ticks(random, names) }),
      () => ({ type: 'GiveNotice', service, kind: random.pick(['guide', 'special'] as const) }),
      () => ({ type: 'LogQuestion', question, channel: random.pick(QUESTION_CHANNELS), ...perhaps(random, owed) }),
      () => ({ type: 'AnswerQuestion', question, text: '在二楼办理' }),
      () => (hall.posts.has('g1') ? { type: 'LeavePost' } : { type: 'TakePost', desk: 'desk' }),
    ])(),
  )
}

const aroundTickets = (random: Random, scene: Scene): Wish =>
  onTime(random, scene) ?? aboutTicket(random, scene) ?? atDesk(random, scene)

/** The next thing somebody wants of this hall. */
export const nextWish = (random: Random, scene: Scene): Wish => {
  const { hall, now, today } = scene
  const wish = (): Wish => {
    if (!hall.catalogue && random.chance(0.8)) return asked({ type: 'PublishCatalogue', catalogue: fullHall })
    if ((!hall.open || (hall.day ?? '') < today) && random.chance(0.5)) return asked({ type: 'OpenHall' })
    if (random.chance(0.15)) return asked(anything(random, hall, now))
    if (random.chance(0.01)) return asked({ type: 'PublishCatalogue', catalogue: random.pick(CATALOGUES) })
    if (random.chance(0.003)) return asked({ type: 'CloseHall', force: random.chance(0.5) })
    if (random.chance(0.04)) return atDesk(random, scene)
    if (random.chance(0.22)) return arrival(random, scene)
    const counters = [...hall.counters.values()].filter(({ id }) => id !== 'desk' || random.chance(0.2))
    if (counters.length === 0) return arrival(random, scene)
    return random.chance(0.25) ? aroundTickets(random, scene) : atWindow(random, scene, random.pick(counters))
  }
  const next = wish()
  return random.chance(0.03) ? { ...next, actor: anybody(random) } : next
}

/** A day lived through the real heart: people come by chance from a seed, windows call as soon as they are free. */
import type { Catalogue, TicketClass } from '../../hall/catalogue.ts'
import type { Recorded } from '../../hall/events.ts'
import { emptyHall } from '../../hall/hall.ts'
import type { CounterId, ServiceId } from '../../hall/ids.ts'
import { waitingAt } from '../../hall/queue.ts'
import { drawsOf } from '../../hall/simulate/random.ts'
import { guide } from '../kit/actors.ts'
import { hours, MORNING, minutes, seconds } from '../kit/hand-clock.ts'
import { opened, type Past, told } from '../kit/story.ts'

export type Life = {
  readonly catalogue: Catalogue
  readonly seed: number
  /** How many come, for what, and how long each takes on average, minutes. */
  readonly people: number
  readonly services: readonly ServiceId[]
  readonly minutes: number
  /** Each window with its hours, in hours after nine o'clock. */
  readonly windows: Readonly<Record<CounterId, readonly (readonly [from: number, to: number])[]>>
  readonly priority?: number
  readonly noShow?: number
  readonly cancels?: number
  /** How long a window takes to call after it is free, seconds at most. */
  readonly dawdles?: number
  /** Something done by hand at a moment, hours after nine o'clock. */
  readonly also?: readonly { readonly at: number; readonly deed: (past: Past) => void }[]
}

type Due = { readonly at: number; readonly act: () => void }

/** The events of a day of eight hours that begins at nine. */
export const liveDay = (life: Life): { readonly events: readonly Recorded[]; readonly past: Past } => {
  const past: Past = { hall: emptyHall(life.catalogue.hall.id), events: [], now: MORNING, commands: 0 }
  const draws = drawsOf(life.seed, 'lived day')
  const due: Due[] = []
  const at = (when: number, act: () => void): void => {
    due.push({ at: when, act })
  }
  opened(life.catalogue)(past)
  const { hall } = past

  const serve = (counter: CounterId): void => {
    const ticket = hall.counters.get(counter)?.ticket
    if (ticket === undefined) return
    if (draws.happens(life.noShow ?? 0)) {
      const { limit, gapSeconds } = life.catalogue.rules.calls
      for (let call = 1; call < limit; call += 1)
        at(past.now + seconds(gapSeconds) * call, () => told({ type: 'RecallTicket', counter, ticket })(past))
      at(past.now + seconds(gapSeconds) * limit, () => told({ type: 'MarkNoShow', counter, ticket })(past))
      return
    }
    at(past.now + Math.round(draws.lognormal(minutes(life.minutes), 0.8)), () => {
      // Somebody may have ended the visit by hand.
      if (hall.counters.get(counter)?.ticket !== ticket) return
      if (hall.tickets.get(ticket)?.status === 'called') told({ type: 'StartServing', counter, ticket })(past)
      told({ type: 'CompleteTicket', counter, ticket, outcome: 'immediate' })(past)
    })
  }
  const planned = new Set<CounterId>()
  const leaving = new Set<CounterId>()
  const call = (counter: CounterId): void => {
    planned.delete(counter)
    const state = hall.counters.get(counter)
    if (state?.status !== 'open' || state.ticket !== undefined || waitingAt(hall, counter) === 0) return
    if (leaving.has(counter)) return
    told({ type: 'CallNext', counter })(past)
    serve(counter)
  }
  const look = (): void => {
    for (const counter of Object.keys(life.windows)) {
      const state = hall.counters.get(counter)
      if (state?.status !== 'open' || state.ticket !== undefined || waitingAt(hall, counter) === 0) continue
      if (!life.dawdles) call(counter)
      else if (!planned.has(counter)) {
        planned.add(counter)
        at(past.now + Math.round(draws.next() * seconds(life.dawdles)), () => call(counter))
      }
    }
  }

  for (const [counter, spans] of Object.entries(life.windows))
    for (const [from, to] of spans) {
      at(MORNING + hours(from), () => {
        leaving.delete(counter)
        told({ type: 'OpenCounter', counter })(past)
      })
      const leave = (): void => {
        // Who is in front is served first, and nobody called any more.
        leaving.add(counter)
        if (hall.counters.get(counter)?.ticket !== undefined) at(past.now + seconds(10), leave)
        else told({ type: 'PauseCounter', counter, reason: 'meal' })(past)
      }
      at(MORNING + hours(to), leave)
    }
  for (let person = 0; person < life.people; person += 1) {
    const ticket = `t${person}`
    const service = life.services[draws.below(life.services.length)] ?? ''
    const name: TicketClass = draws.happens(life.priority ?? 0) ? 'priority' : 'ordinary'
    const ground = name === 'priority' ? ({ class: name, ground: 'elderly' } as const) : {}
    const comes = MORNING + Math.round(draws.next() * hours(7))
    at(comes, () => told({ type: 'IssueTicket', ticket, service, ...ground })(past))
    if (draws.happens(life.cancels ?? 0))
      at(comes + Math.round(draws.next() * minutes(40)), () => {
        if (hall.tickets.get(ticket)?.status === 'waiting')
          told({ type: 'CancelTicket', ticket, reason: '有事先走' }, guide)(past)
      })
  }
  for (const { at: when, deed } of life.also ?? []) at(MORNING + hours(when), () => deed(past))

  for (;;) {
    let next = 0
    for (let index = 1; index < due.length; index += 1) if ((due[index]?.at ?? 0) < (due[next]?.at ?? 0)) next = index
    const [event] = due.splice(next, 1)
    if (!event || event.at > MORNING + hours(8)) break
    past.now = event.at
    event.act()
    look()
  }
  past.now = MORNING + hours(8)
  told({ type: 'CloseHall', force: true })(past)
  const first = past.events.findIndex(({ event }) => event.type === 'HallOpened')
  return { events: past.events.slice(first), past }
}

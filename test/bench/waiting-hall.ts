/** A hall in memory with a number of people waiting, every window open, and the two acts that the bench times. */
import type { Actor } from '../../hall/actor.ts'
import type { Catalogue } from '../../hall/catalogue.ts'
import type { Intent } from '../../hall/commands.ts'
import { decide } from '../../hall/decide.ts'
import { evolve } from '../../hall/evolve.ts'
import { emptyHall, type Hall } from '../../hall/hall.ts'
import { CALL_ORDERS, type WorkProfile } from '../../hall/profile.ts'
import { plainCatalogue } from './plain-catalogue.ts'
import { nextId } from './target.ts'

/** A window and a service that only its own queue holds. */
export type Pair = { readonly counter: string; readonly service: string }
export type Ask = (intent: Intent, actor: Actor) => void

export const GUIDE: Actor = { role: 'guide', id: 'guide', name: 'guide' }
export const SYSTEM: Actor = { role: 'system', id: 'bench' }
export const staffAt = (counter: string): Actor => ({ role: 'window', id: counter, name: counter, counter })

/** Forty ways of working (Q5), each for the list of one window; every window that calls follows the first of its own. */
const calling = plainCatalogue.counters.filter(({ own }) => own.length > 0)
const profiles = Array.from({ length: 40 }, (_, index): WorkProfile => {
  const { own = [], help = [] } = calling[index % calling.length] ?? {}
  // It watches over what it helps all day, and a flood never comes.
  const helpWhen = help.map((theme) => ({ theme, overWaiting: 1_000, whenIdle: true, first: false, untilWaiting: 999 }))
  return { id: `way-${index}`, name: `方案 ${index}`, own, help, order: CALL_ORDERS[index % 2] ?? 'longest', helpWhen }
})

export const catalogue: Catalogue = {
  ...plainCatalogue,
  profiles,
  counters: plainCatalogue.counters.map((counter) => {
    const followed = profiles[calling.indexOf(counter)]?.id
    return followed === undefined ? counter : { ...counter, profile: followed }
  }),
}

/** A Monday morning at ten in Shanghai. */
const MORNING = Date.UTC(2026, 0, 5, 2)

/** Asks a hall in memory, one millisecond after the last; throws when it refuses. */
export const askIn = (hall: Hall): Ask => {
  let now = MORNING
  return (intent, actor) => {
    now += 1
    const id = nextId()
    const decision = decide({ id, ...intent }, hall, { now, actor, secret: id, workingDay: () => '2026-01-06' })
    if (!decision.ok) throw new Error(`${intent.type} was refused: ${decision.refusal.code}`)
    for (const event of decision.events) {
      const position = hall.position + 1
      evolve(hall, { hall: hall.id, position, day: hall.day ?? '2026-01-05', at: now, actor, command: id, event })
    }
  }
}

/** Every window with every service it calls as its own, windows taking turns. */
export const pairsOf = (hall: Hall): Pair[] => {
  const takes = [...hall.lookup.takes].filter(([, { own }]) => own.length > 0)
  const most = Math.max(...takes.map(([, { own }]) => own.length))
  return Array.from({ length: most }, (_, turn) =>
    takes.map(([counter, { own }]) => ({ counter, service: own[turn % own.length] ?? '' })),
  ).flat()
}

export const issueFor = (service: string): Intent => ({ type: 'IssueTicket', ticket: nextId(), service })

/** Serves whoever is at a window, so that it can call again. A question answered has no stage after it: nobody goes on waiting. */
export const serveAt = (hall: Hall, ask: Ask, counter: string): void => {
  const state = hall.counters.get(counter)
  const ticket = state && 'ticket' in state ? state.ticket : undefined
  if (ticket === undefined) return
  ask({ type: 'StartServing', counter, ticket }, staffAt(counter))
  ask({ type: 'CompleteTicket', counter, ticket, outcome: 'consulted' }, staffAt(counter))
}

export type WaitingHall = { readonly hall: Hall; readonly ask: Ask; readonly pairs: readonly Pair[] }

/**
 * A hall where this many wait. Every service has been asked for once before, so that all halls have the same lines and
 * differ by how many stand in them, and in nothing else.
 */
export const hallWith = (waiting: number): WaitingHall => {
  const hall = emptyHall(catalogue.hall.id)
  const ask = askIn(hall)
  ask({ type: 'PublishCatalogue', catalogue }, SYSTEM)
  ask({ type: 'OpenHall' }, SYSTEM)
  const pairs = pairsOf(hall)
  for (const { counter } of pairs) ask({ type: 'OpenCounter', counter }, staffAt(counter))
  for (const { counter, service } of pairs) {
    ask(issueFor(service), GUIDE)
    ask({ type: 'CallNext', counter }, staffAt(counter))
    serveAt(hall, ask, counter)
  }
  for (let index = 0; index < waiting; index += 1) {
    const pair = pairs[index % pairs.length]
    if (pair) ask(issueFor(pair.service), GUIDE)
  }
  return { hall, ask, pairs }
}

/** Halls with many people in them, made from events, since deciding each would only cost time. */
import type { Catalogue, TicketClass } from '../../hall/catalogue.ts'
import type { HallEvent } from '../../hall/events.ts'
import { evolve } from '../../hall/evolve.ts'
import { emptyHall, type Hall } from '../../hall/hall.ts'
import { kiosk, manager } from './actors.ts'
import { FIRST_DAY, MORNING } from './hand-clock.ts'

/** Ids and secrets as long as real ones, and easy to find in a view that should not show them. */
export const crowdTicket = (index: number): string => `ticket-${String(index).padStart(15, '0')}`
export const crowdSecret = (index: number): string => `secret-${String(index).padStart(15, '0')}`

/** An open hall in which so many wait, spread over all services, one a second; every tenth has precedence. */
export const crowdedHall = (catalogue: Catalogue, count: number): Hall => {
  const hall = emptyHall(catalogue.hall.id)
  let at = MORNING
  const add = (event: HallEvent): void => {
    const actor = event.type === 'TicketIssued' ? kiosk : manager
    const position = hall.position + 1
    evolve(hall, { hall: hall.id, position, day: FIRST_DAY, at, actor, command: `c${position}`, event })
  }
  add({ type: 'CataloguePublished', revision: 1, catalogue })
  add({ type: 'HallOpened', day: FIRST_DAY, revision: 1, catalogue })
  for (const counter of catalogue.counters)
    add({ type: 'CounterOpened', counter: counter.id, staff: '窗口工作人员', staffId: `w${counter.id}` })
  for (let index = 1; index <= count; index += 1) {
    at += 1000
    const service = catalogue.services[index % catalogue.services.length]
    const series = catalogue.themes.find((theme) => theme.id === service?.theme)?.letter
    if (!service || series === undefined) throw new Error('The crowd needs services with themes.')
    const name: TicketClass = index % 10 === 0 ? 'priority' : 'ordinary'
    add({
      type: 'TicketIssued',
      ticket: crowdTicket(index),
      secret: crowdSecret(index),
      series,
      number: (hall.series.get(series) ?? 0) + 1,
      service: service.id,
      class: name,
      key: at - catalogue.rules.creditMinutes[name] * 60_000,
      ...(name === 'priority' ? { ground: 'elderly' as const } : {}),
    })
  }
  return hall
}

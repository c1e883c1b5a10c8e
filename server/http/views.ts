/** Reading: the same views that screens hear, the catalogue in force, one ticket by its number. */
import type { Hono } from 'hono'
import { ticketByNumber } from '../../hall/find-ticket.ts'
import { PROTOCOL } from '../../hall/wire.ts'
import { mayWatch } from '../screens.ts'
import { allowance, MISSES_PER_MINUTE } from './allowance.ts'
import { problem } from './problem.ts'
import { actorOf, allowOnly, noteRefused, notPermitted, placeOf, type Shell, unknownToken } from './shell.ts'
import { ticketAnswer, unknownTicket } from './ticket-answer.ts'

export const viewRoutes = (app: Hono, shell: Shell): void => {
  const { live, screens, people, hallId, demo, clock } = shell
  const misses = allowance(clock, MISSES_PER_MINUTE / 60, MISSES_PER_MINUTE)

  app.get('/health', (c) => c.json({ ok: true, position: live.hall().position, open: live.hall().open }))

  app.get('/api/hall', (c) => {
    const { catalogue, open, day } = live.hall()
    return c.json({
      ok: true,
      hall: hallId,
      name: catalogue?.hall.name ?? '',
      nameEn: catalogue?.hall.nameEn ?? '',
      protocol: PROTOCOL,
      needsManager: people.needsManager(),
      demo: demo !== undefined,
      open,
      day,
    })
  })

  app.get('/api/halls/:hall/views/:topic', (c) => {
    const topic = c.req.param('topic')
    const actor = actorOf(c, shell)
    if (!topic.startsWith('ticket:')) {
      if (!actor) return unknownToken(c)
      if (!mayWatch(actor, topic)) {
        noteRefused(c, shell, actor)
        return notPermitted(c)
      }
    }
    const message = c.req.param('hall') === hallId ? screens.present(topic) : undefined
    if (message) return c.json({ ok: true, ...message })
    const waitMs = misses.take(placeOf(c))
    // Whoever only guesses is slowed down and learns nothing by it (X3).
    if (waitMs > 0) c.header('retry-after', String(Math.ceil(waitMs / 1000)))
    return waitMs > 0
      ? problem(c, 429, 'too-many', 'Too many requests from this machine: wait a moment.', { waitMs })
      : problem(c, 404, 'not-found', 'No such topic in this hall.')
  })

  // What the hall offers is public: it hangs on the wall.
  app.get('/api/halls/:hall/catalogue', (c) => {
    const { catalogue, revision } = live.hall()
    if (!catalogue || c.req.param('hall') !== hallId)
      return problem(c, 404, 'no-catalogue', 'No catalogue is in force yet.')
    const { printers: _printers, peripherals: _peripherals, slips: _slips, edges = [], ...shown } = catalogue
    // Addresses on the hall's own network are nobody's business; which edges there are, a new one's form asks.
    const named = edges.map(({ id, name }) => ({ id, name }))
    return c.json({ ok: true, revision, catalogue: { ...shown, printers: [], edges: named } })
  })

  app.get('/api/halls/:hall/tickets/:number', (c) => {
    // Window staff too: whoever is called by number out of the order is found by number first (C3).
    const allowed = allowOnly(c, shell, 'guide', 'manager', 'inspector', 'window')
    if (!allowed.ok) return allowed.response
    const hall = live.hall()
    const ticket = ticketByNumber(hall, c.req.param('number'))
    return ticket ? ticketAnswer(c, hall, ticket) : unknownTicket(c)
  })
}

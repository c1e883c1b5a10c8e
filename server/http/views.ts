/** Reading: the same views that screens hear, the catalogue in force, one ticket by its number. */
import type { Hono } from 'hono'
import { PROTOCOL } from '../../hall/wire.ts'
import { mayWatch } from '../screens.ts'
import { problem } from './problem.ts'
import { actorOf, allowOnly, notPermitted, type Shell, unknownToken } from './shell.ts'
import { ticketAnswer, unknownTicket } from './ticket-answer.ts'

/** `A012`, `VA012` or `a12`: what somebody reads from a ticket, as the series and integer it stands for. */
const NUMBER = /^([A-Z]{0,3}?)([A-Z])0*(\d{1,6})$/

export const viewRoutes = (app: Hono, shell: Shell): void => {
  const { live, screens, people, hallId, demo } = shell

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
      if (!mayWatch(actor, topic)) return notPermitted(c)
    }
    const message = c.req.param('hall') === hallId ? screens.present(topic) : undefined
    return message ? c.json({ ok: true, ...message }) : problem(c, 404, 'not-found', 'No such topic in this hall.')
  })

  // What the hall offers is public: it hangs on the wall.
  app.get('/api/halls/:hall/catalogue', (c) => {
    const { catalogue, revision } = live.hall()
    if (!catalogue || c.req.param('hall') !== hallId)
      return problem(c, 404, 'no-catalogue', 'No catalogue is in force yet.')
    const { printers: _printers, ...shown } = catalogue
    return c.json({ ok: true, revision, catalogue: { ...shown, printers: [] } })
  })

  app.get('/api/halls/:hall/tickets/:number', (c) => {
    // Window staff too: whoever is called by number out of the order is found by number first (C3).
    const allowed = allowOnly(c, shell, 'guide', 'manager', 'inspector', 'window')
    if (!allowed.ok) return allowed.response
    const hall = live.hall()
    const read = NUMBER.exec(
      c.req
        .param('number')
        .toUpperCase()
        .replace(/[^A-Z0-9]/g, ''),
    )
    const id = read ? hall.byNumber.get(`${read[2]}${String(Number(read[3])).padStart(3, '0')}`) : undefined
    const ticket = id === undefined ? undefined : hall.tickets.get(id)
    return ticket ? ticketAnswer(c, hall, ticket) : unknownTicket(c)
  })
}

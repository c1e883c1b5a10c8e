/**
 * The order of the hall for its staff: why a number was called, which calls of a day went before earlier people, and the
 * rules of calling in the draft.
 */
import type { Context, Hono } from 'hono'
import { z } from 'zod'
import type { Catalogue, Counter } from '../../hall/catalogue.ts'
import { explainCall } from '../../hall/explain.ts'
import { ticketByNumber } from '../../hall/find-ticket.ts'
import { callsOfTicket, type OvertakingReport, overtakingOf } from '../../hall/overtaking.ts'
import { pickNext } from '../../hall/queue.ts'
import { problemsOf } from '../catalogue/issue-words.ts'
import { catalogueSchema } from '../catalogue/schema.ts'
import { eventsOfDay } from '../day-events.ts'
import { inSlices } from '../slices.ts'
import { draftAnswer } from './draft.ts'
import { problem } from './problem.ts'
import { read } from './read.ts'
import { allowDuty, allowOnly, type Shell } from './shell.ts'
import { unknownTicket } from './ticket-answer.ts'

/** A hundred profiles and two hundred windows with a plan each are half of it. */
const ORDER_BYTES_MAX = 512 * 1024

const { rules, profiles, counters } = catalogueSchema.shape

/** The part of the draft that says who is called before whom, and which window takes what when. */
const orderPart = z.strictObject({
  rules: rules.pick({ creditMinutes: true, rate: true }),
  profiles: profiles.unwrap(),
  counters: z.array(counters.element.pick({ id: true, profile: true, plan: true, breaks: true })).max(200),
})
type OrderPart = z.infer<typeof orderPart>

/** The request of any shape inside: what is wrong is told with its place in the catalogue, in both languages. */
export const ownOrderSchema = z.strictObject({ order: z.json() })

const dayForm = z.iso.date()

const counterPart = ({ id, profile, plan, breaks }: Counter): OrderPart['counters'][number] => ({
  id,
  ...(profile === undefined ? {} : { profile }),
  ...(plan === undefined ? {} : { plan: [...plan] }),
  ...(breaks === undefined ? {} : { breaks: [...breaks] }),
})

/** What the page edits, and the names that its sentences need. */
const shown = (catalogue: Catalogue) => ({
  order: {
    rules: {
      creditMinutes: catalogue.rules.creditMinutes,
      ...(catalogue.rules.rate === undefined ? {} : { rate: catalogue.rules.rate }),
    },
    profiles: catalogue.profiles ?? [],
    counters: catalogue.counters.map(counterPart),
  },
  themes: catalogue.themes.map(({ id, name, nameEn }) => ({ id, name, nameEn })),
  windows: catalogue.counters.map(({ id, name, own, help }) => ({ id, name, own, help })),
})

/** The catalogue with another order. Windows that it does not name keep theirs; those it names and are gone are left out. */
const withOrder = (catalogue: Catalogue, order: OrderPart): Catalogue => {
  const { rate: _rate, ...kept } = catalogue.rules
  const { profiles: _profiles, ...rest } = catalogue
  return {
    ...rest,
    rules: { ...kept, ...order.rules },
    ...(order.profiles.length === 0 ? {} : { profiles: order.profiles }),
    counters: catalogue.counters.map((counter) => {
      const wanted = order.counters.find(({ id }) => id === counter.id)
      if (!wanted) return counter
      const { profile: _profile, plan: _plan, breaks: _breaks, ...others } = counter
      return { ...others, ...wanted }
    }),
  }
}

export const orderRoutes = (app: Hono, shell: Shell): void => {
  const { live, draft, ledger, clock, hallId } = shell

  app.get('/api/halls/:hall/tickets/:number/why', async (c) => {
    const allowed = allowOnly(c, shell, 'guide', 'manager', 'inspector', 'window')
    if (!allowed.ok) return allowed.response
    const hall = live.hall()
    const ticket = ticketByNumber(hall, c.req.param('number'))
    if (!ticket || hall.day === null) return unknownTicket(c)
    const counter = c.req.query('counter')
    // Who would be called now is not recorded yet: it is explained from the pick itself.
    const now = Math.max(hall.at, clock.now())
    const pick = counter !== undefined && ticket.status === 'waiting' ? pickNext(hall, counter, now) : undefined
    if (counter !== undefined && pick?.ticket === ticket.id)
      return c.json({ ok: true, calls: [explainCall(hall, { ...pick, counter }, now)] })
    const calls = await inSlices(callsOfTicket(hallId, ticket.id, eventsOfDay(ledger, hallId, hall.day)))
    return c.json({ ok: true, calls })
  })

  app.get('/api/halls/:hall/overtaking', async (c) => {
    const allowed = allowDuty(c, shell, 'read')
    if (!allowed.ok) return allowed.response
    const day = c.req.query('day') ?? live.hall().day
    if (day === null || !dayForm.safeParse(day).success)
      return problem(c, 422, 'malformed', 'Say which day as ?day=YYYY-MM-DD.', { problems: ['day'] })
    return c.json({ ok: true, ...(await reportOf(day)) })
  })

  /** A day that is over never changes, so it is reckoned once; only the last one asked for is kept. */
  let kept: OvertakingReport | undefined
  const reportOf = async (day: string): Promise<OvertakingReport> => {
    if (kept?.day === day) return kept
    const isOver = day < (live.hall().day ?? '')
    const report = await inSlices(overtakingOf(hallId, day, eventsOfDay(ledger, hallId, day)))
    if (isOver) kept = report
    return report
  }

  app.get('/api/halls/:hall/draft/order', async (c) => {
    const allowed = allowDuty(c, shell, 'read')
    if (!allowed.ok) return allowed.response
    const found = await draft.read()
    return found.catalogue
      ? c.json({ ok: true, ...shown(found.catalogue), problems: found.ok ? [] : found.problems })
      : draftAnswer(c, found)
  })

  const wrong = (c: Context, issues: z.core.$ZodIssue[], order: unknown): Response =>
    problem(c, 422, 'catalogue-invalid', 'The rules cannot be read; nothing was saved. Mend what is listed.', {
      problems: problemsOf(issues, order),
    })

  app.put('/api/halls/:hall/draft/order', async (c) => {
    const allowed = allowDuty(c, shell, 'run')
    if (!allowed.ok) return allowed.response
    const asked = await read(c, ownOrderSchema, ORDER_BYTES_MAX)
    if (!asked.ok) return asked.response
    const parsed = orderPart.safeParse(asked.value.order)
    if (!parsed.success) return wrong(c, parsed.error.issues, asked.value.order)
    return draftAnswer(c, await draft.edit((catalogue) => withOrder(catalogue, parsed.data)))
  })
}

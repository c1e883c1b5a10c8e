/** 安全: policy, sessions and the security log, for whoever has those duties (X16, X29, X33). */
import type { Hono } from 'hono'
import { z } from 'zod'
import { instantOf } from '../../hall/calendar.ts'
import { policyChangeSchema } from '../people/security-policy.ts'
import type { SecurityRecord } from '../security/security-log.ts'
import { csvStream } from './csv.ts'
import { answer } from './people.ts'
import { problem } from './problem.ts'
import { read } from './read.ts'
import { allowDuty, byOf, type Shell, tokenOf } from './shell.ts'
import { byTwo } from './two-people-acts.ts'

const PAGE = 100
/** Lines of an export are read in pieces of a millisecond, so that no call waits for a year of them. */
const EXPORT_PIECE = 200
const EXPORT_MAX = 200_000
const DAY_MS = 86_400_000

const asked = z.object({
  before: z.coerce.number().int().positive().optional(),
  refused: z.literal('1').optional(),
})
const range = z.object({ from: z.iso.date(), to: z.iso.date() })

const COLUMNS = ['position', 'at', 'type', 'outcome', 'who', 'from', 'about', 'data', 'chain'] as const

const lineOf = ({ data, at, ...record }: SecurityRecord): readonly string[] =>
  COLUMNS.map((column) => {
    if (column === 'at') return new Date(at).toISOString()
    if (column === 'data') return data === undefined ? '' : JSON.stringify(data)
    return String(record[column] ?? '')
  })

export const securityRoutes = (app: Hono, shell: Shell): void => {
  const { people, securityLog } = shell

  /** Names stand beside ids, since a reader knows people by name. */
  const namesOf = (): ReadonlyMap<string, string> =>
    new Map([...people.staff(), ...people.devices()].map(({ id, name }) => [id, name]))
  const named = (record: SecurityRecord, names: ReadonlyMap<string, string>): object => ({
    ...record,
    ...(record.who === undefined ? {} : { whoName: names.get(record.who) ?? record.who }),
    ...(record.about === undefined ? {} : { aboutName: names.get(record.about) ?? record.about }),
  })

  app.get('/api/halls/:hall/security/policy', (c) => {
    const allowed = allowDuty(c, shell, 'security', 'audit')
    if (!allowed.ok) return allowed.response
    return c.json({ ok: true, policy: people.policy(), fixed: people.isPolicyFixed() })
  })
  app.patch('/api/halls/:hall/security/policy', async (c) => {
    const allowed = allowDuty(c, shell, 'security')
    if (!allowed.ok) return allowed.response
    const change = await read(c, policyChangeSchema)
    if (!change.ok) return change.response
    const now: Readonly<Record<string, unknown>> = people.policy()
    // A page says all it shows; whoever agrees sees what is to be another.
    const differs = Object.fromEntries(Object.entries(change.value).filter(([name, value]) => now[name] !== value))
    return byTwo(
      c,
      shell,
      allowed.actor,
      { act: 'policy', change: differs },
      () => answer(c, people.setPolicy(change.value, byOf(c, allowed.actor), tokenOf(c))),
      async () => {
        const fault = people.policyFault(change.value)
        return fault ? answer(c, { ok: false, code: fault }) : { ok: true }
      },
    )
  })

  app.get('/api/halls/:hall/security/sessions', (c) => {
    const allowed = allowDuty(c, shell, 'security')
    if (!allowed.ok) return allowed.response
    const staff = new Map(people.staff().map((one) => [one.id, one]))
    const sessions = people.sessions().map(({ staff: id, device, ...rest }) => ({
      ...rest,
      staff: id,
      name: staff.get(id)?.name ?? id,
      role: staff.get(id)?.role ?? '',
      machine: device === undefined ? '' : (people.device(device)?.name ?? device),
    }))
    return c.json({ ok: true, sessions })
  })
  app.delete('/api/halls/:hall/staff/:id/sessions', (c) => {
    const allowed = allowDuty(c, shell, 'security')
    if (!allowed.ok) return allowed.response
    people.signOutEverywhere(c.req.param('id'), byOf(c, allowed.actor))
    return c.json({ ok: true })
  })

  app.get('/api/halls/:hall/security/log', (c) => {
    const allowed = allowDuty(c, shell, 'audit')
    if (!allowed.ok) return allowed.response
    const query = asked.safeParse(c.req.query())
    if (!query.success) return problem(c, 422, 'malformed', 'Ask with ?before=POSITION and ?refused=1, or without.')
    const names = namesOf()
    const records = securityLog.latest(PAGE, query.data.before, query.data.refused !== undefined)
    return c.json({ ok: true, records: records.map((record) => named(record, names)) })
  })
  app.get('/api/halls/:hall/security/check', async (c) => {
    const allowed = allowDuty(c, shell, 'audit')
    return allowed.ok ? c.json({ ok: true, ...(await securityLog.check()) }) : allowed.response
  })
  app.get('/api/halls/:hall/security/log.csv', (c) => {
    const allowed = allowDuty(c, shell, 'audit')
    if (!allowed.ok) return allowed.response
    const days = range.safeParse(c.req.query())
    if (!days.success) return problem(c, 422, 'malformed', 'Say which days: ?from=YYYY-MM-DD&to=YYYY-MM-DD.')
    const zone = shell.live.hall().catalogue?.hall.timeZone ?? 'Asia/Shanghai'
    const from = instantOf(days.data.from, '00:00', zone)
    const to = instantOf(days.data.to, '00:00', zone) + DAY_MS
    const span = securityLog.span(from, to)
    let first = span?.first ?? 1
    const last = Math.min(span?.last ?? 0, first + EXPORT_MAX - 1)
    const data = { what: 'security-log', from: days.data.from, to: days.data.to, lines: last - first + 1 }
    securityLog.note({ type: 'exported', outcome: 'ok', ...byOf(c, allowed.actor), data })
    return csvStream(c, `security-${days.data.from}-${days.data.to}`, COLUMNS, () => {
      const piece = securityLog.between(first, last, EXPORT_PIECE)
      first += piece.length
      return piece.map(lineOf)
    })
  })
}

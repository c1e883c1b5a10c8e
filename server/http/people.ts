/** Pairing, signing in, and what managers do about machines, people and the catalogue draft. */

import type { Context, Hono } from 'hono'
import type { z } from 'zod'
import { businessDay } from '../../hall/calendar.ts'
import { adviseCalendar, adviseCatalogue, checkCatalogue } from '../../hall/catalogue-check.ts'
import { COMMAND_BYTES_MAX } from '../../hall/limits.ts'
import { canonical } from '../ledger/ledger.ts'
import { knowsYear } from '../working-days.ts'
import { parseWith } from './command-schema.ts'
import { answerWith } from './commands.ts'
import { readBody } from './guard.ts'
import {
  firstManagerSchema,
  newDeviceSchema,
  newStaffSchema,
  pairSchema,
  publishSchema,
  signInSchema,
  staffChangeSchema,
} from './people-schema.ts'
import { problem } from './problem.ts'
import { allowOnly, placeOf, type Shell, tokenOf } from './shell.ts'

type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly response: Response }

const read = async <T>(c: Context, schema: z.ZodType<T>): Promise<Read<T>> => {
  const body = await readBody(c, COMMAND_BYTES_MAX)
  if (!body.ok) return body
  const parsed = parseWith(schema, body.value)
  if (parsed.ok) return parsed
  return {
    ok: false,
    response: problem(c, 422, 'malformed', 'The request is not complete or not valid.', { problems: parsed.problems }),
  }
}

const TROUBLE: Record<string, { readonly status: 401 | 403 | 404 | 409 | 422 | 429; readonly title: string }> = {
  'wrong-code': { status: 403, title: 'The code is wrong, was used, or is older than ten minutes.' },
  'wrong-password': { status: 401, title: 'The name or the password is wrong.' },
  'too-many': { status: 429, title: 'Too many tries: wait a moment.' },
  'weak-password': { status: 422, title: 'A password has at least 8 characters.' },
  'name-taken': { status: 409, title: 'Somebody has this name already.' },
  'counter-needed': { status: 403, title: 'Window staff sign in at a computer that is paired with a window.' },
  'not-found': { status: 404, title: 'No such person or machine.' },
}

const answer = (
  c: Context,
  result: { readonly ok: boolean; readonly code?: string; readonly waitMs?: number },
): Response => {
  if (result.ok) return c.json(result)
  const code = result.code ?? 'unknown'
  const known = TROUBLE[code] ?? { status: 422, title: 'This cannot be done.' }
  return problem(c, known.status, code, known.title, result)
}

export const peopleRoutes = (app: Hono, shell: Shell): void => {
  const { people, draft, live, screens } = shell
  const manager = (c: Context) => allowOnly(c, shell, 'manager')
  const reader = (c: Context) => allowOnly(c, shell, 'manager', 'inspector')

  app.post('/api/pair', async (c) => {
    const asked = await read(c, pairSchema)
    return asked.ok ? answer(c, people.pair(asked.value.code, placeOf(c))) : asked.response
  })
  app.post('/api/sign-in', async (c) => {
    const asked = await read(c, signInSchema)
    if (!asked.ok) return asked.response
    return answer(c, await people.signIn(asked.value.name, asked.value.password, tokenOf(c), placeOf(c)))
  })
  app.post('/api/first-manager', async (c) => {
    const asked = await read(c, firstManagerSchema)
    if (!asked.ok) return asked.response
    return answer(c, await people.firstManager(asked.value.code, asked.value.name, asked.value.password, placeOf(c)))
  })
  app.post('/api/sign-out', (c) => {
    const token = tokenOf(c)
    if (token !== undefined) people.signOut(token)
    return c.json({ ok: true })
  })

  app.get('/api/halls/:hall/staff', (c) => {
    const allowed = reader(c)
    return allowed.ok ? c.json({ ok: true, staff: people.staff() }) : allowed.response
  })
  app.post('/api/halls/:hall/staff', async (c) => {
    const allowed = manager(c)
    if (!allowed.ok) return allowed.response
    const asked = await read(c, newStaffSchema)
    return asked.ok
      ? answer(c, await people.addStaff(asked.value.name, asked.value.password, asked.value.role))
      : asked.response
  })
  app.patch('/api/halls/:hall/staff/:id', async (c) => {
    const allowed = manager(c)
    if (!allowed.ok) return allowed.response
    const asked = await read(c, staffChangeSchema)
    return asked.ok ? answer(c, await people.updateStaff(c.req.param('id'), asked.value)) : asked.response
  })

  app.get('/api/halls/:hall/devices', (c) => {
    const allowed = reader(c)
    if (!allowed.ok) return allowed.response
    return c.json({
      ok: true,
      devices: people.devices().map((device) => ({ ...device, ...screens.presence(device.id) })),
    })
  })
  app.post('/api/halls/:hall/devices', async (c) => {
    const allowed = manager(c)
    if (!allowed.ok) return allowed.response
    const asked = await read(c, newDeviceSchema)
    if (!asked.ok) return asked.response
    const { counter, role, zone } = asked.value
    const { lookup, catalogue } = live.hall()
    if (counter !== undefined && !lookup.counters.has(counter))
      return problem(c, 404, 'unknown-counter', 'No such window.')
    if (zone !== undefined && !catalogue?.zones.some((known) => known.id === zone))
      return problem(c, 404, 'not-found', 'No such zone.')
    if ((role === 'counter' || role === 'pad') && counter === undefined) {
      return problem(c, 422, 'malformed', 'A window computer or a pad stands at a window: say which.', {
        problems: ['counter: needed'],
      })
    }
    return c.json({ ok: true, ...people.addDevice(asked.value) })
  })
  app.post('/api/halls/:hall/devices/:id/code', (c) => {
    const allowed = manager(c)
    if (!allowed.ok) return allowed.response
    const code = people.freshCode(c.req.param('id'))
    return code ? c.json({ ok: true, ...code }) : answer(c, { ok: false, code: 'not-found' })
  })
  app.delete('/api/halls/:hall/devices/:id', (c) => {
    const allowed = manager(c)
    if (!allowed.ok) return allowed.response
    return people.revoke(c.req.param('id')) ? c.json({ ok: true }) : answer(c, { ok: false, code: 'not-found' })
  })

  app.get('/api/halls/:hall/draft', async (c) => {
    const allowed = reader(c)
    if (!allowed.ok) return allowed.response
    const found = await draft.read()
    const { catalogue, revision } = live.hall()
    if (!found.ok) return c.json({ ok: true, problems: found.problems, advice: [], changed: true, revision })
    const changed = canonical(found.catalogue) !== canonical(catalogue)
    const today = businessDay(live.hall().at, found.catalogue.hall.timeZone)
    const advice = [...adviseCatalogue(found.catalogue), ...adviseCalendar(found.catalogue, today, knowsYear)]
    return c.json({ ok: true, problems: checkCatalogue(found.catalogue), advice, changed, revision })
  })
  app.post('/api/halls/:hall/draft/publish', async (c) => {
    const allowed = manager(c)
    if (!allowed.ok) return allowed.response
    const asked = await read(c, publishSchema)
    if (!asked.ok) return asked.response
    const found = await draft.read()
    if (!found.ok)
      return problem(c, 422, 'catalogue-invalid', 'The draft has errors and was not published.', {
        problems: found.problems,
      })
    return answerWith(
      c,
      await live.submit({ id: asked.value.id, type: 'PublishCatalogue', catalogue: found.catalogue }, allowed.actor),
    )
  })
}

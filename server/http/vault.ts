/**
 * Telephone and document numbers that a matter or a call back needs (X20): taken down only where somebody asks for them,
 * shown masked, looked at with a reason. A number stands in the body of one request and of one answer, never in an address.
 */
import type { Context, Hono } from 'hono'
import { z } from 'zod'
import type { Actor, Role } from '../../hall/actor.ts'
import { ID_LENGTH_MAX, REASON_LENGTH_MAX } from '../../hall/limits.ts'
import { ASKS, type Ask, looksPersonal } from '../../hall/personal-data.ts'
import { checkDocument, DOCUMENT_KINDS } from '../people/documents.ts'
import { checkTelephone } from '../vault/telephone.ts'
import type { About, Vault } from '../vault/vault.ts'
import { problem } from './problem.ts'
import { read } from './read.ts'
import { type Allowed, allowDuty, allowOnly, noteRefused, notPermitted, placeOf, type Shell } from './shell.ts'

const id = z.string().min(1).max(ID_LENGTH_MAX)
const about = z.strictObject({ kind: z.enum(['question', 'ticket']), id })
/** As typed; the longest that can be a number, with the blanks people type. */
const typed = z.string().min(1).max(40)
export const keepSchema = z.union([
  z.strictObject({ ask: z.literal('phone'), about, value: typed }),
  z.strictObject({ ask: z.literal('document'), about, kind: z.enum(DOCUMENT_KINDS), value: typed }),
])
export const lookSchema = z.strictObject({ reason: z.string().trim().min(1).max(REASON_LENGTH_MAX) })

const MAY: readonly Role[] = ['window', 'guide', 'manager']
/** Looks that the card of the auditor lists; the whole log is a page of its own. */
const LOOKS_SHOWN = 50
const LOG_READ = 500
const LOOK_TYPES: readonly string[] = ['vault-looked', 'vault-removed']

/** Clerks see what was taken down for the visit in front of them; whoever answers questions sees whom to call. */
const mayHave = ({ live }: Shell, actor: Actor, { kind, id }: About): boolean => {
  if (kind === 'question' || actor.role !== 'window') return true
  const ticket = live.hall().tickets.get(id)
  return ticket !== undefined && 'counter' in ticket && ticket.counter === actor.counter
}

/** Whether anything asks for this: a service that says so, or a question that somebody still owes an answer to. */
const isAskedFor = ({ live }: Shell, ask: Ask, { kind, id }: About): boolean => {
  const hall = live.hall()
  if (kind === 'question') return ask === 'phone' && hall.owed.has(id)
  const service = hall.tickets.get(id)?.service
  return service !== undefined && hall.lookup.services.get(service)?.asks?.includes(ask) === true
}

/** Somebody who may have numbers, though not this one: that they tried is for the auditor. */
const notTheirs = (c: Context, shell: Shell, actor: Actor): Response => {
  noteRefused(c, shell, actor)
  return notPermitted(c)
}

const unknown = (c: Context): Response =>
  problem(c, 404, 'unknown-entry', 'Nothing of this name is kept; it may have gone at its time.')

/** The number in its one way of writing, or what is wrong with it; the number itself is never said back. */
const normalOf = (c: Context, body: z.infer<typeof keepSchema>, now: number): string | Response => {
  if (body.ask === 'phone')
    return (
      checkTelephone(body.value)?.normal ??
      problem(c, 422, 'bad-telephone', 'This cannot be a telephone number: look at it again.')
    )
  const checked = checkDocument(body.kind, body.value, now)
  return checked.ok
    ? checked.normal
    : problem(c, 422, 'bad-document', 'This cannot be the number of such a document: look at it again.', {
        fault: checked.fault,
      })
}

type Allowing = { readonly c: Context; readonly shell: Shell }
/** Staff of this hall, at the pace of commands. */
const staff = ({ c, shell }: Allowing): Allowed => {
  const allowed = allowOnly(c, shell, ...MAY)
  if (!allowed.ok) return allowed
  const waitMs = shell.allowance.take(allowed.actor.id)
  if (waitMs === 0) return allowed
  c.header('retry-after', String(Math.ceil(waitMs / 1000)))
  return { ok: false, response: problem(c, 429, 'too-many', 'Too many requests: wait a moment.', { waitMs }) }
}

const keepNumber = async (c: Context, shell: Shell): Promise<Response> => {
  const allowed = staff({ c, shell })
  if (!allowed.ok) return allowed.response
  const body = await read(c, keepSchema)
  if (!body.ok) return body.response
  const { ask, about: whatFor } = body.value
  if (!mayHave(shell, allowed.actor, whatFor)) return notTheirs(c, shell, allowed.actor)
  if (!isAskedFor(shell, ask, whatFor))
    return problem(c, 409, 'not-asked', 'Nothing asks for this number, so it is not kept.')
  const normal = normalOf(c, body.value, shell.clock.now())
  if (typeof normal !== 'string') return normal
  const kept = shell.vault.keep(ask, whatFor, normal, { who: allowed.actor.id, from: placeOf(c) })
  return c.json({ ok: true, kept })
}

type Act = (vault: Vault, id: string, looking: Parameters<Vault['look']>[1]) => Response

/** Looking and removing ask the same: who, whether it is theirs, and why. */
const withReason = async (c: Context, shell: Shell, act: Act): Promise<Response> => {
  const allowed = staff({ c, shell })
  if (!allowed.ok) return allowed.response
  const body = await read(c, lookSchema)
  if (!body.ok) return body.response
  const { reason } = body.value
  if (looksPersonal(reason))
    return problem(c, 422, 'personal-data', 'The reason holds what looks like somebody’s number: leave it out.')
  const entry = c.req.param('id') ?? ''
  const whatFor = shell.vault.aboutOf(entry)
  if (!whatFor) return unknown(c)
  if (!mayHave(shell, allowed.actor, whatFor)) return notTheirs(c, shell, allowed.actor)
  c.header('cache-control', 'no-store')
  return act(shell.vault, entry, { who: allowed.actor.id, from: placeOf(c), reason })
}

export const vaultRoutes = (app: Hono, shell: Shell): void => {
  const { vault } = shell

  app.post('/api/halls/:hall/vault', (c) => keepNumber(c, shell))

  app.get('/api/halls/:hall/vault/:kind{questions|tickets}/:about', (c) => {
    const allowed = staff({ c, shell })
    if (!allowed.ok) return allowed.response
    const kind = c.req.param('kind') === 'questions' ? 'question' : 'ticket'
    const whatFor: About = { kind, id: c.req.param('about') }
    if (!mayHave(shell, allowed.actor, whatFor)) return notTheirs(c, shell, allowed.actor)
    c.header('cache-control', 'no-store')
    return c.json({
      ok: true,
      asks: ASKS.filter((ask) => isAskedFor(shell, ask, whatFor)),
      kept: vault.of(whatFor),
    })
  })

  app.post('/api/halls/:hall/vault/:id/look', (c) =>
    withReason(c, shell, (kept, entry, looking) => {
      const look = kept.look(entry, looking)
      if (look.ok) return c.json({ ok: true, value: look.value })
      switch (look.code) {
        case 'unknown-entry':
          return unknown(c)
        case 'key-gone':
          return problem(
            c,
            409,
            'key-gone',
            'The key of the vault was not restored with it: nobody can open this any more.',
          )
        case 'looked-enough':
          c.header('retry-after', String(Math.ceil(look.waitMs / 1000)))
          return problem(c, 429, 'looked-enough', 'You have looked at as many numbers as an hour allows.', {
            waitMs: look.waitMs,
          })
      }
    }),
  )

  app.post('/api/halls/:hall/vault/:id/remove', (c) =>
    withReason(c, shell, (kept, entry, looking) => (kept.remove(entry, looking) ? c.json({ ok: true }) : unknown(c))),
  )

  app.get('/api/halls/:hall/vault', (c) => {
    const allowed = allowDuty(c, shell, 'audit')
    if (!allowed.ok) return allowed.response
    const looks = shell.securityLog
      .latest(LOG_READ)
      .filter(({ type }) => LOOK_TYPES.includes(type))
      .slice(0, LOOKS_SHOWN)
      .map(({ at, type, outcome, who = '', about: entry = '', data = {} }) => ({
        at,
        type,
        outcome,
        who,
        name: shell.people.staff().find((one) => one.id === who)?.name ?? who,
        entry,
        reason: String(data.reason ?? ''),
        ask: String(data.ask ?? ''),
      }))
    return c.json({ ok: true, keeps: vault.counts(), looks })
  })
}

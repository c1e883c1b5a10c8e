/** Pairing, signing in, and what managers do about people and the catalogue draft. */

import type { Context, Hono } from 'hono'
import { businessDay } from '../../hall/calendar.ts'
import { adviseCalendar, adviseCatalogue, checkCatalogue } from '../../hall/catalogue-check.ts'
import { canonical } from '../ledger/ledger.ts'
import { isPicture } from '../media/media-name.ts'
import { knowsYear } from '../working-days.ts'
import { answerWith } from './commands.ts'
import {
  codeSignInSchema,
  firstManagerSchema,
  newStaffSchema,
  ownPasswordSchema,
  pairSchema,
  publishSchema,
  signInSchema,
  staffChangeSchema,
} from './people-schema.ts'
import { problem } from './problem.ts'
import { read } from './read.ts'
import { actorOf, allowDuty, byOf, placeOf, type Shell, tokenOf, unknownToken } from './shell.ts'
import { byTwo, changeStaff } from './two-people-acts.ts'

const TROUBLE: Record<string, { readonly status: 401 | 403 | 404 | 409 | 422 | 429; readonly title: string }> = {
  'wrong-code': { status: 403, title: 'The code is wrong, was used, or is older than ten minutes.' },
  'wrong-password': { status: 401, title: 'The name or the password is wrong.' },
  'code-needed': {
    status: 403,
    title: 'A code of the second factor is needed: with `ticket` at POST /api/sign-in/code.',
  },
  'ticket-old': { status: 403, title: 'This took longer than allowed, or was used: begin again.' },
  'wrong-factor': {
    status: 401,
    title: 'The code is wrong or was used: wait for the next one, or use a recovery code.',
  },
  'factor-spent': { status: 403, title: 'Too many wrong codes: use a recovery code, and set up a second factor anew.' },
  'factor-unreadable': {
    status: 403,
    title: 'The key of this second factor is gone: use a recovery code, and set it up anew.',
  },
  'factor-paired': { status: 409, title: 'The paired computer is the second factor of window staff.' },
  'factor-asked': { status: 409, title: 'This hall asks for a second factor: change it, do not remove it.' },
  'factor-first': { status: 409, title: 'Set up a second factor of your own first, so that it is known to work here.' },
  'no-factor': { status: 409, title: 'There is no second factor.' },
  'own-factor': { status: 403, title: 'Change your own second factor at POST /api/factor.' },
  'password-needed': { status: 403, title: 'Give your password once more.' },
  'too-many': { status: 429, title: 'Too many tries: wait a moment.' },
  'weak-password': { status: 422, title: 'The password is shorter than the policy of this hall wants.' },
  'password-common': {
    status: 422,
    title: 'Everybody guesses this password first, or it holds the name: choose another.',
  },
  'password-simple': { status: 422, title: 'Mix three of capitals, small letters, digits and signs.' },
  'password-used': { status: 422, title: 'This password was in use before: choose another.' },
  'password-old': { status: 403, title: 'Choose a new password at POST /api/password first.' },
  'own-password': { status: 403, title: 'Change your own password with the present one: POST /api/password.' },
  'own-role': { status: 403, title: 'Nobody changes their own rights: somebody else has to.' },
  'last-administrator': { status: 409, title: 'Nobody else could give rights then: give them to somebody first.' },
  'no-secadmin': { status: 409, title: 'Make a security administrator first: nobody could change this back.' },
  'last-two': {
    status: 409,
    title: 'What takes two people takes two who can give rights: give another person the right first.',
  },
  'two-needed': {
    status: 409,
    title:
      'Each duty needs two people who chose their own passwords: two system and two security administrators, or managers who are both.',
  },
  'policy-fixed': { status: 409, title: 'The profile is given where the server is started (POLICY).' },
  'number-taken': { status: 409, title: 'Somebody else has this number: one person is one administrator only.' },
  'subject-taken': { status: 409, title: 'This sign-on is linked to another account.' },
  'not-linked': {
    status: 403,
    title: 'No account of this hall is linked to this sign-on: ask the security administrator.',
  },
  'unknown-token': { status: 401, title: 'Pair this machine: the request carries no token that is good now.' },
  'name-taken': { status: 409, title: 'Somebody has this name already.' },
  'counter-needed': { status: 403, title: 'Window staff sign in at a computer that is paired with a window.' },
  'not-found': { status: 404, title: 'No such person or machine.' },
}

/** What came of asking about a person or a machine. */
export const answer = (
  c: Context,
  result: { readonly ok: boolean; readonly code?: string; readonly waitMs?: number },
): Response => {
  if (result.ok) return c.json(result)
  const code = result.code ?? 'unknown'
  const known = TROUBLE[code] ?? { status: 422, title: 'This cannot be done.' }
  return problem(c, known.status, code, known.title, result)
}

export const peopleRoutes = (app: Hono, shell: Shell): void => {
  const { people, draft, live, media } = shell
  const reader = (c: Context) => allowDuty(c, shell, 'read', 'security')

  app.post('/api/pair', async (c) => {
    const asked = await read(c, pairSchema)
    return asked.ok ? answer(c, people.pair(asked.value.code, placeOf(c))) : asked.response
  })
  app.post('/api/rotate', (c) => answer(c, people.rotate(tokenOf(c))))
  app.post('/api/password', async (c) => {
    const asked = await read(c, ownPasswordSchema)
    if (!asked.ok) return asked.response
    const { name, password, wanted } = asked.value
    return answer(c, await people.changePassword(name, password, wanted, tokenOf(c), placeOf(c)))
  })
  app.post('/api/sign-in', async (c) => {
    const asked = await read(c, signInSchema)
    if (!asked.ok) return asked.response
    return answer(c, await people.signIn(asked.value.name, asked.value.password, tokenOf(c), placeOf(c)))
  })
  app.post('/api/sign-in/code', async (c) => {
    const asked = await read(c, codeSignInSchema)
    if (!asked.ok) return asked.response
    const { ticket, code, wanted } = asked.value
    return answer(c, await people.signInWithCode(ticket, code, wanted, tokenOf(c), placeOf(c)))
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
  app.post('/api/sign-out/everywhere', (c) => {
    const actor = actorOf(c, shell)
    if (!actor || !('name' in actor)) return unknownToken(c)
    people.signOutEverywhere(actor.id, byOf(c, actor))
    return c.json({ ok: true })
  })
  // A key or a finger: asking for nothing is what counts, since every request of this kind is a sign of life.
  app.post('/api/here', (c) => (actorOf(c, shell) ? c.json({ ok: true }) : unknownToken(c)))

  app.get('/api/halls/:hall/staff', (c) => {
    const allowed = reader(c)
    return allowed.ok ? c.json({ ok: true, staff: people.staff() }) : allowed.response
  })
  app.post('/api/halls/:hall/staff', async (c) => {
    const allowed = allowDuty(c, shell, 'security')
    if (!allowed.ok) return allowed.response
    const asked = await read(c, newStaffSchema)
    if (!asked.ok) return asked.response
    const { name, password, role } = asked.value
    return byTwo(
      c,
      shell,
      allowed.actor,
      { act: 'account-new', name, role },
      async () => answer(c, await people.addStaff(name, password, role, byOf(c, allowed.actor))),
      async () => {
        const sealed = await people.accounts.seal({ name }, password)
        if (!sealed.ok) return answer(c, sealed)
        return people.accounts.isTaken(name) ? answer(c, { ok: false, code: 'name-taken' }) : sealed
      },
    )
  })
  app.patch('/api/halls/:hall/staff/:id', async (c) => {
    const asked = await read(c, staffChangeSchema)
    if (!asked.ok) return asked.response
    const { photo, number: _number, post: _post, ...rights } = asked.value
    // What the public sees of somebody is the business of whoever runs the hall; what they may do is not.
    const isCard = Object.keys(rights).length === 0
    const allowed = isCard ? allowDuty(c, shell, 'run', 'security') : allowDuty(c, shell, 'security')
    if (!allowed.ok) return allowed.response
    if (photo !== undefined && photo !== null && !(isPicture(photo) && (await media.find(photo))))
      return problem(c, 404, 'not-found', 'No such picture: send it first.')
    const id = c.req.param('id')
    const { subject, password, ...rest } = asked.value
    if (typeof subject === 'string' && !shell.sso)
      return problem(c, 409, 'sso-off', 'This hall has no single sign-on: set OIDC_ISSUER where the server is started.')
    const linked = typeof subject === 'string' && shell.sso ? { subject: shell.sso.subjectOf(subject) } : {}
    const change = { ...rest, ...(subject === undefined ? {} : { subject }), ...linked }
    const act = { act: 'account', staff: id, change, password: password !== undefined } as const
    return byTwo(
      c,
      shell,
      allowed.actor,
      act,
      async () => answer(c, await changeStaff(shell, id, { ...change, password }, allowed.actor, placeOf(c))),
      async () => {
        const fault = people.accounts.faultOf(id, { ...change, password }, allowed.actor)
        if (fault) return answer(c, { ok: false, code: fault })
        if (password === undefined) return { ok: true }
        const sealed = await people.accounts.seal({ id }, password)
        return sealed.ok ? sealed : answer(c, sealed)
      },
    )
  })

  app.get('/api/halls/:hall/draft', async (c) => {
    const allowed = allowDuty(c, shell, 'read', 'system')
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
    const allowed = allowDuty(c, shell, 'run')
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

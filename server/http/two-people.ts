/** What waits for a second person: which acts, and the answer of whoever agrees or not (X32). */
import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { dutiesOf } from '../../hall/duty.ts'
import { REASON_LENGTH_MAX } from '../../hall/limits.ts'
import { looksPersonal } from '../../hall/personal-data.ts'
import type { Proposal } from '../security/two-people.ts'
import { problem } from './problem.ts'
import { read } from './read.ts'
import { allowDuty, noteRefused, notPermitted, placeOf, type Shell, tokenOf } from './shell.ts'
import { doProposed } from './two-people-acts.ts'

const word = z
  .string()
  .trim()
  .min(1)
  .max(REASON_LENGTH_MAX)
  .refine((text) => !looksPersonal(text), 'a word, not an identity, card or telephone number')
/** Whoever does not agree says why. */
export const secondSchema = z.union([
  z.strictObject({ agree: z.literal(true), word: word.exactOptional() }),
  z.strictObject({ agree: z.literal(false), word }),
])

/** Why an agreement did not do it, where people and machines have no sentence of their own for it. */
const TROUBLE: Readonly<Record<string, readonly [status: 403 | 404 | 409, title: string]>> = {
  'unknown-proposal': [404, 'No such proposal.'],
  'proposal-ended': [409, 'It does not wait any more: it was answered, taken back or is older than half an hour.'],
  'own-proposal': [403, 'Nobody agrees to what they asked for themselves: somebody else has to.'],
  'about-yourself': [403, 'It is about your own account: somebody else has to answer it.'],
  'just-made': [403, 'Whoever asks gave you this account within the half hour: somebody else has to agree.'],
  'password-given': [403, 'Somebody else set your password: choose one of your own at the sign-in page first.'],
  'asker-gone': [409, 'Whoever asked has no longer the right to: it was not done.'],
  'changed-meanwhile': [409, 'What it changes is not as it was when it was asked: it was not done. Ask again.'],
  'proposal-unreadable': [409, 'Another version wrote it: it was not done. Ask again.'],
}
const failed = (c: Context, code: string): Response => {
  const [status, title] = TROUBLE[code] ?? [409, 'It could not be done as it was asked, and was not: ask again.']
  return problem(c, status, code, title)
}

export const twoPeopleRoutes = (app: Hono, shell: Shell): void => {
  const { people, twoPeople } = shell
  const at = '/api/halls/:hall/security/proposals'

  app.get(at, (c) => {
    const allowed = allowDuty(c, shell, 'security', 'system')
    if (!allowed.ok) return allowed.response
    const { actor } = allowed
    const duties = dutiesOf(actor.role, people.policy().profile)
    const names = new Map([...people.staff(), ...people.devices()].map(({ id, name }) => [id, name]))
    const nameOf = (id: string): string => names.get(id) ?? id
    const shown = ({ origin: _origin, ...proposal }: Proposal): object => ({
      ...proposal,
      askerName: nameOf(proposal.asker),
      ...(proposal.about === null ? {} : { aboutName: nameOf(proposal.about) }),
      ...(proposal.second === null ? {} : { secondName: nameOf(proposal.second) }),
      mine: proposal.asker === actor.id,
      // Why this very person cannot agree, or null.
      against: proposal.state === 'open' ? (twoPeople.against(proposal, actor.id) ?? null) : null,
      for: proposal.state === 'open' ? twoPeople.candidates(proposal).map(nameOf) : [],
    })
    const proposals = twoPeople.list().filter(({ duty }) => duties.includes(duty))
    return c.json({ ok: true, fourEyes: people.policy().fourEyes, proposals: proposals.map(shown) })
  })

  app.post(`${at}/:id`, async (c) => {
    const allowed = allowDuty(c, shell, 'security', 'system')
    if (!allowed.ok) return allowed.response
    const asked = await read(c, secondSchema)
    if (!asked.ok) return asked.response
    const { actor } = allowed
    const id = c.req.param('id')
    const proposal = twoPeople.find(id)
    if (!proposal) return failed(c, 'unknown-proposal')
    if (!dutiesOf(actor.role, people.policy().profile).includes(proposal.duty)) {
      noteRefused(c, shell, actor, { proposal: id })
      return notPermitted(c)
    }
    const by = { who: actor.id, from: placeOf(c) }
    if (!asked.value.agree) {
      const declined = twoPeople.decline(id, by, asked.value.word)
      return declined.ok ? c.json({ ok: true }) : failed(c, declined.code)
    }
    const second = { token: tokenOf(c) }
    const done = await twoPeople.agree(id, by, asked.value.word, (claimed, digest) =>
      doProposed(shell, claimed, digest, second),
    )
    if (!done.ok) return failed(c, done.code)
    c.header('cache-control', 'no-store')
    return c.json({ ok: true, did: done.answer })
  })
}

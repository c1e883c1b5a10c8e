/**
 * The acts that take two people where the hall wants it (X32): those over HTTP that touch the ledger as a whole, or decide who
 * may. Why these and no others: SECURITY.md §3. Each says what it takes, what is so before it, and how it is done.
 */
import type { Context } from 'hono'
import { z } from 'zod'
import type { Actor, StaffRole } from '../../hall/actor.ts'
import { STAFF_ROLES } from '../../hall/actor.ts'
import type { Duty } from '../../hall/duty.ts'
import type { StaffChange } from '../people/accounts.ts'
import { policyChangeSchema } from '../people/security-policy.ts'
import type { Done, Proposal } from '../security/two-people.ts'
import { mediaUse } from './media.ts'
import { newDeviceSchema, staffChangeSchema } from './people-schema.ts'
import { problem } from './problem.ts'
import { placeOf, type Shell } from './shell.ts'

const id = z.string()
const actSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('policy'), change: policyChangeSchema }),
  z.strictObject({ act: z.literal('account-new'), name: z.string(), role: z.enum(STAFF_ROLES) }),
  /** A password is kept apart, and here stands only that there is one. */
  z.strictObject({
    act: z.literal('account'),
    staff: id,
    change: staffChangeSchema.omit({ password: true }),
    password: z.boolean(),
  }),
  z.strictObject({ act: z.literal('factor-end'), staff: id }),
  z.strictObject({ act: z.literal('standby-new'), machine: newDeviceSchema }),
  z.strictObject({ act: z.literal('standby-code'), device: id }),
  z.strictObject({ act: z.literal('standby-end'), device: id }),
])
export type Act = z.infer<typeof actSchema>

/** Who can change what is recorded, or who may. */
const POWERFUL: readonly StaffRole[] = ['manager', 'sysadmin', 'secadmin', 'auditor']
const roleIsPowerful = (role: StaffRole | undefined): boolean => role !== undefined && POWERFUL.includes(role)

const dutyOf = ({ act }: Act): Duty => (act.startsWith('standby') ? 'system' : 'security')

const aboutOf = (act: Act): string | undefined => {
  switch (act.act) {
    case 'policy':
    case 'account-new':
    case 'standby-new':
      return undefined
    case 'account':
    case 'factor-end':
      return act.staff
    case 'standby-code':
    case 'standby-end':
      return act.device
  }
}

/** What is so now of what it would change; undefined where that is no longer there. */
const present = (act: Act, { people }: Shell): object | undefined => {
  switch (act.act) {
    case 'policy': {
      const policy = people.policy()
      return Object.fromEntries(Object.entries(policy).filter(([name]) => name in act.change))
    }
    case 'account': {
      const now = people.staff().find((one) => one.id === act.staff)
      return now && { role: now.role, disabled: now.disabled, linked: now.linked === true }
    }
    case 'factor-end': {
      const at = people.factors().find((one) => one.id === act.staff)?.at
      return at === undefined ? undefined : { at }
    }
    case 'account-new':
    case 'standby-new':
      return {}
    case 'standby-code':
    case 'standby-end': {
      const machine = people.device(act.device)
      return machine && { name: machine.name }
    }
  }
}

const isListed = (act: Act, { people }: Shell): boolean => {
  switch (act.act) {
    case 'policy':
      return Object.keys(act.change).length > 0
    case 'account-new':
      return roleIsPowerful(act.role)
    case 'factor-end':
      return roleIsPowerful(people.staff().find((one) => one.id === act.staff)?.role)
    case 'account': {
      const { role, disabled, subject } = act.change
      // Who has the password or the sign-on of the second person is both.
      const touches = act.password || [role, disabled, subject].some((part) => part !== undefined)
      const was = people.staff().find((one) => one.id === act.staff)?.role
      return touches && (roleIsPowerful(was) || roleIsPowerful(role))
    }
    case 'standby-new':
      return act.machine.role === 'standby'
    case 'standby-code':
    case 'standby-end':
      return people.device(act.device)?.role === 'standby'
  }
}

/** Changes somebody's account or card. */
export const changeStaff = async (
  shell: Shell,
  staff: string,
  change: StaffChange,
  actor: Actor,
  from: string,
): ReturnType<Shell['people']['updateStaff']> => {
  const { people, screens, media } = shell
  const before = people.photoOf(staff)
  const changed = await people.updateStaff(staff, change, actor, from)
  screens.look()
  // A face that nobody shows any more is nobody's business.
  if (before !== undefined && mediaUse(shell, before) === null) await media.remove(before)
  return changed
}

type Second = { readonly token: string | undefined }

/** Does what was proposed, in the name of whoever asked it. @param second of the session that agreed, which a new policy leaves */
export const doProposed = async (
  shell: Shell,
  { act: name, data, was, asker, origin }: Proposal,
  digest: string | undefined,
  second: Second,
): Promise<Done> => {
  const { people } = shell
  const parsed = actSchema.safeParse(data)
  const actor = people.staff().find((one) => one.id === asker)
  if (!parsed.success || parsed.data.act !== name || !actor) return { ok: false, code: 'proposal-unreadable' }
  const act = parsed.data
  if (JSON.stringify(present(act, shell)) !== JSON.stringify(was)) return { ok: false, code: 'changed-meanwhile' }
  const by = { who: asker, from: origin }
  const told = (result: { readonly ok: boolean; readonly code?: string }): Done =>
    result.ok ? { ok: true, answer: result } : { ok: false, code: result.code ?? 'unknown' }
  switch (act.act) {
    case 'policy':
      return told(people.setPolicy(act.change, by, second.token))
    case 'account-new':
      return digest === undefined
        ? { ok: false, code: 'proposal-unreadable' }
        : told(await people.addStaff(act.name, { digest }, act.role, by))
    case 'account': {
      const change = { ...act.change, ...(digest === undefined ? {} : { password: { digest } }) }
      const { role, name: called } = actor
      return told(await changeStaff(shell, act.staff, change, { role, id: asker, name: called }, origin))
    }
    case 'factor-end':
      return told(people.takeFactor(act.staff, by))
    case 'standby-new':
      return { ok: true, answer: people.addDevice(act.machine, by) }
    case 'standby-code': {
      const code = people.freshCode(act.device, by)
      return code ? { ok: true, answer: code } : { ok: false, code: 'not-found' }
    }
    case 'standby-end':
      return people.revoke(act.device, by) ? { ok: true, answer: {} } : { ok: false, code: 'not-found' }
  }
}

const WAITS = {
  'too-many-open': 'Five of your proposals wait already: see what becomes of them, or take one back.',
  'nobody-to-agree':
    'This takes two people, and nobody else could agree: the security administrator gives another person the duty first.',
} as const

/**
 * Does an act at once, or where the hall wants four eyes and it is on the list, writes it down for a second person and answers
 * 202 with what waits, until when and for whom.
 * @param alone does it at once
 * @param sealed of a password that the act sets, as it would be kept
 */
export const byTwo = async (
  c: Context,
  shell: Shell,
  actor: Actor,
  act: Act,
  alone: () => Response | Promise<Response>,
  sealed: () => Promise<{ readonly ok: true; readonly digest?: string } | Response> = async () => ({ ok: true }),
): Promise<Response> => {
  const { people, twoPeople } = shell
  const was = present(act, shell)
  if (!people.policy().fourEyes || !isListed(act, shell) || was === undefined) return alone()
  const secret = await sealed()
  if (secret instanceof Response) return secret
  const asked = { act: act.act, duty: dutyOf(act), about: aboutOf(act), data: act, was, secret: secret.digest }
  const answer = twoPeople.ask(asked, { who: actor.id, from: placeOf(c) })
  if (!answer.ok) {
    const title = answer.code === 'too-many-open' ? WAITS['too-many-open'] : WAITS['nobody-to-agree']
    return problem(c, 409, answer.code, title)
  }
  const { proposal: asking } = answer
  const names = new Map(people.staff().map((one) => [one.id, one.name]))
  const proposal = {
    id: asking.id,
    act: asking.act,
    until: asking.until,
    for: twoPeople.candidates(asking).map((one) => names.get(one) ?? one),
  }
  return c.json({ ok: true, proposal }, 202)
}

/** Four eyes over HTTP: every act of the list, with one person, two, too late, the wrong duty, oneself again, and two at once (X32). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StaffRole } from '../../hall/actor.ts'
import { codeAt, stepOf } from '../../server/people/totp.ts'
import { type Answered, type HallServer, PASSWORD, startTestHall } from '../kit/hall-server.ts'
import { type HandClock, handClock, minutes } from '../kit/hand-clock.ts'

const OWN = 'Chosen-by-7-owner'

let clock: HandClock
let hall: HallServer
/** Sessions of now, by name. */
const tokens = new Map<string, string>()
const ids = new Map<string, string>()
let count = 0

const asked = (who: string, method: string, path: string, body?: unknown): Promise<Answered> =>
  hall.request(method, `${hall.hallPath}${path}`, body, tokens.get(who))
const signIn = async (name: string): Promise<string> =>
  String((await hall.request('POST', '/api/sign-in', { name, password: OWN })).token)
/** Somebody who chose their own password, half an hour ago and more. */
const add = async (name: string, role: StaffRole): Promise<string> => {
  const made = await hall.people.addStaff(name, PASSWORD, role, { who: 'somebody', from: 'test' })
  if (!made.ok) throw new Error(made.code)
  const chosen = await hall.request('POST', '/api/password', { name, password: PASSWORD, wanted: OWN })
  tokens.set(name, String(chosen.token))
  ids.set(name, made.staff.id)
  return made.staff.id
}
/** After a quiet time everybody signs in again. */
const allBack = async (): Promise<void> => {
  for (const name of ['one', 'two', 'three', 'keeper', 'machines']) tokens.set(name, await signIn(name))
}
const idOf = (name: string): string => ids.get(name) ?? ''
const staff = (id: string) => hall.people.staff().find((one) => one.id === id)
type Line = {
  readonly position: number
  readonly type: string
  readonly outcome: string
  readonly who?: string
  readonly about?: string
  readonly data: object
}
/** The newest first. */
const log = async (type: string): Promise<readonly Line[]> =>
  ((await asked('one', 'GET', '/security/log')).records as Line[]).filter((line) => line.type === type)

beforeAll(async () => {
  clock = handClock()
  hall = await startTestHall({ clock, sso: { issuer: 'http://127.0.0.1:9', clientId: 'hall' } })
  tokens.set('first', hall.managerToken)
  for (const name of ['one', 'two', 'three']) await add(name, 'manager')
  await add('keeper', 'secadmin')
  await add('machines', 'sysadmin')
  clock.move(minutes(31))
  tokens.set(
    'first',
    String((await hall.request('POST', '/api/sign-in', { name: 'manager', password: PASSWORD })).token),
  )
  await allBack()
  expect(await asked('one', 'PATCH', '/security/policy', { fourEyes: true })).toMatchObject({
    status: 200,
    policy: { fourEyes: true },
  })
})
afterAll(() => hall.stop())

type Try = {
  readonly ask: () => Promise<Answered>
  readonly isDone: () => boolean | Promise<boolean>
  readonly noted: string
}
type Listed = { readonly wrong: string; readonly make: () => Promise<Try> }

const target = async (role: StaffRole): Promise<string> => {
  count += 1
  const made = await hall.people.addStaff(`target ${count}`, PASSWORD, role, { who: 'somebody', from: 'test' })
  return made.ok ? made.staff.id : ''
}
type Answering = (id: string) => boolean | Promise<boolean>
const change = (role: StaffRole, body: object, isDone: Answering): Listed => ({
  wrong: 'machines',
  make: async () => {
    const id = await target(role)
    return {
      ask: () => asked('one', 'PATCH', `/staff/${id}`, body),
      isDone: () => isDone(id),
      noted: 'account-changed',
    }
  },
})
const standby = (): string => hall.people.addDevice({ name: 'beside', role: 'standby' }).device.id

const LIST: Readonly<Record<string, Listed>> = {
  'the policy': {
    wrong: 'machines',
    make: async () => {
      const idleMinutes = hall.people.policy().idleMinutes === 20 ? 21 : 20
      return {
        ask: () => asked('one', 'PATCH', '/security/policy', { idleMinutes }),
        isDone: () => hall.people.policy().idleMinutes === idleMinutes,
        noted: 'policy-changed',
      }
    },
  },
  'a new administrator': {
    wrong: 'machines',
    make: async () => {
      count += 1
      const name = `new ${count}`
      return {
        ask: () => asked('one', 'POST', '/staff', { name, password: PASSWORD, role: 'auditor' }),
        isDone: async () =>
          hall.people.staff().some((one) => one.name === name) &&
          (await hall.people.signIn(name, PASSWORD, undefined, 'test')).ok,
        noted: 'account-added',
      }
    },
  },
  'a role that is given': change('guide', { role: 'manager' }, (id) => staff(id)?.role === 'manager'),
  'a role that is taken': change('auditor', { role: 'inspector' }, (id) => staff(id)?.role === 'inspector'),
  'an administrator who is disabled': change('sysadmin', { disabled: true }, (id) => staff(id)?.disabled === true),
  'a password of an administrator': change('secadmin', { password: 'Another-7-word' }, async (id) => {
    const name = staff(id)?.name ?? ''
    return (await hall.people.signIn(name, 'Another-7-word', undefined, 'test')).ok
  }),
  'a sign-on of an administrator': {
    wrong: 'machines',
    make: async () => {
      const id = await target('manager')
      return {
        ask: () => asked('one', 'PATCH', `/staff/${id}`, { subject: `their word ${count}` }),
        isDone: () => staff(id)?.linked === true,
        noted: 'account-changed',
      }
    },
  },
  'a second factor of an administrator': {
    wrong: 'machines',
    make: async () => {
      const id = await target('secadmin')
      const signed = await hall.people.signIn(staff(id)?.name ?? '', PASSWORD, undefined, 'test')
      const token = signed.ok ? signed.token : ''
      const begun = await hall.people.beginFactor(token, { password: PASSWORD }, 'test')
      if (!begun.ok) throw new Error(begun.code)
      await hall.people.confirmFactor(token, codeAt(begun.secret, stepOf(clock.now())), 'test')
      return {
        ask: () => asked('one', 'DELETE', `/staff/${id}/factor`),
        isDone: () => hall.people.factors().find((one) => one.id === id)?.at === undefined,
        noted: 'second-factor-removed',
      }
    },
  },
  'a standby that is added': {
    wrong: 'keeper',
    make: async () => {
      count += 1
      const name = `beside ${count}`
      return {
        ask: () => asked('one', 'POST', '/devices', { name, role: 'standby' }),
        isDone: () => hall.people.devices().some((device) => device.name === name),
        noted: 'device-added',
      }
    },
  },
  'a code for a standby': {
    wrong: 'keeper',
    make: async () => {
      const id = standby()
      const before = (await log('device-code')).filter(({ about }) => about === id).length
      return {
        ask: () => asked('one', 'POST', `/devices/${id}/code`, {}),
        isDone: async () => (await log('device-code')).filter(({ about }) => about === id).length > before,
        noted: 'device-code',
      }
    },
  },
  'a standby that is removed': {
    wrong: 'keeper',
    make: async () => {
      const id = standby()
      return {
        ask: () => asked('one', 'DELETE', `/devices/${id}`),
        isDone: () => !hall.people.devices().some((device) => device.id === id),
        noted: 'device-revoked',
      }
    },
  },
}
const NAMES = Object.keys(LIST)
const make = async (name: string): Promise<Try> => {
  const listed = LIST[name]
  if (!listed) throw new Error(name)
  return listed.make()
}
type Waits = { readonly id: string; readonly until: number; readonly for: readonly string[] }
const waitsOf = ({ proposal }: Answered): Waits => proposal as Waits
const answer = (who: string, id: string, body: object = { agree: true }): Promise<Answered> =>
  asked(who, 'POST', `/security/proposals/${id}`, body)

describe.each(NAMES)('%s', (name) => {
  it('X32 waits when one person asks, and is done once when another with the duty agrees', async () => {
    const { ask, isDone, noted } = await make(name)
    const told = await ask()
    expect(told).toMatchObject({ ok: true, status: 202 })
    const waits = waitsOf(told)
    expect(waits.until).toBe(clock.now() + minutes(30))
    expect(waits.for).toEqual(expect.arrayContaining(['two', 'three']))
    expect(waits.for).not.toContain('one')
    expect(await isDone()).toBe(false)
    const before = (await log(noted))[0]?.position ?? 0
    expect(await answer('two', waits.id)).toMatchObject({ ok: true, status: 200 })
    expect(await isDone()).toBe(true)
    expect(await answer('three', waits.id)).toMatchObject({ status: 409, code: 'proposal-ended' })
    const [did] = await log(noted)
    expect(did?.position).toBeGreaterThan(before)
    // In the name of whoever asked.
    expect(did?.who).toBe(idOf('one'))
    const [agreed] = await log('two-people-agreed')
    const [ended] = await log('two-people-ended')
    expect(agreed).toMatchObject({ outcome: 'ok', who: idOf('two'), data: { proposal: waits.id, asked: idOf('one') } })
    expect(ended).toMatchObject({ outcome: 'ok', data: { proposal: waits.id, state: 'done' } })
  })

  it('X32 is agreed to by nobody who asked it, in no session of theirs, nor by whoever has another duty', async () => {
    const { ask, isDone } = await make(name)
    const { id } = waitsOf(await ask())
    expect(await answer('one', id)).toMatchObject({ status: 403, code: 'own-proposal' })
    tokens.set('one', await signIn('one'))
    expect(await answer('one', id)).toMatchObject({ status: 403, code: 'own-proposal' })
    expect(await answer(LIST[name]?.wrong ?? '', id)).toMatchObject({ status: 403, code: 'not-permitted' })
    expect(await isDone()).toBe(false)
    expect(await answer('one', id, { agree: false, word: 'no longer needed' })).toMatchObject({ status: 200 })
    expect(await answer('two', id)).toMatchObject({ status: 409, code: 'proposal-ended' })
    expect(await isDone()).toBe(false)
  })

  it('X32 is over after half an hour, and when somebody does not agree', async () => {
    const late = await make(name)
    const { id } = waitsOf(await late.ask())
    clock.move(minutes(30))
    await allBack()
    expect(await answer('two', id)).toMatchObject({ status: 409, code: 'proposal-ended' })
    expect(await late.isDone()).toBe(false)
    expect((await log('two-people-ended'))[0]).toMatchObject({ outcome: 'refused', data: { state: 'expired' } })
    const other = await make(name)
    const declined = waitsOf(await other.ask()).id
    expect(await answer('two', declined, { agree: false })).toMatchObject({ status: 422 })
    expect(await answer('two', declined, { agree: false, word: '没有必要' })).toMatchObject({ status: 200 })
    expect(await answer('three', declined)).toMatchObject({ status: 409, code: 'proposal-ended' })
    expect(await other.isDone()).toBe(false)
  })

  it('X32 is done once where two agree at the same moment', async () => {
    const { ask, isDone } = await make(name)
    const { id } = waitsOf(await ask())
    const answers = await Promise.all(['two', 'three', 'two', 'three'].map((who) => answer(who, id)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
    expect(await isDone()).toBe(true)
    expect((await log('two-people-agreed')).filter((row) => JSON.stringify(row.data).includes(id))).toHaveLength(1)
  })
})

describe('four eyes', () => {
  it('X32 whatever is not on the list is done at once: a guide, a card, a kiosk, somebody’s sessions', async () => {
    count += 1
    const guide = await asked('one', 'POST', '/staff', { name: `guide ${count}`, password: PASSWORD, role: 'guide' })
    expect(guide.status).toBe(200)
    const { id } = guide.staff as { id: string }
    expect((await asked('one', 'PATCH', `/staff/${id}`, { disabled: true })).status).toBe(200)
    expect((await asked('one', 'PATCH', `/staff/${idOf('two')}`, { post: '科长' })).status).toBe(200)
    expect((await asked('one', 'POST', '/devices', { name: 'k', role: 'kiosk' })).code).toMatch(/^[A-Z2-9]{8}$/)
    expect((await asked('one', 'DELETE', `/staff/${id}/sessions`)).status).toBe(200)
  })

  it('X32 what could not be done anyhow is refused at once, and nothing waits', async () => {
    const open = async (): Promise<number> =>
      ((await asked('two', 'GET', '/security/proposals')).proposals as { state: string }[]).filter(
        ({ state }) => state === 'open',
      ).length
    const before = await open()
    expect(await asked('one', 'PATCH', `/staff/${idOf('one')}`, { role: 'guide' })).toMatchObject({ code: 'own-role' })
    expect(await asked('one', 'PATCH', `/staff/${idOf('two')}`, { password: 'short' })).toMatchObject({
      code: 'weak-password',
    })
    expect(
      await asked('one', 'POST', '/staff', { name: 'two', password: 'Another-7-word', role: 'manager' }),
    ).toMatchObject({ code: 'name-taken' })
    expect(await asked('one', 'DELETE', '/devices/none')).toMatchObject({ status: 404 })
    expect(await open()).toBe(before)
  })

  it('X32 what is not as it was when it was asked is not done', async () => {
    const id = await target('guide')
    const proposal = waitsOf(await asked('one', 'PATCH', `/staff/${id}`, { role: 'manager' })).id
    expect((await asked('keeper', 'PATCH', `/staff/${id}`, { role: 'inspector' })).status).toBe(200)
    expect(await answer('two', proposal)).toMatchObject({ status: 409, code: 'changed-meanwhile' })
    expect(staff(id)?.role).toBe('inspector')
    const machine = standby()
    const gone = waitsOf(await asked('one', 'POST', `/devices/${machine}/code`, {})).id
    hall.people.revoke(machine)
    expect(await answer('two', gone)).toMatchObject({ status: 409, code: 'changed-meanwhile' })
  })

  it('X32 shows each what waits of their own duty, why they cannot agree, and never a password', async () => {
    count += 1
    const secret = 'Whispered-7-word'
    const asking = { name: `shown ${count}`, password: secret, role: 'auditor' }
    const account = waitsOf(await asked('one', 'POST', '/staff', asking)).id
    const machine = waitsOf(await asked('one', 'POST', '/devices', { name: 'beside', role: 'standby' })).id
    const seen = async (who: string): Promise<Record<string, { against: string | null; mine: boolean }>> => {
      const answer = await asked(who, 'GET', '/security/proposals')
      const text = JSON.stringify(answer)
      expect(text).not.toContain(secret)
      expect(text).not.toContain('argon2')
      const rows = answer.proposals as { id: string; state: string; against: string | null; mine: boolean }[]
      return Object.fromEntries(rows.filter(({ state }) => state === 'open').map((row) => [row.id, row]))
    }
    expect(await seen('one')).toMatchObject({ [account]: { against: 'own-proposal', mine: true } })
    expect(await seen('two')).toMatchObject({ [account]: { against: null, mine: false }, [machine]: { against: null } })
    expect(Object.keys(await seen('keeper'))).toContain(account)
    expect(Object.keys(await seen('keeper'))).not.toContain(machine)
    expect(Object.keys(await seen('machines'))).toEqual([machine])
    const lines = JSON.stringify(await asked('one', 'GET', '/security/log'))
    expect(lines).not.toContain(secret)
    expect(lines).not.toContain('argon2')
    for (const id of [account, machine]) expect((await answer('one', id, { agree: false, word: '-' })).status).toBe(200)
  })

  it('X32 the code of a standby is given to whoever agrees, and to nobody else', async () => {
    const asking = await asked('one', 'POST', '/devices', { name: 'beside', role: 'standby' })
    const done = await answer('machines', waitsOf(asking).id)
    const { code } = done.did as { code: string }
    expect(code).toMatch(/^[A-HJ-NP-Z2-9]{8}$/)
    expect(JSON.stringify(asking)).not.toContain(code)
    expect(JSON.stringify(await asked('one', 'GET', '/security/proposals'))).not.toContain(code)
    expect(await hall.request('POST', '/api/pair', { code })).toMatchObject({ ok: true })
  })

  it('X32 is given up only by two, and what waited then is still not done by one', async () => {
    const { ask, isDone } = await make('a role that is given')
    const waiting = waitsOf(await ask()).id
    const off = waitsOf(await asked('one', 'PATCH', '/security/policy', { fourEyes: false })).id
    expect(hall.people.policy().fourEyes).toBe(true)
    expect((await answer('keeper', off)).status).toBe(200)
    expect(hall.people.policy().fourEyes).toBe(false)
    expect((await answer('one', waiting)).code).toBe('own-proposal')
    expect(await isDone()).toBe(false)
    const id = await target('guide')
    expect((await asked('one', 'PATCH', `/staff/${id}`, { role: 'manager' })).status).toBe(200)
    expect(await asked('one', 'GET', '/security/check')).not.toHaveProperty('bad')
  })
})

import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Actor, STAFF_ROLES, type StaffRole } from '../../hall/actor.ts'
import { DUTIES, dutiesOf } from '../../hall/duty.ts'
import { GOOD, register } from './people-kit.ts'

const actor = (id: string, role: StaffRole): Actor => ({ role, id, name: 'somebody' })

describe('accounts', () => {
  it('X19 there is none in a new register, and no password opens it', async () => {
    const { people, store } = register()
    expect(people.staff()).toEqual([])
    expect(people.devices()).toEqual([])
    expect(store.sessions()).toEqual([])
    for (const name of ['admin', 'manager', 'root', '管理员', 'demo'])
      for (const password of ['admin', 'password', '12345678', 'eight-or-more'])
        expect(await people.signIn(name, password, undefined, name)).toMatchObject({ ok: false })
  })

  it('X19 the code of the first account is another at each start, works once, and only while nobody gives rights', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'yichuang-register-')), 'people.sqlite')
    const first = register({}, file)
    const code = first.people.firstCode() ?? ''
    expect(code).toMatch(/^[A-HJ-NP-Z2-9]{8}$/)
    first.people.close()
    const { people } = register({}, file)
    expect(people.firstCode()).not.toBe(code)
    expect(await people.firstManager(code, 'li', GOOD, 'desk')).toMatchObject({ code: 'wrong-code' })
    const good = people.firstCode() ?? ''
    expect(await people.firstManager(good, 'li', GOOD, 'desk')).toMatchObject({
      ok: true,
      identity: { role: 'manager', duties: DUTIES },
    })
    expect(people.firstCode()).toBe(undefined)
    expect(await people.firstManager(good, 'another', GOOD, 'desk')).toMatchObject({ code: 'wrong-code' })
    people.close()
  })

  it('X19 nobody shares a name, and a disabled account opens nothing at once', async () => {
    const { people, signedIn } = register()
    const { token, identity } = await signedIn('li')
    await people.addStaff('keeper', GOOD, 'manager')
    expect(await people.addStaff('li', GOOD, 'guide')).toMatchObject({ code: 'name-taken' })
    expect(people.actorOf(token)).toBeDefined()
    await people.updateStaff(identity.id, { disabled: true })
    expect(people.actorOf(token)).toBe(undefined)
    expect(await people.signIn('li', GOOD, undefined, 'elsewhere')).toMatchObject({ code: 'wrong-password' })
  })
})

describe('three administrators', () => {
  it('X29 system, security and audit are apart from one another, and under the graded protection from the business too', () => {
    for (const profile of ['modern', 'djbh3'] as const) {
      const has = STAFF_ROLES.map((role) => [role, dutiesOf(role, profile)] as const)
      const apart = ['system', 'security', 'audit'] as const
      for (const [role, duties] of has) {
        const held = apart.filter((duty) => duties.includes(duty))
        expect(held.length, `${role} under ${profile}`).toBeLessThanOrEqual(
          profile === 'modern' && role === 'manager' ? 3 : 1,
        )
        if (profile === 'djbh3' && held.length > 0) expect(duties, role).not.toContain('run')
      }
    }
    expect(dutiesOf('manager', 'djbh3')).toEqual(['run', 'read'])
    expect(dutiesOf('inspector', 'modern')).toEqual(['read'])
  })

  it('X29 no machine, clerk, guide or visitor has any duty', () => {
    for (const role of ['kiosk', 'display', 'counter', 'pad', 'edge', 'standby', 'window', 'guide', 'visitor'] as const)
      expect([...dutiesOf(role, 'modern'), ...dutiesOf(role, 'djbh3')]).toEqual([])
  })

  it('X29 nobody gives themselves a right, nor disables themselves', async () => {
    const { people, signedIn, noted } = register()
    const { identity } = await signedIn('li', 'manager')
    const me = actor(identity.id, 'manager')
    expect(await people.updateStaff(identity.id, { role: 'auditor' }, me, 'desk')).toMatchObject({ code: 'own-role' })
    expect(await people.updateStaff(identity.id, { disabled: true }, me, 'desk')).toMatchObject({ code: 'own-role' })
    expect(noted.at(-1)).toMatchObject({ type: 'account-changed', outcome: 'refused', data: { code: 'own-role' } })
    expect(await people.updateStaff(identity.id, { password: 'Another-one-9' }, me, 'desk')).toMatchObject({
      code: 'own-password',
    })
    expect(await people.updateStaff(identity.id, { post: '主任' }, me, 'desk')).toMatchObject({ ok: true })
  })

  it('X29 the last one who can give rights keeps it', async () => {
    const { people, signedIn } = register()
    const one = (await signedIn('one', 'manager')).identity.id
    expect(await people.updateStaff(one, { role: 'guide' })).toMatchObject({ code: 'last-administrator' })
    expect(await people.updateStaff(one, { disabled: true })).toMatchObject({ code: 'last-administrator' })
    await people.addStaff('two', GOOD, 'secadmin')
    expect(await people.updateStaff(one, { role: 'guide' })).toMatchObject({ ok: true })
    expect(people.firstCode()).toBe(undefined)
  })

  it('X29 another role ends the sessions that began with the one before', async () => {
    const { people, signedIn } = register()
    await people.addStaff('keeper', GOOD, 'manager')
    const { token, identity } = await signedIn('li', 'inspector')
    expect(people.actorOf(token)).toMatchObject({ role: 'inspector' })
    await people.updateStaff(identity.id, { role: 'auditor' })
    expect(people.actorOf(token)).toBe(undefined)
  })

  it('X29 the graded protection is put in force only when somebody could take it back, and ends other sessions', async () => {
    const { people, signedIn } = register()
    const one = await signedIn('one', 'manager')
    const two = await signedIn('two', 'manager')
    const by = { who: one.identity.id, from: 'desk' }
    const wanted = { profile: 'djbh3', secondFactor: 'offered' } as const
    expect(people.setPolicy(wanted, by, one.token)).toMatchObject({ code: 'no-secadmin' })
    await people.addStaff('keeper', GOOD, 'secadmin')
    expect(people.setPolicy(wanted, by, one.token)).toMatchObject({
      ok: true,
      policy: { profile: 'djbh3', sessionsMax: 1, passwordDays: 90, passwordsKept: 5 },
    })
    expect(people.actorOf(one.token)).toBeDefined()
    expect(people.actorOf(two.token)).toBe(undefined)
  })

  it('X29 a profile given at the start is not the page’s to change, and the first account is then the security administrator', async () => {
    const { people } = register({ profile: 'djbh3' })
    const made = await people.firstManager(people.firstCode() ?? '', 'li', GOOD, 'desk')
    expect(made).toMatchObject({ ok: true, identity: { role: 'secadmin', duties: ['security'] } })
    expect(people.setPolicy({ profile: 'modern' }, { from: 'desk' })).toMatchObject({ code: 'policy-fixed' })
    expect(people.setPolicy({ idleMinutes: 10 }, { from: 'desk' })).toMatchObject({
      ok: true,
      policy: { idleMinutes: 10 },
    })
  })

  it('X29 one person, by the number of the staff, is one administrator only', async () => {
    const { people } = register({ profile: 'djbh3' })
    const of = async (name: string, role: StaffRole): Promise<string> => {
      const made = await people.addStaff(name, GOOD, role)
      return made.ok ? made.staff.id : ''
    }
    const [one, two, clerk] = [await of('one', 'secadmin'), await of('two', 'auditor'), await of('three', 'window')]
    expect(await people.updateStaff(one, { number: '0071' })).toMatchObject({ ok: true })
    expect(await people.updateStaff(two, { number: '0071' })).toMatchObject({ code: 'number-taken' })
    expect(await people.updateStaff(clerk, { number: '0071' })).toMatchObject({ code: 'number-taken' })
    expect(await people.updateStaff(two, { number: '0072' })).toMatchObject({ ok: true })
  })

  it('X29 what is set is kept over a restart, within its bounds', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'yichuang-register-')), 'people.sqlite')
    const { people, signedIn } = register({}, file)
    return signedIn('one', 'manager').then(() => {
      people.setPolicy({ idleMinutes: 5, sessionsMax: 1 }, { from: 'desk' })
      people.close()
      const again = register({}, file)
      expect(again.people.policy()).toMatchObject({ profile: 'modern', idleMinutes: 5, sessionsMax: 1 })
      again.people.close()
    })
  })
})

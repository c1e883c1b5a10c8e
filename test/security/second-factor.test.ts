/** The second factor in the register: set up, asked for, used up, taken away (X30). */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { StaffRole } from '../../hall/actor.ts'
import { openFactorKey } from '../../server/people/factor-key.ts'
import type { Granted, Trouble } from '../../server/people/outcome.ts'
import { codeAt, stepOf, stepWith } from '../../server/people/totp.ts'
import { hours, minutes, seconds } from '../kit/hand-clock.ts'
import { GOOD, register } from './people-kit.ts'

type Register = ReturnType<typeof register>

const granted = <T extends object>(answer: T | Trouble): T => {
  if ('code' in answer) throw new Error(`It was refused: ${answer.code}`)
  return answer
}
/** Sets a second factor up in a session that stands; answers with what the telephone and the paper then have. */
const setUp = async ({ people, clock }: Register, token: string, password: string | undefined = GOOD) => {
  const { secret } = granted(await people.beginFactor(token, { password }, 'desk'))
  const done = granted(await people.confirmFactor(token, codeAt(secret, stepOf(clock.now())), 'desk'))
  // The code that confirmed it is used.
  clock.move(seconds(30))
  return { secret, done, now: () => codeAt(secret, stepOf(clock.now())) }
}
const withFactor = async (made: Register, name = 'li', role: 'guide' | 'manager' = 'guide') => {
  const first = await made.signedIn(name, role)
  return { id: first.identity.id, first, ...(await setUp(made, first.token)) }
}
const passwordOf = (made: Register, name = 'li', place = 'desk') => made.people.signIn(name, GOOD, undefined, place)
const ticketOf = async (made: Register, name = 'li', place = 'desk'): Promise<string> => {
  const answer = await passwordOf(made, name, place)
  if (answer.ok || answer.ticket === undefined) throw new Error(`No ticket: ${JSON.stringify(answer)}`)
  return answer.ticket
}
/** A code that is none of the three that are good now. */
const wrongFor = ({ clock }: Register, secret: Uint8Array): string =>
  ['000000', '111111', '222222', '333333'].find((code) => stepWith(secret, code, clock.now(), -1) === undefined) ?? ''
const enter = async (made: Register, code: string, place = 'desk'): Promise<Granted | Trouble> =>
  made.people.signInWithCode(await ticketOf(made, 'li', place), code, undefined, undefined, place)

describe('setting it up', () => {
  it('X30 takes the password and a code of the telephone, and ends whatever was signed in before', async () => {
    const made = register()
    const { people, clock } = made
    const first = await made.signedIn('li')
    const other = granted(await people.signIn('li', GOOD, undefined, 'elsewhere'))
    expect(await people.beginFactor(first.token, {}, 'desk')).toMatchObject({ code: 'password-needed' })
    expect(await people.beginFactor(first.token, { password: 'not the one' }, 'desk')).toMatchObject({
      code: 'wrong-password',
    })
    const { secret } = granted(await people.beginFactor(first.token, { password: GOOD }, 'desk'))
    expect(secret).toHaveLength(20)
    expect(people.ownFactor(first.token)).toEqual({ ok: true, set: false, asked: false })
    expect(await people.confirmFactor(first.token, '000000', 'desk')).toMatchObject({ code: 'wrong-factor' })
    expect(await people.confirmFactor(other.token, codeAt(secret, stepOf(clock.now())), 'desk')).toMatchObject({
      code: 'ticket-old',
    })
    const code = codeAt(secret, stepOf(clock.now()))
    const done = granted(await people.confirmFactor(first.token, code, 'desk'))
    // The code that confirmed it is used by that.
    expect(await enter(made, code)).toMatchObject({ code: 'wrong-factor' })
    expect(done.recovery).toHaveLength(10)
    for (const code of done.recovery) expect(code).toMatch(/^[A-HJ-NP-Z2-9]{5}-[A-HJ-NP-Z2-9]{5}$/)
    expect(new Set(done.recovery).size).toBe(10)
    expect([first.token, other.token].map((token) => people.actorOf(token))).toEqual([undefined, undefined])
    expect(people.actorOf(done.token)).toMatchObject({ name: 'li' })
    expect(people.ownFactor(done.token)).toMatchObject({ set: true, recoveryLeft: 10 })
    expect(made.types()).toContain('second-factor-set ok')
  })

  it('X30 is over after ten minutes, and a secret that nobody confirmed opens nothing', async () => {
    const made = register()
    const { token } = await made.signedIn('li')
    const { secret } = granted(await made.people.beginFactor(token, { password: GOOD }, 'desk'))
    for (let minute = 0; minute < 10; minute += 1) {
      made.clock.move(minutes(1))
      made.people.touch(token)
    }
    const code = codeAt(secret, stepOf(made.clock.now()))
    expect(await made.people.confirmFactor(token, code, 'desk')).toMatchObject({ code: 'ticket-old' })
    expect(await passwordOf(made)).toMatchObject({ ok: true })
  })

  it('X30 a code that comes twice at once sets it once', async () => {
    const made = register()
    const { token } = await made.signedIn('li')
    const { secret } = granted(await made.people.beginFactor(token, { password: GOOD }, 'desk'))
    const code = codeAt(secret, stepOf(made.clock.now()))
    const both = await Promise.all([0, 1].map(() => made.people.confirmFactor(token, code, 'desk')))
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  })

  it('X30 an account that is closed while the codes are made gets none', async () => {
    const made = register()
    await made.signedIn('keeper', 'manager')
    const { token, identity } = await made.signedIn('li')
    const { secret } = granted(await made.people.beginFactor(token, { password: GOOD }, 'desk'))
    const late = made.people.confirmFactor(token, codeAt(secret, stepOf(made.clock.now())), 'desk')
    await made.people.updateStaff(identity.id, { disabled: true })
    expect(await late).toMatchObject({ ok: false, code: 'unknown-token' })
    expect(made.store.factor(identity.id)).toBe(undefined)
  })

  it('X30 window staff have their paired computer, and are asked for nothing more', async () => {
    const made = register()
    const pc = made.paired('counter', '1')
    await made.people.addStaff('clerk', GOOD, 'window')
    await made.people.addStaff('keeper', GOOD, 'manager')
    expect(made.people.setPolicy({ secondFactor: 'everybody' }, { from: 'test' })).toMatchObject({ ok: true })
    const clerk = granted(await made.people.signIn('clerk', GOOD, pc.token, 'desk'))
    expect(clerk.identity).not.toHaveProperty('setUp')
    expect(made.people.actorOf(clerk.token)).toMatchObject({ counter: '1' })
    expect(await made.people.beginFactor(clerk.token, { password: GOOD }, 'desk')).toMatchObject({
      code: 'factor-paired',
    })
  })
})

describe('signing in with it', () => {
  it('X30 the right password answers that a code is needed, and the code with that ticket lets in, once', async () => {
    const made = register()
    const { now, id } = await withFactor(made)
    const ticket = await ticketOf(made)
    expect(ticket).toMatch(/^[\w-]{43}$/)
    const before = made.people.sessions().length
    const answer = granted(await made.people.signInWithCode(ticket, now(), undefined, undefined, 'desk'))
    expect(made.people.actorOf(answer.token)).toMatchObject({ id })
    expect(made.people.sessions().length).toBe(before + 1)
    made.clock.move(seconds(30))
    expect(await made.people.signInWithCode(ticket, now(), undefined, undefined, 'desk')).toMatchObject({
      code: 'ticket-old',
    })
    expect(made.types()).toContain('second-factor-used ok')
  })

  it('X30 a code works once, from one ticket or two, one after another or at once', async () => {
    const made = register()
    const { now } = await withFactor(made)
    const code = now()
    const tickets = [await ticketOf(made), await ticketOf(made), await ticketOf(made)]
    const answers = await Promise.all(
      tickets.map((ticket) => made.people.signInWithCode(ticket, code, undefined, undefined, 'desk')),
    )
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    made.clock.move(seconds(10))
    expect(await enter(made, code)).toMatchObject({ code: 'wrong-factor' })
  })

  it('X30 a telephone may be half a minute wrong either way, and a minute is too much', async () => {
    const made = register()
    const { secret } = await withFactor(made)
    const at = (steps: number): string => codeAt(secret, stepOf(made.clock.now()) + steps)
    made.clock.move(minutes(5))
    expect(await enter(made, at(-2))).toMatchObject({ code: 'wrong-factor' })
    expect(await enter(made, at(2))).toMatchObject({ code: 'wrong-factor' })
    expect(await enter(made, at(-1))).toMatchObject({ ok: true })
    made.clock.move(minutes(5))
    expect(await enter(made, at(1))).toMatchObject({ ok: true })
    // What lies before a code that was used is used with it.
    expect(await enter(made, at(0))).toMatchObject({ code: 'wrong-factor' })
  })

  it('X30 the ticket lives five minutes, at its own place, for the password that it was given for', async () => {
    const made = register()
    const { now, id } = await withFactor(made)
    const late = await ticketOf(made)
    made.clock.move(minutes(5))
    const tell = (ticket: string, place: string) =>
      made.people.signInWithCode(ticket, now(), undefined, undefined, place)
    expect(await tell(late, 'desk')).toMatchObject({ code: 'ticket-old' })
    const carried = await ticketOf(made)
    expect(await tell(carried, 'elsewhere')).toMatchObject({ code: 'ticket-old' })
    expect(await tell(carried, 'desk')).toMatchObject({ code: 'ticket-old' })
    const before = await ticketOf(made)
    await made.people.updateStaff(id, { password: 'Another-one-9' })
    expect(await tell(before, 'desk')).toMatchObject({ code: 'ticket-old' })
    // A password that an administrator sets does not take the second factor away.
    expect(await made.people.signIn('li', 'Another-one-9', undefined, 'desk')).toMatchObject({ code: 'code-needed' })
    expect(await tell('A'.repeat(43), 'desk')).toMatchObject({ code: 'ticket-old' })
  })

  it('X30 X18 whoever has the password and guesses codes waits as long as whoever guesses passwords', async () => {
    const made = register()
    const { clock } = made
    const { secret } = await withFactor(made)
    let looked = 0
    for (let tries = 0; tries < 100; tries += 1) {
      const answer = await passwordOf(made)
      if (!answer.ok && answer.ticket !== undefined) {
        const wrong = wrongFor(made, secret)
        const came = await made.people.signInWithCode(answer.ticket, wrong, undefined, undefined, 'desk')
        if (!came.ok && came.code === 'wrong-factor') looked += 1
      }
      clock.move(seconds(6))
    }
    expect(looked).toBeGreaterThanOrEqual(5)
    expect(looked).toBeLessThanOrEqual(20)
  })

  it('X30 X18 a right password in between does not begin the count of wrong codes anew', async () => {
    const made = register()
    const { secret } = await withFactor(made)
    for (let tries = 0; tries < 5; tries += 1)
      expect(await enter(made, wrongFor(made, secret))).toMatchObject({ code: 'wrong-factor' })
    expect(await passwordOf(made)).toMatchObject({ code: 'too-many' })
    made.clock.move(seconds(1))
    expect(await enter(made, wrongFor(made, secret))).toMatchObject({ code: 'wrong-factor' })
    expect(await passwordOf(made)).toMatchObject({ code: 'too-many' })
  })

  it('X30 X18 many codes at the same moment are no more than those one after another', async () => {
    const made = register()
    const { secret } = await withFactor(made)
    const ticket = await ticketOf(made)
    const wrong = wrongFor(made, secret)
    const all = await Promise.all(
      Array.from({ length: 30 }, () => made.people.signInWithCode(ticket, wrong, undefined, undefined, 'desk')),
    )
    expect(all.filter((answer) => !answer.ok && answer.code === 'wrong-factor')).toHaveLength(5)
  })

  it('X30 X18 wrong codes are in the alarm about guessing, and right ones of a whole morning are not', async () => {
    const made = register()
    const { now, secret } = await withFactor(made)
    for (let day = 0; day < 25; day += 1) {
      expect(await enter(made, now())).toMatchObject({ ok: true })
      made.clock.move(seconds(30))
    }
    expect(made.alarms).toEqual([])
    for (let tries = 0; tries < 20; tries += 1) await enter(made, wrongFor(made, secret), `place ${tries}`)
    expect(made.alarms.map(({ code }) => code)).toEqual(['guessing'])
    expect(made.types().filter((type) => type === 'second-factor-refused refused')).toHaveLength(20)
  })

  it('X30 after fifty wrong codes in a row only a recovery code opens, and what is set up anew is as good as new', async () => {
    const made = register()
    const { now, done, secret, id } = await withFactor(made)
    for (let tries = 0; tries < 49; tries += 1) made.store.wrongCode(id)
    expect(await enter(made, now())).toMatchObject({ ok: true })
    made.clock.move(seconds(30))
    // The right one began the row anew.
    for (let tries = 0; tries < 49; tries += 1) made.store.wrongCode(id)
    expect(await enter(made, wrongFor(made, secret))).toMatchObject({ code: 'wrong-factor' })
    expect(await enter(made, now())).toMatchObject({ code: 'factor-spent' })
    const [first = '', second = ''] = done.recovery
    const { token } = granted(await enter(made, first))
    const again = granted(await made.people.beginFactor(token, { password: GOOD, code: second }, 'desk'))
    granted(await made.people.confirmFactor(token, codeAt(again.secret, stepOf(made.clock.now())), 'desk'))
    made.clock.move(seconds(30))
    expect(await enter(made, codeAt(again.secret, stepOf(made.clock.now())))).toMatchObject({ ok: true })
    expect(await enter(made, now())).toMatchObject({ code: 'wrong-factor' })
  })

  it('X30 A6 a wrong password is answered as before, whether the account has a second factor, none, or is no account', async () => {
    const made = register()
    await withFactor(made)
    await made.people.addStaff('plain', GOOD, 'guide')
    const answers = await Promise.all(
      ['li', 'plain', 'nobody'].map((name) => made.people.signIn(name, 'not the one', undefined, 'desk')),
    )
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]).toEqual({ ok: false, code: 'wrong-password' })
  })

  it('X30 a new password with the old one takes the code too, and is refused before the code is used', async () => {
    const made = register()
    const { now } = await withFactor(made)
    const change = (wanted: string) => made.people.changePassword('li', GOOD, wanted, undefined, 'desk')
    expect(await change('short')).toMatchObject({ code: 'weak-password' })
    const asked = await change('Another-one-9')
    expect(asked).toMatchObject({ code: 'code-needed' })
    expect(await passwordOf(made)).toMatchObject({ code: 'code-needed' })
    const ticket = asked.ok ? '' : (asked.ticket ?? '')
    expect(await made.people.signInWithCode(ticket, now(), 'Another-one-9', undefined, 'desk')).toMatchObject({
      ok: true,
    })
    expect(await passwordOf(made)).toMatchObject({ code: 'wrong-password' })
    expect(await made.people.signIn('li', 'Another-one-9', undefined, 'desk')).toMatchObject({ code: 'code-needed' })
  })

  it('X30 X31 with the single sign-on the provider’s own second factor counts', async () => {
    const made = register()
    const { id } = await withFactor(made, 'li', 'manager')
    await made.people.updateStaff(id, { subject: 'issuer sub' })
    made.people.setPolicy({ secondFactor: 'everybody' }, { from: 'test' })
    const signed = granted(made.people.signInAs('issuer sub', undefined, 'desk'))
    expect(signed.identity).not.toHaveProperty('setUp')
    expect(made.people.actorOf(signed.token)).toMatchObject({ id })
  })
})

describe('recovery codes', () => {
  it('X30 ten of them work once each, however they are written, and only digests are kept', async () => {
    const made = register()
    const { done, id } = await withFactor(made)
    const kept = made.store.factor(id)?.recovery ?? ''
    for (const code of done.recovery) {
      expect(kept).not.toContain(code)
      expect(kept).not.toContain(code.replace('-', ''))
    }
    const [first = '', second = '', third = ''] = done.recovery
    for (const typed of [first, second.toLowerCase(), ` ${third.replace('-', ' ')} `]) {
      expect(await enter(made, typed)).toMatchObject({ ok: true })
      expect(await enter(made, typed)).toMatchObject({ code: 'wrong-factor' })
    }
    expect(made.noted.filter(({ type }) => type === 'recovery-used').map(({ data }) => data)).toEqual([
      { left: 9 },
      { left: 8 },
      { left: 7 },
    ])
  })

  it('X30 one that comes twice at once lets in once', async () => {
    const made = register()
    const { done } = await withFactor(made)
    const tickets = [await ticketOf(made), await ticketOf(made)]
    const answers = await Promise.all(
      tickets.map((ticket) => made.people.signInWithCode(ticket, done.recovery[0] ?? '', undefined, undefined, 'desk')),
    )
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  })

  it('X30 one that is looked at while its account is closed lets nobody in', async () => {
    const made = register()
    await made.signedIn('keeper', 'manager')
    const { done, id } = await withFactor(made)
    const late = made.people.signInWithCode(await ticketOf(made), done.recovery[0] ?? '', undefined, undefined, 'desk')
    await made.people.updateStaff(id, { disabled: true })
    expect(await late).toMatchObject({ ok: false, code: 'ticket-old' })
    expect(made.people.sessions().filter(({ staff }) => staff === id)).toEqual([])
  })

  it('X30 belong to their owner and to the second factor that they came with', async () => {
    const made = register()
    const li = await withFactor(made)
    const wang = await withFactor(made, 'wang')
    expect(await enter(made, wang.done.recovery[0] ?? '')).toMatchObject({ code: 'wrong-factor' })
    const begun = granted(await made.people.beginFactor(li.done.token, { password: GOOD, code: li.now() }, 'desk'))
    granted(await made.people.confirmFactor(li.done.token, codeAt(begun.secret, stepOf(made.clock.now())), 'desk'))
    expect(await enter(made, li.done.recovery[0] ?? '')).toMatchObject({ code: 'wrong-factor' })
  })
})

describe('changing and taking it away', () => {
  it('X30 one’s own takes the password and a code, both', async () => {
    const made = register()
    const { people } = made
    const { done, now } = await withFactor(made)
    const { token } = done
    for (const act of [people.beginFactor, people.removeFactor]) {
      expect(await act(token, { code: now() }, 'desk')).toMatchObject({ code: 'password-needed' })
      expect(await act(token, { password: GOOD }, 'desk')).toMatchObject({ code: 'code-needed' })
      expect(await act(token, { password: GOOD, code: '000000' }, 'desk')).toMatchObject({ code: 'wrong-factor' })
    }
    made.clock.move(seconds(30))
    const left = granted(await people.removeFactor(token, { password: GOOD, code: now() }, 'desk'))
    expect(people.actorOf(token)).toBe(undefined)
    expect(people.ownFactor(left.token)).toMatchObject({ set: false })
    expect(await passwordOf(made)).toMatchObject({ ok: true })
    expect(made.types()).toContain('second-factor-removed ok')
    expect(await people.removeFactor(left.token, { password: GOOD }, 'desk')).toMatchObject({ code: 'no-factor' })
  })

  it('X30 the security administrator takes another’s, not his own, and its owner is out until signing in again', async () => {
    const made = register()
    const keeper = await made.signedIn('keeper', 'manager')
    const { id, done } = await withFactor(made)
    const by = { who: keeper.identity.id, from: 'desk' }
    expect(made.people.takeFactor(keeper.identity.id, by)).toMatchObject({ code: 'own-factor' })
    expect(made.people.takeFactor('nobody', by)).toMatchObject({ code: 'not-found' })
    expect(made.people.takeFactor(id, by)).toEqual({ ok: true })
    expect(made.people.takeFactor(id, by)).toMatchObject({ code: 'no-factor' })
    expect(made.people.actorOf(done.token)).toBe(undefined)
    expect(made.noted).toContainEqual({ type: 'second-factor-removed', outcome: 'ok', ...by, about: id })
    expect(await passwordOf(made)).toMatchObject({ ok: true })
  })

  it('X30 where the policy asks for it, it is changed and not removed', async () => {
    const made = register()
    const { done, now } = await withFactor(made, 'li', 'manager')
    made.people.setPolicy({ secondFactor: 'administrators' }, { from: 'test' }, done.token)
    expect(await made.people.removeFactor(done.token, { password: GOOD, code: now() }, 'desk')).toMatchObject({
      code: 'factor-asked',
    })
  })
})

describe('the policy', () => {
  const ROLES: readonly StaffRole[] = ['guide', 'manager', 'inspector', 'sysadmin', 'secadmin', 'auditor']
  it.each([
    ['modern', undefined, []],
    ['modern', 'administrators', ['manager', 'sysadmin', 'secadmin', 'auditor']],
    ['modern', 'everybody', ROLES],
    ['djbh3', undefined, ['manager', 'sysadmin', 'secadmin', 'auditor']],
    ['djbh3', 'offered', []],
  ] as const)('X30 under %s, set to %s, it is asked of %j', async (profile, secondFactor, asked) => {
    const { people } = register({ profile })
    for (const role of ROLES) await people.addStaff(role, GOOD, role, undefined, true)
    if (secondFactor) people.setPolicy({ secondFactor }, { from: 'test' })
    for (const role of ROLES) {
      const { token, identity } = granted(await people.signIn(role, GOOD, undefined, 'desk'))
      expect(identity.setUp === true, role).toBe(asked.some((one) => one === role))
      expect(people.actorOf(token) === undefined, role).toBe(identity.setUp === true)
    }
  })

  it('X30 a session without it can set it up and nothing else, without its password once more, and is a whole one then', async () => {
    const made = register({ profile: 'djbh3' })
    const { people } = made
    const code = people.firstCode() ?? ''
    const first = granted(await people.firstManager(code, 'keeper', GOOD, 'desk'))
    expect(first.identity).toMatchObject({ role: 'secadmin', setUp: true })
    expect(people.mustSetUp(first.token)).toBe(true)
    expect(people.actorOf(first.token)).toBe(undefined)
    const { done } = await setUp(made, first.token, undefined)
    expect(done.identity).not.toHaveProperty('setUp')
    expect(people.mustSetUp(done.token)).toBe(false)
    expect(people.actorOf(done.token)).toMatchObject({ role: 'secadmin' })
    expect(people.actorOf(first.token)).toBe(undefined)
  })

  it('X30 whoever asks it of others has one, and everybody else signs in again', async () => {
    const made = register()
    const one = await made.signedIn('one', 'manager')
    const two = await made.signedIn('two', 'manager')
    const by = { who: one.identity.id, from: 'desk' }
    for (const change of [{ secondFactor: 'administrators' }, { profile: 'djbh3' }] as const) {
      await made.people.addStaff('keeper', GOOD, 'secadmin')
      expect(made.people.setPolicy(change, by, one.token)).toMatchObject({ code: 'factor-first' })
    }
    const { done } = await setUp(made, one.token)
    expect(made.people.setPolicy({ secondFactor: 'administrators' }, by, done.token)).toMatchObject({
      ok: true,
      policy: { profile: 'modern', secondFactor: 'administrators' },
    })
    expect(made.people.actorOf(done.token)).toBeDefined()
    expect(made.people.actorOf(two.token)).toBe(undefined)
    expect(made.people.sessions().map(({ staff }) => staff)).toEqual([one.identity.id])
    expect(granted(await passwordOf(made, 'two')).identity).toMatchObject({ setUp: true })
    expect(made.people.setPolicy({ secondFactor: 'offered' }, by, done.token)).toMatchObject({ ok: true })
  })

  it('X30 says who has one and of whom it is asked', async () => {
    const made = register()
    const { id } = await withFactor(made, 'li', 'manager')
    const pc = made.paired('counter', '1')
    await made.people.addStaff('clerk', GOOD, 'window')
    await made.people.signIn('clerk', GOOD, pc.token, 'desk')
    made.people.setPolicy({ secondFactor: 'administrators' }, { from: 'test' })
    const list = made.people.factors()
    expect(list.find((one) => one.id === id)).toMatchObject({ asked: true, recoveryLeft: 10 })
    expect(list.find(({ role }) => role === 'window')).toMatchObject({ asked: false })
    expect(JSON.stringify(list)).not.toMatch(/sealed|digest|salt/)
  })
})

describe('what is kept', () => {
  const inFolder = async (work: (folder: string) => Promise<void>): Promise<void> => {
    const folder = mkdtempSync(join(tmpdir(), 'yichuang-factor-'))
    await work(folder)
    rmSync(folder, { recursive: true, force: true })
  }
  const opened = (folder: string, clock?: Register['clock']) =>
    register({ factorKey: openFactorKey(join(folder, 'factor.key')) }, join(folder, 'people.sqlite'), clock)

  it('X30 the secret lies encrypted under a key outside the register, for its owner alone, and outlasts a restart', () =>
    inFolder(async (folder) => {
      const made = opened(folder)
      const { secret, id } = await withFactor(made)
      expect(statSync(join(folder, 'factor.key')).mode & 0o777).toBe(0o600)
      const sealed = made.store.factor(id)?.sealed
      expect(sealed).toHaveLength(1 + 12 + 16 + 20)
      made.people.close()
      expect(readFileSync(join(folder, 'people.sqlite')).includes(secret)).toBe(false)
      const again = opened(folder, made.clock)
      expect(await enter(again, codeAt(secret, stepOf(again.clock.now())))).toMatchObject({ ok: true })
      again.people.close()
    }))

  it('X30 put under another name it opens nothing, and without its key recovery codes do', () =>
    inFolder(async (folder) => {
      const made = opened(folder)
      const li = await withFactor(made)
      const wang = await withFactor(made, 'wang')
      made.people.close()
      const db = new Database(join(folder, 'people.sqlite'))
      db.prepare('UPDATE factors SET sealed = (SELECT sealed FROM factors WHERE staff = ?) WHERE staff = ?').run(
        wang.id,
        li.id,
      )
      db.close()
      const swapped = opened(folder, made.clock)
      expect(await enter(swapped, codeAt(wang.secret, stepOf(swapped.clock.now())))).toMatchObject({
        code: 'factor-unreadable',
      })
      expect(await enter(swapped, li.done.recovery[0] ?? '')).toMatchObject({ ok: true })
      swapped.people.close()
      rmSync(join(folder, 'factor.key'))
      const without = opened(folder, made.clock)
      const ticket = await ticketOf(without, 'wang')
      expect(
        await without.people.signInWithCode(ticket, wang.done.recovery[0] ?? '', undefined, undefined, 'desk'),
      ).toMatchObject({ ok: true })
      without.people.close()
    }))

  it('X30 a damaged key says what to do', () =>
    inFolder(async (folder) => {
      const made = opened(folder)
      await withFactor(made)
      made.people.close()
      const file = join(folder, 'factor.key')
      rmSync(file)
      const short = openFactorKey(file)
      short.seal(Buffer.from('x'), 'y')
      expect(readFileSync(file)).toHaveLength(32)
      writeFileSync(file, 'x')
      expect(() => openFactorKey(file).seal(Buffer.from('x'), 'y')).toThrow('Put it back from a backup')
    }))

  it('X30 Z21 a register of the version before opens, and that version still writes its sessions', () =>
    inFolder(async (folder) => {
      const file = join(folder, 'people.sqlite')
      const db = new Database(file)
      db.exec(`CREATE TABLE sessions (token TEXT PRIMARY KEY, staff TEXT NOT NULL, device TEXT, until INTEGER NOT NULL);
        CREATE TABLE session_facts (
          token TEXT PRIMARY KEY, id TEXT NOT NULL, began INTEGER NOT NULL, seen INTEGER NOT NULL, place TEXT NOT NULL
        );`)
      db.close()
      const made = opened(folder)
      const { identity } = await made.signedIn('li')
      made.people.close()
      const old = new Database(file)
      const now = made.clock.now()
      old
        .prepare('INSERT INTO sessions (token, staff, device, until) VALUES (?, ?, ?, ?)')
        .run('x', identity.id, null, now + hours(1))
      old
        .prepare('INSERT OR IGNORE INTO session_facts (token, id, began, seen, place) VALUES (?, ?, ?, ?, ?)')
        .run('x', 'y', now, now, 'desk')
      old.close()
      const again = opened(folder, made.clock)
      expect(again.people.sessions()).toHaveLength(2)
      again.people.close()
    }))
})

describe('the last keeper of accounts without telephone and codes', () => {
  it('X30 X19 whoever has the machine makes another one with a code of the console, once, and takes the first one’s away', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'yichuang-regain-')), 'people.sqlite')
    const before = register({}, file)
    const lost = await withFactor(before, 'li', 'manager')
    expect(before.people.firstCode()).toBe(undefined)
    before.people.close()
    const made = register({ regain: true }, file, before.clock)
    expect(made.people.needsManager()).toBe(true)
    const code = made.people.firstCode() ?? ''
    expect(await made.people.firstManager('AAAAAAAA', 'somebody', GOOD, 'desk')).toMatchObject({ code: 'wrong-code' })
    const both = await Promise.all(
      ['second', 'stranger'].map((name) => made.people.firstManager(code, name, GOOD, 'desk')),
    )
    expect(both.map(({ ok }) => ok)).toEqual([true, false])
    const [first] = both
    const second = granted(first ?? { ok: false, code: 'none' })
    expect(made.people.needsManager()).toBe(false)
    expect(await made.people.firstManager(code, 'third', GOOD, 'desk')).toMatchObject({ code: 'wrong-code' })
    expect(made.people.takeFactor(lost.id, { who: second.identity.id, from: 'desk' })).toEqual({ ok: true })
    expect(await passwordOf(made)).toMatchObject({ ok: true })
    made.people.close()
  })
})

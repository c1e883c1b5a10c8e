import { describe, expect, it } from 'vitest'
import { hours, minutes, seconds } from '../kit/hand-clock.ts'
import { GOOD, register } from './people-kit.ts'

describe('a session', () => {
  it('X16 has a fresh secret of 256 bits at every signing in', async () => {
    const { people, signedIn } = register()
    const first = await signedIn('one')
    const second = await people.signIn('one', GOOD, undefined, 'desk')
    expect(first.token).toMatch(/^[\w-]{43}$/)
    expect(second.ok && second.token).not.toBe(first.token)
  })

  it('X16 ends after fifteen minutes of quiet, on the server and without anybody asking', async () => {
    const { people, signedIn, clock, noted } = register()
    const { token } = await signedIn('one')
    const ended: string[] = []
    people.onSessionEnded((key) => ended.push(key))
    for (let step = 0; step < 89; step += 1) clock.move(seconds(10))
    expect(ended).toHaveLength(0)
    for (let step = 0; step < 3; step += 1) clock.move(seconds(10))
    expect(ended).toHaveLength(1)
    expect(people.actorOf(token)).toBe(undefined)
    expect(noted.at(-1)).toMatchObject({ type: 'session-ended', data: { why: 'quiet' } })
  })

  it('X16 looking is no sign of life, and a key or a command is', async () => {
    const { people, signedIn, clock } = register()
    const idle = await signedIn('idle')
    const busy = await signedIn('busy')
    for (let minute = 0; minute < 20; minute += 1) {
      clock.move(minutes(1))
      people.actorOf(idle.token)
      people.touch(busy.token)
    }
    expect(people.actorOf(idle.token)).toBe(undefined)
    expect(people.actorOf(busy.token)).toMatchObject({ name: 'busy' })
  })

  it('X16 Z11 has its quiet time though the machine’s clock was ahead when it began', async () => {
    const { people, signedIn, clock } = register()
    clock.move(hours(5))
    const { token } = await signedIn('one')
    clock.move(-hours(5))
    for (let minute = 0; minute < 14; minute += 1) clock.move(minutes(1))
    expect(people.actorOf(token)).toBeDefined()
    for (let minute = 0; minute < 5 * 60; minute += 1) clock.move(minutes(1))
    expect(people.actorOf(token)).toBe(undefined)
    expect(people.sessions()).toEqual([])
  })

  it('X16 begins with no password that was replaced while it was being looked at', async () => {
    const { people } = register()
    const made = await people.addStaff('one', GOOD, 'guide')
    const id = made.ok ? made.staff.id : ''
    // All wait for the same turn; the old password is looked at last, and was read from the register before.
    const first = people.signIn('nobody', GOOD, undefined, 'desk')
    const changed = people.updateStaff(id, { password: 'Lvcheng-8842' })
    await new Promise(setImmediate)
    const late = people.signIn('one', GOOD, undefined, 'elsewhere')
    expect(await Promise.all([first, changed])).toMatchObject([{ ok: false }, { ok: true }])
    expect(await late).toMatchObject({ ok: false, code: 'wrong-password' })
  })

  it('X16 of a clerk is never quiet while somebody stands at the window, and has its quiet time after that', async () => {
    let serving = true
    const { people, paired, clock } = register({ isServing: (counter) => serving && counter === '3' })
    const pc = paired('counter', '3')
    await people.addStaff('clerk', GOOD, 'window')
    const clerk = await people.signIn('clerk', GOOD, pc.token, 'desk')
    const token = clerk.ok ? clerk.token : ''
    for (let minute = 0; minute < 60; minute += 1) clock.move(minutes(1))
    expect(people.actorOf(token)).toMatchObject({ counter: '3' })
    serving = false
    for (let minute = 0; minute < 14; minute += 1) clock.move(minutes(1))
    expect(people.actorOf(token)).toMatchObject({ counter: '3' })
    for (let minute = 0; minute < 2; minute += 1) clock.move(minutes(1))
    expect(people.actorOf(token)).toBe(undefined)
  })

  it('X16 a press on the keypad of the window is a sign of life of its clerk', async () => {
    const { people, paired, clock } = register()
    const pc = paired('counter', '3')
    await people.addStaff('clerk', GOOD, 'window')
    const clerk = await people.signIn('clerk', GOOD, pc.token, 'desk')
    for (let minute = 0; minute < 20; minute += 1) {
      clock.move(minutes(1))
      expect(people.seatedAt('3')).toHaveLength(1)
    }
    expect(clerk.ok && people.actorOf(clerk.token)).toMatchObject({ counter: '3' })
    for (let minute = 0; minute < 16; minute += 1) clock.move(minutes(1))
    expect(people.seatedAt('3')).toHaveLength(0)
  })

  it('X16 ends after ten hours, whatever was done', async () => {
    const { people, signedIn, clock, noted } = register()
    const { token } = await signedIn('one')
    for (let minute = 0; minute < 10 * 60 - 1; minute += 1) {
      clock.move(minutes(1))
      people.touch(token)
    }
    expect(people.actorOf(token)).toBeDefined()
    clock.move(minutes(1))
    expect(people.actorOf(token)).toBe(undefined)
    expect(noted.at(-1)).toMatchObject({ type: 'session-ended', data: { why: 'day-over' } })
  })

  it('X16 is over on the server when it is signed out', async () => {
    const { people, signedIn } = register()
    const { token } = await signedIn('one')
    expect(people.actorOf(token)).toBeDefined()
    people.signOut(token)
    expect(people.actorOf(token)).toBe(undefined)
  })

  it('X16 one person has three at most, and a fourth ends the oldest', async () => {
    const { people, signedIn, clock } = register()
    const tokens = [(await signedIn('one')).token]
    for (let more = 0; more < 3; more += 1) {
      clock.move(seconds(1))
      const granted = await people.signIn('one', GOOD, undefined, 'desk')
      tokens.push(granted.ok ? granted.token : '')
    }
    expect(tokens.map((token) => people.actorOf(token) !== undefined)).toEqual([false, true, true, true])
  })

  it('X16 all of a person end at once when they sign out everywhere, and nobody else’s', async () => {
    const { people, signedIn } = register()
    const one = await signedIn('one')
    const again = await people.signIn('one', GOOD, undefined, 'desk')
    const two = await signedIn('two')
    people.signOutEverywhere(one.identity.id, { who: one.identity.id, from: 'desk' })
    expect([one.token, again.ok ? again.token : '', two.token].map((token) => people.actorOf(token)?.id)).toEqual([
      undefined,
      undefined,
      two.identity.id,
    ])
  })

  it('X16 outlives a restart, and so does its quiet time to the minute', async () => {
    const { people, store, signedIn, clock } = register()
    const { token } = await signedIn('one')
    for (let minute = 0; minute < 5; minute += 1) {
      clock.move(minutes(1))
      people.touch(token)
    }
    const seen = store.sessions().at(0)?.seen ?? 0
    expect(clock.now() - seen).toBeLessThanOrEqual(minutes(1))
  })

  it('X16 of version 0.5 goes on from when it is first seen', async () => {
    const { people, store, signedIn, clock } = register()
    const { token } = await signedIn('one')
    const key = store.sessions().at(0)?.token ?? ''
    store.endSessionFacts(key)
    clock.move(minutes(1))
    expect(people.actorOf(token)).toMatchObject({ name: 'one' })
    expect(people.sessions()).toHaveLength(1)
    for (let minute = 0; minute < 17; minute += 1) clock.move(minutes(1))
    expect(people.actorOf(token)).toBe(undefined)
  })
})

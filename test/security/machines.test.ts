import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { digest } from '../../server/people/store.ts'
import { hours, minutes } from '../kit/hand-clock.ts'
import { GOOD, register } from './people-kit.ts'

const A_DAY = hours(24)

/** The next token of a machine whose own is a day old. */
const nextOf = (people: ReturnType<typeof register>['people'], token: string): string => {
  const rotated = people.rotate(token)
  if (!rotated.ok || !('token' in rotated) || rotated.token === undefined) throw new Error('No token was handed out.')
  return rotated.token
}

describe('the token of a machine', () => {
  it('X8 is not renewed before a day, and the machine is told when to ask', () => {
    const { people, paired, clock } = register()
    const { token } = paired('kiosk')
    expect(people.rotate(token)).toEqual({ ok: true, waitMs: A_DAY })
    clock.move(A_DAY - minutes(20))
    expect(people.rotate(token)).toEqual({ ok: true, waitMs: minutes(20) })
  })

  it('X8 is another after a day, of 256 bits, and the register holds neither', () => {
    const { people, paired, clock, store } = register()
    const { id, token } = paired('kiosk')
    clock.move(A_DAY)
    const next = nextOf(people, token)
    expect(next).toMatch(/^[\w-]{43}$/)
    expect(next).not.toBe(token)
    const kept = JSON.stringify(store.device(id))
    expect(kept).not.toContain(token)
    expect(kept).not.toContain(next)
  })

  it('X8 stays good until the next one is used, whatever was lost on the way', () => {
    const { people, paired, clock, alarms } = register()
    const { id, token } = paired('kiosk')
    clock.move(A_DAY)
    nextOf(people, token)
    clock.move(hours(12))
    expect(people.actorOf(token)).toMatchObject({ id })
    const again = nextOf(people, token)
    expect(people.actorOf(again)).toMatchObject({ id })
    expect(alarms).toEqual([])
  })

  it('X8 two pages of one machine that ask together are handed the same one', () => {
    const { people, paired, clock } = register()
    const { token } = paired('kiosk')
    clock.move(A_DAY)
    expect(nextOf(people, token)).toBe(nextOf(people, token))
  })

  it('X8 the one before is good for a moment after the next was used, and then shuts the machine out', () => {
    const { people, paired, clock, alarms, types } = register()
    const { id, token } = paired('kiosk')
    const out: string[] = []
    people.onDismissed((principal) => out.push(principal))
    clock.move(A_DAY)
    // Looked up lately, as that of every machine at work.
    expect(people.actorOf(token)).toMatchObject({ id })
    const next = nextOf(people, token)
    expect(people.actorOf(next)).toMatchObject({ id })
    clock.move(minutes(9))
    expect(people.actorOf(token)).toMatchObject({ id })
    clock.move(minutes(2))
    expect(out).toEqual([])
    expect(people.actorOf(token)).toBe(undefined)
    expect(people.actorOf(next)).toBe(undefined)
    expect(people.rotate(next)).toMatchObject({ ok: false, code: 'unknown-token' })
    expect(out).toEqual([id])
    expect(alarms).toEqual([{ code: 'token-reused', data: { device: 'kiosk' } }])
    expect(types()).toContain('token-rotated ok')
    expect(types()).toContain('token-reused refused')
  })

  it('X8 a thief who renews first is shut out with the machine as soon as the machine speaks', () => {
    const { people, paired, clock, alarms } = register()
    const { token } = paired('kiosk')
    clock.move(A_DAY)
    const stolen = nextOf(people, token)
    expect(people.actorOf(stolen)).toBeDefined()
    clock.move(minutes(11))
    expect(people.actorOf(token)).toBe(undefined)
    expect(people.actorOf(stolen)).toBe(undefined)
    expect(alarms.map(({ code }) => code)).toEqual(['token-reused'])
  })

  it('X8 a machine that was shut out is paired again with a fresh code, and its old tokens stay unknown', () => {
    const { people, paired, clock } = register()
    const { id, token } = paired('kiosk')
    clock.move(A_DAY)
    const next = nextOf(people, token)
    people.actorOf(next)
    clock.move(minutes(11))
    people.actorOf(token)
    const code = people.freshCode(id)?.code ?? ''
    const again = people.pair(code, 'floor')
    expect(again).toMatchObject({ ok: true, identity: { id } })
    expect(people.actorOf(token)).toBe(undefined)
    expect(people.actorOf(next)).toBe(undefined)
    expect(again.ok && people.actorOf(again.token)).toMatchObject({ id })
  })

  it('X8 whoever is signed in on the machine that held a place is out when another takes it', async () => {
    const { people, paired } = register()
    const { id, token } = paired('counter', '3')
    await people.addStaff('clerk', GOOD, 'window')
    const clerk = await people.signIn('clerk', GOOD, token, 'desk')
    const held = clerk.ok ? clerk.token : ''
    expect(people.actorOf(held)).toMatchObject({ counter: '3' })
    expect(people.pair(people.freshCode(id)?.code ?? '', 'floor')).toMatchObject({ ok: true })
    expect(people.actorOf(held)).toBe(undefined)
  })

  it('X8 of a machine that 0.5 paired begins its day when it is first seen', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'yichuang-register-')), 'people.sqlite')
    const old = new Database(file)
    old.exec(`CREATE TABLE devices (
      id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, counter TEXT, zone TEXT, printer TEXT, edge TEXT, screen TEXT,
      token TEXT UNIQUE, code TEXT, code_until INTEGER, revoked INTEGER NOT NULL DEFAULT 0)`)
    old
      .prepare("INSERT INTO devices (id, name, role, token) VALUES ('d1', 'old kiosk', 'kiosk', ?)")
      .run(digest('an old token'))
    old.close()
    const { people, clock } = register({}, file)
    expect(people.actorOf('an old token')).toMatchObject({ id: 'd1' })
    expect(people.rotate('an old token')).toEqual({ ok: true, waitMs: A_DAY })
    clock.move(A_DAY)
    expect(people.actorOf(nextOf(people, 'an old token'))).toMatchObject({ id: 'd1' })
    people.close()
  })

  it('X8 a revoked machine has no token, no next one and no code', () => {
    const { people, paired, clock } = register()
    const { id, token } = paired('kiosk')
    clock.move(A_DAY)
    const next = nextOf(people, token)
    const code = people.freshCode(id)?.code ?? ''
    people.revoke(id)
    expect(people.actorOf(token)).toBe(undefined)
    expect(people.actorOf(next)).toBe(undefined)
    expect(people.pair(code, 'floor')).toMatchObject({ code: 'wrong-code' })
    expect(people.freshCode(id)).toBe(undefined)
  })

  it('X8 a code is tried five times from one place, then ever more slowly, and others pair meanwhile', () => {
    const { people, clock, alarms } = register()
    const { code } = people.addDevice({ name: 'k', role: 'kiosk' })
    for (let tries = 0; tries < 5; tries += 1)
      expect(people.pair('AAAAAAAA', 'a stranger')).toMatchObject({ code: 'wrong-code' })
    expect(people.pair(code, 'a stranger')).toEqual({ ok: false, code: 'too-many', waitMs: 1_000 })
    clock.move(1_000)
    expect(people.pair('AAAAAAAA', 'a stranger')).toMatchObject({ code: 'wrong-code' })
    expect(people.pair(code, 'a stranger')).toEqual({ ok: false, code: 'too-many', waitMs: 2_000 })
    expect(people.pair(code, 'the kiosk')).toMatchObject({ ok: true })
    expect(alarms).toEqual([])
  })

  it('X8 the code itself is eight signs of thirty-two and works once', () => {
    const { people } = register()
    const codes = Array.from({ length: 200 }, () => people.addDevice({ name: 'k', role: 'kiosk' }).code)
    for (const code of codes) expect(code).toMatch(/^[A-HJ-NP-Z2-9]{8}$/)
    expect(new Set(codes).size).toBe(200)
    expect(people.pair(codes[0] ?? '', 'floor')).toMatchObject({ ok: true })
    expect(people.pair(codes[0] ?? '', 'floor')).toMatchObject({ code: 'wrong-code' })
  })
})

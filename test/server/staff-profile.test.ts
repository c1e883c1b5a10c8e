import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { PROTOCOL } from '../../hall/wire.ts'
import { openPeople } from '../../server/people/people.ts'
import { openPeopleStore } from '../../server/people/store.ts'
import { type HallServer, PASSWORD, startTestHall } from '../kit/hall-server.ts'
import { handClock } from '../kit/hand-clock.ts'

describe('who serves', () => {
  let hall: HallServer
  let clerk: string
  let id: string
  let pad: string
  let strip: string
  beforeAll(async () => {
    hall = await startTestHall()
    const { token } = await hall.device('counter', { counter: '1' })
    clerk = await hall.staff('window', '窗口甲', token)
    id = hall.people.staff().find(({ name }) => name === '窗口甲')?.id ?? ''
    pad = (await hall.device('pad', { counter: '1' })).token
    strip = (await hall.device('display', { counter: '1' })).token
  })
  afterAll(async () => hall.stop())

  const change = (body: object, token = hall.managerToken) =>
    hall.request('PATCH', `${hall.hallPath}/staff/${id}`, body, token)
  const photo = async (): Promise<string> => {
    const response = await fetch(`${hall.url}${hall.hallPath}/media`, {
      method: 'POST',
      headers: { 'content-type': 'image/jpeg', authorization: `Bearer ${hall.managerToken}` },
      body: new Uint8Array(Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), randomBytes(500)])),
    })
    return String(((await response.json()) as { media?: string }).media)
  }
  const seen = async (kind: 'strip' | 'pad') => {
    const { view } = await hall.request(
      'GET',
      `${hall.hallPath}/views/${kind}:1`,
      undefined,
      kind === 'pad' ? pad : strip,
    )
    return view as { clerk?: object }
  }

  it('A11 number, post and photo are shown on strip and pad while the window is open, and nothing else of the person', async () => {
    const face = await photo()
    expect(await change({ number: '0012', post: '受理岗', photo: face })).toMatchObject({ ok: true })
    expect((await seen('strip')).clerk).toBeUndefined()
    await hall.command({ type: 'OpenCounter', counter: '1' }, clerk)
    const card = { name: '窗口甲', number: '0012', post: '受理岗', photo: face }
    expect((await seen('strip')).clerk).toEqual(card)
    expect((await seen('pad')).clerk).toEqual(card)
    for (const kind of ['strip', 'pad'] as const) expect(JSON.stringify(await seen(kind))).not.toContain(id)
    await hall.command({ type: 'PauseCounter', counter: '1', reason: 'meal' }, clerk)
    expect((await seen('strip')).clerk).toBeUndefined()
    await hall.command({ type: 'OpenCounter', counter: '1' }, clerk)
    expect((await seen('strip')).clerk).toEqual(card)
    await hall.command({ type: 'CloseCounter', counter: '1' }, clerk)
    expect((await seen('pad')).clerk).toBeUndefined()
  })

  it('A11 a card that is changed while somebody sets a password keeps what was changed', async () => {
    await hall.staff('guide', '导办乙')
    const other = hall.people.staff().find(({ name }) => name === '导办乙')?.id ?? ''
    const set = (body: object) => hall.request('PATCH', `${hall.hallPath}/staff/${other}`, body, hall.managerToken)
    const asked = [set({ password: PASSWORD }), set({ number: '0013', post: '综合岗' })]
    for (const answer of await Promise.all(asked)) expect(answer).toMatchObject({ ok: true })
    expect(hall.people.staff().find((one) => one.id === other)).toMatchObject({ number: '0013', post: '综合岗' })
  })

  it('A11 a change is shown at once and signs nobody out; a new password does', async () => {
    await hall.command({ type: 'OpenCounter', counter: '1' }, clerk)
    await change({ post: '综合窗口组长' })
    expect((await seen('pad')).clerk).toMatchObject({ post: '综合窗口组长', number: '0012' })
    // A strip that hangs there hears it at once: it has just had its heartbeat, and the next is five seconds away.
    const socket = io(hall.url, { auth: { token: strip }, transports: ['websocket'], forceNew: true })
    const told: string[] = []
    socket.on('view', (message) => void told.push(JSON.stringify(message)))
    await new Promise((resolve) => socket.emit('watch', 'strip:1', PROTOCOL, resolve))
    await vi.waitFor(() => expect(told.length).toBeGreaterThan(0), { timeout: 8_000 })
    await change({ post: '首席受理员' })
    await vi.waitFor(() => expect(told.join()).toContain('首席受理员'), { timeout: 2_000 })
    socket.close()
    await change({ number: null })
    expect((await seen('pad')).clerk).not.toHaveProperty('number')
    const counters = `${hall.hallPath}/views/counter:1`
    expect(await hall.request('GET', counters, undefined, clerk)).toMatchObject({ status: 200 })
    await change({ password: `${PASSWORD}-new` })
    expect(await hall.request('GET', counters, undefined, clerk)).toMatchObject({ status: 401 })
  })

  it('A11 S15 a photo in use stays, and a face that nobody shows any more goes', async () => {
    const first = await photo()
    await change({ photo: first })
    const path = `${hall.hallPath}/media/${first}`
    expect(await hall.request('DELETE', path, undefined, hall.managerToken)).toMatchObject({
      status: 409,
      use: 'photo',
    })
    const second = await photo()
    await change({ photo: second })
    expect((await fetch(`${hall.url}/media/${first}`)).status).toBe(404)
    // The same again is no reason to lose it.
    await change({ photo: second })
    expect((await fetch(`${hall.url}/media/${second}`)).status).toBe(200)
    await change({ photo: null })
    expect((await fetch(`${hall.url}/media/${second}`)).status).toBe(404)
  })

  it.each([
    ['a photo that is not there', { photo: `${'0'.repeat(32)}.jpg` }, 404],
    ['a film as photo', { photo: `${'0'.repeat(32)}.mp4` }, 404],
    ['a foreign address as photo', { photo: 'https://example.org/a.jpg' }, 422],
    ['a number that is a sentence', { number: 'x'.repeat(21) }, 422],
    ['an empty post', { post: ' ' }, 422],
    ['something else', { phone: '1' }, 422],
  ])('A11 %s is refused', async (_what, body, status) => {
    expect(await change(body)).toMatchObject({ status })
  })

  it('A11 only a manager changes a profile', async () => {
    expect(await change({ post: '局长' }, await hall.staff('guide', '导办甲'))).toMatchObject({ status: 403 })
  })
})

it('A11 S11 a register of an earlier version opens, and keeps what it knew', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yichuang-people-'))
  const file = join(folder, 'people.sqlite')
  const old = new Database(file)
  old.exec(`
    CREATE TABLE staff (id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, role TEXT NOT NULL, password TEXT NOT NULL,
      disabled INTEGER NOT NULL DEFAULT 0);
    CREATE TABLE devices (id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, counter TEXT, zone TEXT,
      printer TEXT, token TEXT UNIQUE, code TEXT, code_until INTEGER, revoked INTEGER NOT NULL DEFAULT 0);
    INSERT INTO staff (id, name, role, password) VALUES ('s1', '窗口乙', 'window', 'x');
    INSERT INTO devices (id, name, role, zone, token) VALUES ('d1', '大屏', 'display', 'z1', 't');
  `)
  old.close()
  const people = openPeople(openPeopleStore(file), handClock())
  expect(people.staff()).toEqual([{ id: 's1', name: '窗口乙', role: 'window', disabled: false }])
  expect(people.clerk('s1')).toEqual({ name: '窗口乙' })
  expect(people.devices()).toEqual([{ id: 'd1', name: '大屏', role: 'display', zone: 'z1', paired: true }])
  expect(people.setScreen('d1', { inches: 55, metres: 6 })).toBe(true)
  people.close()
  const again = openPeople(openPeopleStore(file), handClock())
  expect(again.device('d1')?.screen).toEqual({ inches: 55, metres: 6 })
  again.close()
  // Settings that another hand made unreadable leave the screen as usual, and the hall running.
  const spoilt = new Database(file)
  for (const text of ['{', '[]', '{"inches":1}', '{"inches":55,"__proto__":{}}', '"x"']) {
    spoilt.prepare('UPDATE devices SET screen = ?').run(text)
    const people = openPeople(openPeopleStore(file), handClock())
    expect(people.device('d1')?.screen).toBeUndefined()
    people.close()
  }
  spoilt.close()
  rmSync(folder, { recursive: true, force: true })
})

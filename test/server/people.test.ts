import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { mintSecret } from '../../server/clock.ts'
import type { Log } from '../../server/log.ts'
import { openPeopleStore } from '../../server/people/store.ts'
import { PASSWORD, startTestHall } from '../kit/hall-server.ts'

/** Everything in a data folder, as one text. */
const folderText = (dir: string): string =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n')

describe('secrets of people and machines', () => {
  it('I17 no password, token or pairing code is in the data folder, and none is logged', async () => {
    const lines: string[] = []
    const log: Log = (level, what, detail) => void lines.push(JSON.stringify({ level, what, detail }))
    const hall = await startTestHall({ log })
    const kiosk = await hall.device('kiosk')
    const guide = await hall.staff('guide', 'guide of the door')
    const added = await hall.request(
      'POST',
      `${hall.hallPath}/devices`,
      { name: 'board', role: 'display' },
      hall.managerToken,
    )
    await hall.command({ type: 'IssueTicket', ticket: mintSecret(), service: 'A-01' }, kiosk.token)
    await hall.request('POST', '/api/sign-in', { name: 'guide of the door', password: 'a wrong password' })
    const kept = folderText(hall.dataDir) + lines.join('\n')
    for (const secret of [PASSWORD, 'a wrong password', kiosk.token, guide, hall.managerToken, String(added.code)]) {
      expect(secret.length).toBeGreaterThan(7)
      expect(kept).not.toContain(secret)
    }
    // The scan can find something: the name is there.
    expect(kept).toContain('guide of the door')
    await hall.stop()
  })

  it('A6 passwords are argon2id at 19 MiB and two passes', async () => {
    const hall = await startTestHall({ closed: true })
    const store = openPeopleStore(join(hall.dataDir, 'people.sqlite'))
    expect(store.staffByName('manager')?.password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    store.close()
    await hall.stop()
  })

  it('A6 guessing at one place is slowed down, and the same person signs in elsewhere meanwhile', async () => {
    const hall = await startTestHall({ closed: true })
    const device = (await hall.device('counter', { counter: '1' })).token
    const me = { name: 'manager', password: 'a wrong guess' }
    const statuses: number[] = []
    for (let tries = 0; tries < 7; tries += 1) statuses.push((await hall.request('POST', '/api/sign-in', me)).status)
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429])
    const elsewhere = await hall.request('POST', '/api/sign-in', { name: 'manager', password: PASSWORD }, device)
    expect(elsewhere).toMatchObject({ status: 200 })
    await hall.stop()
  })

  it('A6 an unknown name is answered as a known one with a wrong password', async () => {
    const hall = await startTestHall({ closed: true })
    const known = await hall.request('POST', '/api/sign-in', { name: 'manager', password: 'a wrong guess' })
    const unknown = await hall.request('POST', '/api/sign-in', { name: 'nobody at all', password: 'a wrong guess' })
    expect(unknown).toEqual(known)
    await hall.stop()
  })

  it('A2 a pairing code is no good after ten minutes', async () => {
    let skipped = 0
    const clock = { now: () => Date.now() + skipped, after: () => () => {} }
    const hall = await startTestHall({ closed: true, clock })
    const added = await hall.request(
      'POST',
      `${hall.hallPath}/devices`,
      { name: 'k', role: 'kiosk' },
      hall.managerToken,
    )
    skipped = 10 * 60_000 + 1
    expect(await hall.request('POST', '/api/pair', { code: added.code })).toMatchObject({
      status: 403,
      code: 'wrong-code',
    })
    await hall.stop()
  })
})

/** The vault follows its hall: days begin with the answer, and what is due goes by itself, also after a standstill (X20). */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Actor } from '../../hall/actor.ts'
import { verify } from '../../hall/verify.ts'
import { mintSecret } from '../../server/clock.ts'
import { sqliteLedger } from '../../server/ledger/sqlite.ts'
import { type LiveHall, openLiveHall } from '../../server/live-hall.ts'
import { silentLog } from '../../server/log.ts'
import { openHallVault } from '../../server/vault/attend.ts'
import type { Vault } from '../../server/vault/vault.ts'
import { type HandClock, handClock, hours } from '../kit/hand-clock.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'

const guide: Actor = { role: 'guide', id: 'g1', name: 'guide' }
const system: Actor = { role: 'system', id: 'test' }
const PHONE = '13800138000'
const by = { who: 'g1', from: 'here' }
const DAY = 24

let dir: string
let clock: HandClock
let live: LiveHall
let vault: Vault
let close: () => void
const begin = (): void => {
  const ledger = sqliteLedger(join(dir, 'hall.sqlite'))
  live = openLiveHall({ id: 'small', ledger, clock, log: silentLog })
  vault = openHallVault({ dataDir: dir, live, clock, securityLog: { note: () => {} }, log: silentLog })
  close = () => {
    vault.close()
    live.close()
    ledger.close()
  }
}
const does = async (intent: Parameters<LiveHall['submit']>[0], actor: Actor = guide): Promise<void> =>
  expect(await live.submit(intent, actor)).toMatchObject({ ok: true })

const question = { kind: 'question', id: 'a-question-of-today' } as const
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'yichuang-attend-'))
  clock = handClock()
  begin()
  await does({ id: mintSecret(), type: 'PublishCatalogue', catalogue: smallCatalogue }, system)
  await does({ id: mintSecret(), type: 'OpenHall' }, system)
  const owed = { owner: 'guide', workingDays: 2 }
  await does({ id: mintSecret(), type: 'LogQuestion', question: question.id, channel: 'phone', owed })
  vault.keep('phone', question, PHONE, by)
})
afterEach(() => {
  close()
  rmSync(dir, { recursive: true })
})

describe('the vault of a hall', () => {
  it('X20 keeps a number while its question is open, and removes it by itself days after the answer', async () => {
    clock.move(hours(20 * DAY))
    expect(vault.of(question)).toHaveLength(1)
    await does({ id: mintSecret(), type: 'AnswerQuestion', question: question.id, text: '可以' })
    expect(vault.of(question)[0]?.waits).toBeUndefined()
    for (let hour = 0; hour < 8 * DAY; hour += 1) clock.move(hours(1))
    expect(vault.of(question)).toEqual([])
  })

  it('X20 removes at its start what fell due while nothing ran, and the ledger verifies as before', async () => {
    await does({ id: mintSecret(), type: 'AnswerQuestion', question: question.id, text: '可以' })
    close()
    clock.move(hours(9 * DAY))
    begin()
    expect(vault.of(question)).toEqual([])
    const ledger = sqliteLedger(join(dir, 'hall.sqlite'))
    const rows = [...ledger.read('small', 0)]
    ledger.close()
    expect(JSON.stringify(rows)).not.toContain(PHONE)
    expect(verify(rows, 'small')).toMatchObject({ ok: true })
  })
})

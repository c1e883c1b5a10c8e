/** What goes wrong beside the vault: a damaged row, a clock that was ahead. Neither costs anybody else anything. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { LOOKS_PER_HOUR, openVault, VAULT_FILE, type Vault } from '../../server/vault/vault.ts'
import { KEY_AGE_MS } from '../../server/vault/vault-keys.ts'
import { type HandClock, handClock, hours } from '../kit/hand-clock.ts'

const PHONE = '13800138000'
const question = { kind: 'question', id: 'q1' } as const
const by = { who: 'g1', from: '10.0.0.9' }
const looking = { ...by, reason: '回电答复' }

let dir: string
let clock: HandClock
let vault: Vault
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'yichuang-vault-'))
  clock = handClock()
  vault = openVault({
    dataDir: dir,
    clock,
    securityLog: { note: () => undefined },
    rules: () => ({ keep: { phone: 30, document: 30 }, timeZone: 'Asia/Shanghai' }),
  })
})
afterEach(() => {
  vault.close()
  rmSync(dir, { recursive: true })
})

it('X20 a number that the disk damaged keeps no other under an old key, and stays itself as it is', () => {
  const bad = vault.keep('phone', question, PHONE, by).id
  clock.move(1_000)
  const { id } = vault.keep('phone', { kind: 'question', id: 'q2' }, PHONE, by)
  const db = new Database(join(dir, VAULT_FILE))
  db.prepare('UPDATE kept SET sealed = zeroblob(39) WHERE id = ?').run(bad)
  db.close()
  for (let month = 0; month < 2; month += 1) {
    clock.move(KEY_AGE_MS)
    vault.tidy(() => true)
  }
  expect(vault.look(id, looking)).toEqual({ ok: true, value: PHONE })
  expect(vault.counts()).toMatchObject([{ ask: 'phone', count: 2 }])
  // It is listed without its sign, so that somebody can take it away and ask for the number again.
  expect(vault.of(question)).toMatchObject([{ id: bad }])
  expect(vault.of(question)[0]).not.toHaveProperty('masked')
  expect(vault.remove(bad, looking)).toBe(true)
})

it('X20 Z11 looks of a clock that was ahead keep nobody from looking for longer than two hours', () => {
  const { id } = vault.keep('phone', question, PHONE, by)
  clock.move(hours(30 * 24))
  for (let count = 0; count < LOOKS_PER_HOUR; count += 1) vault.look(id, looking)
  expect(vault.look(id, looking)).toMatchObject({ code: 'looked-enough' })
  clock.move(-hours(30 * 24))
  expect(vault.look(id, looking)).toEqual({ ok: true, value: PHONE })
})

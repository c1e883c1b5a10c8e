/** The vault by itself: what it seals, what opens it, and when what is kept goes. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { KeepDays } from '../../hall/personal-data.ts'
import type { SecurityEntry } from '../../server/security/security-log.ts'
import { keptUntil, UNANSWERED_DAYS } from '../../server/vault/keeping.ts'
import { checkTelephone } from '../../server/vault/telephone.ts'
import { LOOKS_PER_HOUR, openVault, VAULT_FILE, type Vault } from '../../server/vault/vault.ts'
import { KEY_AGE_MS, VAULT_KEY_FILE } from '../../server/vault/vault-keys.ts'
import { filesUnder } from '../kit/files-under.ts'
import { type HandClock, handClock, hours, minutes } from '../kit/hand-clock.ts'

const PHONE = '13800138000'
const CARD = '11010519491231002X'
const DAY = 24
const ZONE = 'Asia/Shanghai'
const question = { kind: 'question', id: 'q1' } as const
const ticket = { kind: 'ticket', id: 't1' } as const
const by = { who: 'g1', from: '10.0.0.9' }
const looking = { ...by, reason: '回电答复' }

let dir: string
let clock: HandClock
let noted: SecurityEntry[]
let keep: KeepDays | undefined
let vault: Vault
const opened = (): Vault =>
  openVault({
    dataDir: dir,
    clock,
    securityLog: { note: (entry) => void noted.push(entry) },
    rules: () => ({ keep, timeZone: ZONE }),
  })
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'yichuang-vault-'))
  clock = handClock()
  noted = []
  keep = undefined
  vault = opened()
})
afterEach(() => {
  vault.close()
  rmSync(dir, { recursive: true })
})
const kept = () => vault.of(question)
const rowsOf = (): { id: string; key: string; sealed: Buffer; ask: string; at: number }[] => {
  const db = new Database(join(dir, VAULT_FILE))
  const rows = db.prepare('SELECT * FROM kept').all() as {
    id: string
    key: string
    sealed: Buffer
    ask: string
    at: number
  }[]
  db.close()
  return rows
}

describe('a number in the vault', () => {
  it('X20 is shown masked and given whole to whoever looks, with the reason in the security log and no number there', () => {
    const { id, masked } = vault.keep('phone', question, PHONE, by)
    expect(masked).toBe('138****8000')
    expect(vault.look(id, looking)).toEqual({ ok: true, value: PHONE })
    expect(noted.map(({ type }) => type)).toEqual(['vault-kept', 'vault-looked'])
    expect(noted[1]).toMatchObject({
      outcome: 'ok',
      who: 'g1',
      from: '10.0.0.9',
      about: id,
      data: { reason: '回电答复' },
    })
    expect(JSON.stringify(noted)).not.toContain(PHONE)
    expect(vault.of({ kind: 'ticket', id: 'q1' })).toEqual([])
  })

  it('X20 a document is shown by its first and its last four', () => {
    expect(vault.keep('document', ticket, CARD, by).masked).toBe('1*************002X')
  })

  it('X20 lies in no file in full, nor does its mask, and the key lies in a file of its own for its owner alone', () => {
    vault.keep('phone', question, PHONE, by)
    vault.keep('document', ticket, CARD, by)
    for (const bytes of filesUnder(dir))
      for (const text of [PHONE, CARD, '8000', '002X']) expect(bytes.includes(text)).toBe(false)
    expect(statSync(join(dir, VAULT_KEY_FILE)).mode & 0o777).toBe(0o600)
  })

  it('X20 a look that cannot be recorded does not happen', () => {
    vault.close()
    vault = openVault({
      dataDir: dir,
      clock,
      securityLog: {
        note: ({ type }) => {
          if (type === 'vault-looked') throw new Error('the log is full')
        },
      },
      rules: () => ({ keep, timeZone: ZONE }),
    })
    const { id } = vault.keep('phone', question, PHONE, by)
    expect(() => vault.look(id, looking)).toThrow('the log is full')
  })

  it('X20 somebody may look so often an hour, over a restart too; the refusal is recorded, and others still may', () => {
    const { id } = vault.keep('phone', question, PHONE, by)
    for (let count = 0; count < LOOKS_PER_HOUR; count += 1) expect(vault.look(id, looking).ok).toBe(true)
    vault.close()
    vault = opened()
    clock.move(minutes(10))
    expect(vault.look(id, looking)).toEqual({ ok: false, code: 'looked-enough', waitMs: minutes(50) })
    expect(noted.at(-1)).toMatchObject({ type: 'vault-looked', outcome: 'refused', who: 'g1' })
    expect(vault.look(id, { ...looking, who: 'g2' }).ok).toBe(true)
    clock.move(minutes(50))
    expect(vault.look(id, looking).ok).toBe(true)
  })

  it('X20 what is sealed opens nowhere else: moved to another row, another kind or changed by a bit it is refused', () => {
    const first = vault.keep('phone', question, PHONE, by)
    const second = vault.keep('phone', { kind: 'question', id: 'q2' }, '13900139000', by)
    const db = new Database(join(dir, VAULT_FILE))
    const put = db.prepare('UPDATE kept SET sealed = ? WHERE id = ?')
    const { sealed } = rowsOf().find(({ id }) => id === first.id) ?? { sealed: Buffer.alloc(0) }
    put.run(sealed, second.id)
    expect(() => vault.look(second.id, looking)).toThrow()
    const bent = Buffer.from(sealed)
    bent.writeUInt8(bent.readUInt8(bent.length - 1) ^ 1, bent.length - 1)
    put.run(bent, first.id)
    expect(() => vault.look(first.id, looking)).toThrow()
    db.close()
  })

  it('X20 the same number never looks the same twice', () => {
    vault.keep('phone', question, PHONE, by)
    vault.keep('phone', { kind: 'question', id: 'q2' }, PHONE, by)
    const [one, other] = rowsOf()
    expect(one?.sealed.equals(other?.sealed ?? Buffer.alloc(0))).toBe(false)
  })

  it('X20 a newer number for the same thing takes the place of the older', () => {
    vault.keep('phone', question, PHONE, by)
    vault.keep('phone', question, '13900139000', by)
    expect(kept().map(({ masked }) => masked)).toEqual(['139****9000'])
  })

  it('X20 its owner may have it removed before its time, and nothing of it stays in the files', () => {
    const { id } = vault.keep('phone', question, PHONE, by)
    const { sealed } = rowsOf()[0] ?? { sealed: Buffer.from('nothing') }
    expect(vault.remove(id, looking)).toBe(true)
    expect(vault.remove(id, looking)).toBe(false)
    expect(vault.look(id, looking)).toEqual({ ok: false, code: 'unknown-entry' })
    expect(noted.at(-1)).toMatchObject({ type: 'vault-removed', who: 'g1', about: id })
    for (const bytes of filesUnder(dir)) expect(bytes.includes(sealed.subarray(0, 12))).toBe(false)
  })
})

describe('the days of a number', () => {
  const tidyOpen = () => vault.tidy(() => true)
  const tidyClosed = () => vault.tidy(() => false)

  it('X20 a telephone goes seven days after the answer, at the end of the day, and not before', () => {
    vault.keep('phone', question, PHONE, by)
    clock.move(hours(10 * DAY))
    tidyOpen()
    expect(kept()[0]?.waits).toBe(true)
    vault.ended(question, clock.now())
    expect(kept()[0]?.waits).toBeUndefined()
    clock.move(hours(7 * DAY + 14))
    tidyClosed()
    expect(kept()).toHaveLength(1)
    clock.move(hours(1))
    tidyClosed()
    expect(kept()).toHaveLength(0)
    expect(noted.at(-1)).toMatchObject({ type: 'vault-expired', who: 'system', data: { count: 1 } })
  })

  it('X20 an answer that was given while the server was away begins its days when it is noticed', () => {
    vault.keep('phone', question, PHONE, by)
    clock.move(hours(3 * DAY))
    tidyClosed()
    clock.move(hours(7 * DAY))
    tidyClosed()
    expect(kept()).toHaveLength(1)
    clock.move(hours(DAY))
    tidyClosed()
    expect(kept()).toHaveLength(0)
  })

  it('X20 a document goes at the end of the day after, and a visit’s telephone after its days', () => {
    vault.keep('document', ticket, CARD, by)
    vault.keep('phone', ticket, PHONE, by)
    clock.move(hours(DAY + 14))
    tidyOpen()
    expect(vault.of(ticket)).toHaveLength(2)
    clock.move(hours(1))
    tidyOpen()
    expect(vault.of(ticket).map(({ ask }) => ask)).toEqual(['phone'])
    clock.move(hours(6 * DAY))
    tidyOpen()
    expect(vault.of(ticket)).toEqual([])
  })

  it('X20 the hall may keep shorter, and then what is kept already goes too', () => {
    vault.keep('document', ticket, CARD, by)
    keep = { phone: 1, document: 0 }
    clock.move(hours(15))
    tidyOpen()
    expect(vault.of(ticket)).toEqual([])
  })

  it('X20 a question that nobody ever answers keeps no number for ever', () => {
    const held = { ask: 'phone', at: clock.now() } as const
    const until = keptUntil(held, { phone: 30, document: 0 }, ZONE)
    expect(new Date(until).toISOString()).toBe('2026-05-31T16:00:00.000Z')
    expect(
      keptUntil({ ...held, ended: held.at + hours((UNANSWERED_DAYS - 2) * DAY) }, { phone: 30, document: 0 }, ZONE),
    ).toBe(until)
  })

  it('X20 days are those of the hall, whatever the zone of the server', () => {
    const at = Date.parse('2026-03-02T23:59:59+08:00')
    expect(keptUntil({ ask: 'document', at }, { phone: 0, document: 0 }, ZONE)).toBe(
      Date.parse('2026-03-03T00:00:00+08:00'),
    )
    expect(keptUntil({ ask: 'document', at: at + 1000 }, { phone: 0, document: 0 }, ZONE)).toBe(
      Date.parse('2026-03-04T00:00:00+08:00'),
    )
  })
})

describe('the keys of the vault', () => {
  it('X20 a new one is made each month, what is kept is sealed anew with it, and after another month the first is gone', () => {
    keep = { phone: 30, document: 30 }
    const { id } = vault.keep('phone', question, PHONE, by)
    const first = rowsOf()[0]?.key
    clock.move(KEY_AGE_MS)
    vault.tidy(() => true)
    const second = rowsOf()[0]?.key
    expect(second).not.toBe(first)
    expect(vault.look(id, looking)).toEqual({ ok: true, value: PHONE })
    expect(readFileSync(join(dir, VAULT_KEY_FILE), 'utf8')).toContain(String(first))
    clock.move(KEY_AGE_MS)
    vault.tidy(() => true)
    expect(readFileSync(join(dir, VAULT_KEY_FILE), 'utf8')).not.toContain(String(first))
    vault.close()
    vault = opened()
    expect(vault.look(id, looking)).toEqual({ ok: true, value: PHONE })
  })

  it('X20 without its key what came back from a backup is named but opens for nobody, and what is new is kept', () => {
    const { id } = vault.keep('phone', question, PHONE, by)
    vault.close()
    rmSync(join(dir, VAULT_KEY_FILE))
    vault = opened()
    expect(kept()).toEqual([{ id, ask: 'phone', at: expect.any(Number), until: expect.any(Number), waits: true }])
    expect(vault.look(id, looking)).toEqual({ ok: false, code: 'key-gone' })
    expect(vault.keep('phone', question, PHONE, by).masked).toBe('138****8000')
  })

  it('X20 a damaged file of keys is said in one sentence and never replaced', () => {
    vault.close()
    writeFileSync(join(dir, VAULT_KEY_FILE), '{"keys":[]}')
    expect(opened).toThrow(/damaged.*copy/)
    expect(readFileSync(join(dir, VAULT_KEY_FILE), 'utf8')).toBe('{"keys":[]}')
    rmSync(join(dir, VAULT_KEY_FILE))
    vault = opened()
  })
})

describe('a telephone number', () => {
  it.each([
    ['138 0013 8000', '13800138000', '138****8000'],
    ['+86 138-0013-8000', '13800138000', '138****8000'],
    ['8613800138000', '13800138000', '138****8000'],
    ['１３８００１３８０００', '13800138000', '138****8000'],
    ['0797-8123456', '07978123456', '079****3456'],
    ['(010) 6512 3456', '01065123456', '010****3456'],
    ['8123456', '8123456', '81***56'],
  ])('X20 %s is %s, shown as %s', (typed, normal, masked) => expect(checkTelephone(typed)).toEqual({ normal, masked }))

  it.each(['', '12345', '1380013800', '138001380000', '23800138000', CARD, '010651234567', 'call me'])(
    'X20 “%s” is none',
    (typed) => expect(checkTelephone(typed)).toBeUndefined(),
  )
})

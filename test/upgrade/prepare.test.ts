/** What a release reads of a hall that another serves, and what it makes of it when its turn comes (Z22). */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import { foldToday } from '../../server/ledger/fold-today.ts'
import { sqliteLedger } from '../../server/ledger/sqlite.ts'
import { prepare } from '../../server/prepare.ts'
import type { StartOptions } from '../../server/start.ts'
import { insistOnNode } from '../../server/version.ts'
import { startTestHall } from '../kit/hall-server.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'

let dirs: string[] = []
afterEach(() => {
  for (const dir of dirs) rmSync(dir, { recursive: true, force: true })
  dirs = []
})
const newDir = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'yichuang-prepare-'))
  dirs.push(dir)
  return dir
}
const pages = (): string => {
  const dir = newDir()
  writeFileSync(join(dir, 'index.html'), '')
  return dir
}
const begin = async (dataDir: string, more: Partial<StartOptions> = {}) =>
  startTestHall({ dataDir, shipped: smallCatalogue, webRoot: 'no-pages', storage: {}, ...more })
const asked = (dataDir: string, webRoot = pages()): StartOptions => ({ dataDir, webRoot, host: '127.0.0.1', port: 0 })
const issue = { type: 'IssueTicket', service: 'A-01' } as const

describe('before its turn', () => {
  it('Z22 the day is folded, checked and held against the rules beforehand; what came since is added, and it is the same hall', async () => {
    const dataDir = newDir()
    const hall = await begin(dataDir)
    const first = await hall.command({ ...issue, ticket: 'before-it-was-read-xx' }, hall.managerToken)
    expect(first).toMatchObject({ number: 'A001' })
    const prepared = prepare(asked(dataDir))
    expect(prepared?.checked.position).toBe(hall.live.hall().position)
    expect(prepared?.today).toMatchObject({ findings: [], head: prepared?.checked.head })
    await hall.command({ ...issue, ticket: 'after-it-was-read-xxx' }, hall.managerToken)
    await hall.close()
    const next = await begin(dataDir, { prepared })
    expect(next.live.hall()).toBe(prepared?.hall)
    const ledger = sqliteLedger(join(dataDir, 'hall.sqlite'), { readonly: true })
    expect(next.live.hall()).toEqual(foldToday(next.live.hall().id, ledger))
    ledger.close()
    const third = await next.command({ ...issue, ticket: 'in-the-new-process-xx' }, next.managerToken)
    expect(third).toMatchObject({ number: 'A003' })
    await next.close()
  })

  it('Z22 where the ledger is another one when its turn comes, nothing of what was read is used', async () => {
    const dataDir = newDir()
    const hall = await begin(dataDir)
    await hall.close()
    const file = join(dataDir, 'hall.sqlite')
    copyFileSync(file, `${file}.earlier`)
    const again = await begin(dataDir)
    await again.command({ ...issue, ticket: 'not-in-the-other-one-' }, again.managerToken)
    await again.close()
    const prepared = prepare(asked(dataDir))
    for (const end of ['-wal', '-shm']) rmSync(file + end, { force: true })
    copyFileSync(`${file}.earlier`, file)
    const next = await begin(dataDir, { prepared })
    expect(next.live.hall()).not.toBe(prepared?.hall)
    expect(next.live.hall().tickets.size).toBe(0)
    await next.close()
  })

  it('Z22 what could not serve says so in a sentence: no pages, a ledger that is not good, a Node that is too old', async () => {
    const dataDir = newDir()
    expect(prepare(asked(dataDir))).toBeUndefined()
    await (await begin(dataDir)).close()
    expect(() => prepare(asked(dataDir, newDir()))).toThrow('There are no pages')
    expect(() => insistOnNode('20.18.9')).toThrow('This release needs Node 20.19 or later, and 20.18.9 runs it.')
    for (const good of ['20.19.0', '22.0.0', process.versions.node]) expect(() => insistOnNode(good)).not.toThrow()
    const file = join(dataDir, 'hall.sqlite')
    const before = readFileSync(file)
    prepare(asked(dataDir))
    expect(readFileSync(file).equals(before)).toBe(true)
    const db = new Database(file)
    db.exec("DROP TRIGGER events_never_change; UPDATE events SET data = data || ' ' WHERE position = 2")
    db.close()
    expect(() => prepare(asked(dataDir))).toThrow('of the ledger is not good')
  })
})

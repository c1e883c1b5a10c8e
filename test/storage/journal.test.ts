import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { silentLog } from '../../server/log.ts'
import { type Journal, journalOn, openJournal } from '../../server/storage/journal.ts'
import { type DurableHall, durableHall } from '../contract/durable-hall.ts'
import { fullDay } from '../contract/full-day.ts'
import { inChina } from '../contract/hall-clock.ts'
import { HALL_ID } from '../contract/small-hall.ts'
import { until } from './until.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let hall: DurableHall
let dir = ''
const said: (string | undefined)[] = []
beforeEach(async () => {
  hall = await durableHall()
  dir = join(dirname(hall.file), 'second-disk', 'journal')
  said.length = 0
  await fullDay(hall.live, hall.clock)
})
afterEach(() => hall.close())

const open = (): Journal =>
  openJournal({
    disk: journalOn(dir),
    hall: HALL_ID,
    ledger: hall.ledger,
    live: hall.live,
    clock: hall.clock,
    log: silentLog,
    onTrouble: (reason) => void said.push(reason),
  })
const nextDay = async (): Promise<void> => {
  hall.clock.set(inChina('2026-03-03', '09:00:00'))
  await fullDay(hall.live, hall.clock)
}
const end = (): number => hall.live.hall().position
const files = (): string[] => readdirSync(dir).sort()
const lines = (): string[] => files().flatMap((name) => readFileSync(join(dir, name), 'utf8').trimEnd().split('\n'))

describe('the journal on a second disk', () => {
  it('Z23 holds every row once, in order, a file for each day, and says where a command ends', async () => {
    await nextDay()
    await open().close()
    const kept = lines().map((line) => JSON.parse(line) as { row: { command: string }; chain: string; left: number })
    expect(kept.map(({ row, chain }) => ({ row, chain }))).toEqual([...hall.ledger.rows(HALL_ID)])
    for (const [index, { row, left }] of kept.entries())
      expect(left > 0).toBe(kept[index + 1]?.row.command === row.command)
    expect(kept.some(({ left }) => left > 0)).toBe(true)
    expect(files()).toEqual(['2026-03-02.jsonl', '2026-03-03.jsonl'])
  })

  it('Z23 has what was written within a second', async () => {
    const journal = open()
    hall.clock.pass(1)
    await until(() => expect(journal.position()).toBe(end()))
    await hall.live.submit({ id: 'one-more-command', type: 'OpenHall' }, { role: 'system', id: 'test' })
    expect(end()).toBeGreaterThan(journal.position())
    hall.clock.pass(1_000)
    await until(() => expect(journal.position()).toBe(end()))
    expect(lines()).toHaveLength(end())
    await journal.close()
  })

  it('Z23 goes on after a death in the middle of a line, without losing or doubling a row', async () => {
    await open().close()
    const whole = lines()
    const [name = ''] = files()
    const text = readFileSync(join(dir, name), 'utf8')
    writeFileSync(join(dir, name), text.slice(0, text.length - 150))
    await open().close()
    expect(lines()).toEqual(whole)
  })

  it('Z23 a journal of another past is put aside whole, and a new one begun', async () => {
    await open().close()
    const [name = ''] = files()
    const other = readFileSync(join(dir, name), 'utf8').replace(
      /"chain":"\w+","left":0}\n$/,
      '"chain":"feed","left":0}\n',
    )
    writeFileSync(join(dir, name), other)
    await open().close()
    expect(lines()).toHaveLength(end())
    const [aside = ''] = readdirSync(dirname(dir)).filter((entry) => entry.startsWith('journal-parted'))
    expect(readFileSync(join(dirname(dir), aside, name), 'utf8')).toBe(other)
  })

  it('Z23 a second disk that is gone is said, holds nobody up, and is caught up with when it is back', async () => {
    mkdirSync(dirname(dir))
    writeFileSync(dir, 'not a folder')
    const journal = open()
    hall.clock.pass(1)
    await until(() => expect(said).toHaveLength(1))
    await nextDay()
    expect(journal.trouble()).toBeDefined()
    rmSync(dir)
    await until(() => {
      hall.clock.pass(5_000)
      expect(journal.position()).toBe(end())
    })
    expect(said.at(-1)).toBeUndefined()
    await journal.close()
  })

  it('Z23 a second disk that was changed for an empty one gets every row, not those from now on', async () => {
    const journal = open()
    hall.clock.pass(1)
    await until(() => expect(journal.position()).toBe(end()))
    rmSync(dir, { recursive: true })
    await nextDay()
    await until(() => {
      hall.clock.pass(5_000)
      expect(journal.position()).toBe(end())
    })
    expect(lines()).toHaveLength(end())
    await journal.close()
  })

  it('Z28 days that have left the ledger leave the journal too', async () => {
    await nextDay()
    const journal = open()
    await journal.close()
    await journal.forget('2026-03-03')
    expect(files()).toEqual(['2026-03-03.jsonl'])
  })
})

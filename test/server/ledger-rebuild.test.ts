import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { CommandType } from '../../hall/commands.ts'
import { sqliteLedger } from '../../server/ledger/sqlite.ts'
import { rebuild } from '../../server/rebuild.ts'
import { verifyFile } from '../../server/verify.ts'
import { dumpOf, tamper } from '../contract/dump.ts'
import { type DurableHall, durableHall } from '../contract/durable-hall.ts'
import { entryAfter, HALL, issued, opened, parked } from '../contract/entries.ts'
import { fullDay } from '../contract/full-day.ts'
import { inChina } from '../contract/hall-clock.ts'
import { commandOf, HALL_ID, kiosk, must, system } from '../contract/small-hall.ts'

// Disks and processors of test machines may be slow and busy; nothing here waits for a clock.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** Every kind of command there is; a new one fails to compile here until the full day gives it. */
const KINDS: Record<CommandType, true> = {
  OpenHall: true,
  CloseHall: true,
  PublishCatalogue: true,
  OpenCounter: true,
  PauseCounter: true,
  CloseCounter: true,
  CallNext: true,
  CallTicket: true,
  RecallTicket: true,
  StartServing: true,
  CompleteTicket: true,
  MarkNoShow: true,
  ParkTicket: true,
  IssueTicket: true,
  TransferTicket: true,
  ReturnTicket: true,
  CancelTicket: true,
  ReprintTicket: true,
  RateVisit: true,
  CorrectService: true,
  RequeueTicket: true,
  ServeDirectly: true,
  TakeOver: true,
  UndoAct: true,
  NoteVacancy: true,
  MoveHall: true,
  SwitchProfile: true,
  SwitchHelp: true,
  QuoteWait: true,
  LeaseBlock: true,
  AddMatter: true,
  ChangeClass: true,
  CheckMaterials: true,
  NameVisitor: true,
  WakeTicket: true,
  ExplainRating: true,
  GiveNotice: true,
  LogQuestion: true,
  AnswerQuestion: true,
  TakePost: true,
  LeavePost: true,
}

let halls: DurableHall[] = []
afterEach(() => {
  for (const hall of halls) hall.close()
  halls = []
})
const hallOf = async (): Promise<DurableHall> => {
  const hall = await durableHall()
  halls.push(hall)
  return hall
}

/** Two days with every kind of command, the first closed by the opening of the second, and another hall beside. */
const twoDays = async (): Promise<DurableHall> => {
  const hall = await hallOf()
  const given = await fullDay(hall.live, hall.clock)
  expect([...given].sort()).toEqual(Object.keys(KINDS).sort())
  await must(hall.live, { type: 'OpenHall' }, system)
  hall.clock.set(inChina('2026-03-03', '09:00:00'))
  await must(hall.live, { type: 'OpenHall' }, system)
  await fullDay(hall.live, hall.clock)
  hall.ledger.append(HALL, 0, [entryAfter(0, [opened()])])
  return hall
}

describe('rebuild', () => {
  it('L8 makes the same tables again after days with every kind of command, in one hall and another', async () => {
    const { file, ledger } = await twoDays()
    const before = dumpOf(file)
    expect(rebuild(ledger)).toEqual([
      { hall: HALL, numbers: 0, receipts: 1 },
      { hall: HALL_ID, numbers: 12, receipts: expect.any(Number) },
    ])
    expect(dumpOf(file)).toEqual(before)
    expect(before.commands.length).toBeGreaterThan(100)
  })

  it('L8 makes the same tables again after they were vandalised, whatever was done to them', async () => {
    const { file, ledger } = await twoDays()
    const before = dumpOf(file)
    const crime = fc.constantFrom(
      'DELETE FROM numbers WHERE number % 2 = 1',
      'DELETE FROM commands WHERE unicode(command_id) % 3 = 0',
      'DELETE FROM numbers',
      'DELETE FROM commands',
      "UPDATE numbers SET ticket = 'somebody-else'",
      'UPDATE numbers SET number = number + 1000',
      "UPDATE commands SET fingerprint = 'x'",
      "UPDATE commands SET reply = '{}'",
      "INSERT INTO numbers VALUES ('no-such-hall', '2026-03-02', 'A', 1, 'nobody')",
      "INSERT INTO commands VALUES ('no-such-hall', 'no-such-command', 'f', 'not even JSON')",
    )
    fc.assert(
      fc.property(fc.uniqueArray(crime, { minLength: 1, maxLength: 5 }), (crimes) => {
        tamper(file, (db) => {
          for (const sql of crimes) db.exec(sql.replace('INSERT', 'INSERT OR IGNORE'))
        })
        rebuild(ledger)
        expect(dumpOf(file)).toEqual(before)
      }),
      { numRuns: 40 },
    )
  })

  it('L8 I8 answers repeats from a rebuilt table as it did before', async () => {
    const hall = await hallOf()
    const command = commandOf({ type: 'IssueTicket', ticket: 'the-ticket', service: 'A-01' })
    const first = await hall.live.submit(command, kiosk)
    tamper(hall.file, (db) => db.exec('DELETE FROM commands'))
    rebuild(hall.ledger)
    hall.restart()
    expect(await hall.live.submit(command, kiosk)).toEqual(first)
  })

  it('L8 follows a ledger of many pages, and a command whose two events fall on two of them', async () => {
    const hall = await hallOf()
    const issueUpTo = async (position: number): Promise<void> => {
      const missing = position - hall.live.hall().position
      await Promise.all(
        Array.from({ length: missing }, (_, index) =>
          must(hall.live, { type: 'IssueTicket', ticket: `at-${position}-${index}`, service: 'A-01' }, kiosk),
        ),
      )
    }
    await issueUpTo(999)
    hall.clock.set(inChina('2026-03-03', '09:00:00'))
    expect(await must(hall.live, { type: 'OpenHall' }, system)).toMatchObject({ position: 1001 })
    await issueUpTo(2_500)
    const before = dumpOf(hall.file)
    tamper(hall.file, (db) => db.exec('DELETE FROM commands; DELETE FROM numbers'))
    expect(rebuild(hall.ledger)).toMatchObject([{ numbers: 2_496 }])
    expect(dumpOf(hall.file)).toEqual(before)
  })

  it('L8 changes nothing where the events cannot be followed', async () => {
    const hall = await hallOf()
    hall.ledger.append(HALL, 0, [entryAfter(0, [opened(), issued(1)]), entryAfter(2, [parked('never called')])])
    const before = dumpOf(hall.file)
    expect(() => rebuild(hall.ledger)).toThrow(/needs ticket ticket-A-1 called or serving/)
    expect(dumpOf(hall.file)).toEqual(before)
  })
})

describe('the commands', () => {
  const built = (name: string): string => fileURLToPath(new URL(`../../build/server/${name}.js`, import.meta.url))

  it('L8 I12 X37 rebuild and verify say what they did, and fail where there is no hall without making one', async ({
    skip,
  }) => {
    const reason = existsSync(built('verify')) ? undefined : 'SKIPPED: there is no build; run npm run build'
    if (reason) console.warn(reason)
    skip(reason !== undefined, reason)
    const hall = await hallOf()
    await fullDay(hall.live, hall.clock)
    const { length } = hall.events()
    const folder = dirname(hall.file)
    const run = (name: string, ...words: string[]) =>
      spawnSync(process.execPath, [built(name), ...words], { encoding: 'utf8' })

    expect(execFileSync(process.execPath, [built('verify'), folder], { encoding: 'utf8' })).toContain(
      `${HALL_ID}  ok: ${length} events, 1 days, 6 tickets\n`,
    )
    const kept = join(folder, 'heads.json')
    const heldBeside = (head: string) => {
      const day = { day: '2026-03-02', position: length, head, closed: true }
      writeFileSync(kept, JSON.stringify({ hall: HALL_ID, madeAt: 0, heads: [day] }))
      return run('verify', folder, '--against', kept)
    }
    const { head } = verifyFile(hall.file)[0] ?? {}
    expect(heldBeside(head ?? '')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("heads: 1 are the ledger's own"),
    })
    expect(heldBeside('another')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining(`X37 at ${length}: History`),
    })
    expect(run('verify', folder, '--against', hall.file)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('is not a list of heads'),
    })
    tamper(hall.file, (db) => db.exec('DELETE FROM numbers WHERE number = 2'))
    const found = run('verify', folder, '--json')
    expect(found.status).toBe(1)
    expect(JSON.parse(found.stdout)).toMatchObject({
      ok: false,
      halls: [
        expect.objectContaining({
          hall: HALL_ID,
          findings: [
            { rule: 'L8', position: expect.any(Number), sentence: expect.stringContaining('npm run rebuild') },
          ],
        }),
      ],
    })
    expect(run('rebuild', folder)).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^jiaoling {2}made again: 6 numbers, \d+ receipts\n$/),
    })
    expect(run('verify', folder)).toMatchObject({ status: 0 })
    expect(verifyFile(hall.file)).toMatchObject([{ ok: true }])

    const empty = mkdtempSync(join(tmpdir(), 'yichuang-empty-'))
    for (const name of ['verify', 'rebuild']) {
      expect(run(name, empty)).toMatchObject({
        status: 1,
        stderr: expect.stringContaining(`There is no hall in ${empty}`),
      })
      expect(existsSync(join(empty, 'hall.sqlite'))).toBe(false)
    }
    sqliteLedger(join(empty, 'hall.sqlite')).close()
    expect(run('verify', empty)).toMatchObject({ status: 0, stdout: expect.stringMatching(/^ok: 0 events\n/) })
    rmSync(empty, { recursive: true, force: true })
  })
})

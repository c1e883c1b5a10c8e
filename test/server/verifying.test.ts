/** The ledger held against its rules: what was looked at for each, at every start, each night, and what a finding does. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { INVARIANTS } from '../../hall/verify/coverage.ts'
import { RULE_NAMES } from '../../hall/verify.ts'
import { openJobStores } from '../../server/printing/job-store.ts'
import { openSystemAlarms } from '../../server/system-alarms.ts'
import { type FolderReport, finished, verifyingFolder } from '../../server/verify/folder.ts'
import { verifyingToday } from '../../server/verify/today.ts'
import { linesOfFolder } from '../../server/verify.ts'
import { openVerifying, type Verdicts, type VerifyingOptions } from '../../server/verifying.ts'
import { tamper } from '../contract/dump.ts'
import { type DurableHall, durableHall } from '../contract/durable-hall.ts'
import { fullDay } from '../contract/full-day.ts'
import { inChina } from '../contract/hall-clock.ts'
import { HALL_ID } from '../contract/small-hall.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'
import { type HandClock, handClock, hours, minutes } from '../kit/hand-clock.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** An identity number whose check digit agrees, of nobody. */
const IDENTITY = '11010119900307803X'

describe('what was looked at', () => {
  it('Z1 every invariant is shown in events, in files, or proved elsewhere by a test or command that exists', () => {
    expect(INVARIANTS.map(({ id }) => id)).toEqual(Array.from({ length: 21 }, (_, index) => `I${index + 1}`))
    const spec = readFileSync('SPEC.md', 'utf8')
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
    for (const { id, events, files, elsewhere } of INVARIANTS) {
      expect(events.length + files.length + elsewhere.length, id).toBeGreaterThan(0)
      expect(spec).toContain(`| ${id} |`)
      for (const rule of events) expect(Object.keys(RULE_NAMES)).toContain(rule)
      for (const proof of elsewhere) {
        const script = /^npm run (\S+)$/.exec(proof)?.[1]
        expect(script === undefined ? existsSync(proof) : script in scripts, `${id}: ${proof}`).toBe(true)
        // A test file that is named must speak of the rule.
        if (script === undefined) expect(readFileSync(proof, 'utf8'), `${id}: ${proof}`).toContain(`${id} `)
      }
    }
  })
})

describe('a data folder', () => {
  let hall: HallServer
  let dir = ''

  beforeAll(async () => {
    hall = await startTestHall()
    const kiosk = await hall.device('kiosk', { printer: 'p1' })
    for (const [index, { id }] of (hall.live.hall().catalogue?.services ?? []).slice(0, 5).entries())
      await hall.command({ type: 'IssueTicket', ticket: `ticket-${index}-0123456789abcdef`, service: id }, kiosk.token)
    await hall.command({ type: 'ReprintTicket', ticket: 'ticket-2-0123456789abcdef' }, hall.managerToken)
    await vi.waitFor(() => expect(jobsIn(hall.dataDir)).toBe(6))
    dir = hall.dataDir
  })
  afterAll(() => hall?.stop())

  const jobsIn = (folder: string): unknown => {
    const db = new Database(join(folder, 'paper.sqlite'), { readonly: true })
    try {
      return db.prepare('SELECT count(*) FROM jobs').pluck().get()
    } finally {
      db.close()
    }
  }

  /** What is found once somebody was at one of its databases, which is put back afterwards. */
  const spoilt = (file: string, spoil: string, mend: string): FolderReport => {
    const at = (sql: string): void => {
      const db = new Database(join(dir, file))
      db.exec(sql)
      db.close()
    }
    at(spoil)
    try {
      return finished(verifyingFolder(dir))
    } finally {
      at(mend)
    }
  }
  const ruling = (report: FolderReport, id: string) => report.rules.find((rule) => rule.id === id)

  it('Z1 is good as a running hall leaves it, and says what was looked at and what was not', () => {
    const report = finished(verifyingFolder(dir))
    expect(report).toMatchObject({ ok: true, findings: [], papers: { jobs: 6, read: 6 } })
    expect(report.texts?.files).toEqual(
      expect.arrayContaining(['catalogue.json', 'hall.sqlite', 'paper.sqlite', 'people.sqlite']),
    )
    expect(ruling(report, 'I1')).toMatchObject({ ok: true, shown: true, file: true })
    expect(ruling(report, 'I5')).toMatchObject({ ok: true, shown: false, file: true })
    for (const id of ['I3', 'I7', 'I16', 'I21'])
      expect(ruling(report, id)).toMatchObject({
        ok: null,
        shown: false,
        file: false,
        elsewhere: [expect.any(String), expect.any(String), expect.anything()].slice(
          0,
          ruling(report, id)?.elsewhere.length,
        ),
      })
    const lines = linesOfFolder(report).join('\n')
    expect(lines).toContain(`${hall.live.hall().id}  ok: `)
    expect(lines).toMatch(/I3 +— .*not here; proved by npm run chaos/)
    expect(lines).toMatch(/I12 +ok .*events, files/)
  })

  it('I5 Z1 names a slip of a number that the ledger does not have', () => {
    const report = spoilt(
      'paper.sqlite',
      "UPDATE jobs SET job = replace(job, 'ticket-1-', 'ticket-9-') WHERE id LIKE 'ticket-1-%'",
      "UPDATE jobs SET job = replace(job, 'ticket-9-', 'ticket-1-') WHERE id LIKE 'ticket-1-%'",
    )
    expect(report.findings).toMatchObject([
      { rule: 'I5', position: 0, sentence: expect.stringContaining('no ticket of that id') },
    ])
    expect(ruling(report, 'I5')).toMatchObject({ ok: false, finding: { rule: 'I5' } })
    expect(ruling(report, 'I1')).toMatchObject({ ok: true })
  })

  it('I5 Z1 names a slip with another number, a copy nobody recorded, and a copy that does not say so', () => {
    const bytesOf = (id: string) => `(SELECT bytes FROM jobs WHERE id LIKE '${id}')`
    const swap = (to: string, from: string): string => `UPDATE jobs SET bytes = ${bytesOf(from)} WHERE id LIKE '${to}'`
    const keep = 'CREATE TABLE kept AS SELECT * FROM jobs'
    const back = 'DELETE FROM jobs; INSERT INTO jobs SELECT * FROM kept; DROP TABLE kept'
    const say = (spoil: string): string[] =>
      spoilt('paper.sqlite', `${keep}; ${spoil}`, back).findings.map(({ rule, sentence }) => `${rule} ${sentence}`)
    expect(say(swap('ticket-0-%', 'ticket-1-%'))).toEqual([expect.stringMatching(/^I5 .*does not show/)])
    expect(say(swap('ticket-2-%.2', 'ticket-2-%.1'))).toEqual([expect.stringMatching(/^I5 .*copy 2 does not say 补打/)])
    const third = "UPDATE jobs SET job = replace(job, '\"copy\":2', '\"copy\":3') WHERE id LIKE 'ticket-2-%.2'"
    expect(say(third)).toEqual([expect.stringMatching(/^I5 .*copy 3 was printed, and 2 are recorded/)])
    const ghost = `INSERT INTO jobs SELECT printer, 'desk.guide.9999', state, created, json_object('template', 'guide', 'copy', 1), bytes FROM jobs LIMIT 1`
    expect(say(ghost)).toEqual([expect.stringMatching(/^I5 .*no event 9999/)])
  })

  it('I17 Z1 names a number of a person in any text of any database and in the draft, masked', () => {
    const name = (to: string): string => `UPDATE staff SET post = ${to}`
    const report = spoilt('people.sqlite', name(`'${IDENTITY} 综合岗'`), name('NULL'))
    expect(report.findings).toMatchObject([
      { rule: 'I17', sentence: 'people.sqlite, staff.post: the number 1*************803X stands there in full.' },
    ])
    expect(JSON.stringify(report)).not.toContain(IDENTITY)
    expect(ruling(report, 'I17')).toMatchObject({ ok: false })
    const draft = join(dir, 'catalogue.json')
    const text = readFileSync(draft, 'utf8')
    const withText = (add: object): FolderReport => {
      writeFileSync(draft, JSON.stringify({ ...(JSON.parse(text) as object), ...add }))
      try {
        return finished(verifyingFolder(dir))
      } finally {
        writeFileSync(draft, text)
      }
    }
    expect(withText({ notices: ['找 13800138000'] }).findings).toMatchObject([
      { rule: 'I17', sentence: expect.stringContaining('138****8000') },
    ])
    // A telephone that the hall tells everybody is its own, wherever it stands.
    expect(withText({ contacts: [{ phone: '13800138000' }], notices: ['找 13800138000'] })).toMatchObject({ ok: true })
    expect(withText({ notices: ['2026030213250013800', '1380013800'] })).toMatchObject({ ok: true })
  })

  it('X33 Z1 names a line of the security log that was changed', () => {
    const types = new Database(join(dir, 'security.sqlite'), { readonly: true })
    const was = types.prepare<[], string>('SELECT outcome FROM security WHERE position = 2').pluck().get()
    types.close()
    const triggers = 'DROP TRIGGER IF EXISTS security_never_changes'
    const set = (to: string): string => `${triggers}; UPDATE security SET outcome = '${to}' WHERE position = 2`
    const report = spoilt('security.sqlite', set(was === 'ok' ? 'refused' : 'ok'), set(was ?? 'ok'))
    expect(report.findings).toMatchObject([{ rule: 'X33', position: 2 }])
  })

  it('Z1 claims nothing of what it could not look at', () => {
    const folder = mkdtempSync(join(tmpdir(), 'yichuang-verify-'))
    const db = new Database(join(dir, 'hall.sqlite'), { readonly: true })
    db.exec(`VACUUM INTO '${join(folder, 'hall.sqlite')}'`)
    db.close()
    expect(ruling(finished(verifyingFolder(folder)), 'I5')).toMatchObject({
      ok: null,
      file: false,
      missing: 'There is no paper.sqlite.',
    })
    openJobStores(join(folder, 'paper.sqlite'), () => 0).close()
    expect(ruling(finished(verifyingFolder(folder)), 'I5')).toMatchObject({
      ok: null,
      file: false,
      missing: 'No print job is kept.',
    })
    tamper(join(folder, 'hall.sqlite'), (edit) => edit.exec('UPDATE events SET at = at + 1 WHERE position = 3'))
    const report = finished(verifyingFolder(folder))
    expect(report.findings[0]).toMatchObject({ rule: 'I12', position: 3 })
    expect(ruling(report, 'I12')).toMatchObject({ ok: false })
    expect(ruling(report, 'I2')).toMatchObject({ ok: null, missing: 'The events cannot all be followed.' })
    rmSync(folder, { recursive: true })
  })

  it('Z2 X37 whoever audits reads the verdict, looks again, and takes the heads along; others do not', async () => {
    const path = `${hall.hallPath}/verdicts`
    // The looks before this one held the server's own thread, and a line that lay idle meanwhile is closed just now.
    const first = await vi.waitFor(() => hall.request('GET', path, undefined, hall.managerToken))
    expect(first).toMatchObject({ status: 200, today: { ok: true, findings: [] }, running: false })
    expect(await hall.request('POST', path, {}, hall.managerToken)).toMatchObject({ status: 200, running: true })
    await vi.waitFor(async () => {
      const now = await hall.request('GET', path, undefined, hall.managerToken)
      expect(now).toMatchObject({ running: false, all: { ok: true, rules: expect.anything() } })
    }, 30_000)
    const inspector = await hall.staff('inspector', '督查')
    const day = String(hall.live.hall().day)
    const heads = await hall.request('GET', `${hall.hallPath}/chain?from=${day}&to=${day}`, undefined, inspector)
    const { position } = hall.live.hall()
    expect(heads).toMatchObject({
      status: 200,
      heads: [{ day, position, closed: false, head: expect.stringMatching(/^[0-9a-f]{64}$/) }],
    })
    expect(await hall.request('POST', path, {}, inspector)).toMatchObject({ status: 403 })
    const guide = await hall.staff('guide', '导办')
    for (const address of ['verdicts', 'chain', 'anomalies'])
      expect(await hall.request('GET', `${hall.hallPath}/${address}`, undefined, guide)).toMatchObject({ status: 403 })
    for (const span of ['from=yesterday', `from=${day}&to=2001-01-01`, 'from=2001-01-01'])
      expect(await hall.request('GET', `${hall.hallPath}/chain?${span}`, undefined, inspector)).toMatchObject({
        status: 422,
      })
  })

  it('X36 the anomaly report of a day is asked for over HTTP, with its bounds', async () => {
    const day = String(hall.live.hall().day)
    const report = await hall.request('GET', `${hall.hallPath}/anomalies`, undefined, hall.managerToken)
    expect(report).toMatchObject({ status: 200, from: day, to: day, days: 1, staff: [], windows: [] })
    const far = await hall.request(
      'GET',
      `${hall.hallPath}/anomalies?from=2001-01-01&to=2001-03-01`,
      undefined,
      hall.managerToken,
    )
    expect(far).toMatchObject({ status: 422, title: 'Ask for 31 days at most.' })
  })
})

describe('when it is looked at', () => {
  let hall: DurableHall
  let dir = ''
  let clock: HandClock
  let lines: string[] = []
  const closers: (() => void)[] = []

  beforeAll(async () => {
    hall = await durableHall()
    await fullDay(hall.live, hall.clock)
    hall.clock.set(inChina('2026-03-03', '09:00:00'))
    await fullDay(hall.live, hall.clock)
  })
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'yichuang-verifying-'))
    const db = new Database(hall.file, { readonly: true })
    db.exec(`VACUUM INTO '${join(dir, 'hall.sqlite')}'`)
    db.close()
    clock = handClock(inChina('2026-03-03', '18:00:00'))
    lines = []
  })
  afterEach(() => {
    for (const close of closers.splice(0)) close()
    rmSync(dir, { recursive: true })
  })
  afterAll(() => hall.close())

  const open = (options: Partial<VerifyingOptions> = {}, opening = openVerifying) => {
    const alarms = openSystemAlarms(clock)
    const verifying = opening({
      dataDir: dir,
      hall: HALL_ID,
      timeZone: () => 'Asia/Shanghai',
      clock,
      log: (level, what) => void lines.push(`${level} ${what}`),
      alarms,
      ...options,
    })
    closers.push(verifying.close)
    return { verifying, alarms }
  }
  const at = (sql: string): void => tamper(join(dir, 'hall.sqlite'), (db) => db.exec(sql))
  const spoil = (position: number): void => at(`UPDATE events SET at = at + 1 WHERE position = ${position}`)
  const tuesday = (): number => hall.events().find(({ day }) => day === '2026-03-03')?.position ?? 0
  const kept = (): Verdicts => JSON.parse(readFileSync(join(dir, 'verdicts.json'), 'utf8')) as Verdicts

  it('Z2 the current day is looked at before anybody is let in, and only that day', async () => {
    const { verifying, alarms } = open()
    await verifying.atStart()
    const { today } = verifying.verdicts()
    const events = hall.events()
    expect(today).toMatchObject({ ok: true, events: events.length - tuesday() + 1, at: clock.now() })
    expect(kept().today).toEqual(today)
    expect(alarms.list()).toEqual([])
    expect(lines).toEqual(['info ledger-verified'])
    // Monday is the night's business.
    spoil(10)
    await verifying.atStart()
    expect(verifying.verdicts().today).toMatchObject({ ok: true })
  })

  it('Z2 a finding of today is an alarm, a line and a kept verdict, and goes when it is mended', async () => {
    const position = tuesday() + 4
    spoil(position)
    const { verifying, alarms } = open()
    await verifying.atStart()
    expect(alarms.list()).toMatchObject([{ code: 'ledger-finding', data: { rule: 'I12', position } }])
    expect(lines).toEqual(['error ledger-finding'])
    expect(kept().today).toMatchObject({
      ok: false,
      findings: expect.arrayContaining([expect.objectContaining({ rule: 'I12', position })]),
    })
    at(`UPDATE events SET at = at - 1 WHERE position = ${position}`)
    await verifying.atStart()
    expect(alarms.list()).toEqual([])
  })

  it('Z2 a look at all days that is good stands for a bad start before it', async () => {
    const position = tuesday() + 4
    spoil(position)
    const { verifying, alarms } = open()
    await verifying.atStart()
    at(`UPDATE events SET at = at - 1 WHERE position = ${position}`)
    clock.move(1_000)
    await verifying.lookAtAll()
    expect(kept()).toMatchObject({ today: { ok: false }, all: { ok: true } })
    expect(alarms.list()).toEqual([])
  })

  it('Z2 a day too long for a start is looked at to its end while people are served already', async () => {
    const position = tuesday() + 30
    spoil(position)
    const { verifying, alarms } = open({ startWaitsMs: 0 })
    await verifying.atStart()
    expect(verifying.verdicts().today).toBeUndefined()
    await vi.waitFor(() => expect(verifying.verdicts().today).toMatchObject({ ok: false }), 30_000)
    expect(alarms.list()).toMatchObject([{ data: { rule: 'I12', position } }])
    // A server that closes before that leaves no verdict.
    const other = open({ startWaitsMs: 0 })
    const was = kept().today
    await other.verifying.atStart()
    other.verifying.close()
    expect(kept().today).toEqual(was)
  })

  it('Z2 a built server looks at all days in a process of its own', async ({ skip }) => {
    const built = fileURLToPath(new URL('../../build/server/verifying.js', import.meta.url))
    const reason = existsSync(built) ? undefined : 'SKIPPED: there is no build; run npm run build'
    if (reason) console.warn(reason)
    skip(reason !== undefined, reason)
    const own = (await import(built)) as { openVerifying: typeof openVerifying }
    spoil(10)
    const { verifying } = open({}, own.openVerifying)
    await verifying.lookAtAll()
    expect(kept().all).toMatchObject({
      ok: false,
      findings: expect.arrayContaining([expect.objectContaining({ rule: 'I12', position: 10 })]),
    })
    const stopped = open({}, own.openVerifying)
    const looking = stopped.verifying.lookAtAll()
    stopped.verifying.close()
    await looking
    expect(stopped.verifying.verdicts().running).toBe(false)
  })

  it('Z2 the tables of today are held beside its events, also where its opening closed the day before', () => {
    const today = finished(verifyingToday(dir, HALL_ID))
    expect(today.findings).toEqual([])
    at("DELETE FROM numbers WHERE day = '2026-03-03' AND number = 1")
    expect(finished(verifyingToday(dir, HALL_ID)).findings).toMatchObject([{ rule: 'L8' }])
  })

  it('Z2 all days are looked at after half past two at night, once, in the hall’s own time', async () => {
    const looks: number[] = []
    const good: FolderReport = { ok: true, halls: [], rules: [], findings: [] }
    const look = (): Promise<FolderReport> => {
      looks.push(clock.now())
      return Promise.resolve(good)
    }
    const { verifying } = open({ look })
    const waitUntil = async (at: number): Promise<void> => {
      while (clock.now() < at) {
        clock.move(minutes(1))
        await vi.waitFor(() => expect(verifying.verdicts().running).toBe(false))
      }
    }
    // A hall that was never looked at is looked at soon.
    await waitUntil(inChina('2026-03-03', '18:05:00'))
    expect(looks).toEqual([inChina('2026-03-03', '18:01:00')])
    await waitUntil(inChina('2026-03-04', '02:29:00'))
    expect(looks).toHaveLength(1)
    await waitUntil(inChina('2026-03-04', '02:40:00'))
    expect(looks.slice(1)).toEqual([inChina('2026-03-04', '02:30:00')])
    // Switched off at night: it is made good when the hall is on again.
    clock.move(hours(30))
    await vi.waitFor(() => expect(looks).toHaveLength(3))
  })

  it('Z2 what the night found stands after a restart, until a look at all days is good', async () => {
    spoil(10)
    const first = open()
    await first.verifying.lookAtAll()
    expect(first.alarms.list()).toMatchObject([{ data: { rule: 'I12', position: 10 } }])
    expect(kept().all).toMatchObject({ ok: false, rules: expect.anything() })
    const second = open()
    expect(second.alarms.list()).toMatchObject([{ data: { rule: 'I12', position: 10 } }])
    await second.verifying.atStart()
    expect(second.alarms.list()).toHaveLength(1)
    at('UPDATE events SET at = at - 1 WHERE position = 10')
    await second.verifying.lookAtAll()
    expect(second.alarms.list()).toEqual([])
    expect(kept().all).toMatchObject({ ok: true })
  })

  it('Z2 a look that comes to nothing is a finding, and the hall goes on', async () => {
    const { verifying, alarms } = open({ look: () => Promise.reject(new Error('no memory')) })
    await verifying.lookAtAll()
    expect(alarms.list()).toMatchObject([{ data: { rule: 'Z2', position: 0 } }])
    expect(kept().all?.findings[0]?.sentence).toBe('All days could not be looked at: no memory.')
  })

  it('Z2 verdicts that cannot be read or kept are said, and cost nothing else', async () => {
    writeFileSync(join(dir, 'verdicts.json'), 'torn')
    const { verifying } = open()
    expect(verifying.verdicts()).toEqual({ running: false })
    expect(lines).toEqual(['warn verdicts-unreadable'])
    await verifying.atStart()
    expect(kept().today).toMatchObject({ ok: true })
  })

  it('Z2 while a look is under way the hall goes on writing, and closing ends it', async () => {
    const { verifying } = open()
    const looking = verifying.lookAtAll()
    expect(verifying.verdicts().running).toBe(true)
    verifying.close()
    await looking
    expect(verifying.verdicts().all).toBeUndefined()
  })
})

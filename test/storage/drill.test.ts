import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { drill } from '../../server/drill.ts'
import { backupsIn } from '../../server/storage/backup-set.ts'
import { checkLedger } from '../../server/storage/check-ledger.ts'
import { tamper } from '../contract/dump.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'
import { until } from './until.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let hall: HallServer
let second = ''
beforeAll(async () => {
  second = mkdtempSync(join(tmpdir(), 'yichuang-second-'))
  hall = await startTestHall({ storage: { backupDir: second } })
  const kiosk = await hall.device('kiosk')
  for (const n of [1, 2, 3, 4])
    await hall.command({ type: 'IssueTicket', ticket: `ticket-number-${n}-here`, service: 'A-01' }, kiosk.token)
})
afterAll(async () => {
  await hall.stop()
  rmSync(second, { recursive: true, force: true })
})

describe('npm run drill', () => {
  it('Z24 a running hall is backed up, restored, started and found the same, and nothing of it is changed', async () => {
    const before = hall.live.hall().position
    const files = readdirSync(hall.dataDir).sort()
    const done = await drill(hall.dataDir, 'build/web')
    expect(done).toMatchObject({ ok: true, position: before, differences: [] })
    expect(done.steps.map(({ what }) => what)).toEqual(['backup', 'restore and verify', 'start and answer'])
    expect(done.recoveryMs).toBeLessThan(60_000)
    expect(hall.live.hall().position).toBe(before)
    expect(readdirSync(hall.dataDir).sort()).toEqual(files)
  })

  it('Z24 a restored hall that is not the same is found: another past, and another number in it', async () => {
    const change = (sql: string) => (target: string) => tamper(join(target, 'hall.sqlite'), (db) => db.exec(sql))
    const otherChain = "UPDATE events SET chain = 'feed' WHERE position = (SELECT max(position) FROM events)"
    expect(await drill(hall.dataDir, 'build/web', change(otherChain))).toMatchObject({
      ok: false,
      differences: [expect.stringContaining('the chain')],
    })
    const otherNumber = `UPDATE events SET data = replace(data, '"number":4', '"number":9') WHERE type = 'TicketIssued'`
    const lostService = `UPDATE events SET data = replace(data, '"class":"ordinary"', '"class":"priority"') WHERE type = 'TicketIssued'`
    for (const sql of [otherNumber, lostService])
      expect((await drill(hall.dataDir, 'build/web', change(sql))).differences).toEqual(['what the screens show'])
  })

  it('Z24 a folder without a hall is refused with a sentence', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'yichuang-empty-'))
    await expect(drill(empty, 'build/web')).rejects.toThrow(/There is no hall in/)
    rmSync(empty, { recursive: true })
  })
})

describe('存储与备份', () => {
  const ask = (method: string, path: string, token: string) =>
    hall.request(method, `${hall.hallPath}/storage${path}`, method === 'POST' ? {} : undefined, token)

  it('Z23 a manager backs up on the spot and sees it; the journal on the second disk is up to the last event', async () => {
    expect(await ask('POST', '/backups', hall.managerToken)).toMatchObject({ status: 200 })
    const [backup] = backupsIn(second)
    const { position } = hall.live.hall()
    expect(backup).toMatchObject({ kind: 'asked', position })
    expect(checkLedger(join(second, backup?.name ?? '', 'hall.sqlite'), 'whole')).toMatchObject({ position })
    await until(async () =>
      expect(await ask('GET', '', hall.managerToken)).toMatchObject({
        watched: true,
        root: second,
        backups: [{ kind: 'asked' }],
        journal: position,
        keepDays: 400,
      }),
    )
    const [day = ''] = readdirSync(join(second, 'journal'))
    expect(
      readFileSync(join(second, 'journal', day), 'utf8')
        .trimEnd()
        .split('\n'),
    ).toHaveLength(position)
    const log = await hall.request('GET', `${hall.hallPath}/security/log`, undefined, hall.managerToken)
    expect(JSON.stringify(log)).toContain('"type":"backup"')
  })

  it('Z23 X5 no other role may make one, and only those who look after the hall see them', async () => {
    const guide = await hall.staff('guide', 'guide at the desk')
    const inspector = await hall.staff('inspector', 'inspector of all')
    for (const token of [guide, inspector]) expect(await ask('POST', '/backups', token)).toMatchObject({ status: 403 })
    expect(await ask('GET', '', guide)).toMatchObject({ status: 403 })
    expect(await ask('GET', '', inspector)).toMatchObject({ status: 200 })
    expect(await ask('POST', '/restored-seen', inspector)).toMatchObject({ status: 403 })
  })

  it('Z25 a hall whose ledger was damaged starts by itself, says so until somebody has looked, and goes on', async () => {
    const { dataDir, managerToken } = hall
    const { position } = hall.live.hall()
    await ask('POST', '/backups', managerToken)
    await hall.close()
    const file = join(dataDir, 'hall.sqlite')
    rmSync(file)
    appendFileSync(file, 'what a dying disk leaves')
    hall = await startTestHall({ dataDir, storage: { backupDir: second } })
    expect(hall.live.hall().position).toBe(position)
    const floor = () => hall.request('GET', `${hall.hallPath}/views/floor`, undefined, hall.managerToken)
    const restored = async () => {
      const { system } = (await floor()).view as { system: readonly { code: string }[] }
      return system.filter(({ code }) => code === 'restored')
    }
    expect(await restored()).toMatchObject([{ data: { position, lost: 0 } }])
    expect(await ask('GET', '', hall.managerToken)).toMatchObject({ restored: { position, bad: 1 } })
    await ask('POST', '/restored-seen', hall.managerToken)
    expect(await restored()).toEqual([])
    const kiosk = await hall.device('kiosk')
    const issue = { type: 'IssueTicket', ticket: 'ticket-after-the-loss', service: 'A-01' } as const
    expect(await hall.command(issue, kiosk.token)).toMatchObject({ number: 'A005' })
  })
})

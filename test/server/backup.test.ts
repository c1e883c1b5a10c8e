import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { backUp } from '../../server/backup.ts'
import { mintSecret } from '../../server/clock.ts'
import { standingKey } from '../../server/standby/papers.ts'
import { startTestHall } from '../kit/hall-server.ts'

it('L11 A9 Z27 a backup of a running hall opens as the same hall, and never replaces another', async () => {
  const hall = await startTestHall()
  const kiosk = (await hall.device('kiosk')).token
  for (let times = 0; times < 5; times += 1)
    await hall.command({ type: 'IssueTicket', ticket: mintSecret(), service: 'A-01' }, kiosk)
  const shown = { kind: 'other', document: 'E12345678' }
  const { person } = await hall.request('POST', `${hall.hallPath}/persons`, shown, kiosk)
  const target = mkdtempSync(join(tmpdir(), 'yichuang-backup-'))
  // However carelessly somebody left it open, the copy is for its owner alone.
  chmodSync(join(hall.dataDir, 'person.key'), 0o644)
  await backUp(hall.dataDir, target)
  for (const key of ['person.key', 'standing.key']) expect(statSync(join(target, key)).mode & 0o777).toBe(0o600)
  await expect(backUp(hall.dataDir, target)).rejects.toThrow(/holds a hall already/)
  const copy = await startTestHall({ dataDir: target })
  expect([...copy.live.hall().tickets.keys()]).toEqual([...hall.live.hall().tickets.keys()])
  expect(await copy.command({ type: 'IssueTicket', ticket: mintSecret(), service: 'A-01' }, kiosk)).toMatchObject({
    number: 'A006',
  })
  // Without the secret of the keys nobody who comes again would be recognised (A9).
  expect(person).toMatch(/^p/)
  expect(await copy.request('POST', `${copy.hallPath}/persons`, shown, kiosk)).toMatchObject({ person })
  // Z27: whoever took over from a hall that is restored is still believed.
  expect(standingKey(target)).toBe(standingKey(hall.dataDir))
  await copy.stop()
  await hall.stop()
  rmSync(target, { recursive: true, force: true })
  await expect(backUp(target, target)).rejects.toThrow(/no hall in/)
})

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { backUp } from '../../server/backup.ts'
import { mintSecret } from '../../server/clock.ts'
import { startTestHall } from '../kit/hall-server.ts'

it('L11 a backup of a running hall opens as the same hall, and never replaces another', async () => {
  const hall = await startTestHall()
  const kiosk = (await hall.device('kiosk')).token
  for (let times = 0; times < 5; times += 1)
    await hall.command({ type: 'IssueTicket', ticket: mintSecret(), service: 'A-01' }, kiosk)
  const target = mkdtempSync(join(tmpdir(), 'yichuang-backup-'))
  await backUp(hall.dataDir, target)
  await expect(backUp(hall.dataDir, target)).rejects.toThrow(/holds a hall already/)
  const copy = await startTestHall({ dataDir: target })
  expect([...copy.live.hall().tickets.keys()]).toEqual([...hall.live.hall().tickets.keys()])
  expect(await copy.command({ type: 'IssueTicket', ticket: mintSecret(), service: 'A-01' }, kiosk)).toMatchObject({
    number: 'A006',
  })
  await copy.stop()
  await hall.stop()
  rmSync(target, { recursive: true, force: true })
  await expect(backUp(target, target)).rejects.toThrow(/no hall in/)
})

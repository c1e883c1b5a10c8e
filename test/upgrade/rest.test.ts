/** What a hall brings to its end before its server changes, while it goes on serving (Z22). */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { startTestHall } from '../kit/hall-server.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'yichuang-rest-'))
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

it('Z22 at rest no paper is begun any more, numbers are given all the same, and the next server prints what waits', async () => {
  const shipped = { ...smallCatalogue, printers: [{ id: 'p1', name: 'p1', kind: 'virtual', paper: 80 } as const] }
  const hall = await startTestHall({ dataDir, shipped, webRoot: 'no-pages' })
  const issue = (ticket: string) => hall.command({ type: 'IssueTicket', ticket, service: 'A-01' }, hall.managerToken)
  const jobs = (of: typeof hall) => of.printing.paper('p1')?.jobs.map(({ state }) => state)
  await issue('ticket-before-the-rest')
  await vi.waitFor(() => expect(jobs(hall)).toEqual(['printed']))
  await hall.rest()
  expect(await issue('ticket-during-the-rest')).toMatchObject({ number: 'A002' })
  await vi.waitFor(() => expect(jobs(hall)).toEqual(['queued', 'printed']))
  await hall.close()
  const next = await startTestHall({ dataDir, shipped, webRoot: 'no-pages' })
  await vi.waitFor(() => expect(jobs(next)).toEqual(['printed', 'printed']))
  await next.close()
})

/** Print jobs on disk over the weeks that a server runs. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Job } from '../../printer/job.ts'
import { openJobStores } from '../../server/printing/job-store.ts'

const HOUR = 3_600_000

it('P25 jobs are kept for a day and a half and then forgotten, without a restart', () => {
  const dir = mkdtempSync(join(tmpdir(), 'yichuang-jobs-'))
  let now = 1000 * HOUR
  const stores = openJobStores(join(dir, 'paper.sqlite'), () => now)
  const { save, load } = stores.of('p1')
  const made = (id: string): Job => ({
    id,
    template: 'ticket',
    copy: 1,
    bytes: Uint8Array.of(1, 2),
    missing: [],
    expiresAt: now + 1000,
    printer: 'p1',
    createdAt: now,
    state: 'printed',
    nearEnd: false,
    attempts: 1,
  })
  save(made('a'))
  now += 30 * HOUR
  save(made('b'))
  expect(load()).toEqual([{ ...made('a'), createdAt: 1000 * HOUR, expiresAt: 1000 * HOUR + 1000 }, made('b')])
  now += 7 * HOUR
  save(made('c'))
  expect(load().map(({ id }) => id)).toEqual(['b', 'c'])
  stores.close()
  rmSync(dir, { recursive: true, force: true })
})

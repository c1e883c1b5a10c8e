import { existsSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { silentLog } from '../../server/log.ts'
import { RESERVE_FILE } from '../../server/storage/reserve.ts'
import { removeDisk, smallDisk } from '../contract/small-disk.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'
import { until } from './until.ts'

vi.setConfig({ testTimeout: 60_000 })

const MB = 1024 * 1024
const LIMITS = { warnBytes: 6 * MB, stopBytes: 4 * MB, reserveBytes: 3 * MB }
/** The fault table gives five seconds after room has come back; a busy test machine is given one more to answer in. */
const BACK_WITHIN_MS = 6_000

it('Z17 a hall on a disk that fills up stops giving numbers, calls on to the last byte, and gives the next number when there is room', async (context) => {
  const disk = smallDisk(context, 24)
  let hall: HallServer | undefined
  try {
    hall = await startTestHall({
      dataDir: join(disk, 'data'),
      storage: { limits: LIMITS, call: '8300' },
      log: silentLog,
    })
    const { command, device, staff } = hall
    const kiosk = await device('kiosk')
    const window = await device('counter', { counter: '1' })
    const clerk = await staff('window', 'clerk of one', window.token)
    const desk = await staff('guide', 'guide at the desk')
    let asked = 0
    let given = 0
    const issue = async () => {
      asked += 1
      const reply = await command(
        { type: 'IssueTicket', ticket: `ticket-number-${asked}-of-all`, service: 'A-01' },
        kiosk.token,
      )
      if (reply.ok) given += 1
      return reply
    }
    const view = async (topic: string, token: string) =>
      (await hall?.request('GET', `${hall.hallPath}/views/${topic}`, undefined, token))?.view as Record<string, unknown>
    for (const _ of [1, 2, 3]) expect(await issue()).toMatchObject({ ok: true })
    await command({ type: 'OpenCounter', counter: '1' }, clerk)
    await until(() => expect(existsSync(join(disk, 'data', RESERVE_FILE))).toBe(true))

    const filler = join(disk, 'somebody-else.bin')
    const { bavail, bsize } = statfsSync(disk)
    writeFileSync(filler, Buffer.alloc(bavail * bsize - 1 * MB, 1))
    await vi.waitFor(async () => expect(await issue()).toMatchObject({ status: 409, code: 'issuing-stopped' }), {
      timeout: 2 * BACK_WITHIN_MS,
      interval: 200,
    })
    // The kiosk says so, and who looks after the hall is told how much is left and whom to ring.
    expect(await view(`kiosk:${kiosk.id}`, kiosk.token)).toMatchObject({ stopped: true })
    for (const [topic, token] of [
      ['guide', desk],
      ['floor', hall.managerToken],
    ] as const)
      expect(await view(topic, token)).toMatchObject({ system: [{ code: 'disk-stop', data: { call: '8300' } }] })
    expect(existsSync(join(disk, 'data', RESERVE_FILE))).toBe(false)
    // Whoever has a number is called and finished.
    const called = await command({ type: 'CallNext', counter: '1' }, clerk)
    expect(called).toMatchObject({ ok: true, number: 'A001' })
    const here = { ticket: 'ticket-number-1-of-all', counter: '1' }
    expect(await command({ type: 'StartServing', ...here }, clerk)).toMatchObject({ ok: true })
    expect(await command({ type: 'CompleteTicket', ...here, outcome: 'immediate' }, clerk)).toMatchObject({ ok: true })

    rmSync(filler)
    const before = given
    await vi.waitFor(
      async () => {
        // The numbers go on where they stopped: none was given that is not stored.
        const number = `A${String(before + 1).padStart(3, '0')}`
        expect(await issue()).toMatchObject({ ok: true, number })
      },
      { timeout: BACK_WITHIN_MS, interval: 200 },
    )
    await until(() => expect(existsSync(join(disk, 'data', RESERVE_FILE))).toBe(true))
    expect((await view(`kiosk:${kiosk.id}`, kiosk.token)).stopped).toBeUndefined()
  } finally {
    await hall?.stop()
    removeDisk(disk)
  }
})

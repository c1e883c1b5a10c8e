/** How the printers of a catalogue are reached, from the hall server itself. */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { PrinterSetting } from '../../hall/catalogue.ts'
import { systemTimers } from '../../printer/timers.ts'
import { sampleCatalogue } from '../../server/catalogue/sample/index.ts'
import { openTransport } from '../../server/printing/reach.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'

let hall: HallServer | undefined
let folder: string | undefined
afterEach(async () => {
  vi.unstubAllEnvs()
  await hall?.stop()
  hall = undefined
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
})

const setting = (more: Partial<PrinterSetting>): PrinterSetting => ({
  id: 'p1',
  name: '打印机',
  kind: 'tcp',
  paper: 80,
  ...more,
})

describe('a printer of the catalogue', () => {
  it.each([
    ['tcp', { host: '127.0.0.1', port: 1 }, 'refused'],
    ['serial', { path: '/dev/ttyNOTHING7' }, 'absent'],
    ['file', { path: '/dev/usb/lp77' }, 'absent'],
    ['cups', { queue: 'a4', paper: 210 }, 'blind'],
  ] as const)(
    'P47 of kind %s that is not there is told, and opening it fails for nobody',
    async (kind, more, reason) => {
      const transport = await openTransport(setting({ kind, ...more }), systemTimers)
      expect(await transport.status()).toMatchObject({ answer: 'none', reason })
      await transport.close()
    },
  )

  it('P47 of kind virtual prints at once', async () => {
    const transport = await openTransport(setting({ kind: 'virtual', paper: 58 }), systemTimers)
    expect(await transport.send(new Uint8Array([0x41, 0x0a]), 'job')).toEqual({ result: 'printed', nearEnd: false })
    await transport.close()
    expect(await transport.status()).toMatchObject({ answer: 'none', reason: 'refused' })
  })

  it('P52 of kind cups gets a drawn page, which the paper page shows as sent and no failure', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'yichuang-lp-'))
    folder = dir
    writeFileSync(join(dir, 'lp'), `#!/bin/sh\nprintf '%s ' "$@" > '${dir}/words'\ncat > '${dir}/page'\n`)
    chmodSync(join(dir, 'lp'), 0o755)
    vi.stubEnv('PATH', `${dir}${delimiter}${process.env.PATH ?? ''}`)
    const printers = [setting({ kind: 'cups', queue: 'office', paper: 210 })]
    hall = await startTestHall({ shipped: { ...sampleCatalogue, printers, edges: [], peripherals: [] } })
    const { printing, hallPath, managerToken, request } = hall
    await request('POST', `${hallPath}/printers/p1/print`, { id: 'wish-0001', slip: 'test' }, managerToken)
    await vi.waitFor(() => expect(printing.paper('p1')?.jobs[0]?.reason).toBe('unconfirmable'), 15_000)
    expect(printing.rows()[0]).toMatchObject({ state: 'unasked', printed: 0, failed: 0, waiting: 0 })
    expect(readFileSync(join(dir, 'words'), 'utf8')).toBe('-d office -t staff.wish-0001 - ')
    expect(existsSync(join(dir, 'page'))).toBe(true)
    expect(readFileSync(join(dir, 'page')).subarray(0, 4).toString('latin1')).toMatch(/^%PDF|PNG$/)
  })

  it('P47 E3 of an edge that is not connected is away, and its slip waits', async () => {
    const printers = [setting({ host: '192.0.2.1', port: 9100, edge: 'e1', place: '二楼' })]
    const edges = [{ id: 'e1', name: '二楼取号机' }]
    hall = await startTestHall({ shipped: { ...sampleCatalogue, printers, edges, peripherals: [] } })
    const { printing, hallPath, managerToken, request } = hall
    await request('POST', `${hallPath}/printers/p1/print`, { id: 'wish-0001', slip: 'test' }, managerToken)
    await vi.waitFor(() => expect(printing.paper('p1')?.jobs[0]).toMatchObject({ state: 'not_sent', reason: 'away' }))
    expect(printing.rows()[0]).toMatchObject({ state: 'away', edge: 'e1', place: '二楼', waiting: 1 })
  })
})

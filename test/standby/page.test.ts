import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { dropControl, keepControl, tellToTakeOver } from '../../server/standby/control.ts'
import { openPage, standbyPage } from '../../server/standby/page.ts'

let ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.reverse()) await end()
  ends = []
})
const report = { state: 'following', position: 7, behind: 0, heardAt: 1, filesAt: 2 } as const

const opened = async () => {
  const dir = mkdtempSync(join(tmpdir(), 'yichuang-page-'))
  ends.push(() => rmSync(dir, { recursive: true }))
  const told: boolean[] = []
  const page = await openPage({
    host: '127.0.0.1',
    port: 0,
    name: '备机',
    dir,
    secret: 'what-only-the-folder-says',
    report: () => report,
    standing: (asked) => ((asked as { hall?: string } | undefined)?.hall === 'h' ? { ok: true, hall: 'h' } : undefined),
    takeOver: (anyway) => {
      told.push(anyway)
      return Promise.resolve({ ok: true, epoch: 1 })
    },
  })
  ends.push(page.close)
  const at = `http://127.0.0.1:${page.port}`
  return { dir, told, page, at }
}

describe('the page of a standby', () => {
  it('Z26 says how far it is, runs nothing, and serves nobody', async () => {
    const { at } = await opened()
    const shown = await fetch(at)
    expect(await shown.text()).toMatch(/同步中[\s\S]*台账位置[\s\S]*<dd>7<\/dd>/)
    expect(shown.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/)
    expect(standbyPage('<script>x</script>', '/d', report)).not.toContain('<script>')
    for (const path of ['/api/hall', '/api/halls/h/commands', '/kiosk'])
      expect((await fetch(at + path, { method: 'POST' })).status, path).toBe(503)
    const ask = (body: string) => fetch(`${at}/api/standing`, { method: 'POST', body })
    expect(await (await ask('{"hall":"h"}')).json()).toEqual({ ok: true, hall: 'h' })
    for (const body of ['{"hall":"other"}', 'no json', '', 'x'.repeat(5_000)])
      expect((await ask(body)).status).toBe(422)
  })

  it('Z27 takes over for whoever can read its folder, and for nobody else', async () => {
    const { at, dir, told, page } = await opened()
    for (const said of ['', 'Bearer ', 'Bearer what-only-the-folder-sayz', 'what-only-the-folder-says'])
      expect((await fetch(`${at}/take-over`, { method: 'POST', headers: { authorization: said } })).status).toBe(503)
    expect(told).toEqual([])
    expect(await tellToTakeOver(dir, false)).toBeUndefined()
    keepControl(dir, { host: '127.0.0.1', port: page.port, secret: 'what-only-the-folder-says' })
    expect(statSync(join(dir, 'standby-control.json')).mode & 0o077).toBe(0)
    expect(await tellToTakeOver(dir, false)).toEqual({ ok: true, epoch: 1 })
    expect(await tellToTakeOver(dir, true)).toEqual({ ok: true, epoch: 1 })
    expect(told).toEqual([false, true])
    const { port } = await opened().then(async (other) => {
      await other.page.close()
      return other.page
    })
    keepControl(dir, { host: '127.0.0.1', port, secret: 'what-only-the-folder-says' })
    // One that was killed left its paper: nobody runs there, and the folder is taken over by whoever asks.
    expect(await tellToTakeOver(dir, false)).toBeUndefined()
    dropControl(dir)
  })
})

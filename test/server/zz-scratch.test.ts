import { readdirSync, readlinkSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { expect, it } from 'vitest'
import { startTestHall } from '../kit/hall-server.ts'
import { clipsNeeded } from '../../hall/clips-needed.ts'
import { isClipName } from '../../server/voice/clips.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'

const open = () => readdirSync('/proc/self/fd').filter((fd) => { try { return /media\//.test(readlinkSync(`/proc/self/fd/${fd}`)) } catch { return false } }).length

it('fd leak', async () => {
  const hall = await startTestHall()
  const bytes = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(3_000_000)])
  const r = await fetch(`${hall.url}${hall.hallPath}/media`, { method: 'POST', headers: { 'content-type': 'image/png', authorization: `Bearer ${hall.managerToken}` }, body: bytes })
  const { media } = await r.json() as { media: string }
  for (let i = 0; i < 20; i += 1) await fetch(`${hall.url}/media/${media}`, { method: 'HEAD' })
  console.log('after HEAD', open())
  for (let i = 0; i < 20; i += 1) await new Promise<void>((done) => {
    const q = httpRequest(`${hall.url}/media/${media}`, (res) => { res.once('data', () => { q.destroy(); done() }) }); q.on('error', () => {}); q.end()
  })
  await new Promise((r) => setTimeout(r, 500))
  console.log('after abort', open())
  const start = performance.now()
  const big = new Uint8Array(20 * 1024 * 1024)
  const big1 = await fetch(`${hall.url}${hall.hallPath}/clips/mandarin/${encodeURIComponent('号')}`, { method: 'PUT', headers: { 'content-type': 'audio/wav', authorization: `Bearer ${hall.managerToken}` }, body: big }).then(async (x) => [x.status, await x.text()]).catch((e) => [String(e), String(e.cause)])
  console.log('clip', big1, performance.now() - start)
  const s2 = performance.now()
  const m = await fetch(`${hall.url}${hall.hallPath}/media`, { method: 'POST', headers: { 'content-type': 'image/png', authorization: `Bearer ${hall.managerToken}` }, body: big }).then(async (x) => [x.status, await x.text()]).catch((e) => [String(e), String(e.cause)])
  console.log('media', m, performance.now() - s2)
  await hall.stop()
}, 60_000)
it('names', () => {
  const c = { ...smallCatalogue, counters: smallCatalogue.counters.map((x, i) => i === 0 ? { ...x, name: '台胞接待室（一）' } : i === 1 ? {...x, name: '3·4 号' } : x) }
  for (const p of clipsNeeded({ ...c, voice: { usual: { languages: ['mandarin', 'english'], engines: ['clips'], digits: { one: '一', two: '二' } } } })) console.log(p.language, p.names.map((n) => [n, isClipName(n)]).filter(([, ok]) => !ok), p.names)
})

import { it } from 'vitest'
import { startTestHall } from '../kit/hall-server.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'
it('413', async () => {
  const t0 = performance.now(); const hall = await startTestHall({ shipped: smallCatalogue }); console.log('start', performance.now() - t0)
  const put = async (n: number) => {
    const t = performance.now()
    const x = await fetch(`${hall.url}${hall.hallPath}/clips/mandarin/${encodeURIComponent('请')}`, { method: 'PUT', headers: { 'content-type': 'audio/wav', authorization: `Bearer ${hall.managerToken}` }, body: new Uint8Array(n) })
    const a = performance.now() - t
    const text = await x.text()
    console.log(n, x.status, a, performance.now() - t, text.slice(0, 60))
  }
  await put(100); await put(100); await put(3*1024*1024+1); await put(100);  await put(3*1024*1024+1); await put(3*1024*1024+1)
  const t = performance.now(); await hall.stop(); console.log('stop', performance.now() - t)
}, 60_000)

/** The twin in a process of its own. */
import { join } from 'node:path'
import { actAsPeer } from './peer.ts'
import type { Target } from './target.ts'
import { startTwin } from './twin.ts'

actAsPeer(async ({ folder }: { readonly folder: string }) => {
  const twin = await startTwin(join(folder, 'twin.sqlite'))
  const value: Target = { port: twin.port, path: '/commands', topic: 'board:all' }
  return { value, close: twin.close }
})

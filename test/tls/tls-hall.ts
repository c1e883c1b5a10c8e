/** A hall that is open to the network. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLog } from '../../server/log.ts'
import { type Running, type StartOptions, startHall } from '../../server/start.ts'

export type TlsHall = Running & { readonly dataDir: string; readonly ca: string; readonly stop: () => Promise<void> }

/** Everybody may reach it, so it speaks TLS under its own authority, unless told otherwise. */
export const startTlsHall = async (options: Partial<StartOptions> = {}): Promise<TlsHall> => {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'yichuang-tls-'))
  const running = await startHall({
    host: '0.0.0.0',
    port: 0,
    webRoot: 'build/web',
    keepsTime: false,
    log: silentLog,
    ...options,
    dataDir,
  })
  return {
    ...running,
    dataDir,
    ca: running.line().certificate?.authority?.pem ?? '',
    stop: async () => {
      await running.close()
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

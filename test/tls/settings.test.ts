/** What whoever starts the server says about its port reaches it. */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lineFrom } from '../../server/line/settings.ts'

const PROGRAM = 'build/server/serve.js'

/** Where a server started with these settings says that it is open. */
const openedAt = async (env: Readonly<Record<string, string>>): Promise<string> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'yichuang-line-'))
  const child = spawn(process.execPath, [PROGRAM], {
    env: { ...process.env, PORT: '0', DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  try {
    return await new Promise((resolve, reject) => {
      let said = ''
      child.stdout.on('data', (bytes) => {
        said += String(bytes)
        const [, url] = /Open\s+(\S+)/.exec(said) ?? []
        if (url !== undefined) resolve(url)
      })
      child.once('exit', (code) => reject(new Error(`It ended with ${code}: ${said}`)))
    })
  } finally {
    child.removeAllListeners('exit')
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await gone
    rmSync(dataDir, { recursive: true, force: true })
  }
}

describe('the settings of the port', () => {
  it('X26 are read, and what cannot be meant is refused in a sentence', () => {
    expect(lineFrom({})).toEqual({ plainHttp: false })
    expect(lineFrom({ PLAIN_HTTP: '1' })).toEqual({ plainHttp: true })
    expect(lineFrom({ TLS_CERT: 'c', TLS_KEY: 'k' })).toEqual({
      plainHttp: false,
      givenCertificate: { cert: 'c', key: 'k' },
    })
    for (const env of [
      { PLAIN_HTTP: 'yes' },
      { TLS_CERT: 'c' },
      { TLS_KEY: 'k' },
      { PLAIN_HTTP: '1', TLS_CERT: 'c', TLS_KEY: 'k' },
    ])
      expect(() => lineFrom(env), JSON.stringify(env)).toThrow(/PLAIN_HTTP|TLS_/)
  })

  it.skipIf(!existsSync(PROGRAM))(
    'X25 X26 reach the program: TLS to the network, plain where it is declared or for this machine alone',
    async () => {
      expect(await openedAt({ HOST: '0.0.0.0' })).toMatch(/^https:/)
      expect(await openedAt({ HOST: '0.0.0.0', PLAIN_HTTP: '1' })).toMatch(/^http:/)
      expect(await openedAt({})).toMatch(/^http:/)
    },
    60_000,
  )
})

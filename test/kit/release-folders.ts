/** Data folders of other releases: that of 0.5 as it left it, unpacked for a test. */
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'

const FOLDER = fileURLToPath(new URL('../upgrade/version-0.5/', import.meta.url))

/** What is known of the hall in it: its machine's token, and the answers to the first and last command of its last day. */
export const KNOWN_05 = JSON.parse(readFileSync(join(FOLDER, 'known.json'), 'utf8')) as {
  readonly kiosk: string
  readonly first: Readonly<Record<string, unknown>>
  readonly last: Readonly<Record<string, unknown>>
  readonly position: number
}

/** A folder that release 0.5 served from for two days, open since nine o'clock of 2026-03-03. */
export const folderOf05 = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'yichuang-0.5-'))
  for (const name of readdirSync(FOLDER).filter((file) => file.endsWith('.gz')))
    writeFileSync(join(dir, name.slice(0, -'.gz'.length)), gunzipSync(readFileSync(join(FOLDER, name))))
  return dir
}

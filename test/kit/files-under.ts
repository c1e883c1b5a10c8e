/** Every file of a folder and its folders, as bytes: for tests that look for what must be nowhere. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const filesUnder = (folder: string): readonly Buffer[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)))

/** The mark by which the second disk is known, and told from the empty folder on which it is mounted. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Whoever puts an empty file of this name on a disk says that the hall may take it. */
export const MARK_FILE = 'yichuang-backup-disk'

/** The mark of a folder; empty where somebody only put a file there, undefined where there is none. */
export const markIn = async (root: string): Promise<string | undefined> => {
  try {
    return (await readFile(join(root, MARK_FILE), 'utf8')).trim()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** Throws a sentence where a folder does not have the mark. */
export const insistOnMark = async (root: string, mark: string): Promise<void> => {
  if ((await markIn(root)) !== mark) throw new Error(`The second disk is not at ${root}: nothing was written there.`)
}

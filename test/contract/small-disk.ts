/** A disk so small that a test can fill it. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'vitest'

/** Mounts a disk of some megabytes in memory, or skips the test and says why. */
export const smallDisk = (context: TestContext, megabytes: number): string => {
  const folder = mkdtempSync(join(tmpdir(), 'yichuang-small-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'pipe' })
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    const reason = `SKIPPED: this machine does not let the test mount a small disk (${String(error).split('\n')[0]})`
    console.warn(reason)
    context.skip(reason)
  }
  return folder
}

export const removeDisk = (folder: string): void => {
  // Lazily: a test that failed may have left a file open on it.
  execFileSync('umount', ['-l', folder])
  rmSync(folder, { recursive: true, force: true })
}

/** A file that holds a key: whole or not there, durable before anything is made with it, and for its owner alone. */
import { chmodSync, closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

const OWNER_ONLY = 0o600

/** Puts a file in place of the one of that name; on disk, with its name, when it returns. */
export const writeOwnerOnly = (file: string, bytes: Uint8Array): void => {
  const half = `${file}.new`
  const open = openSync(half, 'w', OWNER_ONLY)
  try {
    writeSync(open, bytes)
    fsyncSync(open)
  } finally {
    closeSync(open)
  }
  renameSync(half, file)
  // The name must outlast a power cut too, as everything made with the key does. Windows keeps names by itself.
  if (process.platform === 'win32') return
  const folder = openSync(dirname(file), 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

/** A copy that came back from a backup may be open to others. */
export const closeToOthers = (file: string): void => chmodSync(file, OWNER_ONLY)

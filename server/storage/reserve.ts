/** Room kept on the disk for calling people when everything else has filled it: a file of zeros that can be let go (Z17). */
import { existsSync, rmSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'

export const RESERVE_FILE = 'reserve.bin'
const SLICE_BYTES = 1024 * 1024

export type Reserve = {
  /** True while the room is kept. */
  readonly held: () => boolean
  /** Gives the room back to the disk, at once. */
  readonly release: () => void
  /** Takes the room, slice by slice so that no ticket waits for it. Rejects where the disk has not so much. */
  readonly take: () => Promise<void>
}

/** @param bytes how much is kept; 0 keeps nothing and always holds. */
export const openReserve = (dir: string, bytes: number): Reserve => {
  const file = join(dir, RESERVE_FILE)
  const complete = (): boolean => existsSync(file) && statSync(file).size >= bytes
  let held = bytes === 0 || complete()
  const release = (): void => {
    rmSync(file, { force: true })
    held = bytes === 0
  }
  return {
    held: () => held,
    release,
    take: async () => {
      if (held) return
      const handle = await open(file, 'w')
      try {
        // Written and not only declared: a file with holes keeps no room.
        const slice = Buffer.alloc(SLICE_BYTES)
        for (let left = bytes; left > 0; left -= SLICE_BYTES) {
          await handle.write(slice, 0, Math.min(left, SLICE_BYTES))
          await handle.datasync()
        }
        held = true
      } catch (cause) {
        release()
        throw cause
      } finally {
        await handle.close()
      }
    },
  }
}

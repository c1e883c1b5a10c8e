/**
 * One loudspeaker, one voice: announcements leave the queue one after another, and what leaves it is what is said. Every
 * item has a deadline, so that a voice that never answers cannot silence the hall.
 */
import type { Announcement } from './announce.ts'
import { queued } from './fifo.ts'

/** One announcement said twice with its chime takes nine seconds; past this the voice hangs. */
export const ITEM_DEADLINE_MS = 12_000

export type SpeakerParts = {
  readonly chime: () => Promise<void>
  /** Says one announcement once. It reports its own failures; a rejected promise is taken as said. */
  readonly speak: (item: Announcement) => Promise<void>
  /** Stops whatever still sounds. */
  readonly hush: () => void
  /** Asked when an item's turn has come: its ticket may be at the window by now. */
  readonly wanted: (item: Announcement) => boolean
  /** Told what is being said, so that the screen shows what the ear hears; undefined afterwards. */
  readonly saying: (item: Announcement | undefined) => void
}

export type Speaker = { readonly hear: (say: readonly Announcement[]) => void }

export const createSpeaker = ({ chime, speak, hush, wanted, saying }: SpeakerParts): Speaker => {
  let queue: readonly Announcement[] = []
  let busy = false
  let current: Announcement | undefined

  const once = async (item: Announcement): Promise<void> => {
    await chime()
    if (current !== item) return
    await speak(item)
    // Said again only when nobody waits for the loudspeaker: at sixty windows twice each would never end (ux §2).
    // An item that was cut off at its deadline is no longer current, and must not speak over the next one.
    if (current === item && queue.length === 0 && wanted(item)) await speak(item)
  }

  const inTime = (work: Promise<void>): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => {
        console.warn(
          `An announcement took longer than ${ITEM_DEADLINE_MS} ms and was cut off: check the voice of this machine.`,
        )
        hush()
        resolve()
      }, ITEM_DEADLINE_MS)
      const finish = (): void => {
        clearTimeout(timer)
        resolve()
      }
      work.then(finish, (error: unknown) => {
        console.warn('An announcement could not be said and was passed over:', error)
        finish()
      })
    })

  const drain = async (): Promise<void> => {
    if (busy) return
    busy = true
    for (;;) {
      const [item, ...rest] = queue
      if (!item) break
      queue = rest
      if (!wanted(item)) continue
      current = item
      saying(item)
      await inTime(once(item))
    }
    current = undefined
    busy = false
    saying(undefined)
  }

  return {
    hear: (say) => {
      queue = queued(queue, say)
      void drain()
    },
  }
}

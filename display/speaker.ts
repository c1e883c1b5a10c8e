/**
 * One loudspeaker, one voice: announcements leave the queue one after another, and what leaves it is what is said. Every
 * saying of it has a deadline, so that a voice that never answers cannot silence the hall.
 */
import type { Announcement } from './announce.ts'
import { queued } from './fifo.ts'

/** One announcement in one language takes five seconds with its chime; past this the voice hangs. */
export const ITEM_DEADLINE_MS = 12_000
/** Between the first time and the second, so that they are heard as two. */
export const BREATH_MS = 400

export type SpeakerParts = {
  readonly chime: (item: Announcement) => Promise<void>
  /** Says one announcement once. It reports its own failures; a rejected promise is taken as said. */
  readonly speak: (item: Announcement) => Promise<void>
  /** Stops whatever still sounds. */
  readonly hush: () => void
  /** Asked when an item's turn has come: its ticket may be at the window by now. */
  readonly wanted: (item: Announcement) => boolean
  /** Told what is being said, so that the screen shows what the ear hears; undefined afterwards. */
  readonly saying: (item: Announcement | undefined) => void
  /** In how many languages a call is said: each has the time of one. Absent: one. */
  readonly languages?: () => number
  /** Calls back once after `ms`, unless called off. Absent: this machine's own time. */
  readonly after?: (ms: number, then: () => void) => () => void
}

export type Speaker = { readonly hear: (say: readonly Announcement[]) => void }

const ownTime = (ms: number, then: () => void): (() => void) => {
  const timer = setTimeout(then, ms)
  return () => clearTimeout(timer)
}

export const createSpeaker = (parts: SpeakerParts): Speaker => {
  const { chime, speak, hush, wanted, saying, languages = () => 1, after = ownTime } = parts
  let queue: readonly Announcement[] = []
  let busy = false
  let current: Announcement | undefined

  const first = async (item: Announcement): Promise<void> => {
    await chime(item)
    // A machine that fell asleep in its chime wakes in another minute, and one that was cut off is no longer current.
    if (current === item && wanted(item)) await speak(item)
  }

  /** Whether it came to its end in its time. */
  const inTime = (work: Promise<void>): Promise<boolean> =>
    new Promise((resolve) => {
      const deadlineMs = ITEM_DEADLINE_MS * Math.max(1, languages())
      const callOff = after(deadlineMs, () => {
        console.warn(
          `An announcement took longer than ${deadlineMs} ms and was cut off: check the voice of this machine.`,
        )
        // No longer current before anything stops: what answers to the hush must not go on.
        current = undefined
        hush()
        resolve(false)
      })
      work.then(
        () => {
          callOff()
          resolve(true)
        },
        (error: unknown) => {
          console.warn('An announcement could not be said and was passed over:', error)
          callOff()
          resolve(false)
        },
      )
    })

  const announce = async (item: Announcement): Promise<void> => {
    current = item
    saying(item)
    if (!(await inTime(first(item))) || queue.length > 0) return
    await new Promise<void>((resolve) => void after(BREATH_MS, resolve))
    // Said again only when nobody waits for the loudspeaker: at sixty windows twice each would never end (ux §2).
    if (queue.length === 0 && wanted(item)) await inTime(speak(item))
  }

  const drain = async (): Promise<void> => {
    if (busy) return
    busy = true
    for (;;) {
      const [item, ...rest] = queue
      if (!item) break
      queue = rest
      if (wanted(item)) await announce(item)
    }
    current = undefined
    busy = false
    saying(undefined)
  }

  return {
    hear: (say) => {
      if (say.length === 0) return
      queue = queued(queue, say)
      void drain()
    },
  }
}

/**
 * A zone under load, with the loudspeaker of the boards in a time of its own: how long after a call its words begin, and how
 * many calls are said twice (ux §2). Calls come at random from windows that are busy 85 % of the time; one in ten is called
 * again.
 */
import type { Announcement } from '../../display/announce.ts'
import { createSpeaker, type Speaker, type SpeakerParts } from '../../display/speaker.ts'
import { type Random, randomFrom } from '../kit/random.ts'

export type Zone = { readonly windows: number; readonly minutes: number }
export type Found = Zone & {
  readonly calls: number
  /** From the call to its first word, seconds. */
  readonly mean: number
  readonly p50: number
  readonly p95: number
  readonly max: number
  /** Which part of the calls was said twice. */
  readonly repeated: number
}

/** The halls of the table. */
export const ZONES: readonly Zone[] = [
  { windows: 20, minutes: 8 },
  { windows: 30, minutes: 10 },
  { windows: 40, minutes: 8 },
  { windows: 60, minutes: 8 },
  { windows: 100, minutes: 10 },
]

const BUSY = 0.85
const RECALLED = 0.1
const RECALL_AFTER_MS = 30_000
/** From the command to the board: one telling of the topic, ms. */
const TOLD_MS = 100

export type Load = {
  /** How long one call takes to say, ms: one of these at random. */
  readonly speechMs: readonly number[]
  readonly chimeMs: number
  readonly hours: number
  readonly seed: number
  /** The loudspeaker; tests put a worse one here. */
  readonly speakerOf?: (parts: SpeakerParts) => Speaker
}

type Timer = { readonly at: number; readonly then: () => void }

/** A time that moves from one thing to the next. */
const virtualTime = () => {
  let now = 0
  let timers: Timer[] = []
  const after = (ms: number, then: () => void): (() => void) => {
    const timer = { at: now + ms, then }
    const place = timers.findLastIndex((other) => other.at <= timer.at)
    timers.splice(place + 1, 0, timer)
    return () => {
      timers = timers.filter((other) => other !== timer)
    }
  }
  return {
    now: () => now,
    after,
    wait: (ms: number): Promise<void> => new Promise((resolve) => void after(ms, resolve)),
    run: async (): Promise<void> => {
      for (;;) {
        const timer = timers.shift()
        if (!timer) return
        now = timer.at
        timer.then()
        // Everything that waited for it goes on before time does.
        await new Promise((resolve) => setImmediate(resolve))
      }
    },
  }
}

/** When calls come, ms from the start, in order. */
const arrivals = ({ windows, minutes }: Zone, hours: number, random: Random): readonly number[] => {
  const meanMs = (minutes * 60_000) / (windows * BUSY)
  const found: number[] = []
  for (let at = 0; ; ) {
    at += -Math.log((random.int(1_000_000) + 1) / 1_000_001) * meanMs
    if (at > hours * 3_600_000) return found
    found.push(at)
  }
}

/** @param part 0.95 for the 95th percentile, of a list in order */
const quantile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0

/** One zone for as many hours as the load says. */
export const simulate = async (zone: Zone, load: Load): Promise<Found> => {
  const { speechMs, chimeMs, hours, seed, speakerOf = createSpeaker } = load
  const random = randomFrom(seed)
  const time = virtualTime()
  const waits: number[] = []
  const said = new Map<number, number>()
  const speaker = speakerOf({
    after: time.after,
    chime: () => time.wait(chimeMs),
    speak: (item) => {
      const times = said.get(item.position) ?? 0
      said.set(item.position, times + 1)
      if (times === 0) waits.push((time.now() - item.at) / 1000)
      return time.wait(speechMs[item.position % speechMs.length] ?? 0)
    },
    hush: () => {},
    wanted: () => true,
    saying: () => {},
  })
  let position = 0
  const call = (number: string, counter: string, recall: boolean): void => {
    position += 1
    const item: Announcement = { position, at: time.now(), number, counter, counterName: counter, zoneName: '', recall }
    time.after(TOLD_MS, () => speaker.hear([item]))
  }
  for (const [index, at] of arrivals(zone, hours, random).entries()) {
    const counter = String(random.int(zone.windows) + 1)
    const again = random.chance(RECALLED)
    time.after(at, () => call(`A${index}`, counter, false))
    if (again) time.after(at + RECALL_AFTER_MS, () => call(`A${index}`, counter, true))
  }
  await time.run()
  const sorted = waits.sort((one, other) => one - other)
  return {
    ...zone,
    calls: sorted.length,
    mean: sorted.reduce((sum, wait) => sum + wait, 0) / Math.max(1, sorted.length),
    p50: quantile(sorted, 0.5),
    p95: quantile(sorted, 0.95),
    max: sorted.at(-1) ?? 0,
    repeated: [...said.values()].filter((times) => times > 1).length / Math.max(1, said.size),
  }
}

/** V9: the zone that the rule is about, and its limit in seconds. */
export const RULED: Zone = { windows: 30, minutes: 10 }
export const P95_MAX = 6

/** What the hall's processes hold through a day: looked at again and again, each life of a process by itself. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { HallAsks, HallFigures } from './hall.ts'
import type { Peer } from './peer.ts'

export type DayHeld = {
  /** After a collection, at its most. */
  readonly heapMb: number
  readonly rssMb: number
  readonly walMb: number
  /** Of the event loop, at the worst look that had begun after the process was up. */
  readonly loopP99Ms: number
  readonly loopMaxMs: number
  /** Files and pipes that a process had more at its end than after it began, at the worst. */
  readonly files: number
}

/** Looks at the beginning and the end of a life that are held against each other: what passes is in none or few of them. */
const LOOKS = 3

const rounded = (value: number): number => Math.round(value * 10) / 10

/** How many more files a life had at its end; 0 of one that was too short to say. */
const filesGrown = (life: readonly HallFigures[]): number => {
  const least = (some: readonly HallFigures[]): number => Math.min(...some.map(({ files }) => files))
  return life.length < 2 * LOOKS ? 0 : Math.max(0, least(life.slice(-LOOKS)) - least(life.slice(1, 1 + LOOKS)))
}

/** What the looks say. The first of each life has the start in it. */
export const heldOf = (lives: readonly (readonly HallFigures[])[]): DayHeld => {
  const all = lives.flat()
  const settled = lives.flatMap((life) => life.slice(1))
  const most = (looks: readonly HallFigures[], of: (figures: HallFigures) => number): number =>
    rounded(Math.max(0, ...looks.map(of)))
  return {
    heapMb: most(all, ({ heapMb }) => heapMb),
    rssMb: most(all, ({ peakRssMb }) => peakRssMb),
    walMb: most(all, ({ walMb }) => walMb),
    loopP99Ms: most(settled, ({ loopP99Ms }) => loopP99Ms),
    loopMaxMs: most(settled, ({ loopMaxMs }) => loopMaxMs),
    files: Math.max(0, ...lives.map(filesGrown)),
  }
}

/** Looks at whichever process is the hall until it is stopped. @param hall the process of now */
export const watchHall = (hall: () => Peer<HallAsks>, everyMs: number): { readonly stop: () => Promise<DayHeld> } => {
  const lives = new Map<number, HallFigures[]>()
  const ending = new AbortController()
  const look = async (): Promise<void> => {
    const { pid, ask } = hall()
    try {
      const figures = await ask('figures', null)
      lives.set(pid, [...(lives.get(pid) ?? []), figures])
    } catch {
      // It was killed while it was asked, which is part of the day.
    }
  }
  const looking = (async () => {
    while (!ending.signal.aborted) {
      await look()
      await sleep(everyMs, undefined, { signal: ending.signal }).catch(() => undefined)
    }
  })()
  return {
    stop: async () => {
      ending.abort()
      await looking
      return heldOf([...lives.values()])
    },
  }
}

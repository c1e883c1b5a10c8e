/** What goes wrong in a life, and when: each life has its own few kinds of trouble, so that none hides behind another. */
import { hours, minutes, seconds } from '../kit/hand-clock.ts'
import type { Board } from './board.ts'
import { DISK_FAULTS, type Disk } from './disk.ts'
import type { Post } from './people.ts'
import type { Printer } from './printer.ts'
import type { Server } from './server.ts'
import type { MachineClock, Stage } from './stage.ts'

export type Hall = {
  readonly stage: Stage
  readonly clock: MachineClock
  readonly disk: Disk
  readonly server: Server
  readonly posts: readonly Post[]
  readonly boards: readonly Board[]
  readonly printers: ReadonlyMap<string, Printer>
}

/**
 * Back after so long: a killed server, and one whose machine was without power (ms). A slip lives two minutes by a clock that
 * small jumps put wrong by ten seconds at most.
 */
const RESTARTS_MS = 2_000
const POWER_IS_BACK_MS = minutes(2) + seconds(10)

export const restart = ({ stage, server }: Pick<Hall, 'stage' | 'server'>, ms: number): void => {
  stage.after(ms, () => {
    if (!server.isUp()) server.start()
  })
}

const kill = (hall: Hall): void => {
  hall.server.kill()
  restart(hall, 200 + hall.stage.random.int(RESTARTS_MS))
}

/** The hall is dark: server, screens and printers at once, for two minutes or until the next morning. */
const powerCut = (hall: Hall): void => {
  const { stage, clock, server, posts, boards, printers } = hall
  const { random } = stage
  server.kill()
  for (const printer of printers.values()) printer.powerCut(random.int(seconds(3)))
  const morning = Math.ceil((clock.truth() + hours(8)) / hours(24)) * hours(24) + minutes(30) + random.int(minutes(4))
  const darkMs = random.chance(0.3) ? morning - clock.truth() : POWER_IS_BACK_MS + random.int(minutes(1))
  stage.stall(darkMs)
  restart(hall, random.int(RESTARTS_MS))
  for (const post of posts) post.crash()
  for (const board of boards) board.reload()
}

/** To a millisecond before, at or after midnight in Shanghai, or to the closing hour. */
const toTheEdge = ({ stage: { random }, clock }: Hall): number => {
  const midnight = Math.ceil((clock.truth() + hours(8)) / hours(24)) * hours(24) - hours(8)
  const edge = random.chance(0.5) ? midnight : midnight - hours(6) - minutes(30)
  return edge - clock.truth() - random.int(seconds(2))
}

const jump = (hall: Hall): void => {
  const { stage, clock } = hall
  const { random } = stage
  const off = random.pick([
    () => random.int(hours(2)) - hours(1),
    () => random.int(seconds(20)) - seconds(10),
    // A machine with a dead battery wakes in 1970.
    () => -clock.truth(),
    () => toTheEdge(hall),
  ])()
  clock.setOff(off)
  stage.after(random.int(seconds(20)), () => clock.setOff(0))
}

/** Every kind of trouble, by what the figures call it. */
export const TROUBLES: Readonly<Record<string, (hall: Hall) => void>> = {
  kills: kill,
  'power cuts': powerCut,
  'disk faults': ({ stage, disk }) => disk.failNext(stage.random.pick(DISK_FAULTS)),
  'slow disk': ({ stage, disk }) => {
    disk.slow(200)
    stage.after(seconds(5), () => disk.slow(0))
  },
  'cut lines': ({ stage, posts, boards }) => {
    const { random } = stage
    random.pick([...posts, ...boards]).line.cut(random.int(seconds(15)))
  },
  partitions: ({ stage, posts, boards }) => {
    for (const { line } of [...posts, ...boards]) line.cut(stage.random.int(seconds(8)))
  },
  'clock jumps': jump,
  'browser crashes': ({ stage, posts }) => stage.random.pick(posts).crash(),
  'board reloads': ({ stage, boards }) => stage.random.pick(boards).reload(),
  jams: ({ stage, printers }) => stage.random.pick([...printers.values()]).jam(stage.random.int(seconds(20))),
}

/** Lets trouble begin: some kinds of it, every few seconds, until the stage is calm. */
export const beginTrouble = (hall: Hall): void => {
  const { stage, server } = hall
  const { random, after, calm, count } = stage
  const kinds = Object.keys(TROUBLES).filter(() => random.chance(0.5))
  const often = 500 + random.int(6_000)
  let powerWasCut = false
  const trouble = (): void => {
    if (calm() || kinds.length === 0) return
    const kind = random.pick(kinds)
    if (server.isUp() && (kind !== 'power cuts' || !powerWasCut)) {
      powerWasCut ||= kind === 'power cuts'
      count(kind)
      TROUBLES[kind]?.(hall)
    }
    after(random.int(2 * often), trouble)
  }
  after(random.int(2 * often), trouble)
}

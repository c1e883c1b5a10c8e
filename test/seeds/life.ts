/**
 * One life of a hall from its seed: a while with trouble of every kind, then without, until everybody who waits was called,
 * every board shows the last position and every job has ended. What must always hold is asked all the while and at the end.
 */
import type { Catalogue } from '../../hall/catalogue.ts'
import { isFinal } from '../../printer/job.ts'
import { memoryLedger } from '../../server/ledger/memory.ts'
import { openLiveHall } from '../../server/live-hall.ts'
import { silentLog } from '../../server/log.ts'
import { guide, manager } from '../kit/actors.ts'
import { hours, MORNING, minutes, seconds } from '../kit/hand-clock.ts'
import { richCatalogue, withWindows } from '../kit/small-catalogue.ts'
import { openBoard } from './board.ts'
import { openDisk } from './disk.ts'
import { beginTrouble, restart } from './faults.ts'
import { openKiosk, openWindow } from './people.ts'
import { openPrinter, type Printer } from './printer.ts'
import { openPromises, type Promises } from './promises.ts'
import { HALL, openServer } from './server.ts'
import { Broken, machineClock, openStage, type Planted } from './stage.ts'

export type Life = {
  readonly seed: number
  readonly virtualMs: number
  readonly events: number
  /** What happened how often. */
  readonly counted: ReadonlyMap<string, number>
  readonly trace: string
}

/** The hall must be at rest so long after the last trouble, ms. */
const AT_REST_WITHIN_MS = minutes(20)
/** A call so long after the last trouble is heard on every board, ms. */
const HEALED_AFTER_MS = seconds(12)
/** A board must not be silent longer than this on a whole line, ms (I7). */
const SILENT_MS = seconds(10)

/** What the first morning leaves: a published catalogue. The same for all lives, so it is made once for each catalogue. */
const publish = (catalogue: Catalogue) => {
  const ledger = memoryLedger()
  const turns: (() => void)[] = []
  const clock = { now: () => MORNING - hours(1), after: () => () => {} }
  const soon = (_ms: number, then: () => void): void => void turns.push(then)
  const live = openLiveHall({ id: HALL, ledger, clock, log: silentLog, soon })
  void live.submit({ id: 'publish', type: 'PublishCatalogue', catalogue }, manager)
  for (const turn of turns) turn()
  const events = [...ledger.read(HALL, 0)]
  const receipt = ledger.receipt(HALL, 'publish')
  if (!receipt) throw new Error('The catalogue of the simulated hall may not be published.')
  return { command: 'publish', day: events[0]?.day ?? '', events, ...receipt }
}
/** Mostly small halls, so that many can be lived: two or three windows that take everything, and a whole one now and then. */
const HALLS = [withWindows(2), withWindows(3), richCatalogue].map((catalogue) => ({
  published: publish(catalogue),
  windows: catalogue.counters.filter(({ role }) => role !== 'guide').map(({ id }) => id),
}))
const WHOLE = 0.05

const fail = (what: string): never => {
  throw new Broken(what)
}

/** Lives one life. Throws `Broken` with its seed and moment when a promise does not hold. */
export const live = async (seed: number, planted?: Planted): Promise<Life> => {
  const stage = openStage(seed, planted)
  const { random } = stage
  const clock = machineClock(stage, MORNING + random.int(random.chance(0.1) ? hours(9) : hours(6)))
  const [small, other, whole] = HALLS
  const { published, windows } =
    (random.chance(WHOLE) ? whole : random.pick([small, other])) ?? fail('There is no hall.')
  const disk = openDisk(stage, published, () => {
    server.kill()
    restart({ stage, server }, 200 + random.int(1_800))
  })
  const promises: Promises = openPromises(stage, disk)
  const printers = new Map<string, Printer>(
    ['k1', guide.id].map((id) => [id, openPrinter(stage, `p-${id}`, promises.printed)]),
  )
  const server = openServer({ stage, clock, disk, printers })
  server.start()
  let minted = 0
  const mint = (what: string): string => {
    minted += 1
    return `${what}${minted}`
  }
  const parts = { stage, server, promises, mint }
  const posts = [
    openKiosk(parts, { role: 'kiosk', id: 'k1' }),
    openKiosk(parts, guide),
    ...windows.map((counter) => openWindow(parts, counter)),
  ]
  const boards = ['all', random.pick(['all', 'all', 'z1'])].map((zone, index) =>
    openBoard(stage, server, promises, { name: `board ${index + 1}`, zone }),
  )
  const hall = { stage, clock, disk, server, posts, boards, printers }

  /** What still has to happen before the hall is at rest; undefined when it is. */
  const unfinished = (): string | undefined => {
    if (!server.isUp()) return 'the server is down'
    const now = server.hall()
    const open = [...now.tickets.values()].find(({ status }) => ['waiting', 'called', 'serving'].includes(status))
    if (open) return `I18: ${open.id} is ${open.status}`
    if (posts.some((post) => !post.atRest())) return 'I8: a command was never answered'
    const behind = boards.find(({ follower }) => follower.shown()?.position !== now.position)
    if (behind) return `I7: ${behind.name} shows ${behind.follower.shown()?.position} of ${now.position}`
    const job = [...printers.values()].flatMap((printer) => printer.jobs()).find(({ state }) => !isFinal(state))
    return job && `P4: job ${job.id} is ${job.state}`
  }

  try {
    beginTrouble(hall)
    await stage.run(stage.at() + seconds(5) + random.int(seconds(20)), () => false)
    stage.becalm()
    disk.slow(0)
    clock.setOff(0)
    if (!server.isUp()) restart(hall, 500)
    const healedAt = stage.at()
    // A board on a whole line is never silent for longer than it may be.
    const listen = (): void => {
      for (const { name, follower } of boards)
        if (stage.at() - healedAt > 2 * SILENT_MS && follower.isStale()) stage.broken('I7', `${name} hears nothing`)
      stage.after(seconds(1), listen)
    }
    listen()
    // Asked every second: it looks at everything.
    let restAt = Number.POSITIVE_INFINITY
    const look = (): void => {
      if (stage.at() > healedAt + HEALED_AFTER_MS && unfinished() === undefined) restAt = Math.min(restAt, stage.at())
      else stage.after(seconds(1), look)
    }
    look()
    await stage.run(healedAt + AT_REST_WITHIN_MS, () => stage.at() >= restAt)
    const left = unfinished()
    if (left) fail(left)
    const [unheard] = promises.unheard(boards[0]?.page() ?? '', healedAt + HEALED_AFTER_MS)
    if (unheard !== undefined) fail(`I16: the call at ${unheard} was not called out`)
    // No clock of this life was ever a day ahead, so no hall may be.
    if (server.hall().at > clock.truth() + hours(24)) fail('I13: the hall lives in the future')
    promises.settle(server.hall())
    await stage.run(stage.at(), () => true)
    return {
      seed,
      virtualMs: stage.at(),
      events: disk.durable(),
      counted: stage.counted,
      trace: stage.trace(),
    }
  } catch (error) {
    const what = error instanceof Broken ? error.message : String(error instanceof Error ? error.stack : error)
    throw new Broken(`seed ${seed}, after ${(stage.at() / 1_000).toFixed(1)} s: ${what}`)
  }
}

/**
 * The simulator once more, slowly: no lines, no heaps, everything looked at anew at every moment. What the engine does
 * must be what this does; with a mistake planted it must not be.
 */
import {
  BY_RELIEF,
  type Course,
  type OrderRule,
  type Relief,
  type Visits,
  type WindowDay,
} from '../../hall/simulate/day.ts'
import { emptyCourse } from '../../hall/simulate/engine.ts'

export const MISTAKES = [
  'ties go to the higher number',
  'the last to come is called first',
  'an early appointment is served by its strict credit',
  'help ends at its beginning',
  'help never ends',
  'help begins with the window busy at its own',
  'rates are left out',
  'credits are left out',
  'a later tier is not behind the first',
  'who went away is called',
  'a window calls after its shift',
  'a break that ends is missed',
  'a later leg is lost',
  'a slow window is as fast as others',
  'an idle window is taken that has more queues',
  'an idle window is taken that was free for less long',
  'an idle window is taken in a later tier',
] as const
export type Mistake = (typeof MISTAKES)[number]

export type Day = { readonly visits: Visits; readonly windows: readonly WindowDay[]; readonly order: OrderRule }

type Person = { readonly visit: number; state: 'to come' | 'waiting' | 'called' | 'gone'; joinedAt: number }
type Room = {
  readonly index: number
  readonly day: WindowDay
  endsAt: number
  serving: number
  freeSince: number
  shift: number
  readonly on: Set<Relief>
}

/** The course of a day by sight. */
export const runBySight = ({ visits, windows, order }: Day, mistake?: Mistake): Course => {
  const course = emptyCourse(visits.count)
  course.calledAt.fill(Number.NaN)
  course.endedAt.fill(Number.NaN)
  course.window.fill(-1)
  const people = Array.from(
    { length: visits.count },
    (_, visit): Person => ({ visit, state: 'to come', joinedAt: Number.NaN }),
  )
  const rooms = windows.map(
    (day, index): Room => ({
      index,
      day,
      endsAt: day.busyUntil ?? Number.NaN,
      serving: -1,
      freeSince: Number.NEGATIVE_INFINITY,
      shift: -1,
      on: new Set(),
    }),
  )
  const begun = new Set<string>()
  let now = Number.NEGATIVE_INFINITY
  /** When the clock alone was last asked whether help is due. */
  let lookedAt = now
  const number = (column: ArrayLike<number> | undefined, index: number, otherwise = Number.NaN): number =>
    column?.[index] ?? otherwise
  const leaves = (visit: number): number => number(visits.leaves, visit, Number.POSITIVE_INFINITY)
  const joinedAt = (visit: number): number => people[visit]?.joinedAt ?? Number.NaN
  const wait = (visit: number): number => now - number(visits.since, visit)

  const scoreOf = (visit: number): readonly number[] => {
    const kind = number(visits.kind, visit)
    const credit = mistake === 'credits are left out' ? 0 : number(order.credit, kind)
    const rate = mistake === 'rates are left out' ? 1 : number(order.rate, kind)
    const unlimited = credit === Number.POSITIVE_INFINITY
    const early = wait(visit) < 0 && mistake !== 'an early appointment is served by its strict credit'
    const strict = unlimited && !early ? 1 : 0
    const gained = (unlimited && rate === 0 ? 1 : rate) * wait(visit) + (unlimited ? 0 : credit)
    return [strict, mistake === 'the last to come is called first' ? -gained : gained]
  }
  /** Highest first, then the lower number. */
  const inOrder = (a: number, b: number): number => {
    const [strictA = 0, gainedA = 0] = scoreOf(a)
    const [strictB = 0, gainedB = 0] = scoreOf(b)
    if (strictA !== strictB) return strictB - strictA
    if (gainedA !== gainedB) return gainedB - gainedA
    return mistake === 'ties go to the higher number' ? b - a : a - b
  }
  const waitingIn = (queues: readonly number[]): number[] =>
    people
      .filter(({ visit, state }) => state === 'waiting' && queues.includes(number(visits.queue, visit)))
      .map(({ visit }) => visit)
      .sort(inOrder)

  const shiftOf = (room: Room) => {
    const shift = room.day.shifts[room.shift]
    const over = shift !== undefined && now >= shift.to && mistake !== 'a window calls after its shift'
    return over ? undefined : shift
  }
  const free = (room: Room): boolean => Number.isNaN(room.endsAt)

  const seat = (visit: number, room: Room, tier: number): void => {
    const person = people[visit]
    if (person) person.state = 'called'
    const slowness = mistake === 'a slow window is as fast as others' ? 1 : (room.day.slowness ?? 1)
    room.endsAt = now + number(visits.needs, visit) * slowness
    room.serving = visit
    course.calledAt[visit] = now
    course.endedAt[visit] = room.endsAt
    course.window[visit] = room.index
    course.tier[visit] = tier
  }

  const tiersNow = (room: Room): readonly { readonly queues: readonly number[]; readonly tier: number }[] => {
    const shift = shiftOf(room)
    if (!shift) return []
    const helped = (first: boolean): number[] =>
      [...room.on].filter((relief) => relief.first === first).flatMap(({ queues }) => queues)
    const own = shift.tiers.map((queues, tier) => ({ queues, tier }))
    const main = mistake === 'a later tier is not behind the first' ? [{ queues: shift.tiers.flat(), tier: 0 }] : own
    return [{ queues: helped(true), tier: BY_RELIEF }, ...main, { queues: helped(false), tier: BY_RELIEF }]
  }

  const callNext = (room: Room): void => {
    for (const { queues, tier } of tiersNow(room)) {
      const next = waitingIn(queues)[0]
      if (next === undefined) continue
      seat(next, room, tier)
      look(number(visits.queue, next))
      return
    }
  }

  const consider = (room: Room, relief: Relief): void => {
    const there = waitingIn(relief.queues)
    if (room.on.has(relief)) {
      const until =
        mistake === 'help ends at its beginning' ? Math.max(relief.until, relief.overCount - 1) : relief.until
      if (there.length <= until && mistake !== 'help never ends') room.on.delete(relief)
      return
    }
    const own = relief.own ?? shiftOf(room)?.tiers[0] ?? []
    const late = there.some((visit) => joinedAt(visit) + relief.overWait <= now)
    const idle = waitingIn(own).length === 0 || mistake === 'help begins with the window busy at its own'
    if (there.length <= relief.until || (relief.whenIdle && !idle)) return
    if (!late && there.length <= relief.overCount) return
    room.on.add(relief)
    if (free(room)) callNext(room)
  }

  const onDuty = (): Room[] =>
    rooms
      .filter((room) => shiftOf(room) !== undefined)
      .sort((a, b) => (shiftOf(a)?.from ?? 0) - (shiftOf(b)?.from ?? 0) || a.index - b.index)
  const look = (queue?: number): void => {
    for (const room of onDuty())
      for (const relief of shiftOf(room)?.reliefs ?? []) {
        const own = relief.own ?? shiftOf(room)?.tiers[0] ?? []
        const concerned =
          queue === undefined || relief.queues.includes(queue) || (relief.whenIdle && own.includes(queue))
        if (concerned && shiftOf(room)?.reliefs?.includes(relief)) consider(room, relief)
      }
  }

  const come = (visit: number): void => {
    const queue = number(visits.queue, visit)
    const offers = rooms.filter(free).flatMap((room) => {
      const at = tiersNow(room).findIndex(({ queues }) => queues.includes(queue))
      const tier = tiersNow(room)[at]?.tier
      const breadth = new Set(shiftOf(room)?.tiers.flat()).size
      return tier === undefined ? [] : [{ room, at, tier, breadth, since: room.freeSince }]
    })
    /** The same tier of a window counts the same whether or not another tier stands before it. */
    const rank = ({ at, tier }: (typeof offers)[number]): number =>
      tier === BY_RELIEF ? (at === 0 ? -1 : 1_000) : tier
    const sign = (wrong: Mistake): number => (mistake === wrong ? -1 : 1)
    const [best] = offers.sort(
      (a, b) =>
        (rank(a) - rank(b)) * sign('an idle window is taken in a later tier') ||
        (a.breadth - b.breadth) * sign('an idle window is taken that has more queues') ||
        (a.since === b.since ? 0 : a.since - b.since) * sign('an idle window is taken that was free for less long') ||
        a.room.index - b.room.index,
    )
    if (best) {
      seat(visit, best.room, best.tier)
      return
    }
    const person = people[visit]
    if (person) {
      person.state = 'waiting'
      person.joinedAt = now
    }
    look(queue)
  }

  const starts = (): { readonly at: number; readonly room: Room; readonly shift: number }[] =>
    rooms
      .flatMap((room) => room.day.shifts.map(({ from }, shift) => ({ at: from, room, shift })))
      .filter(({ room, shift }) => !begun.has(`${room.index} ${shift}`))
      .sort((a, b) => a.at - b.at || a.room.index - b.room.index || a.shift - b.shift)

  for (;;) {
    const coming = people.find(
      ({ visit, state }) => state === 'to come' && number(visits.comes, visit) < Number.POSITIVE_INFINITY,
    )
    const comesAt = coming ? number(visits.comes, coming.visit) : Number.POSITIVE_INFINITY
    const going = people
      .filter(({ visit, state }) => state === 'waiting' && leaves(visit) < Number.POSITIVE_INFINITY)
      .sort((a, b) => leaves(a.visit) - leaves(b.visit) || a.visit - b.visit)[0]
    const staysOn = mistake === 'who went away is called'
    const goesAt = going && !staysOn ? Math.max(now, leaves(going.visit)) : Number.POSITIVE_INFINITY
    const due = onDuty().flatMap((room) =>
      (shiftOf(room)?.reliefs ?? [])
        .filter((relief) => !room.on.has(relief))
        .flatMap((relief) => waitingIn(relief.queues).map((visit) => joinedAt(visit) + relief.overWait)),
    )
    const dueAt = Math.min(...due.filter((at) => at > lookedAt), Number.POSITIVE_INFINITY)
    const start = starts()[0]
    const startsAt = start?.at ?? Number.POSITIVE_INFINITY
    const ended = rooms.filter((room) => !free(room)).sort((a, b) => a.endsAt - b.endsAt || a.index - b.index)[0]
    const endsAt = ended?.endsAt ?? Number.POSITIVE_INFINITY
    const next = Math.min(comesAt, goesAt, dueAt, startsAt, endsAt)
    if (next === Number.POSITIVE_INFINITY) return course
    now = Math.max(now, next)
    if (next === comesAt && coming) come(coming.visit)
    else if (next === goesAt && going) {
      going.state = 'gone'
      look(number(visits.queue, going.visit))
    } else if (next === dueAt) {
      lookedAt = now
      look()
    } else if (next === startsAt && start) {
      const { room, shift } = start
      begun.add(`${room.index} ${shift}`)
      if (mistake === 'a break that ends is missed' && shift > 0) continue
      room.on.clear()
      room.shift = shift
      for (const relief of shiftOf(room)?.reliefs ?? []) {
        if (relief.begun) room.on.add(relief)
        consider(room, relief)
      }
      if (!free(room)) continue
      room.freeSince = now
      callNext(room)
    } else if (ended) {
      const leg = number(visits.then, ended.serving, -1)
      ended.endsAt = Number.NaN
      ended.freeSince = now
      if (ended.serving >= 0 && leg >= 0 && mistake !== 'a later leg is lost') {
        // Somebody who goes on is offered to the other windows first.
        ended.endsAt = now
        come(leg)
        ended.endsAt = Number.NaN
      }
      callNext(ended)
    }
  }
}

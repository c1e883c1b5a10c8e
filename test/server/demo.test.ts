/** The demonstration, minute by minute on a clock that jumps from one act to the next: an hour of it takes seconds. */
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { afterEach, describe, expect, it } from 'vitest'
import { STAFF_ROLES } from '../../hall/actor.ts'
import type { Catalogue } from '../../hall/catalogue.ts'
import { checkCatalogue } from '../../hall/catalogue-check.ts'
import { type Intent, NOTICE_KINDS } from '../../hall/commands.ts'
import type { EventType, Recorded } from '../../hall/events.ts'
import { waitingInTheme } from '../../hall/queue.ts'
import { verify } from '../../hall/verify.ts'
import { sampleCatalogue } from '../../server/catalogue/sample/index.ts'
import { type Clock, mintSecret } from '../../server/clock.ts'
import { openArrivals } from '../../server/demo/arrivals.ts'
import type { Ask } from '../../server/demo/ask.ts'
import { demoCatalogue } from '../../server/demo/catalogue.ts'
import { seeded } from '../../server/demo/chance.ts'
import { busyAt, PEAK } from '../../server/demo/day-shape.ts'
import { openDemo } from '../../server/demo/open-demo.ts'
import { openPace } from '../../server/demo/pace.ts'
import { demoRoutes } from '../../server/demo/routes.ts'
import { memoryLedger } from '../../server/ledger/memory.ts'
import { openLiveHall } from '../../server/live-hall.ts'
import { openPeople } from '../../server/people/people.ts'
import { openPeopleStore } from '../../server/people/store.ts'
import { toSwitch, toWake, vacant } from '../../server/timekeeper.ts'

const MINUTE = 60_000
const MORNING = Date.parse('2026-03-02T09:00:00+08:00')
const BEFORE_MIDNIGHT = Date.parse('2026-03-02T23:25:00+08:00')

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

type JumpClock = Clock & {
  readonly pending: () => number
  readonly jump: () => void
  readonly set: (at: number) => void
}

/** Stands until told to jump to the next timer, which it rings. */
const jumpClock = (start: number): JumpClock => {
  let now = start
  let timers: { readonly at: number; readonly then: () => void }[] = []
  return {
    now: () => now,
    after: (ms, then) => {
      const timer = { at: now + ms, then }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    pending: () => timers.length,
    jump: () => {
      const next = timers.reduce((a, b) => (b.at < a.at ? b : a))
      timers = timers.filter((other) => other !== next)
      now = Math.max(now, next.at)
      next.then()
    },
    set: (at) => {
      now = at
    },
  }
}

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

type Settings = {
  readonly seed?: number
  readonly speed?: number
  readonly start?: number
  readonly catalogue?: Catalogue
}

/** A hall in memory with a demonstration that has begun. */
const demoHall = async ({
  seed = 1,
  speed = 20,
  start = MORNING,
  catalogue = demoCatalogue(sampleCatalogue),
}: Settings = {}) => {
  const clock = jumpClock(start)
  const ledger = memoryLedger()
  const faults: string[] = []
  const log = (level: string, what: string, detail: object = {}): void => {
    if (level === 'error') faults.push(`${what} ${JSON.stringify(detail)}`)
  }
  const secrets = seeded(seed + 1_000)
  const live = openLiveHall({ id: catalogue.hall.id, ledger, clock, log, secret: secrets.id })
  // Its own look at quiet sessions would stand in the agenda while nobody acts, and time would run on under a slow sign-in.
  const people = openPeople(openPeopleStore(':memory:'), { now: clock.now, after: () => () => {} })
  const submit = (intent: Intent, role: 'system' | 'manager' = 'manager') =>
    live.submit(
      { id: mintSecret(), ...intent },
      role === 'system' ? { role, id: 'test' } : { role, id: 'visitor', name: 'visitor' },
    )
  await submit({ type: 'PublishCatalogue', catalogue }, 'system')
  const demo = openDemo({ live, people, clock, log, seed, speed })
  closers.push(() => {
    demo.stop()
    live.close()
    people.close()
  })
  await demo.begin()
  let lookedAt = clock.now()
  /** What the timekeeper does each second; here between two acts, so that the same seed stays the same day. */
  const look = async (): Promise<void> => {
    if (clock.now() - lookedAt < 1_000) return
    lookedAt = clock.now()
    const due = live.hall().open
      ? [...toWake(live.hall(), lookedAt), ...toSwitch(live.hall(), lookedAt), ...vacant(live.hall(), lookedAt)]
      : []
    for (const intent of due) await submit(intent, 'system')
  }
  const until = async (done: () => boolean): Promise<void> => {
    while (!done()) {
      // While an act is under way it holds the agenda, and no timer runs.
      while (clock.pending() === 0) await turn()
      await look()
      clock.jump()
    }
    while (clock.pending() === 0) await turn()
  }
  return {
    clock,
    live,
    people,
    demo,
    faults,
    submit,
    until,
    pass: (ms: number) => {
      const end = clock.now() + ms
      return until(() => clock.now() >= end)
    },
    events: (): Recorded[] => [...ledger.read(catalogue.hall.id, 0)],
  }
}

/** Every kind, but for the wait on a paper, which is noted where papers are made. */
const EVERY_KIND: Record<Exclude<EventType, 'WaitQuoted' | 'BlockLeased' | 'HallMoved'>, true> = {
  CataloguePublished: true,
  HallOpened: true,
  HallClosed: true,
  CounterOpened: true,
  CounterPaused: true,
  CounterClosed: true,
  TicketIssued: true,
  TicketCalled: true,
  TicketRecalled: true,
  ServingStarted: true,
  TicketCompleted: true,
  NoShowMarked: true,
  TicketReturned: true,
  TicketParked: true,
  TicketTransferred: true,
  TicketCancelled: true,
  TicketReprinted: true,
  VisitRated: true,
  RatingExplained: true,
  CounterTakenOver: true,
  VacancyNoted: true,
  ProfileSwitched: true,
  HelpSwitched: true,
  VisitorSeated: true,
  ServiceCorrected: true,
  TicketRequeued: true,
  TicketWoken: true,
  MatterAdded: true,
  ClassChanged: true,
  MaterialsChecked: true,
  VisitorNamed: true,
  ActUndone: true,
  NoticeGiven: true,
  QuestionLogged: true,
  QuestionAnswered: true,
  PostTaken: true,
  PostLeft: true,
}

describe('an hour of the demonstration', { timeout: 180_000 }, () => {
  it('D1 brings every kind of event, over midnight too, and the ledger keeps every rule', async () => {
    const hall = await demoHall({ start: BEFORE_MIDNIGHT })
    await hall.pass(60 * MINUTE)
    const events = hall.events()
    expect([...new Set(events.map(({ event }) => event.type))].sort()).toEqual(Object.keys(EVERY_KIND).sort())
    expect(verify(events, 'jiaoling')).toMatchObject({ ok: true, days: 2 })

    // Each way of taking a number, of being called and of rating was gone.
    const classes = events.flatMap(({ event }) => (event.type === 'TicketIssued' ? event.class : []))
    expect(new Set(classes)).toEqual(new Set(['ordinary', 'priority', 'appointment']))
    const atKiosk = events.flatMap(({ event, actor }) =>
      event.type === 'TicketIssued' && actor.role === 'kiosk' ? [event] : [],
    )
    expect(atKiosk.some(({ ground }) => ground !== undefined)).toBe(true)
    expect(atKiosk.some(({ person }) => person !== undefined)).toBe(true)
    const rules = events.flatMap(({ event }) => (event.type === 'TicketCalled' ? event.why.rule : []))
    expect(new Set(rules)).toEqual(new Set(['own', 'help', 'longest', 'relief', 'chosen', 'resumed']))
    const raters = events.flatMap(({ event, actor }) => (event.type === 'VisitRated' ? actor.role : []))
    expect(new Set(raters)).toEqual(new Set(['pad', 'visitor']))
    // Each way of being sent on, each notice, a visit of several legs, and one that came again with what was missing.
    const sentOn = events.flatMap(({ event }) => (event.type === 'TicketTransferred' ? [event] : []))
    expect(sentOn.some(({ key }) => key !== undefined)).toBe(true)
    expect(sentOn.some(({ until }) => until !== undefined)).toBe(true)
    expect(sentOn.some(({ legs }) => legs !== undefined)).toBe(true)
    const notices = events.flatMap(({ event }) => (event.type === 'NoticeGiven' ? event.kind : []))
    expect(new Set(notices)).toEqual(new Set(NOTICE_KINDS))
    const left = events.flatMap(({ event }) => (event.type === 'CounterPaused' ? [event] : []))
    expect(left.every(({ destination, backAt }) => destination !== undefined && backAt !== undefined)).toBe(true)
    const done = events.flatMap(({ event }) => (event.type === 'TicketCompleted' ? [event] : []))
    expect(done.some(({ legs }) => legs !== undefined)).toBe(true)
    expect(done.some(({ materials }) => (materials?.missing.length ?? 0) > 0)).toBe(true)
    const persons = events.flatMap(({ event }) => (event.type === 'TicketIssued' ? (event.person ?? []) : []))
    expect(new Set(persons).size).toBeLessThan(persons.length)

    // Undisturbed, the hall says no only in the second between midnight and the new day's opening.
    expect(hall.faults).toEqual([])
    expect([...hall.demo.refusals.keys()].filter((code) => code !== 'hall-closed')).toEqual([])
  })

  it('D2 is the same for the same seed and another for another', async () => {
    const first = async (seed: number): Promise<unknown[]> => {
      const hall = await demoHall({ seed })
      await hall.until(() => hall.live.hall().position >= 120)
      // Registers mint ids of their own; everything else must be the same.
      return hall.events().map(({ at, actor, command, event }) => ({
        at,
        role: actor.role,
        ...('counter' in actor ? { counter: actor.counter } : {}),
        ...(actor.role === 'system' || actor.role === 'manager' ? {} : { command }),
        ...(event.type === 'CataloguePublished' || event.type === 'HallOpened' ? { type: event.type } : event),
        ...('staffId' in event ? { staffId: '' } : {}),
      }))
    }
    const [one, again, other] = [await first(7), await first(7), await first(8)]
    expect(one.slice(0, 120)).toEqual(again.slice(0, 120))
    expect(one.slice(0, 50)).not.toEqual(other.slice(0, 50))
  })

  it('D3 begins with some twenty-five people waiting besides those who are called at once', async () => {
    const hall = await demoHall()
    const { counts, counters } = hall.live.hall()
    expect(counts.waiting).toBeGreaterThanOrEqual(25)
    expect(counts.waiting).toBeLessThanOrEqual(50)
    await hall.pass(MINUTE)
    expect(counts.waiting).toBeGreaterThanOrEqual(10)
    const open = [...counters.values()].filter(({ status }) => status === 'open')
    expect(open.length).toBeGreaterThanOrEqual(14)
  })

  it('D4 leaves the first window, its pad and a kiosk to the visitor', async () => {
    const hall = await demoHall({ speed: 60 })
    await hall.pass(5 * MINUTE)
    const atOne = hall.events().filter(({ event }) => 'counter' in event && event.counter === '1')
    expect(atOne).toEqual([])
    const kiosks = hall.people.devices().filter(({ role }) => role === 'kiosk')
    const used = new Set(hall.events().map(({ actor }) => actor.id))
    expect(kiosks.filter(({ id }) => !used.has(id)).map(({ name }) => name)).toEqual(['取号机'])
    // Nobody is sent to look at a machine that only exists in the simulation.
    const real = hall.people.devices().filter(({ id }) => !hall.demo.simulates(id))
    expect(real.some(({ name }) => name.startsWith('模拟'))).toBe(false)
    expect(real.map(({ name }) => name)).toContain('取号机')
  })

  it('D5 serves the number that a visitor took, and leaves its rating to them', async () => {
    const hall = await demoHall()
    const ticket = mintSecret()
    await hall.submit({ type: 'IssueTicket', ticket, service: 'K-01' })
    await hall.until(() => hall.live.hall().tickets.get(ticket)?.status === 'completed')
    await hall.pass(10 * MINUTE)
    const rated = hall.events().some(({ event }) => event.type === 'VisitRated' && event.ticket === ticket)
    expect(rated).toBe(false)
  })
})

describe('a visitor who plays along', { timeout: 180_000 }, () => {
  it('D6 closes every window: they stay closed, and no theme grows past forty', async () => {
    const hall = await demoHall({ speed: 120 })
    await hall.pass(MINUTE)
    const left = (): string[] =>
      [...hall.live.hall().counters.values()].filter(({ status }) => status !== 'closed').map(({ id }) => id)
    await hall.until(() => {
      for (const counter of left()) void hall.submit({ type: 'CloseCounter', counter })
      return left().length === 0
    })
    const opened = hall.events().filter(({ event }) => event.type === 'CounterOpened').length
    await hall.pass(60 * MINUTE)
    expect(left()).toEqual([])
    expect(hall.events().filter(({ event }) => event.type === 'CounterOpened')).toHaveLength(opened)
    const waiting = [...hall.live.hall().lookup.themes.keys()].map((theme) => waitingInTheme(hall.live.hall(), theme))
    expect(Math.max(...waiting)).toBeGreaterThanOrEqual(35)
    // Whoever comes by a transfer or back from a no-show is let in beside the forty.
    expect(Math.max(...waiting)).toBeLessThanOrEqual(50)
    expect(hall.faults).toEqual([])
  })

  it('D7 closes the hall: it stays closed that day, and opened again everybody is back at work', async () => {
    const hall = await demoHall({ speed: 60 })
    await hall.pass(2 * MINUTE)
    await hall.submit({ type: 'CloseHall', force: true })
    await hall.pass(10 * MINUTE)
    expect(hall.live.hall().open).toBe(false)
    await hall.submit({ type: 'OpenHall' })
    const before = hall.live.hall().counts.completed
    await hall.pass(5 * MINUTE)
    expect(hall.live.hall().counts.completed).toBeGreaterThan(before)
    expect(verify(hall.events(), 'jiaoling')).toMatchObject({ ok: true })
    expect(hall.faults).toEqual([])
  })

  it('D7 closes the hall and opens it in the same moment: the clerks sit down again', async () => {
    const hall = await demoHall({ speed: 60 })
    await hall.pass(MINUTE)
    await hall.submit({ type: 'CloseHall', force: true })
    await hall.submit({ type: 'OpenHall' })
    await hall.pass(MINUTE)
    // An hour of their day later some are away, and some have gone home and wait for a colleague.
    const seated = [...hall.live.hall().counters.values()].filter(({ status }) => status !== 'closed')
    expect(seated.length).toBeGreaterThanOrEqual(12)
  })

  it('D8 takes people away from under the clerks’ hands, and nothing breaks', async () => {
    const hall = await demoHall({ speed: 60 })
    const chance = seeded(3)
    const meddle = (): void => {
      const tickets = [...hall.live.hall().tickets.values()]
      const { id: ticket } = chance.pick(tickets)
      const service = chance.pick(sampleCatalogue.services).id
      const intents: Intent[] = [
        { type: 'TransferTicket', ticket, service, reason: 'asked' },
        { type: 'CancelTicket', ticket, reason: 'visitor' },
        { type: 'ReturnTicket', ticket },
      ]
      void hall.submit(chance.pick(intents))
    }
    const end = hall.clock.now() + 10 * MINUTE
    await hall.until(() => {
      if (chance.happens(0.2)) meddle()
      return hall.clock.now() >= end
    })
    expect(hall.faults).toEqual([])
    expect(hall.live.hall().counts.completed).toBeGreaterThan(50)
    expect(verify(hall.events(), 'jiaoling')).toMatchObject({ ok: true })
  })
})

describe('getting in', () => {
  const codeOf = (href: string): string => new URL(href, 'http://localhost').searchParams.get('pair') ?? ''

  it('D9 opens every screen with a code that pairs it as what the link says', async () => {
    const { demo, people } = await demoHall()
    const { links } = demo.describe()
    expect(links.map(({ href }) => href.replace(/[?].*|(?<=\/t\/).*/, ''))).toEqual([
      '/kiosk',
      ...Array(5).fill('/board'),
      '/window',
      '/strip',
      '/pad',
      '/guide',
      '/manager',
      '/paper',
      '/t/',
    ])
    const paired = links
      .filter(({ href }) => href.includes('pair='))
      .map(({ href }) => people.pair(codeOf(href), 'visitor'))
      .map((granted) => (granted.ok ? people.actorOf(granted.token) : granted))
    const zones = sampleCatalogue.zones.map(({ id }) => ({ role: 'display', zone: id }))
    expect(paired).toMatchObject([
      { role: 'kiosk' },
      { role: 'display' },
      ...zones,
      { role: 'counter', counter: '1' },
      { role: 'display', counter: '1' },
      { role: 'pad', counter: '1' },
    ])
  })

  it('D9 keeps its codes for a page that asks again, mints new ones once spent or old, and never more machines', async () => {
    const { clock, demo, people } = await demoHall()
    const kiosk = (): string => codeOf(demo.describe().links[0]?.href ?? '')
    const machines = people.devices().length
    const first = kiosk()
    expect(kiosk()).toBe(first)
    expect(people.pair(first, 'visitor')).toMatchObject({ ok: true })
    const second = kiosk()
    expect(second).not.toBe(first)
    clock.set(clock.now() + 6 * MINUTE)
    const third = kiosk()
    expect(third).not.toBe(second)
    expect(people.pair(third, 'visitor')).toMatchObject({ ok: true })
    expect(people.devices()).toHaveLength(machines)
  })

  it('D9 offers a machine again that the visitor took back', async () => {
    const { demo, people } = await demoHall()
    const machines = people.devices().length
    const mine = people.devices().find(({ name }) => name === '取号机')
    people.revoke(mine?.id ?? '')
    const code = codeOf(demo.describe().links[0]?.href ?? '')
    expect(people.pair(code, 'visitor')).toMatchObject({ ok: true, identity: { role: 'kiosk' } })
    expect(people.devices()).toHaveLength(machines)
  })

  it('D10 names people of every role who can sign in', async () => {
    const { demo, people } = await demoHall()
    const { links, staff } = demo.describe()
    expect(staff.map(({ role }) => role).sort()).toEqual(STAFF_ROLES.toSorted())
    const window = people.pair(codeOf(links.find(({ href }) => href.startsWith('/window'))?.href ?? ''), 'visitor')
    for (const { name, password, role } of staff) {
      const signed = await people.signIn(name, password, window.ok ? window.token : undefined, 'visitor')
      expect(signed).toMatchObject({ ok: true, identity: { role } })
    }
  })
})

describe('how fast', () => {
  const post = (app: Hono, body: string) =>
    app.request('/api/demo/speed', { method: 'POST', body, headers: { 'content-type': 'application/json' } })

  it('D11 the address takes a number from 1 to 120 and nothing else', async () => {
    const { demo } = await demoHall()
    const app = new Hono()
    demoRoutes(app, demo)
    const speed = async (): Promise<unknown> =>
      ((await (await app.request('/api/demo')).json()) as { speed: number }).speed
    expect(await speed()).toBe(20)
    for (const bad of ['{"speed":0}', '{"speed":121}', '{"speed":"60"}', '{"speed":60,"more":1}', '{}', '[]', 'null'])
      expect([bad, (await post(app, bad)).status]).toEqual([bad, 422])
    expect((await post(app, '{"speed":')).status).toBe(400)
    expect((await post(app, `{"speed":60${' '.repeat(20_000)}}`)).status).toBe(413)
    expect(await speed()).toBe(20)
    expect((await post(app, '{"speed":60}')).status).toBe(200)
    expect(await speed()).toBe(60)
  })

  it('D11 what is under way goes on at the new speed', async () => {
    const clock = jumpClock(0)
    const pace = openPace(clock, 10, (error) => expect.unreachable(String(error)))
    const done: number[] = []
    pace.after(100_000, () => void done.push(clock.now()))
    pace.after(600_000, () => void done.push(clock.now()))
    clock.set(5_000)
    pace.setSpeed(100)
    for (let acts = 0; acts < 2; acts += 1) {
      clock.jump()
      await turn()
    }
    // 50 s of the first had passed after 5 s; the other 50 s take half a second at 100×.
    expect(done).toEqual([5_500, 10_500])
  })

  it('D11 acts are done one after another, in the order they fall due', async () => {
    const clock = jumpClock(0)
    const pace = openPace(clock, 1, (error) => expect.unreachable(String(error)))
    const done: string[] = []
    const act = (name: string) => async () => {
      done.push(`${name} begins`)
      await turn()
      done.push(`${name} ends`)
    }
    pace.after(20, act('late'))
    pace.after(10, act('first'))
    pace.after(10, act('second'))
    while (done.length < 6) {
      if (clock.pending() > 0) clock.jump()
      await turn()
    }
    expect(done).toEqual(['first begins', 'first ends', 'second begins', 'second ends', 'late begins', 'late ends'])
  })

  it('D12 a machine that slept wakes to the next act, not to hours of them', async () => {
    const clock = jumpClock(0)
    const pace = openPace(clock, 20, (error) => expect.unreachable(String(error)))
    let acts = 0
    const again = (): void => {
      acts += 1
      pace.after(MINUTE, again)
    }
    pace.after(MINUTE, again)
    clock.set(8 * 60 * MINUTE)
    clock.jump()
    await turn()
    expect(acts).toBe(1)
    // Three seconds later the next is due, as ever.
    clock.jump()
    await turn()
    expect(acts).toBe(2)
    expect(clock.now()).toBe(8 * 60 * MINUTE + 3_000)
  })

  it('D12 an act that fails is reported and the others go on', async () => {
    const clock = jumpClock(0)
    const faults: unknown[] = []
    const pace = openPace(clock, 1, (error) => void faults.push(error))
    let reached = false
    pace.after(1, () => Promise.reject(new Error('broken')))
    pace.after(2, () => {
      reached = true
    })
    while (!reached) {
      if (clock.pending() > 0) clock.jump()
      await turn()
    }
    expect(faults).toMatchObject([{ message: 'broken' }])
  })
})

describe('what it is made of', () => {
  it('D13 its catalogue may be published, calls after three seconds, and says that it is a demonstration', () => {
    const catalogue = demoCatalogue(sampleCatalogue)
    expect(checkCatalogue(catalogue)).toEqual([])
    expect(catalogue.rules.calls).toEqual({ ...sampleCatalogue.rules.calls, gapSeconds: 3 })
    expect(catalogue.sample).toContain('演示')
    expect(catalogue.sample).toContain(sampleCatalogue.sample)
    expect(catalogue.services).toBe(sampleCatalogue.services)
    // Nothing of the real world hangs on it: its peripherals are simulated too.
    expect(catalogue.peripherals?.map(({ kind, link }) => [kind, link.kind])).toEqual([
      ['led', 'virtual'],
      ['keypad', 'virtual'],
      ['rating-pad', 'virtual'],
    ])
  })

  it('D14 people of each theme come as often as the catalogue’s daily cases say, most when the day is busiest', async () => {
    const hall = await demoHall()
    hall.demo.stop()
    const clock = jumpClock(0)
    const pace = openPace(clock, 120, (error) => expect.unreachable(String(error)))
    const came: { readonly theme: string; readonly part: number }[] = []
    const dayMs = 9 * 60 * MINUTE
    const who = async () => undefined
    const ask: Ask = async (_actor, intent) => {
      if (intent.type === 'IssueTicket')
        came.push({ theme: intent.service.slice(0, 1), part: (pace.now() / dayMs) % 1 })
      return undefined
    }
    // Nobody who comes is let in, so nobody is put off by a queue.
    const cast = { manager: who, guide: who, duties: [], kiosks: [who], posts: [], machines: new Set<string>() }
    await hall.submit({ type: 'CloseHall', force: true })
    await hall.submit({ type: 'OpenHall' })
    openArrivals({ live: hall.live, ask, cast, chance: seeded(9), pace }, { came: () => {} }).begin()
    const days = 30
    while (pace.now() < days * dayMs) {
      if (clock.pending() > 0) clock.jump()
      await turn()
    }
    for (const { id, dailyCases } of sampleCatalogue.themes) {
      const wanted = days * dailyCases
      const counted = came.filter(({ theme }) => theme === id).length
      // A Poisson count leaves four standard deviations once in 16,000 times.
      expect([id, Math.abs(counted - wanted) < 4 * Math.sqrt(wanted)]).toEqual([id, true])
    }
    const share = (from: number, to: number): number => came.filter(({ part }) => part >= from && part < to).length
    expect(share(0.9375, 1) * 4).toBeLessThan(share(0, 0.0625))
  })

  it('D14 the shape of the day has mean 1 and its peak is the most it ever is', () => {
    const parts = Array.from({ length: 1_600 }, (_, index) => busyAt(index / 1_600))
    const mean = parts.reduce((sum, part) => sum + part, 0) / parts.length
    expect(mean).toBeCloseTo(1, 1)
    expect(Math.max(...parts)).toBe(PEAK)
    expect(busyAt(1.25)).toBe(busyAt(0.25))
  })

  it('D14 gaps and durations have the means they were asked for', () => {
    const chance = seeded(5)
    const mean = (draw: () => number): number => {
      let sum = 0
      for (let index = 0; index < 50_000; index += 1) sum += draw()
      return sum / 50_000
    }
    expect(mean(() => chance.gap(10))).toBeCloseTo(10, 0)
    expect(mean(() => chance.around(10, 0.5))).toBeCloseTo(10, 0)
    expect(mean(() => (chance.happens(0.3) ? 1 : 0))).toBeCloseTo(0.3, 1)
    expect(() => chance.pick([])).toThrow('nothing to choose from')
  })
})

describe('npm run demo', () => {
  const MAIN = 'build/server/demo/main.js'

  it('D15 says that it is a demonstration and where to open it, and leaves nothing behind', async () => {
    expect(existsSync(MAIN), `${MAIN} is not built: run npm run build first`).toBe(true)
    const folder = mkdtempSync(join(tmpdir(), 'yichuang-test-'))
    closers.push(() => rmSync(folder, { recursive: true, force: true }))
    const env = { ...process.env, PORT: '0', TMPDIR: folder, SPEED: '60' }
    const said = await new Promise<string>((resolve, reject) => {
      let text = ''
      const child = execFile(process.execPath, [MAIN], { env }, (error) => (error ? reject(error) : resolve(text)))
      child.stdout?.on('data', (part: string) => {
        text += part
        if (!text.includes('Ctrl-C')) return
        expect(readdirSync(folder)).toHaveLength(1)
        child.kill('SIGINT')
      })
    })
    expect(said).toContain('演示 DEMO')
    expect(said).toMatch(/http:\/\/localhost:\d+\//)
    expect(said).toContain('60×')
    expect(readdirSync(folder)).toEqual([])
  })

  it.each([
    ['SPEED', '0'],
    ['SPEED', 'fast'],
    ['PORT', '70000'],
  ])('D15 %s=%s is refused with one sentence', async (name, value) => {
    const env = { ...process.env, PORT: '0', [name]: value }
    const said = await new Promise<string>((resolve) => {
      execFile(process.execPath, [MAIN], { env }, (_error, _out, err) => resolve(err))
    })
    expect(said).toContain(`${name} must be a number`)
    expect(said).not.toContain(' at ')
  })
})

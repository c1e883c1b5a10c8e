import { afterEach, describe, expect, it } from 'vitest'
import type { Actor } from '../../hall/actor.ts'
import type { Outcome } from '../../hall/catalogue.ts'
import type { Intent } from '../../hall/commands.ts'
import type { BusinessDay } from '../../hall/ids.ts'
import type { Accepted, Reply } from '../../hall/reply.ts'
import type { Ledger } from '../../server/ledger/ledger.ts'
import { memoryLedger } from '../../server/ledger/memory.ts'
import { openLiveHall } from '../../server/live-hall.ts'
import { NOTICE_DAYS, openPastVisits, type PastVisits } from '../../server/past-visits.ts'
import { guide, holderOf, padAt, usualActor } from '../kit/actors.ts'
import { type HandClock, handClock, seconds } from '../kit/hand-clock.ts'
import { richCatalogue } from '../kit/small-catalogue.ts'

const catalogue = {
  ...richCatalogue,
  rules: { ...richCatalogue.rules, window: { ...richCatalogue.rules.window, confirmArrival: false } },
}
const PERSON = 'pAAAAAAAAAAAAAAAAAAAAAA'
const OTHER = 'pBBBBBBBBBBBBBBBBBBBBBB'

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

let asked = 0

/** A process over a ledger: the door and the past beside it. */
const startOver = (ledger: Ledger, clock: HandClock) => {
  const faults: string[] = []
  const log = (level: string, what: string): void => {
    if (level === 'error') faults.push(what)
  }
  let past: PastVisits | undefined
  const live = openLiveHall({
    id: catalogue.hall.id,
    ledger,
    clock,
    log,
    pastVisit: (actor, ticket) => past?.ratingOf(actor, ticket),
  })
  const visits = openPastVisits({ live, ledger, clock, log })
  past = visits
  closers.push(() => visits.close())
  const ask = (intent: Intent, by: Actor = usualActor(intent)): Promise<Reply> => {
    asked += 1
    return live.submit({ ...intent, id: `asked-${asked}` }, by)
  }
  const must = async (intent: Intent, by?: Actor): Promise<Accepted> => {
    const reply = await ask(intent, by)
    if (!reply.ok) throw new Error(`${intent.type} was refused: ${reply.code}`)
    return reply
  }
  return {
    live,
    past: visits,
    faults,
    ask,
    must,
    /** A visit to window 1, from the number to the outcome. */
    visit: async (ticket: string, outcome: Outcome = 'immediate', person?: string): Promise<string> => {
      const named = person === undefined ? {} : { person }
      const { secret = '' } = await must({ type: 'IssueTicket', ticket, service: 'A-02', ...named })
      await must({ type: 'CallNext', counter: '1' })
      const missing = outcome === 'supplement' ? { materials: { present: [], missing: [] }, reason: '缺申请书' } : {}
      const why = outcome === 'returned' ? { reason: '材料不符' } : {}
      await must({ type: 'CompleteTicket', counter: '1', ticket, outcome, ...missing, ...why })
      return secret
    },
    nextDay: async (day: BusinessDay): Promise<void> => {
      clock.set(Date.parse(`${day}T09:00:00+08:00`))
      await must({ type: 'OpenHall' })
      await must({ type: 'OpenCounter', counter: '1' })
    },
    /** Lets the background read everything. */
    readAll: () => {
      for (let step = 0; step <= NOTICE_DAYS; step += 1) clock.move(seconds(1))
    },
    rate: (ticket: string, secret: string, grade: 'satisfied' | 'dissatisfied' = 'satisfied'): Promise<Reply> =>
      ask({ type: 'RateVisit', ticket, secret, grade }, holderOf(ticket)),
  }
}

/** A hall on Monday 2 March with one completed visit. */
const hallWithPast = async (ledger: Ledger = memoryLedger()) => {
  const clock = handClock()
  const hall = startOver(ledger, clock)
  await hall.must({ type: 'PublishCatalogue', catalogue })
  await hall.nextDay('2026-03-02')
  return { ...hall, ledger, clock, again: () => startOver(ledger, clock) }
}

describe('a visit of an earlier day', () => {
  it('L12 T21 is found by its secret and by that of its leg, and may be rated once', async () => {
    const hall = await hallWithPast()
    const secret = await hall.visit('monday-visit')
    const leg = hall.live.hall().tickets.get('monday-visit')?.served[0]?.rating ?? ''
    expect(hall.past.holderOf(secret)).toBeUndefined()
    await hall.nextDay('2026-03-03')
    expect([secret, leg].map(hall.past.holderOf)).toEqual(['monday-visit', 'monday-visit'])
    expect(hall.past.holderOf('a-secret-of-nobody-here')).toBeUndefined()
    expect(await hall.rate('monday-visit', leg)).toMatchObject({ ok: true })
    expect(await hall.rate('monday-visit', secret)).toMatchObject({ ok: false, code: 'already-rated' })
    expect(hall.live.hall().ratings).toMatchObject([{ ticket: 'monday-visit', day: '2026-03-02', counter: '1' }])
  })

  it('L12 T21 shows the phone what it may still rate, in the words of that day', async () => {
    const hall = await hallWithPast()
    const secret = await hall.visit('monday-visit')
    const { number } = hall.live.hall().tickets.get('monday-visit') ?? {}
    await hall.nextDay('2026-03-03')
    const renamed = catalogue.services.map((service) => ({ ...service, name: '改了名' }))
    await hall.must({ type: 'PublishCatalogue', catalogue: { ...catalogue, services: renamed } })
    const view = () => hall.past.viewOf(hall.live.hall(), secret)
    const name = catalogue.services.find(({ id }) => id === 'A-02')?.name
    expect(number).toBe(1)
    expect(view()).toMatchObject({
      number: 'A001',
      status: 'completed',
      serviceName: name,
      counterName: '1',
      ahead: 0,
      estimate: null,
      ratings: [{ leg: 0, serviceName: name, counterName: '1', asks: 'grade' }],
    })
    await hall.rate('monday-visit', secret, 'dissatisfied')
    expect(view()?.ratings).toMatchObject([{ asks: 'why' }])
    const explain = { type: 'ExplainRating', ticket: 'monday-visit', secret, complaints: ['manner'] } as const
    expect(await hall.ask(explain, holderOf('monday-visit'))).toMatchObject({ ok: true })
    expect(view()?.ratings).toMatchObject([{ asks: 'done' }])
  })

  it('L12 T19 the secret of one leg shows that leg alone', async () => {
    const hall = await hallWithPast()
    const { secret = '' } = await hall.must({
      type: 'IssueTicket',
      ticket: 'two-matters',
      service: 'A-01',
      more: ['A-02'],
    })
    for (let leg = 0; leg < 2; leg += 1) {
      await hall.must({ type: 'CallNext', counter: '1' })
      await hall.must({ type: 'CompleteTicket', counter: '1', ticket: 'two-matters', outcome: 'consulted' })
    }
    const second = hall.live.hall().tickets.get('two-matters')?.served[1]?.rating ?? ''
    await hall.nextDay('2026-03-03')
    const legs = (opened: string) => hall.past.viewOf(hall.live.hall(), opened)?.ratings.map(({ leg }) => leg)
    expect(legs(secret)).toEqual([0, 1])
    expect(legs(second)).toEqual([1])
  })

  it('L12 stays rated over a restart on a still later day', async () => {
    const hall = await hallWithPast()
    const secret = await hall.visit('monday-visit')
    await hall.nextDay('2026-03-03')
    await hall.rate('monday-visit', secret, 'dissatisfied')
    await hall.nextDay('2026-03-04')
    const later = hall.again()
    expect(later.past.viewOf(later.live.hall(), secret)?.ratings).toMatchObject([{ asks: 'why' }])
    expect(await later.rate('monday-visit', secret)).toMatchObject({ code: 'already-rated' })
    const explain = { type: 'ExplainRating', ticket: 'monday-visit', secret, complaints: ['fees'] } as const
    expect(await later.ask(explain, holderOf('monday-visit'))).toMatchObject({ ok: true })
    const after = hall.again()
    expect(after.past.viewOf(after.live.hall(), secret)?.ratings).toMatchObject([{ asks: 'done' }])
  })

  it('T21 is closed once its days are over, and says so', async () => {
    const hall = await hallWithPast()
    const secret = await hall.visit('monday-visit')
    await hall.nextDay('2026-03-08')
    expect(hall.past.viewOf(hall.live.hall(), secret)).toBeDefined()
    await hall.nextDay('2026-03-09')
    expect(hall.past.viewOf(hall.live.hall(), secret)).toBeUndefined()
    hall.readAll()
    expect(hall.past.holderOf(secret)).toBe('monday-visit')
    expect(await hall.rate('monday-visit', secret)).toMatchObject({ ok: false, code: 'rating-closed', days: 7 })
  })

  it('L12 I15 nobody else comes to rate it: not a pad, not another holder', async () => {
    const hall = await hallWithPast()
    const secret = await hall.visit('monday-visit')
    await hall.nextDay('2026-03-03')
    const rate = { type: 'RateVisit', ticket: 'monday-visit', secret, grade: 'satisfied' } as const
    expect(hall.past.ratingOf(padAt('1'), 'monday-visit')).toBeUndefined()
    expect(hall.past.ratingOf(holderOf('another'), 'monday-visit')).toBeUndefined()
    for (const by of [padAt('1'), holderOf('another')])
      expect(await hall.ask(rate, by)).toMatchObject({ ok: false, code: 'not-permitted' })
  })

  it('L12 leaves out what was taken back, and whoever was never served', async () => {
    const hall = await hallWithPast()
    const kept = await hall.visit('kept')
    const undone = await hall.visit('undone')
    await hall.must({ type: 'UndoAct', counter: '1' })
    const { secret: waited = '' } = await hall.must({ type: 'IssueTicket', ticket: 'waited', service: 'A-02' })
    await hall.must({ type: 'CloseHall', force: true })
    await hall.nextDay('2026-03-03')
    expect([kept, undone, waited].map(hall.past.holderOf)).toEqual(['kept', undefined, undefined])
  })

  it('L12 a day that cannot be read is missed and logged, and harms no other', async () => {
    const ledger = memoryLedger()
    const hall = await hallWithPast(ledger)
    const monday = await hall.visit('monday-visit')
    await hall.nextDay('2026-03-03')
    const tuesday = await hall.visit('tuesday-visit')
    await hall.nextDay('2026-03-04')
    const torn: Ledger = {
      ...ledger,
      readDay: (id, day) => {
        if (day === '2026-03-03') throw new Error('torn')
        return ledger.readDay(id, day)
      },
    }
    const later = startOver(torn, hall.clock)
    expect([monday, tuesday].map(later.past.holderOf)).toEqual(['monday-visit', undefined])
    expect(later.faults).toEqual(['past-day-not-readable'])
  })

  it('L12 is read a day at a time in the background, newest first, and never twice', async () => {
    const ledger = memoryLedger()
    const hall = await hallWithPast(ledger)
    for (const day of ['2026-03-03', '2026-03-04']) await hall.nextDay(day)
    const read: BusinessDay[] = []
    const watched: Ledger = {
      ...ledger,
      readDay: (id, day) => {
        read.push(day)
        return ledger.readDay(id, day)
      },
    }
    const later = startOver(watched, hall.clock)
    expect(read).toEqual([])
    hall.clock.move(20)
    expect(read).toEqual(['2026-03-03'])
    hall.clock.move(20)
    expect(read).toEqual(['2026-03-03', '2026-03-02'])
    later.readAll()
    later.past.holderOf('a-secret-of-nobody-here')
    expect(read).toHaveLength(NOTICE_DAYS)
    expect(new Set(read).size).toBe(NOTICE_DAYS)
    await later.nextDay('2026-03-05')
    later.readAll()
    expect(read.slice(NOTICE_DAYS)).toEqual(['2026-03-04'])
  })
})

describe('a long day', () => {
  const VISITS = 80
  const longDay = async () => {
    const hall = await hallWithPast()
    const secrets: string[] = []
    for (let visit = 0; visit < VISITS; visit += 1) secrets.push(await hall.visit(`visit-${visit}`))
    await hall.must({ type: 'CloseHall', force: true })
    await hall.nextDay('2026-03-03')
    return { ...hall, secrets, later: hall.again() }
  }

  it('L12 is read in pieces, between which the hall goes on', async () => {
    const { clock, later, secrets } = await longDay()
    clock.move(20)
    await later.must({ type: 'IssueTicket', ticket: 'between-two-pieces', service: 'A-02' })
    clock.move(20)
    expect(secrets.map(later.past.holderOf)).toEqual(secrets.map((_, visit) => `visit-${visit}`))
    expect(later.past.holderOf('a-secret-of-nobody-here')).toBeUndefined()
    expect(later.faults).toEqual([])
  })

  it('L12 is read to its end in the background, and no further', async () => {
    const { later, secrets, readAll } = await longDay()
    readAll()
    expect(secrets.map(later.past.holderOf)).toEqual(secrets.map((_, visit) => `visit-${visit}`))
    expect(later.faults).toEqual([])
  })
})

describe('somebody who comes again', () => {
  /** The visitor sits in front of window 1 for the same service. */
  const inFront = async (
    hall: Awaited<ReturnType<typeof hallWithPast>>,
    ticket: string,
    person = PERSON,
    service = 'A-02',
  ) => {
    await hall.must({ type: 'IssueTicket', ticket, service, person })
    await hall.must({ type: 'CallNext', counter: '1' })
    return hall.past.earlierAt(hall.live.hall(), '1')
  }

  it('L12 shows what they were told on an earlier day, newest first, and to nobody else', async () => {
    const hall = await hallWithPast()
    await hall.visit('first-time', 'supplement', PERSON)
    await hall.visit('a-success', 'immediate', PERSON)
    await hall.visit('somebody-else', 'returned', OTHER)
    await hall.nextDay('2026-03-10')
    await hall.visit('second-time', 'returned', PERSON)
    await hall.nextDay('2026-03-20')
    hall.readAll()
    expect(await inFront(hall, 'third-time')).toMatchObject([
      { day: '2026-03-10', number: 'A001', outcome: 'returned', reason: '材料不符', counterName: '1', missing: [] },
      { day: '2026-03-02', number: 'A001', outcome: 'supplement' },
    ])
    expect(JSON.stringify(hall.past.earlierAt(hall.live.hall(), '1'))).not.toContain(PERSON)
  })

  it('L12 says nothing of another service, nor of whoever showed no document', async () => {
    const hall = await hallWithPast()
    await hall.visit('first-time', 'supplement', PERSON)
    await hall.nextDay('2026-03-03')
    hall.readAll()
    expect(await inFront(hall, 'another-matter', PERSON, 'A-01')).toEqual([])
    await hall.must({ type: 'CompleteTicket', counter: '1', ticket: 'another-matter', outcome: 'immediate' })
    await hall.must({ type: 'IssueTicket', ticket: 'no-document', service: 'A-02' })
    await hall.must({ type: 'CallNext', counter: '1' })
    expect(hall.past.earlierAt(hall.live.hall(), '1')).toEqual([])
    await hall.must({ type: 'NameVisitor', ticket: 'no-document', person: PERSON })
    expect(hall.past.earlierAt(hall.live.hall(), '1')).toHaveLength(1)
  })

  it('L12 knows an earlier visit of the same day, not the one in front, over a restart too', async () => {
    const hall = await hallWithPast()
    await hall.visit('this-morning', 'supplement', PERSON)
    expect(await inFront(hall, 'this-afternoon')).toMatchObject([{ day: '2026-03-02', number: 'A001' }])
    await hall.must({
      type: 'CompleteTicket',
      counter: '1',
      ticket: 'this-afternoon',
      outcome: 'returned',
      reason: '仍不符',
    })
    expect((await inFront(hall, 'once-more')).map(({ number }) => number)).toEqual(['A002', 'A001'])
    const later = hall.again()
    expect(later.past.earlierAt(later.live.hall(), '1').map(({ number }) => number)).toEqual(['A002', 'A001'])
  })

  it('L12 does not tell of the visit that is going on', async () => {
    const hall = await hallWithPast()
    const ticket = 'the-same-ticket'
    await hall.must({ type: 'IssueTicket', ticket, service: 'A-02', more: ['A-01'], person: PERSON })
    await hall.must({ type: 'CallNext', counter: '1' })
    await hall.must({ type: 'CompleteTicket', counter: '1', ticket, outcome: 'returned', reason: '拿错材料' })
    await hall.must({ type: 'AddMatter', ticket, service: 'A-02' })
    await hall.must({ type: 'CallNext', counter: '1' })
    await hall.must({ type: 'CompleteTicket', counter: '1', ticket, outcome: 'consulted' })
    await hall.must({ type: 'CallNext', counter: '1' })
    expect(hall.live.hall().tickets.get(ticket)).toMatchObject({ status: 'called', service: 'A-02' })
    expect(hall.past.earlierAt(hall.live.hall(), '1')).toEqual([])
  })

  it('L12 knows the notice of the guide desk, today over a restart and on a later day', async () => {
    const hall = await hallWithPast()
    const missing = { present: [], missing: ['申请书'] }
    await hall.must({ type: 'GiveNotice', kind: 'supplement', service: 'A-01', materials: missing, person: PERSON })
    const told = { outcome: 'supplement', number: '', missing: ['申请书'] }
    expect(await inFront(hall, 'came-back', PERSON, 'A-01')).toMatchObject([told])
    const later = hall.again()
    expect(later.past.earlierAt(later.live.hall(), '1')).toMatchObject([told])
    await hall.must({ type: 'CloseHall', force: true })
    await hall.nextDay('2026-03-03')
    hall.readAll()
    expect(await inFront(hall, 'next-day', PERSON, 'A-01')).toMatchObject([{ ...told, day: '2026-03-02' }])
  })

  it('I21 L12 a disk that cannot be read costs the window what was told before, and not the hall its screens', async () => {
    const hall = await hallWithPast()
    const materials = { present: [], missing: ['申请书'] }
    await hall.must({ type: 'GiveNotice', service: 'A-01', kind: 'supplement', materials, person: PERSON }, guide)
    const readDay = (): never => {
      throw new Error('EIO')
    }
    const blind = startOver({ ...hall.ledger, readDay }, hall.clock)
    await blind.must({ type: 'IssueTicket', ticket: 'again', service: 'A-01', person: PERSON })
    await blind.must({ type: 'CallNext', counter: '1' })
    expect(blind.past.earlierAt(blind.live.hall(), '1')).toEqual([])
    expect(blind.faults).toContain('past-day-not-readable')
  })

  it('L12 forgets after thirty days', async () => {
    const hall = await hallWithPast()
    await hall.visit('first-time', 'supplement', PERSON)
    await hall.nextDay('2026-04-01')
    hall.readAll()
    expect(await inFront(hall, 'in-time')).toHaveLength(1)
    await hall.must({ type: 'CloseHall', force: true })
    await hall.nextDay('2026-04-02')
    hall.readAll()
    expect(await inFront(hall, 'too-late')).toEqual([])
  })
})

/** What breaks in the field, as deployed systems report it, each as a scenario that holds here. */
import { afterEach, describe, expect, it } from 'vitest'
import type { Intent } from '../../hall/commands.ts'
import { verify } from '../../hall/verify.ts'
import { boardView } from '../../hall/views/public.ts'
import { counterView } from '../../hall/views/window.ts'
import { memoryLedger } from '../../server/ledger/memory.ts'
import { timekeeper } from '../kit/actors.ts'
import { failingLedger } from '../kit/failing-ledger.ts'
import { hours, minutes, seconds } from '../kit/hand-clock.ts'
import { type OpenHall, openHall } from '../kit/open-hall.ts'
import { SMALL_QUOTA, smallCatalogue, withoutService, withWindows } from '../kit/small-catalogue.ts'

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1)
const issue = (ticket: string, service = 'A-01'): Intent => ({ type: 'IssueTicket', ticket, service })
const next = (counter: string): Intent => ({ type: 'CallNext', counter })
const number = (index: number): string => `A${String(index).padStart(3, '0')}`
const numberOf = (reply: { ok: boolean; number?: string }): string | undefined => reply.number

/** Every hall of these scenarios is verified when its scenario is over. */
const halls: OpenHall[] = []
const aHall = async (...args: Parameters<typeof openHall>): Promise<OpenHall> => {
  const hall = await openHall(...args)
  halls.push(hall)
  return hall
}
afterEach(() => {
  for (const hall of halls.splice(0)) expect(verify(hall.events(), hall.hall().id)).toMatchObject({ ok: true })
})

/** Calls and serves whoever is next at a window, and says who it was. */
const serve = async (hall: OpenHall, counter: string): Promise<string> => {
  const { ticket = '', number: text = '' } = await hall.must(next(counter))
  await hall.must({ type: 'StartServing', counter, ticket })
  await hall.must({ type: 'CompleteTicket', counter, ticket, outcome: 'immediate' })
  return text
}
const miss = async (hall: OpenHall, counter: string): Promise<string> => {
  const { ticket = '' } = await hall.must(next(counter))
  for (let call = 1; call < 3; call += 1) {
    hall.clock.move(seconds(20))
    await hall.must({ type: 'RecallTicket', counter, ticket })
  }
  hall.clock.move(seconds(20))
  await hall.must({ type: 'MarkNoShow', counter, ticket })
  return ticket
}

describe('many at once', () => {
  it('C2 forty windows that call at one moment call forty people, in order, and nobody twice', async () => {
    const windows = range(40).map(String)
    const hall = await aHall(withWindows(40), windows)
    for (const index of range(60)) {
      hall.clock.move(1000)
      await hall.must(issue(`t${index}`))
    }
    const replies = await hall.together(windows.map(next))
    expect(replies.map(numberOf)).toEqual(range(40).map(number))
    const seated = [...hall.hall().counters.values()].map(({ ticket }) => ticket)
    expect(new Set(seated).size).toBe(40)
    expect(hall.of('TicketCalled').every(({ why }) => why.rule === 'own' && why.overtook === 0)).toBe(true)
  })

  it('C2 a hundred calls for thirty people: thirty get somebody, the others are told that nobody waits', async () => {
    const windows = range(100).map(String)
    const hall = await aHall(withWindows(100), windows)
    await hall.together(range(30).map((index) => issue(`t${index}`)))
    const replies = await hall.together(windows.map(next))
    expect(replies.filter(({ ok }) => ok)).toHaveLength(30)
    expect(replies.filter((reply) => !reply.ok && reply.code === 'nobody-waiting')).toHaveLength(70)
  })

  it('I6 fifty kiosks at one moment give out fifty numbers without a gap', async () => {
    const hall = await aHall()
    const replies = await hall.together(range(50).map((index) => issue(`t${index}`)))
    expect(replies.map(numberOf)).toEqual(range(50).map(number))
    expect(new Set(replies.map((reply) => (reply.ok ? reply.secret : ''))).size).toBe(50)
  })

  it('L5 what arrives together is written together, and answered after it', async () => {
    const inner = memoryLedger()
    const groups: number[] = []
    const hall = await aHall(smallCatalogue, [], {
      ...inner,
      append: (id, expected, entries) => {
        groups.push(entries.length)
        inner.append(id, expected, entries)
      },
    })
    await hall.together(range(50).map((index) => issue(`t${index}`)))
    expect(groups.at(-1)).toBe(50)
  })

  it('I8 the same tap five times is one ticket and one answer', async () => {
    const hall = await aHall()
    const taps = range(5).map(() => hall.ask(issue('t1'), { id: 'tap' }))
    const replies = [...(await Promise.all(taps)), await hall.ask(issue('t1'), { id: 'tap' })]
    expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(1)
    expect(replies[0]).toMatchObject({ ok: true, number: 'A001' })
    expect(hall.of('TicketIssued')).toHaveLength(1)
  })

  it('I8 a repeated call after a lost answer calls nobody else, also across a restart', async () => {
    const hall = await aHall(smallCatalogue, ['1'])
    await hall.together([issue('t1'), issue('t2')])
    const first = await hall.ask(next('1'), { id: 'call' })
    const again = await hall.restarted().ask(next('1'), { id: 'call' })
    expect(again).toEqual(first)
    expect(hall.of('TicketCalled')).toHaveLength(1)
  })

  it('I8 asking for what already is, repeated when it no longer is, does not act', async () => {
    const hall = await aHall(smallCatalogue, ['1'])
    const open: Intent = { type: 'OpenCounter', counter: '1' }
    const first = await hall.ask(open, { id: 'late' })
    await hall.must({ type: 'CloseCounter', counter: '1' })
    expect(await hall.ask(open, { id: 'late' })).toEqual(first)
    expect(hall.hall().counters.get('1')?.status).toBe('closed')
  })

  it('I2 two people at one window, one ticket: the second call is refused', async () => {
    const hall = await aHall(smallCatalogue, ['1'])
    await hall.together([issue('t1'), issue('t2')])
    const [one, two] = await hall.together([next('1'), next('1')])
    expect(one).toMatchObject({ ok: true, ticket: 't1' })
    expect(two).toEqual({ ok: false, code: 'counter-busy', counter: '1', ticket: 't1' })
  })

  it('T3 a quota holds when twenty ask for the last places at one moment', async () => {
    const hall = await aHall()
    const replies = await hall.together(range(20).map((index) => issue(`t${index}`, 'B-02')))
    expect(replies.filter(({ ok }) => ok)).toHaveLength(SMALL_QUOTA)
    expect(replies.filter((reply) => !reply.ok && reply.code === 'quota-used')).toHaveLength(20 - SMALL_QUOTA)
  })

  it('S5 two calls within 10 ms are both on the board', async () => {
    const hall = await aHall(smallCatalogue, ['1', '2'])
    await hall.together([issue('t1'), issue('t2')])
    await hall.must(next('1'))
    hall.clock.move(4)
    await hall.must(next('2'))
    const calls = boardView(hall.hall(), 'all').calls
    expect(calls.map(({ number: text, counter, live }) => [text, counter, live])).toEqual([
      ['A002', '2', true],
      ['A001', '1', true],
    ])
  })

  it('S5 one listener hears every call of one moment in one telling', async () => {
    const hall = await aHall(smallCatalogue, ['1', '2'])
    await hall.together([issue('t1'), issue('t2')])
    const told: string[][] = []
    hall.live.listen((events) => told.push(events.map(({ event }) => event.type)))
    await hall.together([next('1'), next('2')])
    expect(told).toEqual([['TicketCalled', 'TicketCalled']])
  })
})

describe('days and numbers', () => {
  it('H2 a server that was down at midnight closes yesterday, starts at 001 and loses nothing', async () => {
    const before = await aHall(smallCatalogue, ['1'])
    for (const index of range(7)) await before.must(issue(`t${index}`))
    const yesterday = JSON.stringify(before.events())
    before.clock.move(hours(26))
    const after = before.restarted()
    expect(after.hall().day).toBe('2026-03-02')
    await after.must({ type: 'OpenHall' }, timekeeper)
    expect(numberOf(await after.must(issue('t1')))).toBe('A001')
    expect(after.hall().day).toBe('2026-03-03')
    expect(JSON.stringify(after.events()).startsWith(yesterday.slice(0, -1))).toBe(true)
    expect(
      after
        .events()
        .filter(({ day }) => day === '2026-03-02')
        .map(({ event }) => event.type)
        .at(-1),
    ).toBe('HallClosed')
  })

  it('T2 999 is followed by 1000', async () => {
    const hall = await aHall()
    const replies = await hall.together(range(1001).map((index) => issue(`t${index}`)))
    expect(replies.slice(997).map(numberOf)).toEqual(['A998', 'A999', 'A1000', 'A1001'])
    expect(new Set(replies.map(numberOf)).size).toBe(1001)
  })

  it('I1 a new day touches nothing of the other halls in the same ledger', async () => {
    const ledger = memoryLedger()
    const one = await aHall(smallCatalogue, ['1'], ledger)
    const two = await aHall({ ...smallCatalogue, hall: { ...smallCatalogue.hall, id: 'second' } }, ['1'], ledger)
    await one.together([issue('t1'), issue('t2')])
    await two.together([issue('t1'), issue('t2')])
    one.clock.move(hours(24))
    await one.must({ type: 'OpenHall' })
    expect(numberOf(await one.must(issue('t3')))).toBe('A001')
    expect(numberOf(await two.must(issue('t3')))).toBe('A003')
    expect(two.hall().counts.waiting).toBe(3)
  })

  it('H3 opening again in the afternoon goes on with the morning’s numbers', async () => {
    const hall = await aHall()
    await hall.together([issue('t1'), issue('t2')])
    await hall.must({ type: 'CloseHall' })
    hall.clock.move(hours(3))
    await hall.must({ type: 'OpenHall' })
    expect(numberOf(await hall.must(issue('t3')))).toBe('A003')
  })

  it('I1 a cancelled ticket’s number is not used again, however many are cancelled', async () => {
    const hall = await aHall()
    await hall.together(range(5).map((index) => issue(`t${index}`)))
    await hall.together(range(5).map((index) => ({ type: 'CancelTicket', ticket: `t${index}`, reason: '不办了' })))
    expect(numberOf(await hall.must(issue('t6')))).toBe('A006')
  })

  it('I13 a clock set back leaves day, numbers and time where they were, and nobody stuck', async () => {
    const hall = await aHall(smallCatalogue, ['1'])
    await hall.together([issue('t1'), issue('t2')])
    const { ticket = '' } = await hall.must(next('1'))
    hall.clock.move(-hours(20))
    expect(numberOf(await hall.must(issue('t3')))).toBe('A003')
    expect(hall.hall().day).toBe('2026-03-02')
    hall.clock.move(seconds(20))
    expect(await hall.ask({ type: 'RecallTicket', counter: '1', ticket })).toMatchObject({ ok: true })
  })
})

describe('the way through the hall', () => {
  it('I19 a transfer keeps the wait: who was sent on is next there', async () => {
    const hall = await aHall(smallCatalogue, ['1', '3'])
    await hall.must(issue('moved'))
    for (const index of range(3)) {
      hall.clock.move(minutes(2))
      await hall.must(issue(`b${index}`, 'B-01'))
    }
    await hall.must(next('1'))
    await hall.must({ type: 'TransferTicket', ticket: 'moved', service: 'B-01', reason: 'wrong-service' })
    expect(counterView(hall.hall(), '3')?.next?.card.id).toBe('moved')
    expect(await serve(hall, '3')).toBe('A001')
  })

  it('S5 a recall is told again, as a call of its own', async () => {
    const hall = await aHall(smallCatalogue, ['1'])
    await hall.must(issue('t1'))
    await hall.must(next('1'))
    const first = boardView(hall.hall(), 'all').calls[0]
    hall.clock.move(seconds(20))
    await hall.must({ type: 'RecallTicket', counter: '1', ticket: 't1' })
    const again = boardView(hall.hall(), 'all').calls[0]
    expect([again?.number, again?.recall, again?.live]).toEqual([first?.number, true, true])
    expect((again?.position ?? 0) > (first?.position ?? 0)).toBe(true)
  })

  it('T5 a no-show comes back three places down and is not lost', async () => {
    const hall = await aHall(smallCatalogue, ['1'])
    for (const index of range(6)) {
      hall.clock.move(1000)
      await hall.must(issue(`t${index}`))
    }
    const missed = await miss(hall, '1')
    await hall.must({ type: 'ReturnTicket', ticket: missed })
    const order: string[] = []
    for (const _ of range(6)) order.push(await serve(hall, '1'))
    expect(order).toEqual(['A002', 'A003', 'A004', 'A001', 'A005', 'A006'])
  })

  it('I18 a stream of people with precedence does not keep an ordinary one waiting for ever', async () => {
    const hall = await aHall(smallCatalogue, ['1'])
    await hall.must(issue('me'))
    const served: string[] = []
    for (const index of range(30)) {
      hall.clock.move(minutes(1))
      await hall.must({ ...issue(`vip${index}`), class: 'priority', ground: 'elderly' } as Intent)
      served.push(await serve(hall, '1'))
    }
    // Fifteen minutes of credit: nobody who came a quarter of an hour later is called first.
    expect(served.indexOf('A001')).toBeLessThanOrEqual(15)
    expect(served.indexOf('A001')).toBeGreaterThan(0)
  })

  it('I20 a service that is taken away leaves nobody behind', async () => {
    const hall = await aHall(smallCatalogue, ['1'])
    await hall.must(issue('t1', 'A-02'))
    const without: Intent = { type: 'PublishCatalogue', catalogue: withoutService('A-02') }
    expect(await hall.ask(without)).toEqual({ ok: false, code: 'live-ticket-orphaned', tickets: 1, services: ['A-02'] })
    await serve(hall, '1')
    expect(await hall.ask(without)).toMatchObject({ ok: true })
    expect(await hall.ask(issue('t2', 'A-02'))).toMatchObject({ ok: false, code: 'unknown-service' })
  })

  it('I20 a publish and the tickets it would orphan, at one moment: one of them is refused', async () => {
    const hall = await aHall(smallCatalogue, ['1'])
    const without: Intent = { type: 'PublishCatalogue', catalogue: withoutService('A-02') }
    const [taken, published] = await hall.together([issue('t1', 'A-02'), without])
    expect([taken?.ok, published?.ok]).toEqual([true, false])
    await serve(hall, '1')
    const [first, late] = await hall.together([without, issue('t2', 'A-02')])
    expect([first?.ok, late?.ok]).toEqual([true, false])
  })
})

describe('when writing fails', () => {
  it('L6 a group that was not written left no trace, and every one of it may be asked again', async () => {
    const disk = failingLedger(memoryLedger())
    const hall = await aHall(smallCatalogue, ['1'], disk.ledger)
    const before = hall.hall().position
    const asks: readonly (readonly [Intent, string])[] = [
      [issue('t1'), 'a'],
      [next('1'), 'b'],
      [issue('t1'), 'c'],
      [{ type: 'OpenCounter', counter: '1' }, 'd'],
    ]
    disk.failNext(1)
    const failed = await Promise.all(asks.map(([intent, id]) => hall.ask(intent, { id })))
    expect(failed.every((reply) => !reply.ok && reply.code === 'storage-failed')).toBe(true)
    expect([hall.hall().position, hall.events().length]).toEqual([before, before])
    // `c` was about to be refused for a ticket that then never was; asked first now, it is the one that gets the number.
    expect(await hall.ask(issue('t1'), { id: 'c' })).toMatchObject({ ok: true, number: 'A001' })
    expect(await hall.ask(issue('t1'), { id: 'a' })).toMatchObject({ ok: false, code: 'ticket-exists' })
    expect(await hall.ask(next('1'), { id: 'b' })).toMatchObject({ ok: true, ticket: 't1' })
  })

  it('I6 numbers go on without a gap after failed writes', async () => {
    const disk = failingLedger(memoryLedger())
    const hall = await aHall(smallCatalogue, [], disk.ledger)
    await hall.must(issue('t1'))
    disk.failNext(2)
    for (const ticket of ['t2', 't3']) expect(await hall.ask(issue(ticket))).toMatchObject({ code: 'storage-failed' })
    expect(numberOf(await hall.must(issue('t4')))).toBe('A002')
  })

  it('L9 a listener that throws harms neither the command nor other listeners', async () => {
    const hall = await aHall()
    let heard = 0
    hall.live.listen(() => {
      throw new Error('a screen went away')
    })
    hall.live.listen(() => {
      heard += 1
    })
    expect(await hall.ask(issue('t1'))).toMatchObject({ ok: true })
    expect(heard).toBe(1)
  })
})

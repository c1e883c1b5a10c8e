/** Forecasts in the live hall: rolled out for the paper, noted once in the ledger, measured on a page, and in nobody’s way. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Recorded } from '../../hall/events.ts'
import { rangeOf } from '../../hall/forecast/range.ts'
import { mintSecret } from '../../server/clock.ts'
import { openQuotes } from '../../server/forecast/quotes.ts'
import { silentLog } from '../../server/log.ts'
import { guide, staffAt } from '../kit/actors.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'
import { handClock } from '../kit/hand-clock.ts'

type Quote = Extract<Recorded['event'], { type: 'WaitQuoted' }>

describe('a forecast in the live hall', () => {
  let hall: HallServer
  let kiosk: string
  let recorded: Recorded[]
  const service = 'A-02'

  beforeAll(async () => {
    const clock = handClock()
    hall = await startTestHall({ clock })
    recorded = []
    hall.live.listen((events) => recorded.push(...events))
    kiosk = (await hall.device('kiosk')).token
    const windows = hall.live.hall().lookup.countersOfTheme.get('A') ?? []
    for (const counter of windows)
      await hall.live.submit({ id: mintSecret(), type: 'OpenCounter', counter }, staffAt(counter))
    for (let index = 0; index < 12; index += 1)
      await hall.live.submit({ id: mintSecret(), type: 'IssueTicket', ticket: `before-${index}`, service }, guide)
    // Only what was told before the call can be held beside it.
    await vi.waitFor(() => expect(recorded.filter(({ event }) => event.type === 'WaitQuoted')).toHaveLength(12))
    for (const counter of windows)
      await hall.live.submit({ id: mintSecret(), type: 'CallNext', counter }, staffAt(counter))
  })
  afterAll(async () => {
    await hall.stop()
  })

  const quotesOf = (ticket: string): Quote[] =>
    recorded.flatMap(({ event }) => (event.type === 'WaitQuoted' && event.ticket === ticket ? [event] : []))
  const paperOf = (number: string): string | undefined =>
    hall.printing
      .paper('p1')
      ?.jobs.map(({ rows }) =>
        rows.flatMap((row) => (row.kind === 'text' ? row.runs.map(({ text }) => text) : [])).join(''),
      )
      .find((text) => text.includes(number))

  it('F2 F8 the paper of a number names the wait that the ledger notes for it, once', async () => {
    const answer = await hall.command({ type: 'IssueTicket', ticket: 'with-a-paper-of-its-own', service }, kiosk)
    const number = String(answer.number)
    await vi.waitFor(() => expect(quotesOf('with-a-paper-of-its-own')).toHaveLength(1))
    const [quote] = quotesOf('with-a-paper-of-its-own')
    if (!quote) throw new Error('No wait was noted.')
    expect(quote.p50Ms).toBeGreaterThan(0)
    expect(quote.p80Ms).toBeGreaterThanOrEqual(quote.p50Ms)
    const { from, to } = rangeOf(quote)
    await vi.waitFor(() =>
      expect(paperOf(number)).toContain(from === to ? `预计约 ${to} 分钟` : `预计 ${from}～${to} 分钟`),
    )
    const [event] = recorded.filter(({ event: { type } }) => type === 'WaitQuoted')
    expect(event?.actor).toEqual({ role: 'system', id: 'forecast' })
    // A second paper is no second forecast.
    await hall.command({ type: 'ReprintTicket', ticket: 'with-a-paper-of-its-own' }, hall.managerToken)
    await vi.waitFor(() => expect(paperOf('补打第2份')).toContain(number))
    expect(quotesOf('with-a-paper-of-its-own')).toHaveLength(1)
  })

  it('F2 numbers taken in one moment come out in their order, each with its wait', async () => {
    const guideToken = await hall.staff('guide', 'guide')
    const taking = Array.from({ length: 8 }, (_, index) =>
      hall.command({ type: 'IssueTicket', ticket: `one-of-the-crowd-${index}`, service, again: true }, guideToken),
    )
    const numbers = (await Promise.all(taking)).map(({ number }) => String(number))
    await vi.waitFor(() => expect(numbers.every((number) => paperOf(number) !== undefined)).toBe(true))
    const jobs = hall.printing.paper('p1')?.jobs.map(({ id }) => id) ?? []
    const places = recorded
      .flatMap(({ event }) =>
        event.type === 'TicketIssued' && event.ticket.startsWith('one-of-the-crowd-') ? [event.ticket] : [],
      )
      .map((ticket) => jobs.findIndex((id) => id.startsWith(`${ticket}.`)))
    // Newest first.
    expect(places).toEqual(places.toSorted((a, b) => b - a))
    await vi.waitFor(() => expect(quotesOf('one-of-the-crowd-7')).toHaveLength(1))
  })

  it('F11 a call is decided while a forecast is being rolled out', async () => {
    const order: string[] = []
    const quotes = openQuotes({ live: hall.live, clock: handClock(), log: silentLog })
    const waiting = quotes.waitOf('before-11').then(() => order.push('forecast'))
    const told = hall.live
      .submit({ id: mintSecret(), type: 'IssueTicket', ticket: 'meanwhile', service }, guide)
      .then(() => order.push('command'))
    await Promise.all([waiting, told])
    expect(order).toEqual(['command', 'forecast'])
  })

  it('F2 a paper waits a moment and no longer: then it says what the screens say', async () => {
    const clock = handClock()
    const quotes = openQuotes({ live: hall.live, clock, log: silentLog })
    const ticket = hall.live.hall().tickets.get('before-11')
    expect(ticket?.status).toBe('waiting')
    const slow = quotes.waitOf('before-11')
    clock.move(31)
    const quick = await slow
    const rolled = await quotes.waitOf('before-11')
    expect(quick?.p80Ms).toBeGreaterThan(0)
    expect(rolled?.p80Ms).toBeGreaterThan(0)
    expect(quick).not.toEqual(rolled)
    // Of somebody who does not wait there is nothing to say.
    expect(await quotes.waitOf('nobody')).toBeUndefined()
  })

  it('F2 a forecast that fails keeps no paper back: it says nothing of the wait', async () => {
    const told: string[] = []
    const broken = {
      ...hall.live,
      hall: () => {
        throw new Error('The hall cannot be reckoned with.')
      },
    }
    const quotes = openQuotes({ live: broken, clock: handClock(), log: (_, event) => void told.push(event) })
    expect(await quotes.waitOf('before-11')).toBeUndefined()
    expect(told).toEqual(['rollout-failed', 'forecast-failed'])
  })

  it('F9 the page asks for the measures; only who runs or inspects the hall is told', async () => {
    const path = `${hall.hallPath}/forecast`
    expect(await hall.request('GET', path, undefined, hall.managerToken)).toMatchObject({
      // The three that were called at once had been told so.
      ...{
        status: 200,
        ok: true,
        today: { n: 3, within: 1 },
        services: [{ of: service, n: 3 }],
        hours: [{ of: 9 }],
        days: [],
      },
    })
    const answer = await hall.request('GET', path, undefined, hall.managerToken)
    expect(Number(answer.open)).toBeGreaterThan(0)
    expect(await hall.request('GET', path, undefined, kiosk)).toMatchObject({ status: 403 })
    expect(await hall.request('GET', path)).toMatchObject({ status: 401 })
    expect(await hall.request('GET', '/api/halls/other/forecast', undefined, hall.managerToken)).toMatchObject({
      status: 404,
    })
  })
})

import { expect, it } from 'vitest'
import { type Announcement, announce, beginAnnouncing } from '../../display/announce.ts'
import type { Actor } from '../../hall/actor.ts'
import type { Intent } from '../../hall/commands.ts'
import { boardView } from '../../hall/views/public.ts'
import { sampleCatalogue } from '../../server/catalogue/sample/index.ts'
import { mintSecret } from '../../server/clock.ts'
import { memoryLedger } from '../../server/ledger/memory.ts'
import { openLiveHall } from '../../server/live-hall.ts'
import { silentLog } from '../../server/log.ts'

it('I16 a board that hears one view in several events announces every live call of its zone once, in ledger order', async () => {
  let now = Date.parse('2026-11-23T01:00:00Z')
  const clock = { now: () => now, after: () => () => {} }
  const ledger = memoryLedger()
  const live = openLiveHall({ id: 'jiaoling', ledger, clock, log: silentLog })
  const ask = (intent: Intent, actor: Actor) => live.submit({ id: mintSecret(), ...intent }, actor)
  const system: Actor = { role: 'system', id: 'test' }
  const guide: Actor = { role: 'guide', id: 'g', name: 'guide' }
  const clerk = (counter: string): Actor => ({ role: 'window', id: counter, name: 'clerk', counter })
  await ask({ type: 'PublishCatalogue', catalogue: sampleCatalogue }, system)
  await ask({ type: 'OpenHall' }, system)
  const zones = ['all', ...sampleCatalogue.zones.map(({ id }) => id)]
  const boards = new Map(zones.map((zone) => [zone, { state: beginAnnouncing(now), said: [] as Announcement[] }]))
  const counters = sampleCatalogue.counters.filter(({ own }) => own.length > 0).map(({ id }) => id)
  for (const counter of counters) await ask({ type: 'OpenCounter', counter }, clerk(counter))

  for (let round = 0; round < 12; round += 1) {
    for (let people = 0; people < 20; people += 1) {
      const service = sampleCatalogue.services[(round * 20 + people) % sampleCatalogue.services.length]?.id ?? ''
      await ask({ type: 'IssueTicket', ticket: mintSecret(), service }, guide)
    }
    now += 21_000
    // All windows at once, and some of them call a second time; the boards are told only after all of it.
    await Promise.all(counters.map((counter) => ask({ type: 'CallNext', counter }, clerk(counter))))
    for (const [zone, board] of boards) {
      const { state, say } = announce(board.state, boardView(live.hall(), zone), now)
      boards.set(zone, { state, said: [...board.said, ...say] })
    }
    for (const [index, counter] of counters.entries()) {
      const ticket = live.hall().counters.get(counter)?.ticket
      if (ticket === undefined || index % 3 === round % 3) continue
      await ask({ type: 'StartServing', counter, ticket }, clerk(counter))
      await ask({ type: 'CompleteTicket', counter, ticket, outcome: 'immediate' }, clerk(counter))
    }
    now += 21_000
    for (const counter of counters) {
      const ticket = live.hall().counters.get(counter)?.ticket
      if (ticket !== undefined) await ask({ type: 'RecallTicket', counter, ticket }, clerk(counter))
    }
    for (const [zone, board] of boards) {
      const { state, say } = announce(board.state, boardView(live.hall(), zone), now)
      boards.set(zone, { state, said: [...board.said, ...say] })
    }
  }

  const calls = [...ledger.read('jiaoling', 0)].flatMap(({ event, position }) =>
    event.type === 'TicketCalled' || event.type === 'TicketRecalled' ? [{ position, counter: event.counter }] : [],
  )
  expect(calls.length).toBeGreaterThan(100)
  for (const [zone, { said }] of boards) {
    const here = calls.filter(
      ({ counter }) => zone === 'all' || sampleCatalogue.counters.find(({ id }) => id === counter)?.zone === zone,
    )
    expect(
      said.map(({ position }) => position),
      zone,
    ).toEqual(here.map(({ position }) => position))
  }
})

import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Catalogue } from '../../hall/catalogue.ts'
import { emptyHall, type Hall } from '../../hall/hall.ts'
import { verify } from '../../hall/verify.ts'
import { dueNow, startTimekeeper, toWake, vacant } from '../../server/timekeeper.ts'
import { isWorkingDay } from '../../server/working-days.ts'
import { type DurableHall, durableHall } from '../contract/durable-hall.ts'
import { inChina } from '../contract/hall-clock.ts'
import { HALL_ID, kiosk, manager, must, smallCatalogue, system, windowStaff } from '../contract/small-hall.ts'

// Disks and processors of test machines may be slow and busy; nothing here waits for a clock.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** Days of the State Council calendar of 2026. */
const MONDAY = '2026-03-02'
const TUESDAY = '2026-03-03'
const SATURDAY = '2026-03-07'
const MAKE_UP_SATURDAY = '2026-10-10'
const MAKE_UP_SUNDAY = '2026-09-20'
const NATIONAL_DAY = '2026-10-01'

const closedHall = (catalogue: Catalogue | null = smallCatalogue): Hall => ({ ...emptyHall(HALL_ID), catalogue })
/** What is due in a hall that was never open, at a local time. */
const dueAt = (day: string, time: string, hall = closedHall()) => dueNow(hall, inChina(day, time), isWorkingDay)?.type

describe('when a hall opens itself', () => {
  it('H8 on a working day, from the minute of opening to the minute of closing', () => {
    expect(dueAt(MONDAY, '08:29:59')).toBeUndefined()
    expect(dueAt(MONDAY, '08:30:00')).toBe('OpenHall')
    expect(dueAt(MONDAY, '17:29:59')).toBe('OpenHall')
    expect(dueAt(MONDAY, '17:30:00')).toBeUndefined()
  })

  it('H8 on a Saturday and a Sunday that are worked to make up for a holiday, and on no other', () => {
    expect(dueAt(MAKE_UP_SATURDAY, '09:00:00')).toBe('OpenHall')
    expect(dueAt(MAKE_UP_SUNDAY, '09:00:00')).toBe('OpenHall')
    expect(dueAt(SATURDAY, '09:00:00')).toBeUndefined()
  })

  it('H8 not on a holiday that falls on a weekday', () => {
    // 1 October 2026 is a Thursday, and the Monday after is still the holiday.
    expect(dueAt(NATIONAL_DAY, '09:00:00')).toBeUndefined()
    expect(dueAt('2026-10-05', '09:00:00')).toBeUndefined()
    expect(dueAt('2026-10-08', '09:00:00')).toBe('OpenHall')
  })

  it('H8 not on a weekday that its own hours leave out', () => {
    const hours = { ...smallCatalogue.hours, weekdays: [2, 3, 4, 5] }
    expect(dueAt(MONDAY, '09:00:00', closedHall({ ...smallCatalogue, hours }))).toBeUndefined()
    expect(dueAt(TUESDAY, '09:00:00', closedHall({ ...smallCatalogue, hours }))).toBe('OpenHall')
  })

  it('H8 by the time of its own zone, whatever the zone of the machine', () => {
    const elsewhere = { ...smallCatalogue, hall: { ...smallCatalogue.hall, timeZone: 'Asia/Urumqi' } }
    expect(dueAt(MONDAY, '09:00:00', closedHall(elsewhere))).toBeUndefined()
    expect(dueAt(MONDAY, '10:30:00', closedHall(elsewhere))).toBe('OpenHall')
  })

  it('H8 never before a catalogue is in force', () => {
    expect(dueAt(MONDAY, '09:00:00', closedHall(null))).toBeUndefined()
  })
})

let opened: { hall: DurableHall; stop: () => void }[] = []
afterEach(() => {
  for (const { hall, stop } of opened) {
    stop()
    hall.close()
  }
  opened = []
})

/** A closed hall on a real ledger with a timekeeper, at a local time. */
const keptHall = async (day: string, time: string) => {
  const hall = await durableHall()
  await must(hall.live, { type: 'CloseHall' }, system)
  hall.clock.set(inChina(day, time))
  const log = (level: string, what: string, detail: object = {}) =>
    void hall.logged.push({ level, what, detail: { ...detail } })
  const kept = { hall, stop: startTimekeeper(hall.live, hall.clock, log) }
  opened.push(kept)
  const settled = (): Promise<void> =>
    new Promise((resolve) => {
      // The timekeeper waits for its answer, then sets its next look.
      const look = () => (hall.clock.pending() > 0 ? resolve() : setImmediate(look))
      look()
    })
  await settled()
  return {
    hall,
    stop: () => kept.stop(),
    /** Lets the timekeeper look once at a local time. */
    at: async (nextDay: string, nextTime: string): Promise<boolean> => {
      hall.clock.set(inChina(nextDay, nextTime) - 1_000)
      hall.clock.pass(1_000)
      await settled()
      return hall.live.hall().open
    },
    /** The server was away between two looks. */
    restart: () => {
      kept.stop()
      hall.restart()
      kept.stop = startTimekeeper(hall.live, hall.clock, log)
      return settled()
    },
    acts: () =>
      hall
        .events()
        .slice(3)
        .map(({ event, day: of }) => `${event.type} ${of}`),
    serve: async (ticket: string) => {
      if (hall.live.hall().counters.get('1')?.status !== 'open')
        await must(hall.live, { type: 'OpenCounter', counter: '1' }, windowStaff('1'))
      await must(hall.live, { type: 'IssueTicket', ticket, service: 'A-01' }, kiosk)
      await must(hall.live, { type: 'CallNext', counter: '1' }, windowStaff('1'))
      await must(hall.live, { type: 'StartServing', counter: '1', ticket }, windowStaff('1'))
    },
    complete: (ticket: string) =>
      must(hall.live, { type: 'CompleteTicket', counter: '1', ticket, outcome: 'immediate' }, windowStaff('1')),
  }
}

describe('the days of a hall', () => {
  it('H8 opens and closes by its hours, day after day, once each', async () => {
    const kept = await keptHall(TUESDAY, '07:00:00')
    const open: string[] = []
    for (const day of [TUESDAY, '2026-03-04'])
      for (const time of ['08:29:00', '08:30:00', '08:31:00', '17:29:00', '17:30:00', '17:31:00', '23:00:00'])
        if (await kept.at(day, time)) open.push(time)
    expect(open).toEqual(['08:30:00', '08:31:00', '17:29:00', '08:30:00', '08:31:00', '17:29:00'])
    expect(kept.acts()).toEqual([TUESDAY, '2026-03-04'].flatMap((day) => [`HallOpened ${day}`, `HallClosed ${day}`]))
  })

  it('H8 a server that was down at the minute of opening opens when it starts', async () => {
    const kept = await keptHall(TUESDAY, '11:12:13')
    expect(kept.hall.live.hall().open).toBe(true)
  })

  it('H2 H8 a server that was down over midnight closes yesterday, opens today and starts at 001', async () => {
    const kept = await keptHall(TUESDAY, '09:00:00')
    await kept.serve('being-served')
    await must(kept.hall.live, { type: 'IssueTicket', ticket: 'left-over', service: 'A-01' }, kiosk)
    kept.stop()
    kept.hall.clock.set(inChina('2026-03-04', '09:00:00'))
    await kept.restart()
    expect(await kept.at('2026-03-04', '09:00:01')).toBe(true)
    expect(kept.hall.live.hall()).toMatchObject({ day: '2026-03-04', counts: { expired: 0, waiting: 0 } })
    const { number } = await must(kept.hall.live, { type: 'IssueTicket', ticket: 'new-day', service: 'A-01' }, kiosk)
    expect(number).toBe('A001')
    expect(kept.acts().filter((act) => act.startsWith('Hall'))).toEqual([
      `HallOpened ${TUESDAY}`,
      `HallClosed ${TUESDAY}`,
      'HallOpened 2026-03-04',
    ])
    expect(verify(kept.hall.events(), HALL_ID)).toMatchObject({ ok: true, days: 3 })
  })

  it('H2 opening by hand on a new day closes an unattended yesterday first', async () => {
    const kept = await keptHall(TUESDAY, '09:00:00')
    await must(kept.hall.live, { type: 'IssueTicket', ticket: 'left-over', service: 'A-01' }, kiosk)
    kept.stop()
    kept.hall.clock.set(inChina(SATURDAY, '10:00:00'))
    await must(kept.hall.live, { type: 'OpenHall' }, manager)
    expect(kept.acts().slice(-2)).toEqual([`HallClosed ${TUESDAY}`, `HallOpened ${SATURDAY}`])
  })

  it('H8 past midnight an open hall is closed, though somebody is at a window', async () => {
    const kept = await keptHall(TUESDAY, '09:00:00')
    await kept.serve('forgotten')
    expect(await kept.at(TUESDAY, '23:59:59')).toBe(true)
    expect(await kept.at('2026-03-04', '00:00:00')).toBe(false)
    expect(kept.hall.live.hall().counts).toMatchObject({ expired: 1, serving: 0 })
  })

  it('H8 at closing time it waits for whoever is being served, and for no longer', async () => {
    const kept = await keptHall(TUESDAY, '09:00:00')
    await kept.serve('the-last')
    await must(kept.hall.live, { type: 'IssueTicket', ticket: 'too-late', service: 'A-01' }, kiosk)
    expect(await kept.at(TUESDAY, '17:30:00')).toBe(true)
    expect(await kept.at(TUESDAY, '17:45:00')).toBe(true)
    expect(kept.hall.logged).toEqual([expect.objectContaining({ detail: { act: 'OpenHall', ok: true } })])
    await kept.complete('the-last')
    expect(await kept.at(TUESDAY, '17:45:01')).toBe(false)
    expect(kept.hall.live.hall().counts).toMatchObject({ completed: 1, expired: 1 })
  })

  it('H8 a hall closed by hand stays closed that day and opens the next', async () => {
    const kept = await keptHall(TUESDAY, '09:00:00')
    await must(kept.hall.live, { type: 'CloseHall' }, manager)
    for (const time of ['09:30:00', '14:00:00', '17:29:00']) expect(await kept.at(TUESDAY, time)).toBe(false)
    await kept.restart()
    expect(kept.hall.live.hall().open).toBe(false)
    expect(await kept.at('2026-03-04', '08:30:00')).toBe(true)
  })

  it('H8 a hall opened by hand after hours stays open until midnight, and one opened at night on a Saturday too', async () => {
    const kept = await keptHall(TUESDAY, '18:00:00')
    await must(kept.hall.live, { type: 'OpenHall' }, manager)
    expect(await kept.at(TUESDAY, '18:01:00')).toBe(true)
    expect(await kept.at(TUESDAY, '23:59:59')).toBe(true)
    expect(await kept.at('2026-03-04', '00:00:00')).toBe(false)
    expect(await kept.at(SATURDAY, '08:30:00')).toBe(false)
    kept.hall.clock.set(inChina(SATURDAY, '20:00:00'))
    await must(kept.hall.live, { type: 'OpenHall' }, manager)
    expect(await kept.at(SATURDAY, '23:59:59')).toBe(true)
    expect(await kept.at('2026-03-08', '00:00:00')).toBe(false)
  })

  it('H8 a hall opened by hand before hours closes by its hours', async () => {
    const kept = await keptHall(TUESDAY, '07:00:00')
    await must(kept.hall.live, { type: 'OpenHall' }, manager)
    expect(await kept.at(TUESDAY, '17:29:59')).toBe(true)
    expect(await kept.at(TUESDAY, '17:30:00')).toBe(false)
  })

  it('H8 works a make-up Saturday and rests on National Day, with the calendar of the product', async () => {
    const kept = await keptHall(NATIONAL_DAY, '09:00:00')
    expect(kept.hall.live.hall().open).toBe(false)
    expect(await kept.at(MAKE_UP_SATURDAY, '09:00:00')).toBe(true)
    expect(await kept.at(MAKE_UP_SATURDAY, '17:30:00')).toBe(false)
    expect(await kept.at('2026-10-11', '09:00:00')).toBe(false)
  })

  it('H8 looks no more once it was stopped', async () => {
    const kept = await keptHall(TUESDAY, '07:00:00')
    kept.stop()
    expect(kept.hall.clock.pending()).toBe(0)
    kept.hall.clock.pass(8 * 3_600_000)
    expect(kept.hall.live.hall().open).toBe(false)
  })
})

describe('what time alone brings to an open hall', () => {
  const openWindow = async (kept: Awaited<ReturnType<typeof keptHall>>) => {
    await must(kept.hall.live, { type: 'OpenCounter', counter: '1' }, windowStaff('1'))
    await must(kept.hall.live, { type: 'IssueTicket', ticket: 'who-waits', service: 'A-01' }, kiosk)
  }
  const noted = (kept: Awaited<ReturnType<typeof keptHall>>) =>
    kept.hall
      .events()
      .flatMap(({ event, actor }) => (event.type === 'VacancyNoted' ? [{ ...event, by: actor.id }] : []))

  it('C17 a window at which nothing is done for five minutes while people wait is noted once', async () => {
    const kept = await keptHall(TUESDAY, '09:00:00')
    await openWindow(kept)
    await kept.at(TUESDAY, '09:04:59')
    expect(noted(kept)).toEqual([])
    for (const time of ['09:05:00', '09:05:01', '09:30:00']) await kept.at(TUESDAY, time)
    expect(noted(kept)).toMatchObject([
      { counter: '1', since: inChina(TUESDAY, '09:00:00'), waiting: 1, by: 'timekeeper' },
    ])
    // Whoever looks each second must not ask each second what the hall will refuse.
    expect(vacant(kept.hall.live.hall(), inChina(TUESDAY, '10:00:00'))).toEqual([])
    expect(kept.hall.live.hall().counters.get('1')).toMatchObject({ vacantSince: inChina(TUESDAY, '09:00:00') })
    expect(verify(kept.hall.events(), HALL_ID)).toMatchObject({ ok: true })
  })

  it('C17 a window that acts again, and is then left again, is noted a second time', async () => {
    const kept = await keptHall(TUESDAY, '09:00:00')
    await openWindow(kept)
    await kept.at(TUESDAY, '09:05:00')
    await must(kept.hall.live, { type: 'CallNext', counter: '1' }, windowStaff('1'))
    const called = kept.hall.live.hall().counters.get('1')?.ticket ?? ''
    await must(
      kept.hall.live,
      { type: 'RequeueTicket', counter: '1', ticket: called, reason: '等人' },
      windowStaff('1'),
    )
    await kept.at(TUESDAY, '09:09:59')
    expect(noted(kept)).toHaveLength(1)
    await kept.at(TUESDAY, '09:10:01')
    expect(noted(kept)).toHaveLength(2)
  })

  it('C17 nothing is noted where nobody waits, where somebody is served, and where the rule is 0', async () => {
    const quiet = await keptHall(TUESDAY, '09:00:00')
    await must(quiet.hall.live, { type: 'OpenCounter', counter: '1' }, windowStaff('1'))
    await quiet.at(TUESDAY, '11:00:00')
    expect(noted(quiet)).toEqual([])
    expect(vacant(quiet.hall.live.hall(), inChina(TUESDAY, '11:00:00'))).toEqual([])
    const busy = await keptHall(TUESDAY, '09:00:00')
    await busy.serve('long-matter')
    await must(busy.hall.live, { type: 'IssueTicket', ticket: 'who-waits', service: 'A-01' }, kiosk)
    await busy.at(TUESDAY, '11:00:00')
    expect(noted(busy)).toEqual([])
    const { rules } = smallCatalogue
    const never = { ...smallCatalogue, rules: { ...rules, window: { ...rules.window, idleMinutes: 0 } } }
    const lax = await keptHall(TUESDAY, '09:00:00')
    await must(lax.hall.live, { type: 'PublishCatalogue', catalogue: never }, manager)
    await openWindow(lax)
    await lax.at(TUESDAY, '11:00:00')
    expect(noted(lax)).toEqual([])
  })

  it('Q13 Q14 windows follow their plan, and help begins and ends by its rule, also after the server was down then', async () => {
    const kept = await keptHall(TUESDAY, '09:00:00')
    const flood = { theme: 'B', overWaiting: 1, whenIdle: false, first: true, untilWaiting: 0 } as const
    const tide = { id: 'tide', name: '潮汐', own: ['A'], help: [], order: 'own-first', helpWhen: [flood] } as const
    const counters = smallCatalogue.counters.map((counter) => {
      if (counter.id === '1') return { ...counter, own: ['A'], help: ['B'], plan: [{ from: '10:00', profile: 'tide' }] }
      return counter.id === '2' ? { ...counter, own: ['A', 'B'], help: [] } : counter
    })
    const catalogue = { ...smallCatalogue, counters, profiles: [tide] }
    await must(kept.hall.live, { type: 'PublishCatalogue', catalogue }, manager)
    await openWindow(kept)
    const service = smallCatalogue.services.find(({ theme }) => theme === 'B')?.id ?? ''
    for (const ticket of ['one', 'two']) await must(kept.hall.live, { type: 'IssueTicket', ticket, service }, kiosk)
    const switches = () =>
      kept.hall
        .events()
        .flatMap(({ event, actor }) =>
          event.type === 'ProfileSwitched' || event.type === 'HelpSwitched' ? [{ ...event, actor: actor.id }] : [],
        )
    await kept.at(TUESDAY, '09:59:59')
    expect(switches()).toEqual([])
    kept.stop()
    kept.hall.clock.set(inChina(TUESDAY, '10:31:00'))
    await kept.restart()
    await kept.at(TUESDAY, '10:31:02')
    expect(switches()).toMatchObject([
      { type: 'ProfileSwitched', profile: 'tide', by: 'plan', actor: 'timekeeper' },
      { type: 'HelpSwitched', on: true, by: 'rule', waiting: 2 },
    ])
    for (const ticket of ['one', 'two'])
      await must(kept.hall.live, { type: 'CancelTicket', ticket, reason: '不办了' }, manager)
    await kept.at(TUESDAY, '10:31:03')
    await kept.at(TUESDAY, '10:31:04')
    expect(switches().slice(2)).toMatchObject([{ on: false, by: 'rule', waiting: 0 }])
    expect(verify(kept.hall.events(), HALL_ID)).toMatchObject({ ok: true })
  })

  it('T14 a ticket that was sent on at a delay waits again at its moment, also after the server was down then', async () => {
    const kept = await keptHall(TUESDAY, '09:00:00')
    await kept.serve('sent-on')
    const until = inChina(TUESDAY, '09:20:00')
    const sendOn = { type: 'TransferTicket', ticket: 'sent-on', service: 'A-02', reason: 'materials', until } as const
    await must(kept.hall.live, sendOn, windowStaff('1'))
    await kept.serve('put-aside')
    const aside = { type: 'ParkTicket', counter: '1', ticket: 'put-aside', reason: '取材料', until } as const
    await must(kept.hall.live, aside, windowStaff('1'))
    const status = (ticket: string) => kept.hall.live.hall().tickets.get(ticket)?.status
    await kept.at(TUESDAY, '09:19:59')
    expect(status('sent-on')).toBe('parked')
    expect(toWake(kept.hall.live.hall(), until - 1)).toEqual([])
    expect(toWake(kept.hall.live.hall(), until)).toEqual([{ type: 'WakeTicket', ticket: 'sent-on' }])
    kept.stop()
    kept.hall.clock.set(inChina(TUESDAY, '09:31:00'))
    await kept.restart()
    await kept.at(TUESDAY, '09:31:02')
    expect(status('sent-on')).toBe('waiting')
    // What a window put aside is its own to call again.
    expect(status('put-aside')).toBe('parked')
    await kept.at(TUESDAY, '09:40:00')
    const woken = kept.hall.events().filter(({ event }) => event.type === 'TicketWoken')
    expect(woken).toMatchObject([{ actor: { role: 'system', id: 'timekeeper' } }])
    expect(verify(kept.hall.events(), HALL_ID)).toMatchObject({ ok: true })
  })

  it('H8 C17 where people open and close, time still notes and wakes', async () => {
    const kept = await keptHall(TUESDAY, '07:00:00')
    kept.stop()
    await must(kept.hall.live, { type: 'OpenHall' }, manager)
    await openWindow(kept)
    opened.push({ hall: kept.hall, stop: startTimekeeper(kept.hall.live, kept.hall.clock, () => {}, false) })
    for (const time of ['07:01:00', '18:00:00']) await kept.at(TUESDAY, time)
    expect(kept.hall.live.hall().open).toBe(true)
    expect(noted(kept)).toHaveLength(1)
    opened.pop()?.stop()
  })
})

describe('a clock that is wrong', () => {
  it('L10 I13 a machine that starts in the past in mid-day leaves the hall open and everybody waiting', async () => {
    const kept = await keptHall(TUESDAY, '10:00:00')
    await must(kept.hall.live, { type: 'IssueTicket', ticket: 'patient', service: 'A-01' }, kiosk)
    kept.hall.clock.set(Date.UTC(2000, 0, 1))
    await kept.restart()
    expect(kept.hall.live.hall()).toMatchObject({ open: true, counts: { waiting: 1, expired: 0 } })
  })
})

/** What an act that was advised has saved, by running the day again without it (U11). */
import { describe, expect, it } from 'vitest'
import { ADVISED_ID } from '../../hall/advice/advised.ts'
import { actsDone, savedBy, withoutAct } from '../../hall/advice/saved.ts'
import type { HallEvent, Recorded } from '../../hall/events.ts'
import { waitingAt } from '../../hall/queue.ts'
import { replayOf } from '../../hall/simulate/replay.ts'
import { manager } from '../kit/actors.ts'
import { calledNext, completed, type Deed, given, record, started, told, windowOpened } from '../kit/story.ts'
import { afterMinutes, allOf, crowd, openWith, quiet } from './busy-halls.ts'

const VISIT_MINUTES = 10

/** Something that the manager did because it was advised. */
const advised =
  (event: HallEvent): Deed =>
  (past) =>
    record(past, event, manager, `${ADVISED_ID}${past.events.length}`)

const openedOnAdvice = (counter: string): Deed =>
  advised({ type: 'CounterOpened', counter, staff: '窗口员', staffId: `w${counter}` })

/** Every open window serves whoever is next, ten minutes each, for so long or until nobody waits. */
const served =
  (minutes: number): Deed =>
  (past) => {
    const since = new Map<string, number>()
    for (let minute = 0; minute < minutes; minute += 1) {
      for (const { id, status } of [...past.hall.counters.values()]) {
        if (status !== 'open') continue
        if (past.hall.counters.get(id)?.ticket !== undefined) {
          if (past.now - (since.get(id) ?? 0) < VISIT_MINUTES * 60_000) continue
          completed(id)(past)
        }
        if (waitingAt(past.hall, id) === 0) continue
        calledNext(id)(past)
        started(id)(past)
        since.set(id, past.now)
      }
      afterMinutes(1)(past)
    }
  }

/** From the opening on: what was published before it is in it. */
const dayOf = (events: readonly Recorded[]): readonly Recorded[] =>
  events.slice(events.findIndex(({ event }) => event.type === 'HallOpened'))

/** The day goes on until everybody would have been served without the act too. */
const untilEvening: Deed = (past) => {
  afterMinutes(180)(past)
  told({ type: 'CloseHall' })(past)
}

const savedIn = (events: readonly Recorded[]) => {
  const replay = allOf(replayOf(dayOf(events)))
  if (!replay) throw new Error('The hall opened that day.')
  return allOf(actsDone(events)).map((act) => allOf(savedBy(replay, act)))
}

const minutesOf = (ms: number | undefined): number => (ms ?? 0) / 60_000

describe('what advice was worth', () => {
  it('U11 a window opened on advice saved the minutes that the queue would have waited without it', () => {
    const { past } = given(
      ...openWith(quiet(), '3'),
      ...crowd('B-01', 12),
      served(10),
      openedOnAdvice('2'),
      served(120),
      untilEvening,
    )
    const [saved, ...more] = savedIn(past.events)
    expect(more).toEqual([])
    expect(saved).toMatchObject({ counter: '2', what: 'CounterOpened' })
    // One window alone: 0, 10 … 110 minutes, 660 in all. From the tenth on two at a time: 360.
    expect(minutesOf(saved?.savedMs)).toBeGreaterThan(270)
    expect(minutesOf(saved?.savedMs)).toBeLessThan(330)
    expect(saved?.savedAtLeastMs).toBeLessThanOrEqual(saved?.savedMs ?? 0)
    expect(minutesOf(saved?.savedAtLeastMs)).toBeGreaterThan(240)
  })

  it('U11 a window that closed again saved only what it did until then', () => {
    const story = (more: Deed): Deed[] => [
      ...openWith(quiet(), '3'),
      ...crowd('B-01', 12),
      served(10),
      openedOnAdvice('2'),
      more,
      served(120),
      untilEvening,
    ]
    const [long] = savedIn(given(...story(served(0))).past.events)
    const closed = given(
      ...story((past) => {
        served(21)(past)
        completed('2')(past)
        told({ type: 'CloseCounter', counter: '2' })(past)
      }),
    ).past
    const [short] = savedIn(closed.events)
    expect(short?.until).toBeLessThan(long?.until ?? 0)
    expect(minutesOf(short?.savedMs)).toBeGreaterThan(100)
    expect(minutesOf(short?.savedMs)).toBeLessThan(minutesOf(long?.savedMs) - 50)
  })

  it('U11 an act that served nobody saved nothing', () => {
    const { past } = given(...openWith(quiet(), '3'), ...crowd('B-01', 5), served(5), openedOnAdvice('4'), served(60))
    expect(minutesOf(savedIn(past.events)[0]?.savedMs)).toBeCloseTo(0, 3)
  })

  it('U11 help begun on advice is taken away again, as long as it lasted', () => {
    const only = { id: 'only-a', name: '专办', own: ['A'], help: [], order: 'own-first', helpWhen: [] } as const
    const small = quiet()
    const catalogue = {
      ...small,
      profiles: [only],
      counters: small.counters.map((one) => (one.id === '2' ? { ...one, profile: 'only-a' } : one)),
    }
    const help = (on: boolean): HallEvent => ({
      type: 'HelpSwitched',
      counter: '2',
      theme: 'B',
      on,
      by: 'hand',
      first: false,
      untilWaiting: 0,
      waiting: 9,
      longestSince: null,
      reason: '建议',
    })
    const { past } = given(
      ...openWith(catalogue, '2', '3'),
      ...crowd('B-01', 10),
      served(10),
      advised(help(true)),
      served(90),
      (story) => record(story, help(false), manager, 'by-hand'),
      afterMinutes(1),
    )
    const [saved] = savedIn(past.events)
    expect(saved).toMatchObject({ what: 'HelpSwitched', theme: 'B', counter: '2' })
    expect(saved?.until).not.toBeNull()
    const replay = allOf(replayOf(dayOf(past.events)))
    if (!replay || !saved) throw new Error('Help was advised.')
    const without = withoutAct(replay, saved).windows.find(({ counter }) => counter === '2')?.stints ?? []
    expect(without.every(({ tiers }) => tiers.flat().includes('A-01') && !tiers.flat().includes('B-01'))).toBe(true)
    // One alone: 450 minutes; two from the tenth on: 250.
    expect(minutesOf(saved?.savedMs)).toBeGreaterThan(150)
    expect(minutesOf(saved?.savedMs)).toBeLessThan(230)
  })

  it('U11 what somebody thought of alone is not counted as advice, nor what was taken back', () => {
    const { past } = given(...openWith(quiet(), '3'), windowOpened('2'), openedOnAdvice('4'))
    expect(allOf(actsDone(past.events)).map(({ counter }) => counter)).toEqual(['4'])
    const last = past.events.at(-1)
    if (!last) throw new Error('Something happened.')
    const undone: Recorded = {
      ...last,
      position: last.position + 1,
      event: { type: 'ActUndone', counter: '4', positions: [last.position] },
    }
    expect(allOf(actsDone([...past.events, undone]))).toEqual([])
  })

  it('U11 what a window did later by itself stays, and what others do ends nothing', () => {
    const { past } = given(
      ...openWith(quiet(), '3'),
      openedOnAdvice('2'),
      afterMinutes(5),
      told({ type: 'PauseCounter', counter: '3', reason: 'away' }),
      afterMinutes(10),
      told({ type: 'CloseCounter', counter: '2' }),
      afterMinutes(10),
      windowOpened('2'),
      afterMinutes(30),
      windowOpened('3'),
    )
    const [act] = allOf(actsDone(past.events))
    expect(act?.until).toBe((act?.at ?? 0) + 15 * 60_000)
    const replay = allOf(replayOf(dayOf(past.events)))
    if (!replay || !act) throw new Error('There was an act.')
    const stints = withoutAct(replay, act).windows.find(({ counter }) => counter === '2')?.stints ?? []
    expect(stints.map(({ tiers }) => tiers.flat().includes('B-01'))).toEqual([false, true])
  })

  it('U11 who waits for the window alone is still served by it without the act', () => {
    const { past } = given(...openWith(quiet(), '3'), ...crowd('B-01', 3), served(5), openedOnAdvice('2'), served(30))
    const replay = allOf(replayOf(dayOf(past.events)))
    const [act] = allOf(actsDone(past.events))
    if (!replay || !act) throw new Error('There was an act.')
    const window = withoutAct(replay, act).windows.find(({ counter }) => counter === '2')
    expect(window?.stints.map(({ tiers }) => tiers.flat())).toEqual([expect.arrayContaining(['counter 2'])])
    expect(window?.stints.flatMap(({ tiers }) => tiers.flat())).not.toContain('B-01')
  })
})

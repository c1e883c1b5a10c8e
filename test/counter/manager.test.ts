import { describe, expect, it } from 'vitest'
import {
  DEVICE_KINDS,
  deviceOf,
  edgeCommands,
  kindOf,
  pageOf,
  pairingAddress,
  standbyCommand,
} from '../../counter/device-kind.ts'
import {
  actsOf,
  byDue,
  clerkLoads,
  dueOf,
  figuresOf,
  isShort,
  minutesInState,
  overdueIn,
  satisfaction,
  sharesOf,
  type WindowAct,
  windowStateOf,
} from '../../counter/floor.ts'
import type { Intent } from '../../hall/commands.ts'
import { type FloorCounter, floorView } from '../../hall/views/floor.ts'
import { guide, manager, padAt, staffAt } from '../kit/actors.ts'
import { minutes } from '../kit/hand-clock.ts'
import {
  calledNext,
  completed,
  type Deed,
  type Given,
  given,
  later,
  opened,
  published,
  ratingOf,
  started,
  taken,
  told,
  windowOpened,
} from '../kit/story.ts'

const counterIn = ({ past }: Given, id = '1'): FloorCounter => {
  const found = floorView(past.hall).counters.find((counter) => counter.id === id)
  if (!found) throw new Error(`The small hall has no window ${id}.`)
  return found
}
const openWith = (...deeds: readonly Deed[]) => given(opened(), windowOpened('1'), ...deeds)

const STATES = {
  closed: () => given(opened()),
  paused: () => openWith(told({ type: 'PauseCounter', counter: '1', reason: 'meal' })),
  free: () => openWith(),
  called: () => openWith(taken('t1', 'A-01'), calledNext('1')),
  serving: () => openWith(taken('t1', 'A-01'), calledNext('1'), started('1')),
}

const intentOf = (act: WindowAct): Intent => {
  switch (act) {
    case 'open':
    case 'resume':
      return { type: 'OpenCounter', counter: '1' }
    case 'pause':
      return { type: 'PauseCounter', counter: '1', reason: 'meeting' }
    case 'close':
      return { type: 'CloseCounter', counter: '1' }
  }
}

describe('the manager’s floor', () => {
  it('M1 the figures on top are those of the hall now', () => {
    const story = openWith(
      taken('t1', 'A-01'),
      taken('t2', 'A-01'),
      taken('t3', 'B-01'),
      calledNext('1'),
      started('1'),
      completed('1'),
      later(minutes(12)),
    )
    expect(figuresOf(floorView(story.past.hall), story.past.now)).toEqual({
      waiting: 2,
      longest: 12,
      pace: 'amber',
      open: 1,
      // The guide desk calls nobody and is not counted.
      total: 4,
      issued: 3,
      served: 1,
      missed: 0,
    })
  })

  it('M1 nobody waiting is no wait, not a wait of no minutes', () => {
    const story = given(opened())
    expect(figuresOf(floorView(story.past.hall), story.past.now)).toMatchObject({ longest: null, pace: 'calm' })
  })

  it('M1 every state of a window has its word and its minutes', () => {
    for (const [state, tell] of Object.entries(STATES)) expect(windowStateOf(counterIn(tell()))).toBe(state)
    const story = openWith(taken('t1', 'A-01'), calledNext('1'), later(minutes(4)))
    expect(minutesInState(counterIn(story), story.past.now)).toBe(4)
  })

  it.each(Object.entries(STATES))(
    'M2 what the manager may do to a %s window the hall accepts from a manager',
    (_, tell) => {
      const offered = actsOf(counterIn(tell()), true)
      for (const act of offered) expect(tell().decides(intentOf(act), manager)).toMatchObject({ ok: true })
    },
  )

  it('M2 nothing is offered while somebody is at the window, nor in a closed hall', () => {
    expect(actsOf(counterIn(STATES.called()), true)).toEqual([])
    expect(actsOf(counterIn(STATES.serving()), true)).toEqual([])
    expect(actsOf(counterIn(given(published())), false)).toEqual([])
    expect(STATES.serving().decides(intentOf('close'), manager)).toMatchObject({ ok: false })
  })

  it('M3 silence is not satisfaction: only rated visits count, and none is no share at all', () => {
    const none = { 'very-satisfied': 0, satisfied: 0, 'fairly-satisfied': 0, dissatisfied: 0, 'very-dissatisfied': 0 }
    expect(satisfaction(none)).toEqual({ rated: 0, share: null })
    expect(satisfaction({ ...none, 'fairly-satisfied': 3, 'very-dissatisfied': 1 })).toEqual({ rated: 4, share: 0.75 })
  })
})

describe('the manager’s day', () => {
  const served = (ticket: string, minutesLong: number): Deed[] => [
    taken(ticket, 'A-01'),
    calledNext('1'),
    started('1'),
    later(minutes(minutesLong)),
    completed('1'),
  ]
  const ratedBadly = (ticket: string): Deed =>
    told({ type: 'RateVisit', ticket, secret: ratingOf(ticket), grade: 'very-dissatisfied' }, padAt('1'))

  it('M6 each clerk’s cases stand beside what a window does in a day, the busiest first, with the mean of their visits', () => {
    const { past } = openWith(...served('t1', 4), ...served('t2', 8), windowOpened('3'), taken('t3', 'B-01'))
    for (const deed of [calledNext('3'), started('3'), completed('3')]) deed(past)
    expect(clerkLoads(floorView(past.hall))).toEqual([
      {
        id: staffAt('1').id,
        name: '窗口员',
        counterName: '1',
        cases: 2,
        share: 2 / 25,
        completed: 2,
        meanMinutes: 6,
        rated: 0,
        unrated: 2,
      },
      expect.objectContaining({ id: staffAt('3').id, cases: 1, meanMinutes: 0 }),
    ])
  })

  it('M6 of a clerk’s ratings the manager sees how many there are, never which', () => {
    const { past } = openWith(...served('t1', 4), ...served('t2', 4), ratedBadly('t1'))
    const view = floorView(past.hall)
    expect(clerkLoads(view)).toMatchObject([{ rated: 1, unrated: 1 }])
    expect(JSON.stringify(clerkLoads(view))).not.toContain('dissatisfied')
    // The bad rating itself is shown with its window, and without the name of whoever sat there.
    expect(JSON.stringify(view.badRatings)).toContain('very-dissatisfied')
    expect(JSON.stringify(view.badRatings)).not.toContain('窗口员')
  })

  it('M6 a clerk who has completed nothing has no mean', () => {
    const clerks = [{ id: 'x', name: 'x', counterName: '', completed: 0, cases: 0, servedMs: 0, rated: 0 }]
    expect(clerkLoads({ clerks, casesPerCounter: 0 })).toMatchObject([{ share: 0, meanMinutes: null, unrated: 0 }])
  })

  it('M6 a floor with fewer guides than it should have is short', () => {
    const before = floorView(given(opened()).past.hall).duty.find(({ floor }) => floor === 1)
    expect(before && isShort(before)).toBe(true)
    const onDuty = ['g1', 'g2'].map((id) => told({ type: 'TakePost', desk: 'desk' }, { role: 'guide', id, name: id }))
    const after = floorView(given(opened(), ...onDuty).past.hall).duty.find(({ floor }) => floor === 1)
    expect(after && isShort(after)).toBe(false)
  })

  it('M6 an answer is overdue the day after it was due, and what is due first stands first', () => {
    const asked = (question: string, workingDays: number): Deed =>
      told({ type: 'LogQuestion', question, channel: 'desk', owed: { owner: '许可科', workingDays } }, guide)
    const { owed, day } = floorView(given(opened(), asked('late', 5), asked('soon', 0)).past.hall)
    const [soon, late] = byDue(owed)
    if (!soon || !late) throw new Error('Two answers are owed.')
    expect([soon.id, late.id]).toEqual(['soon', 'late'])
    expect([dueOf(soon, day), dueOf(late, day), dueOf(soon, null)]).toEqual(['today', 'later', 'later'])
    expect(overdueIn(owed, day)).toBe(0)
    expect(overdueIn(owed, late.due)).toBe(1)
    expect(dueOf(soon, late.due)).toBe('overdue')
  })

  it('M6 the reasons why people were sent on are a report with their shares', () => {
    const sent = (ticket: string, reason: 'wrong-theme' | 'load'): Deed[] => [
      taken(ticket, 'A-01'),
      told({ type: 'TransferTicket', ticket, service: 'B-01', reason }, guide),
    ]
    const story = given(
      opened(),
      ...sent('t1', 'load'),
      ...sent('t2', 'wrong-theme'),
      ...sent('t3', 'wrong-theme'),
      ...sent('t4', 'wrong-theme'),
    )
    expect(sharesOf(floorView(story.past.hall).redirects)).toEqual([
      { reason: 'wrong-theme', count: 3, share: 0.75 },
      { reason: 'load', count: 1, share: 0.25 },
    ])
    expect(sharesOf([{ count: 0 }])).toEqual([{ count: 0, share: 0 }])
  })
})

describe('devices', () => {
  it('M4 every kind of device is made with its role and its place, and read back as the same kind', () => {
    const chosen = { counter: '3', zone: 'z1', printer: 'p1', edge: 'e1' }
    const made = DEVICE_KINDS.map((kind) => [kind, deviceOf(kind, 'x', chosen)])
    expect(Object.fromEntries(made)).toEqual({
      kiosk: { name: 'x', role: 'kiosk', printer: 'p1' },
      board: { name: 'x', role: 'display', zone: 'z1' },
      strip: { name: 'x', role: 'display', counter: '3' },
      window: { name: 'x', role: 'counter', counter: '3' },
      pad: { name: 'x', role: 'pad', counter: '3' },
      edge: { name: 'x', role: 'edge', edge: 'e1' },
      standby: { name: 'x', role: 'standby' },
    })
    for (const kind of DEVICE_KINDS) expect(kindOf(deviceOf(kind, 'x', chosen))).toBe(kind)
  })

  it('M4 a board of all zones and a kiosk on the usual printer name neither', () => {
    const nowhere = { counter: '', zone: '', printer: '', edge: '' }
    expect(deviceOf('board', 'x', nowhere)).toEqual({ name: 'x', role: 'display' })
    expect(deviceOf('kiosk', 'x', nowhere)).toEqual({ name: 'x', role: 'kiosk' })
  })

  it('M4 a code opens the page of its kind and pairs it there', () => {
    expect(pageOf('window')).toBe('/window')
    expect(pairingAddress('kiosk', 'ABCD2345')).toBe('/kiosk?pair=ABCD2345')
  })

  it('M4 an edge has no page: its computer is told by two lines', () => {
    expect(edgeCommands('http://hall:8080', 'ABCD2345')).toEqual([
      'npm run edge -- pair http://hall:8080 ABCD2345',
      'npm run edge',
    ])
  })

  it('X28 the line to type carries the fingerprint of the hall’s authority, where it has one', () => {
    const [pair] = edgeCommands('https://hall:8080', 'ABCD2345', 'AB:CD')
    expect(pair).toBe('npm run edge -- pair https://hall:8080 ABCD2345 --fingerprint ABCD')
    expect(standbyCommand('https://hall:8080', 'ABCD2345', 'AB:CD')).toMatch(/ --fingerprint ABCD$/)
  })
})

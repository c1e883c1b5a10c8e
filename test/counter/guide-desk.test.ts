import { describe, expect, it } from 'vitest'
import { alarmKey, deskAlarmsOf, SILENT_AFTER_MS } from '../../counter/guide-desk-alarms.ts'
import { desksOf, dutyTally, postOf } from '../../counter/guide-post.ts'
import { isOverdue, questionOf, USUAL_DAYS } from '../../counter/guide-question.ts'
import type { Hall } from '../../hall/hall.ts'
import { guideView } from '../../hall/views/guide.ts'
import type { PrinterRow } from '../../hall/views/paper.ts'
import type { DeviceRow, Views } from '../../hall/wire.ts'
import { guide } from '../kit/actors.ts'
import { FIRST_DAY, MORNING, minutes } from '../kit/hand-clock.ts'
import { withRules } from '../kit/small-catalogue.ts'
import {
  calledNext,
  completed,
  type Deed,
  given,
  later,
  opened,
  rated,
  started,
  taken,
  told,
  windowOpened,
} from '../kit/story.ts'

/** A hall that wants no guides, so that only what a story is about can alarm. */
const calm = opened(withRules({ guidesPerFloor: 0 }))
const viewIn = (hall: Hall, more: Partial<Views['guide']> = {}): Views['guide'] => ({
  ...guideView(hall),
  printers: [],
  system: [],
  devices: [],
  presented: [],
  ...more,
})
const alarmsAfter = (deeds: readonly Deed[], more: Partial<Views['guide']> = {}) => {
  const { hall, now } = given(...deeds).past
  return deskAlarmsOf(viewIn(hall, more), now).map((alarm) => `${alarm.level} ${alarmKey(alarm)}`)
}
/** Went silent so long before the story begins that nobody takes it for a reload. */
const device = (id: string, role: DeviceRow['role'], online: boolean): DeviceRow => ({
  id,
  name: id,
  role,
  online,
  seenAt: MORNING - minutes(10),
})
const printer = (id: string, state: PrinterRow['state']): PrinterRow => ({
  id,
  name: id,
  state,
  waiting: 0,
  printed: 0,
  failed: 0,
})
const owed = (question: string, workingDays: number): Deed =>
  told({ type: 'LogQuestion', question, channel: 'phone', owed: { owner: '县教育局', workingDays } })

describe('questions at the guide desk', () => {
  const asked = { channel: 'desk', service: 'A-01', text: ' 要什么材料 ' } as const

  it('G10 answered at once it is counted and owes nothing', () => {
    const intent = questionOf(asked)
    if (!intent) throw new Error('A question is a command.')
    expect(intent).toMatchObject({ type: 'LogQuestion', channel: 'desk', service: 'A-01', text: '要什么材料' })
    expect(intent).not.toHaveProperty('owed')
    given(opened())
      .when(intent, guide)
      .leaves((hall) => {
        expect(guideView(hall).answered).toBe(1)
        expect(guideView(hall).owed).toEqual([])
      })
  })

  it('G10 neither words nor a service are needed, and a telephone call counts too', () => {
    const intent = questionOf({ channel: 'phone', service: undefined, text: ' ' })
    expect(intent).toEqual({ type: 'LogQuestion', channel: 'phone', question: expect.stringMatching(/^[0-9a-f]{32}$/) })
  })

  it('G10 what cannot be answered waits for its owner, two working days unless told otherwise', () => {
    expect(questionOf(asked, { owner: '  ', days: USUAL_DAYS })).toBeUndefined()
    const intent = questionOf(asked, { owner: ' 县教育局 ', days: USUAL_DAYS })
    if (!intent) throw new Error('A question with an owner is a command.')
    given(opened())
      .when(intent, guide)
      .leaves((hall) => {
        expect(guideView(hall).owed).toMatchObject([{ owner: '县教育局', due: '2026-03-04' }])
      })
  })

  it('G10 an answer is late from the day after its due day', () => {
    expect(isOverdue({ due: FIRST_DAY }, FIRST_DAY)).toBe(false)
    expect(isOverdue({ due: FIRST_DAY }, '2026-03-03')).toBe(true)
    expect(isOverdue({ due: FIRST_DAY }, null)).toBe(false)
  })
})

describe('who is on duty', () => {
  const duty = (...deeds: readonly Deed[]) => guideView(given(opened(), ...deeds).past.hall).duty

  it('G12 nobody is on duty before they say so; who came is told by their own account', () => {
    expect(postOf(duty(), guide.id)).toBeUndefined()
    const here = duty(told({ type: 'TakePost', desk: 'desk' }))
    expect(postOf(here, guide.id)).toMatchObject({ floor: { floor: 1 } })
    expect(postOf(here, 'somebody-else')).toBeUndefined()
    expect(postOf(here, undefined)).toBeUndefined()
  })

  it('G12 every desk is offered, and floors without one are not counted', () => {
    const rows = duty(told({ type: 'TakePost', desk: 'desk' }))
    expect(desksOf(rows)).toEqual([expect.objectContaining({ id: 'desk', floor: 1 })])
    expect(dutyTally(rows)).toEqual({ here: 1, needed: 2 })
  })

  it('G12 a desk with nobody is red, with too few amber, with two no alarm, and in a closed hall none', () => {
    const came = (id: string): Deed => told({ type: 'TakePost', desk: 'desk' }, { ...guide, id })
    expect(alarmsAfter([opened()])).toEqual(['red duty 1'])
    expect(alarmsAfter([opened(), came('g1')])).toEqual(['amber duty 1'])
    expect(alarmsAfter([opened(), came('g1'), came('g2')])).toEqual([])
    expect(alarmsAfter([opened(), told({ type: 'CloseHall' })])).toEqual([])
  })
})

describe('alarms besides paper and waits', () => {
  it('G12 a quiet hall has none', () => {
    expect(alarmsAfter([calm])).toEqual([])
  })

  it('G12 silent machines stand together by kind; without a kiosk or a display it is red', () => {
    const devices = [
      device('k1', 'kiosk', false),
      device('k2', 'kiosk', false),
      device('b1', 'display', true),
      device('p1', 'pad', false),
    ]
    expect(alarmsAfter([calm], { devices })).toEqual(['red devices kiosk', 'amber devices pad'])
    expect(alarmsAfter([calm, told({ type: 'CloseHall' })], { devices })).toEqual([])
  })

  it('G12 a reload is no silence, and a machine that was never on today is missed only where visitors need it', () => {
    const { hall, now } = given(calm).past
    const keysWith = (row: DeviceRow) => deskAlarmsOf(viewIn(hall, { devices: [row] }), now).map(alarmKey)
    const silentFor = (ms: number): DeviceRow => ({ ...device('k1', 'kiosk', false), seenAt: now - ms })
    expect(keysWith(silentFor(SILENT_AFTER_MS - 1))).toEqual([])
    expect(keysWith(silentFor(SILENT_AFTER_MS))).toEqual(['devices kiosk'])
    const never = (role: DeviceRow['role']): DeviceRow => ({ id: 'd', name: 'd', role, online: false })
    expect(keysWith(never('display'))).toEqual(['devices display'])
    expect(keysWith(never('counter'))).toEqual([])
  })

  it('G12 an edge that is away is red, and so is a printer that hangs on it', () => {
    const edge: DeviceRow = { id: 'west', name: 'west', role: 'edge', online: false }
    expect(alarmsAfter([calm], { devices: [edge], printers: [printer('p1', 'away')] })).toEqual([
      'red printer p1',
      'red devices edge',
    ])
  })

  it('G12 a bad rating is told for half an hour, without whose; a good one never', () => {
    const visit = (grade: 'satisfied' | 'dissatisfied'): Deed[] => [
      calm,
      windowOpened('1'),
      taken('t1', 'A-01'),
      calledNext('1'),
      started('1'),
      completed('1'),
      rated('t1', grade),
    ]
    expect(alarmsAfter(visit('satisfied'))).toEqual([])
    expect(alarmsAfter(visit('dissatisfied'))).toEqual([expect.stringMatching(/^amber rating A001 /)])
    expect(alarmsAfter([...visit('dissatisfied'), later(minutes(30))])).toEqual([])
    const { hall, now } = given(...visit('dissatisfied')).past
    expect(JSON.stringify(deskAlarmsOf(viewIn(hall), now))).not.toContain('窗口员')
  })

  it('G12 空岗 is red, with its window and its minutes', () => {
    const deeds = [calm, windowOpened('1'), taken('t1', 'A-01'), later(minutes(6))]
    expect(alarmsAfter([...deeds, told({ type: 'NoteVacancy', counter: '1' })])).toEqual(['red vacant 1'])
  })

  it('G12 a visitor sent on more than twice is named', () => {
    const on = (service: string): Deed =>
      told({ type: 'TransferTicket', ticket: 't1', service, reason: 'wrong-service' })
    const deeds = [calm, windowOpened('1'), taken('t1', 'A-01'), on('A-02'), on('A-01')]
    expect(alarmsAfter(deeds)).toEqual([])
    expect(alarmsAfter([...deeds, on('A-02')])).toEqual(['amber sent-on t1'])
  })

  it('G12 an answer due today is amber, an overdue one red, a later one no alarm', () => {
    const { hall, now } = given(calm, owed('q-today', 0), owed('q-later', 2)).past
    const keysOn = (day: string) =>
      deskAlarmsOf(viewIn(hall, { day }), now).map((alarm) => `${alarm.level} ${alarmKey(alarm)}`)
    expect(keysOn(FIRST_DAY)).toEqual(['amber owed q-today'])
    expect(keysOn('2026-03-05')).toEqual(['red owed q-today', 'red owed q-later'])
  })

  it('G12 red before amber; then paper, machines, waits, 空岗, answers, duty', () => {
    const deeds = [
      opened(),
      windowOpened('1'),
      taken('t1', 'A-01'),
      later(minutes(2)),
      taken('t2', 'C-01'),
      owed('q1', 0),
      later(minutes(15)),
      told({ type: 'NoteVacancy', counter: '1' }),
    ]
    const printers = [printer('low', 'near-end'), printer('out', 'paper-out')]
    const devices = [device('k1', 'kiosk', false), device('p1', 'pad', false)]
    expect(alarmsAfter(deeds, { printers, devices })).toEqual([
      'red printer out',
      'red devices kiosk',
      'red wait A',
      'red no-counter C',
      'red vacant 1',
      'red duty 1',
      'amber printer low',
      'amber devices pad',
      'amber owed q1',
    ])
  })
})

import { describe, expect, it } from 'vitest'
import { alarmsOf } from '../../counter/alarms.ts'
import { findServices, firstOffered, mostUsed, servicesFor } from '../../counter/find-service.ts'
import { issueOf } from '../../counter/guide-state.ts'
import { initialsOf } from '../../counter/initials.ts'
import { nearestSlot, slotsOf } from '../../counter/slots.ts'
import { ticketNumberOf } from '../../counter/ticket-number.ts'
import { guideView } from '../../hall/views/guide.ts'
import type { PrinterRow } from '../../hall/views/paper.ts'
import { hours, MORNING, minutes } from '../kit/hand-clock.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'
import { given, later, opened, taken, windowOpened } from '../kit/story.ts'

const { services } = smallCatalogue
const found = (words: string) => findServices(services, words).map(({ id }) => id)
const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id)

describe('finding a service at the guide desk', () => {
  it('G1 by a part of its name, the beginning before the middle', () => {
    expect(found('营业执照')).toEqual(['A-01', 'A-02'])
    expect(found('许可')).toEqual(['B-01', 'B-02'])
    const named = services.map((service) => (service.id === 'C-01' ? { ...service, name: '许可查询' } : service))
    expect(idsOf(findServices(named, '许可'))).toEqual(['C-01', 'B-01', 'B-02'])
  })

  it('G1 by a keyword, by English, and by its pinyin initials, with blanks and capitals as they come', () => {
    const keyed = services.map((service) => (service.id === 'A-01' ? { ...service, keywords: ['开店'] } : service))
    expect(idsOf(findServices(keyed, ' 开 店 '))).toEqual(['A-01'])
    expect(found('HEALTH permit')).toEqual(['B-02'])
    expect(found('yyzzbg')).toEqual(['A-02'])
    expect(found('xkz')).toEqual([])
  })

  it('G1 no words find nothing, and a search is bounded', () => {
    expect(found('  ')).toEqual([])
    const many = Array.from(
      { length: 500 },
      (_, index) => ({ ...services[0], id: `x${index}` }) as (typeof services)[0],
    )
    expect(findServices(many, '营业')).toHaveLength(12)
  })

  it('G1 initials of every kind of character: Chinese, Latin, digits; marks have none', () => {
    expect(initialsOf('个体工商户（A证）2 号')).toBe('gtgshaz2h')
    expect(initialsOf('他她它')).toBe('ttt')
    expect(initialsOf('阿八擦大额发噶哈机卡拉妈拿哦趴七然撒塌挖西压匝')).toBe('abcdefghjklmnopqrstwxyz')
  })

  it('G1 a person is offered what persons may ask for, a company what companies may', () => {
    const kinds = ['person', 'company', 'both'] as const
    const mixed = services.slice(0, 3).map((service, index) => ({ ...service, audience: kinds[index] ?? 'both' }))
    expect(idsOf(servicesFor(mixed, 'person'))).toEqual([mixed[0]?.id, mixed[2]?.id])
    expect(idsOf(servicesFor(mixed, 'company'))).toEqual([mixed[1]?.id, mixed[2]?.id])
    expect(servicesFor(mixed, 'both')).toHaveLength(3)
  })

  it('G2 what the hall is asked for most today stands before what this desk was asked for, and nothing twice', () => {
    expect(idsOf(firstOffered(services, ['B-02', 'gone', 'C-01'], ['A-02', 'C-01', 'A-02'], 4))).toEqual([
      'B-02',
      'C-01',
      'A-02',
      'A-01',
    ])
    expect(idsOf(firstOffered(services, ['B-02', 'C-01', 'A-01'], [], 2))).toEqual(['B-02', 'C-01'])
  })

  it('G2 what is asked for most stands first, and a desk without a past shows the first of every theme', () => {
    expect(idsOf(mostUsed(services, ['C-01', 'B-02', 'C-01'], 3))).toEqual(['C-01', 'B-02', 'A-01'])
    expect(idsOf(mostUsed(services, [], 3))).toEqual(['A-01', 'B-01', 'C-01'])
    expect(idsOf(mostUsed(services, ['gone'], 5))).toHaveLength(5)
  })
})

describe('tickets at the guide desk', () => {
  it('G3 a number is understood however it is typed', () => {
    for (const typed of ['A012', 'a12', ' a 012 ', 'a-12', 'A12']) expect(ticketNumberOf(typed)).toBe('A012')
    expect(ticketNumberOf('va7')).toBe('VA007')
    expect(ticketNumberOf('A1000')).toBe('A1000')
  })

  it('G3 what is no number is not asked for', () => {
    for (const typed of ['', '12', 'A', 'A0', '号12', 'A12B', '../a1']) expect(ticketNumberOf(typed)).toBeUndefined()
  })

  it('G4 appointments are half hours of the hall’s own day, from an hour ago until it closes', () => {
    const slots = slotsOf(smallCatalogue.hours, 'Asia/Shanghai', MORNING + hours(2) + minutes(10))
    expect(slots[0]).toEqual({ text: '10:30', at: MORNING + minutes(90) })
    expect(slots.at(-1)).toEqual({ text: '17:00', at: MORNING + hours(8) })
    expect(nearestSlot(slots, MORNING + hours(2) + minutes(10))?.text).toBe('11:00')
    expect(slotsOf(smallCatalogue.hours, 'Asia/Shanghai', MORNING + hours(12))).toEqual([])
  })

  it('G6 precedence waits for its ground and an appointment for its time; the ticket’s own name is made here', () => {
    const [service] = services
    if (!service) throw new Error('The small hall has services.')
    expect(issueOf({ service, class: 'priority' })).toBeUndefined()
    expect(issueOf({ service, class: 'appointment' })).toBeUndefined()
    expect(issueOf({ service, class: 'priority', ground: 'elderly' })).toMatchObject({
      type: 'IssueTicket',
      service: 'A-01',
      class: 'priority',
      ground: 'elderly',
      ticket: expect.stringMatching(/^[0-9a-f]{32}$/),
    })
    expect(issueOf({ service, class: 'ordinary', ground: 'elderly', slot: 5 })).not.toHaveProperty('ground')
  })
})

describe('alarms at the guide desk', () => {
  const printer = (id: string, state: PrinterRow['state']): PrinterRow => ({
    id,
    name: id,
    state,
    waiting: 0,
    printed: 0,
    failed: 0,
  })
  const alarmsIn = (story: ReturnType<typeof given>, printers: readonly PrinterRow[] = []) =>
    alarmsOf({ ...guideView(story.past.hall), printers }, story.past.now).map((alarm) =>
      alarm.kind === 'printer'
        ? `${alarm.level} ${alarm.printer.id}`
        : `${alarm.level} ${alarm.kind} ${alarm.theme.id} ${alarm.minutes}`,
    )

  it('G5 a quiet hall has none, and printers that are ready or not asked yet are no alarm', () => {
    expect(alarmsIn(given(opened()), [printer('p1', 'ready'), printer('p2', 'unasked')])).toEqual([])
  })

  it('G5 low paper is amber, a printer that cannot print is red and first', () => {
    const printers = [printer('p1', 'near-end'), printer('p2', 'paper-out'), printer('p3', 'unreachable')]
    expect(alarmsIn(given(opened()), printers)).toEqual(['red p2', 'red p3', 'amber p1'])
  })

  it('G5 a long wait is amber and then red; somebody who waits where no window is open is red at once', () => {
    const story = (ms: number) => given(opened(), windowOpened('1'), taken('t1', 'A-01'), later(ms))
    expect(alarmsIn(story(minutes(9)))).toEqual([])
    expect(alarmsIn(story(minutes(10)))).toEqual(['amber wait A 10'])
    expect(alarmsIn(story(minutes(15)))).toEqual(['red wait A 15'])
    expect(alarmsIn(given(opened(), windowOpened('1'), taken('t1', 'C-01')))).toEqual(['red no-counter C 0'])
  })
})

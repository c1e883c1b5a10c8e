import { describe, expect, it } from 'vitest'
import { servicesAt, serviceThere, transferOf } from '../../counter/window-destination.ts'
import { allPresent, materialsOf, type Ticks, ticksFrom, turned, uncheckedOf } from '../../counter/window-ticks.ts'
import { inMinutes, todayAt } from '../../counter/window-times.ts'
import type { Catalogue, Material } from '../../hall/catalogue.ts'
import type { CommandOf } from '../../hall/commands.ts'
import { staffAt } from '../kit/actors.ts'
import { MORNING, minutes } from '../kit/hand-clock.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'
import { calledNext, given, opened, taken, windowOpened } from '../kit/story.ts'

const material = (name: string, condition?: string): Material => ({
  name,
  copies: 1,
  form: 'original',
  basis: '示例',
  ...(condition === undefined ? {} : { condition }),
})
const LIST = [material('申请书'), material('身份证'), material('委托书', '委托他人办理时')]
const row = (index: number): Material => LIST[index] ?? material('none')

describe('ticking a checklist', () => {
  it('W9 a digit turns a row from nobody-looked to there, missing and there again; a condition adds not needed', () => {
    const turns = (index: number): unknown[] => {
      let ticks: Ticks = {}
      return [1, 2, 3, 4].map(() => {
        ticks = turned(ticks, row(index))
        return ticks[row(index).name]
      })
    }
    expect(turns(0)).toEqual(['present', 'missing', 'present', 'missing'])
    expect(turns(2)).toEqual(['present', 'missing', 'unneeded', 'present'])
  })

  it('W9 全部齐全 marks every row, except those that were found not to be needed', () => {
    expect(materialsOf(LIST, allPresent(LIST, { 委托书: 'unneeded', 身份证: 'missing' }))).toEqual({
      present: ['申请书', '身份证'],
      missing: [],
    })
  })

  it('W9 what was saved comes back as it was, and rows nobody looked at are counted', () => {
    const ticks: Ticks = { 身份证: 'missing', 申请书: 'present', 委托书: 'unneeded' }
    const saved = materialsOf(LIST, ticks)
    expect(saved).toEqual({ present: ['申请书'], missing: ['身份证'] })
    expect(ticksFrom(LIST, saved)).toEqual(ticks)
    expect(ticksFrom(LIST, undefined)).toEqual({})
    expect(uncheckedOf(LIST, { 申请书: 'present' })).toBe(2)
    expect(uncheckedOf(LIST, ticks)).toBe(0)
  })

  it('W9 what is missing turns the visitor away in one act, with the list on it and no other reason', () => {
    const story = given(opened(), windowOpened('1'), taken('t1', 'A-01'), calledNext('1'))
    const checklist = smallCatalogue.services[0]?.checklist ?? []
    const materials = materialsOf(checklist, { 居民身份证: 'missing' })
    story.when({ type: 'StartServing', counter: '1', ticket: 't1' })
    const decision = story.decides({
      type: 'CompleteTicket',
      counter: '1',
      ticket: 't1',
      outcome: 'supplement',
      materials,
    })
    expect(decision).toMatchObject({
      ok: true,
      events: [{ outcome: 'supplement', materials: { missing: ['居民身份证'] } }],
    })
  })
})

describe('sending somebody on', () => {
  const here = { id: 't1', service: 'A-01' }
  const to = { position: 'keep', comeBack: false, note: '' } as const
  const backed: Catalogue = smallCatalogue
  const story = () =>
    given(opened(backed), windowOpened('1'), windowOpened('2'), windowOpened('4'), taken('t1', 'A-01'), calledNext('1'))
  const must = (command: CommandOf<'TransferTicket'> | undefined): CommandOf<'TransferTicket'> => {
    if (!command) throw new Error('This transfer should be possible.')
    return command
  }

  it('W13 there is nothing to send before there is somewhere to go, nor where nothing would change', () => {
    expect(transferOf(here, to, 'load', MORNING)).toBeUndefined()
    expect(transferOf(here, { ...to, service: 'A-01' }, 'load', MORNING)).toBeUndefined()
    expect(story().decides({ type: 'TransferTicket', ticket: 't1', service: 'A-01', reason: 'load' }).ok).toBe(false)
  })

  it.each([
    ['a service', { ...to, service: 'B-01' }, { service: 'B-01' }],
    ['a window', { ...to, service: 'A-01', counter: '2' }, { bound: { counter: '2' } }],
    ['a person', { ...to, service: 'A-01', staff: 'w2' }, { bound: { staff: 'w2' } }],
    ['the front', { ...to, service: 'A-02', position: 'front' }, { front: true }],
    ['the same queue, later', { ...to, service: 'A-01', position: 10 }, { until: MORNING + minutes(10) }],
    ['another window, and back', { ...to, service: 'C-01', counter: '4', comeBack: true }, { comeBack: true }],
    ['a service, with a note', { ...to, service: 'B-01', note: ' 先验资 ' }, { note: '先验资' }],
  ] as const)('W13 to %s: the command says it and the hall does it', (_, destination, part) => {
    const command = must(transferOf(here, destination, 'expert', MORNING))
    expect(command).toMatchObject({ ticket: 't1', reason: 'expert', ...part })
    const now = story()
    const timed = typeof destination.position === 'number' ? { ...command, until: now.past.now + minutes(10) } : command
    expect(now.decides(timed, staffAt('1')).ok).toBe(true)
  })

  it('W13 a window is offered only what its list lets it take, the present matter first', () => {
    expect(servicesAt(smallCatalogue, '4').map(({ id }) => id)).toEqual(['A-01', 'C-01'])
    expect(serviceThere(smallCatalogue, '4', 'C-01')).toBe('C-01')
    expect(serviceThere(smallCatalogue, '4', 'A-02')).toBe('A-01')
    expect(serviceThere(smallCatalogue, 'desk', 'A-01')).toBeUndefined()
  })
})

describe('times a clerk gives', () => {
  const zone = 'Asia/Shanghai'
  const noon = Date.UTC(2026, 10, 23, 4, 0, 30)

  it('W10 back at a time of today in the hall’s own zone, to the minute; a time that is past is none', () => {
    expect(todayAt('12:30', noon, zone)).toBe(Date.UTC(2026, 10, 23, 4, 30))
    for (const text of ['12:00', '11:59', '', '1230']) expect(todayAt(text, noon, zone)).toBeUndefined()
  })

  it('W10 back in so many minutes is that many from now', () => {
    expect(inMinutes(noon, 20)).toBe(noon + minutes(20))
  })
})

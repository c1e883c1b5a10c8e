/** 为什么叫这个号: what the sentences say, rule by rule. */
import { describe, expect, it } from 'vitest'
import type { WorkProfile } from '../../hall/profile.ts'
import { manager } from '../kit/actors.ts'
import { minutes } from '../kit/hand-clock.ts'
import { withRules } from '../kit/small-catalogue.ts'
import { calledNext, given, later, missed, opened, parked, started, taken, told, windowOpened } from '../kit/story.ts'
import { lastOf, withProfile } from './explained-calls.ts'

const elderly = { class: 'priority', ground: 'elderly' } as const
const quick = { limit: 1, gapSeconds: 0 }

/** Two themes by the longest wait. */
const mixed: WorkProfile = { id: 'mixed', name: '综合', own: ['A'], help: ['B'], order: 'longest', helpWhen: [] }

describe('why this number', () => {
  it('Q10 an ordinary number is first by its wait alone, and nobody before it waits on', () => {
    const { past } = given(opened(), windowOpened('1'), taken('a', 'A-01'), later(minutes(12)), calledNext('1'))
    const { zh, en, ground } = lastOf(past)
    expect(zh).toBe('A001 在1号窗口主办的号里排第一：等了 12 分钟。其中没有比它先到的。')
    expect(en).toBe("A001 is first of window 1's own: waited 12 min. Nobody among them came earlier.")
    expect(ground).toBe('none')
  })

  it('Q10 precedence says its minutes, its score, and those of whom it went before', () => {
    const { past } = given(
      opened(),
      windowOpened('1'),
      taken('a', 'A-01'),
      later(minutes(10)),
      taken('vip', 'A-02', elderly),
      later(minutes(2)),
      calledNext('1'),
    )
    const { zh, ground, whom } = lastOf(past)
    expect(zh).toBe(
      'VA002 在1号窗口主办的号里排第一：等了 2 分钟，优先号另加 15 分钟，按 17 分钟排。它先于 1 位先到的人：A001（早到 10 分钟，按 12 分钟排）。',
    )
    expect(ground).toBe('class')
    expect(whom.map(({ boundMs, beyond }) => [boundMs, beyond])).toEqual([[minutes(15), false]])
  })

  it('Q10 help, strict precedence, a slot and a return each say what they are', () => {
    const help = given(opened(), windowOpened('2'), taken('b', 'B-01'), calledNext('2'))
    expect(lastOf(help.past).zh).toMatch(/^2号窗口主办的没有人等，协助【经营许可】，B001 排第一/)

    const strict = given(
      opened(withRules({ creditMinutes: { ordinary: 0, priority: 1_440, appointment: 10 } })),
      windowOpened('1'),
      taken('a', 'A-01'),
      later(minutes(50)),
      taken('vip', 'A-01', elderly),
      calledNext('1'),
    )
    const said = lastOf(strict.past)
    expect(said.zh).toContain('优先号先于其他人')
    expect(said.ground).toBe('strict')
    expect(said.whom[0]).toMatchObject({ boundMs: null, beyond: false })

    const early = given(
      opened(withRules({ creditMinutes: { ordinary: 0, priority: 0, appointment: 1_440 } })),
      windowOpened('1'),
    )
    const later20 = early.past.now + minutes(20)
    told({ type: 'IssueTicket', ticket: 'y', service: 'A-01', class: 'appointment', slot: later20 })(early.past)
    calledNext('1')(early.past)
    // Before its slot it has no strict precedence yet, and so none is claimed.
    expect(lastOf(early.past).zh).not.toContain('先于其他人')
    expect(lastOf(early.past).called.strict).toBe(false)
    expect(lastOf(early.past).zh).toContain('约定 09:20，还有 20 分钟')

    const slot = given(opened(), windowOpened('1'))
    told({ type: 'IssueTicket', ticket: 'y', service: 'A-01', class: 'appointment', slot: slot.past.now + minutes(5) })(
      slot.past,
    )
    later(minutes(8))(slot.past)
    calledNext('1')(slot.past)
    expect(lastOf(slot.past).zh).toContain('从约定的 09:05 起等了 3 分钟，预约号另加 10 分钟，按 13 分钟排')

    const back = given(
      opened(withRules({ calls: quick })),
      windowOpened('1'),
      taken('a', 'A-01'),
      calledNext('1'),
      taken('b', 'A-01'),
      taken('c', 'A-01'),
      missed('1'),
      told({ type: 'ReturnTicket', ticket: 'a' }),
      calledNext('1'),
    )
    const after = lastOf(back.past)
    expect(after.called.number).toBe('A002')
    expect(after.ground).toBe('returned')
    expect(after.whom.map(({ number, moved, beyond }) => [number, moved, beyond])).toEqual([
      ['A001', 'returned', false],
    ])
  })

  it('Q10 among strict ones no minutes of precedence are told, and the ground is the return', () => {
    const { past } = given(
      opened(withRules({ calls: quick, creditMinutes: { ordinary: 0, priority: 1_440, appointment: 10 } })),
      windowOpened('1'),
      taken('a', 'A-01', elderly),
      calledNext('1'),
      taken('b', 'A-01', elderly),
      taken('c', 'A-01'),
      missed('1'),
      told({ type: 'ReturnTicket', ticket: 'a' }),
      calledNext('1'),
    )
    const { zh, ground } = lastOf(past)
    expect(ground).toBe('returned')
    expect(zh).toMatch(/优先号先于其他人。它先于 1 位先到的人：VA001（早到不到 1 分钟）。$/)
  })

  it('Q10 a choice by hand says its reason, and that it went beyond what precedence allows', () => {
    const { past } = given(
      opened(),
      windowOpened('1'),
      taken('a', 'A-01'),
      later(minutes(20)),
      taken('b', 'A-01'),
      told({ type: 'CallTicket', counter: '1', ticket: 'b', reason: '赶火车' }),
    )
    const { zh, ground, whom } = lastOf(past)
    expect(zh).toBe('窗口人员挑选了 A002，理由：赶火车。它先于 1 位先到的人：A001（早到 20 分钟）。')
    expect(ground).toBe('chosen')
    expect(whom[0]?.beyond).toBe(true)
  })

  it('Q10 a transfer to the front is told as what it is, and that it went beyond the bound', () => {
    const { past } = given(
      opened(),
      windowOpened('1'),
      taken('a', 'A-01'),
      later(minutes(20)),
      taken('b', 'A-02'),
      told({ type: 'TransferTicket', ticket: 'b', service: 'A-01', reason: 'wrong-service', front: true }),
      calledNext('1'),
    )
    const { zh, ground, whom } = lastOf(past)
    expect(zh).toMatch(/^A002 在1号窗口主办的号里排第一：经转办排到最前。/)
    expect(ground).toBe('fronted')
    expect(whom[0]?.beyond).toBe(true)
  })

  it('Q10 three of those it went before are named, the rest counted, and one that missed its call is not the ground', () => {
    const { past } = given(
      opened(withRules({ calls: quick })),
      windowOpened('1'),
      taken('z', 'A-01'),
      calledNext('1'),
      ...['a', 'b', 'c'].map((name) => taken(name, 'A-01')),
      missed('1'),
      told({ type: 'ReturnTicket', ticket: 'z' }),
      taken('vip', 'A-01', elderly),
      calledNext('1'),
    )
    const { zh, ground, overtook, whom } = lastOf(past)
    expect(overtook).toBe(4)
    expect(whom.map(({ moved }) => moved)).toEqual(['returned', undefined, undefined, undefined])
    expect(zh).toMatch(/它先于 4 位先到的人：A001（[^）]+）、A002（[^）]+）、A003（[^）]+）等。$/)
    expect(ground).toBe('class')
  })

  it('Q10 what was put aside goes on, and who was served without a call says so', () => {
    const { past } = given(
      opened(),
      windowOpened('1'),
      taken('a', 'A-01'),
      calledNext('1'),
      started('1'),
      parked('1'),
      told({ type: 'CallTicket', counter: '1', ticket: 'a' }),
    )
    expect(lastOf(past).zh).toMatch(/^A001 先前叫过，挂起后接着办。/)
    const direct = given(
      opened(),
      windowOpened('1'),
      told({ type: 'ServeDirectly', counter: '1', ticket: 'd', service: 'A-01', reason: '行动不便' }),
    )
    expect(lastOf(direct.past).zh).toMatch(/^没有排队叫号，直接办理，理由：行动不便。/)
  })

  it('Q10 a profile is named, the longest wait over all of it, and relief before the window’s own', () => {
    const longest = withProfile(
      { id: 'all', name: '综合', own: ['A'], help: ['B'], order: 'longest', helpWhen: [] },
      '2',
    )
    const { past } = given(opened(longest), windowOpened('2'), taken('b', 'B-01'), taken('a', 'A-01'), calledNext('2'))
    expect(lastOf(past).zh).toMatch(/^按方案【综合】，2号窗口按等候先后叫号，B001 排第一/)

    const rule = { theme: 'B', overWaiting: 9, whenIdle: false, first: true, untilWaiting: 0 }
    const tide = given(
      opened(withProfile({ ...mixed, id: 'tide', name: '潮汐', order: 'own-first', helpWhen: [rule] }, '2')),
      windowOpened('2'),
      taken('a', 'A-01'),
      later(minutes(3)),
      taken('b', 'B-01'),
      told({ type: 'SwitchHelp', counter: '2', theme: 'B', on: true, reason: '等候的人多' }, manager),
      calledNext('2'),
    )
    const said = lastOf(tide.past)
    expect(said.zh).toMatch(/^按方案【潮汐】，【经营许可】等候多，2号窗口正在帮忙，B001 排第一/)
    expect(said.ground).toBe('relief')
    expect(said.whom.map(({ number }) => number)).toEqual(['A001'])
  })

  it('Q10 a number from before the rules changed says so, and not that it missed a call', () => {
    const { past } = given(
      opened(),
      windowOpened('1'),
      taken('vip', 'A-01', elderly),
      told({
        type: 'PublishCatalogue',
        catalogue: withRules({ creditMinutes: { ordinary: 0, priority: 5, appointment: 10 } }),
      }),
      calledNext('1'),
    )
    const { called, zh } = lastOf(past)
    expect(called.moved).toBe('earlier-rules')
    expect(zh).toContain('取号时规则不同')
  })
})

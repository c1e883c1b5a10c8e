/** The verifier says yes to a good ledger, and names each planted fault by its rule: a check that cannot fail checks nothing. */
import { describe, expect, it } from 'vitest'
import type { Recorded } from '../../hall/events.ts'
import { RULE_NAMES, type RuleId, verify, verifying } from '../../hall/verify.ts'
import { guide, staffAt } from '../kit/actors.ts'
import { withRules } from '../kit/small-catalogue.ts'
import { calledNext, given, opened, taken, told, windowOpened } from '../kit/story.ts'
import { eventTypesInSource } from '../kit/words.ts'
import { FAULTS, type Fault } from './verify-faults.ts'
import { RICH_FAULTS } from './verify-rich-faults.ts'
import { rich } from './verify-rich-story.ts'
import { at, changed, eventAt, find, good } from './verify-story.ts'

const ALL_FAULTS = Object.fromEntries(
  (Object.keys(RULE_NAMES) as RuleId[]).map((rule): [RuleId, readonly Fault[]] => [
    rule,
    [...(FAULTS[rule] ?? []), ...(RICH_FAULTS[rule] ?? [])],
  ]),
)

/** Runs a generator to its end. */
const finished = <T>(work: Generator<unknown, T>): T => {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

describe('verify', () => {
  it('I9 says yes to two days in which everything happened, with figures', () => {
    expect([...new Set([...good, ...rich].map(({ event }) => event.type))].sort()).toEqual(eventTypesInSource())
    expect(verify(good, 'small')).toEqual({ ok: true, events: good.length, days: 2, tickets: 9 })
    expect(verify(rich, 'small')).toEqual({ ok: true, events: rich.length, days: 2, tickets: 14 })
  })

  it('I11 and to every beginning of it', () => {
    for (const story of [good, rich])
      for (let count = 0; count <= story.length; count += 1)
        expect(verify(story.slice(0, count), 'small').ok).toBe(true)
  })

  it('I4 Q3 a ledger in which calls do not name whom they passed over, as before version 0.5, is as good', () => {
    for (const story of [good, rich]) {
      const older = story.map((each): Recorded => {
        if (each.event.type !== 'TicketCalled') return each
        const { whom: _named, ...why } = each.event.why
        return { ...each, event: { ...each.event, why } }
      })
      expect(older).not.toEqual(story)
      expect(verify(older, 'small')).toMatchObject({ ok: true })
    }
  })

  it('I4 Q3 what was counted before version 0.5, after the credits had changed, is not held against the call', () => {
    const { events } = given(
      opened(),
      windowOpened('1'),
      taken('a', 'A-01'),
      taken('vip', 'A-01', { class: 'priority', ground: 'elderly' }),
      told({
        type: 'PublishCatalogue',
        catalogue: withRules({ creditMinutes: { ordinary: 0, priority: 20, appointment: 10 } }),
      }),
      calledNext('1'),
    ).past
    const counting = (change: { overtook: number; whom?: readonly string[] }): Recorded[] =>
      events.map((each): Recorded => {
        if (each.event.type !== 'TicketCalled') return each
        const { whom: _named, ...why } = each.event.why
        return { ...each, event: { ...each.event, why: { ...why, ...change } } }
      })
    expect(verify(counting({ overtook: 0 }), 'small')).toMatchObject({ ok: true })
    expect(verify(counting({ overtook: 1, whom: ['a'] }), 'small')).toMatchObject({ ok: true })
    expect(verify(counting({ overtook: 2, whom: ['a', 'b'] }), 'small')).toMatchObject({ ok: false })
  })

  it('I12 every rule has a planted fault', () => {
    expect(Object.keys(ALL_FAULTS).sort()).toEqual(Object.keys(RULE_NAMES).sort())
    for (const faults of Object.values(ALL_FAULTS)) expect(faults.length).toBeGreaterThan(0)
  })

  for (const [rule, faults] of Object.entries(ALL_FAULTS)) {
    for (const { name, events, position, also = [], apply } of faults) {
      it(`${rule} names ${name}`, () => {
        const verdict = verify(events, 'small', apply)
        const findings = verdict.ok ? [] : verdict.findings
        expect(findings.map((finding) => finding.rule).sort()).toEqual([rule, ...also].sort())
        const finding = findings.find((other) => other.rule === rule)
        expect(finding?.position).toBe(position)
        expect(finding?.zh).toMatch(/[\u4e00-\u9fff]/)
        expect(finding?.sentence).toMatch(/^\S.*\.$/)
      })
    }
  }

  it('I6 goes on after an event that cannot be applied, and starts anew with the next day', () => {
    const broken = good.map((each) => {
      if (each.position === at('TicketCancelled'))
        return { ...each, actor: guide, event: { type: 'TicketCancelled', ticket: 'nobody', reason: '?' } as const }
      if (each.position === at('TicketIssued', 'miss', 1))
        return { ...each, event: { ...eventAt('TicketIssued', 'miss', 1), number: 5 } }
      if (each.position === at('TicketCalled', 'miss', 1)) return { ...each, actor: staffAt('1') }
      return each
    })
    const verdict = verify(broken, 'small')
    expect(verdict.ok ? [] : verdict.findings.map(({ rule, position }) => [rule, position])).toEqual([
      ['I9', at('TicketCancelled')],
      ['I6', at('TicketIssued', 'miss', 1)],
      ['I14', at('TicketCalled', 'miss', 1)],
    ])
  })

  it('I17 leaves alone what only looks like a number of a person, and never repeats one in full', () => {
    const saying = (reason: string) => {
      const verdict = verify(
        changed(at('TicketCancelled'), { event: { ...eventAt('TicketCancelled'), reason } }),
        'small',
      )
      return verdict.ok ? undefined : verdict.findings[0]
    }
    for (const harmless of [
      '110101199003078030',
      '案卷 202603021234567',
      '0753-7887123',
      '12800138000',
      '1380013800',
      '911010119900307803X',
    ])
      expect(saying(harmless), harmless).toBeUndefined()
    expect(saying('11010119900307803X')?.sentence).toBe(
      'The reason of TicketCancelled holds the number 1*************803X in full.',
    )
    expect(saying('13800138000')?.sentence).toContain('138****8000')
  })

  it('I12 Z2 a day that is looked at alone is judged by itself: days before it are unknown, not broken', () => {
    const opening = find('HallOpened', undefined, 1)
    const today = good.slice(opening.position - 1)
    const drain = (events: readonly Recorded[]) => finished(verifying(events, 'small', { after: opening.position - 1 }))
    expect(drain(today)).toEqual({ ok: true, events: today.length, days: 1, tickets: 1 })
    expect(drain(today.slice(1))).toMatchObject({
      ok: false,
      findings: [{ rule: 'I12', position: opening.position + 1 }],
    })
    const rated = rich.findLast(({ event }) => event.type === 'HallOpened')?.position ?? 0
    expect(rich.slice(rated).some(({ event }) => event.type === 'VisitRated' && event.day !== undefined)).toBe(true)
    expect(finished(verifying(rich.slice(rated - 1), 'small', { after: rated - 1 }))).toMatchObject({ ok: true })
    const twice = today.map((each) =>
      each.event.type === 'TicketIssued' ? { ...each, event: { ...each.event, number: 2 } } : each,
    )
    expect(drain(twice)).toMatchObject({
      ok: false,
      findings: [{ rule: 'I6', position: at('TicketIssued', 'miss', 1) }],
    })
  })

  it('I9 names the first counter-example of a rule, not every one', () => {
    const twice = good.map((each) =>
      each.event.type === 'TicketIssued' ? { ...each, event: { ...each.event, number: 9 } } : each,
    )
    const verdict = verify(twice, 'small')
    const six = verdict.ok ? [] : verdict.findings.filter(({ rule }) => rule === 'I6')
    expect(six).toHaveLength(1)
    expect(six[0]?.position).toBe(at('TicketIssued', 'miss'))
  })
})

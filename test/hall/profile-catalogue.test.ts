/** What must be put right of work profiles, plans and the order before a catalogue is published (Q8, Q11–Q14). */
import { describe, expect, it } from 'vitest'
import type { Catalogue, Counter, Rules } from '../../hall/catalogue.ts'
import { adviseCatalogue, checkCatalogue, type ProblemCode } from '../../hall/catalogue-check.ts'
import type { HelpRule, WorkProfile } from '../../hall/profile.ts'
import { smallCatalogue, withRules } from '../kit/small-catalogue.ts'

type Planted = readonly [fault: string, catalogue: Catalogue, code: ProblemCode, where: string]

const sees = (rule: string, faults: readonly Planted[]) =>
  describe(rule, () => {
    for (const [fault, catalogue, code, where] of faults) {
      it(`${rule} ${fault}`, () => {
        const problems = checkCatalogue(catalogue)
        expect(problems).toContainEqual(expect.objectContaining({ code, where }))
        for (const { zh, en } of problems) {
          expect(zh).toMatch(/\p{Script=Han}/u)
          expect(en).toMatch(/^["A-Z].*\.$/s)
        }
      })
    }
  })

const counter: Counter = { id: '1', name: '1', zone: 'z1', role: 'comprehensive', own: ['A'], help: [] }
const { creditMinutes } = smallCatalogue.rules
/** The small hall with two themes of its three. */
const twoThemes: Catalogue = {
  ...smallCatalogue,
  themes: smallCatalogue.themes.slice(0, 2),
  services: smallCatalogue.services.filter(({ theme }) => theme !== 'C'),
}

const calm: WorkProfile = { id: 'calm', name: '平时', own: ['A'], help: [], order: 'own-first', helpWhen: [] }
const flood: HelpRule = { theme: 'B', overWaiting: 5, whenIdle: false, first: true, untilWaiting: 2 }
/** Two windows for each of two themes, the first of which follows a profile. */
const followed = (profile: Partial<WorkProfile>, window: Partial<Counter> = { profile: 'calm' }): Catalogue => ({
  ...twoThemes,
  profiles: [{ ...calm, ...profile }],
  counters: [
    { ...counter, help: ['B'], ...window },
    { ...counter, id: '2', name: '2', own: ['A', 'B'] },
  ],
})
const helping = (change: Partial<HelpRule>): Catalogue => followed({ helpWhen: [{ ...flood, ...change }] })
const { overWaiting: _none, ...unthresholded } = flood

it('Q11 a window may follow a profile that narrows its list and helps beyond its own', () => {
  expect(checkCatalogue(followed({ helpWhen: [flood] }))).toEqual([])
  expect(checkCatalogue(followed({}, { plan: [{ from: '08:30', profile: 'calm' }] }))).toEqual([])
})

sees('Q11', [
  ['a profile has an id of its own', { ...smallCatalogue, profiles: [calm, calm] }, 'duplicate-id', 'profiles/calm'],
  ['and a name', followed({ name: ' ' }), 'empty-text', 'profiles/calm'],
  ['a profile names themes that exist', followed({ help: ['X'] }), 'unknown-theme', 'profiles/calm'],
  ['and each once', followed({ help: ['A'] }), 'own-and-help', 'profiles/calm'],
  ['and takes something', followed({ own: [] }), 'profile-empty', 'profiles/calm'],
  ['it names services that exist', followed({ services: ['A-99'] }), 'unknown-service', 'profiles/calm/services'],
  ['of its themes', followed({ services: ['B-01'] }), 'service-outside-counter', 'profiles/calm/services'],
  [
    'a window follows a profile that exists',
    followed({}, { profile: 'none' }),
    'unknown-profile',
    'counters/1/profile',
  ],
  [
    'by the hour too',
    followed({}, { plan: [{ from: '10:00', profile: 'none' }] }),
    'unknown-profile',
    'counters/1/profile',
  ],
  [
    'and no further than its list',
    followed({}, { own: ['B'], help: [], profile: 'calm' }),
    'profile-outside-list',
    'counters/1/profile',
  ],
  [
    'nor does help',
    {
      ...helping({}),
      counters: [
        { ...counter, profile: 'calm' },
        { ...counter, id: '2', name: '2', own: ['A', 'B'] },
      ],
    },
    'profile-outside-list',
    'counters/1/profile',
  ],
])

sees('Q13', [
  [
    'help begins somewhere',
    followed({ helpWhen: [unthresholded] }),
    'help-without-threshold',
    'profiles/calm/helpWhen/1',
  ],
  ['and ends below where it begins', helping({ untilWaiting: 5 }), 'help-flickers', 'profiles/calm/helpWhen/1'],
  ['its minutes are whole', helping({ overMinutes: 0.5 }), 'rule-out-of-range', 'profiles/calm/helpWhen/1'],
  ['its numbers are not below nothing', helping({ untilWaiting: -1 }), 'rule-out-of-range', 'profiles/calm/helpWhen/1'],
  ['a theme has one rule', followed({ helpWhen: [flood, flood] }), 'help-repeated', 'profiles/calm/helpWhen/2'],
])

const from = (...hours: readonly string[]) => ({ plan: hours.map((hour) => ({ from: hour, profile: 'calm' })) })
sees('Q14', [
  ['the plan goes with the clock', followed({}, from('10:00', '09:00')), 'plan-order', 'counters/1/plan'],
  ['each time once', followed({}, from('10:00', '10:00')), 'plan-order', 'counters/1/plan'],
  ['written as clocks are', followed({}, from('24:00')), 'plan-order', 'counters/1/plan'],
  [
    'breaks end after they begin',
    followed({}, { breaks: [{ from: '13:00', to: '12:00' }] }),
    'plan-order',
    'counters/1/breaks',
  ],
  [
    'and do not overlap',
    followed(
      {},
      {
        breaks: [
          { from: '10:00', to: '12:00' },
          { from: '11:00', to: '13:00' },
        ],
      },
    ),
    'plan-order',
    'counters/1/breaks',
  ],
])

const alone = (profile: Partial<WorkProfile>, window: Partial<Counter> = { profile: 'calm' }): Catalogue => {
  const { counters, ...rest } = followed(profile, { own: ['A', 'B'], ...window })
  return { ...rest, counters: counters.slice(0, 1).map(({ help: _help, ...only }) => ({ ...only, help: [] })) }
}
it('Q12 by the longest wait everything a window takes has the first place', () => {
  expect(checkCatalogue(alone({ help: ['B'], order: 'longest' }))).toEqual([])
})
sees('Q12', [
  ['a theme that is only helped might wait for ever', alone({ help: ['B'] }), 'service-left', 'services/B-01'],
  ['so might one that no profile names', alone({}), 'service-left', 'services/B-01'],
  ['from some hour on too', alone({}, { plan: [{ from: '14:00', profile: 'calm' }] }), 'service-left', 'services/B-01'],
  [
    'and one whose only window may help another first',
    alone({ own: ['A', 'B'], helpWhen: [{ ...flood, theme: 'B' }] }),
    'service-left',
    'services/A-01',
  ],
])

it('Q12 the hour from which a service is left is named', () => {
  const [left] = checkCatalogue(alone({}, { plan: [{ from: '14:00', profile: 'calm' }] }))
  expect(left?.zh).toMatch(/^14:00 起，没有窗口先叫本事项/)
})

it('Q8 a credit is at most four hours, or a whole day', () => {
  const credit = (priority: number) => checkCatalogue(withRules({ creditMinutes: { ...creditMinutes, priority } }))
  expect([240, 1_440].flatMap(credit)).toEqual([])
  for (const minutes of [241, 1_439, 1_441, 0.5]) expect(credit(minutes)).toHaveLength(1)
})

it('Q12 nobody’s waiting counts for nothing, or for so much that no other’s does', () => {
  const rate = (ordinary: number) => checkCatalogue(withRules({ rate: { ordinary, priority: 1, appointment: 1 } }))
  expect([0.1, 1, 10].flatMap(rate)).toEqual([])
  for (const wrong of [0, 0.09, 10.1, Number.NaN])
    expect(rate(wrong).map(({ code }) => code)).toEqual(['rule-out-of-range'])
})

it('Q1 Q8 an order that moves, or is strict, is advised of', () => {
  const codes = (change: Partial<Rules>) =>
    adviseCatalogue(withRules(change)).flatMap(({ code }) => (code.includes('order') ? [code] : []))
  expect(codes({})).toEqual([])
  expect(codes({ rate: { ordinary: 2, priority: 2, appointment: 2 } })).toEqual([])
  expect(codes({ rate: { ordinary: 1, priority: 2, appointment: 1 } })).toEqual(['order-moves'])
  expect(codes({ creditMinutes: { ordinary: 0, priority: 1_440, appointment: 30 } })).toEqual(['strict-order'])
})

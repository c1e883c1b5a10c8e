/** The page of the order: sentences written and read, edits that lose nothing, problems at their sentence, warnings, the file. */
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { language } from '../../client/language.ts'
import { csvOf } from '../../counter/order-csv.ts'
import {
  addedHelp,
  addedProfile,
  droppedHelp,
  droppedProfile,
  isMine,
  isStrict,
  measuredBy,
  nextTime,
  numberIn,
  type Order,
  problemsAt,
  textOf,
  withCredit,
  withHelp,
  withRate,
  withTheme,
  withWindow,
} from '../../counter/order-state.ts'
import { orderWarnings } from '../../counter/order-warnings.ts'
import type { CatalogueProblem } from '../../hall/catalogue-problem.ts'
import type { PassedOver } from '../../hall/explain.ts'
import type { Overtaking } from '../../hall/overtaking.ts'
import type { HelpRule, WorkProfile } from '../../hall/profile.ts'
import {
  HELP_GAPS,
  HELP_SENTENCES,
  helpSentence,
  measureOf,
  orderSentences,
  partsOf,
  profileSentence,
} from '../../hall/profile-sentence.ts'
import type { Fairness } from '../../hall/views/fairness.ts'
import { minutes } from '../kit/hand-clock.ts'

const NAMES: Readonly<Record<string, string>> = { A: '社保', B: '医保' }
const nameOf = (theme: string): string => NAMES[theme] ?? theme

const rule: HelpRule = { theme: 'A', overMinutes: 15, whenIdle: true, first: true, untilWaiting: 5 }
const profile: WorkProfile = { id: 'p', name: '潮汐', own: ['A'], help: ['B'], order: 'own-first', helpWhen: [rule] }
const order: Order = {
  rules: { creditMinutes: { ordinary: 0, priority: 30, appointment: 30 } },
  profiles: [profile],
  counters: [
    { id: '1', profile: 'p', plan: [{ from: '12:00', profile: 'p' }], breaks: [{ from: '12:00', to: '12:30' }] },
    { id: '2' },
  ],
}

afterEach(() => {
  language.value = 'zh'
})

describe('rules as sentences', () => {
  it('Q15 a help rule reads as one sentence, with the thresholds it has', () => {
    expect(helpSentence(rule, nameOf)[0]).toBe(
      '当【社保】等候超过 15 分钟且本窗口主办的没有人等时，先叫它，降到 5 人恢复。',
    )
    const { overMinutes: _minutes, ...byNumber } = { ...rule, overWaiting: 8, whenIdle: false, first: false }
    expect(helpSentence(byNumber, nameOf)[0]).toBe('当【社保】等候人数超过 8 人时，主办的叫完就叫它，降到 5 人恢复。')
    expect(helpSentence({ ...rule, overWaiting: 8 }, nameOf)[0]).toContain('等候超过 15 分钟或超过 8 人')
  })

  it('Q15 a profile reads as what it takes and in which order', () => {
    expect(profileSentence(profile, nameOf)[0]).toBe('主办【社保】，协助【医保】，主办的没有人等才协助。')
    expect(profileSentence({ ...profile, order: 'longest' }, nameOf)[0]).toBe(
      '主办【社保】，协助【医保】，谁等得久先叫谁。',
    )
    expect(profileSentence({ ...profile, help: [] }, nameOf)[0]).toBe('主办【社保】，按先后叫。')
    expect(profileSentence({ ...profile, own: [] }, nameOf)[0]).toBe('只协助【医保】，按先后叫。')
    expect(profileSentence({ ...profile, services: ['A-01'] }, nameOf)[0]).toContain('只限 1 个事项')
  })

  it('Q15 the page draws every gap of a sentence once, and no other text than the sentence has', () => {
    for (const [measure, said] of Object.entries(HELP_SENTENCES))
      for (const sentence of said) {
        const parts = partsOf(sentence, HELP_GAPS)
        expect(parts.map((part) => ('gap' in part ? `{${part.gap}}` : part.text)).join('')).toBe(sentence)
        const gaps = parts.flatMap((part) => ('gap' in part ? [part.gap] : []))
        expect(new Set(gaps).size).toBe(gaps.length)
        expect(gaps.includes('overMinutes')).toBe(measure !== 'waiting')
        expect(gaps.includes('overWaiting')).toBe(measure !== 'minutes')
      }
  })

  it('Q15 whatever rule is made in the fields, its sentence says every number of it', () => {
    const count = fc.integer({ min: 0, max: 999 })
    fc.assert(
      fc.property(
        count,
        count,
        count,
        fc.boolean(),
        fc.boolean(),
        fc.constantFrom('minutes', 'waiting', 'either'),
        (overMinutes, overWaiting, untilWaiting, whenIdle, first, measure) => {
          const made = measuredBy(
            { ...rule, overMinutes, overWaiting, untilWaiting, whenIdle, first },
            measure as 'either',
          )
          expect(measureOf(made)).toBe(measure)
          const numbers = (helpSentence(made, nameOf)[0].match(/\d+/g) ?? []).map(Number)
          const wanted = [made.overMinutes, made.overWaiting, untilWaiting].filter((one) => one !== undefined)
          expect(numbers).toEqual(wanted)
        },
      ),
    )
  })

  it('Q8 Q15 credits read as what they promise: a bound, strict precedence, or nothing', () => {
    const said = orderSentences({ creditMinutes: { ordinary: 0, priority: 1_440, appointment: 30 } })
    expect(said.map(([zh]) => zh)).toEqual([
      '优先号从可以叫起先于所有普通号。',
      '预约号最多先于比它早到 30 分钟以内的普通号。',
    ])
    const behind = orderSentences({ creditMinutes: { ordinary: 20, priority: 0, appointment: 20 } })
    expect(behind.map(([zh]) => zh)).toEqual([
      '普通号最多先于比它早到 20 分钟以内的优先号。',
      '预约号与普通号一样，按先后叫。',
    ])
    const last = orderSentences({ creditMinutes: { ordinary: 1_440, priority: 0, appointment: 1_440 } })
    expect(last[0]).toEqual(['普通号先于所有优先号。', 'Ordinary numbers go before every priority number.'])
    const rated = orderSentences({
      creditMinutes: { ordinary: 0, priority: 0, appointment: 0 },
      rate: { ordinary: 1, priority: 2, appointment: 1 },
    })
    expect(rated.map(([zh]) => zh).join('')).toContain('屏上显示的先后可能随时间变化')
    expect(
      orderSentences({ creditMinutes: { ordinary: 0, priority: 0, appointment: 0 } }).every(([zh]) =>
        zh.includes('按先后叫'),
      ),
    ).toBe(true)
  })
})

describe('edits of the draft', () => {
  it('Q15 an empty field is no number, so that the check names it instead of guessing', () => {
    expect(JSON.stringify({ until: numberIn(' ') })).toBe('{"until":null}')
    expect(textOf(numberIn(''))).toBe('')
    expect(textOf(numberIn('15'))).toBe('15')
  })

  it('Q1 equal rates of 1 are left out of the rules, others are written whole', () => {
    const rated = withRate(order, 'priority', 2)
    expect(rated.rules.rate).toEqual({ ordinary: 1, priority: 2, appointment: 1 })
    expect(withRate(rated, 'priority', 1)).toEqual(order)
    expect(isStrict(withCredit(order, 'priority', 1_440), 'priority')).toBe(true)
    expect(isStrict(order, 'priority')).toBe(false)
  })

  it('Q11 a theme is the profile’s own or helped, never both', () => {
    const own = withTheme(profile, 'B', 'own')
    expect([own.own, own.help]).toEqual([['A', 'B'], []])
    expect(withTheme(own, 'B', 'help')).toEqual(profile)
  })

  it('Q15 help rules are added, changed and taken away one by one', () => {
    const two = addedHelp(profile, 'B')
    expect(two.helpWhen).toHaveLength(2)
    const changed = withHelp(two, 1, { ...rule, untilWaiting: 1 })
    expect(changed.helpWhen.map(({ untilWaiting }) => untilWaiting)).toEqual([5, 1])
    expect(droppedHelp(changed, 0).helpWhen.map(({ untilWaiting }) => untilWaiting)).toEqual([1])
  })

  it('Q14 a profile that is deleted is followed by no window afterwards, and nothing else is lost', () => {
    const both = addedProfile(order, '新方案')
    expect(new Set(both.profiles.map(({ id }) => id)).size).toBe(2)
    const left = droppedProfile(both, 0)
    expect(left.profiles.map(({ name }) => name)).toEqual(['新方案'])
    expect(left.counters).toEqual([{ id: '1', breaks: [{ from: '12:00', to: '12:30' }] }, { id: '2' }])
  })

  it('Q14 each further change of a plan is offered an hour later', () => {
    const at = (from: string) => [{ from, profile: 'p' }]
    expect([nextTime([]), nextTime(at('09:30')), nextTime(at('23:15'))]).toEqual(['12:00', '10:00', '23:00'])
  })

  it('Q14 what a window follows is replaced, and what is empty left out', () => {
    expect(withWindow(order, { id: '2', plan: [{ from: '09:00', profile: 'p' }], breaks: [] }).counters[1]).toEqual({
      id: '2',
      plan: [{ from: '09:00', profile: 'p' }],
    })
    expect(withWindow(order, { id: '9' }).counters).toHaveLength(3)
  })

  it('Q15 each problem is shown once: at the help rule, else at its profile, else at the window', () => {
    const at = (where: string): CatalogueProblem => ({ where, code: 'wrong-shape', zh: where, en: where })
    const problems = [at('profiles/p'), at('profiles/p/helpWhen/1/theme'), at('profiles/pp'), at('services/A-01')]
    const wheres = (path: string, except?: readonly string[]) =>
      problemsAt(problems, path, except).map((one) => one.where)
    expect(wheres('profiles/p', ['profiles/p/helpWhen/1'])).toEqual(['profiles/p'])
    expect(wheres('profiles/p/helpWhen/1')).toEqual(['profiles/p/helpWhen/1/theme'])
    expect(
      [
        'profiles/p/own',
        'rules/rate/priority',
        'rules/creditMinutes',
        'counters/1/plan/2',
        'counters/1/own',
        'rules/calls',
        'services/A-01',
      ].map((where) => isMine(at(where))),
    ).toEqual([true, true, true, true, false, false, false])
    expect(isMine({ ...at('services/A-01'), code: 'service-left' })).toBe(true)
  })
})

describe('warnings of the order', () => {
  const calm: Fairness = { precedence: { count: 20, of: 60 }, ordinary: null, breaking: [] }
  const now = 1_000 * minutes(1)

  it('Q18 exactly a third and exactly 45 minutes are no warning yet; one more of either is', () => {
    const ordinary = (ms: number) => ({ number: 'A012', serviceName: '社保', since: now - ms })
    expect(orderWarnings({ ...calm, ordinary: ordinary(minutes(45)) }, now)).toEqual([])
    const warned = orderWarnings(
      { ...calm, precedence: { count: 21, of: 60 }, ordinary: ordinary(minutes(45) + 1) },
      now,
    )
    expect(warned.map(({ key, level, title }) => [key, level, title])).toEqual([
      ['ordinary', 'red', 'A012 已等 45 分钟'],
      ['precedence', 'amber', '优先和预约偏多'],
    ])
    expect(orderWarnings({ ...calm, precedence: null }, now)).toEqual([])
  })

  it('Q18 a bound about to break names the window, who would go first and who would be passed over', () => {
    const [warned] = orderWarnings(
      {
        ...calm,
        breaking: [{ counterName: '3', number: 'A030', passed: 'A001', earlierMs: minutes(40), boundMs: minutes(30) }],
      },
      now,
    )
    expect(`${warned?.title} ${warned?.text}`).toBe(
      '3号窗口下一个是 A030 会先于早到 40 分钟的 A001，超过它的上限 30 分钟',
    )
  })
})

describe('the report as a file', () => {
  const passed: PassedOver = {
    ticket: 'a',
    number: 'A001',
    class: 'ordinary',
    since: 0,
    waitMs: minutes(20),
    creditMs: 0,
    rate: 1,
    strict: false,
    scoreMs: minutes(20),
    earlierMs: minutes(12) + 59_000,
    boundMs: minutes(30),
    beyond: false,
  }
  const call = (change: Partial<Overtaking>): Overtaking => ({
    at: Date.parse('2024-03-18T01:05:07Z'),
    counter: '1',
    counterName: '1',
    serviceName: '社保，医保',
    rule: 'own',
    ground: 'class',
    called: { ...passed, number: 'VA002', class: 'priority' },
    overtook: 1,
    whom: [passed],
    zh: '',
    en: '',
    ...change,
  })
  const fileOf = (...rows: readonly Overtaking[]): readonly string[] =>
    csvOf({ day: '2024-03-18', timeZone: 'Asia/Shanghai', calls: 9, rows }).split('\r\n')

  it('Q17 a row for each call, in the hall’s time, readable by a spreadsheet', () => {
    const [head, row, end] = fileOf(call({}))
    expect(head?.startsWith('\uFEFF时间,窗口,号码')).toBe(true)
    expect(row).toBe('09:05:07,1号窗口,VA002,优先,社保，医保,主办,加时,1,A001 12,30,,')
    expect(end).toBe('')
  })

  it('Q17 free text neither breaks a row nor is run as a formula', () => {
    const [, row] = fileOf(call({ rule: 'chosen', ground: 'chosen', reason: '=HYPERLINK("x")', serviceName: 'a,"b"' }))
    expect(row).toContain('"a,""b"""')
    expect(row?.endsWith(`"'=HYPERLINK(""x"")"`)).toBe(true)
  })

  it('Q17 strict precedence has no bound, and what went beyond one says so', () => {
    const [, row] = fileOf(call({ whom: [{ ...passed, boundMs: null }] }))
    expect(row).toContain(',不限,')
    const [, beyond] = fileOf(call({ whom: [{ ...passed, beyond: true }] }))
    expect(beyond).toContain(',30,超出上限,')
  })

  it('Q17 an inspector may read it in English', () => {
    language.value = 'en'
    expect(fileOf(call({}))[1]).toContain('Window 1,VA002,Priority')
  })
})

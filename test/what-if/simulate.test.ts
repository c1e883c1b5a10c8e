import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { ManyDays } from '../../hall/simulate/many-days.ts'
import { openTally } from '../../hall/simulate/tally.ts'
import { simulate } from '../../server/simulate/command.ts'
import { FIRST_DAY } from '../kit/hand-clock.ts'
import { liveDay } from './lived-day.ts'
import { PLAIN } from './past-days.ts'
import { writeDay } from './written-day.ts'

const folder = mkdtempSync(join(tmpdir(), 'yichuang-simulate-'))
const dataDir = writeDay(liveDay({ ...PLAIN, people: 90, priority: 0.2 }).past.events)
afterAll(() => {
  rmSync(folder, { recursive: true })
  rmSync(dataDir, { recursive: true })
})

type Said = { readonly code: number; readonly out: string; readonly err: string }

const run = (...words: readonly string[]): Said => {
  const [out, err]: [string[], string[]] = [[], []]
  const code = simulate(words, { out: (text) => out.push(text), err: (text) => err.push(text) })
  return { code, out: out.join(''), err: err.join('') }
}

type Json = Record<string, unknown>

/** One window for one theme, exponential enough to have queues. */
const scenario = {
  seed: 7,
  days: 20,
  open: '09:00',
  close: '17:00',
  themes: [{ name: '社保', daily: 100, minutes: 6, cv: 1 }],
  classes: [
    { name: '普通', share: 0.9, credit: 0 },
    { name: '优先', share: 0.1, credit: 'strict' },
  ],
  windows: [{ count: 2, takes: [['社保']] }],
}

const written = (name: string, value: unknown): string => {
  const file = join(folder, name)
  writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value))
  return file
}

const FILE = written('scenario.json', scenario)

describe('npm run simulate', () => {
  it('U13 waits of many days are counted without keeping each', () => {
    const tally = openTally()
    for (const wait of [0, 10, 15, 40, Number.NaN]) tally.add(wait)
    tally.endDay()
    expect(tally.figures()).toEqual({
      called: 4,
      uncalled: 1,
      mean: 16.25,
      plusMinus: null,
      p50: 10,
      p80: 40,
      p90: 40,
      p99: 40,
      longest: 40,
      within15: 0.75,
    })
    tally.add(20.25)
    tally.endDay()
    // Two days with means 16.25 and 20.25: t(1) · s ÷ √2.
    expect(tally.figures().plusMinus).toBeCloseTo((12.71 * Math.sqrt(8)) / Math.sqrt(2))
    expect(openTally().figures()).toMatchObject({ called: 0, mean: 0, p90: 0, within15: 1 })
  })

  it('U13 the same scenario and seed give the same figures, another seed others', () => {
    const once = run(FILE, '--json')
    expect(once).toMatchObject({ code: 0, err: '' })
    expect(run(FILE, '--json').out).toBe(once.out)
    expect(run(FILE, '--json', '--seed', '7').out).toBe(once.out)
    expect(run(FILE, '--json', '--seed', '8').out).not.toBe(once.out)
  })

  it('U13 the figures are those of the days asked for', () => {
    const found = JSON.parse(run(FILE, '--json', '--days', '40').out) as ManyDays
    expect(found.days).toBe(40)
    // A hundred a day by chance: forty days lie within four standard deviations.
    expect(Math.abs(found.all.called - 4_000)).toBeLessThan(4 * Math.sqrt(4_000))
    expect(found.classes.map(({ name, called }) => [name, called > 100])).toEqual([
      ['普通', true],
      ['优先', true],
    ])
    expect(found.classes[1]?.mean).toBeLessThan((found.classes[0]?.mean ?? 0) / 2)
    expect(found.all.p50).toBeLessThanOrEqual(found.all.p80)
    expect(found.all.p90).toBeLessThanOrEqual(found.all.p99)
    expect(found.all.longest).toBeGreaterThanOrEqual(found.all.p99)
    expect(found.busy).toHaveLength(2)
    expect(found.all.plusMinus).toBeGreaterThan(0)
  })

  it('U13 waits belong to the half hour in which they began', () => {
    const file = written('early.json', { ...scenario, days: 5, profile: [1, ...Array<number>(15).fill(0)] })
    const { halfHours } = JSON.parse(run(file, '--json').out) as ManyDays
    expect(halfHours.map(({ from, wait }) => [from, wait !== null]).slice(0, 3)).toEqual([
      [540, true],
      [570, false],
      [600, false],
    ])
    expect(halfHours[1]?.waiting).toBeGreaterThan(1)
  })

  it('U13 waiting people over the day add up to their waits (Little’s law)', () => {
    const { halfHours, all, days } = JSON.parse(run(FILE, '--json').out) as ManyDays
    const area = halfHours.reduce((sum, { waiting }) => sum + waiting * 30, 0)
    expect(area / ((all.mean * all.called) / days)).toBeCloseTo(1, 2)
  })

  it('U13 a table for people, and a page that stands alone, with its plots', () => {
    const page = join(folder, 'page.html')
    const { out, code } = run(FILE, '--page', page)
    expect(code).toBe(0)
    expect(out).toMatch(/^20 days, seed 7; waits in minutes\n/)
    expect(out).toMatch(/\n社保 +\d+ /)
    const html = readFileSync(page, 'utf8')
    expect(html.match(/<figure>/g)).toHaveLength(2)
    expect(html.match(/<path d="M[\d.]+ [\d.]+L/g)).toHaveLength(2)
    expect(html).not.toMatch(/<script|https?:\/\/|NaN|undefined/)
  })

  it('U13 names in a scenario are text in the page, not markup', () => {
    const page = join(folder, 'page.html')
    const name = '<b>"&'
    run(
      written('markup.json', {
        ...scenario,
        days: 1,
        themes: [{ ...scenario.themes[0], name }],
        windows: [{ takes: [[name]] }],
      }),
      '--page',
      page,
    )
    expect(readFileSync(page, 'utf8')).toContain('&lt;b&gt;&quot;&amp;')
    expect(readFileSync(page, 'utf8')).not.toContain('<b>')
  })

  it('U13 the example in docs runs', () => {
    const { out, code, err } = run('docs/scenario.json', '--json', '--days', '3')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect((JSON.parse(out) as ManyDays).themes).toHaveLength(6)
  })

  it('U13 a past day of a ledger is run again, seeded as well', () => {
    const once = run('--ledger', dataDir, '--json', '--days', '5')
    expect(once).toMatchObject({ code: 0, err: '' })
    expect(JSON.parse(once.out)).toMatchObject({ day: FIRST_DAY, offMs: 0, happened: { all: { count: 90 } } })
    expect(run('--ledger', dataDir, '--json', '--days', '5', '--seed', '1').out).toBe(once.out)
    expect(run('--ledger', dataDir).out).toContain('run again, a wait differs from what happened by 0.0 min')
  })

  it('U13 a past day is run under a change that a file holds', () => {
    const change = written('change.json', { windows: [{ act: 'close', counter: '2', from: '09:00', to: '17:00' }] })
    const page = join(folder, 'day.html')
    const asked = ['--ledger', dataDir, '--day', FIRST_DAY, '--change', change, '--days', '6'] as const
    const found = JSON.parse(run(...asked, '--json').out) as { base: Json; changed: Json; gain: Json }
    expect(found.gain).toMatchObject({ runs: 7, better: 0 })
    const { out } = run(...asked, '--page', page)
    expect(out).toContain('with the change')
    expect(readFileSync(page, 'utf8')).toContain('改变后 With the change')
    const other = JSON.parse(run(...asked, '--json', '--seed', '2').out) as { gain: Json }
    expect(other.gain.meanMs).not.toBe(found.gain.meanMs)
  })

  it('U13 how far it has come is said on stderr, and results alone on stdout', () => {
    const [out, err]: [string[], string[]] = [[], []]
    simulate([FILE, '--json'], { out: (text) => out.push(text), err: (text) => err.push(text), everyMs: 0 })
    expect(() => JSON.parse(out.join(''))).not.toThrow()
    expect(err).toEqual(Array.from({ length: 20 }, (_, day) => `day ${day + 1} of 20\n`))
  })

  const wrong = (part: object): string => written('wrong.json', { ...scenario, ...part })
  const [theme] = scenario.themes

  it.each<[string, () => string, RegExp]>([
    ['no JSON', () => written('wrong.json', '{"seed": 1,'), /not JSON/],
    [
      'a field missing',
      () => wrong({ themes: [{ name: '社保', daily: 10, cv: 1 }] }),
      /themes\/1\/minutes: This is missing/,
    ],
    ['an unknown field', () => wrong({ dailys: 3 }), /dailys: The field "dailys" is unknown/],
    ['a word for a number', () => wrong({ days: 'ten' }), /days: This must be of type/],
    ['no days', () => wrong({ days: 0 }), /days: Less than 1/],
    ['a time that is none', () => wrong({ open: '9:00' }), /open: .*write a time as 08:30/],
    [
      'a day that ends before it begins',
      () => wrong({ close: '08:00' }),
      /close: It must be later than open \(09:00\)/,
    ],
    [
      'shares above one',
      () =>
        wrong({
          classes: [
            { name: 'a', share: 0.7, credit: 0 },
            { name: 'b', share: 0.7, credit: 0 },
          ],
        }),
      /add up to 1\.40/,
    ],
    ['rates of nothing', () => wrong({ classes: [{ name: 'a', share: 1, credit: 0, rate: 0 }] }), /Every rate is 0/],
    ['two of a name', () => wrong({ themes: [theme, theme] }), /Two of a list are named "社保"/],
    [
      'a window for no theme',
      () => wrong({ windows: [{ takes: [['社保', '户政']] }] }),
      /windows\/1: There is no theme "户政"/,
    ],
    [
      'a window that takes nothing',
      () => wrong({ windows: [{ takes: [['社保']] }, { takes: [[]] }] }),
      /windows\/2\/takes: It takes nothing/,
    ],
    [
      'a theme without a window',
      () => wrong({ themes: [theme, { ...theme, name: '户政' }] }),
      /themes\/2: No window takes "户政"/,
    ],
    [
      'a way on to nowhere',
      () => wrong({ themes: [{ ...theme, onward: { share: 0.1, to: '缴费' } }] }),
      /themes\/1\/onward\/to/,
    ],
    [
      'a shift backwards',
      () => wrong({ windows: [{ takes: [['社保']], shifts: [['12:00', '09:00']] }] }),
      /windows\/1\/shifts\/1: It ends \(09:00\) before/,
    ],
    [
      'shifts that overlap',
      () =>
        wrong({
          windows: [
            {
              takes: [['社保']],
              shifts: [
                ['09:00', '12:00'],
                ['11:00', '13:00'],
              ],
            },
          ],
        }),
      /windows\/1\/shifts\/2: It begins \(11:00\) before/,
    ],
    [
      'help that never begins',
      () => wrong({ windows: [{ takes: [['社保']], reliefs: [{ themes: ['社保'], untilWaiting: 1 }] }] }),
      /reliefs\/1: It never begins/,
    ],
    [
      'help that ends as it begins',
      () =>
        wrong({ windows: [{ takes: [['社保']], reliefs: [{ themes: ['社保'], overWaiting: 3, untilWaiting: 3 }] }] }),
      /untilWaiting: It must be less than overWaiting \(3\)/,
    ],
    ['a day without weight', () => wrong({ profile: [0, 0] }), /profile: Every weight is 0/],
  ])('U19 %s is refused with what to change', (_what, file, said) => {
    const found = run(file())
    expect(found).toMatchObject({ code: 2, out: '' })
    expect(found.err).toMatch(said)
    expect(found.err).not.toMatch(/\n {4}at |ZodError|undefined/)
  })

  it('U19 everything that is wrong is said at once', () => {
    const file = written('wrong.json', { ...scenario, close: '08:00', windows: [{ takes: [['户政']] }] })
    expect(
      run(file)
        .err.split('\n')
        .filter((line) => line.startsWith('  ')),
    ).toHaveLength(3)
  })

  it.each<[string, readonly string[], RegExp]>([
    ['nothing', [], /Give a scenario file, or the data folder/],
    ['both', [FILE, '--ledger', dataDir], /Give a scenario file, or the data folder/],
    ['a file that is not there', [join(folder, 'none.json')], /Cannot read .*none\.json/],
    ['a folder without a hall', ['--ledger', folder], /There is no hall in/],
    [
      'a day on which the hall was closed',
      ['--ledger', dataDir, '--day', '2026-03-01'],
      /did not open on 2026-03-01.*2026-03-02/,
    ],
    ['days that are no number', [FILE, '--days', 'many'], /--days is a whole number/],
    ['half a day', [FILE, '--days', '0.5'], /--days is a whole number/],
    ['a seed below zero', [FILE, '--seed=-1'], /--seed is a whole number/],
    ['an option that does not exist', [FILE, '--fast'], /--fast/],
    ['a page where none can be written', [FILE, '--page', join(folder, 'none', 'page.html')], /Cannot write/],
  ])('U19 asked for %s it says what to give', (_what, words, said) => {
    const found = run(...words)
    expect(found.code).toBe(2)
    expect(found.err).toMatch(said)
  })

  it('U19 a change that means nothing is refused, with the line', () => {
    const ask = (change: unknown): string => run('--ledger', dataDir, '--change', written('change.json', change)).err
    expect(ask({ windows: [{ act: 'open', counter: '99', from: '09:00', to: '10:00' }] })).toMatch(
      /no such window.*"99"/,
    )
    expect(ask({ window: [] })).toMatch(/window: The field "window" is unknown/)
    expect(ask({ draft: true })).toMatch(/only the manager's page has/)
    expect(ask('{')).toMatch(/not JSON/)
  })

  it('U19 looking at a ledger neither makes nor changes a file', () => {
    const before = readFileSync(join(dataDir, 'hall.sqlite'))
    run('--ledger', dataDir)
    expect(readFileSync(join(dataDir, 'hall.sqlite')).equals(before)).toBe(true)
    expect(existsSync(join(folder, 'hall.sqlite'))).toBe(false)
  })
})

import { describe, expect, it } from 'vitest'
import {
  type Catalogue,
  type Counter,
  type Material,
  NO_SHOW_MODES,
  type PrinterSetting,
  type Rules,
  type Service,
  type Theme,
} from '../../hall/catalogue.ts'
import {
  adviseCalendar,
  adviseCatalogue,
  checkCatalogue,
  PROBLEM_CODES,
  type ProblemCode,
  VAGUE_WORDS,
} from '../../hall/catalogue-check.ts'
import type { SlipTemplate } from '../../hall/slip-template.ts'

const card: Material = { name: '居民身份证', copies: 1, form: 'original', basis: '《中华人民共和国居民身份证法》' }

const service: Service = {
  id: 'A-01',
  theme: 'A',
  department: 'market',
  name: '营业执照变更',
  nameEn: 'Change a licence',
  audience: 'both',
  caseType: 'immediate',
  promisedWorkingDays: 1,
  statutoryWorkingDays: 3,
  expectedMinutes: 10,
  fee: '不收费',
  checklist: [card],
}

const theme: Theme = {
  id: 'A',
  letter: 'A',
  name: '登记注册',
  nameEn: 'Registration',
  hint: '营业执照',
  kind: 'comprehensive',
  staffedBy: 'department',
  departments: ['market'],
  zone: 'z1',
  dailyCases: 20,
}

const counter: Counter = { id: '1', name: '1', zone: 'z1', role: 'comprehensive', own: ['A'], help: [] }
const desk: Counter = { id: 'desk', name: '导办台', zone: 'z1', role: 'guide', own: [], help: [] }
const printer: PrinterSetting = { id: 'p1', name: '打印机', kind: 'virtual', paper: 80 }

/** The smallest hall that may be published. */
const small: Catalogue = {
  hall: { id: 'h1', name: '小厅', nameEn: 'Hall', hotline: '12345', address: '示例', timeZone: 'Asia/Shanghai' },
  zones: [{ id: 'z1', name: '一楼', nameEn: '1F', floor: 1, direction: '进门就是' }],
  departments: [{ id: 'market', name: '工商和质监局', phone: '0753-0000001' }],
  themes: [theme],
  services: [service],
  counters: [counter],
  printers: [printer],
  hours: { weekdays: [1, 2, 3, 4, 5], open: '08:30', close: '17:30' },
  rules: {
    creditMinutes: { ordinary: 0, priority: 30, appointment: 30 },
    calls: { limit: 3, gapSeconds: 20 },
    noShow: { mode: 'keep', returnMinutes: 30, placesDown: 3, times: 1 },
    window: { confirmArrival: false, choose: true, override: false, idleMinutes: 5 },
    guidesPerFloor: 2,
    ratingDays: 7,
    casesPerCounter: 25,
    waitAmberMinutes: 10,
    waitRedMinutes: 15,
    classPrefix: { ordinary: '', priority: 'V', appointment: 'Y' },
  },
  notices: [],
}

const withService = (change: Partial<Service>): Catalogue => ({ ...small, services: [{ ...service, ...change }] })
const withMaterial = (change: Partial<Material>) => withService({ checklist: [card, { ...card, ...change }] })
const withTheme = (change: Partial<Theme>): Catalogue => ({ ...small, themes: [{ ...theme, ...change }] })
const withCounter = (change: Partial<Counter>): Catalogue => ({ ...small, counters: [{ ...counter, ...change }] })
const withPrinter = (change: Partial<PrinterSetting>): Catalogue => ({
  ...small,
  printers: [{ ...printer, kind: 'tcp', host: '192.168.1.50', port: 9100, ...change }],
})
const withRules = (change: Partial<Rules>): Catalogue => ({ ...small, rules: { ...small.rules, ...change } })
const withHours = (change: Partial<Catalogue['hours']>): Catalogue => ({
  ...small,
  hours: { ...small.hours, ...change },
})
const withHall = (change: Partial<Catalogue['hall']>): Catalogue => ({ ...small, hall: { ...small.hall, ...change } })
const second = (change: Partial<Theme>): Theme => ({ ...theme, id: 'B', letter: 'B', ...change })

type Planted = readonly [fault: string, catalogue: Catalogue, code: ProblemCode, where: string]

const sees = (rule: string, faults: readonly Planted[]) =>
  describe(rule, () => {
    for (const [fault, catalogue, code, where] of faults) {
      seen.add(code)
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

const seen = new Set<ProblemCode>()

it('CAT1 a whole and consistent hall has nothing to put right', () => {
  expect(checkCatalogue(small)).toEqual([])
})

sees('CAT2', [
  ['a hall without zones is refused', { ...small, zones: [] }, 'no-zones', 'zones'],
  ['a hall without departments is refused', { ...small, departments: [] }, 'no-departments', 'departments'],
  ['a hall without themes is refused', { ...small, themes: [] }, 'no-themes', 'themes'],
  ['a hall without services is refused', { ...small, services: [] }, 'no-services', 'services'],
  ['a hall without windows is refused', { ...small, counters: [] }, 'no-counters', 'counters'],
  ['a blank service name is refused', withService({ name: '  ' }), 'empty-text', 'services/A-01'],
  [
    'a blank condition is refused',
    withMaterial({ condition: ' ' }),
    'empty-text',
    'services/A-01/checklist/2/condition',
  ],
  ['a nameless hall is refused', withHall({ name: '' }), 'empty-text', 'hall'],
])

sees('CAT3', [
  ['two zones cannot share an id', { ...small, zones: [...small.zones, ...small.zones] }, 'duplicate-id', 'zones/z1'],
  [
    'two departments cannot share an id',
    { ...small, departments: [...small.departments, ...small.departments] },
    'duplicate-id',
    'departments/market',
  ],
  ['two themes cannot share an id', { ...small, themes: [theme, second({ id: 'A' })] }, 'duplicate-id', 'themes/A'],
  ['two services cannot share an id', { ...small, services: [service, service] }, 'duplicate-id', 'services/A-01'],
  [
    'two windows cannot share an id',
    { ...small, counters: [counter, { ...counter, name: '2' }] },
    'duplicate-id',
    'counters/1',
  ],
  ['two printers cannot share an id', { ...small, printers: [printer, printer] }, 'duplicate-id', 'printers/p1'],
  ['an id with a colon cannot travel in a topic', withCounter({ id: 'a:b' }), 'bad-id', 'counters/a:b'],
  ['an id that every object has is refused', withService({ id: 'constructor' }), 'bad-id', 'services/constructor'],
  ['an id of 65 letters is refused', withHall({ id: 'x'.repeat(65) }), 'bad-id', 'hall'],
])

sees('CAT4', [
  ...['I', 'O', 'Q', 'Z', 'a', 'AB', '', '甲'].map(
    (letter): Planted => [`“${letter}” is no letter for numbers`, withTheme({ letter }), 'bad-letter', 'themes/A'],
  ),
  [
    'two themes cannot share a letter',
    { ...small, themes: [theme, second({ letter: 'A' })] },
    'duplicate-letter',
    'themes',
  ],
  [
    'two windows cannot share the name that is called out',
    { ...small, counters: [counter, { ...counter, id: '2' }] },
    'duplicate-counter-name',
    'counters',
  ],
])

sees('CAT5', [
  ['a theme is in a zone that exists', withTheme({ zone: 'z9' }), 'unknown-zone', 'themes/A/zone'],
  ['a window is in a zone that exists', withCounter({ zone: 'z9' }), 'unknown-zone', 'counters/1/zone'],
  [
    'a theme has departments that exist',
    withTheme({ departments: ['market', 'moon'] }),
    'unknown-department',
    'themes/A/departments',
  ],
  [
    'a service has a department that exists',
    withService({ department: 'moon' }),
    'unknown-department',
    'services/A-01/department',
  ],
  ['a service has a theme that exists', withService({ theme: 'X' }), 'unknown-theme', 'services/A-01/theme'],
  ['a window owns themes that exist', withCounter({ own: ['A', 'X'] }), 'unknown-theme', 'counters/1/own'],
  ['a window helps themes that exist', withCounter({ help: ['X'] }), 'unknown-theme', 'counters/1/help'],
  [
    'a window lists services that exist',
    withCounter({ services: ['A-01', 'A-99'] }),
    'unknown-service',
    'counters/1/services',
  ],
])

const twoThemes: Catalogue = {
  ...small,
  themes: [theme, second({})],
  services: [service, { ...service, id: 'B-01', theme: 'B' }],
}

sees('CAT6', [
  ['a service whose theme no window takes is refused', twoThemes, 'service-without-counter', 'services/B-01'],
  [
    'a service that every list leaves out is refused',
    { ...twoThemes, counters: [{ ...counter, own: ['A', 'B'], services: ['A-01'] }] },
    'service-without-counter',
    'services/B-01',
  ],
  [
    'a window lists only services of its themes',
    { ...twoThemes, counters: [{ ...counter, services: ['A-01', 'B-01'] }] },
    'service-outside-counter',
    'counters/1/services',
  ],
  ['a theme is own or help, not both', withCounter({ help: ['A'] }), 'own-and-help', 'counters/1'],
  [
    'a service belongs to a department of its theme',
    {
      ...withService({ department: 'tax' }),
      departments: [...small.departments, { id: 'tax', name: '税务', phone: '' }],
    },
    'department-outside-theme',
    'services/A-01',
  ],
])

it('CAT6 Q12 a window that only helps may take a service, but another must call it first', () => {
  const codes = checkCatalogue({ ...twoThemes, counters: [{ ...counter, help: ['B'] }] }).map(({ code }) => code)
  expect(codes).toEqual(['service-left'])
})

sees('CAT7', [
  ...['', '  ', '无', '暂无', '-', '——', 'N/A'].map(
    (basis): Planted => [
      `a material with the basis “${basis}” must not be asked for`,
      withMaterial({ basis }),
      'basis-missing',
      'services/A-01/checklist/2',
    ],
  ),
])

sees('CAT8', [
  ...VAGUE_WORDS.map(
    (word): Planted => [
      `“${word}” is too vague for a checklist`,
      withMaterial({ name: `与经营${word}说明` }),
      'vague-words',
      'services/A-01/checklist/2',
    ],
  ),
  [
    'a space inside does not hide a vague word',
    withMaterial({ name: '有关 材料' }),
    'vague-words',
    'services/A-01/checklist/2',
  ],
  [
    'a condition may not be vague either',
    withMaterial({ condition: '有必要的时候' }),
    'vague-words',
    'services/A-01/checklist/2',
  ],
])

it('CAT8 a law may have a vague title, and a hall may forbid further words', () => {
  const catalogue = withMaterial({ name: '营业执照', basis: '《关于有关材料的规定》' })
  expect(checkCatalogue(catalogue)).toEqual([])
  expect(checkCatalogue(catalogue, ['营业执照']).map(({ code }) => code)).toEqual(['vague-words'])
})

sees('CAT9', [
  ['no copies at all is no material', withMaterial({ copies: 0 }), 'copies', 'services/A-01/checklist/2'],
  ['half a copy cannot be handed in', withMaterial({ copies: 1.5 }), 'copies', 'services/A-01/checklist/2'],
  [
    'a promise is not longer than the law',
    withService({ promisedWorkingDays: 4 }),
    'promise-after-law',
    'services/A-01',
  ],
  ['days are not negative', withService({ promisedWorkingDays: -1 }), 'working-days', 'services/A-01'],
  ['days are numbers', withService({ statutoryWorkingDays: Number.NaN }), 'working-days', 'services/A-01'],
  ['a visit takes some time', withService({ expectedMinutes: 0 }), 'expected-minutes', 'services/A-01'],
  ['a visit takes a known time', withService({ expectedMinutes: Number.NaN }), 'expected-minutes', 'services/A-01'],
  ['a quota of nobody is refused', withService({ dailyQuota: 0 }), 'daily-quota', 'services/A-01'],
  ['cases a day are not negative', withTheme({ dailyCases: -1 }), 'daily-cases', 'themes/A'],
])

sees('CAT10', [
  ['a time zone nobody knows is refused', withHall({ timeZone: 'Asia/Jiaoling' }), 'time-zone', 'hall/timeZone'],
  ['a hall opens before it closes', withHours({ open: '17:30', close: '08:30' }), 'hours', 'hours'],
  ['a hall does not open and close at once', withHours({ close: '08:30' }), 'hours', 'hours'],
  ['8:30 is not a clock of four digits', withHours({ open: '8:30' }), 'hours', 'hours'],
  ['a day has no 24:00', withHours({ close: '24:00' }), 'hours', 'hours'],
  ['a hall opens on some day', withHours({ weekdays: [] }), 'weekdays', 'hours/weekdays'],
  ['a week has no day 8', withHours({ weekdays: [1, 8] }), 'weekdays', 'hours/weekdays'],
  ['a day is named once', withHours({ weekdays: [1, 1] }), 'weekdays', 'hours/weekdays'],
])

const withoutHost: PrinterSetting = { ...printer, kind: 'tcp', port: 9100 }
sees('CAT11', [
  ['a network printer has a host', { ...small, printers: [withoutHost] }, 'printer-address', 'printers/p1'],
  ['a host is no address line', withPrinter({ host: 'http://x/' }), 'printer-address', 'printers/p1'],
  ['port 0 is no port', withPrinter({ port: 0 }), 'printer-address', 'printers/p1'],
  ['port 65536 is no port', withPrinter({ port: 65_536 }), 'printer-address', 'printers/p1'],
])

it('CAT11 a reachable network printer is fine', () => {
  expect(checkCatalogue(withPrinter({}))).toEqual([])
})

const { creditMinutes, calls, noShow, classPrefix, window } = small.rules
sees('CAT12', [
  ...(
    [
      ['creditMinutes/priority', { creditMinutes: { ...creditMinutes, priority: 241 } }],
      ['creditMinutes/ordinary', { creditMinutes: { ...creditMinutes, ordinary: -1 } }],
      ['calls/limit', { calls: { ...calls, limit: 0 } }],
      ['calls/gapSeconds', { calls: { ...calls, gapSeconds: 601 } }],
      ['noShow/returnMinutes', { noShow: { ...noShow, returnMinutes: -1 } }],
      ['noShow/placesDown', { noShow: { ...noShow, placesDown: 101 } }],
      ['noShow/times', { noShow: { ...noShow, times: 0.5 } }],
      ['window/idleMinutes', { window: { ...window, idleMinutes: 241 } }],
      ['guidesPerFloor', { guidesPerFloor: 21 }],
      ['ratingDays', { ratingDays: 0 }],
      ['ratingDays', { ratingDays: 31 }],
      ['casesPerCounter', { casesPerCounter: 0 }],
      ['waitAmberMinutes', { waitAmberMinutes: 0 }],
      ['waitRedMinutes', { waitRedMinutes: Number.POSITIVE_INFINITY }],
    ] as const
  ).map(
    ([name, change]): Planted => [
      `${name} stays in its range`,
      withRules(change),
      'rule-out-of-range',
      `rules/${name}`,
    ],
  ),
  ['red comes after amber', withRules({ waitRedMinutes: 10 }), 'red-before-amber', 'rules/waitRedMinutes'],
  ...['O', 'v', 'VIP'].map(
    (priority): Planted => [
      `“${priority}” is no prefix`,
      withRules({ classPrefix: { ...classPrefix, priority } }),
      'bad-prefix',
      'rules/classPrefix/priority',
    ],
  ),
])

const withTwoWindows = (backups: readonly string[]): Catalogue => ({
  ...small,
  counters: [{ ...counter, backups }, { ...counter, id: '2', name: '2', backups: ['1'] }, desk],
})

sees('CAT15', [
  ['a stand-in is a window of this hall', withTwoWindows(['9']), 'unknown-backup', 'counters/1/backups'],
  ['a window does not stand in for itself', withTwoWindows(['1']), 'unknown-backup', 'counters/1/backups'],
  ['a stand-in can call', withTwoWindows(['desk']), 'backup-cannot-call', 'counters/1/backups'],
  ['a stand-in is named once', withTwoWindows(['2', '2']), 'backup-repeated', 'counters/1/backups'],
])

it('CAT15 two windows may stand in for each other, and one that only helps may stand in', () => {
  expect(checkCatalogue(withTwoWindows(['2']))).toEqual([])
  const helper = { ...counter, id: '3', name: '3', own: [], help: ['A'] }
  expect(checkCatalogue({ ...small, counters: [{ ...counter, backups: ['3'] }, helper] })).toEqual([])
})

/** Four services of one theme, and what follows each. */
const following = (more: Readonly<Record<string, Partial<Service>>>): Catalogue => ({
  ...small,
  services: ['A-01', 'A-02', 'A-03', 'A-04'].map((id) => ({ ...service, id, ...more[id] })),
})

sees('CAT16', [
  ['a stage exists', following({ 'A-01': { stages: ['A-09'] } }), 'unknown-service', 'services/A-01/stages'],
  ['an assist exists', following({ 'A-01': { assists: ['A-09'] } }), 'unknown-service', 'services/A-01/assists'],
  ['a stage is named once', following({ 'A-01': { stages: ['A-02', 'A-02'] } }), 'stage-repeated', 'services/A-01'],
  [
    'what assists is no stage as well',
    following({ 'A-01': { stages: ['A-02'], assists: ['A-02'] } }),
    'stage-repeated',
    'services/A-01',
  ],
  ['a service does not follow itself', following({ 'A-01': { stages: ['A-01'] } }), 'stage-circle', 'services/A-01'],
  [
    'a circle over three is found',
    following({ 'A-01': { stages: ['A-02'] }, 'A-02': { assists: ['A-03'] }, 'A-03': { stages: ['A-01'] } }),
    'stage-circle',
    'services/A-03',
  ],
  [
    'a stage has a window',
    {
      ...twoThemes,
      services: [
        { ...service, stages: ['B-01'] },
        { ...service, id: 'B-01', theme: 'B' },
      ],
    },
    'service-without-counter',
    'services/B-01',
  ],
])

it('CAT16 several matters may share their stages, and a circle is said of those in it alone', () => {
  const shared = { stages: ['A-03', 'A-04'] }
  expect(checkCatalogue(following({ 'A-01': shared, 'A-02': { ...shared, assists: ['A-01'] } }))).toEqual([])
  const beside = following({ 'A-01': { stages: ['A-02'] }, 'A-02': { stages: ['A-03'] }, 'A-03': { stages: ['A-02'] } })
  expect(checkCatalogue(beside).map(({ where }) => where)).toEqual(['services/A-02', 'services/A-03'])
})

sees('CAT17', [
  [
    'the rule of a theme stays in its range',
    withTheme({ noShow: { ...noShow, returnMinutes: 1_441 } }),
    'rule-out-of-range',
    'themes/A/noShow/returnMinutes',
  ],
  [
    'a number goes some places down, or it would be called again at once',
    withTheme({ noShow: { ...noShow, mode: 'places-down', placesDown: 0 } }),
    'rule-out-of-range',
    'themes/A/noShow/placesDown',
  ],
  [
    'a number that goes on waiting does so at least once',
    withRules({ noShow: { ...noShow, mode: 'places-down', times: 0 } }),
    'rule-out-of-range',
    'rules/noShow/times',
  ],
])

it('CAT17 every mode may be the rule, and one that voids needs no places', () => {
  for (const mode of NO_SHOW_MODES) expect(checkCatalogue(withTheme({ noShow: { ...noShow, mode } }))).toEqual([])
  const plain = { mode: 'void', returnMinutes: 0, placesDown: 0, times: 0 } as const
  expect(checkCatalogue(withRules({ noShow: plain }))).toEqual([])
})

sees('CAT19', [
  [
    'a special procedure has a name',
    withService({ special: { name: ' ', workingDays: 5 } }),
    'special-without-name',
    'services/A-01/special',
  ],
  [
    'a special procedure takes some days',
    withService({ special: { name: '听证', workingDays: 0 } }),
    'working-days',
    'services/A-01/special',
  ],
  ['a blank precondition is refused', withService({ preconditions: ' ' }), 'empty-text', 'services/A-01/preconditions'],
  ['a blank procedure is refused', withService({ procedure: '' }), 'empty-text', 'services/A-01/procedure'],
  ['a blank basis is refused', withService({ basis: ' ' }), 'empty-text', 'services/A-01/basis'],
  ['a blank quantity is refused', withService({ quantity: '' }), 'empty-text', 'services/A-01/quantity'],
  ['a blank handler is refused', withService({ handler: '' }), 'empty-text', 'services/A-01/handler'],
])

const withSlip = (...blocks: SlipTemplate): Catalogue => ({ ...small, slips: { next: blocks } })
/** What must be on the paper of the next stop, and nothing else. */
const least: SlipTemplate = ['number', 'service', 'place', 'windows', 'from'].map((name) => ({
  kind: 'text',
  text: `{${name}}`,
}))

sees('P41', [
  ['an empty paper is refused', withSlip(), 'empty-slip', 'slips/next'],
  ['a fact nobody knows is refused', withSlip({ kind: 'text', text: '{nobody}' }), 'unknown-fact', 'slips/next/1'],
  [
    'a paper that leaves out where to go is refused',
    withSlip(...least.slice(0, 2), ...least.slice(3)),
    'must-be-on-paper',
    'slips/next',
  ],
  [
    'a code that no phone reads is refused',
    withSlip({ kind: 'qr', data: '很'.repeat(67) }),
    'bad-code',
    'slips/next/1',
  ],
  [
    'a code that could be longer than a printer draws is refused',
    withSlip({ kind: 'qr', data: '{link}{link}{link}' }),
    'bad-code',
    'slips/next/1',
  ],
  [
    'a code with a fact of any length is refused',
    withSlip({ kind: 'qr', data: '{reason}' }),
    'bad-code',
    'slips/next/1',
  ],
  ['a code of nothing is refused', withSlip({ kind: 'qr', data: ' ' }), 'bad-code', 'slips/next/1'],
])

it('P41 a paper with no more than what must be on it may be published', () => {
  expect(checkCatalogue(withSlip(...least))).toEqual([])
})

it('CAT13 every code of the check has a planted fault that it finds', () => {
  const bySchema: readonly ProblemCode[] = [
    'file-unreadable',
    'wrong-shape',
    'unknown-key',
    'out-of-bounds',
    'more-problems',
  ]
  const inEdgeCatalogueTest: readonly ProblemCode[] = [
    'printer-paper',
    'unknown-model',
    'failover',
    'unknown-edge',
    'unknown-counter',
    'peripheral-address',
    'bridge-elsewhere',
    'reports-missing',
    'bad-frame',
    'line-shared',
  ]
  const inPublicCatalogueTest: readonly ProblemCode[] = [
    'bad-plan',
    'bad-voice',
    'bad-wording',
    'bad-reading',
    'bad-media',
  ]
  const inProfileCatalogueTest: readonly ProblemCode[] = [
    'unknown-profile',
    'profile-outside-list',
    'profile-empty',
    'plan-order',
    'help-without-threshold',
    'help-flickers',
    'help-repeated',
    'service-left',
  ]
  const elsewhere = [...bySchema, ...inEdgeCatalogueTest, ...inPublicCatalogueTest, ...inProfileCatalogueTest]
  expect([...seen].sort()).toEqual(PROBLEM_CODES.filter((code) => !elsewhere.includes(code)).sort())
})

it('CAT14 too few windows for the cases of a day is advice and not a problem', () => {
  const busy = { ...withTheme({ dailyCases: 51 }), counters: [counter, desk] }
  expect(checkCatalogue(busy)).toEqual([])
  const advice = adviseCatalogue(busy).map(({ code, where, zh }) => ({ code, where, zh }))
  expect(advice).toEqual([
    { code: 'too-few-counters', where: 'themes/A', zh: expect.stringContaining('应设 3 个窗口，现有 1 个') },
    { code: 'staff-needed', where: 'counters', zh: expect.stringContaining('应配 2 人') },
  ])
})

it('CAT14 enough windows leave only the staff to advise', () => {
  expect(adviseCatalogue({ ...small, counters: [counter, desk] }).map(({ code }) => code)).toEqual(['staff-needed'])
})

it('CAT18 a floor with windows and no guide desk is advice and not a problem', () => {
  const upstairs = { id: 'z2', name: '二楼', nameEn: '2F', floor: 2, direction: '上楼' }
  const empty = { id: 'z3', name: '三楼', nameEn: '3F', floor: 3, direction: '上楼' }
  const zones = [...small.zones, upstairs, empty]
  const above = { ...counter, id: '2', name: '2', zone: 'z2' }
  const twoFloors = { ...small, zones, counters: [counter, above, desk] }
  expect(checkCatalogue(twoFloors)).toEqual([])
  expect(adviseCatalogue(twoFloors)).toContainEqual(
    expect.objectContaining({ code: 'no-guide-desk', where: 'floors/2', zh: expect.stringContaining('每台 2 人') }),
  )
  expect(adviseCatalogue(small).map(({ where }) => where)).toEqual(['floors/1', 'counters'])
  const both = {
    ...twoFloors,
    counters: [...twoFloors.counters, { ...desk, id: 'desk-2', name: '二楼导办台', zone: 'z2' }],
  }
  expect(adviseCatalogue(both).map(({ code }) => code)).toEqual(['staff-needed'])
})

it('CAT18 promises that may reach into a year of unknown holidays are advice', () => {
  const knows = (year: number): boolean => year <= 2026
  const slow = withService({ promisedWorkingDays: 20, statutoryWorkingDays: 20 })
  expect(adviseCalendar(slow, '2026-10-01', knows)).toEqual([])
  expect(adviseCalendar(slow, '2026-12-01', knows)).toEqual([
    expect.objectContaining({ code: 'calendar-year', where: 'hours', zh: expect.stringContaining('2027') }),
  ])
  expect(adviseCalendar(small, '2027-05-05', knows).map(({ code }) => code)).toEqual(['calendar-year'])
})

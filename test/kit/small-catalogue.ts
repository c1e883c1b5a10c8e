/** A hall small enough to hold in the head: three themes, five services, four windows that call, and a guide desk that does not. */
import type { Catalogue, Counter, Service, Theme } from '../../hall/catalogue.ts'

const theme = (letter: string, name: string, nameEn: string, zone: string): Theme => ({
  id: letter,
  letter,
  name,
  nameEn,
  hint: name,
  kind: 'comprehensive',
  staffedBy: 'centre',
  departments: ['centre'],
  zone,
  dailyCases: 20,
})

const service = (id: string, name: string, nameEn: string, more: Partial<Service> = {}): Service => ({
  id,
  theme: id.slice(0, 1),
  department: 'centre',
  name,
  nameEn,
  audience: 'both',
  caseType: 'immediate',
  promisedWorkingDays: 1,
  statutoryWorkingDays: 5,
  expectedMinutes: 10,
  fee: '不收费',
  checklist: [{ name: '居民身份证', copies: 1, form: 'original', basis: '《中华人民共和国居民身份证法》' }],
  ...more,
})

const counter = (id: string, zone: string, own: readonly string[], more: Partial<Counter> = {}): Counter => ({
  id,
  name: id,
  zone,
  role: 'comprehensive',
  own,
  help: [],
  ...more,
})

/** What `B-02` may issue in a day. */
export const SMALL_QUOTA = 3

export const smallCatalogue: Catalogue = {
  hall: {
    id: 'small',
    name: '小厅',
    nameEn: 'Small Hall',
    hotline: '12345',
    address: '一号路 1 号',
    timeZone: 'Asia/Shanghai',
  },
  zones: [
    { id: 'z1', name: '一楼', nameEn: '1F', floor: 1, direction: '进门就是' },
    { id: 'z2', name: '二楼', nameEn: '2F', floor: 2, direction: '上楼右转' },
  ],
  departments: [{ id: 'centre', name: '政务服务中心', phone: '0753-0000001' }],
  themes: [
    theme('A', '登记注册', 'Registration', 'z1'),
    theme('B', '经营许可', 'Permits', 'z1'),
    theme('C', '社会保障', 'Social security', 'z2'),
  ],
  services: [
    service('A-01', '营业执照设立', 'New licence'),
    service('A-02', '营业执照变更', 'Change a licence', { expectedMinutes: 20 }),
    service('B-01', '食品经营许可', 'Food permit'),
    service('B-02', '卫生许可', 'Health permit', { dailyQuota: SMALL_QUOTA }),
    service('C-01', '社保卡申领', 'Social security card'),
  ],
  counters: [
    counter('1', 'z1', ['A']),
    counter('2', 'z1', ['A'], { help: ['B'] }),
    counter('3', 'z1', ['B']),
    // The one window whose list is narrower than its themes (S003-22): it may take A-01, but not A-02.
    counter('4', 'z2', ['C'], { help: ['A'], services: ['C-01', 'A-01'] }),
    counter('desk', 'z1', [], { role: 'guide' }),
  ],
  elsewhere: [
    {
      id: 'out-1',
      name: '驾驶证换证',
      nameEn: 'Driving licence',
      office: '车辆管理所',
      address: '城东路 1 号',
      phone: '0753-0000101',
      reason: '需要验车场地',
    },
  ],
  printers: [],
  hours: { weekdays: [1, 2, 3, 4, 5], open: '08:30', close: '17:30' },
  rules: {
    creditMinutes: { ordinary: 0, priority: 15, appointment: 10 },
    calls: { limit: 3, gapSeconds: 20 },
    noShow: { mode: 'keep', returnMinutes: 30, placesDown: 3, times: 1 },
    window: { confirmArrival: true, choose: true, override: false, idleMinutes: 5 },
    guidesPerFloor: 2,
    ratingDays: 7,
    casesPerCounter: 25,
    waitAmberMinutes: 10,
    waitRedMinutes: 15,
    classPrefix: { ordinary: '', priority: 'V', appointment: 'Y' },
    kioskGrounds: ['elderly', 'disabled'],
  },
  notices: ['号票当日有效'],
}

/** Materials of `A-01` in the rich hall: two that everybody brings, and one for some. */
export const MATERIALS = ['申请书', '场所证明', '委托书'] as const

/**
 * The small hall with everything a day can need: 缴费 and 统一出件 after `A-01` and `B-01`, a joint service `A-02` whose
 * assisting window is upstairs, B岗 lists, materials with a condition, a special procedure.
 */
export const richCatalogue: Catalogue = {
  ...smallCatalogue,
  themes: [
    ...smallCatalogue.themes,
    { ...theme('P', '缴费', 'Payment', 'z1'), kind: 'functional' },
    { ...theme('G', '统一出件', 'Collection', 'z1'), kind: 'functional' },
  ],
  services: [
    ...smallCatalogue.services.map((known): Service => {
      switch (known.id) {
        case 'A-01':
          return {
            ...known,
            caseType: 'promised',
            promisedWorkingDays: 3,
            stages: ['P-01', 'G-01'],
            special: { name: '现场核查', workingDays: 5 },
            preconditions: '名称已自主申报',
            procedure: '受理、审查、发证',
            checklist: MATERIALS.map((name, index) => ({
              name,
              copies: 1,
              form: 'original',
              basis: '《市场主体登记管理条例》第十六条',
              ...(index === 2 ? { condition: '委托他人办理的' } : {}),
            })),
          }
        case 'A-02':
          return { ...known, caseType: 'joint', promisedWorkingDays: 5, assists: ['C-01'] }
        case 'B-01':
          return { ...known, stages: ['G-01'] }
        default:
          return known
      }
    }),
    service('P-01', '缴费', 'Pay', { expectedMinutes: 3 }),
    service('G-01', '领取结果', 'Collect', { expectedMinutes: 3, caseType: 'collected' }),
  ],
  counters: [
    ...smallCatalogue.counters.map((known) =>
      known.id === '1' ? { ...known, backups: ['2', '3'] } : known.id === '3' ? { ...known, backups: ['1'] } : known,
    ),
    counter('5', 'z1', ['P', 'G']),
  ],
}

/** The small hall without one service. */
export const withoutService = (id: string, from: Catalogue = smallCatalogue): Catalogue => ({
  ...from,
  services: from.services.filter((other) => other.id !== id),
  counters: from.counters.map(({ services, ...rest }) =>
    services ? { ...rest, services: services.filter((other) => other !== id) } : rest,
  ),
})

/** The small hall without one window. */
export const withoutCounter = (id: string, from: Catalogue = smallCatalogue): Catalogue => ({
  ...from,
  counters: from.counters.filter((other) => other.id !== id),
})

/** The small hall with some rules changed. */
export const withRules = (change: Partial<Catalogue['rules']>, from: Catalogue = smallCatalogue): Catalogue => ({
  ...from,
  rules: { ...from.rules, ...change },
})

/** The small hall with so many windows instead of its own, all of which take everything; half are upstairs. */
export const withWindows = (count: number, from: Catalogue = smallCatalogue): Catalogue => ({
  ...from,
  counters: Array.from({ length: count }, (_, index) =>
    counter(String(index + 1), index % 2 === 0 ? 'z1' : 'z2', ['A', 'B', 'C']),
  ),
})

/** The small hall with one of its services otherwise. */
export const withService = (id: string, change: Partial<Service>, from: Catalogue = smallCatalogue): Catalogue => ({
  ...from,
  services: from.services.map((other) => (other.id === id ? { ...other, ...change } : other)),
})

/** The hall itself: zones, departments, themes, windows, printers, hours, rules and notices. */
import type { Catalogue, Counter, Department, Theme, Zone } from '../../../hall/catalogue.ts'

export const zones: readonly Zone[] = [
  {
    id: 'z1',
    name: '一楼大堂',
    nameEn: '1F Lobby',
    floor: 1,
    direction: '进大门就是，导办台在正前方',
    plan: { x: 34, y: 36, width: 32, height: 58 },
  },
  {
    id: 'z2',
    name: '一楼西厅',
    nameEn: '1F West Hall',
    floor: 1,
    direction: '进大门左转，走到底',
    plan: { x: 4, y: 8, width: 28, height: 86 },
  },
  {
    id: 'z3',
    name: '一楼东厅',
    nameEn: '1F East Hall',
    floor: 1,
    direction: '进大门右转，过取号机再走十几步',
    plan: { x: 68, y: 8, width: 28, height: 86 },
  },
  {
    id: 'z4',
    name: '二楼大厅',
    nameEn: '2F Hall',
    floor: 2,
    direction: '从大堂坐电梯或走扶梯上二楼，出来就是',
    plan: { x: 8, y: 12, width: 84, height: 76 },
  },
]

const DEPARTMENTS: readonly (readonly [id: string, name: string])[] = [
  ['centre', '县政务服务中心'],
  ['market', '县工商和质监局'],
  ['environment', '县环保局'],
  ['food-drug', '县食品药品监管局'],
  ['state-tax', '县国税局'],
  ['local-tax', '县地税局'],
  ['agriculture', '县农业局'],
  ['forestry', '县林业局'],
  ['water', '县水务局'],
  ['civil-affairs', '县民政局'],
  ['education', '县教育局'],
  ['city', '县城综局'],
  ['transport', '县交通运输局'],
  ['highway', '县公路局'],
  ['safety', '县安监局'],
  ['meteorology', '县气象局'],
  ['development', '县发改局'],
  ['health', '县卫计局'],
  ['commerce', '县科工商务局'],
  ['tobacco', '县烟草专卖局'],
  ['exit-entry', '县公安局出入境'],
  ['household', '县公安局户政'],
  ['fire', '县公安局消防'],
  ['construction', '县住建局'],
  ['land', '县国土资源局'],
  ['housing', '县房管局'],
  ['social-insurance', '县社保局（社会保障）'],
  ['medical-insurance', '县社保局（医疗保障）'],
]

/** Phones are plainly invented: 0753-0000001 and on. */
export const departments: readonly Department[] = DEPARTMENTS.map(([id, name], index) => ({
  id,
  name,
  phone: `0753-${String(index + 1).padStart(7, '0')}`,
}))

const comprehensive = (
  letter: string,
  name: string,
  nameEn: string,
  hint: string,
  zone: string,
  dailyCases: number,
  departments: readonly string[],
): Theme => ({
  id: letter,
  letter,
  name,
  nameEn,
  hint,
  kind: 'comprehensive',
  staffedBy: 'department',
  departments,
  zone,
  dailyCases,
})

const functional = (letter: string, name: string, nameEn: string, hint: string, dailyCases: number): Theme => ({
  ...comprehensive(letter, name, nameEn, hint, 'z1', dailyCases, ['centre']),
  kind: 'functional',
  staffedBy: 'centre',
})

/** The fourteen departments that share the one-door windows (S003-18), in the document's order. */
export const ONE_DOOR_DEPARTMENTS = [
  'agriculture',
  'forestry',
  'water',
  'civil-affairs',
  'education',
  'city',
  'transport',
  'highway',
  'safety',
  'meteorology',
  'development',
  'health',
  'commerce',
  'tobacco',
]

export const themes: readonly Theme[] = [
  comprehensive('A', '登记注册', 'Business registration', '营业执照：设立、变更、注销', 'z2', 45, ['market']),
  comprehensive('B', '经营许可', 'Business permits and tax', '食品、药品、环保许可，税务', 'z2', 40, [
    'environment',
    'food-drug',
    'state-tax',
    'local-tax',
  ]),
  {
    ...comprehensive(
      'C',
      '“一门式”综合',
      'One-door services',
      '婚姻、教育、卫生、农林水、交通、烟草',
      'z3',
      90,
      ONE_DOOR_DEPARTMENTS,
    ),
    staffedBy: 'centre',
  },
  comprehensive('D', '公安专项', 'Public security', '护照、港澳通行证、身份证、户口、消防', 'z4', 60, [
    'exit-entry',
    'household',
    'fire',
  ]),
  comprehensive('E', '不动产登记', 'Real estate', '房产证、过户、抵押、查档', 'z4', 30, [
    'construction',
    'land',
    'housing',
  ]),
  comprehensive('F', '社会保障', 'Social security', '社保卡、养老、医保、报销', 'z3', 25, [
    'social-insurance',
    'medical-insurance',
  ]),
  functional('G', '咨询填表', 'Advice and forms', '问政策、问材料、帮您填表', 20),
  functional('H', '投诉受理', 'Complaints', '投诉、举报、“办不成事”反映', 4),
  functional('J', '代理收费', 'Payments', '缴纳规费、补打票据', 20),
  functional('K', '统一出件', 'Collection', '领取证照和批文', 25),
]

/** Windows in the order of the themes; help is only between neighbours in one zone that know each other's work. */
const COMPREHENSIVE: readonly Omit<Counter, 'id' | 'name' | 'role'>[] = [
  { zone: 'z2', own: ['A'], help: [] },
  { zone: 'z2', own: ['A'], help: ['B'] },
  { zone: 'z2', own: ['B'], help: ['A'] },
  { zone: 'z2', own: ['B'], help: [] },
  { zone: 'z3', own: ['C'], help: [] },
  { zone: 'z3', own: ['C'], help: [] },
  { zone: 'z3', own: ['C'], help: [] },
  { zone: 'z3', own: ['C'], help: [] },
  { zone: 'z4', own: ['D'], help: [] },
  { zone: 'z4', own: ['D'], help: [] },
  { zone: 'z4', own: ['D'], help: [] },
  { zone: 'z4', own: ['E'], help: [] },
  { zone: 'z4', own: ['E'], help: [] },
  { zone: 'z3', own: ['F'], help: ['C'] },
]

/** Transfer between departments calls nobody; the guide desk stands by the door. */
const FUNCTIONAL: readonly Omit<Counter, 'id' | 'name'>[] = [
  { zone: 'z1', role: 'consult', own: ['G'], help: [] },
  { zone: 'z1', role: 'dispatch', own: [], help: [] },
  { zone: 'z1', role: 'fee', own: ['J'], help: [] },
  { zone: 'z1', role: 'collect', own: ['K'], help: [] },
  { zone: 'z1', role: 'complaint', own: ['H'], help: [] },
]

const numbered: readonly Omit<Counter, 'id' | 'name'>[] = [
  ...COMPREHENSIVE.map((counter) => ({ ...counter, role: 'comprehensive' as const })),
  ...FUNCTIONAL,
]

/** B岗 named for one window; a longer list would be nobody's in particular. */
const BACKUPS = 3

/**
 * Who stands in for a window (S004-37): in the same zone, first those with the same theme, then those that know it, then
 * whoever sits nearest.
 */
const standIns = (at: number): string[] => {
  const away = numbered[at]
  if (!away || away.own.length === 0) return []
  const rank = (other: Omit<Counter, 'id' | 'name'>): number =>
    other.own.some((theme) => away.own.includes(theme))
      ? 0
      : [...other.help, ...away.help].some((theme) => [...away.own, ...other.own].includes(theme))
        ? 1
        : 2
  return numbered
    .map((other, index) => ({ other, index, rank: rank(other) }))
    .filter(({ other, index }) => index !== at && other.zone === away.zone && other.own.length > 0)
    .sort((a, b) => a.rank - b.rank || Math.abs(a.index - at) - Math.abs(b.index - at))
    .slice(0, BACKUPS)
    .map(({ index }) => String(index + 1))
}

export const counters: readonly Counter[] = [
  ...numbered.map((counter, index) => {
    const backups = standIns(index)
    const id = String(index + 1)
    return { id, name: id, ...counter, ...(backups.length === 0 ? {} : { backups }) }
  }),
  // One guide desk on each floor (S003-31).
  { id: 'guide-1', name: '一楼导办台', zone: 'z1', role: 'guide', own: [], help: [] },
  { id: 'guide-2', name: '二楼导办台', zone: 'z4', role: 'guide', own: [], help: [] },
]

export const setting: Pick<Catalogue, 'hall' | 'sample' | 'printers' | 'hours' | 'rules' | 'notices'> = {
  hall: {
    id: 'jiaoling',
    name: '蕉岭县政务服务中心',
    nameEn: 'Jiaoling County Government Service Centre',
    hotline: '12345',
    address: '广东省梅州市蕉岭县（示例地址，请改为实际地址）',
    timeZone: 'Asia/Shanghai',
  },
  sample:
    '主题、进驻部门、窗口种类和每窗口每天 25 宗的标准出自蕉府办函〔2017〕25号；事项的材料、前置条件、办理程序、特定程序、办理分钟数、时限、收费，日均办件量，窗口的B岗次序，设定依据和承办人，限号，须核验身份的事项，不在本厅办理的事项及去处，大厅须知，电话、地址和楼层布局均为示例数据，启用前请逐项核对并改为本厅实际内容。',
  printers: [
    { id: 'p1', name: '取号机打印机', kind: 'virtual', paper: 80 },
    { id: 'p2', name: '综合窗口打印机', kind: 'virtual', paper: 80 },
  ],
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
    kioskGrounds: ['elderly', 'disabled', 'pregnant', 'military'],
  },
  notices: [
    '号票当日有效，请留意叫号和屏幕。',
    '老年人、残疾人、孕妇、军人优先办理，请出示证件。',
    '材料不清楚可先到咨询填表窗口。',
  ],
}

/**
 * A hall whose names are as long as real ones get. Services such as 农民专业合作社设立、变更、注销登记（备案） are the rule in
 * national catalogues, halls carry the name of their region, windows may have a name instead of a number, and staff may be
 * called by characters that few fonts have.
 */
import type { Catalogue, Service } from '../../../hall/catalogue.ts'
import { sampleCatalogue } from '../../../server/catalogue/sample/index.ts'

/** Clerks whose names a web font lacks; the last is as long as names of the west get. */
export const CLERKS = ['欧阳䶮', '上官㛃', '阿卜杜热合曼·买买提艾力'] as const

const LONG_SERVICES = [
  '农民专业合作社设立、变更、注销登记（备案）',
  '从事生产、加工、经营的食品（含保健食品）许可证核发与变更',
  '建筑工程施工许可证核发、变更、延期和补办（含消防设计审查）',
  '国有建设用地使用权及房屋所有权转移登记（买卖、继承、赠与）',
] as const
const LONG_ENGLISH = 'Registration, change and dissolution of a farmers’ specialised cooperative (with filing)'

/** The first of every theme, and every fifth after it; what is searched for by its initials keeps its name. */
const lengthened = (service: Service, place: number, services: readonly Service[]): Service => {
  const among = services.filter(({ theme }) => theme === service.theme).indexOf(service)
  if (among % 5 !== 0 || service.identity) return service
  return {
    ...service,
    name: LONG_SERVICES[place % LONG_SERVICES.length] ?? service.name,
    nameEn: LONG_ENGLISH,
    fee: '按《不动产登记收费管理办法》第三条：住宅每件 80 元，非住宅每件 550 元，小微企业免收',
  }
}

const NAMED_WINDOWS: Readonly<Record<string, string>> = { '5': '台胞接待室', '19': '“办不成事”反映窗口' }
const LONG_ZONES: Readonly<Record<string, { readonly name: string; readonly nameEn: string }>> = {
  z3: { name: '一楼东厅社会事务综合服务区', nameEn: '1F East Hall, social affairs and one-door services' },
}

export const longCatalogue: Catalogue = {
  ...sampleCatalogue,
  hall: {
    ...sampleCatalogue.hall,
    name: '新疆维吾尔自治区巴音郭楞蒙古自治州政务服务中心',
    nameEn: 'Bayingolin Mongol Autonomous Prefecture Government Service Centre, Xinjiang',
  },
  zones: sampleCatalogue.zones.map((zone) => ({ ...zone, ...LONG_ZONES[zone.id] })),
  services: sampleCatalogue.services.map(lengthened),
  counters: sampleCatalogue.counters.map((counter) => ({
    ...counter,
    name: NAMED_WINDOWS[counter.id] ?? counter.name,
  })),
  departments: sampleCatalogue.departments.map((department, place) =>
    place % 6 === 1 ? { ...department, name: '巴音郭楞蒙古自治州市场监督管理局（知识产权局）' } : department,
  ),
}

/**
 * 办事指南 as a screen says it: the thirteen fields of S000-12, in their order, from what the catalogue knows. What nobody
 * wrote down is said to be so, never claimed away. Pure but for the language of now.
 */
import { fill, say, type Word } from '../client/language.ts'
import { either } from '../client/phrases.ts'
import type { Catalogue, Service } from '../hall/catalogue.ts'
import type { ServiceId } from '../hall/ids.ts'
import { legsFor } from '../hall/legs.ts'
import { shortList, windowsText } from './windows.ts'

const W = {
  ofItems: ['第{items}项：{basis}', 'For {items}: {basis}'],
  unknown: ['以窗口告知为准', 'Ask at the window'],
  daysAtOnce: ['当场办结', 'Done at once'],
  promised: ['承诺 {days} 个工作日', '{days} working days promised'],
  statutory: ['法定 {days} 个工作日', '{days} working days by law'],
  special: ['{name} {days} 个工作日，不计入时限', '{name}: {days} working days more, not counted'],
  hotline: ['热线 {hotline}', 'Hotline {hotline}'],
  complain: ['或到{where}反映', 'or at {where}'],
  stop: ['{service}：{where}', '{service}: {where}'],
} satisfies Record<string, Word>

/** 事项名称 依据 条件 数量 程序 期限 流程 材料目录 示范文本 收费依据 收费标准 承办人 监督渠道. */
export const FIELD_WORDS = {
  name: ['事项名称', 'Matter'],
  basis: ['设定依据', 'Legal basis'],
  conditions: ['办理条件', 'Conditions'],
  quantity: ['数量限制', 'Limit on number'],
  procedure: ['办理程序', 'Procedure'],
  term: ['办理期限', 'Time limit'],
  flow: ['办事流程', 'Where to go'],
  materials: ['材料目录', 'What to bring'],
  samples: ['示范文本', 'Sample forms'],
  feeBasis: ['收费依据', 'Basis of the fee'],
  fee: ['收费标准', 'Fee'],
  handler: ['承办人', 'Handled by'],
  supervision: ['监督渠道', 'Supervision'],
} satisfies Record<string, Word>
export type FieldName = keyof typeof FIELD_WORDS
export type Field = { readonly name: FieldName; readonly lines: readonly string[] }

const known = (...lines: readonly (string | undefined)[]): readonly string[] => {
  const said = lines.filter((line): line is string => line !== undefined && line.trim() !== '')
  return said.length === 0 ? [say(W.unknown)] : said
}

/** The laws and documents that a fee in words names: `《条例》`, `发改价格〔2019〕914号`. */
export const basesOfFee = (fee: string): readonly string[] =>
  fee.match(/《[^》]+》|[\p{Script=Han}]*〔\d{4}〕\d+号/gu) ?? []

/** What the matter itself rests on, and then what its materials rest on, each law once, as the paper says it. */
const basesOf = ({ basis = '', checklist }: Service): readonly string[] => {
  const laws = new Set(checklist.map((material) => material.basis).filter((law) => law !== '' && law !== basis))
  const ofMaterials = [...laws].map((law) => {
    const items = checklist.flatMap((material, index) => (material.basis === law ? [`${index + 1}`] : []))
    return items.length === checklist.length ? law : fill(W.ofItems, { items: shortList(items), basis: law })
  })
  return known(basis, ...ofMaterials)
}

const termOf = ({ promisedWorkingDays, statutoryWorkingDays, special }: Service): readonly string[] => [
  promisedWorkingDays === 0 ? say(W.daysAtOnce) : fill(W.promised, { days: promisedWorkingDays }),
  ...(statutoryWorkingDays === 0 ? [] : [fill(W.statutory, { days: statutoryWorkingDays })]),
  ...(special ? [fill(W.special, { name: special.name, days: special.workingDays })] : []),
]

/** The zone and the windows of a service: `一楼西厅 1–3 号窗口`. */
export const placeText = (service: Service, { themes, zones, counters }: Catalogue): string => {
  const theme = themes.find(({ id }) => id === service.theme)
  const zone = zones.find(({ id }) => id === theme?.zone)
  return [zone ? either(zone.name, zone.nameEn) : '', windowsText(service, counters)].filter(Boolean).join(' ')
}

/** The windows a visit passes, in order; one window needs no list. */
const flowOf = (service: Service, catalogue: Catalogue): readonly string[] => {
  const services = new Map<ServiceId, Service>(catalogue.services.map((one) => [one.id, one]))
  const legs = legsFor([service.id], services).flatMap(({ service: id }) => services.get(id) ?? [])
  if (legs.length < 2) return known(placeText(service, catalogue))
  return legs.map((leg, index) => {
    const stop = fill(W.stop, { service: either(leg.name, leg.nameEn), where: placeText(leg, catalogue) })
    return `${index + 1}. ${stop}`
  })
}

const supervisionOf = (catalogue: Catalogue): string => {
  const window = catalogue.counters.find(({ role }) => role === 'complaint')
  const zone = catalogue.zones.find(({ id }) => id === window?.zone)
  const hotline = fill(W.hotline, { hotline: catalogue.hall.hotline })
  if (!window || !zone) return hotline
  const complaints = catalogue.services.find(({ theme }) => window.own.includes(theme))
  const where = complaints ? placeText(complaints, catalogue) : either(zone.name, zone.nameEn)
  return `${hotline}${say(['，', ', '])}${fill(W.complain, { where })}`
}

/** The thirteen fields of one service, in the order of S000-12; each has at least one line. */
export const thirteenOf = (service: Service, catalogue: Catalogue): readonly Field[] => {
  const department = catalogue.departments.find(({ id }) => id === service.department)
  const lines: Readonly<Record<FieldName, readonly string[]>> = {
    name: [either(service.name, service.nameEn)],
    basis: basesOf(service),
    conditions: known(service.preconditions),
    quantity: known(service.quantity),
    procedure: known(service.procedure),
    term: termOf(service),
    flow: flowOf(service, catalogue),
    materials: known(...service.checklist.map(({ name }) => name)),
    samples: known(...new Set(service.checklist.map(({ sample }) => sample))),
    feeBasis: known(...basesOfFee(service.fee)),
    fee: known(service.fee),
    handler: known(service.handler ?? [department?.name, department?.phone].filter(Boolean).join(' ')),
    supervision: [supervisionOf(catalogue)],
  }
  return (Object.keys(FIELD_WORDS) as FieldName[]).map((name) => ({ name, lines: lines[name] }))
}

import type { Material, Rules } from '../../hall/catalogue.ts'
import { render } from '../../printer/compose.ts'
import type { PrinterModel } from '../../printer/models.ts'
import { modelFor } from '../../printer/models.ts'
import { paperText, readPaper } from '../../printer/paper.ts'
import type { Slip } from '../../printer/slip.ts'
import type { DeclinedFacts } from '../../printer/slips/declined.ts'
import type { ElsewhereFacts } from '../../printer/slips/elsewhere.ts'
import type { GuideFacts } from '../../printer/slips/guide.ts'
import type { CollectionFacts, FeeFacts, NextFacts } from '../../printer/slips/next.ts'
import type { Office, Stop } from '../../printer/slips/parts.ts'
import type { ReceiptFacts } from '../../printer/slips/receipt.ts'
import type { ServiceFacts } from '../../printer/slips/service.ts'
import type { SpecialFacts } from '../../printer/slips/special.ts'
import type { SupplementFacts } from '../../printer/slips/supplement.ts'
import type { TicketFacts } from '../../printer/slips/ticket.ts'

export const PAPER_80: PrinterModel = modelFor({ paper: 80 })
export const PAPER_58: PrinterModel = modelFor({ paper: 58 })

export const rules: Pick<Rules, 'calls' | 'noShow'> = {
  calls: { limit: 3, gapSeconds: 20 },
  noShow: { mode: 'keep', returnMinutes: 30, placesDown: 3, times: 1 },
}

const hall = { name: '市民政务服务中心', address: '市民路 1 号', hotline: '12345', timeZone: 'Asia/Shanghai' }

export const ticket: TicketFacts = {
  hall,
  number: 'A023',
  ticketClass: 'ordinary',
  service: '企业设立登记',
  zone: { name: '企业服务区', floor: 2, direction: '进门右转，乘扶梯上二楼' },
  counters: ['3', '5', '6', '7'],
  ahead: 5,
  estimate: { fromMinutes: 10, toMinutes: 20 },
  takenAt: Date.UTC(2026, 10, 22, 1, 31, 5),
  rules,
  notices: ['本号当日有效，请留意叫号屏和广播。'],
  link: 'https://hall.example.gov.cn/t/7f3kq9x2m8wv4c6h',
  kiosk: 'K1',
  serial: '000123',
  copy: 1,
}

const office: Office = {
  hall,
  number: 'A023',
  service: '企业设立登记',
  department: '市场监督管理局',
  phone: '0753-0000002',
  counter: '3',
  staff: '工号 1023',
  at: Date.UTC(2026, 10, 22, 1, 45, 30),
  link: 'https://hall.example.gov.cn/r/7f3kq9x2m8wv4c6h',
}

const LAW = '《中华人民共和国市场主体登记管理条例》第十六条'

/** A checklist with everything that a row can have. */
export const materials: readonly Material[] = [
  {
    name: '公司登记（备案）申请书',
    copies: 1,
    form: 'original',
    basis: LAW,
    sample: '《公司登记（备案）申请书》填写示范',
  },
  { name: '公司章程', copies: 2, form: 'original', basis: LAW },
  {
    name: '法定代表人、董事、监事和经理的任职文件及身份证明',
    copies: 1,
    form: 'original-and-copy',
    basis: '《中华人民共和国公司法》',
  },
  {
    name: '住所使用相关文件',
    copies: 1,
    form: 'copy',
    basis: LAW,
    condition: '住所与上次登记不同时提交',
  },
]

export const receipt: ReceiptFacts = {
  ...office,
  number: 'A023',
  link: 'https://hall.example.gov.cn/r/7f3kq9x2m8wv4c6h',
  maskedName: '张*',
  materials,
  missing: [],
  outcome: 'promised',
  promisedDate: '2026-11-27（5个工作日内）',
  copy: 1,
}

const windows: Stop = {
  service: '企业设立登记',
  zone: { name: '企业服务区', floor: 2, direction: '进门右转，乘扶梯上二楼' },
  counters: ['3', '5', '6', '7'],
}
export const fees: Stop = {
  service: '缴费',
  zone: { name: '一楼大堂', floor: 1, direction: '进大门就是' },
  counters: ['17'],
}
export const collection: Stop = { ...fees, service: '统一出件', counters: ['18', '19'] }

export const supplement: SupplementFacts = {
  ...office,
  missing: materials.slice(0, 3),
  present: materials.slice(3),
  back: windows,
}

export const guide: GuideFacts = {
  ...office,
  about: {
    audience: 'company',
    checklist: materials,
    procedure: '受理 → 审查 → 发证',
    promisedWorkingDays: 5,
    statutoryWorkingDays: 20,
    special: { name: '专家评审', workingDays: 15 },
    fee: '不收费',
    preconditions: '已取得名称自主申报告知书',
  },
}

export const special: SpecialFacts = {
  ...office,
  special: { name: '专家评审', workingDays: 15 },
  promisedWorkingDays: 5,
  promisedDate: '2026-11-27',
}

export const declined: DeclinedFacts = {
  ...office,
  outcome: 'refused',
  reason: '申请事项依法不需要取得行政许可',
  complaints: { ...fees, service: '投诉受理', counters: ['20'] },
}

export const next: NextFacts = {
  hall,
  number: 'A023',
  stop: fees,
  further: [collection],
  counter: '3',
  at: office.at,
  ahead: 2,
  estimate: { fromMinutes: 0, toMinutes: 5 },
}

export const service: ServiceFacts = { ...guide, flow: [windows, fees, collection], complaints: fees }

export const fee: FeeFacts = {
  ...next,
  fees: [{ service: '企业设立登记', fee: '每本 120 元（发改价格〔2019〕914号）' }],
}

export const collecting: CollectionFacts = {
  ...next,
  stop: collection,
  matters: ['企业设立登记'],
  ready: '2026-11-27 起',
}

/** What stands on the paper, line by line, read back from the bytes. */
export const said = (slip: Slip, model: PrinterModel = PAPER_80): string[] =>
  paperText(readPaper(render(slip, model).bytes, model.dots)).map((line) => line.trim())

/** The same as one text, however narrow the paper: for what must stand on it somewhere. */
export const saidWhole = (slip: Slip, model: PrinterModel = PAPER_80): string => said(slip, model).join('')

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
export const unhex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replace(/\s/g, ''), 'hex'))

/** What is not handled here, with a name as long as they come. */
export const elsewhere: ElsewhereFacts = {
  hall,
  about: {
    id: 'out-vehicle',
    name: '机动车驾驶证补证、换证和机动车登记',
    nameEn: 'Driving licences and vehicles',
    office: '市公安局交通警察支队车辆管理所',
    address: '城东路 1 号（公交 3 路车管所站）',
    phone: '0753-0000101',
    hours: '周一至周五 8:30–12:00、14:30–17:30',
    reason: '需要验车场地，本厅没有条件设置窗口',
  },
  by: '取号机',
  at: Date.UTC(2026, 10, 22, 1, 45, 30),
  guideLink: 'https://hall.example.gov.cn/g/out-vehicle',
}

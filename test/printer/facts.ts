import type { Rules } from '../../hall/catalogue.ts'
import type { PrinterModel } from '../../printer/models.ts'
import { modelFor } from '../../printer/models.ts'
import type { ReceiptFacts } from '../../printer/slips/receipt.ts'
import type { TicketFacts } from '../../printer/slips/ticket.ts'

export const PAPER_80: PrinterModel = modelFor({ paper: 80 })
export const PAPER_58: PrinterModel = modelFor({ paper: 58 })

export const rules: Pick<Rules, 'calls' | 'noShow'> = {
  calls: { limit: 3, gapSeconds: 20 },
  noShow: { returnMinutes: 30, placesDown: 3, times: 1 },
}

const hall = { name: '市民政务服务中心', hotline: '12345', timeZone: 'Asia/Shanghai' }

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

export const receipt: ReceiptFacts = {
  hall,
  number: 'A023',
  service: '企业设立登记',
  department: '市场监督管理局',
  maskedName: '张*',
  materials: [
    { name: '公司登记（备案）申请书', copies: 1, form: 'original' },
    { name: '公司章程', copies: 2, form: 'original' },
    { name: '法定代表人、董事、监事和经理的任职文件及身份证明', copies: 1, form: 'original-and-copy' },
    { name: '住所使用相关文件', copies: 1, form: 'copy' },
  ],
  outcome: 'promised',
  acceptedAt: Date.UTC(2026, 10, 22, 1, 45, 30),
  promisedDate: '2026-11-27（5个工作日内）',
  counter: '3',
  staff: '工号 1023',
  link: 'https://hall.example.gov.cn/r/7f3kq9x2m8wv4c6h',
  copy: 1,
}

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
export const unhex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replace(/\s/g, ''), 'hex'))

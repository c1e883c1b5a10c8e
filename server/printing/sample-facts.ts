/**
 * Facts for looking at a paper that is being edited: this hall's own names and rules, with a made-up visit, so that the
 * preview is as long and as crowded as what will be printed. No person is named.
 */
import { type Catalogue, noShowRule, type PrinterSetting, type Service } from '../../hall/catalogue.ts'
import { type Hall, themeOf } from '../../hall/hall.ts'
import type { Instant } from '../../hall/ids.ts'
import type { FactsOf } from '../../hall/slip-facts.ts'
import type { SlipKind } from '../../hall/slip-template.ts'
import { declinedFacts } from '../../printer/slips/declined.ts'
import { elsewhereFacts } from '../../printer/slips/elsewhere.ts'
import { guideFacts } from '../../printer/slips/guide.ts'
import { collectionFacts, feeFacts, type NextFacts, nextFacts } from '../../printer/slips/next.ts'
import { hallFacts, type Office, officeFacts, type Stop, stopText } from '../../printer/slips/parts.ts'
import { receiptFacts } from '../../printer/slips/receipt.ts'
import { serviceFacts } from '../../printer/slips/service.ts'
import { specialFacts } from '../../printer/slips/special.ts'
import { supplementFacts } from '../../printer/slips/supplement.ts'
import { ticketFacts } from '../../printer/slips/ticket.ts'
import { promisedDay } from '../working-days.ts'
import { collectStop, complaintsStop, feeStop, stopOf } from './places.ts'
import { dayEndFacts, testFacts, waitingFacts } from './staff-slips.ts'
import { promiseText } from './visit-papers.ts'

export type SampleFacts = { readonly [kind in SlipKind]: () => FactsOf<kind> }

/** The service with the most to say, so that nothing of a template stays unseen. */
const richest = ({ services }: Catalogue): Service | undefined => {
  const weight = ({ checklist, special, stages = [] }: Service): number =>
    checklist.length + (special ? 3 : 0) + stages.length
  return services.toSorted((a, b) => weight(b) - weight(a))[0]
}

const SPECIAL = { name: '专家评审', workingDays: 15 } as const
const AWAY = {
  id: 'elsewhere',
  name: '档案查阅（示例）',
  nameEn: 'Records (sample)',
  address: '另一处办公地点（示例）',
  reason: '场地所限，不进驻本厅',
} as const
const LETTERS = '0123456789abcdef'

/**
 * Each kind's facts, made when asked for. Undefined while no catalogue with a service is in force.
 * @param link what a code holds, as long as the real ones
 * @param paper its width in millimetres, for the paper that tells its own
 */
export const sampleFacts = (
  hall: Hall,
  at: Instant,
  link: string,
  paper: PrinterSetting['paper'] = 80,
): SampleFacts | undefined => {
  const { catalogue } = hall
  const service = catalogue ? richest(catalogue) : undefined
  const here = service && stopOf(hall, { service: service.id })
  if (!catalogue || !service || !here) return undefined
  const theme = themeOf(hall, service.id)
  const department = catalogue.departments.find(({ id }) => id === service.department)
  const number = `${theme?.letter ?? 'A'}023`
  const [counter = ''] = here.counters
  const office: Office & { readonly number: string; readonly link: string } = {
    hall: catalogue.hall,
    service: service.name,
    department: department?.name ?? '',
    phone: department?.phone ?? '',
    ...{ number, counter, staff: '工号 1023', at, link },
  }
  const special = service.special ?? SPECIAL
  const days = service.promisedWorkingDays
  const complaints = complaintsStop(hall)
  const about = { ...service, special }
  const paid = catalogue.services.find(({ fee }) => fee.includes('元')) ?? service
  const after: Stop = collectStop(hall) ?? here
  const away = catalogue.elsewhere?.[0] ?? { ...AWAY, office: office.department, phone: office.phone }
  const [first, ...others] = service.checklist
  const missing = first ? [first] : []
  const onward: NextFacts = {
    ...{ hall: catalogue.hall, number, counter, at, link, stop: here, further: [after] },
    ...{ ahead: 5, estimate: { fromMinutes: 10, toMinutes: 20 }, reason: '还有其他事项要办' },
  }
  const { by } = officeFacts(office)
  const waitingRow = { number, service: service.name, since: '09:31', minutes: '14' }
  const stop = stopText(here)
  return {
    ticket: () =>
      ticketFacts({
        ...{ hall: catalogue.hall, number, ticketClass: 'priority', ...here, further: [after] },
        ...{ ahead: 5, estimate: { fromMinutes: 10, toMinutes: 20 }, maskedName: '张*', takenAt: at },
        ...{ servedToday: 'uncertain', declared: true },
        rules: { calls: catalogue.rules.calls, noShow: noShowRule(theme, catalogue.rules) },
        ...{ notices: catalogue.notices, link, kiosk: '取号机', serial: '1023', copy: 2 },
      }),
    receipt: () =>
      receiptFacts({
        ...office,
        ...{
          maskedName: '张*',
          materials: others,
          missing,
          outcome: 'promised',
          reason: '次日补交',
          cases: 2,
          copy: 1,
        },
        promisedDate: promiseText(promisedDay(at, days, catalogue.hall.timeZone), days),
        special,
      }),
    supplement: () => supplementFacts({ ...office, missing, present: others, reason: '照片不合规格', back: here }),
    guide: () => guideFacts({ ...office, about }),
    service: () =>
      serviceFacts({ ...office, about, flow: [here, after], guideLink: link, ...(complaints ? { complaints } : {}) }),
    special: () => specialFacts({ ...office, special, promisedWorkingDays: service.promisedWorkingDays }),
    declined: () =>
      declinedFacts({
        ...{ ...office, outcome: 'refused', reason: '申请事项依法不需要取得行政许可' },
        ...(complaints ? { complaints } : {}),
      }),
    next: () => nextFacts(onward),
    fee: () => feeFacts({ ...onward, stop: feeStop(hall) ?? here, fees: [{ service: paid.name, fee: paid.fee }] }),
    collection: () => collectionFacts({ ...onward, stop: after, matters: [service.name], ready: '2026-11-27 起' }),
    elsewhere: () => elsewhereFacts({ hall: catalogue.hall, about: away, by: '取号机', at, guideLink: link }),
    journey: () => ({
      ...hallFacts(catalogue.hall),
      ...{ number, by, at: officeFacts(office).at, link, legCount: '3', doneCount: '1' },
      legs: [
        { index: '1', service: service.name, state: '已办 09:45', stop, note: '承诺，2026-11-27 前办结' },
        { index: '2', service: service.name, state: '等候中，前面 2 人', stop, note: '' },
        { index: '3', service: after.service, state: '待办', stop: stopText(after), note: '' },
      ],
    }),
    waiting: () => ({
      ...waitingFacts(hall, at),
      ...{ total: '2', more: '1' },
      rows: [
        { ...waitingRow, theme: `${theme?.letter ?? ''} ${theme?.name ?? ''}（2 人）`, class: '优先' },
        { ...waitingRow, theme: '', class: '' },
      ],
    }),
    'day-end': () => dayEndFacts({ hall, head: { position: hall.position, chain: LETTERS.repeat(4) } }, at),
    test: () => testFacts(hall, { id: 'p1', name: '取号机打印机', kind: 'virtual', paper, place: '一楼大堂' }, at),
  }
}

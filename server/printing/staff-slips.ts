/** Papers that stay with the staff: those who wait, the day that is over, and whether a printer prints. */
import type { PrinterSetting } from '../../hall/catalogue.ts'
import { GRADES, NOTICE_KINDS } from '../../hall/commands.ts'
import { waitAt } from '../../hall/figures.ts'
import { measureOf, toldWaits } from '../../hall/forecast/measure.ts'
import { countersOwning, type Hall, ticketText } from '../../hall/hall.ts'
import type { Instant, ThemeId } from '../../hall/ids.ts'
import { before } from '../../hall/line.ts'
import type { FactsOf } from '../../hall/slip-facts.ts'
import type { SlipTemplates } from '../../hall/slip-template.ts'
import type { Ticket } from '../../hall/ticket.ts'
import { modelFor } from '../../printer/models.ts'
import type { Slip } from '../../printer/slip.ts'
import { slipOf } from '../../printer/slips/fill.ts'
import { countFact, type HallFacts, hallFacts } from '../../printer/slips/parts.ts'
import { clockTime, hallTime } from '../../printer/slips/time.ts'
import { classWord, gradeWord, noticeWord } from '../../printer/slips/words.ts'
import { stopOf } from './places.ts'

const MINUTE = 60_000
/** More rows than this take more paper than anybody calls from: some six metres. */
const LISTED_MAX = 300

/** The head of the ledger's hash chain at a position: whoever changes an event before it changes this (I12). */
export type ChainHead = { readonly position: number; readonly chain: string }
/** A day as its events left it, and the chain there. */
export type DayEnd = { readonly hall: Hall; readonly head: ChainHead }

const NO_HALL: HallFacts = { name: '', address: '', hotline: '', timeZone: 'Asia/Shanghai' }
const hallOf = ({ catalogue }: Hall): HallFacts => catalogue?.hall ?? NO_HALL
const slipsOf = ({ catalogue }: Hall): SlipTemplates => catalogue?.slips ?? {}

type Waiting = Extract<Ticket, { status: 'waiting' }>

/** Who waits, by theme in the order of the catalogue, each in the order in which they will be called. */
const waitingByTheme = (hall: Hall): readonly (readonly [theme: ThemeId, tickets: readonly Waiting[]])[] => {
  const groups = new Map<ThemeId, Waiting[]>((hall.catalogue?.themes ?? []).map((theme) => [theme.id, []]))
  for (const ticket of hall.tickets.values())
    if (ticket.status === 'waiting') groups.get(hall.lookup.services.get(ticket.service)?.theme ?? '')?.push(ticket)
  return [...groups].map(([theme, tickets]) => [theme, tickets.sort((a, b) => (before(a, b) ? -1 : 1))])
}

/** What the template of 等候名单 may name. */
export const waitingFacts = (hall: Hall, at: Instant): FactsOf<'waiting'> => {
  const { timeZone } = hallOf(hall)
  const rows = waitingByTheme(hall).flatMap(([id, tickets]) => {
    const theme = hall.lookup.themes.get(id)
    return tickets.map((ticket, index) => {
      const bound = ticket.bound && stopOf(hall, ticket)?.counters.join('、')
      return {
        theme: index === 0 ? `${theme?.letter ?? ''} ${theme?.name ?? id}（${tickets.length} 人）` : '',
        number: ticketText(ticket),
        class: [classWord(ticket.class), bound ? `指定${bound}` : ''].filter((word) => word !== '').join(' '),
        service: hall.lookup.services.get(ticket.service)?.name ?? ticket.service,
        since: clockTime(ticket.readyAt, timeZone),
        minutes: String(Math.max(0, Math.floor((at - ticket.readyAt) / MINUTE))),
      }
    })
  })
  return {
    ...hallFacts(hallOf(hall)),
    at: hallTime(at, timeZone),
    total: String(rows.length),
    more: countFact(Math.max(0, rows.length - LISTED_MAX)),
    rows: rows.slice(0, LISTED_MAX),
  }
}

const minutesText = (ms: number | null): string => (ms === null ? '—' : `${Math.round(ms / MINUTE)} 分`)

const themeRows = (hall: Hall): FactsOf<'day-end'>['themes'] =>
  (hall.catalogue?.themes ?? []).map(({ id, letter, name }) => {
    const figures = hall.today.get(id)
    const called = figures?.waits.length ?? 0
    return {
      name: `${letter} ${name}`,
      issued: String(figures?.issued ?? 0),
      served: String(figures?.completed ?? 0),
      mean: minutesText(figures && called > 0 ? figures.waitMs / called : null),
      p90: minutesText(figures ? waitAt(figures, 0.9) : null),
      cases: String(figures?.cases ?? 0),
      goal: String(countersOwning(hall, id) * (hall.catalogue?.rules.casesPerCounter ?? 25)),
    }
  })

/** How good the forecasts of the day were (F10); empty where nobody who was told a wait has been called yet. */
const toldFacts = (hall: Hall) => {
  const { n, within, maeMs, biasMs } = measureOf(toldWaits(hall))
  if (n === 0) return { told: '', toldWithin: '', toldError: '', toldBias: '' }
  const minutes = (ms: number): string => (Math.abs(ms) / MINUTE).toFixed(1)
  const bias =
    Math.abs(biasMs) < MINUTE / 2
      ? '预计与实际总体相符（应有八成未超上限）'
      : `总体上实际比预计${biasMs < 0 ? '久' : '快'} ${minutes(biasMs)} 分（应有八成未超上限）`
  return {
    told: String(n),
    toldWithin: `${Math.round(within * 100)}%`,
    toldError: `${minutes(maeMs)} 分`,
    toldBias: bias,
  }
}

/** `1f2e3d4c 5b6a7988 …`: as somebody reads it aloud to somebody else. */
const inGroups = (chain: string): string => chain.replace(/.{8}(?=.)/g, '$& ')

/** What the template of 日终单 may name. */
export const dayEndFacts = ({ hall, head }: DayEnd, at: Instant): FactsOf<'day-end'> => {
  const { timeZone } = hallOf(hall)
  const figures = [...hall.today.values()]
  const called = figures.some(({ waits }) => waits.length > 0)
  const graded = GRADES.map((grade) => ({ name: gradeWord(grade), count: hall.grades.get(grade) ?? 0 }))
  const asText = <T extends { readonly count: number }>(row: T) => ({ ...row, count: String(row.count) })
  return {
    ...hallFacts(hallOf(hall)),
    day: hall.day ?? '',
    at: hallTime(at, timeZone),
    state: hall.open ? '未闭厅，截至打印时' : '已闭厅',
    issued: String(hall.tickets.size),
    served: String(hall.counts.completed),
    noShow: String(hall.counts['no-show']),
    cancelled: String(hall.counts.cancelled),
    expired: String(hall.counts.expired),
    cases: String(figures.reduce((sum, { cases }) => sum + cases, 0)),
    longest: minutesText(called ? Math.max(...figures.map(({ waits }) => waits.at(-1) ?? 0)) : null),
    ...toldFacts(hall),
    rated: String(graded.reduce((sum, { count }) => sum + count, 0)),
    vacancies: String(hall.vacancies.length),
    answered: String(hall.answered),
    owed: String(hall.owed.size),
    position: String(head.position),
    chain: inGroups(head.chain),
    chainShort: inGroups(head.chain.slice(0, 16)),
    themes: themeRows(hall),
    grades: graded.map(asText),
    notices: NOTICE_KINDS.map((kind) => asText({ name: noticeWord(kind), count: hall.notices.get(kind) ?? 0 })),
  }
}

/** Builds 日终单 of a day; of one that is still going on, it says so. */
export const dayEndSlip = (end: DayEnd, at: Instant): Slip =>
  slipOf('day-end', `日终单 ${end.hall.day ?? ''}`, dayEndFacts(end, at), slipsOf(end.hall))

/** As many characters as a line holds, a mark at every fifth and a figure at every tenth. */
const ruler = (columns: number): string =>
  Array.from({ length: columns }, (_, index) => {
    const place = index + 1
    return place % 10 === 0 ? String((place / 10) % 10) : place % 5 === 0 ? ':' : '.'
  }).join('')

/** What the template of 打印机测试 may name. */
export const testFacts = (hall: Hall, setting: PrinterSetting, at: Instant): FactsOf<'test'> => {
  const model = modelFor(setting)
  return {
    ...hallFacts(hallOf(hall)),
    printer: setting.name,
    where: setting.place ?? '',
    model: model.id,
    paper: String(model.paper),
    dots: String(model.dots),
    columns: String(model.columns),
    ruler: ruler(model.columns),
    at: hallTime(at, hallOf(hall).timeZone),
  }
}

/** What a member of staff may have printed at any time. */
export type StaffSlip =
  | { readonly kind: 'waiting'; readonly hall: Hall }
  | ({ readonly kind: 'day-end' } & DayEnd)
  | { readonly kind: 'test'; readonly hall: Hall; readonly printer: PrinterSetting }

/** Builds a paper for the staff, as of `at`. */
export const staffSlip = (asked: StaffSlip, at: Instant): Slip => {
  switch (asked.kind) {
    case 'waiting':
      return slipOf('waiting', '等候名单', waitingFacts(asked.hall, at), slipsOf(asked.hall))
    case 'day-end':
      return dayEndSlip(asked, at)
    case 'test':
      return {
        ...slipOf(
          'test',
          `打印机测试 ${asked.printer.name}`,
          testFacts(asked.hall, asked.printer, at),
          slipsOf(asked.hall),
        ),
        // Whoever asked sits at another desk, and hears which printer it was.
        beep: true,
      }
  }
}

/** The ticket (号票), in the order of requirements §3.2. */
import type { Catalogue, Rules, TicketClass } from '../../hall/catalogue.ts'
import type { Instant } from '../../hall/ids.ts'
import type { Block, Size, Slip } from '../slip.ts'
import { field, type Stop, line as small, stopRows } from './parts.ts'
import { hallTime } from './time.ts'
import { badges, missedCallText, windowsText, zoneText } from './words.ts'

export type TicketFacts = {
  readonly hall: Pick<Catalogue['hall'], 'name' | 'hotline' | 'timeZone'>
  /** `A023`, as it is called. */
  readonly number: string
  readonly ticketClass: TicketClass
  /** 已预审: the guide desk saw the whole checklist (S003-07). */
  readonly prechecked?: boolean
  readonly service: string
  readonly zone: Stop['zone']
  /** Names of the windows that may call this ticket, in order. */
  readonly counters: readonly string[]
  /** What follows on the same number, in order (S004-34). */
  readonly further?: readonly Stop[]
  /** Tickets before this one. */
  readonly ahead: number
  /** Expected wait in minutes, a range and not a point; absent when nothing honest can be said. */
  readonly estimate?: { readonly fromMinutes: number; readonly toMinutes: number }
  /** `张*`: already masked by whoever knows the name. */
  readonly maskedName?: string
  readonly takenAt: Instant
  /** `noShow` is the rule of the ticket's theme. */
  readonly rules: Pick<Rules, 'calls' | 'noShow'>
  /** Further lines of the hall, at the foot. */
  readonly notices: readonly string[]
  /** The link in the QR: position, cancelling, later the rating. */
  readonly link: string
  /** The kiosk or desk that issued it, and its running number there. */
  readonly kiosk: string
  readonly serial: string
  /** 1 is the ticket itself; more is a reprint. */
  readonly copy: number
}

const CLASS_WORDS: Readonly<Record<TicketClass, readonly string[]>> = {
  ordinary: [],
  priority: ['优先'],
  appointment: ['预约'],
}

const line = (text: string, size: Size): Block => ({
  kind: 'text',
  text,
  size,
  align: 'left',
  maxLines: 2,
})

/** How many are before, and how long that takes as far as anything honest can be said. */
export const waitLines = ({ ahead, estimate }: Pick<TicketFacts, 'ahead' | 'estimate'>): Block[] => {
  const before = line(ahead === 0 ? '前面无人等待' : `前面等待 ${ahead} 人`, 2)
  if (!estimate) return [before]
  const { fromMinutes: from, toMinutes: to } = estimate
  return [before, line(from === to ? `预计约 ${to} 分钟` : `预计 ${from}～${to} 分钟`, 2)]
}

/** Where to go: large enough to be read while walking, the direction below it. */
export const whereLines = ({ zone, counters }: Pick<TicketFacts, 'zone' | 'counters'>): Block[] => [
  line(zoneText(zone), 2),
  ...(counters.length === 0 ? [] : [line(windowsText(counters), 2)]),
  ...(zone.direction === undefined ? [] : [line(zone.direction, 1)]),
]

/** All matters of the number in order, where it has several: nobody queues for the second one with a new number. */
const journey = ({ service, zone, counters, further = [] }: TicketFacts): Block[] =>
  further.length === 0
    ? []
    : [
        { kind: 'rule' },
        small(`本号依次办理 ${further.length + 1} 项，无需重新取号`, true),
        ...stopRows([{ service, zone, counters }, ...further]),
      ]

/** Builds the ticket. Throws when the link is too long for a QR code that a phone can read. */
export const ticketSlip = (facts: TicketFacts): Slip => ({
  title: `号票 ${facts.number}${facts.copy > 1 ? ` 补打${facts.copy}` : ''}`,
  blocks: [
    { kind: 'text', text: facts.hall.name, size: 2, align: 'center', maxLines: 2 },
    ...badges([...CLASS_WORDS[facts.ticketClass], ...(facts.prechecked ? ['已预审'] : [])], facts.copy),
    { kind: 'text', text: facts.number, size: 4, align: 'center', bold: true, maxLines: 1 },
    { kind: 'text', text: facts.service, size: 2, align: 'center', bold: true, maxLines: 2 },
    { kind: 'rule' },
    ...whereLines(facts),
    ...waitLines(facts),
    ...journey(facts),
    { kind: 'rule' },
    ...field('取号人', facts.maskedName),
    ...field('取号时间', hallTime(facts.takenAt, facts.hall.timeZone)),
    small(missedCallText(facts.rules)),
    ...facts.notices.map((text) => small(text)),
    { kind: 'qr', data: facts.link, label: '扫码看排队进度、取消、评价' },
    { kind: 'pair', left: `热线 ${facts.hall.hotline}`, right: `${facts.kiosk} ${facts.serial}` },
  ],
})

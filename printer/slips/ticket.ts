/** The ticket (号票), in the order of requirements §3.2. */
import type { Catalogue, Rules, TicketClass } from '../../hall/catalogue.ts'
import type { Instant } from '../../hall/ids.ts'
import type { Block, Size, Slip } from '../slip.ts'
import { hallTime } from './time.ts'
import { badges, counterList, missedCallText } from './words.ts'

export type TicketFacts = {
  readonly hall: Pick<Catalogue['hall'], 'name' | 'hotline' | 'timeZone'>
  /** `A023`, as it is called. */
  readonly number: string
  readonly ticketClass: TicketClass
  readonly service: string
  readonly zone: { readonly name: string; readonly floor: number; readonly direction?: string }
  /** Names of the windows that may call this ticket, in order. */
  readonly counters: readonly string[]
  /** Tickets before this one. */
  readonly ahead: number
  /** Expected wait in minutes, a range and not a point; absent when nothing honest can be said. */
  readonly estimate?: { readonly fromMinutes: number; readonly toMinutes: number }
  /** `张*`: already masked by whoever knows the name. */
  readonly maskedName?: string
  readonly takenAt: Instant
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

const CLASS_WORDS: Readonly<Record<TicketClass, string | undefined>> = {
  ordinary: undefined,
  priority: '优先',
  appointment: '预约',
}

const line = (text: string, size: Size): Block => ({
  kind: 'text',
  text,
  size,
  align: 'left',
  maxLines: 2,
})

const waiting = ({ ahead, estimate }: TicketFacts): Block[] => {
  const before = line(ahead === 0 ? '前面无人等待' : `前面等待 ${ahead} 人`, 2)
  if (!estimate) return [before]
  const { fromMinutes: from, toMinutes: to } = estimate
  return [before, line(from === to ? `预计约 ${to} 分钟` : `预计 ${from}～${to} 分钟`, 2)]
}

/** Builds the ticket. Throws when the link is too long for a QR code that a phone can read. */
export const ticketSlip = (facts: TicketFacts): Slip => ({
  title: `号票 ${facts.number}${facts.copy > 1 ? ` 补打${facts.copy}` : ''}`,
  blocks: [
    { kind: 'text', text: facts.hall.name, size: 2, align: 'center', maxLines: 2 },
    ...badges(CLASS_WORDS[facts.ticketClass], facts.copy),
    { kind: 'text', text: facts.number, size: 4, align: 'center', bold: true, maxLines: 1 },
    { kind: 'text', text: facts.service, size: 2, align: 'center', bold: true, maxLines: 2 },
    { kind: 'rule' },
    line(facts.zone.name.includes('楼') ? facts.zone.name : `${facts.zone.floor}楼 ${facts.zone.name}`, 2),
    ...(facts.counters.length === 0 ? [] : [line(`${counterList(facts.counters)}号窗口`, 2)]),
    ...(facts.zone.direction === undefined ? [] : [line(facts.zone.direction, 1)]),
    ...waiting(facts),
    { kind: 'rule' },
    ...(facts.maskedName === undefined ? [] : [{ kind: 'field', label: '取号人', value: facts.maskedName } as const]),
    { kind: 'field', label: '取号时间', value: hallTime(facts.takenAt, facts.hall.timeZone) },
    { kind: 'text', text: missedCallText(facts.rules), size: 1, align: 'left' },
    ...facts.notices.map((text) => ({ kind: 'text', text, size: 1, align: 'left' }) as const),
    { kind: 'qr', data: facts.link, label: '扫码看排队进度、取消、评价' },
    { kind: 'pair', left: `热线 ${facts.hall.hotline}`, right: `${facts.kiosk} ${facts.serial}` },
  ],
})

/** The next stop: where somebody goes on with the number in their hand, after a transfer or the end of a leg (S004-33). */
import type { Instant } from '../../hall/ids.ts'
import type { Block, Slip } from '../slip.ts'
import { code, field, line, type Office, type Stop, stopRows } from './parts.ts'
import { type TicketFacts, waitLines, whereLines } from './ticket.ts'
import { hallTime } from './time.ts'
import { windowsText } from './words.ts'

export type NextFacts = Pick<Office, 'hall' | 'counter' | 'at'> &
  Partial<Pick<TicketFacts, 'ahead' | 'estimate'>> & {
    readonly number: string
    readonly stop: Stop
    /** What follows after that, in order. */
    readonly further: readonly Stop[]
    /** Why they are sent on; absent when the visit simply goes on. */
    readonly reason?: string
    /** Not called before this moment. */
    readonly until?: Instant
    /** For somebody who has no ticket on paper. */
    readonly link?: string
  }

const wait = ({ ahead, estimate, until, hall }: NextFacts): Block[] => {
  if (until !== undefined)
    return [
      {
        kind: 'text',
        text: `${hallTime(until, hall.timeZone).slice(-8, -3)} 起排队`,
        size: 2,
        align: 'left',
        maxLines: 1,
      },
    ]
  return ahead === undefined ? [] : waitLines({ ahead, ...(estimate === undefined ? {} : { estimate }) })
}

/** Builds the slip. Throws when the link is too long for a QR code that a phone can read. */
export const nextSlip = (facts: NextFacts): Slip => ({
  title: `下一站 ${facts.number}`,
  blocks: [
    { kind: 'text', text: `${facts.number} 下一站`, size: 2, align: 'center', bold: true, maxLines: 1 },
    { kind: 'text', text: facts.stop.service, size: 2, align: 'center', bold: true, maxLines: 2 },
    { kind: 'rule' },
    ...whereLines(facts.stop),
    ...wait(facts),
    { kind: 'rule' },
    line('原号继续有效，无需重新取号。', true),
    ...field('原因', facts.reason),
    ...(facts.further.length === 0 ? [] : [line('其后依次办理：'), ...stopRows(facts.further)]),
    ...code(facts.link, '扫码看排队进度、评价'),
    {
      kind: 'pair',
      left: `${windowsText([facts.counter])} ${hallTime(facts.at, facts.hall.timeZone).slice(-8, -3)}`,
      right: `热线 ${facts.hall.hotline}`,
    },
  ],
})

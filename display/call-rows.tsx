/** The calls, one row a window: number, 请到, window, zone. */
import { language, say } from '../client/language.ts'
import { isNumbered, windowText } from '../client/phrases.ts'
import { tick } from '../client/time.ts'
import type { BoardCall } from '../hall/views/public.ts'
import { PULSE_MS, pageOfRows, windowRows } from './rows.ts'
import { TicketNumber } from './ticket-number.tsx'
import { W } from './words.ts'

type RowProps = { readonly call: BoardCall; readonly newest: boolean; readonly now: number }

const Row = ({ call, newest, now }: RowProps) => {
  const fresh = now - call.at < PULSE_MS
  const marks = [
    // Only the newest is inverted, until its ticket is at the window; others of the same moment are marked beside it.
    call.live && newest ? 'is-called' : '',
    call.live && newest && fresh ? 'is-pulsing' : '',
    call.live && fresh ? 'is-fresh' : '',
    call.live ? '' : 'is-past',
  ]
  return (
    <li class={`call ${marks.join(' ')}`}>
      <span class="call-number">
        <TicketNumber number={call.number} />
      </span>
      <span class="call-to">{say(isNumbered(call.counterName) ? W.goToWindow : W.goTo)}</span>
      <span class="call-window">{language.value === 'zh' ? windowText(call.counterName) : call.counterName}</span>
      <span class="call-side">
        <span class="call-zone">{call.zoneName}</span>
        <span class="call-tags">
          {call.class === 'priority' && <span class="tag tag-priority">{say(W.priority)}</span>}
          {call.recall && call.live && <span class="tag tag-again">{say(W.again)}</span>}
        </span>
      </span>
    </li>
  )
}

export const CallRows = ({ calls, size }: { readonly calls: readonly BoardCall[]; readonly size: number }) => {
  const { rows, page, pages } = pageOfRows(windowRows(calls), size, tick.value)
  return (
    <>
      <ol class="calls" style={`--rows:${size}`}>
        {rows.map((call, index) => (
          <Row key={`${call.counter} ${call.position}`} call={call} newest={index === 0} now={tick.value} />
        ))}
      </ol>
      {pages > 1 && (
        <p class="call-pages" aria-hidden="true">
          {Array.from({ length: pages }, (_, index) => (
            <span key={index} class={index === page ? 'dot is-here' : 'dot'} />
          ))}
        </p>
      )}
    </>
  )
}

/** The calls, one row a window: number, masked name where the hall wants it, window, floor, and what is said of the call. */
import { say } from '../client/language.ts'
import { numberParts } from '../client/phrases.ts'
import { tick } from '../client/time.ts'
import type { BoardCall } from '../hall/views/public.ts'
import { floorText, tagsOf, windowIn } from './columns.ts'
import type { BoardLayout } from './layout.ts'
import { LegibleText } from './legible-text.tsx'
import { PULSE_MS, pageOfRows, turnOf, windowRows } from './rows.ts'
import { W } from './words.ts'

/** Where two tags share one place, each stands so long, ms. */
const TAG_MS = 3_000

type RowProps = {
  readonly call: BoardCall
  readonly newest: boolean
  readonly now: number
  readonly layout: BoardLayout
}

const Row = ({ call, newest, now, layout }: RowProps) => {
  const { columns, form } = layout
  const fresh = now - call.at < PULSE_MS
  const marks = [
    // Only the newest is inverted, until its ticket is at the window; others of the same moment are marked beside it.
    call.live && newest ? 'is-called' : '',
    call.live && newest && fresh ? 'is-pulsing' : '',
    call.live && fresh ? 'is-fresh' : '',
    call.live ? '' : 'is-past',
  ]
  const [letters, digits] = numberParts(call.number)
  const [tag] = turnOf(tagsOf(call, form), 1, now, TAG_MS)
  const sign =
    tag === undefined ? null : <span class={form.tag === 2 ? 'tag is-small' : 'tag'}>{<LegibleText text={tag} />}</span>
  return (
    <li class={`call ${marks.join(' ')}`}>
      <span class="call-number">
        <span class="call-letters">{letters}</span>
        {digits}
      </span>
      {columns.name > 0 && (
        <span class="call-name">
          <LegibleText text={call.maskedName ?? ''} />
        </span>
      )}
      <span class="call-window">
        <span class="call-place">
          <LegibleText text={windowIn(call.counterName, form)} />
        </span>
        {columns.tag === 0 && sign}
      </span>
      {columns.floor > 0 && (
        <span class="call-floor">
          <LegibleText text={floorText(call.floor)} />
        </span>
      )}
      {columns.tag > 0 && <span class="call-tag">{sign}</span>}
    </li>
  )
}

const Headings = ({ layout: { columns } }: { readonly layout: BoardLayout }) => (
  <p class="call-headings" aria-hidden="true">
    <span>{say(W.number)}</span>
    {columns.name > 0 && <span>{say(W.name)}</span>}
    <span>{say(W.pleaseGo)}</span>
    {columns.floor > 0 && <span>{say(W.floor)}</span>}
    {columns.tag > 0 && <span />}
  </p>
)

type Props = { readonly calls: readonly BoardCall[]; readonly layout: BoardLayout }

export const CallRows = ({ calls, layout }: Props) => {
  const { rows, page, pages } = pageOfRows(windowRows(calls), layout.rows, tick.value)
  return (
    <>
      <Headings layout={layout} />
      <ol class="calls">
        {rows.map((call, index) => (
          <Row
            key={`${call.counter} ${call.position}`}
            call={call}
            newest={index === 0}
            now={tick.value}
            layout={layout}
          />
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

/** What was just done for somebody: the ticket that prints, or how they were served without one. */
import { fill, say } from '../client/language.ts'
import { rangeText } from '../client/phrases.ts'
import { CLASS_WORDS } from '../client/words.ts'
import type { Desk } from './guide-desk.ts'
import { type Issued, issued, lookUp, servedAtDesk } from './guide-state.ts'
import { Y } from './guide-tray-words.ts'
import { Icon } from './icons.tsx'

/** The estimate is for the end of the line; precedence makes it shorter by an amount nobody can promise. */
const waitText = (desk: Desk, { wish }: Issued): string => {
  const theme = desk.view.themes.find((row) => row.id === wish.service.theme)
  if (theme?.openCounters === 0) return say(Y.noEstimate)
  return theme?.estimate && wish.class === 'ordinary'
    ? fill(Y.estimate, { range: rangeText(theme.estimate) })
    : say(CLASS_WORDS[wish.class])
}

const Ticket = ({ desk, ticket }: { readonly desk: Desk; readonly ticket: Issued }) => (
  <button type="button" aria-label={`${say(Y.look)} ${ticket.number}`} onClick={() => void lookUp(ticket.number)}>
    <strong class="taken-number">{ticket.number}</strong>
    <span class="taken-text">
      <span>
        {ticket.ahead !== undefined && `${fill(Y.ahead, { count: ticket.ahead })} · `}
        {waitText(desk, ticket)}
      </span>
      <span class="good">
        {say(Y.issued)}
        {ticket.prechecked && ` · ${say(Y.prechecked)}`}
      </span>
    </span>
  </button>
)

/** Beside the next person's choice, never before it: the next number is two touches away as the first was. */
export const GuideTaken = ({ desk }: { readonly desk: Desk }) => (
  <div class="taken" role="status">
    {issued.value ? (
      <Ticket desk={desk} ticket={issued.value} />
    ) : (
      <p>
        <Icon name="check" />
        {servedAtDesk.value}
      </p>
    )}
  </div>
)

/** Finding a ticket, by its number or in the list of the latest. */
import { useSignal } from '@preact/signals'
import { fill, say } from '../client/language.ts'
import { clock, minutesSince, tick } from '../client/time.ts'
import { CLASS_WORDS, problemText, STATUS_WORDS } from '../client/words.ts'
import type { TicketCard } from '../hall/views/card.ts'
import { afterwards } from './afterwards.ts'
import type { Desk } from './guide-desk.ts'
import { found, lookTrouble, lookUp } from './guide-state.ts'
import { W } from './guide-words.ts'
import { Icon } from './icons.tsx'
import { serviceNamed } from './names.ts'
import { statusBadge } from './status-badge.ts'
import { ticketNumberOf } from './ticket-number.ts'

const SearchRow = () => {
  const typed = useSignal('')
  const bad = useSignal(false)
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    const number = ticketNumberOf(typed.value)
    bad.value = number === undefined
    if (number === undefined) return
    typed.value = ''
    void lookUp(number)
  }
  const problem = lookTrouble.value
  return (
    <form class="look" onSubmit={submit}>
      <input
        value={typed.value}
        placeholder={say(W.number)}
        aria-label={say(W.number)}
        autocapitalize="characters"
        autocomplete="off"
        onInput={(event) => {
          typed.value = event.currentTarget.value
          bad.value = false
          lookTrouble.value = undefined
        }}
      />
      <button type="submit" class="action">
        <Icon name="search" />
        {say(W.find)}
      </button>
      <p class="trouble" role="alert">
        {bad.value ? say(W.badNumber) : problem ? problemText(problem) : ''}
      </p>
    </form>
  )
}

const RecentRow = ({ card, timeZone }: { readonly card: TicketCard; readonly timeZone: string }) => (
  <li>
    <button
      type="button"
      class="recent-row"
      onClick={() => {
        found.value = { ticket: card, ahead: 0 }
        void lookUp(card.number)
      }}
    >
      <b class="list-number">{card.number}</b>
      <span class="recent-middle">
        <span class="recent-service">{serviceNamed(card)}</span>
        <small>
          {clock(card.issuedAt, timeZone)}
          {card.class !== 'ordinary' && ` · ${say(CLASS_WORDS[card.class])}`}
          {card.status === 'waiting' && ` · ${fill(W.minutes, { count: minutesSince(card.readyAt, tick.value) })}`}
        </small>
      </span>
      <span class={statusBadge(card.status)}>{say(STATUS_WORDS[card.status])}</span>
    </button>
  </li>
)

const ticketPart = afterwards(() => import('./guide-ticket.tsx'))

export const GuideLookup = ({ desk }: { readonly desk: Desk }) => {
  const { view } = desk
  const GuideTicket = ticketPart.value?.GuideTicket
  return (
    <section class="column" aria-label={say(W.look)}>
      <SearchRow />
      {found.value && GuideTicket ? (
        <GuideTicket desk={desk} seen={found.value} />
      ) : (
        <>
          <h2>{say(W.recent)}</h2>
          <ul class="list scroll">
            {view.recent.map((card) => (
              <RecentRow key={card.id} card={card} timeZone={view.timeZone} />
            ))}
          </ul>
          {view.recent.length === 0 && <p class="hint">{say(W.noRecent)}</p>}
        </>
      )}
    </section>
  )
}

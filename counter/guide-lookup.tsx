/** Finding a ticket: scanned, typed, or in the list of the latest. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { fill, say } from '../client/language.ts'
import { clock, minutesSince, tick } from '../client/time.ts'
import { CLASS_WORDS, problemText, STATUS_WORDS } from '../client/words.ts'
import type { TicketCard } from '../hall/views/card.ts'
import { afterwards } from './afterwards.ts'
import type { Desk } from './guide-desk.ts'
import { soughtIn } from './guide-scan.ts'
import { listenForScans } from './guide-scanner.ts'
import { find, found, lookTrouble, lookUp } from './guide-state.ts'
import { T } from './guide-ticket-words.ts'
import { WaitingListButton } from './guide-waiting-list.tsx'
import { Icon } from './icons.tsx'
import { serviceNamed } from './names.ts'
import { statusBadge } from './status-badge.ts'

const SearchRow = () => {
  const typed = useSignal('')
  const bad = useSignal(false)
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    const sought = soughtIn(typed.value)
    bad.value = sought === undefined
    if (!sought) return
    typed.value = ''
    void find(sought)
  }
  const problem = lookTrouble.value
  return (
    <form class="look" onSubmit={submit}>
      <input
        value={typed.value}
        placeholder={say(T.number)}
        aria-label={say(T.number)}
        autocapitalize="characters"
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => {
          typed.value = event.currentTarget.value
          bad.value = false
          lookTrouble.value = undefined
        }}
      />
      <button type="submit" class="action">
        <Icon name="search" />
        {say(T.find)}
      </button>
      <p class="trouble" role="alert">
        {bad.value ? say(T.badNumber) : problem ? problemText(problem) : ''}
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
        <small class="recent-facts">
          {clock(card.issuedAt, timeZone)}
          {card.class !== 'ordinary' && ` · ${say(CLASS_WORDS[card.class])}`}
          {card.prechecked && ` · ${say(T.prechecked)}`}
          {card.status === 'waiting' && ` · ${fill(T.minutes, { count: minutesSince(card.readyAt, tick.value) })}`}
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
  useEffect(() => listenForScans((secret) => void find({ by: 'secret', secret })), [])
  return (
    <section class="column" aria-label={say(T.look)}>
      <SearchRow />
      {found.value && GuideTicket ? (
        <GuideTicket key={found.value.ticket.id} desk={desk} seen={found.value} />
      ) : (
        <>
          <h2>{say(T.recent)}</h2>
          <ul class="list scroll">
            {view.recent.map((card) => (
              <RecentRow key={card.id} card={card} timeZone={view.timeZone} />
            ))}
          </ul>
          {view.recent.length === 0 && <p class="hint">{say(T.noRecent)}</p>}
          <WaitingListButton printers={view.printers} />
        </>
      )}
    </section>
  )
}

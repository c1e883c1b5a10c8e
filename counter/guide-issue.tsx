/** Taking a number for somebody: what for, with which right, and the ticket prints by itself. */
import { useSignal } from '@preact/signals'
import { catalogue } from '../client/catalogue.ts'
import { fill, say } from '../client/language.ts'
import { rangeText } from '../client/phrases.ts'
import { nowHere } from '../client/time.ts'
import { CLASS_WORDS, GROUND_WORDS } from '../client/words.ts'
import { type Service, TICKET_CLASSES } from '../hall/catalogue.ts'
import { PRIORITY_GROUNDS } from '../hall/commands.ts'
import { busy, trouble } from './acting.ts'
import { findServices, mostUsed } from './find-service.ts'
import type { Desk } from './guide-desk.ts'
import {
  asked,
  type Issued,
  issued,
  issueOf,
  lookUp,
  rememberAsked,
  showIssued,
  type Wish,
  wish,
} from './guide-state.ts'
import { W } from './guide-words.ts'
import { Icon } from './icons.tsx'
import { named } from './names.ts'
import { nearestSlot, slotsOf } from './slots.ts'
import { TroubleLine } from './trouble-line.tsx'

const FREQUENT = 10

const choose = (service: Service): void => {
  issued.value = undefined
  wish.value = { service, class: 'ordinary' }
}

const chooseClass = (now: Wish, name: Wish['class']): void => {
  const book = catalogue.value
  const slots = book ? slotsOf(book.hours, book.hall.timeZone, nowHere()) : []
  const slot = name === 'appointment' ? nearestSlot(slots, nowHere())?.at : undefined
  wish.value = { service: now.service, class: name, ...(slot === undefined ? {} : { slot }) }
}

const Ground = ({ now }: { readonly now: Wish }) => (
  <div class="grounds">
    <p class="hint">{say(W.ground)}</p>
    {PRIORITY_GROUNDS.map((ground) => (
      <button
        key={ground}
        type="button"
        class="choice"
        aria-pressed={now.ground === ground}
        onClick={() => {
          wish.value = { ...now, ground }
        }}
      >
        {say(GROUND_WORDS[ground])}
      </button>
    ))}
  </div>
)

const Slots = ({ now }: { readonly now: Wish }) => {
  const book = catalogue.value
  const slots = book ? slotsOf(book.hours, book.hall.timeZone, nowHere()) : []
  return (
    <div class="grounds slots">
      <p class="hint">{say(slots.length === 0 ? W.noSlots : W.slot)}</p>
      {slots.map((slot) => (
        <button
          key={slot.text}
          type="button"
          class="choice"
          aria-pressed={now.slot === slot.at}
          onClick={() => {
            wish.value = { ...now, slot: slot.at }
          }}
        >
          {slot.text}
        </button>
      ))}
    </div>
  )
}

const Tray = ({ desk, now }: { readonly desk: Desk; readonly now: Wish }) => {
  const ready = issueOf(now) !== undefined
  const take = async (): Promise<void> => {
    const intent = issueOf(now)
    if (!intent) return
    const number = await desk.does('issue', intent)
    if (number === undefined) return
    rememberAsked(now.service.id)
    wish.value = undefined
    void showIssued(number, now)
  }
  return (
    <div class="tray">
      <p class="tray-service">{named(now.service)}</p>
      <div class="segments">
        {TICKET_CLASSES.map((name) => (
          <button
            key={name}
            type="button"
            class="tab"
            aria-pressed={now.class === name}
            onClick={() => chooseClass(now, name)}
          >
            {say(CLASS_WORDS[name])}
          </button>
        ))}
      </div>
      {now.class === 'priority' && <Ground now={now} />}
      {now.class === 'appointment' && <Slots now={now} />}
      <button
        type="button"
        class={busy.value?.unconfirmed ? 'action take unconfirmed' : 'action take'}
        disabled={!ready || busy.value !== undefined}
        onClick={() => void take()}
      >
        <Icon name="ticket" />
        {say(busy.value?.unconfirmed ? W.unconfirmed : ready ? W.issue : W.issueNeeds)}
      </button>
      <TroubleLine problem={trouble.value} />
    </div>
  )
}

const Taken = ({ desk, ticket }: { readonly desk: Desk; readonly ticket: Issued }) => {
  const theme = desk.view.themes.find((row) => row.id === ticket.wish.service.theme)
  const estimate = theme?.estimate
  // The estimate is for the end of the line; precedence makes it shorter by an amount nobody can promise.
  const wait =
    theme?.openCounters === 0
      ? say(W.noEstimate)
      : estimate && ticket.wish.class === 'ordinary'
        ? fill(W.estimate, { range: rangeText(estimate) })
        : say(CLASS_WORDS[ticket.wish.class])
  return (
    <div class="tray taken" role="status">
      <p class="tray-service">{named(ticket.wish.service)}</p>
      <strong class="taken-number">{ticket.number}</strong>
      <p class="hint">
        {ticket.ahead !== undefined && `${fill(W.ahead, { count: ticket.ahead })} · `}
        {wait}
      </p>
      <p class="good">{say(W.issued)}</p>
      <div class="row">
        <button type="button" class="action soft" onClick={() => void lookUp(ticket.number)}>
          {say(W.look)}
        </button>
        <button
          type="button"
          class="action"
          onClick={() => {
            issued.value = undefined
          }}
        >
          {say(W.again)}
        </button>
      </div>
    </div>
  )
}

export const GuideIssue = ({ desk }: { readonly desk: Desk }) => {
  const words = useSignal('')
  const theme = useSignal<string | undefined>(undefined)
  const book = catalogue.value
  const services = book?.services ?? []
  const searching = words.value.trim() !== ''
  const recent = desk.view.recent.map((card) => card.service)
  const rows = searching
    ? findServices(services, words.value)
    : theme.value === undefined
      ? mostUsed(services, [...recent, ...asked.value], FREQUENT)
      : services.filter((service) => service.theme === theme.value)
  return (
    <section class="column issue" aria-label={say(W.take)}>
      <label class="search">
        <Icon name="search" />
        <input
          type="search"
          value={words.value}
          placeholder={say(W.search)}
          aria-label={say(W.search)}
          onInput={(event) => {
            words.value = event.currentTarget.value
          }}
        />
      </label>
      <div class="theme-tabs">
        <button
          type="button"
          class="theme-tab"
          aria-pressed={!searching && theme.value === undefined}
          onClick={() => {
            words.value = ''
            theme.value = undefined
          }}
        >
          <Icon name="star" />
          {say(W.frequent)}
        </button>
        {desk.view.themes.map((row) => (
          <button
            key={row.id}
            type="button"
            class="theme-tab"
            aria-pressed={!searching && theme.value === row.id}
            onClick={() => {
              words.value = ''
              theme.value = row.id
            }}
          >
            <span>{named(row)}</span>
            <small>
              {say(W.waiting)} {row.waiting}
            </small>
          </button>
        ))}
      </div>
      <div class="tiles">
        {rows.map((service) => (
          <button
            key={service.id}
            type="button"
            class="service"
            aria-pressed={wish.value?.service.id === service.id}
            onClick={() => choose(service)}
          >
            {named(service)}
          </button>
        ))}
        {searching && rows.length === 0 && <p class="hint">{say(W.none)}</p>}
      </div>
      {wish.value && <Tray desk={desk} now={wish.value} />}
      {!wish.value && issued.value && <Taken desk={desk} ticket={issued.value} />}
    </section>
  )
}

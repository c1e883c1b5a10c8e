/** One ticket at the guide desk: how it stands, what happened to it, and what can be done for its owner. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { catalogue } from '../client/catalogue.ts'
import { fill, say, type Word } from '../client/language.ts'
import { windowText } from '../client/phrases.ts'
import { clock, minutesSince, tick } from '../client/time.ts'
import { CLASS_WORDS, GROUND_WORDS, STATUS_WORDS } from '../client/words.ts'
import type { Intent } from '../hall/commands.ts'
import type { Status } from '../hall/ticket.ts'
import { busy, trouble } from './acting.ts'
import type { Desk } from './guide-desk.ts'
import { Cancel, Redirect } from './guide-sheets.tsx'
import { done, type Found, found, lookUp } from './guide-state.ts'
import { T } from './guide-ticket-words.ts'
import { W } from './guide-words.ts'
import { Icon } from './icons.tsx'
import { serviceNamed } from './names.ts'
import { statusBadge } from './status-badge.ts'
import { TroubleLine } from './trouble-line.tsx'

const REFRESH_MS = 5_000

const MAY_REDIRECT: readonly Status[] = ['waiting', 'called', 'serving', 'parked']
const MAY_CANCEL: readonly Status[] = ['waiting', 'called', 'parked', 'no-show']
const MAY_REPRINT: readonly Status[] = ['waiting', 'called', 'serving', 'parked', 'no-show']

const counterName = (id: string): string =>
  windowText(catalogue.value?.counters.find((counter) => counter.id === id)?.name ?? id)

type Fact = readonly [Word, string]

/** What happened to it, as far as its card tells. */
const factsOf = ({ ticket, ahead }: Found, timeZone: string): readonly Fact[] => {
  const facts: Fact[] = [[T.issuedAt, clock(ticket.issuedAt, timeZone, true)]]
  const since = (word: Word, at: number | undefined, rest = ''): void => {
    if (at !== undefined) facts.push([word, `${clock(at, timeZone)}${rest}`])
  }
  if (ticket.status === 'waiting') {
    facts.push([T.aheadFact, fill(T.people, { count: ahead })])
    facts.push([T.waited, fill(W.minutes, { count: minutesSince(ticket.readyAt, tick.value) })])
  }
  if (ticket.slot !== undefined) since(W.slot, ticket.slot)
  if (ticket.calledAt !== undefined) {
    const values = {
      time: clock(ticket.calledAt, timeZone),
      counter: counterName(ticket.counter ?? ''),
      calls: ticket.calls ?? 1,
    }
    facts.push([T.called, fill(T.calledAt, values)])
  } else if (ticket.counter !== undefined) facts.push([T.counterFact, counterName(ticket.counter)])
  since(T.started, ticket.startedAt)
  since(T.parked, ticket.parkedAt, ticket.reason ? ` · ${ticket.reason}` : '')
  since(T.missed, ticket.missedAt)
  facts.push([T.copies, fill(T.copiesFact, { count: ticket.copies })])
  return facts
}

export const GuideTicket = ({ desk, seen }: { readonly desk: Desk; readonly seen: Found }) => {
  const { view, does } = desk
  const sheet = useSignal<'redirect' | 'cancel' | undefined>(undefined)
  const { number, id } = seen.ticket
  // The lists of the view are newer than what was looked up, for the tickets they hold.
  const newer = [...view.recent, ...view.missed].find((card) => card.id === id)
  const ticket = newer ?? seen.ticket
  useEffect(() => {
    const timer = setInterval(() => void lookUp(number), REFRESH_MS)
    return () => clearInterval(timer)
  }, [number])
  const act = async (intent: Intent, said: Word): Promise<void> => {
    if ((await does('ticket', intent)) === undefined) return
    sheet.value = undefined
    done.value = say(said)
    await lookUp(number)
  }
  const close = (): void => {
    sheet.value = undefined
  }
  const off = busy.value !== undefined
  return (
    <div class="found scroll">
      <button
        type="button"
        class="plain back"
        onClick={() => {
          found.value = undefined
          done.value = ''
          trouble.value = undefined
        }}
      >
        <Icon name="back" />
        <span>{say(T.back)}</span>
      </button>
      <div class="found-head">
        <strong class="found-number">{ticket.number}</strong>
        <span class={statusBadge(ticket.status)}>{say(STATUS_WORDS[ticket.status])}</span>
        {ticket.class !== 'ordinary' && (
          <span class={`chip ${ticket.class}`}>
            {say(CLASS_WORDS[ticket.class])}
            {ticket.ground && ` · ${say(GROUND_WORDS[ticket.ground])}`}
          </span>
        )}
      </div>
      <p class="found-service">{serviceNamed(ticket)}</p>
      <dl class="facts">
        {factsOf({ ticket, ahead: seen.ahead }, view.timeZone).map(([word, text]) => (
          <div key={word[0]}>
            <dt>{say(word)}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {done.value !== '' && <p class="good">{done.value}</p>}
      {sheet.value === undefined && (
        <TroubleLine problem={trouble.value} unconfirmed={busy.value?.unconfirmed ?? false} />
      )}
      <div class="found-acts">
        {ticket.status === 'no-show' && (
          <button
            type="button"
            class="action"
            disabled={off}
            onClick={() => void act({ type: 'ReturnTicket', ticket: id }, T.returned)}
          >
            {say(W.return)}
          </button>
        )}
        <button
          type="button"
          class="action soft"
          disabled={off || !MAY_REDIRECT.includes(ticket.status)}
          onClick={() => {
            sheet.value = 'redirect'
          }}
        >
          <Icon name="move" />
          {say(T.redirect)}
        </button>
        <button
          type="button"
          class="action soft"
          disabled={off || !MAY_REPRINT.includes(ticket.status)}
          onClick={() => void act({ type: 'ReprintTicket', ticket: id }, T.reprinted)}
        >
          <Icon name="printer" />
          {say(T.reprint)}
        </button>
        <button
          type="button"
          class="action soft"
          disabled={off || !MAY_CANCEL.includes(ticket.status)}
          onClick={() => {
            sheet.value = 'cancel'
          }}
        >
          <Icon name="cross" />
          {say(T.cancel)}
        </button>
      </div>
      {sheet.value === 'redirect' && (
        <Redirect desk={desk} ticket={ticket} onClose={close} onAct={(intent) => void act(intent, T.redirected)} />
      )}
      {sheet.value === 'cancel' && (
        <Cancel
          desk={desk}
          ticket={ticket}
          onClose={close}
          onAct={(intent) => void act(intent, STATUS_WORDS.cancelled)}
        />
      )}
    </div>
  )
}

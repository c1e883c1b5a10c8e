/** The ticket in the pocket: one page on the visitor's own phone, live, with nothing but the secret in its address. */
import { effect, signal } from '@preact/signals'
import { render } from 'preact'
import { fill, language, say, speak } from '../client/language.ts'
import { connected, refusals, watch } from '../client/live-view.ts'
import { either, waitText, windowText } from '../client/phrases.ts'
import { StaleNotice } from '../client/stale-notice.tsx'
import { clock, nowHere } from '../client/time.ts'
import { problemText } from '../client/words.ts'
import { servedToday } from '../hall/served-today.ts'
import type { VisitorView } from '../hall/views/public.ts'
import { RateCards } from './rate-card.tsx'
import { Legs, statusOf } from './ticket-legs.tsx'
import { T } from './ticket-words.ts'
import { askAsVisitor, secretOf } from './visitor.ts'
import '../client/tokens.css'
import './ticket.css'

const secret = secretOf(location.pathname)
const live = watch('ticket', secret)
const asking = signal(false)
const busy = signal(false)
const trouble = signal('')

const Called = ({ view }: { readonly view: VisitorView }) => (
  <section class="called" role="alert">
    <p>{say(T.goNow)}</p>
    <p class="called-window">{windowText(view.counterName ?? '')}</p>
    {view.direction !== '' && <p>{view.direction}</p>}
  </section>
)

/** Why the wait is longer than what was told (F6), and whether it ends today (F7); empty on an ordinary day. */
const waitNote = (view: VisitorView): string => {
  const today = servedToday(view.estimate, nowHere(), view.closesAt)
  const late = view.unknown === 'too-far' || today === 'uncertain' || today === 'unlikely'
  return [...(view.rose ? [say(T[view.rose])] : []), ...(late ? [say(T.uncertain)] : [])].join(say(['。', '. ']))
}

const Queue = ({ view }: { readonly view: VisitorView }) => (
  <dl class="queue">
    <div>
      <dt>{say(T.ahead)}</dt>
      <dd>{view.ahead === 0 ? say(T.next) : fill(T.aheadText, { count: view.ahead })}</dd>
    </div>
    <div>
      <dt>{say(T.estimate)}</dt>
      <dd>{waitText(view, T.noWindow)}</dd>
    </div>
    {view.direction !== '' && (
      <div class="is-wide">
        <dt>{say(T.where)}</dt>
        <dd class="direction">{view.direction}</dd>
      </div>
    )}
  </dl>
)

const cancel = async (view: VisitorView): Promise<void> => {
  if (busy.value) return
  busy.value = true
  const answer = await askAsVisitor(secret, { type: 'CancelTicket', ticket: view.ticket, reason: T.cancelReason[0] })
  busy.value = false
  asking.value = false
  trouble.value = answer.ok ? '' : problemText(answer)
}

const Cancel = ({ view }: { readonly view: VisitorView }) =>
  asking.value ? (
    <section class="cancel-ask" role="alertdialog" aria-label={say(T.cancelAsk)}>
      <p>{say(T.cancelAsk)}</p>
      <div>
        <button
          type="button"
          class="button"
          onClick={() => {
            asking.value = false
          }}
        >
          {say(T.cancelNo)}
        </button>
        <button type="button" class="button is-danger" disabled={busy.value} onClick={() => void cancel(view)}>
          {say(T.cancelYes)}
        </button>
      </div>
    </section>
  ) : (
    <button
      type="button"
      class="button is-quiet"
      onClick={() => {
        trouble.value = ''
        asking.value = true
      }}
    >
      {say(T.cancel)}
    </button>
  )

const cancellable = ({ status }: VisitorView): boolean => ['waiting', 'called', 'parked', 'no-show'].includes(status)

const Ticket = ({ view, at }: { readonly view: VisitorView; readonly at: number }) => (
  <main class={`ticket is-${view.status}`}>
    <header>
      <p class="hall">{either(view.name, view.nameEn)}</p>
      <button
        type="button"
        class="language"
        lang={language.value === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => speak(language.value === 'zh' ? 'en' : 'zh')}
      >
        {say(T.otherLanguage)}
      </button>
    </header>
    <StaleNotice timeZone={view.timeZone} />
    <section class="card">
      <h1>
        <span class="number-label">{say(T.yourNumber)}</span>
        <span class="number">{view.number}</span>
      </h1>
      <p class="service">{either(view.serviceName, view.serviceNameEn)}</p>
      <p class="status">{statusOf(view)}</p>
      {view.status === 'called' && <Called view={view} />}
      {view.status === 'serving' && <p class="at-window">{windowText(view.counterName ?? '')}</p>}
      {view.status === 'waiting' && <Queue view={view} />}
      {view.status === 'waiting' && waitNote(view) !== '' && <p class="wait-note">{waitNote(view)}</p>}
    </section>
    {view.legs.length > 1 && <Legs legs={view.legs} />}
    <RateCards ticket={view.ticket} secret={secret} ratings={view.ratings} />
    <p class="trouble" role="alert">
      {trouble.value}
    </p>
    {cancellable(view) && <Cancel view={view} />}
    <footer>
      {connected.value ? fill(T.updated, { time: clock(at, view.timeZone, true) }) : say(T.noLine)}
      {view.hotline !== '' && ` · ${fill(T.hotline, { phone: view.hotline })}`}
    </footer>
  </main>
)

const Page = () => {
  const message = live.value
  if (message) return <Ticket view={message.view} at={message.now} />
  const unknown = secret === '' || Object.keys(refusals.value).length > 0
  return (
    <main class="ticket is-empty">
      <h1>{say(unknown ? T.unknown : T.connecting)}</h1>
      {unknown && <p>{say(T.unknownHint)}</p>}
    </main>
  )
}

effect(() => {
  const view = live.value?.view
  if (!view) return
  // The title is what a phone shows while another page is in front.
  document.title =
    view.status === 'called'
      ? `${view.number} ${say(T.goNow)}${windowText(view.counterName ?? '')}`
      : `${view.number} ${statusOf(view)}`
})
speak(language.value, false)
const root = document.getElementById('app')
if (!root) throw new Error('The page has no element #app to show the ticket in.')
render(<Page />, root)

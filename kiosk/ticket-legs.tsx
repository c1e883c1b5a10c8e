/** A visit of several matters: what is done, what is now and what follows, in order, on one number. */
import { fill, say } from '../client/language.ts'
import { windowText } from '../client/phrases.ts'
import type { LegCard } from '../hall/views/card.ts'
import type { VisitorView } from '../hall/views/public.ts'
import { STATUS_SENTENCES, T } from './ticket-words.ts'

/** The status as a sentence to who holds the ticket. Who was served and waits again is told that nothing went wrong. */
export const statusOf = ({ status, ratings }: VisitorView): string =>
  say(status === 'waiting' && ratings.length > 0 ? T.goesOn : STATUS_SENTENCES[status])

const stateText = ({ state, counterName }: LegCard): string => {
  switch (state) {
    case 'done':
      return counterName === undefined ? say(T.done) : fill(T.doneAt, { window: windowText(counterName) })
    case 'now':
      return say(T.now)
    case 'to-come':
      return say(T.toCome)
  }
}

export const Legs = ({ legs }: { readonly legs: readonly LegCard[] }) => (
  <section class="card legs">
    <h2>{fill(T.matters, { count: legs.length })}</h2>
    <ol>
      {legs.map((leg) => (
        <li
          key={`${leg.state} ${leg.service} ${leg.counterName ?? ''}`}
          class={`leg is-${leg.state}`}
          aria-current={leg.state === 'now' ? 'step' : undefined}
        >
          <b>{leg.serviceName}</b>
          <span>{stateText(leg)}</span>
        </li>
      ))}
    </ol>
  </section>
)

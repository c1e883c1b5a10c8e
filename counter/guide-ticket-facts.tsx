/** How one ticket stands: what happened to it, why it has its place, and the legs of its visit. */
import { catalogue } from '../client/catalogue.ts'
import { fill, say, type Word } from '../client/language.ts'
import { windowText } from '../client/phrases.ts'
import { clock, minutesSince, tick } from '../client/time.ts'
import { CLASS_WORDS, OUTCOME_WORDS } from '../client/words.ts'
import { noShowRule } from '../hall/catalogue.ts'
import type { CounterId } from '../hall/ids.ts'
import { STRICT_MINUTES } from '../hall/score.ts'
import { TRANSFERS_FLAGGED } from '../hall/ticket.ts'
import type { LegCard } from '../hall/views/card.ts'
import { type Placed, type PlaceGround, placeOf } from './guide-place.ts'
import type { Found } from './guide-state.ts'
import { T } from './guide-ticket-words.ts'
import { serviceNamed } from './names.ts'

type Fact = readonly [word: Word, text: string, strong?: boolean]

const counterName = (id: CounterId): string =>
  windowText(catalogue.value?.counters.find((counter) => counter.id === id)?.name ?? id)

const groundText = (ground: PlaceGround, timeZone: string): string => {
  switch (ground.why) {
    case 'arrival':
      return say(T.byArrival)
    case 'slot':
      return fill(T.bySlot, { time: clock(ground.at, timeZone) })
    case 'class':
      return ground.minutes < STRICT_MINUTES
        ? fill(T.byClass, { class: say(CLASS_WORDS[ground.class]), minutes: ground.minutes })
        : fill(T.byLaw, { class: say(CLASS_WORDS[ground.class]) })
    case 'front':
      return say(T.toFront)
    case 'returned':
      return fill(T.byReturn, { times: ground.times, places: ground.places })
    case 'next-leg':
      return say(T.nextLeg)
    case 'bound':
      return fill(T.boundTo, {
        to: 'counter' in ground.bound ? counterName(ground.bound.counter) : say(T.somebody),
      })
    case 'later':
      return fill(T.later, { time: clock(ground.until, timeZone) })
  }
}

const placeText = (ticket: Placed, timeZone: string): string => {
  const book = catalogue.value
  if (!book) return ''
  const noShow = noShowRule(
    book.themes.find(({ id }) => id === ticket.theme),
    book.rules,
  )
  return placeOf(ticket, { creditMinutes: book.rules.creditMinutes, noShow })
    .map((ground) => groundText(ground, timeZone))
    .join('；')
}

const pastOf = (ticket: Placed, timeZone: string): Fact[] => {
  const facts: Fact[] = []
  const since = (word: Word, at: number | undefined, rest = ''): void => {
    if (at !== undefined) facts.push([word, `${clock(at, timeZone)}${rest}`])
  }
  since(T.slot, ticket.slot)
  if (ticket.calledAt !== undefined) {
    const counter = counterName(ticket.counter ?? '')
    facts.push([
      T.called,
      fill(T.calledAt, { time: clock(ticket.calledAt, timeZone), counter, calls: ticket.calls ?? 1 }),
    ])
  } else if (ticket.counter !== undefined) facts.push([T.counterFact, counterName(ticket.counter)])
  since(T.started, ticket.startedAt)
  since(T.parked, ticket.parkedAt, ticket.reason ? ` · ${ticket.reason}` : '')
  since(T.missed, ticket.missedAt)
  return facts
}

const peopleOf = ({ firstContact, transfers, materials }: Placed): Fact[] => {
  const facts: Fact[] = []
  if (firstContact) {
    const { name, counter } = firstContact
    facts.push([
      T.firstContact,
      counter === undefined ? name : fill(T.firstAt, { name, counter: counterName(counter) }),
    ])
  }
  if (transfers > 0)
    facts.push([
      T.transfers,
      fill(transfers > TRANSFERS_FLAGGED ? T.flagged : T.transfersFact, { count: transfers }),
      transfers > TRANSFERS_FLAGGED,
    ])
  if (materials) {
    const missing = materials.missing.length > 0
    const text = missing
      ? fill(T.missingFact, { names: materials.missing.join('、') })
      : fill(T.materialsFact, { present: materials.present.length })
    facts.push([T.materials, text, missing])
  }
  return facts
}

/** What its owner asks: how many are before, how long already, and why. */
const standingOf = ({ ticket, ahead }: Found, timeZone: string): readonly Fact[] => {
  const place = placeText(ticket, timeZone)
  const waiting: Fact[] =
    ticket.status === 'waiting'
      ? [
          [T.aheadFact, fill(T.people, { count: ahead }), true],
          [T.waited, fill(T.minutes, { count: minutesSince(ticket.readyAt, tick.value) })],
        ]
      : []
  return [...waiting, ...(place === '' ? [] : [[T.place, place] as const])]
}

/** What happened to it, as far as its card tells. */
const historyOf = ({ ticket }: Found, timeZone: string): readonly Fact[] => [
  ...peopleOf(ticket),
  [T.issuedAt, clock(ticket.issuedAt, timeZone, true)],
  ...pastOf(ticket, timeZone),
  [T.copies, fill(T.copiesFact, { count: ticket.copies })],
]

const Facts = ({ facts }: { readonly facts: readonly Fact[] }) =>
  facts.length === 0 ? null : (
    <dl class="facts">
      {facts.map(([word, text, strong]) => (
        <div key={word[0]}>
          <dt>{say(word)}</dt>
          <dd class={strong ? 'strong' : ''}>{text}</dd>
        </div>
      ))}
    </dl>
  )

const LEG_WORDS: Readonly<Record<LegCard['state'], Word>> = {
  done: T.legDone,
  now: T.legNow,
  'to-come': T.legNext,
}

const legText = (leg: LegCard): string =>
  [
    ...(leg.part ? [say(T[leg.part])] : []),
    ...(leg.counterName === undefined ? [] : [windowText(leg.counterName)]),
    leg.outcome ? say(OUTCOME_WORDS[leg.outcome]) : say(LEG_WORDS[leg.state]),
  ].join(' · ')

export const TicketFacts = ({ seen, timeZone }: { readonly seen: Found; readonly timeZone: string }) => (
  <>
    <Facts facts={standingOf(seen, timeZone)} />
    {seen.ticket.legs && (
      <ol class="legs">
        {seen.ticket.legs.map((leg, index) => (
          <li key={`${index} ${leg.service}`} class={`leg ${leg.state}`}>
            <b class="stop-index">{index + 1}</b>
            <span class="stop-text">
              <span class="leg-name">{serviceNamed(leg)}</span>
              <small>{legText(leg)}</small>
            </span>
          </li>
        ))}
      </ol>
    )}
    <Facts facts={historyOf(seen, timeZone)} />
  </>
)

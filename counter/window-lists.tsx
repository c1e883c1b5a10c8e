/** Beside the visit: who waits, who was put aside, who did not come, and what goes on elsewhere that began here. */
import { useSignal } from '@preact/signals'
import { catalogue } from '../client/catalogue.ts'
import { fill, say } from '../client/language.ts'
import { clock, minutesSince, tick } from '../client/time.ts'
import { STATUS_WORDS } from '../client/words.ts'
import { noShowRule } from '../hall/catalogue.ts'
import { HANDED_OVER } from '../hall/decide-counter.ts'
import type { TicketCard } from '../hall/views/card.ts'
import type { CounterView } from '../hall/views/window.ts'
import { busy } from './acting.ts'
import { paceOf } from './acts.ts'
import { serviceNamed, themeNamed } from './names.ts'
import { ClassChip } from './window-card.tsx'
import { type Panel, sheet } from './window-state.ts'
import { Legs } from './window-visit.tsx'
import { V } from './window-visit-words.ts'
import { PACE_CLASS } from './window-words.ts'

type RowProps = {
  readonly panel: Panel
  readonly card: TicketCard
  readonly since: number
  readonly action: string
  readonly disabled: boolean
  readonly paced?: boolean
  /** When somebody should look at it again, and whether that time has come. */
  readonly due?: string
  readonly red?: boolean
  readonly onAct: () => void
}

const Row = ({ panel: { view }, card, since, paced = false, red = false, due, ...row }: RowProps) => {
  const pace = paceOf(tick.value - since, view.amberMinutes, view.redMinutes)
  const reason = card.reason === HANDED_OVER ? say(V.handedOver) : card.reason
  return (
    <li class={red ? 'list-row due' : 'list-row'}>
      <b class="list-number">{card.number}</b>
      <span class="list-middle">
        <span class="list-service">{serviceNamed(card)}</span>
        <span class="list-note">
          <ClassChip card={card} timeZone={view.timeZone} />
          <span class={paced ? `mins ${PACE_CLASS[pace]}` : 'mins'}>
            {fill(V.minutes, { count: minutesSince(since, tick.value) })}
          </span>
          {due !== undefined && <span class={red ? 'mins red' : 'mins'}>{due}</span>}
          {card.status === 'parked' && reason}
        </span>
      </span>
      <button type="button" class="row-act" disabled={row.disabled} onClick={row.onAct}>
        {row.action}
      </button>
    </li>
  )
}

type ListProps = { readonly panel: Panel }
const isFree = (view: CounterView): boolean =>
  view.open && view.status === 'open' && !view.ticket && busy.value === undefined

const Queue = ({ panel }: ListProps) => {
  const { view } = panel
  const behind = view.waiting - view.head.length
  return (
    <>
      <ul class="list">
        {view.head.map((card) => (
          <Row
            key={card.id}
            panel={panel}
            card={card}
            since={card.readyAt}
            action={say(V.pick)}
            disabled={!isFree(view) || !view.mayChoose}
            paced
            onAct={() => {
              sheet.value = { kind: 'call', card }
            }}
          />
        ))}
      </ul>
      {behind > 0 && <p class="hint">{fill(V.more, { count: behind })}</p>}
      {view.head.length === 0 && <p class="hint">{say(V.nobody)}</p>}
    </>
  )
}

/** Whether it is time to look again at a ticket that was put aside here. */
const isDue = ({ until, thenWaits }: TicketCard): boolean => until !== undefined && !thenWaits && tick.value >= until

/** When a ticket that was put aside is due, in words. */
const dueOf = (card: TicketCard, { timeZone }: CounterView): { readonly due?: string; readonly red: boolean } => {
  const red = isDue(card)
  if (card.until === undefined) return { red }
  const word = card.thenWaits ? V.wakes : red ? V.overdue : V.due
  return { due: fill(word, { time: clock(card.until, timeZone) }), red }
}

const Parked = ({ panel }: ListProps) => {
  const { view, does } = panel
  return (
    <>
      <ul class="list">
        {view.parked.map((card) => (
          <Row
            key={card.id}
            panel={panel}
            card={card}
            since={card.parkedAt ?? card.readyAt}
            action={say(V.continue)}
            disabled={!isFree(view)}
            {...dueOf(card, view)}
            onAct={() => void does('resume', [{ type: 'CallTicket', counter: view.counter, ticket: card.id }])}
          />
        ))}
      </ul>
      {view.parked.length === 0 && <p class="hint">{say(V.noneParked)}</p>}
    </>
  )
}

/** What can become of a missed ticket by the rule of its theme: undefined when it may come back. */
const noWayBack = (card: TicketCard, since: number): string | undefined => {
  const book = catalogue.value
  const rule =
    book &&
    noShowRule(
      book.themes.find((theme) => theme.id === card.theme),
      book.rules,
    )
  if (!rule) return undefined
  if (rule.mode !== 'keep') return say(V.goesOn)
  if (card.returns >= rule.times) return say(V.returned)
  return tick.value - since > rule.returnMinutes * 60_000 ? say(V.tooLate) : undefined
}

const Missed = ({ panel }: ListProps) => {
  const { view, does } = panel
  return (
    <>
      <ul class="list">
        {view.missed.map((card) => {
          const since = card.missedAt ?? card.readyAt
          const over = noWayBack(card, since)
          return (
            <Row
              key={card.id}
              panel={panel}
              card={card}
              since={since}
              action={over ?? say(V.activate)}
              disabled={over !== undefined || busy.value !== undefined}
              onAct={() => void does('return', [{ type: 'ReturnTicket', ticket: card.id }])}
            />
          )
        })}
      </ul>
      {view.missed.length === 0 && <p class="hint">{say(V.noneMissed)}</p>}
    </>
  )
}

/** Visits that this window began and that go on elsewhere: whoever leads sees how far the others are (S000-18). */
const Leading = ({ panel: { view } }: ListProps) => (
  <>
    <ul class="list">
      {view.leading.map(({ number, status, legs }) => (
        <li key={number} class="led-row">
          <b class="list-number">{number}</b> <span class="chip">{say(STATUS_WORDS[status])}</span>
          <Legs legs={legs} />
        </li>
      ))}
    </ul>
    {view.leading.length === 0 && <p class="hint">{say(V.noneLeading)}</p>}
  </>
)

const LISTS = { queue: Queue, parked: Parked, missed: Missed, leading: Leading } as const
type ListName = keyof typeof LISTS
const NAMES: readonly ListName[] = ['queue', 'parked', 'missed', 'leading']

const ThemesLine = ({ view }: { readonly view: CounterView }) => {
  const longest = view.longestSince
  return (
    <div class="themes-line">
      {view.profileName !== undefined && <span class="chip">{fill(V.profile, { name: view.profileName })}</span>}
      {view.relieves.map((theme) => (
        <span key={theme} class="chip amber">
          {fill(V.relieves, { theme: themeNamed(theme, theme) })}
        </span>
      ))}
      {view.themes.map((theme) => (
        <span key={theme.id} class={theme.help ? 'chip help' : 'chip'}>
          {themeNamed(theme.id, theme.name)} <b>{theme.waiting}</b>
          {!theme.help && <small>{fill(V.load, { cases: theme.cases, goal: theme.casesExpected })}</small>}
        </span>
      ))}
      {longest !== null && (
        <span class={`chip ${PACE_CLASS[paceOf(tick.value - longest, view.amberMinutes, view.redMinutes)]}`}>
          {fill(V.longest, { count: minutesSince(longest, tick.value) })}
        </span>
      )}
    </div>
  )
}

export const WindowLists = ({ panel }: ListProps) => {
  const { view } = panel
  const list = useSignal<ListName>('queue')
  const counts: Record<ListName, number> = {
    queue: view.waiting,
    parked: view.parked.length,
    missed: view.missed.length,
    leading: view.leading.length,
  }
  const due = view.parked.some(isDue)
  const Shown = LISTS[list.value]
  return (
    <>
      <div class="tabs">
        {NAMES.map((name) => (
          <button
            key={name}
            type="button"
            class={name === 'parked' && due ? 'tab due' : 'tab'}
            aria-pressed={list.value === name}
            onClick={() => {
              list.value = name
            }}
          >
            {say(V[name])} <b>{counts[name]}</b>
          </button>
        ))}
      </div>
      <ThemesLine view={view} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by key */}
      <section class="list-box" aria-label={say(V[list.value])} tabIndex={0}>
        <Shown panel={panel} />
      </section>
    </>
  )
}

/** Beside the visit: who waits, who was put aside, who did not come. */
import { useSignal } from '@preact/signals'
import { catalogue } from '../client/catalogue.ts'
import { fill, say, type Word } from '../client/language.ts'
import { minutesSince, tick } from '../client/time.ts'
import type { TicketCard } from '../hall/views/card.ts'
import { busy } from './acting.ts'
import { paceOf } from './acts.ts'
import { serviceNamed, themeNamed } from './names.ts'
import { ClassChip } from './window-card.tsx'
import { type Panel, sheet } from './window-state.ts'
import { PACE_CLASS, W } from './window-words.ts'

type RowProps = {
  readonly panel: Panel
  readonly card: TicketCard
  readonly since: number
  readonly action: Word
  readonly disabled: boolean
  readonly paced?: boolean
  readonly onAct: () => void
}

const Row = ({ panel: { view }, card, since, action, disabled, paced = false, onAct }: RowProps) => {
  const pace = paceOf(tick.value - since, view.amberMinutes, view.redMinutes)
  return (
    <li class="list-row">
      <b class="list-number">{card.number}</b>
      <span class="list-middle">
        <span class="list-service">{serviceNamed(card)}</span>
        <span class="list-note">
          <ClassChip card={card} timeZone={view.timeZone} />
          <span class={paced ? `mins ${PACE_CLASS[pace]}` : 'mins'}>
            {fill(W.minutes, { count: minutesSince(since, tick.value) })}
          </span>
          {card.status === 'parked' && card.reason}
        </span>
      </span>
      <button type="button" class="row-act" disabled={disabled} onClick={onAct}>
        {say(action)}
      </button>
    </li>
  )
}

const Queue = ({ panel }: { readonly panel: Panel }) => {
  const { view } = panel
  const free = view.open && view.status === 'open' && !view.ticket && busy.value === undefined
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
            action={W.pick}
            disabled={!free}
            paced
            onAct={() => {
              sheet.value = { kind: 'call', card }
            }}
          />
        ))}
      </ul>
      {behind > 0 && <p class="hint">{fill(W.more, { count: behind })}</p>}
      {view.head.length === 0 && <p class="hint">{say(W.nobody)}</p>}
    </>
  )
}

const Parked = ({ panel }: { readonly panel: Panel }) => {
  const { view, does } = panel
  const free = view.open && view.status === 'open' && !view.ticket && busy.value === undefined
  return (
    <>
      <ul class="list">
        {view.parked.map((card) => (
          <Row
            key={card.id}
            panel={panel}
            card={card}
            since={card.parkedAt ?? card.readyAt}
            action={W.continue}
            disabled={!free}
            onAct={() => void does('resume', [{ type: 'CallTicket', counter: view.counter, ticket: card.id }])}
          />
        ))}
      </ul>
      {view.parked.length === 0 && <p class="hint">{say(W.noneParked)}</p>}
    </>
  )
}

const Missed = ({ panel }: { readonly panel: Panel }) => {
  const { view, does } = panel
  const minutes = catalogue.value?.rules.noShow.returnMinutes ?? Number.POSITIVE_INFINITY
  return (
    <>
      <ul class="list">
        {view.missed.map((card) => {
          const since = card.missedAt ?? card.readyAt
          const late = tick.value - since > minutes * 60_000
          return (
            <Row
              key={card.id}
              panel={panel}
              card={card}
              since={since}
              action={late ? W.tooLate : W.activate}
              disabled={late || busy.value !== undefined}
              onAct={() => void does('return', [{ type: 'ReturnTicket', ticket: card.id }])}
            />
          )
        })}
      </ul>
      {view.missed.length === 0 && <p class="hint">{say(W.noneMissed)}</p>}
    </>
  )
}

const LISTS = { queue: Queue, parked: Parked, missed: Missed } as const
type ListName = keyof typeof LISTS

export const WindowLists = ({ panel }: { readonly panel: Panel }) => {
  const { view } = panel
  const list = useSignal<ListName>('queue')
  const counts: Record<ListName, number> = {
    queue: view.waiting,
    parked: view.parked.length,
    missed: view.missed.length,
  }
  const Shown = LISTS[list.value]
  const longest = view.longestSince
  return (
    <aside class="lists">
      <div class="tabs">
        {(['queue', 'parked', 'missed'] as const).map((name) => (
          <button
            key={name}
            type="button"
            class="tab"
            aria-pressed={list.value === name}
            onClick={() => {
              list.value = name
            }}
          >
            {say(W[name])} <b>{counts[name]}</b>
          </button>
        ))}
      </div>
      <div class="themes-line">
        {view.themes.map((theme) => (
          <span key={theme.id} class={theme.help ? 'chip help' : 'chip'}>
            {themeNamed(theme.id, theme.name)} <b>{theme.waiting}</b>
          </span>
        ))}
        {longest !== null && (
          <span class={`chip ${PACE_CLASS[paceOf(tick.value - longest, view.amberMinutes, view.redMinutes)]}`}>
            {fill(W.longest, { count: minutesSince(longest, tick.value) })}
          </span>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by key */}
      <section class="list-box" aria-label={say(W[list.value])} tabIndex={0}>
        <Shown panel={panel} />
      </section>
    </aside>
  )
}

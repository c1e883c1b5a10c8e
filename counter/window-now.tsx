/** The middle of the panel: who is here or who is next, how it ends, and the buttons. */
import { say } from '../client/language.ts'
import { tick } from '../client/time.ts'
import { busy, trouble } from './acting.ts'
import { mayComplete, type SideKind } from './acts.ts'
import { Icon } from './icons.tsx'
import { serviceNamed } from './names.ts'
import { TroubleLine } from './trouble-line.tsx'
import { ClassChip, Timers, WrapUp } from './window-card.tsx'
import { KEY_OF } from './window-keys.ts'
import { parts } from './window-parts.ts'
import { PrimaryButton } from './window-primary.tsx'
import { allDone, type Panel, pressSide, restsNow, sidesNow } from './window-state.ts'
import { blockedText, SIDE_WORDS, W } from './window-words.ts'

const SIDES: readonly SideKind[] = [
  'recall',
  'no-show',
  'arrive',
  'transfer',
  'park',
  'complete',
  'pause',
  'checklist',
  'more',
]

/** What is said while nobody is in front of the window. */
const emptyWords = ({ view }: Panel): readonly [string, string] => {
  if (!view.open) return [say(W.hallClosed), say(W.hallClosedHint)]
  if (view.status === 'closed') return [say(W.closed), say(W.closedHint)]
  if (view.status === 'paused') return [say(W.paused), '']
  if (view.themes.length === 0) return [say(W.nobody), say(W.noQueueHint)]
  return [say(W.nobody), say(allDone.value ? W.allDone : W.nobodyHint)]
}

const Empty = ({ panel }: { readonly panel: Panel }) => {
  const { view } = panel
  const [title, hint] = emptyWords(panel)
  const Paused = view.open && view.status === 'paused' ? parts.value?.PausedFacts : undefined
  return (
    <section class="who-card empty">
      <h2>{title}</h2>
      {hint !== '' && <p>{hint}</p>}
      {Paused && <Paused panel={panel} />}
      {view.wrapUpSince !== undefined && <WrapUp since={view.wrapUpSince} />}
    </section>
  )
}

const Who = ({ panel }: { readonly panel: Panel }) => {
  const { view } = panel
  const { ticket, next } = view
  const card = ticket ?? (view.open && view.status === 'open' ? next?.card : undefined)
  const later = parts.value
  if (!card) return <Empty panel={panel} />
  return (
    <section class={`who-card ${ticket ? ticket.status : 'next'}`}>
      <div class="who-line">
        <p class="who-label">{say(ticket ? (ticket.status === 'serving' ? W.serving : W.calling) : W.next)}</p>
        <strong class="number">{card.number}</strong>
        <span class="who-service" title={serviceNamed(card)}>
          {serviceNamed(card)}
        </span>
      </div>
      {ticket ? (
        <div class="timers-line">
          <Timers card={ticket} view={view} />
          {later && <later.VisitActs card={ticket} />}
        </div>
      ) : (
        next && later && <later.WhyChips card={next.card} why={next.why} view={view} />
      )}
      {ticket &&
        (later ? (
          <later.VisitFacts panel={panel} card={ticket} />
        ) : (
          <ClassChip card={ticket} timeZone={view.timeZone} />
        ))}
      {!ticket && view.wrapUpSince !== undefined && <WrapUp since={view.wrapUpSince} />}
    </section>
  )
}

const SideButtons = ({ panel }: { readonly panel: Panel }) => {
  const { view } = panel
  const sides = sidesNow(view, tick.value)
  return (
    <div class="sides">
      {SIDES.map((kind) => {
        const side = sides[kind]
        const resume = kind === 'pause' && view.status === 'paused'
        return (
          <button
            key={kind}
            type="button"
            class="side"
            disabled={busy.value !== undefined || side.blocked !== undefined || (kind === 'complete' && restsNow(view))}
            aria-keyshortcuts={KEY_OF[kind]}
            onClick={() => pressSide(kind, panel)}
          >
            <kbd>{KEY_OF[kind]}</kbd>
            <span class="side-word">{say(resume ? W.resume : SIDE_WORDS[kind])}</span>
            <small>{blockedText(side, view)}</small>
          </button>
        )
      })}
    </div>
  )
}

export const WindowNow = ({ panel }: { readonly panel: Panel }) => {
  const { view, does } = panel
  const free = view.open && view.status !== 'closed' && !view.ticket
  const Outcomes = mayComplete(view) ? parts.value?.OutcomeRow : undefined
  const Undo = parts.value?.UndoLine
  return (
    <div class="now">
      <Who panel={panel} />
      {Outcomes && <Outcomes view={view} />}
      <div class="press">
        <PrimaryButton panel={panel} />
        {free && (
          <button
            type="button"
            class="second"
            disabled={busy.value !== undefined}
            onClick={() => void does('close', [{ type: 'CloseCounter', counter: view.counter }])}
          >
            <Icon name="door" />
            <span>{say(W.close)}</span>
          </button>
        )}
      </div>
      <div class="says">
        <TroubleLine problem={trouble.value} />
        {Undo && <Undo panel={panel} />}
      </div>
      <SideButtons panel={panel} />
    </div>
  )
}

/** The middle of the panel: who is here or who is next, how it ends, and the buttons. */
import { fill, say } from '../client/language.ts'
import { tick } from '../client/time.ts'
import { PAUSE_WORDS } from '../client/words.ts'
import { busy, trouble } from './acting.ts'
import { primaryOf, type SideKind, sidesOf } from './acts.ts'
import { Icon, type IconName } from './icons.tsx'
import { serviceNamed } from './names.ts'
import { OutcomeRow } from './outcome-row.tsx'
import { TroubleLine } from './trouble-line.tsx'
import { ClassChip, Timers, WhyChips } from './window-card.tsx'
import { KEY_OF } from './window-keys.ts'
import { allDone, endingOf, type Panel, pressPrimary, pressSide } from './window-state.ts'
import { blockedText, PRIMARY_WORDS, SIDE_WORDS, W } from './window-words.ts'

const PRIMARY_ICON = {
  open: 'door',
  resume: 'play',
  call: 'call',
  start: 'play',
  'complete-and-call': 'check',
  complete: 'check',
} as const

const SIDES: readonly (readonly [SideKind, IconName])[] = [
  ['recall', 'call'],
  ['no-show', 'absent'],
  ['transfer', 'move'],
  ['park', 'hold'],
  ['complete', 'check'],
  ['pause', 'pause'],
]

/** What is said while nobody is in front of the window. */
const emptyWords = ({ view }: Panel): readonly [string, string] => {
  if (!view.open) return [say(W.hallClosed), say(W.hallClosedHint)]
  if (view.status === 'closed') return [say(W.closed), say(W.closedHint)]
  if (view.status === 'paused') {
    return [say(W.paused), fill(W.pausedHint, { reason: view.reason ? say(PAUSE_WORDS[view.reason]) : '' })]
  }
  if (view.themes.length === 0) return [say(W.nobody), say(W.noQueueHint)]
  return [say(W.nobody), say(allDone.value ? W.allDone : W.nobodyHint)]
}

const Who = ({ panel }: { readonly panel: Panel }) => {
  const { view } = panel
  const { ticket, next } = view
  const card = ticket ?? (view.open && view.status === 'open' ? next?.card : undefined)
  if (!card) {
    const [title, hint] = emptyWords(panel)
    return (
      <section class="who-card empty">
        <h2>{title}</h2>
        <p>{hint}</p>
      </section>
    )
  }
  return (
    <section class={`who-card ${ticket ? ticket.status : 'next'}`}>
      <p class="who-label">{say(ticket ? (ticket.status === 'serving' ? W.serving : W.calling) : W.next)}</p>
      <div class="who-line">
        <strong class="number">{card.number}</strong>
        <span class="who-service">{serviceNamed(card)}</span>
      </div>
      {ticket && <ClassChip card={ticket} timeZone={view.timeZone} />}
      {ticket ? <Timers card={ticket} view={view} /> : next && <WhyChips card={next.card} why={next.why} view={view} />}
    </section>
  )
}

const PrimaryButton = ({ panel }: { readonly panel: Panel }) => {
  const { view } = panel
  const primary = primaryOf(view, endingOf(view))
  const working = busy.value
  const words = working?.unconfirmed ? W.unconfirmed : working ? W.busy : PRIMARY_WORDS[primary.kind]
  return (
    <button
      type="button"
      class={working?.unconfirmed ? 'primary unconfirmed' : 'primary'}
      disabled={working !== undefined || primary.blocked !== undefined}
      aria-keyshortcuts={KEY_OF.primary}
      onClick={() => pressPrimary(panel)}
    >
      <Icon name={PRIMARY_ICON[primary.kind]} />
      <span class="primary-words">
        {say(words)}
        {!working && primary.blocked !== undefined && <small>{blockedText(primary, view)}</small>}
      </span>
      <kbd>{KEY_OF.primary}</kbd>
    </button>
  )
}

const SideButtons = ({ panel }: { readonly panel: Panel }) => {
  const { view } = panel
  const sides = sidesOf(view, tick.value, endingOf(view))
  return (
    <div class="sides">
      {SIDES.map(([kind, icon]) => {
        const side = sides[kind]
        const resume = kind === 'pause' && view.status === 'paused'
        return (
          <button
            key={kind}
            type="button"
            class="side"
            disabled={busy.value !== undefined || side.blocked !== undefined}
            aria-keyshortcuts={KEY_OF[kind]}
            onClick={() => pressSide(kind, panel)}
          >
            <span class="side-head">
              <Icon name={resume ? 'play' : icon} />
              <kbd>{KEY_OF[kind]}</kbd>
            </span>
            <span class="side-word">{say(resume ? PRIMARY_WORDS.resume : SIDE_WORDS[kind])}</span>
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
  return (
    <div class="now">
      <Who panel={panel} />
      {view.ticket?.status === 'serving' && <OutcomeRow view={view} />}
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
      <TroubleLine problem={trouble.value} />
      <SideButtons panel={panel} />
    </div>
  )
}

/**
 * The small form of the panel, for a desk where other programs fill the screen: always on top where the browser has
 * Document Picture-in-Picture (Chromium, from a click, on a secure page), else a small window of its own.
 */
import { signal } from '@preact/signals'
import { render } from 'preact'
import { fill, say, type Word } from '../client/language.ts'
import { stale } from '../client/live-view.ts'
import { windowText } from '../client/phrases.ts'
import { tick } from '../client/time.ts'
import { PAUSE_WORDS } from '../client/words.ts'
import { PAUSE_REASONS } from '../hall/commands.ts'
import { busy, trouble } from './acting.ts'
import type { SideKind } from './acts.ts'
import { serviceNamed } from './names.ts'
import { TroubleLine } from './trouble-line.tsx'
import { Timers } from './window-card.tsx'
import { actOfKey, KEY_OF } from './window-keys.ts'
import { Interrupted } from './window-notices.tsx'
import { PrimaryButton } from './window-primary.tsx'
import { type Panel, panelNow, pressPrimary, pressSide, pressUndo, sidesNow } from './window-state.ts'
import { UndoLine } from './window-undo.tsx'
import { blockedText, SIDE_WORDS, stateText, W } from './window-words.ts'

const S = {
  waiting: ['等候 {count}', '{count} waiting'],
  stale: ['显示未更新，请看主窗口', 'Not updated: see the main window'],
  why: ['暂停原因', 'Why'],
  back: ['不暂停', 'Stay open'],
  handOver: ['这一位交给 B 岗', 'The visitor goes to the stand-in'],
} satisfies Record<string, Word>

/** What fits and what is needed while another program has the screen. */
const SMALL_SIDES: readonly SideKind[] = ['recall', 'no-show', 'complete', 'pause']
const WIDTH = 340
const HEIGHT = 520

/** Whether the reasons for a pause stand where the buttons were: there is no room for a sheet. */
const pausing = signal(false)
const endPausing = (): void => {
  pausing.value = false
}

const PauseChoices = ({ panel: { view, does } }: { readonly panel: Panel }) => (
  <section class="small-pause">
    <p>{say(view.ticket ? S.handOver : S.why)}</p>
    {PAUSE_REASONS.map((reason) => (
      <button
        key={reason}
        type="button"
        class="choice"
        disabled={busy.value !== undefined}
        onClick={() => {
          const handOver = view.ticket ? { handOver: true } : {}
          void does('pause', [{ type: 'PauseCounter', counter: view.counter, reason, ...handOver }])
          endPausing()
        }}
      >
        {say(PAUSE_WORDS[reason])}
      </button>
    ))}
    <button type="button" class="action soft" onClick={endPausing}>
      {say(S.back)}
    </button>
  </section>
)

/** A button of the small form; pausing asks its reason in place. */
const press = (kind: SideKind, panel: Panel): void => {
  if (kind === 'pause' && panel.view.status === 'open') pausing.value = true
  else pressSide(kind, panel)
}

const Sides = ({ panel }: { readonly panel: Panel }) => {
  const { view } = panel
  const sides = sidesNow(view, tick.value)
  return (
    <div class="small-sides">
      {SMALL_SIDES.map((kind) => {
        const resume = kind === 'pause' && view.status === 'paused'
        return (
          <button
            key={kind}
            type="button"
            class="side"
            disabled={busy.value !== undefined || sides[kind].blocked !== undefined}
            aria-keyshortcuts={KEY_OF[kind]}
            onClick={() => press(kind, panel)}
          >
            <kbd>{KEY_OF[kind]}</kbd>
            <span class="side-word">{say(resume ? W.resume : SIDE_WORDS[kind])}</span>
            <small>{blockedText(sides[kind], view)}</small>
          </button>
        )
      })}
    </div>
  )
}

export const WindowSmall = ({ panel }: { readonly panel: Panel }) => {
  const { view } = panel
  const card = view.ticket ?? (view.status === 'open' && view.open ? view.next?.card : undefined)
  return (
    <main class="small">
      <header class="small-head">
        <h1>{windowText(view.counterName)}</h1>
        <span class={`badge ${view.open ? view.status : 'closed'}`}>{stateText(view)}</span>
        <span>{fill(S.waiting, { count: view.waiting })}</span>
      </header>
      {stale.value && <p class="stale-notice">{say(S.stale)}</p>}
      <Interrupted panel={panel} />
      <section class={`small-who ${view.ticket?.status ?? 'next'}`}>
        <p class="who-label">
          {say(!card ? W.nobody : !view.ticket ? W.next : view.ticket.status === 'serving' ? W.serving : W.calling)}
        </p>
        {card && (
          <>
            <strong class="small-number">{card.number}</strong>
            <span class="small-service">{serviceNamed(card)}</span>
          </>
        )}
        {view.ticket && <Timers card={view.ticket} view={view} />}
      </section>
      {pausing.value && view.status === 'open' ? (
        <PauseChoices panel={panel} />
      ) : (
        <>
          <div class="press">
            <PrimaryButton panel={panel} />
          </div>
          <Sides panel={panel} />
          <div class="says">
            <TroubleLine problem={trouble.value} />
            <UndoLine panel={panel} />
          </div>
        </>
      )}
    </main>
  )
}

const Following = () => {
  const panel = panelNow.value
  return panel ? <WindowSmall panel={panel} /> : null
}

/** The keys of the small form: those of the panel, as far as it has their buttons. */
export const hearSmall = (panel: Panel, event: KeyboardEvent): void => {
  const act = actOfKey(event, false)
  if (act === undefined) return
  event.preventDefault()
  if (act === 'primary') pressPrimary(panel)
  else if (act === 'undo') pressUndo(panel)
  else {
    const kind = SMALL_SIDES.find((other) => other === act)
    if (kind) press(kind, panel)
  }
}

type PictureInPicture = {
  readonly requestWindow: (size: { readonly width: number; readonly height: number }) => Promise<Window>
}

/** The page's styles, in a document that has none. */
const dress = (target: Document): void => {
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')) {
    const copy = target.createElement('link')
    copy.rel = 'stylesheet'
    copy.href = link.href
    target.head.append(copy)
  }
  target.documentElement.lang = document.documentElement.lang
  target.title = document.title
}

const popUp = (): void => {
  const address = new URL(location.href)
  address.hash = 'compact'
  window.open(address, 'yichuang-small', `popup,width=${WIDTH},height=${HEIGHT}`)
}

/** Shows the small form; must be called from a click. */
export const showSmall = async (): Promise<void> => {
  const { documentPictureInPicture } = globalThis as { documentPictureInPicture?: PictureInPicture }
  if (!documentPictureInPicture) return popUp()
  const shown = await documentPictureInPicture.requestWindow({ width: WIDTH, height: HEIGHT }).catch(() => undefined)
  // Refused by the browser's settings: the other way still works.
  if (!shown) return popUp()
  dress(shown.document)
  const root = shown.document.createElement('div')
  root.id = 'app'
  shown.document.body.append(root)
  shown.addEventListener('keydown', (event) => {
    if (panelNow.value) hearSmall(panelNow.value, event)
  })
  shown.addEventListener('pagehide', () => render(null, root))
  render(<Following />, root)
}

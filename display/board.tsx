/** The hall board: who goes where now, how long others wait, and the voice that says it. */
import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { startScreen } from '../client/gate.tsx'
import { fill, language, say, speak } from '../client/language.ts'
import { refusals, stale, watch } from '../client/live-view.ts'
import { either } from '../client/phrases.ts'
import { device } from '../client/session.ts'
import { StaleNotice } from '../client/stale-notice.tsx'
import { clock, dateText, tick } from '../client/time.ts'
import type { BoardView } from '../hall/views/public.ts'
import { startAnnouncer } from './announcer.ts'
import { CallRows } from './call-rows.tsx'
import { Footer } from './footer.tsx'
import { optionsOf } from './options.ts'
import { WaitingPanel } from './waiting-panel.tsx'
import { W } from './words.ts'
import '../client/tokens.css'
import './screen.css'
import './board.css'

const options = optionsOf(location.search)
const upright = matchMedia('(orientation: portrait)')
const portrait = signal(upright.matches)
upright.addEventListener('change', () => {
  portrait.value = upright.matches
})

/** Rows and themes that fit at the sizes of board.css: read from ten metres, 55 inches show five or six rows. */
const fits = () => (portrait.value ? { rows: 10, themes: 5 } : { rows: 6, themes: 10 })

const Header = ({ view }: { readonly view: BoardView }) => (
  <header class="board-header">
    <h1>
      <span class="board-name">{either(view.name, view.nameEn)}</span>
      {view.zoneName !== '' && <span class="board-zone">{view.zoneName}</span>}
    </h1>
    <p class="board-date">{dateText(tick.value, view.timeZone, language.value)}</p>
    <p class="board-clock">{clock(tick.value, view.timeZone, true)}</p>
  </header>
)

const Quiet = ({ view }: { readonly view: BoardView }) => (
  <div class="quiet">
    <p class="quiet-title">{say(view.open ? W.noCalls : W.hallClosed)}</p>
    <p class="quiet-hint">{view.open ? say(W.noCallsHint) : fill(W.hours, { hours: view.hours })}</p>
  </div>
)

const Board = () => {
  const live = watch('board', device.value?.identity.zone ?? 'all')
  useEffect(() => startAnnouncer(live, options.voice), [live])
  const view = live.value?.view
  if (!view) {
    const refused = Object.keys(refusals.value).length > 0
    return <main class="screen-wait">{say(refused ? W.wrongScreen : W.connecting)}</main>
  }
  const { rows, themes } = fits()
  const busy = view.open && view.calls.length > 0
  return (
    <main class={`board ${stale.value ? 'is-stale' : ''} ${view.open ? '' : 'is-shut'}`}>
      <Header view={view} />
      <section class="board-calls">
        {busy ? <CallRows calls={view.calls} size={rows} /> : <Quiet view={view} />}
      </section>
      {view.open && <WaitingPanel themes={view.themes} size={themes} />}
      <Footer view={view} />
      <StaleNotice timeZone={view.timeZone} />
    </main>
  )
}

startScreen('board', 'device', Board)
speak(options.language, false)

/** The strip over one window: which window, who is called or served there, or why nobody is. */
import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { startScreen } from '../client/gate.tsx'
import { say, speak } from '../client/language.ts'
import { refusals, stale, watch } from '../client/live-view.ts'
import { either, isNumbered } from '../client/phrases.ts'
import { device } from '../client/session.ts'
import { StaleNotice } from '../client/stale-notice.tsx'
import { tick } from '../client/time.ts'
import type { StripView } from '../hall/views/public.ts'
import { Clerk } from './clerk-card.tsx'
import { optionsOf } from './options.ts'
import { usePainted } from './painted.ts'
import { PULSE_MS } from './rows.ts'
import { type Face, faceOf } from './strip-face.ts'
import { TicketNumber } from './ticket-number.tsx'
import { W } from './words.ts'
import '../client/tokens.css'
import './screen.css'
import './strip.css'

/** Position of the call that flashes now; a call that was there before this page is steady. */
const flashing = signal<number | undefined>(undefined)

const useFlash = (view: StripView | undefined): void => {
  const called = view?.ticketStatus === 'called' ? view.calledPosition : undefined
  const known = view !== undefined
  useEffect(() => {
    if (!known) return
    const first = seen === undefined
    const fresh = called !== undefined && called !== seen
    seen = called ?? 0
    flashing.value = fresh && !first ? called : undefined
    if (flashing.value === undefined) return
    const timer = setTimeout(() => {
      flashing.value = undefined
    }, PULSE_MS)
    return () => clearTimeout(timer)
  }, [called, known])
}
let seen: number | undefined

const Middle = ({ face }: { readonly face: Face }) =>
  face.number === undefined ? (
    <section class="strip-middle strip-words">
      <h1 class="strip-big">{face.big}</h1>
      {face.lines.map((line, index) => (
        <p key={String(index)} class="strip-small">
          {line}
        </p>
      ))}
    </section>
  ) : (
    <section class="strip-middle strip-call" role="status">
      <h1 class="strip-number">
        <TicketNumber number={face.number} />
      </h1>
      <p class="strip-say">{face.big}</p>
    </section>
  )

const themesOf = (view: StripView): string =>
  view.themes.map((theme, index) => either(theme, view.themesEn[index] ?? '')).join(' · ')

const Strip = () => {
  const counter = device.value?.identity.counter
  const message = watch('strip', counter ?? '').value
  const view = message?.view
  useFlash(view)
  usePainted(message?.position)
  if (counter === undefined || !view) {
    const refused = counter === undefined || Object.keys(refusals.value).length > 0
    return <main class="screen-wait">{say(refused ? W.wrongScreen : W.connecting)}</main>
  }
  const clerk = view.clerk ?? (view.staff === '' ? undefined : { name: view.staff })
  const face = faceOf(view, flashing.value !== undefined, tick.value)
  return (
    <main class={`strip ${face.look} ${clerk ? 'has-clerk' : ''} ${stale.value ? 'is-stale' : ''}`}>
      <section class={isNumbered(view.counterName) ? 'strip-window' : 'strip-window is-named'}>
        <p class="strip-window-name">{view.counterName}</p>
        {isNumbered(view.counterName) && <p class="strip-window-word">{say(W.windowWord)}</p>}
      </section>
      <Middle face={face} />
      {clerk !== undefined && <Clerk clerk={clerk} />}
      <section class="strip-about">
        <p class="strip-themes">{themesOf(view)}</p>
        {view.zoneName !== '' && <p class="strip-zone">{view.zoneName}</p>}
      </section>
      <StaleNotice timeZone={view.timeZone} />
    </main>
  )
}

startScreen('strip', 'device', Strip)
speak(optionsOf(location.search).language, false)

/** The rating pad in front of the window. Staff see only whether a visit was rated, never how (requirements §3.7). */
import '../client/tokens.css'
import './staff.css'
import './pad.css'
import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { startScreen } from '../client/gate.tsx'
import { fill, language, say, speak } from '../client/language.ts'
import { watch } from '../client/live-view.ts'
import { either, windowText } from '../client/phrases.ts'
import { device } from '../client/session.ts'
import { StaleNotice } from '../client/stale-notice.tsx'
import { nowHere, tick } from '../client/time.ts'
import { topicOf, type Views } from '../hall/wire.ts'
import { afterwards } from './afterwards.ts'
import { Clock, LanguageButton } from './bar.tsx'
import { Connecting } from './connecting.tsx'
import { Icon } from './icons.tsx'
import { asked, note, sending, told } from './pad-acts.ts'
import { Ask } from './pad-ask.tsx'
import { Clerk } from './pad-clerk.tsx'
import { isLarge, noteOf, type PadState, padState, type Told } from './pad-state.ts'
import { TOLD, W } from './pad-words.ts'

type View = Views['pad']

const why = afterwards(() => import('./pad-why.tsx'))

/** The visit in which 大字 was chosen. */
const largeIn = signal<string | undefined>(undefined)

const idleLine = (view: View): string => {
  if (view.status === 'closed') return say(W.closed)
  if (view.status === 'paused') return say(W.paused)
  return view.serving ? fill(W.serving, { number: view.serving }) : say(W.welcome)
}

const Idle = ({ view }: { readonly view: View }) => (
  <section class="idle">
    <p class="pad-counter">{windowText(view.counterName)}</p>
    <h1>{idleLine(view)}</h1>
    {view.clerk ? (
      <Clerk clerk={view.clerk} />
    ) : (
      view.staff !== '' && <p class="pad-staff">{fill(W.serves, { name: view.staff })}</p>
    )}
  </section>
)

const Said = ({ what }: { readonly what: Told['what'] }) => (
  <section class={`idle ${what}`} role="status">
    <Icon name={what === 'failed' ? 'warn' : 'check'} />
    <h1>{say(TOLD[what][0])}</h1>
    <p class="pad-staff">{say(TOLD[what][1])}</p>
  </section>
)

const Screen = ({ state, view }: { readonly state: PadState; readonly view: View }) => {
  const Why = why.value?.Why
  switch (state.show) {
    case 'ask':
      return (
        <Ask
          key={asked.value?.visit}
          visit={state.visit}
          clerk={view.clerk}
          counterName={view.counterName}
          leftMs={state.leftMs}
        />
      )
    case 'why':
      // Without the page that asks, the grade is saved all the same.
      return Why ? <Why key={asked.value?.visit} visit={state.visit} leftMs={state.leftMs} /> : <Said what="thanks" />
    case 'told':
      return <Said what={state.what} />
    case 'idle':
      return <Idle view={view} />
  }
}

const LargeButton = ({ large, visit }: { readonly large: boolean; readonly visit: string | undefined }) => (
  <button
    type="button"
    class="plain large-switch"
    aria-pressed={large}
    onClick={() => {
      largeIn.value = large ? undefined : visit
    }}
  >
    <b aria-hidden="true">A</b>
    <span>{say(large ? W.usual : W.large)}</span>
  </button>
)

/** The language this pad goes back to for the next citizen. */
const home = language.peek()

const Pad = ({ view }: { readonly view: View }) => {
  const next = noteOf(view.rateable, asked.value, nowHere())
  useEffect(() => {
    // Only what is new: a note that a finger has changed since this picture was drawn stays as it is.
    if (next && next.visit !== asked.peek()?.visit) note(next)
  })
  const state = padState(view.rateable, next, told.value, tick.value, sending.value !== undefined)
  const idle = state.show === 'idle'
  const visit = next?.visit
  const large = isLarge(largeIn.value, next, state)
  // Whoever comes next finds the pad in its own language.
  useEffect(() => {
    speak(home, false)
  }, [idle, visit])
  return (
    <div class={large ? 'pad large' : 'pad'}>
      <header class="pad-top">
        <span class="pad-hall">{either(view.name, view.nameEn)}</span>
        <span class="spring" />
        <Clock timeZone={view.timeZone} />
        {!idle && <LargeButton large={large} visit={visit} />}
        {!idle && <LanguageButton remember={false} />}
      </header>
      <StaleNotice timeZone={view.timeZone} />
      <main class="pad-main">
        <Screen state={state} view={view} />
      </main>
    </div>
  )
}

const App = () => {
  const counter = device.value?.identity.counter ?? ''
  const message = watch('pad', counter).value
  return message ? <Pad view={message.view} /> : <Connecting topic={topicOf('pad', counter)} />
}

startScreen('pad', 'device', App)

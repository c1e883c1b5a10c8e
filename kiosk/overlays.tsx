/** What lies over a page for a moment: a number on its way, a refusal, no server, and somebody who may have left. */
import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { fill, say } from '../client/language.ts'
import { either } from '../client/phrases.ts'
import { problemText } from '../client/words.ts'
import { WaitIcon, WarnIcon } from './icons.tsx'
import { leavingAfter, UNHURRIED, USUAL } from './leaving.ts'
import { down, serviceOf } from './live.ts'
import { elder, place, startOver, untouched } from './place.ts'
import { presented } from './reader.tsx'
import { refusal, sending, unconfirmed } from './take.ts'
import { useElapsed } from './use-clock.ts'
import { W } from './words.ts'

/** Counts touches; each one begins the quiet time anew. */
const touches = signal(0)
export const touched = (): void => {
  touches.value += 1
}

export const Sending = () => {
  if (sending.value === undefined) return null
  const service = serviceOf(sending.value)
  return (
    <div class="overlay" role="status">
      <div class="sheet is-busy">
        <span class="spinner" />
        <h2>{say(W.sending)}</h2>
        {service && <p>{either(service.name, service.nameEn)}</p>}
      </div>
    </div>
  )
}

export const Refused = () => {
  const problem = refusal.value
  if (!problem) return null
  const close = (): void => {
    refusal.value = undefined
  }
  return (
    <div class="overlay" role="alertdialog" aria-label={problemText(problem)}>
      <div class="sheet">
        <WarnIcon />
        <h2>{problemText(problem)}</h2>
        <button type="button" class="sheet-button is-primary" onClick={close}>
          {say(W.understood)}
        </button>
        <p class="staff-code">{fill(W.staffCode, { code: problem.code })}</p>
      </div>
    </div>
  )
}

/** Covers everything while nobody can be served here; it goes away by itself. */
export const Down = () =>
  down.value || unconfirmed.value ? (
    <div class="down" role="alert">
      <WarnIcon />
      <h1>{say(W.downTitle)}</h1>
      <p class="down-hint">{say(W.downHint)}</p>
      <p class="down-small">
        {say(unconfirmed.value ? W.downPending : W.downAgain)}
        <br />
        {fill(W.staffCode, { code: 'unreachable' })}
      </p>
    </div>
  ) : null

const Asking = ({ seconds }: { readonly seconds: number }) => (
  <div class="overlay" role="alertdialog" aria-label={say(W.stillThere)} onPointerDown={touched}>
    <div class="sheet" onPointerDown={(event) => event.stopPropagation()}>
      <WaitIcon />
      <h2>{say(W.stillThere)}</h2>
      <p>{fill(W.stillThereHint, { seconds })}</p>
      <div class="sheet-buttons">
        <button type="button" class="sheet-button" onClick={startOver}>
          {say(W.finish)}
        </button>
        <button type="button" class="sheet-button is-primary" onClick={touched}>
          {say(W.goOn)}
        </button>
      </div>
    </div>
  </div>
)

/** Watches for quiet while somebody is in the middle of something. */
const Watching = () => {
  const leaving = leavingAfter(useElapsed(touches.value), elder.value ? UNHURRIED : USUAL)
  const asking = leaving.stage === 'asking'
  useEffect(() => {
    // While the question is on the screen only its own buttons answer it: a touch would take it away under the finger.
    if (asking) return
    addEventListener('pointerdown', touched, true)
    addEventListener('keydown', touched, true)
    return () => {
      removeEventListener('pointerdown', touched, true)
      removeEventListener('keydown', touched, true)
    }
  }, [asking])
  useEffect(() => {
    if (leaving.stage === 'gone') {
      refusal.value = undefined
      startOver()
    }
  }, [leaving.stage])
  return leaving.stage === 'asking' ? <Asking seconds={leaving.seconds} /> : null
}

export const Leaving = () => {
  // A ticket counts its own time, and a number on its way waits for its answer.
  if (place.value.at === 'taken' || sending.value !== undefined) return null
  const card = presented.value?.kind === 'card'
  return untouched.value && !refusal.value && !card ? null : <Watching />
}

/** What lies over a page for a moment: a number on its way, a refusal, and somebody who may have left. */
import { useEffect } from 'preact/hooks'
import { fill, say } from '../client/language.ts'
import { either } from '../client/phrases.ts'
import { problemText } from '../client/words.ts'
import { WaitIcon, WarnIcon } from './icons.tsx'
import { leavingAfter, UNHURRIED, USUAL } from './leaving.ts'
import { serviceOf } from './live.ts'
import { Offline } from './offline.tsx'
import { OVER } from './overlay-words.ts'
import { asking, elder, place, spoken, startOver, stay, touches, untouched } from './place.ts'
import { presented } from './reader.tsx'
import { refusal, sending } from './take.ts'
import { useElapsed } from './use-clock.ts'
import { W } from './words.ts'

const Sending = () => {
  if (sending.value === undefined) return null
  const service = serviceOf(sending.value)
  return (
    <div class="overlay" role="status">
      <div class="sheet is-busy">
        <span class="spinner" />
        <h2>{say(OVER.sending)}</h2>
        {service && <p>{either(service.name, service.nameEn)}</p>}
      </div>
    </div>
  )
}

const Refused = () => {
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
        <button type="button" class="sheet-button is-primary" data-back="" onClick={close}>
          {say(OVER.understood)}
        </button>
        <p class="staff-code">{fill(W.staffCode, { code: problem.code })}</p>
      </div>
    </div>
  )
}

const Asking = ({ seconds }: { readonly seconds: number }) => {
  useEffect(() => {
    asking.value = true
    return () => {
      asking.value = false
    }
  }, [])
  return (
    <div class="overlay" role="alertdialog" aria-label={say(OVER.stillThere)}>
      <div class="sheet">
        <WaitIcon />
        <h2>{say(OVER.stillThere)}</h2>
        <p>{fill(OVER.stillThereHint, { seconds })}</p>
        <div class="sheet-buttons">
          <button type="button" class="sheet-button" onClick={startOver}>
            {say(OVER.finish)}
          </button>
          <button type="button" class="sheet-button is-primary" data-back="" onClick={stay}>
            {say(OVER.goOn)}
          </button>
        </div>
      </div>
    </div>
  )
}

/** Watches for quiet while somebody is in the middle of something. */
const Watching = () => {
  const patience = elder.value || spoken.value ? UNHURRIED : USUAL
  const leaving = leavingAfter(useElapsed(touches.value), patience)
  useEffect(() => {
    if (leaving.stage === 'gone') startOver()
  }, [leaving.stage])
  return leaving.stage === 'asking' ? <Asking seconds={leaving.seconds} /> : null
}

const Leaving = () => {
  // A ticket counts its own time, and a number on its way waits for its answer.
  if (place.value.at === 'taken' || sending.value !== undefined) return null
  const card = presented.value?.kind === 'card'
  return untouched.value && !refusal.value && !card ? null : <Watching />
}

export const Overlays = () => (
  <>
    <Leaving />
    <Refused />
    <Sending />
    <Offline />
  </>
)

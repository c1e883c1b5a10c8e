/** How the sound of this screen is, where somebody has to do something about it (V13). */
import { say } from '../client/language.ts'
import { tryVoice, voiceCondition } from './voice.ts'
import { W } from './words.ts'

export const SpeakerIcon = () => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M3 9v6h4l5 4V5L7 9H3z" fill="currentColor" />
    <path d="M15.5 8.5a5 5 0 0 1 0 7M18 6a8.5 8.5 0 0 1 0 12" fill="none" stroke="currentColor" stroke-width="2" />
  </svg>
)

/** A button that opens the sound that the browser blocks, or a line that there is no voice; nothing while all is well. */
export const Sound = () => {
  if (voiceCondition.value === 'blocked') {
    return (
      <button type="button" class="sound-button" onClick={() => void tryVoice()}>
        <SpeakerIcon />
        {say(W.soundBlocked)}
      </button>
    )
  }
  return voiceCondition.value === 'chime-only' ? <span class="sound-note">{say(W.chimeOnly)}</span> : null
}

/** The foot of the board: what the voice is saying, else one notice at a time; the hotline; how the sound is. */
import { fill, say } from '../client/language.ts'
import { windowText } from '../client/phrases.ts'
import { tick } from '../client/time.ts'
import type { BoardView } from '../hall/views/public.ts'
import { speaking } from './announcer.ts'
import { turnOf } from './rows.ts'
import { tryVoice, voiceCondition } from './voice.ts'
import { W } from './words.ts'

/** Long enough to read a line twice, ms. */
const NOTICE_MS = 10_000

const SpeakerIcon = () => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M3 9v6h4l5 4V5L7 9H3z" fill="currentColor" />
    <path d="M15.5 8.5a5 5 0 0 1 0 7M18 6a8.5 8.5 0 0 1 0 12" fill="none" stroke="currentColor" stroke-width="2" />
  </svg>
)

const Sound = () => {
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

export const Footer = ({ view }: { readonly view: BoardView }) => {
  const item = speaking.value
  const notice = turnOf(view.notices, 1, tick.value, NOTICE_MS)[0] ?? ''
  return (
    <footer class="board-footer">
      {item ? (
        <p class="footer-calling" key={item.position}>
          <SpeakerIcon />
          {say(W.calling)} <b>{item.number}</b> → {windowText(item.counterName)}
        </p>
      ) : (
        <p class="footer-notice" key={notice}>
          {notice}
        </p>
      )}
      <Sound />
      {view.hotline !== '' && <p class="footer-hotline">{fill(W.hotline, { phone: view.hotline })}</p>}
    </footer>
  )
}

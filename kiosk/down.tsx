/** Covers everything while nobody can be served here, says where to go, and goes away by itself (K32). */
import { fill, say } from '../client/language.ts'
import { WarnIcon } from './icons.tsx'
import { down, view } from './live.ts'
import { unconfirmed } from './take.ts'
import { W } from './words.ts'

export const Down = () => {
  const stopped = view.value?.stopped
  return down.value || unconfirmed.value || stopped ? (
    <div class="down" role="alert">
      <WarnIcon />
      <h1>{say(stopped ? W.stopTitle : W.downTitle)}</h1>
      <p class="down-hint">{say(stopped ? W.stopHint : W.downHint)}</p>
      <p class="down-small">
        {say(unconfirmed.value ? W.downPending : W.downAgain)}
        <br />
        {fill(W.staffCode, { code: stopped ? 'issuing-stopped' : 'unreachable' })}
      </p>
    </div>
  ) : null
}

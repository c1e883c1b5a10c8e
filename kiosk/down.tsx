/** Covers everything while nobody can be served here, says where to go, and goes away by itself (K32). */
import { fill, say } from '../client/language.ts'
import { WarnIcon } from './icons.tsx'
import { down } from './live.ts'
import { unconfirmed } from './take.ts'
import { W } from './words.ts'

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

/** How the visit ends, in one row of nine; the usual outcome of the service is chosen already. */
import { say } from '../client/language.ts'
import { OUTCOME_WORDS } from '../client/words.ts'
import { OUTCOMES, OUTCOMES_WITH_REASON } from '../hall/catalogue.ts'
import { REASON_LENGTH_MAX } from '../hall/limits.ts'
import type { CounterView } from '../hall/views/window.ts'
import { chooseEnding, endingOf } from './window-state.ts'
import { OUTCOME_REASONS, W } from './window-words.ts'

export const OutcomeRow = ({ view }: { readonly view: CounterView }) => {
  const { outcome, reason } = endingOf(view)
  return (
    <fieldset class="outcomes">
      <legend>
        {say(W.outcome)} <small class="outcome-keys">{say(W.outcomeKeys)}</small>
      </legend>
      <div class="outcome-row">
        {OUTCOMES.map((other) => (
          <button
            key={other}
            type="button"
            class="outcome"
            aria-pressed={other === outcome}
            onClick={() => chooseEnding(view, other, reason)}
          >
            {say(OUTCOME_WORDS[other])}
          </button>
        ))}
      </div>
      {OUTCOMES_WITH_REASON.includes(outcome) && (
        <div class="outcome-reason">
          <label class="field">
            <span>{say(W.outcomeReason)}</span>
            <input
              data-needed
              value={reason}
              maxLength={REASON_LENGTH_MAX}
              onInput={(event) => chooseEnding(view, outcome, event.currentTarget.value)}
            />
          </label>
          <div class="outcome-reasons">
            {OUTCOME_REASONS.map((word) => (
              <button
                key={word[0]}
                type="button"
                class="choice small"
                aria-pressed={reason === word[0]}
                onClick={() => chooseEnding(view, outcome, word[0])}
              >
                {say(word)}
              </button>
            ))}
          </div>
        </div>
      )}
    </fieldset>
  )
}

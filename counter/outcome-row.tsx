/** How the visit ends, in one row of nine; the usual outcome of the service is chosen already. */
import { fill, say } from '../client/language.ts'
import { OUTCOME_WORDS } from '../client/words.ts'
import { OUTCOMES, type Outcome, type Service } from '../hall/catalogue.ts'
import { REASON_LENGTH_MAX } from '../hall/limits.ts'
import type { CounterView } from '../hall/views/window.ts'
import { acceptsLacking, CASES_MAX, missingOf, needsReason } from './acts.ts'
import { chooseEnding, endingOf, serviceOf } from './window-state.ts'
import { LACKING_REASONS, OUTCOME_REASONS, V } from './window-visit-words.ts'

/** Outcomes that name a day by which it will be done. */
const WITH_PROMISE: readonly Outcome[] = ['promised', 'joint', 'reported']

const Cases = ({ view }: { readonly view: CounterView }) => {
  const { cases = 1 } = endingOf(view)
  const step = (by: number): void => chooseEnding(view, { cases: Math.min(CASES_MAX, Math.max(1, cases + by)) })
  return (
    <span class="cases">
      {say(V.cases)}
      <button type="button" aria-label={say(V.fewer)} disabled={cases <= 1} onClick={() => step(-1)}>
        −
      </button>
      <output>{cases}</output>
      <button type="button" aria-label={say(V.oneMore)} disabled={cases >= CASES_MAX} onClick={() => step(1)}>
        +
      </button>
    </span>
  )
}

/** What the paper will promise, and whose days it does not count (S004-30). */
const promiseText = (outcome: Outcome, service: Service | undefined): string => {
  if (!service || !WITH_PROMISE.includes(outcome)) return ''
  const { special } = service
  const more = special ? [fill(V.special, { name: special.name, days: special.workingDays })] : []
  return [fill(V.promise, { days: service.promisedWorkingDays }), ...more].join(' · ')
}

const Reason = ({ view }: { readonly view: CounterView }) => {
  const ending = endingOf(view)
  const missing = missingOf(view)
  const lacking = acceptsLacking(ending, missing)
  return (
    <div class="outcome-reason">
      <label class="field">
        <span>{lacking ? fill(V.lackingReason, { count: missing.length }) : say(V.outcomeReason)}</span>
        <input
          data-needed
          value={ending.reason}
          maxLength={REASON_LENGTH_MAX}
          onInput={(event) => chooseEnding(view, { reason: event.currentTarget.value })}
        />
      </label>
      <div class="outcome-reasons">
        {(lacking ? LACKING_REASONS : OUTCOME_REASONS).map((word) => (
          <button
            key={word[0]}
            type="button"
            class="choice small"
            aria-pressed={ending.reason === word[0]}
            onClick={() => chooseEnding(view, { reason: word[0] })}
          >
            {say(word)}
          </button>
        ))}
      </div>
    </div>
  )
}

export const OutcomeRow = ({ view }: { readonly view: CounterView }) => {
  const ending = endingOf(view)
  const promise = promiseText(ending.outcome, view.ticket ? serviceOf(view.ticket.service) : undefined)
  return (
    <fieldset class="outcomes">
      <legend class="outcome-legend">
        {say(V.outcome)} <small class="outcome-keys">{say(V.outcomeKeys)}</small>
        {promise !== '' && <span class="promise">{promise}</span>}
      </legend>
      <div class="outcome-line">
        <div class="outcome-row">
          {OUTCOMES.map((outcome) => (
            <button
              key={outcome}
              type="button"
              class="outcome"
              aria-pressed={outcome === ending.outcome}
              onClick={() => chooseEnding(view, { outcome })}
            >
              {say(OUTCOME_WORDS[outcome])}
            </button>
          ))}
        </div>
        <Cases view={view} />
      </div>
      {needsReason(ending, missingOf(view)) && <Reason view={view} />}
    </fieldset>
  )
}

/** Why it was bad: asked once the grade is saved, never required, and gone by itself. Loaded after the first picture. */
import { useSignal } from '@preact/signals'
import { fill, say, type Word } from '../client/language.ts'
import { explanationOf, NOTHING_SAID, REASONS_MAX, type Said, toggled } from '../client/rating-reasons.ts'
import { COMPLAINT_WORDS, WHY } from '../client/rating-words.ts'
import { COMPLAINT_REASONS } from '../hall/commands.ts'
import { REASON_LENGTH_MAX } from '../hall/limits.ts'
import { Icon } from './icons.tsx'
import { explain, refused, sending, skipWhy, stay } from './pad-acts.ts'
import { useReady } from './pad-ask.tsx'
import { type Visit, WHY_MS } from './pad-state.ts'
import { W } from './pad-words.ts'

const MORE = {
  time: ['再等 20 秒', '20 s more'],
  left: ['{seconds} 秒后返回', 'Closes in {seconds} s'],
} satisfies Record<string, Word>

type WhyProps = { readonly visit: Visit; readonly leftMs: number }

export const Why = ({ visit, leftMs }: WhyProps) => {
  const said = useSignal<Said>(NOTHING_SAID)
  const off = !useReady() || sending.value !== undefined
  const change = (next: Partial<Said>): void => {
    said.value = { ...said.value, ...next }
    stay()
  }
  const { reasons, text } = said.value
  const explanation = explanationOf(said.value)
  const full = reasons.length >= REASONS_MAX
  return (
    <section class="why">
      <h1>{say(WHY.title)}</h1>
      {refused.value ? (
        <p class="kindly" role="alert">
          <Icon name="warn" />
          <span>{say(WHY.kindly)}</span>
        </p>
      ) : (
        <p class="visit" role="status">
          {fill(WHY.saved, { count: REASONS_MAX })}
        </p>
      )}
      <div class="reasons">
        {COMPLAINT_REASONS.map((reason) => {
          const chosen = reasons.includes(reason)
          return (
            <button
              key={reason}
              type="button"
              class="reason-chip"
              aria-pressed={chosen}
              disabled={off || (full && !chosen)}
              onClick={() => change({ reasons: toggled(reasons, reason) })}
            >
              {chosen && <Icon name="check" />}
              <span>{say(COMPLAINT_WORDS[reason])}</span>
            </button>
          )
        })}
      </div>
      <label class="own-words">
        <span>{say(WHY.own)}</span>
        <textarea
          rows={2}
          placeholder={say(WHY.own)}
          maxLength={REASON_LENGTH_MAX}
          value={text}
          aria-invalid={refused.value !== undefined}
          onInput={(event) => change({ text: event.currentTarget.value })}
        />
      </label>
      <div class="why-foot">
        <button type="button" class="skip" disabled={off} onClick={skipWhy}>
          {say(WHY.skip)}
        </button>
        <button type="button" class="skip" disabled={off} onClick={stay}>
          {say(MORE.time)}
        </button>
        <button
          type="button"
          class="skip send"
          disabled={off || explanation === undefined}
          onClick={() => explanation && void explain(visit, explanation)}
        >
          {say(WHY.send)}
        </button>
        <p class="left" aria-live="off">
          {sending.value ? say(W.sending) : fill(MORE.left, { seconds: Math.ceil(leftMs / 1000) })}
          <span class="bar" style={`--share:${Math.min(1, leftMs / WHY_MS)}`} />
        </p>
      </div>
    </section>
  )
}

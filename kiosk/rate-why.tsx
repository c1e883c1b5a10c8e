/** Why a matter was rated badly, on the phone: asked after the grade is saved, never required. */
import { useSignal } from '@preact/signals'
import { fill, say } from '../client/language.ts'
import { explanationOf, NOTHING_SAID, REASONS_MAX, type Said, toggled } from '../client/rating-reasons.ts'
import { COMPLAINT_WORDS, WHY } from '../client/rating-words.ts'
import { problemText } from '../client/words.ts'
import { COMPLAINT_REASONS } from '../hall/commands.ts'
import type { TicketId, TicketSecret } from '../hall/ids.ts'
import { REASON_LENGTH_MAX } from '../hall/limits.ts'
import { askAsVisitor } from './visitor.ts'

type Props = {
  readonly ticket: TicketId
  readonly secret: TicketSecret
  readonly leg: number
  readonly onSkip: () => void
}

export const RateWhy = ({ ticket, secret, leg, onSkip }: Props) => {
  const said = useSignal<Said>(NOTHING_SAID)
  const sending = useSignal(false)
  const trouble = useSignal('')
  const { reasons, text } = said.value
  const explanation = explanationOf(said.value)
  const submit = async (): Promise<void> => {
    if (sending.value || !explanation) return
    sending.value = true
    const answer = await askAsVisitor(secret, { type: 'ExplainRating', ticket, secret, leg, ...explanation })
    sending.value = false
    // Once it is in the ledger the live view takes this away.
    if (answer.ok) trouble.value = ''
    else trouble.value = answer.code === 'personal-data' ? say(WHY.kindly) : problemText(answer)
  }
  return (
    <div class="why">
      <h3>{say(WHY.title)}</h3>
      <p class="rate-hint">{fill(WHY.saved, { count: REASONS_MAX })}</p>
      <div class="why-reasons">
        {COMPLAINT_REASONS.map((reason) => {
          const chosen = reasons.includes(reason)
          return (
            <button
              key={reason}
              type="button"
              class="why-reason"
              aria-pressed={chosen}
              disabled={!chosen && reasons.length >= REASONS_MAX}
              onClick={() => {
                said.value = { text, reasons: toggled(reasons, reason) }
              }}
            >
              {say(COMPLAINT_WORDS[reason])}
            </button>
          )
        })}
      </div>
      <label class="why-own">
        <span>{say(WHY.own)}</span>
        <textarea
          rows={3}
          maxLength={REASON_LENGTH_MAX}
          value={text}
          onInput={(event) => {
            said.value = { reasons, text: event.currentTarget.value }
          }}
        />
      </label>
      <p class="trouble" role="alert">
        {trouble.value}
      </p>
      <div class="why-foot">
        <button type="button" class="button" disabled={sending.value} onClick={onSkip}>
          {say(WHY.skip)}
        </button>
        <button
          type="button"
          class="button is-main"
          disabled={sending.value || explanation === undefined}
          onClick={() => void submit()}
        >
          {say(WHY.send)}
        </button>
      </div>
    </div>
  )
}

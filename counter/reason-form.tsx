/** A reason: the usual ones at a touch, any other in words. */
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { say, type Word } from '../client/language.ts'
import { REASON_LENGTH_MAX } from '../hall/limits.ts'

const W = {
  other: ['其他理由', 'Another reason'],
} satisfies Record<string, Word>

type ReasonProps = {
  readonly usual: readonly Word[]
  readonly action: string
  readonly danger?: boolean
  readonly disabled?: boolean
  readonly onReason: (reason: string) => void
  /** What else is asked, between the reason and the button. */
  readonly children?: ComponentChildren
}

/** A usual reason is recorded in Chinese whatever the language of the screen: the ledger is read by the hall. */
export const ReasonForm = ({ usual, action, danger = false, disabled = false, onReason, children }: ReasonProps) => {
  const reason = useSignal('')
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    const text = reason.value.trim()
    if (text !== '' && !disabled) onReason(text)
  }
  return (
    <form class="reason" onSubmit={submit}>
      <div class="choices">
        {usual.map((word, index) => (
          <button
            key={word[0]}
            type="button"
            class="choice"
            data-digit={index + 1}
            aria-pressed={reason.value === word[0]}
            onClick={() => {
              reason.value = word[0]
            }}
          >
            <kbd>{index + 1}</kbd>
            {say(word)}
          </button>
        ))}
      </div>
      <label class="field">
        <span>{say(W.other)}</span>
        <input
          value={usual.some(([zh]) => zh === reason.value) ? '' : reason.value}
          maxLength={REASON_LENGTH_MAX}
          onInput={(event) => {
            reason.value = event.currentTarget.value
          }}
        />
      </label>
      {children}
      <button
        type="submit"
        data-main
        class={danger ? 'action danger' : 'action'}
        disabled={disabled || reason.value.trim() === ''}
      >
        {action}
      </button>
    </form>
  )
}

/** "Are you sure", with what it means; Enter confirms, Esc does not. */
import type { ComponentChildren } from 'preact'
import { say } from '../client/language.ts'
import { COMMON } from './manager-words.ts'
import { Sheet } from './sheet.tsx'

type Props = {
  readonly title: string
  readonly text: string
  readonly action: string
  readonly danger?: boolean
  readonly disabled?: boolean
  readonly onConfirm: () => void
  readonly onClose: () => void
  readonly children?: ComponentChildren
}

export const ConfirmSheet = ({
  title,
  text,
  action,
  danger = false,
  disabled = false,
  onConfirm,
  onClose,
  children,
}: Props) => (
  <Sheet title={title} onClose={onClose}>
    <p>{text}</p>
    {children}
    <div class="row end">
      <button type="button" class="action soft" onClick={onClose}>
        {say(COMMON.cancel)}
      </button>
      <button
        type="button"
        data-main
        class={danger ? 'action danger' : 'action'}
        disabled={disabled}
        onClick={onConfirm}
      >
        {action}
      </button>
    </div>
  </Sheet>
)

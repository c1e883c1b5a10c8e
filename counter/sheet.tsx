/** A sheet over the screen: Esc and the cross close it, focus stays in it, digits choose from its numbered rows. */
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { say, type Word } from '../client/language.ts'
import { Icon } from './icons.tsx'

const CLOSE: Word = ['关闭', 'Close']

type SheetProps = {
  readonly title: string
  readonly wide?: boolean
  readonly onClose: () => void
  readonly children: ComponentChildren
}

/** True where a key is text, not a choice. */
const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type !== 'radio')

/** Digits 1–9 press the button that carries them, so that a sheet needs no mouse. */
const pressDigit = (event: KeyboardEvent): void => {
  if (!/^[1-9]$/.test(event.key) || typing(event.target) || !(event.currentTarget instanceof HTMLElement)) return
  const row = event.currentTarget.querySelector<HTMLElement>(`[data-digit="${event.key}"]`)
  if (!row) return
  event.preventDefault()
  row.focus()
  row.click()
}

export const Sheet = ({ title, wide = false, onClose, children }: SheetProps) => {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  return (
    <dialog
      ref={dialog}
      class={wide ? 'sheet wide' : 'sheet'}
      aria-label={title}
      onKeyDown={pressDigit}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <header class="sheet-head">
        <h2>{title}</h2>
        <button type="button" class="plain" onClick={onClose}>
          <Icon name="cross" />
          <span>{say(CLOSE)}</span>
          <kbd>Esc</kbd>
        </button>
      </header>
      {children}
    </dialog>
  )
}

/** A sheet over the screen: Esc and the cross close it, focus stays in it, digits choose from its numbered rows. */
import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { say, type Word } from '../client/language.ts'
import { Icon } from './icons.tsx'
import { isTyping } from './typing.ts'

const CLOSE: Word = ['关闭', 'Close']

type SheetProps = {
  readonly title: string
  readonly wide?: boolean
  readonly onClose: () => void
  readonly children: ComponentChildren
}

/** The button that finishes the sheet if it can, else what is still missing, else the first choice; `except` is done. */
export const focusNext = (dialog: HTMLElement | null, except?: HTMLElement): void => {
  for (const wanted of ['[data-main]:not(:disabled)', '[data-needed]', '[data-digit]:not(:disabled)']) {
    const found = dialog?.querySelector<HTMLElement>(wanted)
    if (!found || found === except) continue
    found.focus()
    return
  }
}

/** Digits press the button that carries them, so that a sheet needs no mouse. */
const pressDigit = (event: KeyboardEvent): void => {
  if (!/^[0-9]$/.test(event.key) || isTyping(event.target) || !(event.currentTarget instanceof HTMLElement)) return
  const dialog = event.currentTarget
  const row = dialog.querySelector<HTMLElement>(`[data-digit="${event.key}"]`)
  if (!row) return
  event.preventDefault()
  row.click()
  // Once the choice is drawn, Enter finishes the sheet.
  requestAnimationFrame(() => setTimeout(() => focusNext(dialog)))
}

export const Sheet = ({ title, wide = false, onClose, children }: SheetProps) => {
  const dialog = useRef<HTMLDialogElement>(null)
  // Before the next key is heard: a digit right after the key that opened the sheet is meant for the sheet.
  useLayoutEffect(() => {
    dialog.current?.showModal()
    focusNext(dialog.current)
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

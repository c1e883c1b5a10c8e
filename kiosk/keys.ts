/**
 * What a key of the keypad under the screen, or of any keyboard, means here: 前 后 确定 返回 (K29). Pure.
 *
 * 前: ← ↑ Shift+Tab, numeric 4 8 −. 后: → ↓ Tab, numeric 6 2 +. 确定: Enter, numeric 5. 返回: Escape, Backspace, numeric 0 *.
 * Where digits are typed the numeric keys type, and − + Enter * walk on.
 */
export type Meaning =
  | 'previous'
  | 'next'
  /** Presses what is in focus; `press-itself` where the browser does it anyway. */
  | 'press'
  | 'press-itself'
  | 'back'
  /** Goes to the page: a letter, a digit, a space. */
  | 'type'
  /** The browser's own: reload, the developer's tools. */
  | 'foreign'
  /** Scrolls or enlarges, and so does nothing (K31). */
  | 'nothing'

type Key = {
  readonly key: string
  /** Where it lies: `Numpad4` is another key than `Digit4`. */
  readonly code: string
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
}

const NAMED: Readonly<Record<string, Meaning>> = {
  ArrowLeft: 'previous',
  ArrowUp: 'previous',
  ArrowRight: 'next',
  ArrowDown: 'next',
  Enter: 'press-itself',
  Escape: 'back',
  PageUp: 'nothing',
  PageDown: 'nothing',
  Home: 'nothing',
  End: 'nothing',
}
const SIGNS: Readonly<Record<string, Meaning>> = {
  NumpadSubtract: 'previous',
  NumpadAdd: 'next',
  NumpadMultiply: 'back',
}
const DIGITS: Readonly<Record<string, Meaning>> = {
  Numpad4: 'previous',
  Numpad8: 'previous',
  Numpad6: 'next',
  Numpad2: 'next',
  Numpad5: 'press',
  Numpad0: 'back',
}

/** @param typing whether what is in focus, or the page, takes digits and letters. */
export const meaningOf = (pressed: Key, typing: boolean): Meaning => {
  if (pressed.ctrlKey || pressed.metaKey) return /^[-+=_0]$/.test(pressed.key) ? 'nothing' : 'foreign'
  if (pressed.altKey || /^F\d+$/.test(pressed.key)) return 'foreign'
  if (pressed.key === 'Tab') return pressed.shiftKey ? 'previous' : 'next'
  if (pressed.key === 'Backspace') return typing ? 'type' : 'back'
  return SIGNS[pressed.code] ?? (typing ? undefined : DIGITS[pressed.code]) ?? NAMED[pressed.key] ?? 'type'
}

/** What makes the kiosk usable without sight, touch or luck; fetched right after the first page stands. */
import { refuseGestures } from './gestures.ts'
import { startKeypad } from './keypad.ts'
import { startPrompts } from './prompts.ts'

/** Begins once, for as long as the page stands. */
export const startAccess = (): void => {
  refuseGestures()
  startPrompts()
  startKeypad()
}

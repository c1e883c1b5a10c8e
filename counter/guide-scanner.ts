/** Hears a scanner wherever the cursor is, and takes what it typed back out of the field it fell into. */
import { NO_BURST, scannedIn, withKey } from './guide-scan.ts'

/** An address is not what the field wanted; and a secret is left nowhere (S6). */
const takeBack = (target: EventTarget | null, text: string): void => {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return
  const at = target.value.toLowerCase().lastIndexOf(text.toLowerCase())
  if (at < 0) return
  target.value = target.value.slice(0, at) + target.value.slice(at + text.length)
  target.dispatchEvent(new Event('input', { bubbles: true }))
}

/** Calls back with the secret of each ticket that is scanned; the answer stops it. */
export const listenForScans = (onSecret: (secret: string) => void): (() => void) => {
  let burst = NO_BURST
  const hear = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') {
      const { text } = burst
      const secret = scannedIn(burst, event.timeStamp)
      burst = NO_BURST
      if (secret === undefined) return
      // Neither the form nor the button under the cursor hears this Enter.
      event.preventDefault()
      event.stopPropagation()
      takeBack(event.target, text)
      onSecret(secret)
      return
    }
    // Shift comes before every capital and is no letter.
    if (event.key.length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey)
      burst = withKey(burst, event.key, event.timeStamp)
  }
  document.addEventListener('keydown', hear, true)
  return () => document.removeEventListener('keydown', hear, true)
}
